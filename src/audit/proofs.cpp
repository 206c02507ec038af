// SPDX-License-Identifier: EUPL-1.2
#include "audit/proofs.hpp"

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

}  // namespace trede::audit
