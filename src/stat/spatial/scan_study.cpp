// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_study.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trede::stat {
namespace {

std::size_t longest_window(const ScanInput& input, const ScanOptions& options) {
  const std::size_t half = std::max<std::size_t>(1, input.periods / 2);
  return std::min(input.periods, options.most_periods == 0 ? half : options.most_periods);
}

// Looking at windows that end with the study, the periods before the longest of them may lie together.
std::size_t folded_periods(const ScanInput& input, const ScanOptions& options, std::size_t longest) {
  return options.prospective && input.periods > longest ? input.periods - longest - 1 : 0;
}

ScanRatio ratio_of(const ScanInput& input, const ScanOptions& options) {
  const double all = std::accumulate(input.cases.begin(), input.cases.end(), 0.0);
  const double persons = options.model == ScanModel::bernoulli ? std::accumulate(input.expected.begin(), input.expected.end(), 0.0) : 0.0;
  return {options.model, options.rates, all, persons};
}

}  // namespace

ScanStudy::ScanStudy(const ScanInput& input, const ScanOptions& options, const std::vector<std::uint8_t>& gone)
    : ScanStudy(input, options, gone, folded_periods(input, options, longest_window(input, options)), longest_window(input, options)) {}

ScanStudy::ScanStudy(const ScanInput& input, const ScanOptions& options, const std::vector<std::uint8_t>& gone, std::size_t folded,
                     std::size_t longest)
    : near_(input.x, input.y, input.degrees),
      folded_(folded),
      periods_(input.periods - folded),
      most_square_(std::isfinite(options.most_radius) ? near_.square_of(options.most_radius) * (1.0 + 1e-12)
                                                      : std::numeric_limits<double>::infinity()),
      ratio_(ratio_of(input, options)),
      expected_(near_.size() * periods_, 0.0),
      population_(near_.size(), 0.0),
      cases_(expected_.size(), 0),
      round_(expected_.size(), 0),
      gone_(near_.size(), 0),
      flexible_(options.flexible_areas),
      bounds_(ratio_, ratio_.all) {
  std::vector<double> by_period(input.periods, 0.0);
  if (options.model == ScanModel::permutation)
    for (std::size_t cell = 0; cell < input.cases.size(); ++cell) by_period[cell % input.periods] += input.cases[cell];
  const double total =
      options.model == ScanModel::permutation ? ratio_.all : std::accumulate(input.expected.begin(), input.expected.end(), 0.0);
  for (std::uint32_t place = 0; place < near_.size(); ++place) {
    const std::size_t area = near_.area(place);
    population_[place] = input.population[area];
    if (!gone.empty()) gone_[place] = gone[area];
    double of_area = 0.0;
    for (std::size_t t = 0; t < input.periods; ++t) of_area += input.cases[area * input.periods + t];
    for (std::size_t t = 0; t < input.periods; ++t) {
      const std::size_t cell = place * periods_ + (t > folded_ ? t - folded_ : 0), from = area * input.periods + t;
      cases_[cell] += input.cases[from];
      expected_[cell] +=
          options.model == ScanModel::permutation ? of_area * by_period[t] / total : input.expected[from] * ratio_.all / total;
    }
  }
  if (flexible_ > 0) {
    std::vector<std::uint32_t> place_of(near_.size());
    for (std::uint32_t place = 0; place < near_.size(); ++place) place_of[near_.area(place)] = place;
    beside_.resize(near_.size());
    for (const auto& [a, b] : input.neighbours) {
      beside_[place_of[a]].push_back(place_of[b]);
      beside_[place_of[b]].push_back(place_of[a]);
    }
  }
  most_population_ = options.most_share * std::accumulate(input.population.begin(), input.population.end(), 0.0);
  // Rounded so that sums over time and over places stay near what is expected.
  double sum = 0.0;
  std::int64_t whole = 0;
  for (std::size_t cell = 0; cell < expected_.size(); ++cell) {
    sum += expected_[cell];
    round_[cell] = std::llround(sum) - whole;
    whole += round_[cell];
  }
  const auto periods = static_cast<std::uint32_t>(periods_);
  for (std::uint32_t from = 0; from < periods; ++from)
    for (std::uint32_t to = from + 1; to <= periods && to - from <= longest; ++to)
      if (to == periods || !options.prospective) windows_.push_back({from, to});
}

