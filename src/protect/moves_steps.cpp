// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_steps.hpp"

#include <limits>

namespace trede::protect::moves {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr double kEven = 1e-9;                                   // costs that differ by less are equal
constexpr double kDearest = std::numeric_limits<double>::max();  // below the price of a cell that may not be withheld

}  // namespace

std::vector<CellIndex> withhold_for(const std::vector<CellIndex>& cells, const Breadth& breadth, Cover& cover, Prover& prover) {
  std::vector<CellIndex> left;
  for (const auto p : cells) {
    if (cover.proven(p)) continue;
    if (auto certificate = prover.prove(p, cover.price(), kDearest, kEndless, breadth)) {
      cover.add(std::move(*certificate));
    } else {
      left.push_back(p);
    }
  }
  return left;
}

bool prune(const std::vector<CellIndex>& cells, const Breadth& breadth, Cover& cover, Prover& prover) {
  bool any = false;
  std::vector<CellIndex> fallen;
  for (const auto c : cells) {
    if (!cover.secondary(c)) continue;
    fallen.clear();
    cover.show(c, fallen);
    bool good = true;
    for (const auto p : fallen) {
      if (cover.proven(p)) continue;
      auto certificate = prover.prove(p, cover.price(), cover.free_limit(), kEndless, breadth);
      if (!certificate) {
        good = false;
        break;
      }
      cover.add(std::move(*certificate));
    }
    if (!good) {
      cover.undo();
      continue;
    }
    cover.show_idle();
    cover.keep();
    any = true;
  }
  return any;
}

namespace {

// The secondary cells nearest to `start` by equations, itself first, at most `count`.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Relations& relations) : relations_(relations), seen_(relations.cells(), 0), row_seen_(relations.rows(), 0) {}

  const std::vector<CellIndex>& around(CellIndex start, std::size_t count, const Cover& cover) {
    found_.clear();
    queue_.assign(1, start);
    seen_[start] = 1;
    for (std::size_t at = 0; at < queue_.size() && found_.size() < count && queue_.size() < kMost; ++at) {
      const auto i = queue_[at];
      if (cover.secondary(i)) found_.push_back(i);
      for (auto t = relations_.column_first[i]; t < relations_.column_first[i + 1]; ++t) visit(relations_.column_row[t], cover);
    }
    for (const auto i : queue_) seen_[i] = 0;
    for (const auto r : rows_) row_seen_[r] = 0;
    rows_.clear();
    return found_;
  }

 private:
  static constexpr std::size_t kMost = 400;

  void visit(std::uint32_t r, const Cover& cover) {
    if (row_seen_[r] != 0) return;
    row_seen_[r] = 1;
    rows_.push_back(r);
    for (auto t = relations_.row_first[r]; t < relations_.row_first[r + 1]; ++t) {
      const auto i = relations_.row_cell[t];
      if (seen_[i] != 0 || !cover.withheld(i)) continue;
      seen_[i] = 1;
      queue_.push_back(i);
    }
  }

  const Relations& relations_;
  std::vector<std::uint8_t> seen_, row_seen_;
  std::vector<CellIndex> found_, queue_;
  std::vector<std::uint32_t> rows_;
};

// splitmix64
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return static_cast<std::size_t>(z % n);
  }

 private:
  std::uint64_t state_;
};

}  // namespace

void rearrange(const System& system, const Relations& relations, std::uint64_t pivots, std::uint64_t seed, const Breadth& breadth,
               Cover& cover, Prover& prover) {
  Neighbourhood neighbourhood(relations);
  Dice dice(seed);
  std::vector<CellIndex> fallen;
  std::vector<CellIndex> secondary;
  bool changed = true;
  const std::uint64_t end = prover.pivots() + pivots;
  for (std::uint64_t round = 0; round < pivots && prover.pivots() < end; ++round) {
    if (changed) {
      secondary.clear();
      for (CellIndex i = 0; i < system.size(); ++i) {
        if (cover.secondary(i)) secondary.push_back(i);
      }
      changed = false;
    }
    if (secondary.empty()) return;
    const double before = cover.total();
    const auto& dropped = neighbourhood.around(secondary[dice.below(secondary.size())], 1 + dice.below(5), cover);
    fallen.clear();
    for (const auto c : dropped) cover.show(c, fallen);
    const double dearer = 1.0 + 0.25 * static_cast<double>(dice.below(5));
    for (const auto c : dropped) cover.set_price(c, dearer * cover.shown_price(c));
    for (std::size_t k = fallen.size(); k > 1; --k) std::swap(fallen[k - 1], fallen[dice.below(k)]);
    bool good = true;
    for (const auto p : fallen) {
      if (cover.proven(p)) continue;
      auto certificate = prover.prove(p, cover.price(), kDearest, kEndless, breadth);
      if (certificate) cover.add(std::move(*certificate));
      good = certificate.has_value() && cover.total() <= before + kEven;
      if (!good) break;
    }
    if (good) cover.show_idle();
    for (const auto c : dropped) {
      if (!cover.withheld(c)) cover.set_price(c, cover.shown_price(c));
    }
    if (good && cover.total() <= before + kEven) {
      cover.keep();
      changed = true;
    } else {
      cover.undo();
    }
  }
}

}  // namespace trede::protect::moves
