// SPDX-License-Identifier: EUPL-1.2
#include "serve/log.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "serve/response.hpp"

namespace trede::serve {

namespace {

constexpr int kPatience = 1000;  // milliseconds for a reader that does not keep up

std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::error: return "fout";
    case LogLevel::warning: return "waarschuwing";
    case LogLevel::info: return "info";
  }
  return "info";
}

}  // namespace

std::string network_of(std::string_view address) {
  const std::string text(address);
  if (text == "::1" || text.starts_with("127.")) return text;
  in_addr v4{};
  if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) return text.substr(0, text.rfind('.')) + ".0/24";
  in6_addr v6{};
  if (::inet_pton(AF_INET6, text.c_str(), &v6) != 1) return "";
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return network_of(text.substr(text.rfind(':') + 1));
  std::fill(v6.s6_addr + 6, v6.s6_addr + 16, std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> out{};
  ::inet_ntop(AF_INET6, &v6, out.data(), out.size());
  return std::string(out.data()) + "/48";
}

Log::Log(int fd, LogLevel level) : fd_(fd), level_(level), writer_([this] { run(); }) {}

Log::~Log() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

void Log::request(const RequestLine& line) {
  if (level_ < LogLevel::info && line.status < 500) return;
  JsonWriter json;
  json.begin_object().field("tijdstempel", log_time()).field("niveau", level_name(line.status >= 500 ? LogLevel::error : LogLevel::info));
  json.field("actie", line.action).field("object", line.object).field_int("resultaat", line.status);
  json.field("oorsprong", line.origin).field("actor", "anoniem").field_int("bytes", static_cast<std::int64_t>(line.bytes));
  json.field_int("duurMs", line.milliseconds);
  if (!line.complete) json.field_bool("afgebroken", true);
  json.end_object();
  add(json.take());
}

void Log::event(LogLevel level, std::string_view action, std::string_view object, std::string_view message) {
  if (level > level_) return;
  JsonWriter json;
  json.begin_object().field("tijdstempel", log_time()).field("niveau", level_name(level)).field("actie", action).field("object", object);
  json.field("resultaat", message).field("oorsprong", "server").field("actor", "systeem").end_object();
  add(json.take());
}

void Log::errors(LogLevel level, std::string_view action, const Errors& errors) {
  for (const Error& error : errors.list()) event(level, action, error.code, to_line(error, "nl"));
}

void Log::add(std::string line) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() + line.size() > kMaxWaiting) {
    ++dropped_;
    return;
  }
  if (dropped_ > 0) {
    waiting_ +=
        fmt::format("{{\"tijdstempel\":\"{}\",\"niveau\":\"waarschuwing\",\"actie\":\"log\",\"weggelaten\":{}}}\n", log_time(), dropped_);
    dropped_ = 0;
  }
  (waiting_ += line) += '\n';
  wake_.notify_one();
}

void Log::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::string text;
    text.swap(waiting_);
    lock.unlock();
    const bool written = write_all(text);
    lock.lock();
    if (!written) dropped_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    if (!written && stopping_) return;
  }
}

// In pieces of PIPE_BUF after poll(), so that a full pipe holds up this thread for a second at most.
bool Log::write_all(const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    pollfd ready{fd_, POLLOUT, 0};
    if (::poll(&ready, 1, kPatience) != 1) return false;
    const ssize_t written = ::write(fd_, text.data() + at, std::min<std::size_t>(text.size() - at, PIPE_BUF));
    if (written < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (written > 0) at += static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace trede::serve
