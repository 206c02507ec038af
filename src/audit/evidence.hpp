// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is known of each unknown so far, from both sides. From outside: bounds that every solution keeps (by reasoning, or as the optimum
// of a linear program). From inside: values that it takes in solutions that were found. The truth lies between; an unknown is settled
// when both meet, or when the inside alone is as wide as was asked.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "audit/attack.hpp"
#include "audit/bounds.hpp"

namespace trede::audit {

class Evidence {
 public:
  // `keep_bounds`: linear programs go on with the bounds as they are now; what evidence adds is kept apart.
  Evidence(const Bounds& start, const AttackOptions& options);

  // A solution in which the unknown has this value.
  void saw(Unknown unknown, double value) {
    if (value < smallest_[unknown]) smallest_[unknown] = value;
    if (value > largest_[unknown]) largest_[unknown] = value;
  }
  // The same of a solution that is whole in every unknown of its part.
  void saw_whole(Unknown unknown, std::int64_t value) {
    saw(unknown, static_cast<double>(value));
    whole_smallest_[unknown] = std::min(whole_smallest_[unknown], value);
    whole_largest_[unknown] = std::max(whole_largest_[unknown], value);
  }
  [[nodiscard]] bool wide_in_whole(Unknown unknown) const {
    return whole_smallest_[unknown] <= whole_largest_[unknown] && whole_largest_[unknown] - whole_smallest_[unknown] >= width_;
  }
  // No whole solution has a larger (smaller) value, and one has this.
  void whole_end(Unknown unknown, std::int64_t value, bool up);
  // No solution has a smaller (larger) value than this one.
  void nothing_below(Unknown unknown, double value);
  void nothing_above(Unknown unknown, double value);

  [[nodiscard]] bool asked(Unknown unknown) const { return target_.empty() || target_[unknown] != 0; }
  [[nodiscard]] bool low_settled(Unknown unknown) const { return lowest_seen(unknown) <= outer_.lowest[unknown]; }
  [[nodiscard]] bool high_settled(Unknown unknown) const;
  [[nodiscard]] bool settled(Unknown unknown) const;
  // Solutions in which the whole-number values of the unknown differ by at least the width.
  [[nodiscard]] bool seen_wide(Unknown unknown) const { return highest_seen(unknown) - lowest_seen(unknown) >= width_; }

  [[nodiscard]] std::int64_t lowest_seen(Unknown unknown) const;
  [[nodiscard]] std::int64_t highest_seen(Unknown unknown) const;
  [[nodiscard]] Findings findings() const;

 private:
  std::vector<double> smallest_, largest_;
  std::vector<std::int64_t> whole_smallest_, whole_largest_;
  Bounds outer_;
  std::vector<std::uint8_t> target_;
  std::int64_t width_ = 1;
  bool intervals_ = false;
};

}  // namespace trede::audit
