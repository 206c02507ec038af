// SPDX-License-Identifier: EUPL-1.2
#include "serve/client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "serve/head.hpp"

namespace trede::test {

namespace fs = std::filesystem;

std::string Answer::field(std::string_view name) const {
  std::istringstream lines(head);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || !serve::same_text(std::string_view(line).substr(0, colon), name)) continue;
    std::string value = line.substr(colon + 1);
    while (!value.empty() && (value.back() == '\r' || value.back() == ' ')) value.pop_back();
    return value.substr(std::min(value.find_first_not_of(' '), value.size()));
  }
  return "";
}

Client::Client(std::uint16_t port, int receive_buffer) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("cannot connect");
}

Client::~Client() {
  if (fd_ >= 0) ::close(fd_);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server closed: what it said is read next
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Client::finish_sending() { ::shutdown(fd_, SHUT_WR); }

void Client::reset() {
  const linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(fd_);
  fd_ = -1;
}

std::string Client::read(std::size_t most, std::chrono::milliseconds patience) {
  std::string out;
  std::array<char, 65536> block{};
  while (out.size() < most && !closed_) {
    pollfd ready{fd_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) break;
    const ssize_t got = ::recv(fd_, block.data(), std::min(block.size(), most - out.size()), 0);
    if (got <= 0) closed_ = true;
    else out.append(block.data(), static_cast<std::size_t>(got));
  }
  return out;
}

Answer Client::answer(bool head_only) {
  std::string bytes;
  std::size_t end = std::string::npos;
  while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
    const std::string more = read(1);
    if (more.empty()) return {};
    bytes += more;
  }
  Answer answer;
  answer.head = bytes.substr(0, end);
  if (answer.head.size() > 12) answer.status = std::stoi(answer.head.substr(9, 3));
  const std::string length = answer.field("Content-Length");
  if (!head_only && !length.empty()) answer.body = read(std::stoul(length));
  return answer;
}

std::vector<Answer> split_answers(std::string_view bytes) {
  std::vector<Answer> out;
  while (bytes.starts_with("HTTP/1.1 ")) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) break;
    Answer answer;
    answer.head = bytes.substr(0, end);
    answer.status = std::stoi(answer.head.substr(9, 3));
    const std::string length = answer.field("Content-Length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    answer.body = bytes.substr(end + 4, size);
    bytes.remove_prefix(std::min(bytes.size(), end + 4 + size));
    out.push_back(std::move(answer));
  }
  return out;
}

Answer get(std::uint16_t port, const std::string& path, const std::string& fields, const std::string& method) {
  Client client(port);
  client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
  return client.answer(method == "HEAD");
}

TinyServer::TinyServer(serve::Limits limits, TinyEdition tiny, bool with_web)
    : source_({folder_.path(), with_web ? folder_.path() / "web" : fs::path(), folder_.path() / "api"}) {
  write_web(folder_.path());
  write_api(folder_.path());
  id_ = write_edition(folder_.path(), tiny);
  make_current(folder_.path(), id_);
  auto site = source_.load();
  if (!site) throw std::runtime_error(to_line(site.error().list().front(), "en"));
  log_fd_ = ::open((folder_.path() / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  log_ = std::make_unique<serve::Log>(log_fd_, serve::LogLevel::info);
  serve::ServerOptions options;
  options.port = 0;
  options.limits = limits;
  server_ = std::make_unique<serve::Server>(options, std::move(*site), *log_);
  const auto port = server_->start();
  if (!port) throw std::runtime_error(port.error().en);
  port_ = *port;
}

TinyServer::~TinyServer() {
  server_.reset();
  log_.reset();
  ::close(log_fd_);
}

std::string TinyServer::take_log() {
  server_->stop();
  log_.reset();
  std::ifstream in(folder_.path() / "log", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) count += entry.is_symlink() ? 1U : 0U;
  return count;
}

}  // namespace trede::test
