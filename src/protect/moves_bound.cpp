// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_bound.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace trede::protect::moves {
namespace {

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max() / 4;

class Covering {
 public:
  explicit Covering(const System& system) : system_(system), left_(system.cost) {}

  double raise_all(const std::vector<CellIndex>& except) {
    double bound = 0.0;
    for (const auto e : shortest_first()) {
      if (needs_a_free_cell(e, except)) bound += raise(e);
    }
    return bound;
  }

 private:
  [[nodiscard]] std::size_t first(std::size_t e) const { return system_.equations.first[e]; }
  [[nodiscard]] std::size_t last(std::size_t e) const { return system_.equations.first[e + 1]; }

  // Rows with few free cells first: they overlap least.
  [[nodiscard]] std::vector<std::size_t> shortest_first() const {
    std::vector<std::size_t> out(system_.equations.size());
    std::vector<std::size_t> free(out.size(), 0);
    for (std::size_t e = 0; e < out.size(); ++e) {
      out[e] = e;
      for (auto t = first(e); t < last(e); ++t) free[e] += system_.state[system_.equations.cell[t]] == CellState::free ? 1 : 0;
    }
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return free[a] < free[b]; });
    return out;
  }

  [[nodiscard]] std::int64_t room(CellIndex i, bool up) const {
    if (!up) return std::int64_t{system_.value[i]} - system_.least[i];
    return system_.most[i] == kNoBound ? kAny : std::int64_t{system_.most[i]} - system_.value[i];
  }

  // How far the cells that are withheld anyhow can lift the sum of the equation, or lower it.
  struct Room {
    std::int64_t rise = 0, fall = 0;
    int endless_rise = 0, endless_fall = 0;
  };
  void add(Room& sum, std::size_t t, int factor) const {
    const auto i = system_.equations.cell[t];
    const bool plus = system_.equations.sign[t] > 0;
    const std::int64_t rise = room(i, plus);
    const std::int64_t fall = room(i, !plus);
    if (rise >= kAny) {
      sum.endless_rise += factor;
    } else {
      sum.rise += factor * rise;
    }
    if (fall >= kAny) {
      sum.endless_fall += factor;
    } else {
      sum.fall += factor * fall;
    }
  }

  // Some sensitive cell of the equation can move by its width neither way over the other cells that are withheld anyhow.
  [[nodiscard]] bool needs_a_free_cell(std::size_t e, const std::vector<CellIndex>& except) const {
    const Equations& equations = system_.equations;
    Room all;
    for (auto t = first(e); t < last(e); ++t) {
      const auto state = system_.state[equations.cell[t]];
      if (state == CellState::sensitive || state == CellState::latent) add(all, t, 1);
    }
    for (auto t = first(e); t < last(e); ++t) {
      const auto i = equations.cell[t];
      if (system_.state[i] != CellState::sensitive || std::binary_search(except.begin(), except.end(), i)) continue;
      Room others = all;
      add(others, t, -1);
      const auto width = std::int64_t{system_.width[i]};
      const bool lift = others.endless_rise > 0 || others.rise >= width;
      const bool lower = others.endless_fall > 0 || others.fall >= width;
      const bool plus = equations.sign[t] > 0;
      const bool up = room(i, true) >= width && (plus ? lower : lift);
      const bool down = room(i, false) >= width && (plus ? lift : lower);
      if (!up && !down) return true;
    }
    return false;
  }

  double raise(std::size_t e) {
    const Equations& equations = system_.equations;
    double least = std::numeric_limits<double>::infinity();
    for (auto t = first(e); t < last(e); ++t) {
      const auto i = equations.cell[t];
      if (system_.state[i] == CellState::free) least = std::min(least, left_[i]);
    }
    if (!(least < std::numeric_limits<double>::infinity())) return 0.0;
    for (auto t = first(e); t < last(e); ++t) {
      const auto i = equations.cell[t];
      if (system_.state[i] == CellState::free) left_[i] -= least;
    }
    return least;
  }

  const System& system_;
  std::vector<double> left_;  // of the cost of each free cell
};

}  // namespace

double covering_bound(const System& system, const std::vector<CellIndex>& unprotected) { return Covering(system).raise_all(unprotected); }

}  // namespace trede::protect::moves
