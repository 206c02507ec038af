// SPDX-License-Identifier: EUPL-1.2
#include "audit/proofs.hpp"

#include <cmath>

namespace trede::audit {

// `column` is −1 for every unknown, before and after.
LinearProgram program_of(const Relations& relations, const Bounds& bounds, std::span<const Unknown> unknowns,
                         std::span<const std::uint32_t> rows, std::vector<int>& column, const std::vector<double>& value) {
  std::vector<double> lower(unknowns.size()), upper(unknowns.size());
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    lower[i] = column_low(bounds, unknowns[i]);
    upper[i] = column_high(bounds, unknowns[i]);
    column[unknowns[i]] = static_cast<int>(i);
  }
  LinearRows linear;
  for (const std::uint32_t row : rows) add_linear_row(relations, row, column, value, linear);
  for (const Unknown u : unknowns) column[u] = -1;
  return {lower, upper, linear};
}

Prover::Prover(LinearProgram program, std::span<const Unknown> unknowns, Evidence& evidence, std::uint64_t seed)
    : program_(std::move(program)), unknowns_(unknowns.begin(), unknowns.end()), evidence_(&evidence), shuffled_(seed) {}

std::vector<std::uint32_t> Prover::unsettled() const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < unknowns_.size(); ++i)
    if (evidence_->asked(unknowns_[i]) && !evidence_->settled(unknowns_[i])) out.push_back(i);
  return out;
}

bool Prover::solve_and_see() {
  if (program_.solve() != LinearProgram::Outcome::optimal) return false;
  const std::span<const double> solution = program_.solution();
  for (std::size_t i = 0; i < unknowns_.size(); ++i) evidence_->saw(unknowns_[i], solution[i]);
  if (solution.size() == unknowns_.size() && !first_fraction())
    for (std::size_t i = 0; i < unknowns_.size(); ++i) evidence_->saw_whole(unknowns_[i], std::llround(solution[i]));
  return true;
}

bool Prover::start() { return solve_and_see(); }

void Prover::together(int rounds) {
  std::vector<std::uint32_t> left = unsettled();
  for (int round = 0; round < rounds && !left.empty(); ++round) {
    std::vector<double> aims(left.size());
    for (double& aim : aims) aim = shuffled_.weight();
    for (const double sign : {1.0, -1.0}) {
      program_.clear_aims();
      for (std::size_t i = 0; i < left.size(); ++i) program_.set_aim(left[i], sign * aims[i]);
      if (!solve_and_see()) return;
    }
    std::vector<std::uint32_t> now = unsettled();
    const bool pays = (left.size() - now.size()) * 20 > left.size();
    left = std::move(now);
    if (!pays) break;
  }
}

void Prover::one_by_one(bool whole) {
  for (std::uint32_t i = 0; i < unknowns_.size(); ++i) {
    const Unknown u = unknowns_[i];
    if (!evidence_->asked(u)) continue;
    for (const bool up : {true, false}) {
      if (evidence_->settled(u) || (up ? evidence_->high_settled(u) : evidence_->low_settled(u))) continue;
      program_.clear_aims();
      program_.set_aim(i, up ? -1.0 : 1.0);
      if (!solve_and_see() || !whole) continue;
      const double end = program_.solution()[i];
      if (up) evidence_->nothing_above(u, end);
      else evidence_->nothing_below(u, end);
    }
  }
}

std::optional<std::uint32_t> Prover::first_fraction() const {
  const std::span<const double> solution = program_.solution();
  for (std::uint32_t i = 0; i < unknowns_.size(); ++i)
    if (std::abs(solution[i] - std::round(solution[i])) > kNoise) return i;
  return std::nullopt;
}

// One end of one unknown: the best whole value so far, and what is left of the programs it may cost.
struct Prover::Search {
  std::uint32_t at = 0;
  bool up = true;
  int left = kBranches;
  bool found = false;
  std::int64_t best = 0;
};

// Depth first; the program has the aim and the bounds of this branch.
void Prover::branch(Search& search) {
  if (search.left-- <= 0) return;
  const LinearProgram::Outcome outcome = program_.solve();
  if (outcome != LinearProgram::Outcome::optimal) {
    if (outcome != LinearProgram::Outcome::infeasible) search.left = 0;  // nothing is known of this branch
    return;
  }
  const double value = program_.solution()[search.at];
  const auto reach = static_cast<std::int64_t>(search.up ? std::floor(value + kNoise) : std::ceil(value - kNoise));
  if (search.found && (search.up ? reach <= search.best : reach >= search.best)) return;
  const auto fraction = first_fraction();
  if (!fraction) {
    const std::span<const double> solution = program_.solution();
    for (std::size_t i = 0; i < unknowns_.size(); ++i) evidence_->saw_whole(unknowns_[i], std::llround(solution[i]));
    search.found = true;
    search.best = reach;
    return;
  }
  const double split = program_.solution()[*fraction];
  const auto [lower, upper] = program_.bounds(*fraction);
  const bool below_first = split - std::floor(split) < 0.5;
  for (const bool below : {below_first, !below_first}) {
    program_.set_bounds(*fraction, below ? lower : std::ceil(split), below ? std::floor(split) : upper);
    branch(search);
    if (search.left <= 0) break;
  }
  program_.set_bounds(*fraction, lower, upper);
}

void Prover::in_whole_numbers() {
  for (std::uint32_t i = 0; i < unknowns_.size(); ++i) {
    const Unknown u = unknowns_[i];
    if (!evidence_->asked(u) || !evidence_->seen_wide(u)) continue;
    for (const bool up : {true, false}) {
      if (evidence_->wide_in_whole(u)) break;
      program_.clear_aims();
      program_.set_aim(i, up ? -1.0 : 1.0);
      Search search;
      search.at = i;
      search.up = up;
      branch(search);
      if (search.found && search.left > 0) evidence_->whole_end(u, search.best, up);
    }
  }
}

}  // namespace trede::audit
