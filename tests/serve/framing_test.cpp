// SPDX-License-Identifier: EUPL-1.2
// Raw bytes over a socket: what is not a request exactly as RFC 9112 describes one gets one refusal and an end, never a second answer.

#include <gtest/gtest.h>

#include "serve/client.hpp"

namespace trede::test {
namespace {

const std::string kHost = "Host: localhost\r\n";
const std::string kSmuggled = "GET /v1/edities HTTP/1.1\r\nHost: localhost\r\n\r\n";

struct Probe {
  std::string name, bytes;
  int status;
};

std::string head(const std::string& fields) { return "GET /healthz HTTP/1.1\r\n" + fields + "\r\n"; }

std::string many_fields(int count) {
  std::string out = kHost;
  for (int i = 1; i < count; ++i) out += "X-" + std::to_string(i) + ": a\r\n";
  return out;
}

// Every probe is followed by a well-formed request, which must not be answered.
std::vector<Probe> refused_probes() {
  using namespace std::string_literals;
  return {
      {"no Host", head(""), 400},
      {"two Hosts", head(kHost + kHost), 400},
      {"empty Host", head("Host:\r\n"), 400},
      {"Host with user information", head("Host: a@localhost\r\n"), 400},
      {"Host with port 0", head("Host: localhost:0\r\n"), 400},
      {"Host with port 65536", head("Host: localhost:65536\r\n"), 400},
      {"Host with a path", head("Host: localhost/x\r\n"), 400},
      {"Host with a blank", head("Host: local host\r\n"), 400},
      {"Host with an open bracket", head("Host: [::1\r\n"), 400},
      {"Content-Length above 0", head(kHost + "Content-Length: 5\r\n") + "hello", 413},
      {"Content-Length hides a request", head(kHost + "Content-Length: 46\r\n"), 413},
      {"two equal Content-Lengths", head(kHost + "Content-Length: 0\r\nContent-Length: 0\r\n"), 400},
      {"two different Content-Lengths", head(kHost + "Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
      {"a list of Content-Lengths", head(kHost + "Content-Length: 0, 0\r\n"), 400},
      {"Content-Length with a sign", head(kHost + "Content-Length: +5\r\n"), 400},
      {"negative Content-Length", head(kHost + "Content-Length: -1\r\n"), 400},
      {"Content-Length in hex", head(kHost + "Content-Length: 0x5\r\n"), 400},
      {"empty Content-Length", head(kHost + "Content-Length:\r\n"), 400},
      {"Content-Length beyond 64 bits", head(kHost + "Content-Length: 99999999999999999999999\r\n"), 413},
      {"chunked content", head(kHost + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", 413},
      {"chunked with a long extension", head(kHost + "Transfer-Encoding: chunked\r\n") + "0;" + std::string(100'000, 'a') + "\r\n\r\n",
       413},
      {"chunked in HTTP/1.0", "GET / HTTP/1.0\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"xchunked", head(kHost + "Transfer-Encoding: xchunked\r\n"), 400},
      {"gzip, chunked", head(kHost + "Transfer-Encoding: gzip, chunked\r\n"), 400},
      {"chunked, identity", head(kHost + "Transfer-Encoding: chunked, identity\r\n"), 400},
      {"quoted chunked", head(kHost + "Transfer-Encoding: \"chunked\"\r\n"), 400},
      {"chunked twice", head(kHost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
      {"chunked with a vertical tab",
       head(kHost + "Transfer-Encoding: \x0b"
                    "chunked\r\n"),
       400},
      {"empty Transfer-Encoding", head(kHost + "Transfer-Encoding:\r\n"), 400},
      {"a blank before the colon", head(kHost + "Transfer-Encoding : chunked\r\n"), 400},
      {"length and chunked", head(kHost + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
      {"chunked and length", head(kHost + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n", 400},
      {"a folded field", head(kHost + "X-A: b\r\n c\r\n"), 400},
      {"a first field that starts with a blank", head(" " + kHost), 400},
      {"a field without colon", head(kHost + "nonsense\r\n"), 400},
      {"a field without name", head(kHost + ": a\r\n"), 400},
      {"a field name with a bracket", head(kHost + "X(a): b\r\n"), 400},
      {"line feeds alone", "GET /healthz HTTP/1.1\nHost: localhost\n\n", 400},
      {"one line feed alone", "GET /healthz HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", 400},
      {"a carriage return alone in a value", head(kHost + "X: a\rb\r\n"), 400},
      {"a NUL in a value", head(kHost + "X: a\0b\r\n"s), 400},
      {"a NUL in the address", "GET /\0 HTTP/1.1\r\n"s + kHost + "\r\n", 400},
      {"a DEL in a value", head(kHost + "X: a\x7f\r\n"), 400},
      {"two blanks after the method", "GET  /healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"a tab after the method", "GET\t/healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"a blank in the address", "GET /a b HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"a blank at the end of the first line", "GET /healthz HTTP/1.1 \r\n" + kHost + "\r\n", 400},
      {"no version", "GET /healthz\r\n" + kHost + "\r\n", 400},
      {"HTTP/9.9", "GET /healthz HTTP/9.9\r\n" + kHost + "\r\n", 505},
      {"HTTP/1.2", "GET /healthz HTTP/1.2\r\n" + kHost + "\r\n", 505},
      {"HTTP/1.10", "GET /healthz HTTP/1.10\r\n" + kHost + "\r\n", 400},
      {"http in lower case", "GET /healthz http/1.1\r\n" + kHost + "\r\n", 400},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"a greeting of TLS", "\x16\x03\x01\x02"s, 400},
      {"an address of 8 KiB and 1", "GET /" + std::string(8192, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n", 414},
      {"an address without end", "GET /" + std::string(40'000, 'a'), 414},
      {"a head of more than 16 KiB", head(kHost + "X: " + std::string(16'400, 'a') + "\r\n"), 431},
      {"a field without end", "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'a'), 431},
      {"101 fields", head(many_fields(101)), 431},
      {"20,000 fields", head(many_fields(20'000)), 431},
      {"a Connection that is no list of words", head(kHost + "Connection: keep[alive\r\n"), 400},
      {"an unknown expectation", head(kHost + "Expect: tea\r\n"), 417},
      {"two empty lines before the request", "\r\n\r\n" + head(kHost), 400},
  };
}

TEST(Framing, WhatIsNoProperRequestGetsOneRefusalAndNoSecondAnswer) {
  TinyServer server;
  for (const Probe& probe : refused_probes()) {
    SCOPED_TRACE(probe.name);
    Client client(server.port());
    client.send(probe.bytes + kSmuggled);
    const std::string bytes = client.read_all();
    EXPECT_TRUE(client.closed());
    const std::vector<Answer> answers = split_answers(bytes);
    ASSERT_EQ(answers.size(), 1U) << bytes.substr(0, 400);
    EXPECT_EQ(answers[0].status, probe.status) << answers[0].body;
    EXPECT_EQ(answers[0].field("Connection"), "close");
    EXPECT_EQ(answers[0].field("Content-Type"), "application/problem+json; charset=utf-8");
    EXPECT_EQ(bytes.find("edities\":["), std::string::npos);
    EXPECT_EQ(bytes.find("HTTP/1.1 200"), std::string::npos);
  }
}

TEST(Framing, ARefusalDoesNotWaitForTheRestOfTheHead) {
  TinyServer server;
  for (const std::string bytes : {"GET /healthz HTTP/1.1\nHost: localhost\n\n", "GET / HTTP/1.1\r\nX: \x01", "\x16\x03\x01"}) {
    Client client(server.port());
    client.send(bytes);
    EXPECT_EQ(client.answer().status, 400) << bytes;
  }
}

struct Accepted {
  std::string name, bytes;
  int status;
};

TEST(Framing, ProperRequestsInUnusualFormAreAnswered) {
  TinyServer server;
  const std::vector<Accepted> accepted = {
      {"Content-Length 0", head(kHost + "Content-Length: 0\r\n"), 200},
      {"one empty line first", "\r\n" + head(kHost), 200},
      {"a field without value", head(kHost + "X:\r\n"), 200},
      {"tabs around a value", head("Host:\t localhost \t\r\n"), 200},
      {"Host in capitals with a port", head("HOST: LOCALHOST:8080\r\n"), 200},
      {"Host as IPv6", head("Host: [::1]:8080\r\n"), 200},
      {"bytes above 127 in a value", head(kHost + "X: \xC3\xA9\r\n"), 200},
      {"100 fields", head(many_fields(100)), 200},
      {"an address of exactly 8 KiB", "GET /" + std::string(8191, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n", 404},
      {"HTTP/1.0 without Host", "GET /healthz HTTP/1.0\r\n\r\n", 200},
      {"absolute form", "GET http://localhost/healthz HTTP/1.1\r\n" + kHost + "\r\n", 200},
      {"absolute form of another host", "GET http://elsewhere/healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"absolute form with user information", "GET http://a@localhost/healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"absolute form of another scheme", "GET ftp://localhost/healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"an address without slash", "GET healthz HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"a star with GET", "GET * HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"a star with OPTIONS", "OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n", 204},
      {"POST", "POST /v1/edities HTTP/1.1\r\n" + kHost + "\r\n", 405},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + kHost + "\r\n", 405},
      {"CONNECT", "CONNECT localhost:443 HTTP/1.1\r\n" + kHost + "\r\n", 405},
      {"a method in lower case", "get / HTTP/1.1\r\n" + kHost + "\r\n", 501},
      {"an unknown method", "BREW / HTTP/1.1\r\n" + kHost + "\r\n", 501},
      {"Expect: 100-continue", head(kHost + "Expect: 100-continue\r\n"), 200},
      {"a range", head(kHost + "Range: bytes=0-1,0-1,0-1\r\n"), 200},
      {"an upgrade", head(kHost + "Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200},
  };
  for (const Accepted& probe : accepted) {
    SCOPED_TRACE(probe.name);
    Client client(server.port());
    client.send(probe.bytes);
    client.finish_sending();
    const auto answers = split_answers(client.read_all());
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, probe.status) << answers[0].body;
    const bool about_methods = probe.status == 405 || probe.status == 501 || probe.status == 204;
    EXPECT_EQ(answers[0].field("Allow"), about_methods ? "GET, HEAD, OPTIONS" : "");
    EXPECT_EQ(answers[0].head.find("elsewhere"), std::string::npos);
    EXPECT_EQ(answers[0].body.find("elsewhere"), std::string::npos);
  }
}

TEST(Framing, AHundredRequestsInOneGoGetAHundredAnswersInOrder) {
  TinyServer server;
  Client client(server.port());
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "GET /" + std::string(i % 2 == 0 ? "healthz" : "v1/nergens") + " HTTP/1.1\r\n" + kHost + "\r\n";
  client.send(bytes);
  client.finish_sending();
  const auto answers = split_answers(client.read_all());
  ASSERT_EQ(answers.size(), 100U);
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].status, i % 2 == 0 ? 200 : 404);
}

TEST(Framing, AHeadThatComesByteByByteIsReadTheSame) {
  TinyServer server;
  Client client(server.port());
  for (const char c : head(kHost)) {
    client.send(std::string_view(&c, 1));
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  EXPECT_EQ(client.answer().status, 200);
}

TEST(Framing, ConnectionCloseAndOldHttpEndTheConnectionAfterTheAnswer) {
  TinyServer server;
  for (const std::string& bytes : {head(kHost + "Connection: keep-alive, Close\r\n"), std::string("GET /healthz HTTP/1.0\r\n\r\n")}) {
    Client client(server.port());
    client.send(bytes + kSmuggled);
    const auto answers = split_answers(client.read_all());
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].field("Connection"), "close");
    EXPECT_TRUE(client.closed());
  }
}

}  // namespace
}  // namespace trede::test
