// SPDX-License-Identifier: EUPL-1.2
// The connected sets of areas around a centre (Tango & Takahashi 2005), each of them once.
#include <algorithm>
#include <bit>
#include <cmath>

#include "stat/spatial/scan_study.hpp"

namespace trede::stat {
namespace {

// Grows sets from the nearest areas. A set is left to an earlier branch when it holds an area that this branch has passed over.
template <class Take>
class Growth {
 public:
  Growth(const std::vector<std::uint32_t>& beside, const Take& take) : beside_(beside), take_(take) {}

  void from(std::uint32_t set, std::uint32_t next, std::uint32_t passed_over, unsigned depth) const {
    while (next != 0) {
      const auto k = static_cast<unsigned>(std::countr_zero(next));
      const std::uint32_t one = std::uint32_t{1} << k;
      next &= ~one;
      if (take_(k, depth)) from(set | one, (next | beside_[k]) & ~(set | one | passed_over), passed_over, depth + 1);
      passed_over |= one;
    }
  }

 private:
  const std::vector<std::uint32_t>& beside_;
  const Take& take_;
};

}  // namespace

void ScanStudy::sets(std::uint32_t centre, const std::vector<Near>& near, Zones& out, BestZone* best) const {
  out.depth.clear();
  if (near.empty()) return;
  std::vector<std::uint32_t> beside(near.size(), 0);
  for (std::size_t k = 0; k < near.size(); ++k)
    for (std::size_t j = 0; j < near.size(); ++j) {
      const auto& list = beside_[near[k].place];
      if (std::find(list.begin(), list.end(), near[j].place) != list.end()) beside[k] |= std::uint32_t{1} << j;
    }
  // The centre need not be the first: another area may lie on the same point.
  std::uint32_t start = 0;
  while (near[start].place != centre) ++start;
  struct Sum {
    double population = 0, expected = 0, square = 0;
    std::int64_t round = 0, cases = 0;
  };
  std::vector<Sum> sums(near.size() + 1);
  std::int64_t best_key = 0;
  const auto take = [&](unsigned k, unsigned depth) {
    const Near& area = near[k];
    Sum& sum = sums[depth];
    sum = sums[depth - 1];
    sum.population += population_[area.place];
    if (sum.population > most_population_) return false;
    sum.expected += expected_[area.place];
    sum.round += round_[area.place];
    sum.cases += cases_[area.place];
    sum.square = std::max(sum.square, area.square);
    out.place.push_back(area.place);
    out.depth.push_back(static_cast<std::uint8_t>(depth));
    out.expected.push_back(sum.expected);
    const std::uint32_t row = bounds_.row(sum.expected);
    out.track.push_back({row, static_cast<std::int32_t>(sum.round - bounds_.base(row))});
    if (best == nullptr) return true;
    const double ratio = ratio_(static_cast<double>(sum.cases), sum.expected);
    const std::int64_t key = std::llround(ratio * 1e9);
    if (key < best_key || key == 0 || (key == best_key && depth >= best->areas)) return true;
    best_key = key;
    *best = {ratio,        centre,    static_cast<std::uint32_t>(out.place.size() - 1), depth, 0, static_cast<std::uint32_t>(sum.cases),
             sum.expected, sum.square};
    return true;
  };
  Growth(beside, take).from(0, std::uint32_t{1} << start, 0, 1);
}

std::vector<std::uint32_t> ScanStudy::places_of(const BestZone& zone) const {
  std::vector<Near> near;
  circle(zone.centre, near);
  std::vector<std::uint32_t> out;
  if (flexible_ == 0) {
    for (std::uint32_t k = 0; k < zone.areas; ++k) out.push_back(near[k].place);
    return out;
  }
  Zones all;
  zones(zone.centre, near, all, nullptr);
  std::size_t depth = zone.areas;
  for (std::size_t k = zone.zone + std::size_t{1}; k-- > 0 && depth > 0;)
    if (all.depth[k] == depth) {
      out.push_back(all.place[k]);
      --depth;
    }
  std::sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double left = near_.square(zone.centre, a), right = near_.square(zone.centre, b);
    if ((a == zone.centre) != (b == zone.centre)) return a == zone.centre;
    return left != right ? left < right : near_.area(a) < near_.area(b);
  });
  return out;
}

}  // namespace trede::stat
