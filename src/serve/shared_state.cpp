// SPDX-License-Identifier: EUPL-1.2
#include "serve/shared_state.hpp"

namespace trede::serve {

std::shared_ptr<const Site> SharedState::site() const {
  const std::lock_guard lock(site_mutex_);
  return site_;
}

// The old site is let go outside the lock: it may be the last holder of an edition.
void SharedState::replace(std::shared_ptr<const Site> site) {
  const std::lock_guard lock(site_mutex_);
  site_.swap(site);
}

void SharedState::add(const std::shared_ptr<Session>& session) {
  const std::lock_guard lock(sessions_mutex_);
  sessions_.emplace(session.get(), session);
}

void SharedState::remove(const Session* session) {
  const std::lock_guard lock(sessions_mutex_);
  sessions_.erase(session);
  if (sessions_.empty()) empty_.notify_all();
}

std::size_t SharedState::count() const {
  const std::lock_guard lock(sessions_mutex_);
  return sessions_.size();
}

std::vector<std::shared_ptr<Session>> SharedState::sessions() const {
  std::vector<std::shared_ptr<Session>> out;
  const std::lock_guard lock(sessions_mutex_);
  for (const auto& [raw, weak] : sessions_)
    if (auto session = weak.lock()) out.push_back(std::move(session));
  return out;
}

bool SharedState::wait_until_empty(std::chrono::milliseconds time) {
  std::unique_lock lock(sessions_mutex_);
  return empty_.wait_for(lock, time, [this] { return sessions_.empty(); });
}

}  // namespace trede::serve
