// SPDX-License-Identifier: EUPL-1.2
#include "signal/breaks.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <boost/math/special_functions/beta.hpp>

#include "signal/alarms.hpp"
#include "stat/intervals.hpp"
#include "stat/series/trend.hpp"

namespace trede::signal {
namespace {

constexpr SignalKind kKind = SignalKind::series_break;
constexpr std::size_t kMostLate = 3;    // periods after a break
constexpr std::size_t kLongEnough = 6;  // periods, for a second look with PELT
constexpr double kLeastRatio = 1.2;     // what is less is not worth a sentence
constexpr double kLeastCases = 5.0;
constexpr double kFarFromFinding = 1.5;  // standard deviations
// Boost would go on in long double, which is exact to far more digits than a p-value needs.
using PlainDoubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
constexpr PlainDoubles kPlainDoubles;

struct Row {
  AreaIndex area = kNoArea;
  BreakSeries counts;
  std::vector<std::size_t> series;  // one per period
  std::vector<Split> splits;        // late = 1, 2 …
};

// Series of one kind and length of period, with counts, since the last break in recording.
std::vector<std::size_t> comparable_series(const SignalInput& input, const Indicator& indicator, bool& cut) {
  std::vector<std::size_t> all = series_of(input.figures, indicator.id);
  cut = false;
  if (all.empty()) return all;
  const auto& list = input.figures.series();
  const Period last = list[all.back()].period;
  const auto length = [](const Period& p) { return p.last_year() - p.first_year(); };
  std::vector<std::size_t> out;
  for (const std::size_t i : all) {
    const PublishedSeries& s = list[i];
    if (s.period.kind() != last.kind() || length(s.period) != length(last)) continue;
    if (s.numerator.empty() && s.effective_n.empty()) continue;
    const bool before =
        std::any_of(indicator.breaks.begin(), indicator.breaks.end(), [&](const SeriesBreak& b) { return s.period < b.period; });
    if (before) {
      cut = true;
      continue;
    }
    out.push_back(i);
  }
  return out;
}

struct Counted {
  double cases = 0, persons = 0;
};
std::optional<Counted> counted(const PublishedSeries& s, AreaIndex a) {
  if (s.missing[a] != Missing::none) return std::nullopt;
  if (!s.numerator.empty() && !s.denominator.empty() && s.denominator[a] > 0) return Counted{s.numerator[a], s.denominator[a]};
  if (!s.effective_n.empty() && s.effective_n[a] > 0) return Counted{s.value[a] / 100.0 * s.effective_n[a], s.effective_n[a]};
  return std::nullopt;
}

Row row_of(const SignalInput& input, const std::vector<std::size_t>& series, AreaIndex area) {
  Row row;
  row.area = area;
  const AreaIndex whole = reference_of(input, area);
  for (const std::size_t i : series) {
    const auto own = counted(input.figures.series()[i], area);
    const auto all = counted(input.figures.series()[i], whole);
    const bool usable = own && all && all->persons > own->persons && all->cases > own->cases;
    if (!usable) {
      if (i == series.back()) return {};
      continue;
    }
    const double rest = all->cases - own->cases;
    row.counts.cases.push_back(own->cases);
    row.counts.expected.push_back(own->persons * rest / (all->persons - own->persons));
    row.counts.rest.push_back(rest);
    row.series.push_back(i);
  }
  for (std::size_t late = 1; late <= kMostLate; ++late) {
    // Two periods before, unless there are only two in all.
    if (row.series.size() < late + (series.size() == 2 ? 1 : 2)) break;
    const auto split = split_at(row.counts, late);
    if (!split) break;
    row.splits.push_back(*split);
  }
  return row;
}

struct Tested {
  double p = 1;
  Split split;
  double phi = 1;
};

// φ of each split over all areas.
std::vector<double> dispersions(const std::vector<Row>& rows) {
  std::vector<double> out;
  for (std::size_t k = 0; k < kMostLate; ++k) {
    std::vector<double> z;
    for (const Row& r : rows)
      if (k < r.splits.size()) z.push_back(r.splits[k].z);
    if (z.empty()) break;
    out.push_back(std::max(1.0, stat::overdispersion(z)));
  }
  return out;
}

Tested best(const Row& row, const std::vector<double>& phi) {
  Tested out;
  for (std::size_t k = 0; k < row.splits.size(); ++k) {
    const double p = std::min(1.0, split_p(row.splits[k], phi[k]) * static_cast<double>(row.splits.size()));
    if (k == 0 || p < out.p) out = {p, row.splits[k], phi[k]};
  }
  return out;
}

// Whether PELT, which is told nothing of where to look, ends a segment at the same place or one beside it.
Stability by_method(const Row& row, const Tested& t) {
  Stability out;
  out.id = "methode";
  if (row.series.size() < kLongEnough) return out;
  std::vector<double> z;
  double cases = 0, expected = 0;
  const std::size_t before = row.series.size() - t.split.late;
  for (std::size_t i = 0; i < before; ++i) {
    cases += row.counts.cases[i];
    expected += row.counts.expected[i];
  }
  // Square roots of counts have variance ¼ whatever their size (Bartlett 1936).
  const double level = expected > 0 ? cases / expected : 1.0;
  for (std::size_t i = 0; i < row.series.size(); ++i)
    z.push_back(2.0 * (std::sqrt(row.counts.cases[i] + 0.375) - std::sqrt(level * row.counts.expected[i] + 0.375)) / std::sqrt(t.phi));
  for (const std::size_t end : stat::changes_of_mean(z, stat::Penalty::bic))
    if (end + 1 >= before && end <= before + 1) out.holds = true;
  out.words = out.holds ? Text{"Een tweede methode (PELT) vindt de breuk op dezelfde plaats.",
                               "A second method (PELT) finds the break in the same place."}
                        : Text{"Een tweede methode (PELT) vindt hier geen breuk.", "A second method (PELT) finds no break here."};
  return out;
}

double rate(const Row& row, const SignalInput& input, const Indicator& indicator, std::size_t from, std::size_t to) {
  double cases = 0, persons = 0;
  for (std::size_t i = from; i < to; ++i) {
    const auto c = counted(input.figures.series()[row.series[i]], row.area);
    cases += c->cases;
    persons += c->persons;
  }
  return persons > 0 ? unit_scale(indicator.unit) * cases / persons : 0.0;
}

// The areas above or below: a wijk whose buurten are known, or the wijk of a buurt, went the same way.
Stability by_level(const SignalInput& input, const std::vector<std::size_t>& series, const Row& row, const Tested& t) {
  Stability out;
  out.id = "niveau";
  std::vector<AreaIndex> others;
  if (input.areas.level(row.area) == AreaLevel::buurt) {
    others = {input.areas.parent(row.area)};
  } else {
    const auto buurten = buurten_of(input.areas, row.area);
    for (AreaIndex b = buurten.first; b < buurten.last; ++b) others.push_back(b);
  }
  int known = 0, rising = 0;
  for (const AreaIndex a : others) {
    const Row other = row_of(input, series, a);
    if (other.series.size() != row.series.size()) continue;
    const auto split = split_at(other.counts, t.split.late);
    if (!split) continue;
    ++known;
    rising += split->z > 0 ? 1 : 0;
  }
  out.holds = known > 0 && 2 * rising >= known;
  const bool down = input.areas.level(row.area) != AreaLevel::buurt;
  if (known == 0) return out;
  if (down) {
    out.words = {fmt::format("{} van de {} buurten met aantallen gaan dezelfde kant op.", rising, known),
                 fmt::format("{} of the {} buurten with counts move the same way.", rising, known)};
  } else {
    out.words = out.holds ? Text{"De hele wijk gaat dezelfde kant op.", "The whole wijk moves the same way."}
                          : Text{"De hele wijk gaat niet dezelfde kant op.", "The whole wijk does not move the same way."};
  }
  return out;
}

Signal signal_of(const SignalInput& input, const Indicator& indicator, const std::vector<std::size_t>& series, const Row& row,
                 const Tested& t, double q) {
  const std::size_t n = row.series.size(), before = n - t.split.late;
  const auto period = [&](std::size_t i) { return input.figures.series()[row.series[i]].period; };
  Signal s;
  s.kind = kKind;
  s.indicators = {indicator.id};
  s.areas = {row.area};
  s.level = input.areas.level(row.area);
  s.period = period(n - 1);
  s.id = signal_id(kKind, s.indicators, input.areas.code(row.area));
  s.p = t.p;
  s.q = q;
  const double now = rate(row, input, indicator, before, n), then = rate(row, input, indicator, 0, before);
  const double expected = t.split.all * t.split.share;
  s.sentence =
      fill({"{0}: in {1} is het cijfer sinds {2} {3}; in {4} was dat {5}. Dat is meer verandering dan in de rest van {6} en meer dan door "
            "toeval te verwachten.",
            "{0}: in {1} the figure has been {3} since {2}; in {4} it was {5}. That is more change than in the rest of {6} and more than "
            "chance would give."},
           {indicator.name, same(input.areas.name(row.area)), words_of(period(before)), figure(indicator, now),
            before == 1 ? words_of(period(0))
                        : fill({"{0} tot en met {1}", "{0} to {1}"},
                               {same(fmt::format("{}", period(0).first_year())), same(fmt::format("{}", period(before - 1).last_year()))}),
            figure(indicator, then), place(input.areas, reference_of(input, row.area))});
  s.not_for = {
      "Niet als bewijs dat er meer aan de hand is: een andere manier van melden of vastleggen geeft hetzelfde beeld. Vraag dat eerst na.",
      "Not as proof that more is going on: another way of reporting or recording gives the same picture. Ask about that first."};
  s.evidence = {{.id = "waarde", .name = {"Cijfer sinds de breuk", "Figure since the break"}, .value = now, .decimals = indicator.decimals},
                {.id = "eerder", .name = {"Cijfer daarvoor", "Figure before"}, .value = then, .decimals = indicator.decimals},
                {.id = "aantal", .name = {"Geteld sinds de breuk", "Counted since the break"}, .value = t.split.cases, .decimals = 0},
                {.id = "verwacht",
                 .name = {"Verwacht als het gebied ging als de rest", "Expected had the area gone like the rest"},
                 .value = expected,
                 .decimals = 1},
                {.id = "spreiding",
                 .name = {"Hoeveel gebieden meer verschillen dan door toeval alleen", "How much more areas differ than by chance alone"},
                 .value = t.phi,
                 .decimals = 2},
                p_value(t.p),
                q_value(q)};
  check(s, by_level(input, series, row, t));
  check(s, by_method(row, t));
  s.strength = strength_of(q, s.stability);
  for (const std::size_t i : row.series)
    s.cells.push_back({.indicator = indicator.id, .period = input.figures.series()[i].period, .area = row.area});
  return s;
}

bool unfavourable(const Indicator& indicator, const Tested& t) {
  const double expected = t.split.all * t.split.share;
  if (adverse(indicator) > 0) return t.split.cases >= kLeastRatio * expected && t.split.cases >= kLeastCases;
  return t.split.cases * kLeastRatio <= expected;
}

Found at_level(const SignalInput& input, const Indicator& indicator, const std::vector<std::size_t>& series, AreaLevel level) {
  Found found;
  std::vector<Row> rows;
  const auto run = input.areas.run(level);
  for (AreaIndex a = run.first; a < run.last; ++a) {
    Row row = row_of(input, series, a);
    if (!row.splits.empty()) rows.push_back(std::move(row));
  }
  if (rows.size() < kFewest) return found;
  const std::vector<double> phi = dispersions(rows);
  std::vector<Tested> tested;
  std::vector<double> p;
  for (const Row& row : rows) {
    tested.push_back(best(row, phi));
    p.push_back(tested.back().p);
  }
  const Period last = input.figures.series()[series.back()].period;
  const std::vector<double> q = family(found, kKind, family_id(kKind, indicator, last, level), p);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (q[i] > kRate || !unfavourable(indicator, tested[i])) continue;
    found.list.push_back(signal_of(input, indicator, series, rows[i], tested[i], q[i]));
    ++found.families.back().found;
  }
  return found;
}

}  // namespace

