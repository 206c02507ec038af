// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A client that sends exactly the bytes it is given over a loopback socket and tells what came back, and a server in this process.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/log.hpp"
#include "serve/server.hpp"
#include "serve/site.hpp"
#include "serve/tiny_edition.hpp"

namespace trede::test {

struct Answer {
  int status = 0;
  std::string head;  // status line and fields, without the empty line
  std::string body;

  [[nodiscard]] std::string field(std::string_view name) const;  // empty when absent
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes);
  void finish_sending();
  void reset();  // closes with RST
  // Up to `most` bytes; less when the server closed, or nothing came for `patience`.
  std::string read(std::size_t most, std::chrono::milliseconds patience = std::chrono::seconds(10));
  std::string read_all(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    return read(static_cast<std::size_t>(-1), patience);
  }
  // One answer, framed by its Content-Length; `head_only` for answers to HEAD.
  Answer answer(bool head_only = false);
  [[nodiscard]] bool closed() const { return closed_; }  // the server closed, seen by the last read

 private:
  int fd_ = -1;
  bool closed_ = false;
};

// GET with extra lines ("Accept: text/csv\r\n"), on a connection of its own.
Answer get(std::uint16_t port, const std::string& path, const std::string& fields = "", const std::string& method = "GET");

// All answers in what was read, one after another.
std::vector<Answer> split_answers(std::string_view bytes);

// A project with one current edition, a web app and the description, served on a free port.
class TinyServer {
 public:
  explicit TinyServer(serve::Limits limits = {}, TinyEdition tiny = {}, bool with_web = true);
  ~TinyServer();
  TinyServer(const TinyServer&) = delete;
  TinyServer& operator=(const TinyServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] std::string edition(const std::string& rest) const { return "/v1/edities/" + id_ + rest; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  serve::Server& server() { return *server_; }
  serve::SiteSource& source() { return source_; }
  serve::Log& log() { return *log_; }
  // Stops writing and returns everything logged so far.
  std::string take_log();

 private:
  TemporaryFolder folder_;
  serve::SiteSource source_;
  std::string id_;
  int log_fd_ = -1;
  std::unique_ptr<serve::Log> log_;
  std::unique_ptr<serve::Server> server_;
  std::uint16_t port_ = 0;
};

std::size_t open_descriptors();
// True as soon as `check` is; false when it is not within `patience`.
template <class Check>
bool soon(Check check, std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace trede::test

#include <thread>

template <class Check>
bool trede::test::soon(Check check, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!check()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}
