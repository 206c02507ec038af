// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From a resource and the fields of a request to an answer: representation, coding, entity tag, 304, body. Range is not supported: a
// request with it gets the whole (RFC 9110 §14.2 allows that), so no range can be abused.

#include <atomic>
#include <cstddef>
#include <memory>

#include "serve/head.hpp"
#include "serve/resource.hpp"
#include "serve/response.hpp"

namespace trede::serve {

// Bytes of rendered bodies that are in memory at one moment, over all connections.
class RenderBudget {
 public:
  explicit RenderBudget(std::size_t limit) : limit_(limit) {}
  // The text, counted until the last holder lets go; null when there is no room.
  static std::shared_ptr<const std::string> hold(const std::shared_ptr<RenderBudget>& budget, std::string text);

 private:
  std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;
};

// Errors are answers too: 406 (no acceptable type or coding), 500 (the edition on disk was damaged), 503 with Retry-After (no room).
Response deliver(const Resource& resource, const Head& head, const std::shared_ptr<RenderBudget>& budget);

}  // namespace trede::serve
