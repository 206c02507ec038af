// SPDX-License-Identifier: EUPL-1.2
// Funnel plots and control charts: what lies outside what chance allows.
#include <cmath>

#include "method/common.hpp"
#include "stat/funnel.hpp"
#include "stat/spc.hpp"

namespace trede::method {
namespace {

const char* word_of(stat::FunnelClass place) {
  switch (place) {
    case stat::FunnelClass::none: return "";
    case stat::FunnelClass::low_998: return "Low (0.001)";
    case stat::FunnelClass::low_95: return "Low (0.025)";
    case stat::FunnelClass::inside: return "Not significant";
    case stat::FunnelClass::high_95: return "High (0.025)";
    case stat::FunnelClass::high_998: return "High (0.001)";
  }
  return "";
}

Checked<Output> funnel(const Call& call) {
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  const std::string type = taken(call.word("type", {"proportion", "rate", "ratio"}), errors, std::string("rate"));
  const std::string spread = taken(call.word("overdispersion", {"none", "phi", "tau2"}), errors, std::string("none"));
  const double by = taken(call.number("multiplier", 1e-12, 1e12), errors, 1.0);
  const bool exact = taken(call.word("limits", {"phe", "exact"}), errors, std::string()) == "exact";
  const double cut = taken(call.number("winsorised", 0.0, 0.49), errors, 0.1);
  std::optional<double> reference;
  if (!call.settings.at("reference").empty()) reference = taken(call.number("reference", 0.0, 1e15), errors, 0.0);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto kind = type == "proportion" ? stat::FunnelKind::share : stat::FunnelKind::rate;
  if (kind == stat::FunnelKind::share) refuse_more_than_all(call.table, *x, *n, errors);
  else refuse_events_without_persons(call.table, *x, *n, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (type == "ratio" && !reference) reference = 1.0;
  const auto how = spread == "phi"    ? stat::Overdispersion::multiplied
                   : spread == "tau2" ? stat::Overdispersion::added
                                      : stat::Overdispersion::none;
  const auto found = stat::funnel(kind, *x, *n, reference, how, cut, exact ? stat::FunnelLimits::exact : stat::FunnelLimits::by_halving);
  if (!found)
    return fail(
        {"stat.no_reference_value", Failure::input,
         "Er is geen gemeenschappelijke waarde om mee te vergelijken: tel op tot boven 0, of geef --set reference=…, voor een aandeel "
         "van 0 tot en met 1.",
         "There is no common value to compare with: the columns must add up to above 0, or give --set reference=…, for a share "
         "from 0 to 1.",
         call.table.where()});
  std::vector<double> value, l95, u95, l998, u998;
  std::vector<std::string> place;
  const auto put = [&](std::vector<double>& column, const std::optional<double>& v) { column.push_back(v ? *v * by : kNone); };
  for (const stat::FunnelArea& area : found->areas) {
    put(value, area.value);
    put(l95, area.lower_95);
    put(u95, area.upper_95);
    put(l998, area.lower_998);
    put(u998, area.upper_998);
    place.emplace_back(word_of(area.place));
  }
  const std::size_t rows = x->size();
  Output out;
  out.add("value", std::move(value)).add("lower95", std::move(l95)).add("upper95", std::move(u95));
  out.add("lower998", std::move(l998)).add("upper998", std::move(u998)).add("significance", std::move(place));
  out.add("reference", std::vector<double>(rows, found->reference * by));
  out.add("phi", std::vector<double>(rows, found->phi)).add("tau2", std::vector<double>(rows, found->tau2));
  return out;
}

std::vector<std::optional<double>> optionals(const std::vector<double>& numbers) {
  std::vector<std::optional<double>> out;
  for (const double v : numbers) out.push_back(std::isnan(v) ? std::nullopt : std::optional(v));
  return out;
}

void refuse_negative(const Table& table, const std::vector<double>& numbers, const char* column, Errors& errors) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (numbers[i] < 0.0)
      errors.add({"stat.too_small", Failure::input, "Dit getal is te klein: 0 is het minste.", "This number is too small: 0 is the least.",
                  table.where(i, column)});
}

Checked<Output> spc(const Call& call) {
  Errors errors;
  const std::string chart = taken(call.word("chart", {"c", "u", "p", "u-prime", "p-prime"}), errors, std::string("c"));
  const double by = taken(call.number("multiplier", 1e-12, 1e12), errors, 1.0);
  const auto x = call.table.numbers_or_none("x");
  Checked<std::vector<double>> n = std::vector<double>(call.table.rows(), kNone);
  if (chart != "c") n = call.table.numbers_or_none("n");
  errors.add(problems(x, n));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  refuse_negative(call.table, *x, "x", errors);
  refuse_negative(call.table, *n, "n", errors);
  if (chart == "p" || chart == "p-prime") refuse_more_than_all(call.table, *x, *n, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto kind = chart == "c"         ? stat::Chart::c
                    : chart == "u"       ? stat::Chart::u
                    : chart == "p"       ? stat::Chart::p
                    : chart == "u-prime" ? stat::Chart::u_prime
                                         : stat::Chart::p_prime;
  const auto found = stat::control_chart(kind, optionals(*x), optionals(*n));
  if (!found)
    return fail({"stat.no_points", Failure::input, "Geen enkele regel heeft een waarde die in de grafiek past.",
                 "No row has a value that can be plotted.", call.table.where()});
  const std::size_t rows = x->size();
  std::vector<double> value(rows, kNone), lower(value), upper(value), outside(value);
  for (std::size_t i = 0; i < rows; ++i) {
    const stat::ChartPoint& point = found->points[i];
    if (!point.value) continue;
    value[i] = *point.value * by;
    lower[i] = *point.lower * by;
    upper[i] = *point.upper * by;
    outside[i] = point.outside ? 1.0 : 0.0;
  }
  const auto constant = [&](double v) { return std::vector<double>(rows, v); };
  Output out;
  out.add("value", std::move(value))
      .add("centre", constant(found->centre * by))
      .add("lower", std::move(lower))
      .add("upper", std::move(upper));
  out.add("outside", std::move(outside)).add("runs", constant(found->runs ? 1.0 : 0.0));
  out.add("longest_run", constant(found->longest_run)).add("longest_run_allowed", constant(found->longest_run_allowed));
  out.add("crossings", constant(found->crossings)).add("fewest_crossings_allowed", constant(found->fewest_crossings_allowed));
  out.add("sigma_z", constant(found->sigma_z));
  return out;
}

}  // namespace

void add_chart_methods(std::vector<Method>& list) {
  const Setting multiplier = {"multiplier", "1", "what the figures are multiplied by, such as 100 or 100000"};
  list.push_back(
      {.name = "funnel",
       .what = "which areas lie outside what chance allows around a common value",
       .reads = "x (events; for a ratio: observed), n (persons; for a ratio: expected; 0 gives no value)",
       .gives = "value, lower95, upper95, lower998, upper998, significance, reference, phi, tau2",
       .formula =
           "proportion: r ± z √(r(1−r)/n). rate, ratio: limits of an area with x events r x/U(x) and r x/L(x), L and U exact Poisson "
           "limits of x; significance by byar. r = Σx/Σn, for a ratio 1. With overdispersion: z-scores times √φ, or variance + τ²",
       .source = "Spiegelhalter (2005); Public Health England, Fingertips technical guidance",
       .settings = {{"type", "proportion", "proportion, rate or ratio"},
                    {"reference", "", "the common value (before multiplying); empty: from the table"},
                    {"overdispersion", "none", "none, phi (variance times φ) or tau2 (variance plus τ²)"},
                    {"winsorised", "0.1", "part of the z-scores drawn in on either side before φ and τ² are estimated"},
                    {"limits", "phe", "of rates: phe (as their published tool finds them, within 5e-5) or exact"},
                    multiplier},
       .run = funnel});
  list.push_back({.name = "spc",
                  .what = "a control chart of numbers over time, with the runs rules",
                  .reads = "x (events), n (not for chart c: units or persons); rows in time order; no value = a gap",
                  .gives = "value, centre, lower, upper, outside, runs, longest_run, longest_run_allowed, crossings, "
                           "fewest_crossings_allowed, sigma_z",
                  .formula = "centre ± 3 σ; c: σ = √c̄, u: √(ū/n), p: √(p̄(1−p̄)/n), primes: times the mean moving range of the z-scores / "
                             "1.128. runs: longest run > log₂ m + 3 or crossings < 5 % quantile of Bin(m−1, ½)",
                  .source = "Montgomery (2009), ch. 7; Laney (2002); Anhøj & Olesen (2014)",
                  .settings = {{"chart", "c", "c, u, p, u-prime or p-prime"}, multiplier},
                  .run = spc});
}

}  // namespace trede::method
