// SPDX-License-Identifier: EUPL-1.2
#include "serve/watcher.hpp"

#include <utility>

namespace trede::serve {

Watcher::Watcher(SiteSource& source, Server& server, Log& log, std::chrono::milliseconds pause)
    : source_(source), server_(server), log_(log), pause_(pause), thread_([this] { run(); }) {}

Watcher::~Watcher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Watcher::reload() {
  {
    const std::lock_guard lock(mutex_);
    reload_ = true;
  }
  wake_.notify_one();
}

void Watcher::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const bool reread = std::exchange(reload_, false);
    lock.unlock();
    if (reread || source_.changed()) look(reread);
    lock.lock();
    wake_.wait_for(lock, pause_, [this] { return stopping_ || reload_; });
  }
}

void Watcher::look(bool reread) {
  const std::shared_ptr<const Site> old = server_.site();
  Errors skipped;
  auto site = source_.refresh(*old, reread, skipped);
  log_.errors(LogLevel::warning, "editie overslaan", skipped);
  if (!site) {
    log_.errors(LogLevel::error, "herladen mislukt", site.error());
    return;
  }
  if ((*site)->current->id() != old->current->id()) log_.event(LogLevel::info, "editie wisselen", (*site)->current->id(), "gelukt");
  server_.replace(std::move(*site));
}

}  // namespace trede::serve
