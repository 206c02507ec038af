// SPDX-License-Identifier: EUPL-1.2
#include "signal/alarms.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "stat/series/farrington.hpp"

namespace trede::signal {
namespace {

constexpr SignalKind kKind = SignalKind::series_break;
constexpr std::size_t kYear = 12, kFewestYears = 3;
constexpr unsigned kMostYears = 5;

std::size_t month_number(const Period& p) { return static_cast<std::size_t>(p.first_year()) * kYear + static_cast<std::size_t>(p.part()); }

struct Judged {
  AreaIndex area = kNoArea;
  double count = 0;
  stat::JudgedPeriod judged;
};

class Months {
 public:
  Months(const SignalInput& input, const std::vector<std::size_t>& series)
      : input_(input),
        series_(series),
        first_(month_number(input.figures.series()[series.front()].period)),
        length_(month_number(input.figures.series()[series.back()].period) - first_ + 1),
        plan_(stat::TimeAxis::by_order(length_, kYear), settings(length_), length_ - 1),
        farrington_(plan_) {}

  std::optional<Judged> judge(AreaIndex area) {
    std::vector<double> events(length_, std::numeric_limits<double>::quiet_NaN());
    for (const std::size_t i : series_) {
      const PublishedSeries& s = input_.figures.series()[i];
      if (s.missing[area] == Missing::none) events[month_number(s.period) - first_] = s.numerator[area];
    }
    const std::vector<stat::JudgedPeriod>& out = farrington_.judge(events);
    if (out.empty() || out.back().status != stat::JudgedStatus::judged || !out.back().p) return std::nullopt;
    return Judged{area, events.back(), out.back()};
  }

 private:
  static stat::FarringtonSettings settings(std::size_t months) {
    stat::FarringtonSettings out = stat::farrington_settings(stat::FarringtonMethod::flexible, kYear);
    out.threshold = stat::Threshold::predictive;  // the plug-in bound gives more false alarms than it states on a few years of months
    out.years = std::min(kMostYears, static_cast<unsigned>((months - 2) / kYear));
    return out;
  }
  const SignalInput& input_;
  const std::vector<std::size_t>& series_;
  std::size_t first_, length_;
  stat::FarringtonPlan plan_;
  stat::Farrington farrington_;
};

Signal signal_of(const SignalInput& input, const Indicator& indicator, const std::vector<std::size_t>& series, const Judged& j, double q) {
  Signal s;
  s.kind = kKind;
  s.indicators = {indicator.id};
  s.areas = {j.area};
  s.level = input.areas.level(j.area);
  s.period = input.figures.series()[series.back()].period;
  s.id = signal_id(kKind, s.indicators, input.areas.code(j.area));
  s.p = *j.judged.p;
  s.q = q;
  const double expected = j.judged.expected.value_or(0.0);
  s.sentence =
      fill({"{0}: in {1} zijn er in {2} {3} geteld, waar er naar eerdere jaren {4} te verwachten waren. {5}",
            "{0}: in {1} {3} were counted in {2}, where {4} were to be expected from earlier years. {5}"},
           {indicator.name, same(input.areas.name(j.area)), words_of(s.period), number(j.count, 0), number(expected, 1), beyond_chance()});
  s.not_for = {
      "Niet als bewijs dat er meer aan de hand is: een andere manier van melden of vastleggen geeft hetzelfde beeld. Vraag dat eerst na.",
      "Not as proof that more is going on: another way of reporting or recording gives the same picture. Ask about that first."};
  s.evidence = {
      {.id = "aantal", .name = {"Geteld", "Counted"}, .value = j.count, .decimals = 0},
      {.id = "verwacht", .name = {"Verwacht naar eerdere jaren", "Expected from earlier years"}, .value = expected, .decimals = 1},
      {.id = "grens",
       .name = {"Grens waarboven het opvalt", "Bound above which it stands out"},
       .value = j.judged.upper.value_or(expected),
       .decimals = 1},
      p_value(s.p),
      q_value(q)};
  s.strength = strength_of(q, s.stability);
  for (const std::size_t i : series)
    if (value_of(input, i, j.area))
      s.cells.push_back({.indicator = indicator.id, .period = input.figures.series()[i].period, .area = j.area});
  return s;
}

}  // namespace

bool are_months(const SignalInput& input, const std::vector<std::size_t>& series) {
  const auto& list = input.figures.series();
  const auto month = [&](std::size_t i) { return list[i].period.kind() == PeriodKind::month && !list[i].numerator.empty(); };
  if (series.empty() || !std::all_of(series.begin(), series.end(), month)) return false;
  return month_number(list[series.back()].period) - month_number(list[series.front()].period) > kFewestYears * kYear;
}

Found alarms(const SignalInput& input, const Indicator& indicator, const std::vector<std::size_t>& series) {
  Found found;
  if (adverse(indicator) <= 0) return found;
  Months months(input, series);
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    std::vector<Judged> list;
    std::vector<double> p;
    const auto run = input.areas.run(level);
    for (AreaIndex a = run.first; a < run.last; ++a) {
      auto judged = months.judge(a);
      if (!judged) continue;
      p.push_back(*judged->judged.p);
      list.push_back(std::move(*judged));
    }
    if (list.empty()) continue;
    const std::vector<double> q = family(found, kKind, family_id(kKind, indicator, input.figures.series()[series.back()].period, level), p);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (q[i] > kRate) continue;
      found.list.push_back(signal_of(input, indicator, series, list[i], q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

}  // namespace trede::signal
