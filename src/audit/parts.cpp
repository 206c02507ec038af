// SPDX-License-Identifier: EUPL-1.2
#include "audit/parts.hpp"

#include <algorithm>
#include <numeric>

namespace trede::audit {
namespace {

class Joined {  // disjoint sets; the root is the smallest member
 public:
  explicit Joined(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), Unknown{0}); }
  Unknown root(Unknown u) {
    while (parent_[u] != u) {
      parent_[u] = parent_[parent_[u]];
      u = parent_[u];
    }
    return u;
  }
  void join(Unknown a, Unknown b) {
    a = root(a);
    b = root(b);
    if (a < b) parent_[b] = a;
    else parent_[a] = b;
  }

 private:
  std::vector<Unknown> parent_;
};

}  // namespace

std::vector<Part> parts_of(const Relations& relations, const RowsOfUnknown& rows, const Bounds& bounds) {
  const auto is_free = [&](Unknown u) { return bounds.lowest[u] < bounds.highest[u]; };
  Joined joined(relations.size());
  for (std::size_t r = 0; r < relations.rows(); ++r) {
    if (relations.independent[r] == 0) continue;
    Unknown before = kNoNode;
    for (const Term& term : relations.row(r)) {
      if (!is_free(term.unknown)) continue;
      if (before != kNoNode) joined.join(before, term.unknown);
      before = term.unknown;
    }
  }
  std::vector<Part> parts;
  std::vector<std::uint32_t> part_of(relations.size(), kNoNode);
  for (Unknown u = 0; u < relations.size(); ++u) {
    if (!is_free(u)) continue;
    const Unknown root = joined.root(u);
    if (root == u) {
      part_of[u] = static_cast<std::uint32_t>(parts.size());
      parts.emplace_back();
    }
    parts[part_of[root]].unknowns.push_back(u);
    for (const std::uint32_t row : rows.of(u)) {
      if (relations.independent[row] == 0) continue;
      // A row is noted once, by its first free unknown.
      for (const Term& term : relations.row(row)) {
        if (!is_free(term.unknown)) continue;
        if (term.unknown == u) parts[part_of[root]].rows.push_back(row);
        break;
      }
    }
  }
  for (Part& part : parts) std::sort(part.rows.begin(), part.rows.end());
  return parts;
}

void add_linear_row(const Relations& relations, std::uint32_t row, const std::vector<int>& column, const std::vector<double>& value,
                    LinearRows& out) {
  double known = 0;
  for (const Term& term : relations.row(row)) {
    if (column[term.unknown] >= 0) out.add(column[term.unknown], term.coefficient);
    else known += term.coefficient * value[term.unknown];
  }
  const std::int64_t low = relations.low[row], high = relations.high[row];
  out.close(low == -kUnbounded ? -kNoLimit : static_cast<double>(low) - known,
            high == kUnbounded ? kNoLimit : static_cast<double>(high) - known);
}

double column_low(const Bounds& bounds, Unknown unknown) { return static_cast<double>(bounds.lowest[unknown]); }

double column_high(const Bounds& bounds, Unknown unknown) {
  const std::int64_t high = bounds.highest[unknown];
  return static_cast<double>(high == kUnbounded ? bounds.lowest[unknown] + kFar : high);
}

}  // namespace trede::audit
