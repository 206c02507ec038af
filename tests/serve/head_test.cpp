// SPDX-License-Identifier: EUPL-1.2
// Our reading of a head against Beast's, which is an independent one: whatever we accept, Beast accepts, with the same method, address
// and fields.

#include <gtest/gtest.h>

#include <random>

#include <boost/beast/http.hpp>

#include "serve/head.hpp"

namespace trede::serve {
namespace {

namespace http = boost::beast::http;

const std::string kRequest =
    "GET /v1/edities?x=1 HTTP/1.1\r\nHost: localhost:8080\r\nAccept: text/csv;q=0.5, */*\r\nConnection: keep-alive\r\nX-A:\t b \r\nX-A: c\r\n\r\n";

// True when our reading accepts the bytes; then Beast must agree.
bool accepted_by_both(const std::string& bytes) {
  const Limits limits;
  HeadScanner scanner(limits);
  if (scanner.scan(bytes) != HeadScanner::State::complete) return false;
  const auto head = parse_head(std::string_view(bytes).substr(0, scanner.size()), limits);
  if (!head) return false;
  http::request_parser<http::empty_body> parser;
  parser.eager(false);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(bytes.data(), scanner.size()), error);
  EXPECT_FALSE(error) << error.message() << "\n" << bytes;
  EXPECT_TRUE(parser.is_header_done());
  const auto& theirs = parser.get();
  EXPECT_EQ(std::string_view(theirs.method_string().data(), theirs.method_string().size()), head->method);
  EXPECT_EQ(std::string_view(theirs.target().data(), theirs.target().size()), head->target);
  std::size_t count = 0;
  for (const auto& field : theirs) {
    (void)field;
    ++count;
  }
  EXPECT_EQ(count, head->fields.size());
  return true;
}

TEST(Head, TheSameFieldsAreReadAsBeastReadsThem) {
  EXPECT_TRUE(accepted_by_both(kRequest));
  const auto head = parse_head(kRequest, Limits{});
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, "GET");
  EXPECT_EQ(head->target, "/v1/edities?x=1");
  EXPECT_EQ(head->host, "localhost:8080");
  EXPECT_EQ(head->find("x-a"), "b, c");
  EXPECT_EQ(head->find("x-b"), std::nullopt);
  EXPECT_TRUE(head->keep_alive);
}

TEST(Head, AHeadCutAtAnyByteIsNotComplete) {
  for (std::size_t size = 0; size < kRequest.size(); ++size) {
    HeadScanner scanner{Limits{}};
    EXPECT_EQ(scanner.scan(std::string_view(kRequest).substr(0, size)), HeadScanner::State::more) << size;
  }
}

TEST(Head, WhereABufferIsCutDoesNotChangeWhatIsFound) {
  for (std::size_t cut = 0; cut < kRequest.size(); ++cut) {
    HeadScanner scanner{Limits{}};
    scanner.scan(std::string_view(kRequest).substr(0, cut));
    ASSERT_EQ(scanner.scan(kRequest), HeadScanner::State::complete);
    EXPECT_EQ(scanner.size(), kRequest.size());
  }
}

TEST(Head, AmongManyDamagedHeadsNoneIsAcceptedThatBeastRefuses) {
  std::mt19937 random(20200817);
  std::size_t accepted = 0;
  constexpr std::string_view kSpice = "\r\n\t :;,%\"/?#[]@\0+x0\x7f\xff";
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = kRequest;
    const std::size_t changes = 1 + random() % 3;
    for (std::size_t c = 0; c < changes; ++c) {
      const std::size_t at = random() % bytes.size();
      const char byte = kSpice[random() % kSpice.size()];
      switch (random() % 3) {
        case 0: bytes[at] = byte; break;
        case 1: bytes.insert(at, 1, byte); break;
        default: bytes.erase(at, 1); break;
      }
    }
    if (accepted_by_both(bytes)) ++accepted;
    if (HasFailure()) FAIL() << "change " << i;
  }
  EXPECT_GT(accepted, 1000U);
  EXPECT_LT(accepted, 19'000U);
}

TEST(Head, AHostIsANameOrAddressWithAtMostAPort) {
  for (const char* good : {"a", "localhost", "monitor.example.nl", "127.0.0.1:80", "[::1]", "[2001:db8::1]:8080", "a_b-c.d:65535"})
    EXPECT_TRUE(is_host(good)) << good;
  for (const char* bad : {"", ":", ":80", "a:", "a:0", "a:65536", "a:+1", "a:1:2", "a@b", "a/b", "a b", "[]", "[::1", "[::1]x",
                          "[::1]:", "a,b", "a%20", "\xC3\xA9"})
    EXPECT_FALSE(is_host(bad)) << bad;
}

}  // namespace
}  // namespace trede::serve
