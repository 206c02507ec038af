// SPDX-License-Identifier: EUPL-1.2
#include "serve/session.hpp"

#include <algorithm>

#include "serve/router.hpp"

namespace trede::serve {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kReadBlock = std::size_t{4} << 10;
constexpr std::size_t kSendBlock = std::size_t{64} << 10;
constexpr std::size_t kMaxThrownAway = std::size_t{256} << 10;

std::string origin_of(const Session::Socket& socket) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  return error ? std::string() : network_of(peer.address().to_string(error));
}

}  // namespace

Session::Session(Socket socket, std::shared_ptr<SharedState> shared)
    : shared_(std::move(shared)), stream_(std::move(socket)), origin_(origin_of(stream_.socket())), scanner_(shared_->limits()) {
  boost::system::error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

Session::~Session() { shared_->remove(this); }

void Session::start() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] { self->next_request(); });
}

void Session::drain() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    if (self->lingering_ || (self->idle_ && !self->in_head_)) self->close();
  });
}

void Session::cut() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] { self->close(); });
}

void Session::close() {
  boost::system::error_code ignored;
  stream_.socket().shutdown(Socket::shutdown_both, ignored);
  stream_.close();
}

void Session::next_request() {
  scanner_ = HeadScanner(shared_->limits());
  idle_ = true;
  in_head_ = !in_.empty();
  site_.reset();
  response_ = {};
  if (shared_->draining() && !in_head_) return close();
  stream_.expires_after(in_head_ ? shared_->limits().head : shared_->limits().idle);
  if (in_head_) examine();
  else read_more();
}

void Session::read_more() {
  const std::size_t used = in_.size();
  in_.resize(used + kReadBlock);
  stream_.async_read_some(asio::buffer(in_.data() + used, kReadBlock),
                          [self = shared_from_this(), used](const ErrorCode& error, std::size_t size) {
                            self->in_.resize(used + size);
                            self->on_bytes(error, size);
                          });
}

// The end of the stream, a reset and a deadline all end the connection without an answer.
void Session::on_bytes(const ErrorCode& error, std::size_t size) {
  if (error || size == 0) return close();
  if (lingering_) {
    thrown_away_ += size;
    in_.clear();
    return thrown_away_ > kMaxThrownAway ? close() : read_more();
  }
  if (!in_head_) {
    in_head_ = true;
    stream_.expires_after(shared_->limits().head);
  }
  examine();
}

void Session::examine() {
  started_ = Clock::now();
  switch (scanner_.scan(in_)) {
    case HeadScanner::State::more: return read_more();
    case HeadScanner::State::refused: return refuse(scanner_.refusal());
    case HeadScanner::State::complete: return answer_head(scanner_.size());
  }
}

void Session::answer_head(std::size_t size) {
  const auto head = parse_head(std::string_view(in_).substr(0, size), shared_->limits());
  if (!head) return refuse(head.error());
  site_ = shared_->site();
  Routed routed = route(*site_, *head, !shared_->draining(), shared_->budget());
  method_ = head->method.substr(0, 16);
  line_ = {method_, std::move(routed.object), 0, origin_, 0, 0, true};
  const bool with_body = head->method != "HEAD";
  const bool keep_alive = head->keep_alive && !shared_->draining();
  in_.erase(0, size);
  if (in_.empty() && in_.capacity() > 2 * kReadBlock) in_.shrink_to_fit();
  send(std::move(routed.response), keep_alive, with_body);
}

void Session::refuse(const Refusal& refusal) {
  method_ = "-";
  line_ = {method_, "-", 0, origin_, 0, 0, true};
  in_.clear();
  send(problem(refusal.status, refusal.detail), false, true);
}

void Session::send(Response response, bool keep_alive, bool with_body) {
  idle_ = false;
  response_ = std::move(response);
  keep_alive_ = keep_alive && !response_.close;
  with_body_ = with_body;
  line_.status = response_.status;
  offset_ = 0;
  head_out_ = render_head(response_, keep_alive_, http_date());
  head_left_ = head_out_.size();
  std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_out_), asio::const_buffer()};
  if (with_body && response_.text) buffers[1] = asio::buffer(*response_.text);
  stream_.expires_after(shared_->limits().write);
  asio::async_write(stream_, buffers,
                    [self = shared_from_this()](const ErrorCode& error, std::size_t size) { self->on_sent(error, size); });
}

void Session::on_sent(const ErrorCode& error, std::size_t size) {
  const std::uint64_t of_head = std::min<std::uint64_t>(head_left_, size);
  head_left_ -= of_head;
  line_.bytes += size - of_head;
  if (error) return finish(false);
  if (with_body_ && response_.file && offset_ < response_.length) return send_block();
  finish(true);
}

void Session::send_block() {
  const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(kSendBlock, response_.length - offset_));
  block_.resize(kSendBlock);
  if (!read_exactly(response_.file.get(), block_.data(), size, offset_)) {
    shared_->log().event(LogLevel::error, "lezen", line_.object,
                         "Een bestand van de editie is korter dan het manifest zegt; het antwoord is afgebroken.");
    return finish(false);
  }
  offset_ += size;
  const auto until = started_ + shared_->limits().response;
  stream_.expires_at(std::min(Clock::now() + shared_->limits().write, until));
  asio::async_write(stream_, asio::buffer(block_.data(), size),
                    [self = shared_from_this()](const ErrorCode& error, std::size_t sent) { self->on_sent(error, sent); });
}

void Session::finish(bool complete) {
  line_.complete = complete;
  line_.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_).count();
  shared_->log().request(line_);
  response_ = {};
  if (block_.capacity() > 0) std::vector<char>().swap(block_);
  if (!complete) return close();
  if (keep_alive_) return next_request();
  linger();
}

// Half-closes and reads on for a moment: closing with unread bytes would reset the connection and could lose the answer.
void Session::linger() {
  boost::system::error_code ignored;
  stream_.socket().shutdown(Socket::shutdown_send, ignored);
  lingering_ = true;
  in_.clear();
  stream_.expires_after(shared_->limits().linger);
  read_more();
}

}  // namespace trede::serve
