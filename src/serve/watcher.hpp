// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Looks at editions/ once a second and gives the server a new site when another edition became current, one came or one went. What is
// damaged is left out and logged; a damaged current edition leaves the old one in place.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "serve/log.hpp"
#include "serve/server.hpp"
#include "serve/site.hpp"

namespace trede::serve {

class Watcher {
 public:
  // All must outlive the watcher. `pause`: between two looks.
  Watcher(SiteSource& source, Server& server, Log& log, std::chrono::milliseconds pause = std::chrono::seconds(1));
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  void reload();  // now, and read the web app and description again; any thread

 private:
  void run();
  void look(bool reread);

  SiteSource& source_;
  Server& server_;
  Log& log_;
  std::chrono::milliseconds pause_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool reload_ = false, stopping_ = false;
  std::thread thread_;
};

}  // namespace trede::serve
