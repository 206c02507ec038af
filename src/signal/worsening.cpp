// SPDX-License-Identifier: EUPL-1.2
#include "signal/worsening.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace trede::signal {
namespace {

constexpr SignalKind kKind = SignalKind::worse_and_worsening;

struct Both {
  std::uint32_t at = 0;  // position in the reading
  double reference = 0, p_level = 1, p_course = 1;
  bool worsening = false;
};

// How far from the reference, in standard errors of both.
std::optional<double> distance(const SignalInput& input, const Reading& r, std::uint32_t i, double reference) {
  if (r.error[i] < 0) return std::nullopt;
  const SeriesEstimate& e = input.estimates.series[r.series];
  const AreaIndex other = reference_of(input, r.areas[i]);
  double error = r.error[i];
  if (other < e.has.size() && e.has[other] != 0) error = std::hypot(error, (e.upper[other] - e.lower[other]) / (2.0 * 1.959963984540054));
  if (!(error > 0)) return std::nullopt;
  return adverse(*r.indicator) * (r.value[i] - reference) / error;
}

// The areas judged less favourable, with the chance of their course.
std::vector<Both> both(const SignalInput& input, const Reading& r, const IndicatorCourse& course) {
  const Comparison& versus = input.estimates.series[r.series].versus[static_cast<std::size_t>(Versus::gemeente)];
  std::vector<Both> out;
  for (std::uint32_t i = 0; i < r.size(); ++i) {
    const AreaIndex a = r.areas[i];
    const auto reference = value_of(input, r.series, reference_of(input, a));
    if (!reference || a >= course.p.size() || !std::isfinite(course.p[a])) continue;
    const auto z = distance(input, r, i, *reference);
    if (!z) continue;
    Both b;
    b.at = i;
    b.reference = *reference;
    b.p_level = std::min(1.0, 2.0 * upper_tail(std::abs(*z)));
    b.p_course = course.p[a];
    if (a >= versus.judgement.size() || versus.judgement[a] != Judgement::worse || !(*z > 0)) continue;
    b.worsening = a < course.judgement.size() && course.judgement[a] == Judgement::worse;
    out.push_back(b);
  }
  return out;
}

// The wijk of a buurt moves the same way, or (for a wijk) at least half of its buurten with a course do.
Stability by_level(const SignalInput& input, const IndicatorCourse& course, AreaIndex area, const Indicator& indicator) {
  const double sign = adverse(indicator);
  const auto moves = [&](AreaIndex a) -> std::optional<bool> {
    if (a >= course.slope.size() || !std::isfinite(course.slope[a])) return std::nullopt;
    return sign * course.slope[a] > 0;
  };
  Stability out;
  out.id = "niveau";
  if (input.areas.level(area) == AreaLevel::buurt) {
    const auto wijk = moves(input.areas.parent(area));
    if (!wijk) return out;
    out.holds = *wijk;
    out.words = out.holds ? Text{"De hele wijk beweegt dezelfde kant op.", "The whole wijk moves the same way."}
                          : Text{"De hele wijk beweegt niet dezelfde kant op.", "The whole wijk does not move the same way."};
    return out;
  }
  int same_way = 0, known = 0;
  const auto buurten = buurten_of(input.areas, area);
  for (AreaIndex b = buurten.first; b < buurten.last; ++b) {
    const auto m = moves(b);
    if (!m) continue;
    ++known;
    same_way += *m ? 1 : 0;
  }
  out.holds = known > 0 && 2 * same_way >= known;
  if (known == 0) return out;
  out.words = Text{fmt::format("{} van de {} buurten met een verloop gaan dezelfde kant op.", same_way, known),
                   fmt::format("{} of the {} buurten with a course move the same way.", same_way, known)};
  return out;
}

// Also without the latest figure the area was less favourable than the reference.
Stability by_year(const SignalInput& input, const Reading& r, const Both& b) {
  const std::vector<std::size_t> all = series_of(input.figures, r.indicator->id);
  Stability out;
  out.id = "eerder";
  const auto it = std::find(all.begin(), all.end(), r.series);
  const AreaIndex a = r.areas[b.at];
  if (it != all.begin() && it != all.end()) {
    const auto value = value_of(input, *(it - 1), a);
    const auto reference = value_of(input, *(it - 1), reference_of(input, a));
    out.holds = value && reference && adverse(*r.indicator) * (*value - *reference) > 0;
  }
  out.words = out.holds
                  ? Text{"Ook in de periode ervoor was het cijfer ongunstiger.", "In the period before the figure was less favourable too."}
                  : Text{"In de periode ervoor was het cijfer niet ongunstiger, of het is niet bekend.",
                         "In the period before the figure was not less favourable, or it is not known."};
  return out;
}

Signal signal_of(const SignalInput& input, const Reading& r, const IndicatorCourse& course, const Both& b, double p, double q) {
  const Indicator& indicator = *r.indicator;
  const AreaIndex a = r.areas[b.at];
  Signal s;
  s.kind = kKind;
  s.indicators = {indicator.id};
  s.areas = {a};
  s.level = r.level;
  s.period = r.period;
  s.id = signal_id(kKind, s.indicators, input.areas.code(a));
  s.p = p;
  s.q = q;
  const double slope = course.slope[a];
  s.sentence =
      fill({"{0}: in {1} is het cijfer {2}, {3} dan in {4} ({5}, {6}), en het {7} met ongeveer {8} per jaar. Beide zijn meer dan door "
            "toeval te verwachten.",
            "{0}: in {1} the figure is {2}, {3} than in {4} ({5}, {6}), and it {7} by about {8} a year. Both are more than chance "
            "would give."},
           {indicator.name, same(input.areas.name(a)), figure(indicator, r.value[b.at]), worse_word(indicator),
            place(input.areas, reference_of(input, a)), figure(indicator, b.reference), words_of(r.period),
            slope >= 0 ? Text{"stijgt", "rises"} : Text{"daalt", "falls"}, number(std::abs(slope), indicator.decimals + 1)});
  s.not_for = {"Niet om te voorspellen hoe het verdergaat, en niet als oordeel over wie er wonen.",
               "Not for predicting how it goes on, and not as a judgement of who live there."};
  s.evidence = {{.id = "waarde", .name = {"Cijfer", "Figure"}, .value = r.value[b.at], .decimals = indicator.decimals},
                {.id = "referentie",
                 .name = {"Cijfer van de referentie", "Figure of the reference"},
                 .value = b.reference,
                 .decimals = indicator.decimals},
                {.id = "helling", .name = {"Verandering per jaar", "Change per year"}, .value = slope, .decimals = indicator.decimals + 1},
                {.id = "pVerschil",
                 .name = {"Kans op dit verschil door toeval", "Chance of this difference by accident"},
                 .value = b.p_level,
                 .decimals = 6},
                {.id = "pVerloop",
                 .name = {"Kans op dit verloop door toeval", "Chance of this course by accident"},
                 .value = b.p_course,
                 .decimals = 6},
                q_value(q)};
  check(s, by_level(input, course, a, indicator));
  check(s, by_year(input, r, b));
  s.strength = strength_of(q, s.stability);
  for (const std::size_t i : series_of(input.figures, indicator.id))
    if (value_of(input, i, a)) s.cells.push_back({.indicator = indicator.id, .period = input.figures.series()[i].period, .area = a});
  return s;
}

}  // namespace

