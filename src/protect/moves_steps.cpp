// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_steps.hpp"

#include <algorithm>
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

namespace {

// One round of ruin and recreate (Schrimpf et al. 2000).
class Rearrangement {
 public:
  Rearrangement(const Relations& relations, std::uint64_t seed, const Breadth& breadth, Cover& cover, Prover& prover)
      : neighbourhood_(relations), dice_(seed), breadth_(breadth), cover_(cover), prover_(prover) {}

  // Shows up to five secondary cells around `start` and protects anew at a total of at most `most`; false when that fails, and nothing
  // has changed then.
  bool round(CellIndex start, double most) {
    const auto& dropped = neighbourhood_.around(start, 1 + dice_.below(kMostDropped), cover_);
    fallen_.clear();
    for (const auto c : dropped) cover_.show(c, fallen_);
    const double dearer = 1.0 + 0.5 * static_cast<double>(dice_.below(5));
    for (const auto c : dropped) cover_.set_price(c, dearer * cover_.shown_price(c));
    const bool good = prove_fallen(most);
    if (good) cover_.show_idle();
    for (const auto c : dropped) {
      if (!cover_.withheld(c)) cover_.set_price(c, cover_.shown_price(c));
    }
    if (good) {
      cover_.keep();
    } else {
      cover_.undo();
    }
    return good;
  }
  std::size_t below(std::size_t n) { return dice_.below(n); }

 private:
  static constexpr std::size_t kMostDropped = 5;

  bool prove_fallen(double most) {
    for (std::size_t k = fallen_.size(); k > 1; --k) std::swap(fallen_[k - 1], fallen_[dice_.below(k)]);
    for (const auto p : fallen_) {
      if (cover_.proven(p)) continue;
      auto certificate = prover_.prove(p, cover_.price(), kDearest, kEndless, breadth_);
      if (!certificate) return false;
      cover_.add(std::move(*certificate));
      if (cover_.total() > most) return false;
    }
    return true;
  }

  Neighbourhood neighbourhood_;
  Dice dice_;
  const Breadth& breadth_;
  Cover& cover_;
  Prover& prover_;
  std::vector<CellIndex> fallen_;
};

std::vector<CellIndex> secondaries_of(const System& system, const Cover& cover) {
  std::vector<CellIndex> out;
  for (CellIndex i = 0; i < system.size(); ++i) {
    if (cover.secondary(i)) out.push_back(i);
  }
  return out;
}

}  // namespace

void rearrange(const System& system, const Relations& relations, std::uint64_t pivots, std::uint64_t seed, const Breadth& breadth,
               Cover& cover, Prover& prover) {
  Rearrangement work(relations, seed, breadth, cover, prover);
  const double slack = 0.5 * cover.cheapest();
  double best = cover.total();
  std::vector<Certificate> saved;  // those of the best pattern, when the present one is not it
  bool at_best = true;
  bool changed = true;
  std::vector<CellIndex> secondary;
  const std::uint64_t end = prover.pivots() + pivots;
  for (std::uint64_t round = 0; round < pivots && prover.pivots() < end; ++round) {
    if (changed) secondary = secondaries_of(system, cover);
    if (secondary.empty()) break;
    const double before = cover.total();
    if (at_best && changed) saved = cover.certificates();
    changed = work.round(secondary[work.below(secondary.size())], before + slack);
    if (!changed) continue;
    at_best = cover.total() <= best + kEven;
    if (at_best) best = std::min(best, cover.total());
  }
  if (!at_best) cover.start_again(std::move(saved));
}

}  // namespace trede::protect::moves
