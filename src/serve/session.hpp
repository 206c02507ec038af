// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One connection: read a head, answer it, and again, one request at a time. Internal to serve (Asio's types show here).
//
// Deadlines: Limits::idle for the first byte of a request, Limits::head from there to its end, Limits::write for each block of the answer
// and Limits::response for all of it. A refused head is answered once; then the connection reads on for a moment, throwing away what
// comes, so that the answer is not lost to a reset, and closes.

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/asio.hpp"
#include "serve/head.hpp"
#include "serve/response.hpp"
#include "serve/shared_state.hpp"

namespace trede::serve {

class Session : public std::enable_shared_from_this<Session> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Session(Socket socket, std::shared_ptr<SharedState> shared);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start();  // from any thread
  void drain();  // from any thread: close when idle, else after the answer under way
  void cut();    // from any thread: close now

 private:
  using Clock = std::chrono::steady_clock;
  using ErrorCode = boost::system::error_code;

  void next_request();
  void read_more();
  void on_bytes(const ErrorCode& error, std::size_t size);
  void examine();
  void answer_head(std::size_t size);
  void refuse(const Refusal& refusal);
  void send(Response response, bool keep_alive, bool with_body);
  void send_block();
  void on_sent(const ErrorCode& error, std::size_t size);
  void finish(bool complete);
  void linger();
  void close();

  std::shared_ptr<SharedState> shared_;
  boost::beast::tcp_stream stream_;
  std::string origin_;

  std::string in_;  // bytes read and not yet answered
  HeadScanner scanner_;
  bool in_head_ = false;  // a first byte of the request has come
  bool idle_ = true;      // no request under way

  std::shared_ptr<const Site> site_;  // the one this answer was made from
  Response response_;
  RequestLine line_;
  std::string method_;
  std::string head_out_;
  std::vector<char> block_;
  std::uint64_t offset_ = 0;     // of the file, read so far
  std::uint64_t head_left_ = 0;  // bytes of the head among those still to be counted
  bool keep_alive_ = false, with_body_ = false, lingering_ = false;
  Clock::time_point started_;
  std::size_t thrown_away_ = 0;
};

}  // namespace trede::serve
