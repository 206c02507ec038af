// SPDX-License-Identifier: EUPL-1.2
// Weekly series of ten years in every area: the Farrington algorithm over the last year and over the last week, and by simulation how often
// it calls what is not there and how much of what is there it finds.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "bench.hpp"
#include "stat/random.hpp"
#include "stat/series/counts.hpp"
#include "stat/series/farrington.hpp"

namespace trede::bench {
namespace {

constexpr std::size_t kWeeks = 520, kCompared = 5;

stat::TimeAxis weeks() { return stat::TimeAxis::by_order(kWeeks, 52); }

// Counts that statistics_peer.R makes too, to the number: from x → 16807 x mod 2³¹ − 1, which is exact in doubles.
std::vector<double> made_up_counts(std::size_t number) {
  std::uint64_t x = (number + 1) * 7919;
  const auto uniform = [&] {
    x = x * 16807 % 2147483647;
    return static_cast<double>(x) / 2147483647.0;
  };
  const double first = uniform(), mean = 1.0 + 30.0 * first * first;
  std::vector<double> out(kWeeks);
  for (std::size_t t = 0; t < kWeeks; ++t) {
    double sum = 0.0;
    for (int i = 0; i < 4; ++i) sum += uniform();
    out[t] = std::floor(mean * (1.0 + 0.4 * std::sin(2.0 * std::numbers::pi * static_cast<double>(t + 1) / 52.0)) * sum / 2.0);
  }
  for (std::size_t t = 300; t < 304; ++t) out[t] *= 3.0;  // an outbreak in the past
  return out;
}

const std::vector<std::vector<double>>& all_counts(const Country& country) {
  static std::vector<std::vector<double>> counts;
  for (std::size_t i = counts.size(); i < country.size(); ++i) counts.push_back(made_up_counts(i));
  return counts;
}

std::string judge_all(const Country& country, std::size_t last) {
  const auto& counts = all_counts(country);
  const stat::FarringtonPlan plan(weeks(), stat::farrington_settings(stat::FarringtonMethod::flexible, 52), kWeeks - last);
  stat::Farrington farrington(plan);
  std::size_t alarms = 0, judged = 0;
  double bounds = 0.0, expected = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (const stat::JudgedPeriod& one : farrington.judge(counts[i])) {
      judged += one.status == stat::JudgedStatus::judged;
      alarms += one.alarm;
      if (i < kCompared) {
        bounds += one.upper.value_or(0.0);
        expected += one.expected.value_or(0.0);
      }
    }
  }
  return fmt::format("{} alarms of {} judged; first {} series: bounds {:.0f}, expected {:.6f}", alarms, judged, kCompared, bounds,
                     expected);
}

// One kind of made-up weeks without any change in the last of them.
struct Noise {
  const char* name;
  double mean, dispersion, season, growth;  // growth: of the mean in ten years
};
constexpr Noise kNoise[] = {{"Poisson 5", 5, 1, 0, 1},
                            {"Poisson 5 with season", 5, 1, 0.5, 1},
                            {"NB 10, variance twice the mean", 10, 2, 0, 1},
                            {"NB 10 with season", 10, 2, 0.5, 1},
                            {"NB 30 with season, variance 4 times", 30, 4, 0.5, 1},
                            {"Poisson 10 that doubles", 10, 1, 0.3, 2}};

std::vector<double> noise(const Noise& kind, std::uint32_t number) {
  stat::Philox random(2027, static_cast<std::uint32_t>(&kind - kNoise), number);
  const double shift = random.uniform();
  std::vector<double> out(kWeeks);
  for (std::size_t t = 0; t < kWeeks; ++t) {
    const double year = static_cast<double>(t) / 52.18;
    const double mean =
        kind.mean * std::pow(kind.growth, year / 10.0) * (1.0 + kind.season * std::sin(2.0 * std::numbers::pi * (year + shift)));
    out[t] = stat::count_quantile(random.uniform(), mean, kind.dispersion);
  }
  return out;
}

// Share of weeks with an alarm among those judged, in the last four weeks of 4,000 series; `excess` standard deviations are added to the
// last.
double share_of_alarms(const Noise& kind, double alpha, double excess, stat::Threshold threshold) {
  constexpr std::uint32_t kSeries = 4000;
  stat::FarringtonSettings settings = stat::farrington_settings(stat::FarringtonMethod::flexible, 52);
  settings.alpha = alpha;
  settings.threshold = threshold;
  const std::size_t last = excess > 0.0 ? 1 : 4;
  const stat::FarringtonPlan plan(weeks(), settings, kWeeks - last);
  stat::Farrington farrington(plan);
  double alarms = 0.0, judged = 0.0;
  for (std::uint32_t i = 0; i < kSeries; ++i) {
    auto y = noise(kind, i);
    y.back() += std::round(excess * std::sqrt(kind.mean * kind.dispersion));
    for (const stat::JudgedPeriod& one : farrington.judge(y)) {
      judged += one.status == stat::JudgedStatus::judged;
      alarms += one.alarm;
    }
  }
  return alarms / judged;
}

}  // namespace

void add_series_tasks(std::vector<Task>& tasks) {
  tasks.push_back({.name = "farrington-52",
                   .what = "farrington flexible, 520 weeks, the last 52 judged, all areas",
                   .target = 30.0,
                   .run = [](const Country& c) { return judge_all(c, 52); },
                   .repeats = 1});
  tasks.push_back({.name = "farrington-last", .what = "the same, only the last week", .target = 1.0, .run = [](const Country& c) {
                     return judge_all(c, 1);
                   }});
  const auto percentages = [](const Noise& kind, const char* what, const std::vector<double>& values, auto share) {
    std::string note;
    for (const double value : values)
      note += fmt::format("{}{:.3g} % {} {:g}", note.empty() ? "" : ", ", 100.0 * share(kind, value), what, value);
    return note;
  };
  for (const Noise& kind : kNoise) {
    for (const auto threshold : {stat::Threshold::nb_plugin, stat::Threshold::predictive}) {
      const char* word = threshold == stat::Threshold::predictive ? "predictive" : "nbplugin";
      tasks.push_back({.name = fmt::format("farrington-false {} {}", word, kind.name),
                       .what = fmt::format("false alarms of farrington, {}, {}", word, kind.name),
                       .run =
                           [&kind, percentages, threshold](const Country&) {
                             return percentages(kind, "at alpha", {0.05, 0.01, 0.001},
                                                [&](const Noise& k, double alpha) { return share_of_alarms(k, alpha, 0.0, threshold); });
                           },
                       .repeats = 1,
                       .simulation = true});
      tasks.push_back({.name = fmt::format("farrington-power {} {}", word, kind.name),
                       .what = fmt::format("outbreaks found by farrington at 1 %, {}, {}", word, kind.name),
                       .run =
                           [&kind, percentages, threshold](const Country&) {
                             return percentages(kind, "of sd", {2.0, 3.0, 5.0},
                                                [&](const Noise& k, double excess) { return share_of_alarms(k, 0.01, excess, threshold); });
                           },
                       .repeats = 1,
                       .simulation = true});
    }
  }
}

}  // namespace trede::bench
