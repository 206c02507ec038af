// SPDX-License-Identifier: EUPL-1.2
#include "estimate/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "stat/intervals.hpp"
#include "stat/two_samples.hpp"

namespace trede {
namespace {

constexpr double kRate = 0.05;  // of false discoveries
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kFewestLikes = 5;
constexpr double kMostOfWhole = 0.98;  // above this the rest is nobody

double p_of(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

// Nothing that is this close can pass, so its p need not be known: 1. With few cases the score is the smallest of the usual statistics,
// and below 1.5 the counted tail is above 5 % for every expected number.
constexpr double kNotEvenClose = 1.5;
bool not_even_close(const stat::Counted& a, const stat::Counted& b, bool share) {
  const double n = a.n + b.n, x = a.x + b.x, pi = a.n / n;
  const double difference = a.x - x * pi;
  const double variance = x * pi * (1.0 - pi) * (share ? (n - x) / n : 1.0);
  return difference * difference < kNotEvenClose * kNotEvenClose * variance;
}

double p_of_counts(const stat::Counted& a, const stat::Counted& b, bool share) {
  if (not_even_close(a, b, share)) return 1.0;
  const auto outcome = share ? stat::compare_shares(a, b) : stat::compare_rates(a, b);
  return outcome ? outcome->p : kNaN;
}

class Comparer {
 public:
  Comparer(const Surroundings& around, const Basis& basis, const Basis* earlier, const Text& barred)
      : around_(around),
        basis_(basis),
        earlier_(earlier),
        barred_(barred),
        indicator_(*around.catalogue.indicator(basis.series().indicator)),
        power_(std::pow(10.0, indicator_.decimals)),
        total_(indicator_.unit == Unit::number && indicator_.decimals == 0) {}

  Comparison against(Versus versus) {
    const std::size_t n = around_.areas.size();
    p_.assign(n, kNaN);
    reference_.assign(n, kNaN);
    bool any = false;
    for (AreaIndex a = 0; a < n; ++a) {
      if (!there(basis_, a)) continue;
      if (versus == Versus::earlier) test_earlier(a);
      else if (versus == Versus::comparable) test_likes(a);
      else test_whole(a, around_.whole_of(versus, a));
      any = any || !std::isnan(reference_[a]);
    }
    Comparison out;
    if (any) judge(out);
    if (any) out.why = why(versus);
    return out;
  }

 private:
  static bool there(const Basis& b, AreaIndex a) { return b.series().missing[a] == Missing::none; }

  void test_whole(AreaIndex a, AreaIndex whole) {
    if (whole == kNoArea || whole == a || total_ || !there(basis_, whole)) return;
    reference_[a] = basis_.value(whole);
    if (!basis_.has(a) || !basis_.has(whole)) return;
    if (basis_.rests() == Rests::published) {
      const double w = around_.part_of(a, whole), own = basis_.variance(a, 0.0);
      const double variance = std::max((1.0 - w) * (1.0 - w) * own, (1.0 - 2.0 * w) * own + basis_.variance(whole, 0.0));
      if (w < kMostOfWhole && variance > 0.0) p_[a] = p_of((basis_.value(a) - basis_.value(whole)) / std::sqrt(variance));
    } else if (basis_.rests() == Rests::survey) {
      p_[a] = of_answers(a, whole);
    } else if (basis_.rests() != Rests::nothing) {
      p_[a] = of_counts(a, whole);
    }
  }

  // The area against the whole minus the area.
  [[nodiscard]] double of_counts(AreaIndex a, AreaIndex whole) const {
    const double n = basis_.n(a), rest = basis_.n(whole) - n, part = n / basis_.n(whole);
    if (part > kMostOfWhole) return kNaN;
    const bool share = basis_.rests() == Rests::share;
    const double x = std::clamp(basis_.x(whole) - basis_.x(a), 0.0, share ? rest : std::numeric_limits<double>::max());
    // An error in the area's count is in the rest with the other sign.
    return p_of_counts({basis_.x(a), n, basis_.error(a) / ((1.0 - part) * (1.0 - part))}, {x, rest, basis_.error(whole)}, share);
  }

  // The same for a weighted sample: the area weighs as much as its inhabitants.
  [[nodiscard]] double of_answers(AreaIndex a, AreaIndex whole) const {
    const double n = basis_.n(a), all = basis_.n(whole), known = around_.part_of(a, whole);
    const double part = known > 0.0 ? known : n / all;
    if (part > kMostOfWhole || all - n < 1.0) return kNaN;
    const double rest = std::clamp((basis_.x(whole) / all - part * basis_.x(a) / n) / (1.0 - part), 0.0, 1.0);
    return p_of_counts({basis_.x(a), n, basis_.error(a)}, {rest * (all - n), all - n, basis_.error(whole)}, true);
  }

  void test_earlier(AreaIndex a) {
    if (earlier_ == nullptr || !there(*earlier_, a)) return;
    reference_[a] = earlier_->value(a);
    const auto moved = [&](const Basis& b) { return b.series().status[a] == Status::carried_over; };
    if (!barred_.empty() || !basis_.has(a) || !earlier_->has(a) || basis_.rests() != earlier_->rests()) return;
    if (moved(basis_) || moved(*earlier_)) return;
    if (basis_.rests() == Rests::published) {
      const double variance = basis_.variance(a, 0.0) + earlier_->variance(a, 0.0);
      if (variance > 0.0) p_[a] = p_of((basis_.value(a) - earlier_->value(a)) / std::sqrt(variance));
      return;
    }
    p_[a] = p_of_counts({basis_.x(a), basis_.n(a), basis_.error(a)}, {earlier_->x(a), earlier_->n(a), earlier_->error(a)},
                        basis_.rests() != Rests::rate);
  }

  void test_likes(AreaIndex a) {
    if (around_.comparable.nearest.empty() || total_) return;
    double weight = 0.0, sum = 0.0;
    std::size_t count = 0;
    likes_.clear();
    const bool counted = basis_.rests() != Rests::nothing && basis_.rests() != Rests::published;
    for (const AreaIndex other : around_.comparable.nearest[a]) {
      if (!there(basis_, other) || (basis_.rests() != Rests::nothing && !basis_.has(other))) continue;
      const double w = counted ? basis_.n(other) : std::max(1.0, around_.figures.inhabitants()[other]);
      weight += w;
      sum += w * basis_.value(other);
      likes_.push_back(other);
      ++count;
    }
    if (count < kFewestLikes) return;
    const double pooled = sum / weight;
    reference_[a] = pooled;
    if (!basis_.has(a) || basis_.rests() == Rests::nothing) return;
    const double off = basis_.value(a) - pooled, own = basis_.variance(a, pooled / basis_.scale());
    if (off * off < stat::kZ95 * stat::kZ95 * own) {
      p_[a] = 1.0;  // the likes' own variance can only add to it
      return;
    }
    const std::optional<double> of_likes = variance_of_likes(pooled, weight, counted);
    if (!of_likes) {
      p_[a] = counted ? p_of_nought(a, weight, pooled) : kNaN;
      return;
    }
    p_[a] = p_of(off / std::sqrt(own + *of_likes));
  }

  // All likes at nought (or all of everything): no spread to estimate.
  [[nodiscard]] double p_of_nought(AreaIndex a, double n, double pooled) const {
    return p_of_counts({basis_.x(a), basis_.n(a), basis_.error(a)}, {n * pooled / basis_.scale(), n, 0.0}, basis_.rests() != Rests::rate);
  }

  // Variance of the likes' figure together, chance and their own differences; nullopt when their own variances are nought.
  std::optional<double> variance_of_likes(double pooled, double weight, bool counted) {
    double s1 = 0.0, s2 = 0.0, sy = 0.0;
    variances_.clear();
    for (const AreaIndex other : likes_) {
      const double v = basis_.variance(other, pooled / basis_.scale());
      if (!(v > 0.0)) return std::nullopt;
      variances_.push_back(v);
      s1 += 1.0 / v;
      s2 += 1.0 / (v * v);
      sy += basis_.value(other) / v;
    }
    double q = 0.0;
    for (std::size_t i = 0; i < likes_.size(); ++i) {
      const double d = basis_.value(likes_[i]) - sy / s1;
      q += d * d / variances_[i];
    }
    const double spread = std::max(0.0, (q - static_cast<double>(likes_.size() - 1)) / (s1 - s2 / s1));
    double out = 0.0;
    for (std::size_t i = 0; i < likes_.size(); ++i) {
      const double w = (counted ? basis_.n(likes_[i]) : std::max(1.0, around_.figures.inhabitants()[likes_[i]])) / weight;
      out += w * w * (variances_[i] + spread);
    }
    return out;
  }

  void judge(Comparison& out) const {
    out.judgement.assign(p_.size(), Judgement::unknown);
    out.reference.assign(p_.size(), std::numeric_limits<float>::quiet_NaN());
    for (const AreaLevel level : kAreaLevels) {
      const AreaSet::Run run = around_.areas.run(level);
      const std::span<const double> p(p_.data() + run.first, run.last - run.first);
      const double threshold = discovery_threshold(p, kRate);
      for (AreaIndex a = run.first; a < run.last; ++a) {
        if (std::isnan(reference_[a])) continue;
        out.reference[a] = static_cast<float>(reference_[a]);
        if (std::isnan(p_[a])) out.judgement[a] = Judgement::none;
        else if (p_[a] > threshold || std::round(basis_.value(a) * power_) == std::round(reference_[a] * power_))
          out.judgement[a] = Judgement::similar;
        else out.judgement[a] = judged(indicator_.direction, basis_.value(a) - reference_[a]);
      }
    }
  }

  [[nodiscard]] Text why(Versus versus) const {
    if (versus == Versus::earlier && !barred_.empty()) return barred_;
    if (basis_.rests() != Rests::nothing) return {};
    return {"Geen oordeel: bij dit cijfer is geen marge te berekenen, dus toeval is niet uit te sluiten.",
            "No judgement: no interval can be computed for this figure, so chance cannot be ruled out."};
  }

  const Surroundings& around_;
  const Basis& basis_;
  const Basis* earlier_;
  const Text& barred_;
  const Indicator& indicator_;
  double power_;
  bool total_;  // residents, households: of a larger area there are simply more
  std::vector<double> p_, reference_, variances_;
  std::vector<AreaIndex> likes_;
};

bool same_measure(const Period& a, const Period& b) {
  return a.kind() == b.kind() && a.last_year() - a.first_year() == b.last_year() - b.first_year();
}

}  // namespace

AreaIndex Surroundings::whole_of(Versus versus, AreaIndex area) const {
  const AreaLevel level = areas.level(area);
  if (level == AreaLevel::land) return kNoArea;
  if (versus == Versus::land) return 0;
  if (versus == Versus::wijk) return level == AreaLevel::buurt ? areas.parent(area) : kNoArea;
  if (versus != Versus::gemeente || level == AreaLevel::gemeente) return kNoArea;
  return own_gemeente ? areas.gemeente(area) : reference;
}

double Surroundings::part_of(AreaIndex area, AreaIndex whole) const {
  AreaIndex up = area;
  while (up != kNoArea && up != whole) up = areas.parent(up);
  const std::vector<double>& living = figures.inhabitants();
  if (up == kNoArea || living.size() != areas.size() || living[area] <= 0.0 || living[whole] <= 0.0) return 0.0;
  return std::min(1.0, living[area] / living[whole]);
}

Before before(const Catalogue& catalogue, const PublishedFigures& figures, std::size_t series) {
  const PublishedSeries& now = figures.series()[series];
  const auto has_figures = [](const PublishedSeries& s) {
    return std::any_of(s.missing.begin(), s.missing.end(), [](Missing m) { return m == Missing::none; });
  };
  Before out;
  for (std::size_t i = series; i-- > 0 && figures.series()[i].indicator == now.indicator;) {
    const PublishedSeries& old = figures.series()[i];
    if (!(old.period.end() < now.period.begin()) || !has_figures(old)) continue;
    out.series = &old;
    break;
  }
  if (out.series == nullptr) return out;
  const PublishedSeries& old = *out.series;
  const Indicator& indicator = *catalogue.indicator(now.indicator);
  const Source* source = catalogue.source(now.lineage.numerator.source);
  if (indicator.measure == Measure::modelled_share || (source != nullptr && source->modelled)) {
    out.barred = {"Geen oordeel over de tijd: dit is een modelschatting. Een verschil tussen twee jaren kan uit het model komen.",
                  "No judgement over time: this is a model estimate. A difference between two years can come from the model."};
  } else if (old.lineage.numerator.source != now.lineage.numerator.source) {
    out.barred = {"Geen oordeel over de tijd: het eerdere cijfer komt uit een andere bron.",
                  "No judgement over time: the earlier figure comes from another source."};
  } else if (!same_measure(old.period, now.period)) {
    out.barred = {"Geen oordeel over de tijd: het eerdere cijfer gaat over een ander soort periode.",
                  "No judgement over time: the earlier figure is about another kind of period."};
  }
  for (const SeriesBreak& one : indicator.breaks)
    if (out.barred.empty() && old.period.begin() < one.period.begin() && one.period.begin() <= now.period.end())
      out.barred = {"Geen oordeel over de tijd: er wordt sindsdien anders geteld. " + one.reason.nl,
                    "No judgement over time: counting has changed since. " + one.reason.en};
  return out;
}

std::array<Comparison, kVersus> comparisons_of(const Surroundings& around, const Basis& basis, const Basis* earlier, const Text& barred) {
  Comparer comparer(around, basis, earlier, barred);
  std::array<Comparison, kVersus> out;
  for (const Versus v : {Versus::gemeente, Versus::land, Versus::wijk, Versus::comparable, Versus::earlier})
    out[static_cast<std::size_t>(v)] = comparer.against(v);
  return out;
}

double discovery_threshold(std::span<const double> p, double q) {
  std::vector<double> candidates;
  std::size_t tests = 0;
  for (const double one : p) {
    if (std::isnan(one)) continue;
    ++tests;
    if (one <= q) candidates.push_back(one);
  }
  // The largest k with at least k values of p up to k q / m, from above.
  std::size_t k = candidates.size();
  while (k > 0) {
    const double limit = q * static_cast<double>(k) / static_cast<double>(tests);
    const auto found = static_cast<std::size_t>(std::count_if(candidates.begin(), candidates.end(), [&](double v) { return v <= limit; }));
    if (found == k) return limit;
    k = found;
  }
  return -1.0;
}

Judgement judged(Direction direction, double difference) {
  if (direction == Direction::context) return difference > 0.0 ? Judgement::higher : Judgement::lower;
  const bool worse = (direction == Direction::higher_worse) == (difference > 0.0);
  return worse ? Judgement::worse : Judgement::better;
}

}  // namespace trede
