// SPDX-License-Identifier: EUPL-1.2
// Is the latest number in a series unusual? farrington, ears, cusum and glr-nb, on one series or many at once.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "method/series_methods.hpp"
#include "method/time_column.hpp"
#include "stat/series/alarm_rate.hpp"
#include "stat/series/count_regression.hpp"
#include "stat/series/detectors.hpp"
#include "stat/series/farrington.hpp"
#include "stat/spatial/autocorrelation.hpp"

namespace trede::method {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// A setting that may be "auto".
template <class T, class Read>
T or_auto(const Call& call, const char* name, T otherwise, Errors& errors, Read read) {
  if (call.settings.at(name) == "auto") return otherwise;
  const auto value = read();
  if (!value) {
    errors.add(value.error());
    return otherwise;
  }
  return static_cast<T>(*value);
}
template <class T>
T take(const Result<T>& value, T otherwise, Errors& errors) {
  if (value) return *value;
  errors.add(value.error());
  return otherwise;
}

struct Series {
  std::vector<GriddedRows> series;
  std::vector<double> y;  // by row of the table
  [[nodiscard]] std::vector<double> events(std::size_t s) const {
    std::vector<double> out(series[s].rows.size(), kNone);
    for (std::size_t i = 0; i < out.size(); ++i)
      if (series[s].rows[i] != kGap) out[i] = y[series[s].rows[i]];
    return out;
  }
};

Checked<Series> read_series(const Call& call, unsigned per_year) {
  auto series = gridded_rows(call.table, per_year);
  auto y = call.table.numbers_or_none("y");
  Errors errors = problems(series, y);
  if (y)
    for (std::size_t row = 0; row < y->size(); ++row)
      if ((*y)[row] < 0.0)
        errors.add({"stat.too_small", Failure::input, "Dit getal is te klein: 0 is het minste.",
                    "This number is too small: 0 is the least.", call.table.where(row, "y")});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return Series{std::move(*series), std::move(*y)};
}

// The columns series (when the table has it) and t of the rows that are given out.
void name_rows(const Call& call, const std::vector<std::size_t>& rows, Output& out) {
  for (const char* column : {"series", "t"}) {
    if (!call.table.has(column)) continue;
    const auto text = call.table.text(column).value();
    std::vector<std::string> chosen;
    for (const std::size_t row : rows) chosen.push_back(text[row]);
    out.add(column, std::move(chosen));
  }
}

std::string_view word(stat::JudgedStatus status) {
  switch (status) {
    case stat::JudgedStatus::judged: return "judged";
    case stat::JudgedStatus::few_events: return "few-events";
    case stat::JudgedStatus::no_value: return "no-value";
    case stat::JudgedStatus::no_history: return "no-history";
    case stat::JudgedStatus::few_reference: return "few-reference";
    case stat::JudgedStatus::no_fit: break;
  }
  return "no-fit";
}

stat::FarringtonSettings farrington_settings(const Call& call, unsigned per_year, Errors& errors) {
  const auto method = take<std::string>(call.word("method", {"flexible", "original"}), "flexible", errors);
  stat::FarringtonSettings s =
      stat::farrington_settings(method == "original" ? stat::FarringtonMethod::original : stat::FarringtonMethod::flexible, per_year);
  const auto whole = [&](const char* name, std::uint64_t least, std::uint64_t most) {
    return [&call, name, least, most] { return call.whole(name, least, most); };
  };
  const auto number = [&](const char* name, double least, double most) {
    return [&call, name, least, most] { return call.number(name, least, most); };
  };
  s.years = or_auto(call, "b", s.years, errors, whole("b", 1, 50));
  s.half_window = or_auto(call, "w", s.half_window, errors, whole("w", 0, 26));
  s.levels = or_auto(call, "no-periods", s.levels, errors, whole("no-periods", 1, 100));
  s.left_out = or_auto(call, "past-weeks-not-included", s.left_out, errors, whole("past-weeks-not-included", 0, 1000));
  s.weights_threshold = or_auto(call, "weights-threshold", s.weights_threshold, errors, number("weights-threshold", 0.0, 100.0));
  s.trend_p = or_auto(call, "trend-p", s.trend_p, errors, number("trend-p", 0.0, 1.0));
  s.reweight = take<std::string>(call.word("reweight", {"yes", "no"}), "yes", errors) == "yes";
  s.trend = take<std::string>(call.word("trend", {"yes", "no"}), "yes", errors) == "yes";
  s.alpha = take(call.number("alpha", 1e-9, 0.5), s.alpha, errors);
  s.fewest_events = take(call.number("fewest", 0.0, 1e9), s.fewest_events, errors);
  s.over_periods = static_cast<unsigned>(take<std::uint64_t>(call.whole("over", 1, 1000), s.over_periods, errors));
  const auto threshold = take<std::string>(call.word("threshold", {"auto", "nbplugin", "muan", "delta", "predictive"}), "auto", errors);
  if (threshold != "auto")
    s.threshold = threshold == "delta"      ? stat::Threshold::delta
                  : threshold == "muan"     ? stat::Threshold::muan
                  : threshold == "nbplugin" ? stat::Threshold::nb_plugin
                                            : stat::Threshold::predictive;
  const auto power = take<std::string>(call.word("power", {"2/3", "1/2", "1"}), "2/3", errors);
  s.power = power == "1" ? stat::PowerScale::none : power == "1/2" ? stat::PowerScale::half : stat::PowerScale::two_thirds;
  const unsigned most_levels = per_year > 2 * s.half_window ? per_year - 2 * s.half_window : 1;
  if (errors.empty() && method == "flexible" && s.levels > most_levels)
    errors.add(
        {"stat.setting",
         Failure::usage,
         fmt::format("--set no-periods: met {} perioden per jaar en w={} passen er {} in een jaar.", per_year, s.half_window, most_levels),
         fmt::format("--set no-periods: with {} periods a year and w={} there is room for {} in a year.", per_year, s.half_window,
                     most_levels),
         {}});
  return s;
}

unsigned frequency(const Call& call, Errors& errors) {
  return or_auto<unsigned>(call, "freq", 0, errors, [&] { return call.whole("freq", 1, 366); });
}

struct Judgements {
  std::vector<std::size_t> row;
  std::vector<stat::JudgedPeriod> of;
};

// Judges all series; those of one time axis share the choice of reference periods.
Judgements judge_all(const Call& call, const Series& data, const std::vector<stat::FarringtonSettings>& settings, std::size_t last) {
  std::map<std::tuple<std::size_t, unsigned, std::int32_t>, std::size_t> known;
  std::vector<stat::FarringtonPlan> plans;
  std::vector<std::size_t> plan_of;
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    const stat::TimeAxis& axis = data.series[s].axis;
    const auto [found, added] = known.try_emplace({axis.length, axis.per_year, axis.days.empty() ? -1 : axis.days.front()}, plans.size());
    if (added)
      plans.emplace_back(axis, settings[s],
                         last > 0 ? axis.length - std::min(last, axis.length) : stat::FarringtonPlan::first_possible(axis, settings[s]));
    plan_of.push_back(found->second);
  }
  std::vector<std::vector<stat::JudgedPeriod>> judged(data.series.size());
  constexpr std::size_t kBatch = 64;
  parallel_for((data.series.size() + kBatch - 1) / kBatch, call.threads, [&](std::size_t batch) {
    std::map<std::size_t, stat::Farrington> workers;
    for (std::size_t s = batch * kBatch; s < std::min(data.series.size(), (batch + 1) * kBatch); ++s)
      judged[s] = workers.try_emplace(plan_of[s], plans[plan_of[s]]).first->second.judge(data.events(s));
  });
  Judgements out;
  for (std::size_t s = 0; s < judged.size(); ++s) {
    for (const stat::JudgedPeriod& one : judged[s]) {
      if (data.series[s].rows[one.place] == kGap) continue;
      out.row.push_back(data.series[s].rows[one.place]);
      out.of.push_back(one);
    }
  }
  return out;
}

