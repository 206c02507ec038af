// SPDX-License-Identifier: EUPL-1.2
#include "audit/bounds.hpp"

#include <algorithm>

namespace trede::audit {
namespace {

constexpr std::uint16_t kMostLooks = 100;  // at one row, in one call

// A sum of bounds of which some may be infinite.
struct Sum {
  std::int64_t finite = 0;
  std::size_t infinite = 0;
  void add(std::int64_t bound, std::int64_t factor) {
    if (bound == kUnbounded) ++infinite;
    else finite += factor * bound;
  }
  // True when the sum without a term, itself infinite or not, is finite.
  [[nodiscard]] bool finite_without(bool term_infinite) const { return infinite == (term_infinite ? 1U : 0U); }
};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }
std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return a / b + ((a % b != 0 && (a < 0) == (b < 0)) ? 1 : 0); }

}  // namespace

Bounds bounds_at_start(const Relations& relations) { return {relations.least, relations.most}; }

BoundReasoner::BoundReasoner(const Relations& relations, const RowsOfUnknown& rows)
    : relations_(&relations), rows_(&rows), queued_(relations.rows()), looks_(relations.rows()), contradiction_(relations.rows()) {}

void BoundReasoner::enqueue(std::uint32_t row) {
  if (queued_[row] != 0 || looks_[row] >= kMostLooks) return;
  queued_[row] = 1;
  queue_.push_back(row);
}

bool BoundReasoner::narrow(Bounds& bounds, Unknown unknown, std::int64_t lowest, std::int64_t highest, std::vector<BoundChange>* log) {
  std::int64_t& low = bounds.lowest[unknown];
  std::int64_t& high = bounds.highest[unknown];
  if (lowest <= low && highest >= high) return true;
  if (log != nullptr) log->push_back({unknown, low, high});
  low = std::max(low, lowest);
  high = std::min(high, highest);
  for (const std::uint32_t row : rows_->of(unknown)) enqueue(row);
  return low <= high;
}

bool BoundReasoner::look_at(Bounds& bounds, std::uint32_t row, std::vector<BoundChange>* log) {
  Sum smallest, largest;
  for (const Term& term : relations_->row(row)) {
    const std::int64_t low = bounds.lowest[term.unknown], high = bounds.highest[term.unknown];
    smallest.add(term.coefficient > 0 ? low : high, term.coefficient);
    largest.add(term.coefficient > 0 ? high : low, term.coefficient);
  }
  const std::int64_t low = relations_->low[row], high = relations_->high[row];
  const bool has_low = low != -kUnbounded, has_high = high != kUnbounded;
  if ((has_high && smallest.infinite == 0 && smallest.finite > high) || (has_low && largest.infinite == 0 && largest.finite < low))
    return false;
  if ((!has_high || (smallest.infinite == 0 && largest.infinite == 0 && largest.finite <= high)) &&
      (!has_low || (largest.infinite == 0 && smallest.finite >= low)))
    return true;
  for (const Term& term : relations_->row(row)) {
    const std::int64_t factor = term.coefficient;
    const std::int64_t own_low = bounds.lowest[term.unknown], own_high = bounds.highest[term.unknown];
    const std::int64_t at_smallest = factor > 0 ? own_low : own_high, at_largest = factor > 0 ? own_high : own_low;
    std::int64_t new_low = own_low, new_high = own_high;
    if (has_high && smallest.finite_without(at_smallest == kUnbounded)) {
      const std::int64_t rest = high - (smallest.finite - (at_smallest == kUnbounded ? 0 : factor * at_smallest));
      if (factor > 0) new_high = std::min(new_high, floor_div(rest, factor));
      else new_low = std::max(new_low, ceil_div(rest, factor));
    }
    if (has_low && largest.finite_without(at_largest == kUnbounded)) {
      const std::int64_t rest = low - (largest.finite - (at_largest == kUnbounded ? 0 : factor * at_largest));
      if (factor > 0) new_low = std::max(new_low, ceil_div(rest, factor));
      else new_high = std::min(new_high, floor_div(rest, factor));
    }
    // The sums stay those of before: a true bound of before is a true bound now.
    if (!narrow(bounds, term.unknown, new_low, new_high, log)) return false;
  }
  return true;
}

bool BoundReasoner::work_off(Bounds& bounds, std::vector<BoundChange>* log) {
  bool possible = true;
  for (std::size_t at = 0; at < queue_.size() && possible; ++at) {
    const std::uint32_t row = queue_[at];
    queued_[row] = 0;
    if (looks_[row]++ == 0) looked_at_.push_back(row);
    possible = look_at(bounds, row, log);
    if (!possible) contradiction_ = row;
  }
  for (const std::uint32_t row : queue_) queued_[row] = 0;
  for (const std::uint32_t row : looked_at_) looks_[row] = 0;
  queue_.clear();
  looked_at_.clear();
  return possible;
}

bool BoundReasoner::tighten(Bounds& bounds, std::span<const std::uint32_t> rows, std::vector<BoundChange>* log) {
  for (const std::uint32_t row : rows) enqueue(row);
  return work_off(bounds, log);
}

bool BoundReasoner::tighten_all(Bounds& bounds) {
  for (std::uint32_t row = 0; row < relations_->rows(); ++row) enqueue(row);
  return work_off(bounds, nullptr);
}

void undo(Bounds& bounds, std::span<const BoundChange> log) {
  for (std::size_t i = log.size(); i-- > 0;) {
    bounds.lowest[log[i].unknown] = log[i].lowest;
    bounds.highest[log[i].unknown] = log[i].highest;
  }
}

}  // namespace trede::audit
