// SPDX-License-Identifier: EUPL-1.2
// Time and change: deadlines, limits, another edition, stopping, and everything given back afterwards.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <sstream>

#include <simdjson.h>
#include <sys/resource.h>
#include <unistd.h>

#include "serve/client.hpp"
#include "serve/watcher.hpp"

namespace trede::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kLarge = std::size_t{24} << 20;  // more than the sockets of both sides hold

const std::string kHealth = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

std::string request(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

serve::Limits short_times() {
  serve::Limits limits;
  limits.head = 300ms;
  limits.idle = 600ms;
  limits.write = 500ms;
  limits.drain = 3s;
  return limits;
}

TEST(Deadlines, AHeadThatKeepsTricklingIsCutOffAtItsDeadline) {
  TinyServer server(short_times());
  Client client(server.port());
  const auto start = Clock::now();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
  bool cut = false;
  for (int i = 0; i < 40 && !cut; ++i) {
    client.send("X: y\r\n");
    client.read(1, 50ms);
    cut = client.closed();
  }
  EXPECT_TRUE(cut);
  EXPECT_GE(Clock::now() - start, 250ms);
  EXPECT_LT(Clock::now() - start, 2s);
}

TEST(Deadlines, AnIdleConnectionIsClosedAndABusyOneIsNot) {
  TinyServer server(short_times());
  Client idle(server.port());
  Client busy(server.port());
  const auto start = Clock::now();
  while (Clock::now() - start < 900ms) {
    busy.send(kHealth);
    ASSERT_EQ(busy.answer().status, 200);
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_EQ(idle.read_all(1s), "");
  EXPECT_TRUE(idle.closed());
  busy.send(kHealth);
  EXPECT_EQ(busy.answer().status, 200);
}

TEST(Deadlines, AVisitorWhoStopsReadingIsCutOffAndOthersAreNotHeldUp) {
  TinyServer server(short_times(), {.large_file = kLarge});
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<Client>(server.port(), 4096));
    slow.back()->send(request(server.edition("/tabellen/groot-parquet")));
  }
  EXPECT_TRUE(soon([&] { return server.server().connections() == 20; }));
  const auto start = Clock::now();
  EXPECT_EQ(get(server.port(), "/healthz").status, 200);
  EXPECT_LT(Clock::now() - start, 400ms);
  EXPECT_TRUE(soon([&] { return server.server().connections() == 0; }, 10s));
}

TEST(Limits, ConnectionsAboveTheLimitGet503AndRoomComesBack) {
  serve::Limits limits;
  limits.max_connections = 5;
  TinyServer server(limits);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->send(kHealth);
    ASSERT_EQ(clients.back()->answer().status, 200);
  }
  for (int i = 0; i < 50; ++i) {
    Client turned_away(server.port());
    const auto answers = split_answers(turned_away.read_all());
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, 503);
    EXPECT_EQ(answers[0].field("Retry-After"), "5");
    EXPECT_TRUE(turned_away.closed());
  }
  clients.clear();
  EXPECT_TRUE(soon([&] { return server.server().connections() == 0; }));
  EXPECT_EQ(get(server.port(), "/healthz").status, 200);
}

TEST(Limits, WithoutDescriptorsVisitorsAreClosedAndServiceComesBack) {
  TinyServer server;
  Client before(server.port());
  before.send(kHealth);
  ASSERT_EQ(before.answer().status, 200);
  rlimit old{};
  ::getrlimit(RLIMIT_NOFILE, &old);
  std::vector<std::unique_ptr<Client>> waiting;
  for (int i = 0; i < 3; ++i) {
    // The client's own sockets exist before the limit falls; the server finds no number for its side.
    rlimit none = old;
    none.rlim_cur = 3;
    auto client = std::make_unique<Client>(server.port());
    ::setrlimit(RLIMIT_NOFILE, &none);
    client->read_all(300ms);
    ::setrlimit(RLIMIT_NOFILE, &old);
    waiting.push_back(std::move(client));
  }
  before.send(kHealth);
  EXPECT_EQ(before.answer().status, 200);
  EXPECT_EQ(get(server.port(), "/healthz").status, 200);
}

