// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_random.hpp"

#include <algorithm>
#include <cmath>

namespace trede::stat {
namespace {

constexpr std::uint32_t kWhole = 0xFFFFFFFFU;  // the item of random numbers that belong to a map as a whole

// Uniform on 0 … n − 1, exactly (Lemire 2019).
std::uint32_t below(Philox& random, std::uint32_t n) {
  std::uint64_t product = std::uint64_t{random.next()} * n;
  if (static_cast<std::uint32_t>(product) < n)
    for (const std::uint32_t least = (0U - n) % n; static_cast<std::uint32_t>(product) < least;) product = std::uint64_t{random.next()} * n;
  return static_cast<std::uint32_t>(product >> 32);
}

// Numbers from a table of cumulative chances: the likely ones alone, the rest is below the precision of a uniform number.
class CountTable {
 public:
  // Chances p(k + 1)/p(k) = up(k), from the most likely number, for 0 ≤ k ≤ most.
  template <class Up>
  void fill(std::uint32_t mode, std::uint32_t most, const Up& up) {
    chance_.clear();
    for (double mass = 1.0, k = mode; mass > 1e-19 && k > 0.0; k -= 1.0) {
      mass /= up(k - 1.0);
      chance_.push_back(mass);
    }
    std::reverse(chance_.begin(), chance_.end());
    first_ = mode - static_cast<std::uint32_t>(chance_.size());
    chance_.push_back(1.0);
    for (double mass = 1.0, k = mode; mass > 1e-19 && k < most; k += 1.0) {
      mass *= up(k);
      chance_.push_back(mass);
    }
    double sum = 0.0;
    for (double& c : chance_) c = sum += c;
    for (double& c : chance_) c /= sum;
    guide_.resize(chance_.size());
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < guide_.size(); ++i) {
      while (chance_[at] * static_cast<double>(guide_.size()) <= static_cast<double>(i) && at + 1 < chance_.size()) ++at;
      guide_[i] = at;
    }
  }
  [[nodiscard]] std::uint32_t draw(double uniform) const {
    std::uint32_t at = guide_[static_cast<std::size_t>(uniform * static_cast<double>(guide_.size()))];
    while (chance_[at] < uniform && at + 1 < chance_.size()) ++at;
    return first_ + at;
  }

 private:
  std::uint32_t first_ = 0;
  std::vector<double> chance_;
  std::vector<std::uint32_t> guide_;
};

}  // namespace

RandomMaps::RandomMaps(const ScanStudy& study, std::uint64_t seed)
    : study_(study), seed_(seed), cells_(std::size_t{study.places()} * study.periods()) {
  const ScanRatio& ratio = study.ratio();
  if (ratio.model == ScanModel::permutation) {
    for (std::uint32_t place = 0; place < study.places(); ++place)
      for (std::uint32_t t = 0; t < study.periods(); ++t)
        for (std::uint32_t k = study.cases(place * study.periods() + t); k > 0; --k) {
          case_place_.push_back(place);
          case_period_.push_back(t);
        }
    return;
  }
  std::size_t used = 0;
  for (std::size_t cell = 0; cell < cells_; ++cell) used += study.expected(cell) > 0.0 ? 1 : 0;
  // 4.3 roots below: more cases than there are fall once in a hundred thousand maps, and some are then taken out again.
  const double share = 1.0 - 4.3 / std::sqrt(ratio.all);
  share_ = share > 0.0 && ratio.all > 0.3 * static_cast<double>(used) ? share : 0.0;
  if (ratio.model == ScanModel::bernoulli)
    for (std::size_t cell = 0; cell < cells_; ++cell)
      persons_.push_back(static_cast<std::uint32_t>(std::llround(study.expected(cell) * ratio.persons / ratio.all)));
  // Vose's alias table (1991).
  keep_.resize(cells_);
  other_.resize(cells_);
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t cell = 0; cell < cells_; ++cell) {
    keep_[cell] = study.expected(cell) / ratio.all * static_cast<double>(cells_);
    other_[cell] = cell;
    (keep_[cell] < 1.0 ? small : large).push_back(cell);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t poor = small.back(), rich = large.back();
    small.pop_back();
    other_[poor] = rich;
    keep_[rich] -= 1.0 - keep_[poor];
    if (keep_[rich] < 1.0) {
      large.pop_back();
      small.push_back(rich);
    }
  }
  for (const std::uint32_t cell : large) keep_[cell] = 1.0;
  for (const std::uint32_t cell : small) keep_[cell] = study.expected(cell) > 0.0 ? 1.0 : 0.0;
}

std::size_t RandomMaps::pick(Philox& random) const {
  for (;;) {
    const std::uint32_t cell = below(random, static_cast<std::uint32_t>(cells_));
    const std::uint32_t picked = static_cast<double>(random.next()) * 0x1.0p-32 < keep_[cell] ? cell : other_[cell];
    if (study_.expected(picked) > 0.0) return picked;  // rounding may leave a little room in an empty cell
  }
}

