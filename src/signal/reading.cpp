// SPDX-License-Identifier: EUPL-1.2
#include "signal/reading.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "stat/intervals.hpp"
#include "stat/spatial/autocorrelation.hpp"

namespace trede::signal {
namespace {

// Persons, households or registrations of a series: counted, or the answers of a survey with their design effect taken off.
void read_counts(Reading& r, const PublishedSeries& s) {
  const bool counted = !s.numerator.empty() && !s.denominator.empty();
  const bool answers = !counted && !s.effective_n.empty();
  if (!counted && !answers) return;
  for (const AreaIndex a : r.areas) {
    const double persons = counted ? s.denominator[a] : s.effective_n[a];
    const double events = counted ? s.numerator[a] : s.value[a] / 100.0 * s.effective_n[a];
    if (!(persons > 0.0) || !(events >= 0.0)) {
      r.events.clear();
      r.persons.clear();
      return;
    }
    r.events.push_back(events);
    r.persons.push_back(persons);
  }
  r.counts = counted;
}

}  // namespace

std::vector<std::size_t> series_of(const PublishedFigures& figures, const IndicatorId& indicator) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < figures.series().size(); ++i)
    if (figures.series()[i].indicator == indicator) out.push_back(i);
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return figures.series()[a].period < figures.series()[b].period; });
  return out;
}

Reading read(const SignalInput& input, std::size_t series, AreaLevel level) {
  const PublishedSeries& s = input.figures.series()[series];
  const SeriesEstimate& e = input.estimates.series[series];
  Reading r;
  r.indicator = input.catalogue.indicator(s.indicator);
  r.series = series;
  r.period = s.period;
  r.level = level;
  const auto run = input.areas.run(level);
  const auto& uninhabited = input.figures.uninhabited();
  for (AreaIndex a = run.first; a < run.last; ++a) {
    if (s.missing[a] != Missing::none || !std::isfinite(s.value[a])) continue;
    if (a < uninhabited.size() && uninhabited[a] != 0) continue;
    r.areas.push_back(a);
    r.value.push_back(s.value[a]);
    const bool known = a < e.has.size() && e.has[a] != 0;
    r.error.push_back(known ? (e.upper[a] - e.lower[a]) / (2.0 * stat::kZ95) : -1.0);
  }
  read_counts(r, s);
  return r;
}

std::optional<Reading> latest(const SignalInput& input, const IndicatorId& indicator, AreaLevel level, std::size_t fewest) {
  const std::vector<std::size_t> all = series_of(input.figures, indicator);
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    Reading r = read(input, *it, level);
    if (r.size() >= fewest) return r;
  }
  return std::nullopt;
}

double share_measured_together(const SignalInput& input, const Reading& reading) {
  std::map<std::vector<std::optional<double>>, std::size_t> alike;
  const std::vector<std::size_t> series = series_of(input.figures, reading.indicator->id);
  for (const AreaIndex area : reading.areas) {
    std::vector<std::optional<double>> figures;
    for (const std::size_t i : series) figures.push_back(value_of(input, i, area));
    const auto known = std::count_if(figures.begin(), figures.end(), [](const auto& figure) { return figure.has_value(); });
    // A figure that hardly moves is easily the same in two areas.
    const std::set<std::optional<double>> different(figures.begin(), figures.end());
    if (static_cast<std::size_t>(known) >= kSamePeriods && different.size() > kSamePeriods / 2 + 1) ++alike[std::move(figures)];
  }
  std::size_t together = 0;
  for (const auto& [figures, areas] : alike)
    if (areas > 1) together += areas;
  return reading.areas.empty() ? 0.0 : static_cast<double>(together) / static_cast<double>(reading.areas.size());
}

int adverse(const Indicator& indicator) {
  switch (indicator.direction) {
    case Direction::higher_worse: return 1;
    case Direction::lower_worse: return -1;
    case Direction::context: return 0;
  }
  return 0;
}

bool is_modelled(const SignalInput& input, const Indicator& indicator) {
  if (indicator.measure == Measure::modelled_share) return true;
  for (const PublishedSeries& s : input.figures.series()) {
    if (s.indicator != indicator.id) continue;
    const Source* source = input.catalogue.source(s.lineage.numerator.source);
    if (source != nullptr && source->modelled) return true;
    if (std::any_of(s.status.begin(), s.status.end(), [](Status x) { return x == Status::modelled || x == Status::estimated; }))
      return true;
  }
  return false;
}

bool has_role(const Indicator& indicator, PairRole role) {
  return std::any_of(indicator.pairs.begin(), indicator.pairs.end(), [&](const Pair& p) { return p.role == role; });
}