TEST(Descriptors, AreAllBackAfterVisitorsOfEverySort) {
  TinyServer server({}, {.large_file = kLarge});
  get(server.port(), "/v1/edities");
  ASSERT_TRUE(soon([&] { return server.server().connections() == 0; }));
  const std::size_t baseline = open_descriptors();
  for (int i = 0; i < 100; ++i) {
    Client leaver(server.port(), 4096);
    leaver.send(request(server.edition("/tabellen/groot-parquet")));
    leaver.read(100);
    leaver.reset();
    get(server.port(), server.edition("/gebieden"));
    Client silent(server.port());
    Client half(server.port());
    half.send("GET / HTT");
    Client wrong(server.port());
    wrong.send(std::string_view("\0", 1));
    Client finished(server.port());
    finished.send(kHealth);
    finished.finish_sending();
    EXPECT_EQ(split_answers(finished.read_all()).size(), 1U);
  }
  EXPECT_TRUE(soon([&] { return server.server().connections() == 0; }));
  EXPECT_TRUE(soon([&] { return open_descriptors() == baseline; })) << open_descriptors() << " for " << baseline;
}

TEST(Editions, ANewEditionTakesOverWhileADownloadOfTheOldOneCompletes) {
  TinyServer server({}, {.large_file = kLarge});
  const std::string old_id = server.id();
  serve::Watcher watcher(server.source(), server.server(), server.log(), 50ms);
  Client download(server.port(), 4096);
  download.send(request(server.edition("/tabellen/groot-parquet")));
  std::string bytes = download.read(1000);
  ASSERT_TRUE(bytes.starts_with("HTTP/1.1 200"));

  const std::string new_id = write_edition(server.folder(), {.sequence = 2, .first_value = "9.9"});
  ASSERT_NE(new_id, old_id);
  make_current(server.folder(), new_id);
  EXPECT_TRUE(soon([&] { return get(server.port(), "/v1/edities/actueel").field("Location") == "/v1/edities/" + new_id; }));
  const std::string list = get(server.port(), "/v1/edities").body;
  EXPECT_LT(list.find(new_id), list.find(old_id)) << "newest first, and the old one is kept";
  EXPECT_EQ(get(server.port(), "/v1/edities/" + old_id + "/gebieden").status, 200);
  std::filesystem::remove_all(server.folder() / "editions" / old_id);
  EXPECT_TRUE(soon([&] { return get(server.port(), "/v1/edities/" + old_id + "/gebieden").status == 404; }));

  const std::size_t end = bytes.find("\r\n\r\n");
  ASSERT_NE(end, std::string::npos);
  bytes += download.read(end + 4 + kLarge - bytes.size());
  ASSERT_EQ(bytes.size(), end + 4 + kLarge);
  for (std::size_t i = 0; i < kLarge; i += 4093) ASSERT_EQ(bytes[end + 4 + i], static_cast<char>((i * 31 + i / 251 + 1) & 0xFF)) << i;
}

TEST(Editions, UnderLoadASwitchLosesNoRequestAndMixesNothing) {
  TinyServer server;
  serve::Watcher watcher(server.source(), server.server(), server.log(), 10ms);
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0, right = 0;
  std::vector<std::thread> visitors;
  for (int v = 0; v < 2; ++v)
    visitors.emplace_back([&] {
      Client client(server.port());
      while (!done) {
        client.send(request("/v1/edities/actueel/waarnemingen/t1-angst/buurt"));
        const Answer redirect = client.answer();
        client.send(request(redirect.field("Location")));
        const Answer figures = client.answer();
        (redirect.status == 307 && figures.status == 200 && figures.body.size() > 1000 ? right : wrong)++;
      }
    });
  for (int i = 2; i < 12; ++i) {
    const std::string id = write_edition(server.folder(), {.sequence = i, .first_value = std::to_string(i)});
    make_current(server.folder(), id);
    EXPECT_TRUE(soon([&] { return get(server.port(), "/v1/edities/actueel").field("Location").ends_with(id); }));
  }
  done = true;
  for (std::thread& visitor : visitors) visitor.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(right, 20);
}