Found worse_and_worsening(const SignalInput& input, std::size_t indicator_position) {
  Found found;
  const Indicator& indicator = input.catalogue.indicators[indicator_position];
  const Admission admission = admit(input, indicator, false);
  if (!admission.admitted) {
    if (!admission.silent) found.not_looked_at.push_back({.kind = kKind, .indicator = indicator.id, .why = admission.why});
    return found;
  }
  const bool known = indicator_position < input.estimates.courses.size();
  const IndicatorCourse none;
  const IndicatorCourse& course = known ? input.estimates.courses[indicator_position] : none;
  if (course.p.empty()) {
    const Text why =
        course.why.empty() ? Text{"Er is geen verloop over de jaren bepaald.", "No course over the years was determined."} : course.why;
    found.not_looked_at.push_back({.kind = kKind, .indicator = indicator.id, .why = why});
    return found;
  }
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const auto reading = latest(input, indicator.id, level, 1);
    if (!reading) continue;
    const std::vector<Both> tests = both(input, *reading, course);
    if (tests.empty()) continue;
    std::vector<double> p;
    for (const Both& b : tests) p.push_back(std::max(b.p_level, b.p_course));
    const std::vector<double> q = family(found, kKind, family_id(kKind, indicator, reading->period, level), p);
    for (std::size_t i = 0; i < tests.size(); ++i) {
      if (q[i] > kRate || !tests[i].worsening) continue;
      found.list.push_back(signal_of(input, *reading, course, tests[i], p[i], q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

}  // namespace trede::signal