// Benjamini and Hochberg over the series that were judged in the same period.
std::vector<double> q_values(const Call& call, const Judgements& j) {
  std::map<std::string, std::vector<std::size_t>> families;
  const auto t = call.table.text("t").value();
  for (std::size_t i = 0; i < j.of.size(); ++i)
    if (j.of[i].status == stat::JudgedStatus::judged && j.of[i].p) families[t[j.row[i]]].push_back(i);
  std::vector<double> out(j.of.size(), kNone);
  for (const auto& [name, members] : families) {
    std::vector<double> p;
    for (const std::size_t i : members) p.push_back(*j.of[i].p);
    const auto q = stat::false_discovery(p);
    for (std::size_t m = 0; m < members.size(); ++m) out[members[m]] = q[m];
  }
  return out;
}

Checked<Output> farrington(const Call& call) {
  Errors errors;
  const unsigned freq = frequency(call, errors);
  const auto last = take<std::uint64_t>(call.whole("last", 0, kMostPeriods), 0, errors);
  const auto data = read_series(call, freq);
  if (!data) errors.add(data.error());
  std::vector<stat::FarringtonSettings> settings;
  if (data) {
    std::map<unsigned, stat::FarringtonSettings> by_frequency;
    for (const auto& one : data->series) {
      if (!by_frequency.contains(one.axis.per_year)) by_frequency[one.axis.per_year] = farrington_settings(call, one.axis.per_year, errors);
      settings.push_back(by_frequency[one.axis.per_year]);
    }
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const Judgements j = judge_all(call, *data, settings, last);
  const auto column = [&](auto field) {
    std::vector<double> out;
    out.reserve(j.of.size());
    for (const auto& one : j.of) out.push_back(field(one).value_or(kNone));
    return out;
  };
  std::vector<std::int64_t> alarm, reference;
  std::vector<std::string> status;
  for (const auto& one : j.of) {
    alarm.push_back(one.alarm ? 1 : 0);
    reference.push_back(static_cast<std::int64_t>(one.reference));
    status.emplace_back(word(one.status));
  }
  Output out;
  name_rows(call, j.row, out);
  out.add("upper", column([](const auto& one) { return one.upper; }))
      .add_counts("alarm", std::move(alarm))
      .add("expected", column([](const auto& one) { return one.expected; }))
      .add("score", column([](const auto& one) { return one.score; }))
      .add("p", column([](const auto& one) { return one.p; }))
      .add("q", q_values(call, j))
      .add("dispersion", column([](const auto& one) { return one.dispersion; }))
      .add("trend", column([](const auto& one) { return one.trend; }))
      .add_counts("reference", std::move(reference))
      .add("status", std::move(status));
  return out;
}

Checked<Output> ears(const Call& call) {
  Errors errors;
  stat::EarsSettings s;
  const auto method = take<std::string>(call.word("method", {"C1", "C2", "C3"}), "C1", errors);
  s.method = method == "C1" ? stat::Ears::c1 : method == "C2" ? stat::Ears::c2 : stat::Ears::c3;
  s.baseline = static_cast<unsigned>(take<std::uint64_t>(call.whole("baseline", 3, 1000), 7, errors));
  s.alpha = take(call.number("alpha", 1e-9, 0.5), s.alpha, errors);
  s.least_deviation = take(call.number("least-deviation", 0.0, 1e9), 0.0, errors);
  const auto last = take<std::uint64_t>(call.whole("last", 0, kMostPeriods), 0, errors);
  const auto data = read_series(call, frequency(call, errors));
  if (!data) errors.add(data.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const std::size_t needed = s.baseline + (s.method == stat::Ears::c1 ? 0 : s.method == stat::Ears::c2 ? 2 : 4);
  std::vector<std::size_t> rows;
  std::vector<double> upper;
  std::vector<std::int64_t> alarm;
  for (std::size_t i = 0; i < data->series.size(); ++i) {
    const auto y = data->events(i);
    const auto bounds = stat::ears_bounds(y, s);
    for (std::size_t t = last > 0 ? y.size() - std::min<std::size_t>(last, y.size()) : std::min(needed, y.size()); t < y.size(); ++t) {
      if (data->series[i].rows[t] == kGap) continue;
      rows.push_back(data->series[i].rows[t]);
      upper.push_back(bounds[t].value_or(kNone));
      alarm.push_back(bounds[t] && y[t] > *bounds[t] ? 1 : 0);
    }
  }
  Output out;
  name_rows(call, rows, out);
  out.add("upper", std::move(upper)).add_counts("alarm", std::move(alarm));
  return out;
}

// Where watching starts: the `last` periods, or, when that is 0, the second half.
std::size_t watch_from(std::size_t length, std::uint64_t last) {
  return last > 0 ? length - std::min<std::size_t>(last, length) : length / 2;
}

Error no_baseline(const Call& call, const GriddedRows& series) {
  return {
      "stat.no_baseline", Failure::input,
      "Voor deze reeks is niet uit te rekenen wat gewoon is: vóór de bewaakte perioden staat er te weinig. Verlaag last of geef meer historie.",
      "For this series it cannot be computed what is usual: there is too little before the watched periods. Lower last or give more history.",
      call.table.where(*std::find_if(series.rows.begin(), series.rows.end(), [](std::size_t r) { return r != kGap; }), "y")};
}

// Adding up needs every period.
Errors missing_values(const Call& call, const Series& data) {
  Errors errors;
  for (const auto& series : data.series) {
    for (std::size_t i = 0; i < series.rows.size(); ++i) {
      if (series.rows[i] != kGap && !std::isnan(data.y[series.rows[i]])) continue;
      std::size_t at = i;
      while (series.rows[at] == kGap) --at;
      errors.add({"stat.gap", Failure::input,
                  "Hier of in de periode hierna ontbreekt een waarde. Deze methode telt op en heeft elke periode nodig.",
                  "Here or in the next period a value is missing. This method adds up and needs every period.",
                  call.table.where(series.rows[at], "y")});
    }
  }
  return errors;
}

// Log-linear course with a season, fitted before the watched periods; means of the watched ones.
struct Course {
  std::vector<double> mean;
  double overdispersion = 0;
};
std::optional<Course> seasonal_course(std::span<const double> y, std::size_t from, unsigned per_year, bool trend, unsigned harmonics,
                                      std::optional<double> overdispersion) {
  std::vector<double> design;
  const auto row = [&](std::size_t t) { return stat::season_row(static_cast<double>(t + 1), trend, harmonics, per_year); };
  const std::size_t columns = row(0).size();
  for (std::size_t t = 0; t < from; ++t)
    for (const double x : row(t)) design.push_back(x);
  const auto model = stat::count_regression(y.first(from), design, columns, overdispersion);
  if (!model) return std::nullopt;
  Course out{.mean = {}, .overdispersion = model->overdispersion};
  for (std::size_t t = from; t < y.size(); ++t) out.mean.push_back(model->mean(row(t)));
  return out;
}

Checked<Output> cusum(const Call& call) {
  Errors errors;
  stat::CusumSettings s;
  s.k = take(call.number("k", 0.0, 100.0), s.k, errors);
  s.h = take(call.number("h", 0.0, 1e6), s.h, errors);
  const auto scale = take<std::string>(call.word("transform", {"rossi", "standard", "anscombe"}), "rossi", errors);
  s.scale = scale == "rossi" ? stat::CusumScale::rossi : scale == "standard" ? stat::CusumScale::standard : stat::CusumScale::anscombe;
  const std::string& m = call.settings.at("m");
  const double fixed = m == "mean" || m == "season" ? 0.0 : take(call.number("m", 1e-9, 1e12), 1.0, errors);
  const auto last = take<std::uint64_t>(call.whole("last", 0, kMostPeriods), 0, errors);
  const auto data = read_series(call, frequency(call, errors));
  if (!data) errors.add(data.error());
  else errors.add(missing_values(call, *data));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<std::size_t> rows;
  std::vector<double> upper, sums, means;
  std::vector<std::int64_t> alarm;
  for (std::size_t i = 0; i < data->series.size(); ++i) {
    const auto y = data->events(i);
    const std::size_t from = watch_from(y.size(), last);
    std::vector<double> mean{fixed};
    if (m == "mean")
      mean[0] = from > 0 ? std::accumulate(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(from), 0.0) / static_cast<double>(from) : 0.0;
    if (m == "season") {
      const auto course = seasonal_course(y, from, data->series[i].axis.per_year, false, 1, 0.0);
      mean = course ? course->mean : std::vector<double>{0.0};
    }
    if (!(mean[0] > 0.0)) {
      errors.add(no_baseline(call, data->series[i]));
      continue;
    }
    const auto steps = stat::cusum(std::span(y).subspan(from), mean, s);
    for (std::size_t t = 0; t < steps.size(); ++t) {
      rows.push_back(data->series[i].rows[from + t]);
      upper.push_back(steps[t].upper);
      sums.push_back(steps[t].cusum);
      means.push_back(mean.size() == 1 ? mean[0] : mean[t]);
      alarm.push_back(steps[t].alarm ? 1 : 0);
    }
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  name_rows(call, rows, out);
  out.add("upper", std::move(upper)).add_counts("alarm", std::move(alarm)).add("cusum", std::move(sums)).add("expected", std::move(means));
  return out;
}

Checked<Output> glr_nb(const Call& call) {
  Errors errors;
  stat::GlrSettings s;
  s.limit = take(call.number("limit", 0.0, 1e6), s.limit, errors);
  s.window = take<std::uint64_t>(call.whole("window", 0, 10000), 0, errors);
  const auto harmonics = static_cast<unsigned>(take<std::uint64_t>(call.whole("harmonics", 0, 6), 1, errors));
  const bool trend = take<std::string>(call.word("trend", {"yes", "no"}), "no", errors) == "yes";
  std::optional<double> over;
  if (call.settings.at("overdispersion") != "auto") over = take(call.number("overdispersion", 0.0, 1e6), 0.0, errors);
  const auto last = take<std::uint64_t>(call.whole("last", 0, kMostPeriods), 0, errors);
  const auto data = read_series(call, frequency(call, errors));
  if (!data) errors.add(data.error());
  else errors.add(missing_values(call, *data));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<std::size_t> rows;
  std::vector<double> statistic, means, overdispersion;
  std::vector<std::int64_t> alarm;
  for (std::size_t i = 0; i < data->series.size(); ++i) {
    const auto y = data->events(i);
    const std::size_t from = watch_from(y.size(), last);
    const auto course = seasonal_course(y, from, data->series[i].axis.per_year, trend, harmonics, over);
    if (!course) {
      errors.add(no_baseline(call, data->series[i]));
      continue;
    }
    const auto steps = stat::glr(std::span(y).subspan(from), course->mean, course->overdispersion, s);
    for (std::size_t t = 0; t < steps.size(); ++t) {
      rows.push_back(data->series[i].rows[from + t]);
      statistic.push_back(steps[t].statistic);
      alarm.push_back(steps[t].alarm ? 1 : 0);
      means.push_back(course->mean[t]);
      overdispersion.push_back(course->overdispersion);
    }
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  name_rows(call, rows, out);
  out.add("glr", std::move(statistic))
      .add_counts("alarm", std::move(alarm))
      .add("expected", std::move(means))
      .add("overdispersion", std::move(overdispersion));
  return out;
}

Checked<Output> alarm_rate(const Call& call) {
  Errors errors;
  const auto series = static_cast<double>(take<std::uint64_t>(call.whole("series", 1, 1000000000), 1, errors));
  const auto periods = static_cast<double>(take<std::uint64_t>(call.whole("periods", 1, 1000000), 1, errors));
  const double alpha = take(call.number("alpha", 1e-12, 0.5), 0.05, errors);
  const double interval = take(call.number("interval", 0.0, 1e12), 0.0, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const double used = interval > 0.0 ? stat::alpha_of_recurrence(interval, series) : alpha;
  Output out;
  out.item("alpha", used)
      .item("expected_false_alarms", stat::expected_false_alarms(used, series, periods))
      .item("chance_of_any", stat::chance_of_false_alarm(used, series, periods))
      .item("recurrence_interval", stat::recurrence_interval(used, series));
  return out;
}

const Setting kLast = {"last", "0", "judge the last so many periods; 0 = all with enough history"};
const Setting kWatch = {"last", "0", "watch the last so many periods; 0 = the second half"};
const Setting kFreq = {"freq", "auto", "periods a year; auto: 12, 4, 52 or 365 by the kind of t, for numbers the column freq or 52"};
const char* const kReads =
    "t (number, 2020-M03, 2020-K1, 2020-W07 or 2020-02-10, ascending), y (count, may be empty), perhaps series (name), epoch (date of each t)";

Method farrington_method() {
  return {
      .name = "farrington",
      .what = "a number of events against earlier years: expected value, upper bound, alarm",
      .reads = kReads,
      .gives =
          "t, upper, alarm (1 or 0), expected, score (above 1 = alarm), p, q (over series in one period), dispersion, trend, reference, status",
      .formula =
          "log μ = level of season + βt, quasi-Poisson, outbreaks weighed down; upper = 1−α quantile of NB(μ, φμ), or (μ^⅔ + z·sd)^(3/2)",
      .source = "Noufaily et al. (2013); Farrington et al. (1996); as surveillance 1.20.3 (Salmon, Schumacher & Höhle 2016)",
      .settings = {{"method", "flexible", "flexible (2013) or original (1996)"},
                   kLast,
                   kFreq,
                   {"alpha", "0.05", "chance of an alarm while nothing changed; original: two-sided"},
                   {"b", "auto", "years of reference; auto: 5"},
                   {"w", "auto", "half window in periods; auto: 3 weeks, 1 month, 0 quarters"},
                   {"no-periods", "auto", "levels of the season; auto: 10 (quarters 4); 1 = only the windows"},
                   {"past-weeks-not-included", "auto", "latest periods that are no reference; auto: 26 weeks, 6 months, 2 quarters"},
                   {"reweight", "yes", "weigh down earlier outbreaks (yes, no)"},
                   {"weights-threshold", "auto", "Anscombe residual from which that is done; auto: 2.58, original 1"},
                   {"trend", "yes", "a trend may be fitted (yes, no)"},
                   {"trend-p", "auto", "keep the trend when p is below this; auto: 1, original 0.05"},
                   {"threshold", "auto", "nbplugin, muan, delta or predictive; auto: nbplugin, original delta"},
                   {"power", "2/3", "scale of delta: 2/3, 1/2 or 1"},
                   {"fewest", "5", "no judgement with fewer events than this in the last `over` periods"},
                   {"over", "4", "periods over which the fewest events are counted"}},
      .run = farrington};
}

}  // namespace

void add_alarm_methods(std::vector<Method>& list) {
  list.push_back(farrington_method());
  list.push_back(
      {.name = "ears",
       .what = "a number of events against the few periods before",
       .reads = kReads,
       .gives = "t, upper, alarm (1 or 0)",
       .formula =
           "C1, C2: mean + z·sd of 7 periods (C2: 2 periods left between); C3: y + sd·(z − Σ max(0, C2 − 1) of the 2 periods before)",
       .source = "Hutwagner et al. (2003); Fricker, Hegler & Dunfee (2008)",
       .settings = {{"method", "C1", "C1, C2 or C3"},
                    {"alpha", "0.001", "one-sided (for C3 0.025 is usual too)"},
                    {"baseline", "7", "periods before"},
                    {"least-deviation", "0", "least standard deviation"},
                    kLast,
                    kFreq},
       .run = ears});
  list.push_back({.name = "cusum",
                  .what = "small excesses added up until they are too many",
                  .reads = kReads,
                  .gives = "t, upper (count at which the alarm sounds), alarm (1 or 0), cusum, expected",
                  .formula = "C_t = max(0, C_{t−1} + z_t − k), alarm at C_t ≥ h; rossi: z = (y − 3m + 2√(ym)) / 2√m",
                  .source = "Page (1954); Rossi, Lampugnani & Marchi (1999)",
                  .settings = {{"k", "1.04", "reference value"},
                               {"h", "2.26", "decision value"},
                               {"m", "mean", "what is usual: mean (of the periods before), season (Poisson with one sine), or a number"},
                               {"transform", "rossi", "rossi, standard or anscombe"},
                               kWatch,
                               kFreq},
                  .run = cusum});
  list.push_back(
      {.name = "glr-nb",
       .what = "likelihood ratio of a lasting rise since any earlier period, negative binomial counts",
       .reads = kReads,
       .gives = "t, glr, alarm (1 or 0), expected, overdispersion",
       .formula = "max over k ≤ t and κ ≥ 0 of Σ_{k..t} log f(y; e^κ μ) / f(y; μ), variance μ + αμ²; alarm at `limit`, then anew",
       .source = "Höhle & Paul (2008); Lawless (1987)",
       .settings = {{"limit", "5", "alarm from this value on"},
                    {"overdispersion", "auto", "α; auto: by maximum likelihood from the periods before; 0 = Poisson"},
                    {"harmonics", "1", "sines and cosines in the season"},
                    {"trend", "no", "a trend in what is usual (yes, no)"},
                    {"window", "0", "look back over at most so many periods; 0 = all"},
                    kWatch,
                    kFreq},
       .run = glr_nb});
  list.push_back(
      {.name = "alarm-rate",
       .what = "how many false alarms a level of alarm means",
       .reads = "nothing (any table)",
       .gives = "name, value: alpha, expected_false_alarms, chance_of_any, recurrence_interval (periods between two false alarms)",
       .formula = "α·series·periods; 1 − (1 − α)^(series·periods); 1 / (α·series)",
       .source = "arithmetic; recurrence interval as Kulldorff (2001)",
       .settings = {{"series", "1", "series that are watched"},
                    {"periods", "1", "periods in which they are judged"},
                    {"alpha", "0.05", "chance of a false alarm per series and period"},
                    {"interval", "0", "instead of alpha: one false alarm in so many periods over all series; 0 = use alpha"}},
       .run = alarm_rate});
}

}  // namespace trede::method
