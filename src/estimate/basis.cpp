// SPDX-License-Identifier: EUPL-1.2
#include "estimate/basis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "stat/intervals.hpp"

namespace trede {
namespace {

constexpr int kYearsAround = 2;            // a number of households changes little in two years
constexpr double kCellKeyVariance = 6.25;  // that of docs/concepts/rounding-and-cell-key.md

double of_rounding(int base) { return base > 1 ? static_cast<double>(base) * base / 6.0 : 0.0; }

// What the source and trede itself did to a count.
double error_of(const Catalogue& catalogue, const PublishedFigures& figures, const SourceId& id) {
  const Source* source = catalogue.source(id);
  if (source == nullptr) return 0.0;
  if (source->disclosure == SourceDisclosure::published) return of_rounding(source->rounding_base);
  for (const RuleUsed& used : figures.rules()) {
    if (used.source != id || source->disclosure != SourceDisclosure::counts) continue;
    if (used.rule.method == ProtectionMethod::rounding) return of_rounding(used.rule.rounding_base);
    if (used.rule.method == ProtectionMethod::cell_key) return kCellKeyVariance;
  }
  return of_rounding(source->rounding_base);
}

// The denominator whose column a context figure shows.
bool shows(const Indicator& context, const Denominator& denominator) {
  if (context.group.empty() || context.unit != Unit::number) return false;
  for (const Figures& ours : context.figures)
    for (const Figures& theirs : denominator.figures)
      if (ours.source == theirs.source && ours.columns.value && theirs.columns.numerator.size() == 1 &&
          *ours.columns.value == theirs.columns.numerator.front())
        return true;
  return false;
}

DenominatorId denominator_of(const Indicator& indicator) {
  if (!indicator.denominator.empty()) return indicator.denominator;
  if (indicator.counts == Counts::households) return DenominatorId("huishoudens");
  if (indicator.counts == Counts::dwellings) return DenominatorId("woningen");
  return {};
}

bool is_share(const Indicator& indicator) {
  return indicator.measure == Measure::register_share || (indicator.measure == Measure::context_value && indicator.unit == Unit::percent);
}

// The step to which the gate rounds the share of n answers (disclose/rules.hpp, share_step), as a fraction.
double answer_step(double n) {
  for (double decade = 1e-5;; decade *= 10.0)
    for (const double times : {1.0, 2.0, 5.0})
      if (times * decade * n >= 1.0 - 1e-11) return times * decade;
}

bool relative(Unit unit) { return unit == Unit::percent || unit == Unit::per_1000 || unit == Unit::per_10000; }

}  // namespace

Units::Units(const Catalogue& catalogue, const PublishedFigures& figures) : figures_(figures) {
  std::map<IndicatorId, DenominatorId> shown;
  for (const Indicator& context : catalogue.indicators)
    for (const Denominator& denominator : catalogue.denominators)
      if (shows(context, denominator)) shown.emplace(context.id, denominator.id);
  for (std::size_t i = 0; i < figures.series().size(); ++i) {
    const auto found = shown.find(figures.series()[i].indicator);
    if (found != shown.end() && figures.series()[i].period.kind() == PeriodKind::year) series_[found->second].push_back(i);
  }
}

const PublishedSeries* Units::of(const Indicator& indicator, int year) const {
  const auto found = series_.find(denominator_of(indicator));
  if (found == series_.end()) return nullptr;
  const PublishedSeries* best = nullptr;
  int distance = kYearsAround + 1;
  for (const std::size_t i : found->second) {
    const PublishedSeries& s = figures_.series()[i];
    const int d = std::abs(s.period.first_year() - year);
    if (d < distance) {
      best = &s;
      distance = d;
    }
  }
  return best;
}

Basis::Basis(const Catalogue& catalogue, const PublishedFigures& figures, const Units& units, const PublishedSeries& series)
    : series_(series), has_(series.value.size(), 0) {
  const Indicator& indicator = *catalogue.indicator(series.indicator);
  const Source* source = catalogue.source(series.lineage.numerator.source);
  modelled_ = indicator.measure == Measure::modelled_share || (source != nullptr && source->modelled);
  scale_ = unit_scale(indicator.unit);
  if (!series.lower.empty()) {
    take_published();
  } else if (modelled_) {
    return;  // a model without its interval: counts beside it would not be its own
  } else if (!series.effective_n.empty()) {
    take_answers();
  } else if (!series.numerator.empty() && !series.denominator.empty()) {
    x_error_ = error_of(catalogue, figures, series.lineage.numerator.source);
    if (series.lineage.denominator) n_error_ = error_of(catalogue, figures, series.lineage.denominator->source);
    take_counts(indicator);
  } else if (relative(indicator.unit) && indicator.measure != Measure::survey_share) {
    value_step_ = std::pow(10.0, -indicator.decimals);
    borrow(indicator, units);
  }
}

void Basis::take_published() {
  rests_ = Rests::published;
  for (AreaIndex a = 0; a < has_.size(); ++a)
    has_[a] = series_.missing[a] == Missing::none && std::isfinite(series_.lower[a]) && std::isfinite(series_.upper[a]) ? 1 : 0;
}

void Basis::take_counts(const Indicator& indicator) {
  rests_ = is_share(indicator) ? Rests::share : Rests::rate;
  x_ = series_.numerator;
  n_ = series_.denominator;
  for (AreaIndex a = 0; a < has_.size(); ++a) {
    if (series_.missing[a] != Missing::none || n_[a] <= 0.0) continue;
    has_[a] = 1;
    if (x_[a] > n_[a]) rests_ = Rests::rate;  // rounding, or registrations: then it is no share of n
  }
}

void Basis::take_answers() {
  rests_ = Rests::survey;
  own_x_.assign(has_.size(), 0.0);
  own_n_.assign(has_.size(), 0.0);
  for (AreaIndex a = 0; a < has_.size(); ++a) {
    if (series_.missing[a] != Missing::none || series_.effective_n[a] <= 0.0) continue;
    own_n_[a] = series_.effective_n[a];
    own_x_[a] = std::clamp(series_.value[a] / scale_, 0.0, 1.0) * own_n_[a];
    has_[a] = 1;
  }
  x_ = own_x_;
  n_ = own_n_;
}

void Basis::borrow(const Indicator& indicator, const Units& units) {
  const int year = (series_.period.first_year() + series_.period.last_year()) / 2;
  const PublishedSeries* whole = units.of(indicator, year);
  if (whole == nullptr) return;
  own_x_.assign(has_.size(), 0.0);
  own_n_.assign(has_.size(), 0.0);
  bool any = false;
  for (AreaIndex a = 0; a < has_.size(); ++a) {
    if (series_.missing[a] != Missing::none || whole->missing[a] != Missing::none || whole->value[a] <= 0.0) continue;
    own_n_[a] = whole->value[a];
    own_x_[a] = std::max(0.0, series_.value[a]) / scale_ * own_n_[a];
    has_[a] = 1;
    any = true;
  }
  if (!any) return;
  borrowed_ = true;
  rests_ = indicator.unit == Unit::percent ? Rests::share : Rests::rate;
  x_ = own_x_;
  n_ = own_n_;
}

double Basis::error(AreaIndex a) const {
  const double n = n_[a], share = x_[a] / n;
  double step = value_step_ / scale_;
  if (rests_ == Rests::survey) step = answer_step(std::max(1.0, series_.respondents.empty() ? n : series_.respondents[a]));
  const double of_value = step * n * step * n / 12.0;
  return x_error_ + share * share * n_error_ + of_value;
}

double Basis::variance(AreaIndex a, double at) const {
  if (rests_ == Rests::published) {
    const double se = (series_.upper[a] - series_.lower[a]) / (2.0 * stat::kZ95);
    return se * se;
  }
  const double n = n_[a];
  const double spread = rests_ == Rests::rate ? at / n : at * (1.0 - at) / n;
  return scale_ * scale_ * (std::max(0.0, spread) + error(a) / (n * n));
}

}  // namespace trede
