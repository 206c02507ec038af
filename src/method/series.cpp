// SPDX-License-Identifier: EUPL-1.2
// Trend and breaks of a series of figures.
#include <cmath>
#include <limits>

#include "method/method.hpp"
#include "method/series_methods.hpp"
#include "method/time_column.hpp"
#include "stat/series/trend.hpp"

namespace trede::method {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Values of each series that are there, with their time.
struct Points {
  std::string name;
  std::vector<double> time, value;
  std::vector<std::size_t> rows;
  std::vector<std::uint32_t> season;  // empty when the time has none
};

Checked<std::vector<Points>> read_points(const Call& call, bool t_may_be_absent) {
  const auto rows = timed_rows(call.table, t_may_be_absent);
  const auto y = call.table.numbers_or_none("y");
  Errors errors = problems(rows, y);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<Points> out;
  for (const TimedRows& series : *rows) {
    Points one{.name = series.name, .time = {}, .value = {}, .rows = {}, .season = {}};
    for (std::size_t i = 0; i < series.rows.size(); ++i) {
      if (std::isnan((*y)[series.rows[i]])) continue;
      one.time.push_back(series.time[i]);
      one.value.push_back((*y)[series.rows[i]]);
      one.rows.push_back(series.rows[i]);
      if (!series.season.empty()) one.season.push_back(series.season[i]);
    }
    out.push_back(std::move(one));
  }
  return out;
}

// A column per quantity and a row per series.
class BySeries {
 public:
  void add(const char* name, double value) {
    for (auto& [known, values] : columns_)
      if (known == name) return values.push_back(value);
    columns_.push_back({name, {value}});
  }
  Output output(const Call& call, const std::vector<Points>& series) {
    Output out;
    if (call.table.has("series")) {
      std::vector<std::string> names;
      for (const Points& one : series) names.push_back(one.name);
      out.add("series", std::move(names));
    }
    for (auto& [name, values] : columns_) out.add(name, std::move(values));
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::vector<double>>> columns_;
};

Checked<Output> mann_kendall(const Call& call) {
  const auto series = read_points(call, true);
  const auto seasonal = call.word("season", {"no", "yes"});
  Errors errors = problems(series);
  if (!seasonal) errors.add(seasonal.error());
  const bool by_season = seasonal && *seasonal == "yes";
  if (series && by_season)
    for (const Points& one : *series)
      if (one.season.size() != one.value.size())
        errors.add({"stat.setting", Failure::usage, "--set season: seizoenen zijn er alleen als t maanden of kwartalen noemt.",
                    "--set season: there are seasons only when t names months or quarters.", call.table.where()});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  BySeries table;
  for (const Points& one : *series) {
    const auto found = by_season ? stat::seasonal_mann_kendall(one.value, one.time, one.season) : stat::mann_kendall(one.value, one.time);
    const auto show = [&](const char* name, double value) { table.add(name, found ? value : kNone); };
    const stat::Trend trend = found.value_or(stat::Trend{});
    table.add("n", static_cast<double>(one.value.size()));
    show("s", static_cast<double>(trend.s));
    show("variance", trend.variance);
    show("tau", trend.tau);
    show("z", trend.z);
    show("p", trend.p);
    show("slope", trend.slope);
  }
  return table.output(call, *series);
}

Checked<Output> changepoint(const Call& call) {
  const auto penalty = call.word("penalty", {"mbic", "bic"});
  const auto test = call.word("test", {"mean", "meanvar"});
  const auto shortest = call.whole("min-segment", 1, 1000000);
  const auto series = read_points(call, true);
  Errors errors;
  if (!penalty) errors.add(penalty.error());
  if (!test) errors.add(test.error());
  if (!shortest) errors.add(shortest.error());
  if (!series) errors.add(series.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto rule = *penalty == "bic" ? stat::Penalty::bic : stat::Penalty::mbic;
  std::vector<std::string> name, t;
  std::vector<std::int64_t> change;
  std::vector<double> before, after;
  for (const Points& one : *series) {
    const auto found = *test == "mean" ? stat::changes_of_mean(one.value, rule, *shortest)
                                       : stat::changes_of_mean_and_variance(one.value, rule, std::max<std::uint64_t>(*shortest, 2));
    std::size_t from = 0;
    const auto mean = [&](std::size_t a, std::size_t b) {
      double sum = 0.0;
      for (std::size_t i = a; i < b; ++i) sum += one.value[i];
      return sum / static_cast<double>(b - a);
    };
    for (std::size_t c = 0; c < found.size(); ++c) {
      const std::size_t to = c + 1 < found.size() ? found[c + 1] : one.value.size();
      name.push_back(one.name);
      change.push_back(static_cast<std::int64_t>(found[c]));
      t.push_back(call.table.has("t") ? call.table.text("t").value()[one.rows[found[c] - 1]] : std::to_string(one.rows[found[c] - 1] + 1));
      before.push_back(mean(from, found[c]));
      after.push_back(mean(found[c], to));
      from = found[c];
    }
  }
  Output out;
  if (call.table.has("series")) out.add("series", std::move(name));
  out.add_counts("changepoint", std::move(change))
      .add("t", std::move(t))
      .add("mean_before", std::move(before))
      .add("mean_after", std::move(after));
  return out;
}

Checked<Output> weighted_trend(const Call& call) {
  const auto level = call.number("level", 0.5, 0.9999);
  auto series = read_points(call, true);
  std::vector<double> se(call.table.rows(), 1.0);
  Errors errors = problems(series);
  if (!level) errors.add(level.error());
  const bool given = call.table.has("se");
  if (given) {
    auto read = call.table.numbers("se", 1e-300);
    if (read) se = std::move(*read);
    else errors.add(read.error());
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  BySeries table;
  for (const Points& one : *series) {
    std::vector<double> own;
    for (const std::size_t row : one.rows) own.push_back(se[row]);
    const auto found = stat::weighted_trend(one.value, one.time, given ? own : std::vector<double>{}, *level);
    const auto show = [&](const char* name, double value) { table.add(name, found ? value : kNone); };
    const stat::WeightedTrend trend = found.value_or(stat::WeightedTrend{});
    table.add("n", static_cast<double>(one.value.size()));
    show("slope", trend.slope);
    show("lower", trend.interval.lower);
    show("upper", trend.interval.upper);
    show("se", trend.standard_error);
    show("p", trend.p);
    show("intercept", trend.intercept);
    show("scale", trend.scale);
    show("stable", trend.same_sign ? 1.0 : 0.0);
  }
  return table.output(call, *series);
}

}  // namespace

void add_series_methods(std::vector<Method>& list) {
  list.push_back(
      {.name = "mann-kendall",
       .what = "does a series rise or fall, whatever its shape, and how fast",
       .reads = "y, perhaps t (number or period, ascending; absent: 1, 2, 3 …) and series (name); rows without y are left out",
       .gives = "n, s, variance, tau, z, p, slope (per unit of t, for periods per year); one row per series; empty below 3 values",
       .formula = "S = Σ_{i<j} sign(y_j − y_i); Var with ties; z = (S ∓ 1)/√Var; τ_b; slope = median of (y_j − y_i)/(t_j − t_i)",
       .source = "Mann (1945); Kendall (1975); Theil (1950); Sen (1968); seasons: Hirsch, Slack & Smith (1982)",
       .settings = {{"season", "no", "yes: compare months with the same month (or quarters) of other years only"}},
       .run = mann_kendall});
  list.push_back(
      {.name = "weighted-trend",
       .what = "a straight line through figures with their standard errors, and whether one figure decides its direction",
       .reads = "y, perhaps t, series, se (standard error of y, above 0; absent: equal)",
       .gives =
           "n, slope, lower, upper, se, p, intercept (at the weighted mean of t), scale, stable (1 = same sign with any one figure left out)",
       .formula = "weights 1/se²; se(slope) = √(max(1, χ²/(n−2)) / Σ w (t − t̄)²), without se the residual variance; t distribution, n − 2",
       .source = "weighted least squares (Aitken 1935) with the scale factor of Birge (1932)",
       .settings = {{"level", "0.95", "two-sided level of confidence"}},
       .run = weighted_trend});
  list.push_back(
      {.name = "changepoint",
       .what = "where the level of a series (or level and spread) changes",
       .reads = "y, perhaps t and series; rows without y are left out",
       .gives = "changepoint (last place before the change, from 1), t of that place, mean_before, mean_after; no row = no change",
       .formula = "min Σ cost + penalty per change by PELT; mean: Σ(y−ȳ)²; meanvar: n(log 2πσ² + 1); mbic adds log n of each segment",
       .source = "Killick, Fearnhead & Eckley (2012); Zhang & Siegmund (2007)",
       .settings = {{"penalty", "mbic", "mbic or bic"},
                    {"test", "mean", "mean (variance 1: standardise first) or meanvar"},
                    {"min-segment", "1", "fewest values between two changes; meanvar at least 2"}},
       .run = changepoint});
  add_alarm_methods(list);
}

}  // namespace trede::method