std::pair<std::size_t, std::size_t> ScanStudy::span_of(std::uint32_t window) const {
  const ScanWindow& w = windows_[window];
  return {w.from == 0 ? 0 : w.from + folded_, w.to - 1 + folded_};
}

bool ScanStudy::narrow() const {
  // The counts of a zone deviate from what is expected by a few roots, and what is expected from the rounded numbers by at most one per
  // area.
  const auto areas = static_cast<double>(places());
  return areas < ScanBounds::kFar - 1.0 && 12.0 * std::sqrt(ratio_.all) + 200.0 + areas < 2.0 * ScanBounds::kFar &&
         std::all_of(round_.begin(), round_.end(), [](std::int64_t r) { return r < ScanBounds::kFar; });
}

void ScanStudy::circle(std::uint32_t centre, std::vector<Near>& out) const {
  out.clear();
  if (gone_[centre] != 0) return;
  double from = 0.0, below = near_.first_square(centre), inside = 0.0;
  if (!(below > 0.0)) below = 1e-300;
  for (std::size_t done = 0;;) {
    const bool last = below > most_square_ || !std::isfinite(below);
    near_.ring(centre, from, last ? std::nextafter(most_square_, std::numeric_limits<double>::infinity()) : below, out);
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(done), out.end());
    std::size_t keep = done;
    for (; done < out.size(); ++done) {
      if (gone_[out[done].place] != 0) continue;
      inside += population_[out[done].place];
      if (flexible_ > 0 ? keep == flexible_ : inside > most_population_) break;
      out[keep++] = out[done];
    }
    const bool full = done < out.size();
    out.resize(keep);
    done = keep;
    if (full || last || keep == places()) return;
    from = below;
    below *= 2.5;
  }
}

void ScanStudy::zones(std::uint32_t centre, const std::vector<Near>& circle, Zones& out, BestZone* best) const {
  out.place.clear();
  out.expected.clear();
  out.track.clear();
  if (flexible_ > 0) return sets(centre, circle, out, best);
  std::vector<double> expected(periods_ + 1, 0.0);
  std::vector<std::int64_t> round(periods_ + 1, 0), cases(periods_ + 1, 0);
  std::int64_t best_key = 0;
  for (std::uint32_t k = 0; k < circle.size(); ++k) {
    const std::size_t first = circle[k].place * periods_;
    double e = 0.0;
    std::int64_t r = 0, c = 0;
    for (std::size_t t = 0; t < periods_; ++t) {
      expected[t + 1] += e += expected_[first + t];
      round[t + 1] += r += round_[first + t];
      cases[t + 1] += c += cases_[first + t];
    }
    out.place.push_back(circle[k].place);
    for (std::uint32_t w = 0; w < windows_.size(); ++w) {
      const auto [from, to] = windows_[w];
      const double inside = expected[to] - expected[from];
      const std::uint32_t row = bounds_.row(inside);
      out.expected.push_back(inside);
      out.track.push_back({row, static_cast<std::int32_t>(round[to] - round[from] - bounds_.base(row))});
      if (best == nullptr) continue;
      const auto count = static_cast<double>(cases[to] - cases[from]);
      const double ratio = ratio_(count, inside);
      // Compared in billionths: the same zone around another centre may differ by rounding.
      const std::int64_t key = std::llround(ratio * 1e9);
      if (key <= best_key) continue;
      best_key = key;
      *best = {ratio, centre, k, k + 1, w, static_cast<std::uint32_t>(count), inside, circle[k].square};
    }
  }
}

}  // namespace trede::stat
