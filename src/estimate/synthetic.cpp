// SPDX-License-Identifier: EUPL-1.2
#include "estimate/synthetic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "stat/small_area/synthetic.hpp"

namespace trede {
namespace {

// In order of how often such figures go together with what the ladder counts: money, living alone, age, surroundings.
// Origin is never one of them.
constexpr std::array<std::string_view, 6> kCovariates = {
    "t1-bijstand",           "t1-alleenwonend", "t1-lage-inkomens", "context-leeftijd-65plus", "context-omgevingsadressendichtheid",
    "context-leeftijd-15-24"};

// Nothing is estimated about crime and addiction: a model that fills in where offenders or addicts would live describes the covariates and
// harms the people there.
constexpr std::array<std::string_view, 2> kNever = {"criminaliteit", "middelengebruik"};
constexpr double kWidest = 4.0;  // upper over lower bound; beyond it an estimate says too little to be shown

struct Job {
  const Catalogue& catalogue;
  const PublishedFigures& figures;
  const AreaSet& areas;
  AreaSet::Run wijken, buurten;

  [[nodiscard]] double persons(AreaIndex a) const { return std::max(0.0, figures.inhabitants()[a]); }
};

const PublishedSeries* latest(const PublishedFigures& figures, std::span<const std::size_t> series, std::size_t& at) {
  for (std::size_t i = series.size(); i-- > 0;) {
    const PublishedSeries& s = figures.series()[series[i]];
    if (std::none_of(s.missing.begin(), s.missing.end(), [](Missing m) { return m == Missing::none; })) continue;
    at = series[i];
    return &s;
  }
  return nullptr;
}

// The series of a covariate nearest in time with figures for nearly all buurten that have persons.
const PublishedSeries* covariate(const Job& job, std::string_view id, const Period& period) {
  const Indicator* indicator = job.catalogue.indicator(IndicatorId(std::string(id)));
  if (indicator == nullptr) return nullptr;
  const PublishedSeries* best = nullptr;
  int distance = 0;
  for (const PublishedSeries& s : job.figures.series()) {
    if (s.indicator != indicator->id) continue;
    const Source* source = job.catalogue.source(s.lineage.numerator.source);
    if (source == nullptr || source->access != Access::open || source->modelled) return nullptr;
    double all = 0.0, known = 0.0;
    for (AreaIndex b = job.buurten.first; b < job.buurten.last; ++b) {
      if (job.persons(b) < kFewestToEstimate) continue;
      all += 1.0;
      known += s.missing[b] == Missing::none ? 1.0 : 0.0;
    }
    if (all <= 0.0 || known < kMostlyKnown * all) continue;
    const int d = std::abs(s.period.last_year() - period.last_year());
    if (best == nullptr || d < distance || (d == distance && best->period < s.period)) {
      best = &s;
      distance = d;
    }
  }
  return best;
}

struct Covariates {
  std::vector<IndicatorId> ids;
  std::vector<double> x;            // buurt after buurt, standardised
  std::vector<std::uint8_t> known;  // by buurt
};

Covariates covariates(const Job& job, const Indicator& indicator, const Period& period, std::size_t most) {
  Covariates out;
  std::vector<const PublishedSeries*> chosen;
  for (const std::string_view id : kCovariates) {
    if (chosen.size() == most) break;
    if (indicator.id.str() == id) continue;
    const PublishedSeries* s = covariate(job, id, period);
    if (s == nullptr) continue;
    chosen.push_back(s);
    out.ids.push_back(s->indicator);
  }
  const std::size_t k = chosen.size(), n = job.buurten.last - job.buurten.first;
  out.known.assign(n, 1);
  out.x.assign(n * k, 0.0);
  for (std::size_t c = 0; c < k; ++c) {
    const bool density = job.catalogue.indicator(chosen[c]->indicator)->unit == Unit::per_km2;
    double count = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t b = 0; b < n; ++b) {
      const auto a = static_cast<AreaIndex>(job.buurten.first + b);
      if (chosen[c]->missing[a] != Missing::none) {
        out.known[b] = 0;
        continue;
      }
      const double v = density ? std::log1p(std::max(0.0, chosen[c]->value[a])) : chosen[c]->value[a];
      out.x[b * k + c] = v;
      count += 1.0;
      sum += v;
      squares += v * v;
    }
    const double mean = sum / count;
    const double spread = std::sqrt(std::max(0.0, squares / count - mean * mean));
    for (std::size_t b = 0; b < n; ++b) out.x[b * k + c] = spread > 0.0 ? (out.x[b * k + c] - mean) / spread : 0.0;
  }
  return out;
}

// Wijken of which nearly everybody lives in a buurt with covariates; the rest is left out with all its buurten.
std::vector<std::uint32_t> places(const Job& job, const Basis& basis, const Covariates& x, std::vector<double>& persons) {
  const std::size_t n = job.buurten.last - job.buurten.first;
  std::vector<double> all(job.wijken.last - job.wijken.first, 0.0), known(all.size(), 0.0);
  persons.assign(n, 0.0);
  for (std::size_t b = 0; b < n; ++b) {
    const auto a = static_cast<AreaIndex>(job.buurten.first + b);
    const std::size_t w = job.areas.parent(a) - job.wijken.first;
    all[w] += job.persons(a);
    if (x.known[b] == 0) continue;
    persons[b] = job.persons(a);
    known[w] += persons[b];
  }
  std::vector<std::uint32_t> out(n, stat::kNoWijk);
  for (std::size_t b = 0; b < n; ++b) {
    const auto a = static_cast<AreaIndex>(job.buurten.first + b);
    const std::size_t w = job.areas.parent(a) - job.wijken.first;
    if (x.known[b] != 0 && basis.has(job.areas.parent(a)) && known[w] > 0.0 && known[w] >= kMostlyKnown * all[w])
      out[b] = static_cast<std::uint32_t>(w);
  }
  return out;
}

// Treden 0-1 and 2, the first two of the ladder, outside kNever.
bool of_people_at_home(const Catalogue& catalogue, const Indicator& indicator) {
  if (std::find(kNever.begin(), kNever.end(), indicator.leefgebied.str()) != kNever.end()) return false;
  return indicator.in_ladder() && catalogue.trede_order(indicator.trede) < 2 && indicator.measure != Measure::event_rate;
}

bool wanted(const Job& job, const PublishedSeries& s, AreaIndex a) {
  return s.missing[a] != Missing::none && s.missing[a] != Missing::not_applicable && s.missing[a] != Missing::impossible &&
         job.figures.uninhabited()[a] == 0 && job.persons(a) >= kFewestToEstimate;
}

Text words(const Catalogue& catalogue, const std::vector<IndicatorId>& ids, const stat::SyntheticFit& fit) {
  Text names;
  for (const IndicatorId& id : ids) {
    const Text& name = catalogue.indicator(id)->name;
    names.nl += (names.nl.empty() ? "" : "; ") + name.nl;
    names.en += (names.en.empty() ? "" : "; ") + name.en;
  }
  return {
      fmt::format("Een schatting van trede, geen meting. Het cijfer van de wijk is verdeeld over de buurten met open cijfers: {}. De "
                  "samenhang is bepaald over {} wijken; de buurten van een wijk komen samen op het cijfer van de wijk uit. Alleen wat in "
                  "deze editie staat is gebruikt.",
                  names.nl, fit.wijken),
      fmt::format("An estimate by trede, not a measurement. The figure of the wijk is spread over its buurten by open figures: {}. The "
                  "relation was found over {} wijken; the buurten of a wijk together give the wijk's figure. Only what is in this edition "
                  "was used.",
                  names.en, fit.wijken)};
}

}  // namespace