Admission admit(const SignalInput& input, const Indicator& indicator, bool modelled_too) {
  if (!indicator.in_ladder() || series_of(input.figures, indicator.id).empty()) return {.admitted = false, .silent = true, .why = {}};
  const auto refused = [](const char* nl, const char* en) { return Admission{.admitted = false, .silent = false, .why = {nl, en}}; };
  if (has_role(indicator, PairRole::reach)) {
    return refused("Een hoog cijfer kan hier juist betekenen dat hulp mensen bereikt.",
                   "A high figure may mean here that help reaches people.");
  }
  if (indicator.direction == Direction::context) {
    return refused("Meer of minder is hier niet gunstiger of ongunstiger.", "More or less is not more or less favourable here.");
  }
  if (!modelled_too && is_modelled(input, indicator)) {
    return refused("Dit is een modelschatting. Wat het model niet weet, laat het cijfer niet zien.",
                   "This is a model estimate. What the model does not know, the figure does not show.");
  }
  return {.admitted = true, .silent = false, .why = {}};
}

AreaIndex reference_of(const SignalInput& input, AreaIndex area) {
  if (input.reference == kNoArea) return input.areas.gemeente(area);
  const AreaIndex own = input.areas.gemeente(area);
  return own == kNoArea ? input.reference : own;
}

AreaSet::Run buurten_of(const AreaSet& areas, AreaIndex wijk) {
  const AreaSet::Run all = areas.run(AreaLevel::buurt);
  const auto first_from = [&](AreaIndex parent) {  // the first buurt whose wijk is not before `parent`
    AreaIndex low = all.first, high = all.last;
    while (low < high) {
      const AreaIndex middle = low + (high - low) / 2;
      if (areas.parent(middle) < parent) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {first_from(wijk), first_from(wijk + 1)};
}

std::optional<std::size_t> position(const Reading& reading, AreaIndex area) {
  const auto it = std::lower_bound(reading.areas.begin(), reading.areas.end(), area);
  if (it == reading.areas.end() || *it != area) return std::nullopt;
  return static_cast<std::size_t>(it - reading.areas.begin());
}

std::optional<double> value_of(const SignalInput& input, std::size_t series, AreaIndex area) {
  const PublishedSeries& s = input.figures.series()[series];
  if (area >= s.value.size() || s.missing[area] != Missing::none) return std::nullopt;
  return s.value[area];
}

void Found::add(Found other) {
  const auto move_to = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  move_to(list, other.list);
  move_to(families, other.families);
  move_to(not_looked_at, other.not_looked_at);
}

std::vector<double> family(Found& found, SignalKind kind, std::string id, const std::vector<double>& p) {
  std::vector<double> q = stat::false_discovery(p);
  SignalFamily f;
  f.kind = kind;
  f.id = std::move(id);
  f.tests = static_cast<std::int64_t>(p.size());
  f.rate = kRate;
  for (const double one : q) f.best = std::min(f.best, one);
  found.families.push_back(std::move(f));
  return q;
}

std::string family_id(SignalKind kind, const Indicator& indicator, const Period& period, AreaLevel level) {
  return std::string(published_word(kind)) + "/" + indicator.id.str() + "/" + period.str() + "/" + std::string(to_string(level));
}

std::string signal_id(SignalKind kind, const std::vector<IndicatorId>& indicators, const AreaCode& place) {
  std::string id(published_word(kind));
  for (const IndicatorId& i : indicators) id += "-" + i.str();
  return id + "-" + place.str();
}

Strength strength_of(double q, const std::vector<Stability>& stability) {
  const auto holding =
      static_cast<std::size_t>(std::count_if(stability.begin(), stability.end(), [](const Stability& s) { return s.holds; }));
  if (q <= 0.001 && holding > 0 && holding == stability.size()) return Strength::strong;
  if (q <= 0.01 && 2 * holding >= stability.size()) return Strength::clear;
  return Strength::weak;
}

void check(Signal& signal, Stability made) {
  if (!made.words.empty()) signal.stability.push_back(std::move(made));
}

Text beyond_chance() { return {"Dat is meer dan door toeval te verwachten.", "That is more than chance would give."}; }

Evidence p_value(double p) {
  return {
      .id = "pWaarde", .name = {"Kans op zo'n verschil door toeval", "Chance of such a difference by accident"}, .value = p, .decimals = 6};
}
Evidence q_value(double q) {
  return {.id = "qWaarde",
          .name = {"Aandeel toevalstreffers onder alles wat even sterk is", "Share of chance findings among all that is as strong"},
          .value = q,
          .decimals = 6};
}
double upper_tail(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

}  // namespace trede::signal
