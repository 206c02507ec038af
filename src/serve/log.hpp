// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The log on stderr: one JSON object per line, with the six fields of BIO2 8.15.01 (actie, object, resultaat, oorsprong, actor,
// tijdstempel). What a visitor typed after `?`, names of programs and whole addresses are never logged: `oorsprong` is the network
// (/24 or /48). A reader that does not keep up costs lines, counted in `weggelaten`, never requests: a thread of its own writes.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.hpp"

namespace trede::serve {

enum class LogLevel : std::uint8_t { error, warning, info };

struct RequestLine {
  std::string_view action;  // method
  std::string object;       // path, made safe
  int status = 0;
  std::string origin;
  std::uint64_t bytes = 0;  // of the body that were sent
  std::int64_t milliseconds = 0;
  bool complete = true;  // false: the visitor left, or time was up
};

class Log {
 public:
  Log(int fd, LogLevel level);
  ~Log();  // writes what is left, for at most a second
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void request(const RequestLine& line);  // at info; from status 500 also at error
  void event(LogLevel level, std::string_view action, std::string_view object, std::string_view message);
  void errors(LogLevel level, std::string_view action, const Errors& errors);

 private:
  void add(std::string line);
  void run();
  bool write_all(const std::string& text);

  static constexpr std::size_t kMaxWaiting = std::size_t{1} << 20;
  int fd_;
  LogLevel level_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread writer_;
};

// 192.0.2.7 → 192.0.2.0/24; 2001:db8:1:2::3 → 2001:db8:1::/48; loopback stays itself.
std::string network_of(std::string_view address);

}  // namespace trede::serve
