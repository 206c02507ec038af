// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_proof.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trede::protect::moves {
namespace {

constexpr std::int64_t kMaxDenominator = 720'720;
constexpr double kNear = 1e-6;

// The smallest denominator that makes x whole up to noise; 0 when there is none.
std::int64_t denominator_of(double x) {
  double rest = std::abs(x);
  std::int64_t before = 0;
  std::int64_t now = 1;
  for (int term = 0; term < 12; ++term) {
    const double nearest = std::round(std::abs(x) * static_cast<double>(now));
    if (std::abs(std::abs(x) - nearest / static_cast<double>(now)) < kNear / static_cast<double>(now)) return now;
    const double fraction = rest - std::floor(rest);
    if (fraction < 1e-9) return 0;
    rest = 1.0 / fraction;
    const auto next = static_cast<std::int64_t>(std::floor(rest)) * now + before;
    before = now;
    now = next;
    if (now > kMaxDenominator) return 0;
  }
  return 0;
}

}  // namespace

Notary::Notary(const System& system) : system_(system), sum_(system.equations.size(), 0) {
  const Equations& equations = system.equations;
  column_first_.assign(system.size() + 1, 0);
  for (const auto i : equations.cell) ++column_first_[i + 1];
  std::partial_sum(column_first_.begin(), column_first_.end(), column_first_.begin());
  column_row_.resize(equations.cell.size());
  column_sign_.resize(equations.cell.size());
  auto next = column_first_;
  for (std::uint32_t e = 0; e < equations.size(); ++e) {
    for (auto t = equations.first[e]; t < equations.first[e + 1]; ++t) {
      const auto at = next[equations.cell[t]]++;
      column_row_[at] = e;
      column_sign_[at] = equations.sign[t];
    }
  }
}

bool Notary::within_bounds(const Certificate& certificate) const {
  return std::all_of(certificate.shifts.begin(), certificate.shifts.end(), [&](const Shift& shift) {
    const auto i = shift.cell;
    const std::int64_t scale = certificate.denominator;
    if (system_.state[i] == CellState::open) return false;
    if (shift.by < (std::int64_t{system_.least[i]} - system_.value[i]) * scale) return false;
    return system_.most[i] == kNoBound || shift.by <= (std::int64_t{system_.most[i]} - system_.value[i]) * scale;
  });
}

bool Notary::holds(const Certificate& certificate) {
  if (!within_bounds(certificate)) return false;
  touched_.clear();
  for (const auto& shift : certificate.shifts) {
    for (auto t = column_first_[shift.cell]; t < column_first_[shift.cell + 1]; ++t) {
      sum_[column_row_[t]] += std::int64_t{column_sign_[t]} * shift.by;
      touched_.push_back(column_row_[t]);
    }
  }
  bool good = true;
  for (const auto e : touched_) {
    good = good && sum_[e] == 0;
    sum_[e] = 0;
  }
  return good;
}

std::optional<Certificate> Notary::certify(const std::vector<Step>& move) {
  std::int64_t denominator = 1;
  for (const auto& step : move) {
    const double scaled = step.delta * static_cast<double>(denominator);
    if (std::abs(scaled - std::round(scaled)) < kNear) continue;
    const auto own = denominator_of(step.delta);
    if (own == 0) return std::nullopt;
    denominator = std::lcm(denominator, own);
    if (denominator > kMaxDenominator) return std::nullopt;
  }
  Certificate out;
  out.denominator = static_cast<std::int32_t>(denominator);
  for (const auto& step : move) {
    const double scaled = std::round(step.delta * static_cast<double>(denominator));
    if (std::abs(scaled) > 2e9) return std::nullopt;
    if (scaled != 0.0) out.shifts.push_back({step.cell, static_cast<std::int32_t>(scaled)});
  }
  if (!holds(out)) return std::nullopt;
  if (denominator > 1) {
    // The same shifts as whole numbers, when every cell has the room.
    const auto fraction = out.denominator;
    out.denominator = 1;
    if (!within_bounds(out)) out.denominator = fraction;
  }
  return out;
}

}  // namespace trede::protect::moves