template <class Count>
void RandomMaps::draw(std::uint32_t first, std::uint32_t batches, Count* out, std::vector<std::int64_t>& missing) const {
  const ScanRatio& ratio = study_.ratio();
  const auto periods = static_cast<std::uint32_t>(study_.periods());
  CountTable table;
  for (std::size_t cell = 0; cell < cells_; ++cell) {
    const auto round = study_.round(cell);
    const double mean = share_ * study_.expected(cell);
    const std::uint32_t persons = persons_.empty() ? 0 : persons_[cell];
    if (mean > 0.0 && persons_.empty())
      table.fill(static_cast<std::uint32_t>(mean), 0xFFFFFFF0U, [mean](double k) { return mean / (k + 1.0); });
    if (mean > 0.0 && persons > 0) {
      const double chance = share_ * ratio.all / ratio.persons, odds = chance / (1.0 - chance), n = persons;
      table.fill(std::min(persons, static_cast<std::uint32_t>((n + 1.0) * chance)), persons,
                 [odds, n](double k) { return odds * (n - k) / (k + 1.0); });
    }
    const bool some = mean > 0.0 && (persons_.empty() || persons > 0);
    const std::uint32_t item =
        study_.near().area(static_cast<std::uint32_t>(cell / periods)) * periods + static_cast<std::uint32_t>(cell % periods);
    for (std::uint32_t b = 0; b < batches; ++b) {
      Count* here = out + (b * cells_ + cell) * kScanLanes;
      for (std::uint32_t lane = 0; lane < kScanLanes; lane += 2) {
        Philox random(seed_, ((first + b) * static_cast<std::uint32_t>(kScanLanes) + lane) / 2, item);
        for (std::uint32_t k = lane; k < lane + 2; ++k) {
          const std::uint32_t count = some ? table.draw(random.uniform()) : 0;
          here[k] = static_cast<Count>(static_cast<std::int64_t>(count) - round);
          missing[b * kScanLanes + k] -= count;
        }
      }
    }
  }
}

template <class Count>
void RandomMaps::complete(std::uint32_t map, std::int64_t missing, Count* lane) const {
  Philox random(seed_, map, kWhole);
  while (missing > 0) {
    const std::size_t cell = pick(random);
    Count& here = lane[cell * kScanLanes];
    if (!persons_.empty() && static_cast<std::int64_t>(below(random, persons_[cell])) < here + study_.round(cell)) continue;
    here = static_cast<Count>(here + 1);
    --missing;
  }
  for (; missing < 0; ++missing) {  // one of all cases is taken out
    auto at = static_cast<std::int64_t>(random.uniform() * (study_.ratio().all - static_cast<double>(missing)));
    std::size_t cell = 0;
    for (; cell + 1 < cells_; ++cell) {
      at -= lane[cell * kScanLanes] + study_.round(cell);
      if (at < 0) break;
    }
    lane[cell * kScanLanes] = static_cast<Count>(lane[cell * kScanLanes] - 1);
  }
}

template <class Count>
void RandomMaps::shuffle(std::uint32_t map, Count* lane) const {
  for (std::size_t cell = 0; cell < cells_; ++cell) lane[cell * kScanLanes] = static_cast<Count>(-study_.round(cell));
  Philox random(seed_, map, kWhole);
  std::vector<std::uint32_t> period = case_period_;
  for (std::size_t left = period.size(); left > 0; --left) {
    std::swap(period[left - 1], period[below(random, static_cast<std::uint32_t>(left))]);
    Count& here = lane[(case_place_[left - 1] * study_.periods() + period[left - 1]) * kScanLanes];
    here = static_cast<Count>(here + 1);
  }
}

template <class Count>
void RandomMaps::deal(std::uint32_t first, std::uint32_t batches, Count* out) const {
  const bool permute = study_.ratio().model == ScanModel::permutation;
  std::vector<std::int64_t> missing(batches * kScanLanes, static_cast<std::int64_t>(study_.ratio().all));
  if (!permute) draw(first, batches, out, missing);
  for (std::uint32_t b = 0; b < batches; ++b)
    for (std::uint32_t lane = 0; lane < kScanLanes; ++lane) {
      const std::uint32_t map = (first + b) * static_cast<std::uint32_t>(kScanLanes) + lane;
      Count* cells = out + b * cells_ * kScanLanes + lane;
      if (permute) shuffle(map, cells);
      else complete(map, missing[b * kScanLanes + lane], cells);
    }
  const std::size_t periods = study_.periods();
  for (std::size_t cell = 0; cell < batches * cells_; ++cell) {
    if (cell % periods == 0) continue;
    Count* here = out + cell * kScanLanes;
    for (std::size_t lane = 0; lane < kScanLanes; ++lane) here[lane] = static_cast<Count>(here[lane] + here[lane - kScanLanes]);
  }
}

template void RandomMaps::deal<std::int16_t>(std::uint32_t, std::uint32_t, std::int16_t*) const;
template void RandomMaps::deal<std::int32_t>(std::uint32_t, std::uint32_t, std::int32_t*) const;

}  // namespace trede::stat