std::optional<Split> split_at(const BreakSeries& s, std::size_t late) {
  const std::size_t n = s.cases.size();
  if (late == 0 || late >= n) return std::nullopt;
  std::array<double, 2> cases{}, expected{}, rest{};
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t side = i + late >= n ? 1 : 0;
    cases[side] += s.cases[i];
    expected[side] += s.expected[i];
    rest[side] += s.rest[i];
  }
  const double all = cases[0] + cases[1];
  if (all < kLeastCases || !(expected[0] > 0) || !(expected[1] > 0)) return std::nullopt;
  Split out;
  out.late = late;
  out.cases = cases[1];
  out.all = all;
  out.share = expected[1] / (expected[0] + expected[1]);
  out.rest_factor = 1.0 + all / (rest[0] + rest[1]);
  out.z = (out.cases - all * out.share) / std::sqrt(all * out.share * (1.0 - out.share) * out.rest_factor);
  return out;
}

double split_p(const Split& s, double phi) {
  const double over = std::max(1.0, phi);
  // Nowhere near a finding: the normal tail is as good, and far cheaper for thousands of areas.
  const double z = std::abs(s.z) / std::sqrt(over);
  if (z < kFarFromFinding) return 2.0 * upper_tail(z);
  const double divide = over * s.rest_factor;
  const double x = s.cases / divide, n = s.all / divide;
  // P(X ≥ x) and P(X ≤ x) of a binomial, by the incomplete beta function, which takes numbers that are not whole.
  const double at_least = x <= 0 ? 1.0 : boost::math::ibeta(x, n - x + 1.0, s.share, kPlainDoubles);
  const double at_most = x >= n ? 1.0 : boost::math::ibetac(x + 1.0, n - x, s.share, kPlainDoubles);
  return std::min(1.0, 2.0 * std::min(at_least, at_most));
}

Found series_breaks(const SignalInput& input, const Indicator& indicator) {
  Found found;
  const auto refuse = [&](Text why) {
    found.not_looked_at.push_back({.kind = kKind, .indicator = indicator.id, .why = std::move(why)});
    return found;
  };
  const Admission admission = admit(input, indicator, false);
  if (!admission.admitted) return admission.silent ? found : refuse(admission.why);
  bool cut = false;
  const std::vector<std::size_t> series = comparable_series(input, indicator, cut);
  if (series.size() < 2) {
    if (cut) {
      return refuse(fill({"De manier van meten veranderde ({0}); daarna zijn er te weinig perioden.",
                          "The way of measuring changed ({0}); since then there are too few periods."},
                         {words_of(indicator.breaks.back().period)}));
    }
    return refuse({"Er zijn te weinig perioden met aantallen.", "There are too few periods with counts."});
  }
  if (are_months(input, series)) {
    found.add(alarms(input, indicator, series));
    if (!found.families.empty()) return found;
  }
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) found.add(at_level(input, indicator, series, level));
  if (found.families.empty())
    return refuse({"Te weinig gebieden hebben aantallen in genoeg perioden.", "Too few areas have counts in enough periods."});
  return found;
}

}  // namespace trede::signal
