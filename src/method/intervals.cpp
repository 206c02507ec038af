// SPDX-License-Identifier: EUPL-1.2
// Intervals of shares, numbers and standardised rates.
#include "stat/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "method/common.hpp"

namespace trede::method {
namespace {

const Setting kMultiplier = {"multiplier", "1", "what the figures are multiplied by, such as 100 or 100000"};
const Setting kRounding = {"rounding", "0", "the source rounded x and n to multiples of this (5, 10); 0 = not rounded"};

struct Common {
  double z = 0, multiplier = 1, rounding = 0;
};
Common common(const Call& call, Errors& errors) {
  Common out;
  out.z = taken(level_of(call), errors, stat::kZ95);
  out.multiplier = taken(call.number("multiplier", 1e-12, 1e12), errors, 1.0);
  if (call.settings.contains("rounding")) out.rounding = taken(call.number("rounding", 0.0, 1e6), errors, 0.0);
  return out;
}

// value, lower and upper as they are written; `row` by row where there is something to write.
struct Written {
  explicit Written(std::size_t rows) : value(rows, kNone), lower(value), upper(value) {}
  void put(std::size_t row, double v, stat::Interval interval, double multiplier) {
    value[row] = v * multiplier;
    lower[row] = interval.lower * multiplier;
    upper[row] = interval.upper * multiplier;
  }
  void into(Output& out) && { out.add("value", std::move(value)).add("lower", std::move(lower)).add("upper", std::move(upper)); }
  Output output() && {
    Output out;
    std::move(*this).into(out);
    return out;
  }
  std::vector<double> value, lower, upper;
};

using ShareInterval = std::optional<stat::Interval> (*)(double, double, double);

Checked<Output> shares(const Call& call, ShareInterval interval) {
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  const Common with = common(call, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  refuse_more_than_all(call.table, *x, *n, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Written out(x->size());
  for (std::size_t i = 0; i < x->size(); ++i) {
    const auto found = interval((*x)[i], (*n)[i], with.z);
    if (!found) continue;
    const double p = (*x)[i] / (*n)[i];
    const double error = stat::rounded_share_variance((*x)[i], (*n)[i], with.rounding, with.rounding);
    const stat::Interval wide = error > 0.0 ? stat::widened(p, *found, error, with.z) : *found;
    out.put(i, p, {std::max(0.0, wide.lower), std::min(1.0, wide.upper)}, with.multiplier);
  }
  return std::move(out).output();
}

using CountInterval = std::optional<stat::Interval> (*)(double, double);

// Numbers, or with a column n rates per person.
Checked<Output> counts(const Call& call, CountInterval interval) {
  const auto x = call.table.numbers("x", 0.0);
  Checked<std::vector<double>> n = std::vector<double>(call.table.rows(), 1.0);
  const bool rates = call.table.has("n");
  if (rates) n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  const Common with = common(call, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Written out(x->size());
  for (std::size_t i = 0; i < x->size(); ++i) {
    const auto found = interval((*x)[i], with.z);
    if (!found || !((*n)[i] > 0.0)) continue;
    const double error = rates ? stat::rounded_share_variance((*x)[i], (*n)[i], with.rounding, with.rounding) * (*n)[i] * (*n)[i]
                               : stat::rounding_variance(with.rounding);
    const stat::Interval wide = error > 0.0 ? stat::widened((*x)[i], *found, error, with.z) : *found;
    const double by = with.multiplier / (*n)[i];
    out.put(i, (*x)[i], {std::max(0.0, wide.lower), wide.upper}, by);
  }
  return std::move(out).output();
}

Checked<Output> survey(const Call& call) {
  const auto n = call.table.numbers("n", 0.0);
  Checked<std::vector<double>> x = std::vector<double>(), share = std::vector<double>();
  const bool by_share = call.table.has("share");
  if (by_share) share = call.table.numbers("share", 0.0);
  else x = call.table.numbers("x", 0.0);
  Checked<std::vector<double>> effect = std::vector<double>();
  Errors errors = problems(n, x, share);
  const Common with = common(call, errors);
  const double standard = taken(call.number("deff", 0.01, 1000.0), errors, 1.0);
  if (call.table.has("deff")) effect = call.table.numbers("deff", 0.0);
  else effect = std::vector<double>(call.table.rows(), standard);
  if (!effect) errors.add(effect.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (!by_share) refuse_more_than_all(call.table, *x, *n, errors);
  for (std::size_t i = 0; i < n->size(); ++i) {
    if (by_share && (*share)[i] > 1.0)
      errors.add({"stat.share", Failure::input, "Een aandeel is een getal van 0 tot en met 1.", "A share is a number from 0 to 1.",
                  call.table.where(i, "share")});
    if (!((*effect)[i] > 0.0))
      errors.add({"stat.too_small", Failure::input, "Een ontwerpeffect is groter dan 0.", "A design effect is above 0.",
                  call.table.where(i, "deff")});
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Written out(n->size());
  std::vector<double> effective(n->size(), kNone);
  for (std::size_t i = 0; i < n->size(); ++i) {
    if (!((*n)[i] > 0.0)) continue;
    const double p = by_share ? (*share)[i] : (*x)[i] / (*n)[i];
    const auto found = stat::survey_share(p, (*n)[i], (*effect)[i], with.z);
    if (!found) continue;
    out.put(i, p, *found, with.multiplier);
    effective[i] = (*n)[i] / (*effect)[i];
  }
  Output written = std::move(out).output();
  written.add("n_effective", std::move(effective));
  return written;
}

const char* word_of(stat::NoRate why) {
  switch (why) {
    case stat::NoRate::none: return "ok";
    case stat::NoRate::too_few_events: return "too_few_events";
    case stat::NoRate::band_without_persons: return "age_band_without_persons";
    case stat::NoRate::no_standard: return "no_standard_population";
  }
  return "";
}

// Rows of (area, ageband): the rows of each area, areas and bands in the order in which they first occur.
struct Bands {
  std::vector<std::string> areas;
  std::vector<std::vector<std::size_t>> rows;
  std::vector<std::uint8_t> complete;  // by area: has every age band of the table
};
Bands bands_of(const Table& table, const std::vector<std::string>& area, const std::vector<std::string>& band, Errors& errors) {
  Bands out;
  std::map<std::string, std::size_t> place;
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  std::map<std::string, std::size_t> all;
  for (std::size_t i = 0; i < area.size(); ++i) {
    all.emplace(band[i], i);
    const auto [at, fresh] = place.emplace(area[i], out.areas.size());
    if (fresh) {
      out.areas.push_back(area[i]);
      out.rows.emplace_back();
    }
    out.rows[at->second].push_back(i);
    if (!seen.emplace(std::pair(area[i], band[i]), i).second)
      errors.add({"stat.twice", Failure::input, "Dit gebied heeft deze leeftijdsgroep al. Laat elke combinatie één keer staan.",
                  "This area has this age band already. Keep each combination once.", table.where(i, "ageband")});
  }
  for (const auto& rows : out.rows) out.complete.push_back(rows.size() == all.size() ? 1 : 0);
  return out;
}

Checked<Output> dsr(const Call& call) {
  const auto area = call.table.text("area"), band = call.table.text("ageband");
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0), standard = call.table.numbers("stdpop", 0.0);
  Errors errors = problems(area, band, x, n, standard);
  const Common with = common(call, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const Bands bands = bands_of(call.table, *area, *band, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Written out(bands.areas.size());
  std::vector<std::string> status;
  std::vector<double> events, persons;
  for (std::size_t a = 0; a < bands.areas.size(); ++a) {
    std::vector<double> xs, ns, ws;
    for (const std::size_t row : bands.rows[a]) {
      xs.push_back((*x)[row]);
      ns.push_back((*n)[row]);
      ws.push_back((*standard)[row]);
    }
    const stat::StandardisedRate rate = stat::standardised_rate_or_reason(xs, ns, ws, with.z);
    events.push_back(rate.events);
    persons.push_back(rate.persons);
    const bool few = rate.refused == stat::NoRate::too_few_events;
    status.emplace_back(bands.complete[a] == 0 && !few ? "age_band_missing" : word_of(rate.refused));
    if (status.back() == "ok") out.put(a, rate.value, rate.interval, with.multiplier);
  }
  Output written;
  written.add("area", bands.areas);
  std::move(out).into(written);
  written.add("status", std::move(status)).add("events", std::move(events)).add("persons", std::move(persons));
  return written;
}

Written ratios(const std::vector<double>& observed, const std::vector<double>& expected, const Common& with) {
  Written out(observed.size());
  for (std::size_t i = 0; i < observed.size(); ++i) {
    auto ratio = stat::standardised_ratio(observed[i], expected[i], with.z);
    if (!ratio) continue;
    if (with.rounding > 0.0)
      ratio->interval =
          stat::widened(ratio->value, ratio->interval, stat::rounding_variance(with.rounding) / (expected[i] * expected[i]), with.z);
    out.put(i, ratio->value, {std::max(0.0, ratio->interval.lower), ratio->interval.upper}, with.multiplier);
  }
  return out;
}

// Expected numbers from rates by age band: of the second table, or else of all areas of the table together.
Checked<Output> isr_by_age(const Call& call, const Common& with) {
  const auto area = call.table.text("area"), band = call.table.text("ageband");
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  const Table& whole = call.second != nullptr ? *call.second : call.table;
  const auto whole_band = whole.text("ageband");
  const auto whole_x = whole.numbers("x", 0.0), whole_n = whole.numbers("n", 0.0);
  Errors errors = problems(area, band, x, n);
  if (call.second != nullptr) errors.add(problems(whole_band, whole_x, whole_n));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const Bands bands = bands_of(call.table, *area, *band, errors);
  std::map<std::string, std::pair<double, double>> rate;  // events, persons by band
  for (std::size_t i = 0; i < whole_band->size(); ++i) {
    rate[(*whole_band)[i]].first += (*whole_x)[i];
    rate[(*whole_band)[i]].second += (*whole_n)[i];
  }
  std::vector<double> observed, expected;
  for (const auto& rows : bands.rows) {
    observed.push_back(0.0);
    expected.push_back(0.0);
    for (const std::size_t row : rows) {
      observed.back() += (*x)[row];
      const auto found = rate.find((*band)[row]);
      if ((*n)[row] == 0.0) continue;
      if (found == rate.end() || !(found->second.second > 0.0)) {
        errors.add({"stat.no_reference", Failure::input, "Voor deze leeftijdsgroep heeft de vergelijkingstabel geen personen.",
                    "The reference table has no persons for this age band.", call.table.where(row, "ageband")});
        continue;
      }
      expected.back() += (*n)[row] * found->second.first / found->second.second;
    }
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  out.add("area", bands.areas);
  ratios(observed, expected, with).into(out);
  out.add("observed", std::move(observed)).add("expected", std::move(expected));
  return out;
}

Checked<Output> isr(const Call& call) {
  Errors errors;
  const Common with = common(call, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (call.table.has("ageband")) return isr_by_age(call, with);
  const bool named = call.table.has("observed") || call.table.has("expected");
  const auto observed = call.table.numbers(named ? "observed" : "x", 0.0), expected = call.table.numbers(named ? "expected" : "n", 0.0);
  errors.add(problems(observed, expected));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return ratios(*observed, *expected, with).output();
}

}  // namespace

void add_interval_methods(std::vector<Method>& list) {
  const Setting level = {"level", "0.95", "two-sided level of confidence"};
  const std::vector<Setting> usual = {level, kMultiplier, kRounding};
  Setting per_100000 = kMultiplier, percent = kMultiplier;
  per_100000.standard = "100000";
  percent.standard = "100";
  list.push_back({.name = "wilson",
                  .what = "a share with its score interval",
                  .reads = "x (events), n (persons; 0 gives no value)",
                  .gives = "value, lower, upper (fractions)",
                  .formula = "(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = x/n, without continuity correction",
                  .source = "Wilson (1927); Newcombe (1998), method 3",
                  .settings = usual,
                  .run = [](const Call& call) { return shares(call, stat::wilson); }});
  list.push_back({.name = "clopper-pearson",
                  .what = "a share with its exact interval, which is never too narrow",
                  .reads = "x (events), n (persons; 0 gives no value)",
                  .gives = "value, lower, upper (fractions)",
                  .formula = "lower = Beta⁻¹(α/2; x, n−x+1), upper = Beta⁻¹(1−α/2; x+1, n−x)",
                  .source = "Clopper & Pearson (1934)",
                  .settings = usual,
                  .run = [](const Call& call) { return shares(call, stat::clopper_pearson); }});
  list.push_back({.name = "byar",
                  .what = "a number or a rate with Byar's interval, exact below 10 events",
                  .reads = "x (events); n (persons; left out: the number itself; 0 gives no value)",
                  .gives = "value, lower, upper",
                  .formula = "x (1 − 1/9x − z/3√x)³ and (x+1) (1 − 1/9(x+1) + z/3√(x+1))³, over n; below 10 events as poisson-exact",
                  .source = "Breslow & Day (1987), vol. II, p. 69",
                  .settings = usual,
                  .run = [](const Call& call) { return counts(call, stat::byar); }});
  list.push_back({.name = "poisson-exact",
                  .what = "a number or a rate with its exact interval",
                  .reads = "x (events); n (persons; left out: the number itself; 0 gives no value)",
                  .gives = "value, lower, upper",
                  .formula = "lower = χ²(α/2; 2x)/2, upper = χ²(1−α/2; 2x+2)/2, over n",
                  .source = "Garwood (1936)",
                  .settings = usual,
                  .run = [](const Call& call) { return counts(call, stat::poisson_exact); }});
  list.push_back({.name = "survey-share",
                  .what = "a share from a survey with weights, with Wilson's interval at the effective number of respondents",
                  .reads = "share (0 to 1) or x, n (respondents), deff (design effect; left out: the setting)",
                  .gives = "value, lower, upper, n_effective",
                  .formula = "wilson with n / deff respondents; Kish: deff = n Σw² / (Σw)²",
                  .source = "Kish (1965); Franco, Little, Louis & Slud (2019)",
                  .settings = {level, kMultiplier, {"deff", "1", "design effect, where the table has no column deff"}},
                  .run = survey});
  list.push_back({.name = "dsr",
                  .what = "a directly standardised rate by area; refused below 10 events, with the reason",
                  .reads = "area, ageband, x (events), n (persons), stdpop (weight of the age band)",
                  .gives = "area, value, lower, upper, status (ok, too_few_events, age_band_missing, age_band_without_persons, "
                           "no_standard_population), events, persons",
                  .formula = "Σ w x/n / Σ w; limits: value + √(Var / x₊) (limit of x₊ by byar − x₊), Var = Σ w² x/n² / (Σ w)²",
                  .source = "Dobson, Kuulasmaa, Eberle & Scherer (1991)",
                  .settings = {level, per_100000},
                  .run = dsr});
  list.push_back({.name = "isr",
                  .what = "an indirectly standardised ratio, observed against expected",
                  .reads =
                      "observed, expected (or x, n); or area, ageband, x, n with the reference rates in --with (ageband, x, n) or, without "
                      "it, of all areas together",
                  .gives = "value, lower, upper; by age also area, observed, expected",
                  .formula = "100 O/E with E = Σ n (X/N), limits of O by byar, over E",
                  .source = "Breslow & Day (1987), vol. II, ch. 2",
                  .settings = {level, percent, kRounding},
                  .takes_second = true,
                  .run = isr});
  add_chart_methods(list);
}

}  // namespace trede::method
