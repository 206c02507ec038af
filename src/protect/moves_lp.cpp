// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_lp.hpp"

#include <algorithm>
#include <cmath>

namespace trede::protect::moves {
namespace {

constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();
constexpr double kTolerance = 1e-7;  // a violation below this is nought: changes are multiples of small fractions
constexpr double kSmall = 1e-9;      // a coefficient below this is nought

bool can_move(const System& system, std::size_t i) {
  return system.state[i] != CellState::open && (system.most[i] != system.value[i] || system.least[i] != system.value[i]);
}

}  // namespace

Relations relations_of(const System& system) {
  Relations out;
  const Equations& equations = system.equations;
  out.row_first.push_back(0);
  std::vector<std::uint32_t> degree(system.size() + 1, 0);
  for (std::size_t e = 0; e < equations.size(); ++e) {
    if (!equations.independent.empty() && equations.independent[e] == 0) continue;
    for (auto t = equations.first[e]; t < equations.first[e + 1]; ++t) {
      const auto i = equations.cell[t];
      if (!can_move(system, i)) continue;
      out.row_cell.push_back(i);
      out.row_sign.push_back(equations.sign[t]);
      ++degree[i + 1];
    }
    out.row_first.push_back(static_cast<std::uint32_t>(out.row_cell.size()));
  }
  for (std::size_t i = 0; i < system.size(); ++i) degree[i + 1] += degree[i];
  out.column_first = degree;
  out.column_row.resize(out.row_cell.size());
  out.column_sign.resize(out.row_cell.size());
  auto next = degree;
  for (std::uint32_t r = 0; r + 1 < out.row_first.size(); ++r) {
    for (auto t = out.row_first[r]; t < out.row_first[r + 1]; ++t) {
      const auto at = next[out.row_cell[t]]++;
      out.column_row[at] = r;
      out.column_sign[at] = out.row_sign[t];
    }
  }
  for (std::size_t i = 0; i < system.size(); ++i) {
    const bool fixed = !can_move(system, i);
    const bool endless = system.most[i] == kNoBound;
    out.up.push_back(fixed ? 0.0 : endless ? std::numeric_limits<double>::infinity() : double{1.0} * (system.most[i] - system.value[i]));
    out.down.push_back(fixed ? 0.0 : double{1.0} * (system.value[i] - system.least[i]));
  }
  return out;
}

MoveSearch::MoveSearch(const Relations& relations, const Scope& scope)
    : relations_(relations),
      scope_(scope),
      delta_(relations.cells(), 0.0),
      price_(relations.cells(), 0.0),
      alpha_(relations.cells(), 0.0),
      at_(relations.cells(), At::nought),
      position_of_cell_(relations.cells(), kOutside),
      reached_(relations.cells(), 0),
      in_row_(relations.cells(), 0),
      imbalance_(relations.rows(), 0.0),
      flipped_(relations.rows(), 0.0),
      position_of_row_(relations.rows(), kOutside),
      place_(relations.rows(), kOutside),
      flip_listed_(relations.rows(), 0),
      inverse_(stride_ * stride_, 0.0) {}

void MoveSearch::clear() {
  for (const auto i : touched_cells_) {
    delta_[i] = 0.0;
    price_[i] = 0.0;
    at_[i] = At::nought;
    position_of_cell_[i] = kOutside;
    reached_[i] = 0;
  }
  for (const auto r : touched_rows_) {
    imbalance_[r] = 0.0;
    position_of_row_[r] = kOutside;
    place_[r] = kOutside;
  }
  touched_cells_.clear();
  touched_rows_.clear();
  balanced_ = 0;
  basis_row_.clear();
  basis_cell_.clear();
  move_.clear();
  objective_ = 0.0;
}

void MoveSearch::reach(std::uint32_t cell) {
  if (reached_[cell] != 0) return;
  reached_[cell] = 1;
  touched_cells_.push_back(cell);
}

void MoveSearch::change(std::uint32_t cell, double delta) {
  delta_[cell] += delta;
  for (auto t = relations_.column_first[cell]; t < relations_.column_first[cell + 1]; ++t) {
    const auto r = relations_.column_row[t];
    if (position_of_row_[r] != kOutside) continue;
    imbalance_[r] += relations_.column_sign[t] * delta;
    if (place_[r] == kOutside) {
      place_[r] = static_cast<std::uint32_t>(touched_rows_.size());
      touched_rows_.push_back(r);
    }
    balanced_ = std::min<std::size_t>(balanced_, place_[r]);
  }
}

void MoveSearch::start(CellIndex cell, double amount) {
  clear();
  reach(cell);
  at_[cell] = At::barred;
  change(cell, amount);
}

// The first equation out of balance, in the order in which they were reached: it keeps the search near the cell. When all are in balance,
// the basic cell that is furthest out of its bounds.
bool MoveSearch::choose(Leaving& leaving) {
  for (; balanced_ < touched_rows_.size(); ++balanced_) {
    const auto r = touched_rows_[balanced_];
    if (position_of_row_[r] != kOutside || std::abs(imbalance_[r]) <= kTolerance) continue;
    leaving = {r, 0, true, std::abs(imbalance_[r]), imbalance_[r] > 0 ? 1 : -1, 0.0};
    return true;
  }
  double worst = kTolerance;
  for (std::uint32_t k = 0; k < basis_cell_.size(); ++k) {
    const auto i = basis_cell_[k];
    const bool upper = at_[i] == At::basic_up;
    const double low = upper ? 0.0 : -relations_.down[i];
    const double high = upper ? relations_.up[i] : 0.0;
    const double out = std::max(low - delta_[i], delta_[i] - high);
    if (out <= worst) continue;
    worst = out;
    leaving = {0, k, false, out, delta_[i] < low ? 1 : -1, delta_[i] < low ? low : high};
  }
  return worst > kTolerance;
}

// The leaving row of the inverse: rho_ by position, and the row itself with factor 1 when its slack leaves.
void MoveSearch::multipliers(const Leaving& leaving) {
  const std::size_t size = basis_row_.size();
  if (!leaving.slack) {
    rho_.assign(inverse(leaving.position), inverse(leaving.position) + size);
    return;
  }
  rho_.assign(size, 0.0);
  for (auto t = relations_.row_first[leaving.row]; t < relations_.row_first[leaving.row + 1]; ++t) {
    const auto at = position_of_cell_[relations_.row_cell[t]];
    if (at == kOutside) continue;
    const double* row = inverse(at);
    const double sign = relations_.row_sign[t];
    for (std::size_t k = 0; k < size; ++k) rho_[k] -= sign * row[k];
  }
}

void MoveSearch::tableau_row() {
  for (std::size_t k = 0; k < basis_row_.size(); ++k) {
    const double factor = rho_[k];
    if (std::abs(factor) < kSmall) continue;
    const auto r = basis_row_[k];
    for (auto t = relations_.row_first[r]; t < relations_.row_first[r + 1]; ++t) {
      const auto i = relations_.row_cell[t];
      if (in_row_[i] == 0) {
        in_row_[i] = 1;
        alpha_[i] = 0.0;
        candidates_.push_back(i);
      }
      alpha_[i] += factor * relations_.row_sign[t];
    }
  }
}

void MoveSearch::breakpoints_of(std::uint32_t cell, double alpha, int raise, double cost) {
  const double size = std::abs(alpha);
  const bool goes_up = alpha * raise < 0;
  const double up = relations_.up[cell];
  const double down = relations_.down[cell];
  const double price = price_[cell];
  const auto add = [&](double ratio, double range, bool second) {
    if (range <= 0.0) return;
    breaks_.push_back({std::max(ratio, 0.0), range * size, size, cell, static_cast<std::int8_t>(goes_up ? 1 : -1), second});
  };
  switch (at_[cell]) {
    case At::nought: add((goes_up ? cost - price : cost + price) / size, goes_up ? up : down, true); break;
    case At::top:
      if (goes_up) break;
      add((price - cost) / size, up, false);
      add((price + cost) / size, down, true);
      break;
    case At::bottom:
      if (!goes_up) break;
      add((-cost - price) / size, down, false);
      add((cost - price) / size, up, true);
      break;
    default: break;
  }
}

void MoveSearch::breakpoints(const Leaving& leaving, const std::vector<double>& cost, double limit) {
  breaks_.clear();
  for (const auto i : candidates_) {
    if (position_of_cell_[i] != kOutside || cost[i] > limit || std::abs(alpha_[i]) < kSmall || !scope_.holds(i)) continue;
    breakpoints_of(i, alpha_[i], leaving.raise, cost[i]);
  }
  if (leaving.slack || leaving.bound != 0.0) return;
  // A basic cell that crosses nought may stay in the basis on its other side.
  const auto own = basis_cell_[leaving.position];
  const bool goes_up = leaving.raise < 0;
  const double range = goes_up ? relations_.up[own] : relations_.down[own];
  if (range > 0.0) breaks_.push_back({2.0 * cost[own], range, 1.0, own, static_cast<std::int8_t>(goes_up ? 1 : -1), true});
}

// Passes the breakpoints in rising ratio for as long as the leaving variable stays out of bounds; the last one enters.
bool MoveSearch::pass(Leaving& leaving, Break& entering) {
  const auto later = [](const Break& a, const Break& b) {
    if (a.ratio != b.ratio) return a.ratio > b.ratio;
    if (a.cell != b.cell) return a.cell > b.cell;
    return a.second && !b.second;
  };
  double left = leaving.violation;
  double at = 0.0;
  flip_rows_.clear();
  auto end = breaks_.end();
  std::make_heap(breaks_.begin(), end, later);
  while (end != breaks_.begin()) {
    std::pop_heap(breaks_.begin(), end, later);
    --end;
    objective_ += (end->ratio - at) * left;
    at = end->ratio;
    if (end->range >= left - kTolerance) {
      entering = *end;
      return true;
    }
    left -= end->range;
    if (!leaving.slack && end->cell == basis_cell_[leaving.position]) {
      leaving.bound = end->direction > 0 ? relations_.up[end->cell] : -relations_.down[end->cell];
    } else {
      flip(*end);
    }
  }
  return false;
}

// A nonbasic cell goes over to the far end of its segment; the shift is gathered by row.
void MoveSearch::flip(const Break& past) {
  const auto i = past.cell;
  reach(i);
  const double target = !past.second ? 0.0 : past.direction > 0 ? relations_.up[i] : -relations_.down[i];
  const double by = target - delta_[i];
  at_[i] = !past.second ? At::nought : past.direction > 0 ? At::top : At::bottom;
  change(i, by);
  for (auto t = relations_.column_first[i]; t < relations_.column_first[i + 1]; ++t) {
    const auto r = relations_.column_row[t];
    if (position_of_row_[r] == kOutside) continue;
    if (flip_listed_[r] == 0) {
      flip_listed_[r] = 1;
      flipped_[r] = 0.0;
      flip_rows_.push_back(r);
    }
    flipped_[r] += relations_.column_sign[t] * by;
  }
}

void MoveSearch::shift_by_flips() {
  if (flip_rows_.empty()) return;
  const std::size_t size = basis_row_.size();
  shift_.assign(size, 0.0);
  for (const auto r : flip_rows_) {
    const auto k = position_of_row_[r];
    flip_listed_[r] = 0;
    if (flipped_[r] == 0.0) continue;
    for (std::size_t b = 0; b < size; ++b) shift_[b] += inverse(b)[k] * flipped_[r];
  }
  for (std::size_t b = 0; b < size; ++b) {
    if (std::abs(shift_[b]) > 1e-12) change(basis_cell_[b], -shift_[b]);
  }
  flip_rows_.clear();
}

void MoveSearch::prices(const Leaving& leaving, const Break& entering, double slope, double alpha) {
  const double step = (slope - price_[entering.cell]) / alpha;
  const auto own = leaving.slack ? kOutside : basis_cell_[leaving.position];
  for (const auto i : candidates_) {
    if (i != own && position_of_cell_[i] != kOutside) continue;  // basic: its price is its cost
    reach(i);
    price_[i] += step * (i == own ? 1.0 : alpha_[i]);
  }
  price_[entering.cell] = slope;
}

void MoveSearch::leave(const Leaving& leaving) {
  const auto i = basis_cell_[leaving.position];
  position_of_cell_[i] = kOutside;
  delta_[i] = leaving.bound;
  at_[i] = leaving.bound == 0.0 ? At::nought : leaving.bound > 0.0 ? At::top : At::bottom;
}

// The slack of a new row leaves: the inverse gets a row and a column (block inverse with Schur complement alpha).
void MoveSearch::widen(const Leaving& leaving, double alpha, std::uint32_t cell) {
  const std::size_t size = basis_row_.size();
  if (size + 1 > stride_) {
    const std::size_t wider = 2 * stride_;
    std::vector<double> bigger(wider * wider, 0.0);
    for (std::size_t b = 0; b < size; ++b) std::copy_n(inverse(b), size, bigger.data() + b * wider);
    inverse_ = std::move(bigger);
    stride_ = wider;
  }
  filled_.clear();
  for (std::uint32_t k = 0; k < size; ++k) {
    if (rho_[k] != 0.0) filled_.push_back(k);
  }
  for (std::size_t b = 0; b < size; ++b) {
    double* row = inverse(b);
    const double w = column_[b] / alpha;
    row[size] = -w;
    if (w == 0.0) continue;
    for (const auto k : filled_) row[k] -= w * rho_[k];
  }
  double* last = inverse(size);
  for (std::size_t k = 0; k < size; ++k) last[k] = rho_[k] / alpha;
  last[size] = 1.0 / alpha;
  position_of_row_[leaving.row] = static_cast<std::uint32_t>(size);
  imbalance_[leaving.row] = 0.0;
  position_of_cell_[cell] = static_cast<std::uint32_t>(size);
  basis_row_.push_back(leaving.row);
  basis_cell_.push_back(cell);
}

void MoveSearch::replace(std::uint32_t position, std::uint32_t cell) {
  const std::size_t size = basis_row_.size();
  double* pivot = inverse(position);
  const double by = column_[position];
  filled_.clear();
  for (std::uint32_t k = 0; k < size; ++k) {
    if (std::abs(pivot[k]) < 1e-12) pivot[k] = 0.0;
    if (pivot[k] == 0.0) continue;
    pivot[k] /= by;
    filled_.push_back(k);
  }
  for (std::size_t b = 0; b < size; ++b) {
    const double w = column_[b];
    if (b == position || w == 0.0) continue;
    double* row = inverse(b);
    for (const auto k : filled_) row[k] -= w * pivot[k];
  }
  position_of_cell_[cell] = position;
  basis_cell_[position] = cell;
}

void MoveSearch::enter(const Leaving& leaving, const Break& entering, const std::vector<double>& cost) {
  const auto q = entering.cell;
  const double slope = (entering.second ? entering.direction : -entering.direction) * cost[q];
  const At becomes = slope > 0 ? At::basic_up : At::basic_down;
  if (!leaving.slack && q == basis_cell_[leaving.position]) {
    prices(leaving, entering, slope, 1.0);
    at_[q] = becomes;
    return;
  }
  const std::size_t size = basis_row_.size();
  column_.assign(size, 0.0);
  for (auto t = relations_.column_first[q]; t < relations_.column_first[q + 1]; ++t) {
    const auto k = position_of_row_[relations_.column_row[t]];
    if (k == kOutside) continue;
    const double sign = relations_.column_sign[t];
    for (std::size_t b = 0; b < size; ++b) column_[b] += sign * inverse(b)[k];
  }
  for (auto& w : column_) {
    if (std::abs(w) < 1e-12) w = 0.0;
  }
  const double alpha = leaving.slack ? alpha_[q] : column_[leaving.position];
  const double step = leaving.slack ? -imbalance_[leaving.row] / alpha : (delta_[basis_cell_[leaving.position]] - leaving.bound) / alpha;
  prices(leaving, entering, slope, alpha);
  reach(q);
  change(q, step);
  for (std::size_t b = 0; b < size; ++b) {
    if (column_[b] != 0.0) change(basis_cell_[b], -column_[b] * step);
  }
  if (leaving.slack) {
    widen(leaving, alpha, q);
  } else {
    leave(leaving);
    replace(leaving.position, q);
  }
  at_[q] = becomes;
}

Found MoveSearch::find(CellIndex cell, double amount, const std::vector<double>& cost, double limit, double cutoff, std::size_t reach) {
  start(cell, amount);
  Leaving leaving;
  Break entering{};
  for (std::size_t pivot = 0; pivot < 8 * reach && basis_row_.size() <= reach; ++pivot) {
    if (!choose(leaving)) {
      for (const auto i : touched_cells_) {
        if (std::abs(delta_[i]) > kTolerance) move_.push_back({i, delta_[i]});
      }
      return Found::move;
    }
    ++pivots_;
    multipliers(leaving);
    tableau_row();
    if (leaving.slack) {
      for (auto t = relations_.row_first[leaving.row]; t < relations_.row_first[leaving.row + 1]; ++t) {
        const auto i = relations_.row_cell[t];
        if (in_row_[i] == 0) {
          in_row_[i] = 1;
          alpha_[i] = 0.0;
          candidates_.push_back(i);
        }
        alpha_[i] += relations_.row_sign[t];
      }
    }
    breakpoints(leaving, cost, limit);
    const bool passed = pass(leaving, entering);
    if (passed && objective_ <= cutoff) {
      shift_by_flips();
      enter(leaving, entering, cost);
    }
    for (const auto r : flip_rows_) flip_listed_[r] = 0;
    flip_rows_.clear();
    for (const auto i : candidates_) in_row_[i] = 0;
    candidates_.clear();
    if (!passed) return Found::none;
    if (objective_ > cutoff) return Found::dear;
  }
  return Found::lost;
}

}  // namespace trede::protect::moves