TEST(Editions, ADamagedNewEditionIsNotServedAndTheOldOneStays) {
  TinyServer server;
  serve::Watcher watcher(server.source(), server.server(), server.log(), 20ms);
  const std::string id = write_edition(server.folder(), {.sequence = 2, .first_value = "9.9"});
  const auto victim = server.folder() / "editions" / id / "v1/gebieden.json";
  std::string bytes = gebieden_json();
  bytes[20] = static_cast<char>(bytes[20] ^ 1);
  write_file(victim, bytes);
  make_current(server.folder(), id);
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(get(server.port(), "/v1/edities/actueel").field("Location"), server.edition(""));
  EXPECT_EQ(get(server.port(), "/v1/edities/" + id + "/editie").status, 404);
  write_file(victim, gebieden_json());
  watcher.reload();
  EXPECT_TRUE(soon([&] { return get(server.port(), "/v1/edities/actueel").field("Location") == "/v1/edities/" + id; }));
}

TEST(Editions, AFileThatIsReplacedAfterTheStartIsNotServed) {
  TinyServer server;
  const auto file = server.folder() / "editions" / server.id() / "rapport/bouw.json";
  write_file(file, "{\"gepubliceerd\":1000000}");
  EXPECT_EQ(get(server.port(), server.edition("/rapport/bouw")).status, 500);
  std::filesystem::remove(file);
  std::filesystem::create_symlink("/etc/passwd", file);
  EXPECT_EQ(get(server.port(), server.edition("/rapport/bouw")).status, 500);
  std::filesystem::remove_all(file.parent_path());
  std::filesystem::create_directory_symlink("/etc", file.parent_path());
  EXPECT_EQ(get(server.port(), server.edition("/rapport/bouw")).status, 500);
  EXPECT_EQ(get(server.port(), server.edition("/gebieden")).status, 200);
}

TEST(Stopping, FinishesTheAnswersUnderWayAndClosesTheRest) {
  TinyServer server({}, {.large_file = kLarge});
  Client idle(server.port());
  idle.send(kHealth);
  ASSERT_EQ(idle.answer().status, 200);
  Client download(server.port(), 4096);
  download.send(request(server.edition("/tabellen/groot-parquet")));
  std::string bytes = download.read(1000);
  const auto start = Clock::now();
  std::thread stopper([&] { server.server().stop(); });
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_TRUE(idle.closed());
  bytes += download.read_all();
  EXPECT_TRUE(download.closed());
  stopper.join();
  EXPECT_EQ(bytes.size(), bytes.find("\r\n\r\n") + 4 + kLarge);
  EXPECT_LT(Clock::now() - start, 8s);
  EXPECT_THROW(Client refused(server.port()), std::runtime_error);
}

TEST(Stopping, DoesNotWaitForeverForAVisitorWhoDoesNotRead) {
  serve::Limits limits;
  limits.drain = 500ms;
  TinyServer server(limits, {.large_file = kLarge});
  Client stuck(server.port(), 4096);
  stuck.send(request(server.edition("/tabellen/groot-parquet")));
  stuck.read(100);
  const auto start = Clock::now();
  server.server().stop();
  EXPECT_GE(Clock::now() - start, 450ms);
  EXPECT_LT(Clock::now() - start, 3s);
}

