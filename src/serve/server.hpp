// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The listener: connections in, answers out, within limits, until told to stop.
//
// One io_context on a few threads; each connection runs on a strand of its own. Answers come from memory and the page cache, so a thread
// is never held for long. No descriptor is ever missing to turn a visitor away: one is kept in reserve, given up to accept and close the
// connection that found none, and taken again.
//
// Stopping: no new connections, idle ones are closed, running answers are finished, and what is left after Limits::drain is cut.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "serve/limits.hpp"
#include "serve/log.hpp"
#include "serve/site.hpp"

namespace trede::serve {

struct ServerOptions {
  std::string host = "127.0.0.1";  // an address, not a name
  std::uint16_t port = 8080;       // 0: any free port
  unsigned threads = 2;
  Limits limits;
};

class Server {
 public:
  // `log` must outlive the server.
  Server(ServerOptions options, std::shared_ptr<const Site> site, Log& log);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts the threads. Errors: serve.listen.bad_host, serve.listen.in_use (locked), serve.listen.refused.
  Result<std::uint16_t> start();
  // The next request gets this site; answers under way keep theirs. Any thread.
  void replace(std::shared_ptr<const Site> site);
  [[nodiscard]] std::shared_ptr<const Site> site() const;
  // Returns when the last connection is gone. Any thread but the server's own.
  void stop();
  [[nodiscard]] std::size_t connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trede::serve
