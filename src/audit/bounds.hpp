// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reasoning by bounds: in a row, what the other unknowns leave over bounds each one. Repeated until nothing changes, with whole numbers
// only. It finds what people find by subtracting, costs next to nothing, and every bound it gives is true.
//
// Stops after a fixed number of looks at each row: bounds that creep towards each other by one a time need not be followed to the end.

#include <cstdint>
#include <span>
#include <vector>

#include "audit/relations.hpp"

namespace trede::audit {

struct Bounds {
  std::vector<std::int64_t> lowest, highest;  // by unknown; highest = kUnbounded when there is none
};

Bounds bounds_at_start(const Relations& relations);

struct BoundChange {  // what a bound was before, so that it can be put back
  Unknown unknown = 0;
  std::int64_t lowest = 0, highest = 0;
};

class BoundReasoner {
 public:
  BoundReasoner(const Relations& relations, const RowsOfUnknown& rows);

  // Tightens `bounds` along the rows given and all rows they lead to. False when a row or a bound cannot hold: contradiction() is the
  // row. With `log` every change is written down, oldest first.
  bool tighten(Bounds& bounds, std::span<const std::uint32_t> rows, std::vector<BoundChange>* log = nullptr);
  bool tighten_all(Bounds& bounds);
  [[nodiscard]] std::size_t contradiction() const { return contradiction_; }

 private:
  bool look_at(Bounds& bounds, std::uint32_t row, std::vector<BoundChange>* log);
  bool narrow(Bounds& bounds, Unknown unknown, std::int64_t lowest, std::int64_t highest, std::vector<BoundChange>* log);
  bool work_off(Bounds& bounds, std::vector<BoundChange>* log);
  void enqueue(std::uint32_t row);

  const Relations* relations_;
  const RowsOfUnknown* rows_;
  std::vector<std::uint32_t> queue_;
  std::vector<std::uint8_t> queued_;
  std::vector<std::uint16_t> looks_;
  std::vector<std::uint32_t> looked_at_;
  std::size_t contradiction_ = 0;
};

// Puts the bounds back as they were before the changes.
void undo(Bounds& bounds, std::span<const BoundChange> log);

}  // namespace trede::audit
