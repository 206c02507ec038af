// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What all connections of a server share. Everything here may be used from any thread.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "serve/deliver.hpp"
#include "serve/limits.hpp"
#include "serve/log.hpp"
#include "serve/site.hpp"

namespace trede::serve {

class Session;

class SharedState {
 public:
  SharedState(const Limits& limits, std::shared_ptr<const Site> site, Log& log)
      : limits_(limits), log_(log), budget_(std::make_shared<RenderBudget>(limits.max_rendered)), site_(std::move(site)) {}

  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] Log& log() { return log_; }
  [[nodiscard]] const std::shared_ptr<RenderBudget>& budget() const { return budget_; }

  [[nodiscard]] std::shared_ptr<const Site> site() const;
  void replace(std::shared_ptr<const Site> site);

  [[nodiscard]] bool draining() const { return draining_.load(); }
  void begin_draining() { draining_.store(true); }

  void add(const std::shared_ptr<Session>& session);
  void remove(const Session* session);
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] std::vector<std::shared_ptr<Session>> sessions() const;
  // True when there are no sessions any more before `time` has passed.
  bool wait_until_empty(std::chrono::milliseconds time);

 private:
  const Limits limits_;
  Log& log_;
  const std::shared_ptr<RenderBudget> budget_;
  std::atomic<bool> draining_ = false;
  mutable std::mutex site_mutex_;
  std::shared_ptr<const Site> site_;
  mutable std::mutex sessions_mutex_;
  std::condition_variable empty_;
  std::unordered_map<const Session*, std::weak_ptr<Session>> sessions_;
};

}  // namespace trede::serve