std::optional<Synthetic> synthetic_of(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, const Units& units,
                                      const Indicator& indicator, std::span<const std::size_t> series) {
  Synthetic out;
  const PublishedSeries* s = latest(figures, series, out.series);
  if (s == nullptr || !of_people_at_home(catalogue, indicator) || figures.inhabitants().size() != areas.size()) return std::nullopt;
  const Basis basis(catalogue, figures, units, *s);
  if (basis.modelled() || basis.rests() == Rests::nothing || basis.rests() == Rests::published) return std::nullopt;
  const Job job{catalogue, figures, areas, areas.run(AreaLevel::wijk), areas.run(AreaLevel::buurt)};
  bool any = false;
  for (AreaIndex b = job.buurten.first; b < job.buurten.last && !any; ++b) any = wanted(job, *s, b);
  std::size_t published = 0;
  for (AreaIndex w = job.wijken.first; w < job.wijken.last; ++w) published += basis.has(w) ? 1U : 0U;
  if (!any || published < 2 * kWijkenEach) return std::nullopt;
  const Covariates x = covariates(job, indicator, s->period, std::min(published / kWijkenEach, kCovariates.size()));
  if (x.ids.empty()) return std::nullopt;

  const bool share = basis.rests() != Rests::rate;
  const double unit = share ? basis.scale() : 1.0;
  std::vector<double> value, variance, persons;
  for (AreaIndex w = job.wijken.first; w < job.wijken.last; ++w) {
    value.push_back(basis.has(w) ? basis.value(w) / unit : 0.0);
    variance.push_back(basis.has(w) ? basis.variance(w, basis.x(w) / basis.n(w)) / (unit * unit) : 0.0);
  }
  const std::vector<std::uint32_t> wijk = places(job, basis, x, persons);
  std::vector<std::optional<stat::KnownFigure>> known(persons.size());
  for (std::size_t b = 0; b < known.size(); ++b) {
    const auto a = static_cast<AreaIndex>(job.buurten.first + b);
    if (basis.has(a)) known[b] = stat::KnownFigure{basis.value(a) / unit, basis.variance(a, basis.x(a) / basis.n(a)) / (unit * unit)};
  }
  const auto fit = stat::synthetic({.wijk_value = value,
                                    .wijk_variance = variance,
                                    .wijk = wijk,
                                    .persons = persons,
                                    .covariate = x.x,
                                    .covariates = x.ids.size(),
                                    .known = known,
                                    .scale = share ? stat::Scale::logit : stat::Scale::log,
                                    .level = 0.95});
  if (!fit) return std::nullopt;
  out.indicator = indicator.id;
  out.covariates = x.ids;
  out.value.assign(areas.size(), 0.0);
  out.lower.assign(areas.size(), 0.0);
  out.upper.assign(areas.size(), 0.0);
  out.has.assign(areas.size(), 0);
  bool made = false;
  for (std::size_t b = 0; b < persons.size(); ++b) {
    const auto a = static_cast<AreaIndex>(job.buurten.first + b);
    if (!fit->buurt[b] || !wanted(job, *s, a) || fit->buurt[b]->upper > kWidest * fit->buurt[b]->lower) continue;
    out.value[a] = fit->buurt[b]->value * unit;
    out.lower[a] = fit->buurt[b]->lower * unit;
    out.upper[a] = fit->buurt[b]->upper * unit;
    out.has[a] = 1;
    made = true;
  }
  if (!made) return std::nullopt;
  out.method = words(catalogue, x.ids, *fit);
  return out;
}

}  // namespace trede