TEST(Stopping, UnderLoadEveryAnswerIsWhole) {
  TinyServer server;
  const std::string path = server.edition("/waarnemingen/t1-angst/buurt");
  std::atomic<int> whole = 0, cut = 0;
  std::vector<std::thread> visitors;
  for (int v = 0; v < 4; ++v)
    visitors.emplace_back([&] {
      Client client(server.port());
      while (true) {
        client.send(request(path));
        const std::string got = client.read(1);
        if (got.empty()) return;  // closed between two answers
        const std::string rest = client.read(9);
        std::string head = got + rest;
        while (head.find("\r\n\r\n") == std::string::npos) {
          const std::string more = client.read(1);
          if (more.empty()) return void(++cut);
          head += more;
        }
        Answer answer;
        answer.head = head;
        const std::size_t size = std::stoul(answer.field("Content-Length"));
        (client.read(size).size() == size ? whole : cut)++;
      }
    });
  EXPECT_TRUE(soon([&] { return whole > 200; }));
  server.server().stop();
  for (std::thread& visitor : visitors) visitor.join();
  EXPECT_EQ(cut, 0);
}

TEST(Logging, IsOneLinePerRequestWithoutWhatTheVisitorTypedOrWhoHeIs) {
  TinyServer server;
  get(server.port(), "/v1/nergens%22%7D?geheim=123456782", "User-Agent: geheim\r\nReferer: https://x.example/{\"a\":1}\r\n");
  get(server.port(), "/v1/edities", "User-Agent: a\x1b[31m\r\n");
  get(server.port(), "/%E2%80%AEkaart", "");
  get(server.port(), "/a%0Ab", "");
  get(server.port(), server.edition("/gebieden"), "");
  Client refused(server.port());
  refused.send("GET / HTTP/1.1\r\nX: \x01geheim\r\n\r\n");
  refused.read_all();
  const std::string log = server.take_log();
  EXPECT_EQ(log.find("123456782"), std::string::npos);
  EXPECT_EQ(log.find("geheim"), std::string::npos);
  EXPECT_EQ(log.find("x.example"), std::string::npos);
  EXPECT_EQ(log.find('\x1b'), std::string::npos);
  EXPECT_EQ(log.find("\xE2\x80\xAE"), std::string::npos);
  std::istringstream lines(log);
  std::vector<std::int64_t> results;
  for (std::string line; std::getline(lines, line);) {
    simdjson::dom::parser parser;
    simdjson::dom::element entry;
    ASSERT_EQ(parser.parse(simdjson::padded_string(line)).get(entry), simdjson::SUCCESS) << line;
    for (const char* key : {"tijdstempel", "actie", "object", "oorsprong", "actor"}) {
      std::string_view text;
      EXPECT_EQ(entry[key].get(text), simdjson::SUCCESS) << key << " in " << line;
    }
    std::int64_t status = 0;
    ASSERT_EQ(entry["resultaat"].get(status), simdjson::SUCCESS) << line;
    results.push_back(status);
  }
  std::sort(results.begin(), results.end());
  EXPECT_EQ(results, (std::vector<std::int64_t>{200, 400, 400, 400, 404, 404}));
}

TEST(Logging, AddressesAreShortenedToTheirNetwork) {
  EXPECT_EQ(serve::network_of("192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(serve::network_of("2001:db8:1:2::3"), "2001:db8:1::/48");
  EXPECT_EQ(serve::network_of("::ffff:192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(serve::network_of("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(serve::network_of("::1"), "::1");
  EXPECT_EQ(serve::network_of("nonsense"), "");
}

TEST(Logging, AReaderThatDoesNotKeepUpHoldsUpNobody) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const auto start = Clock::now();
  {
    serve::Log log(ends[1], serve::LogLevel::info);
    for (int i = 0; i < 50'000; ++i) log.request({"GET", "/v1/edities", 200, "127.0.0.1", 100, 1, true});
    EXPECT_LT(Clock::now() - start, 5s);
  }
  EXPECT_LT(Clock::now() - start, 9s);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace trede::test
