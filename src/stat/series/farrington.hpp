// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Is the latest number of events in a series of weeks or months higher than earlier years let expect? Per period a quasi-Poisson
// regression on comparable periods of earlier years gives what is expected and an upper bound; a number above the bound is an alarm.
//
// original: Farrington, Andrews, Beale & Catchpole (1996), J. R. Statist. Soc. A 159: the periods within half_window of the same period in
//   each of `years` earlier years; bound on the 2/3 power scale, two-sided α.
// flexible: Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett (2013), Statistics in Medicine 32: all periods of those years, with
//   a factor of `levels` seasons; the last `left_out` periods are kept out, so that an outbreak that has just begun does not raise its own
//   bound; earlier outbreaks are weighed down; bound = quantile of the negative binomial; one-sided α.
// Where the articles leave room, the choices are those of the R package surveillance 1.20.3, with which the bounds are compared. One of
// them is kept knowingly: after reweighting, the variance of the fitted value and the test of the trend use the dispersion
// Σ ω ((y − μ)/μ)² / df and not Σ ω (y − μ)²/μ / df. It touches the thresholds delta and muan and a trend_p below 1, not nb_plugin.
//
// The choice of reference periods depends on the time axis only: a Plan is made once and used for any number of series.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/series/level_trend.hpp"
#include "stat/series/time_axis.hpp"

namespace trede::stat {

enum class FarringtonMethod : std::uint8_t { original, flexible };
// How the bound follows from expected value and dispersion. delta: normal on a power scale, with the uncertainty of the expected value.
// nb_plugin: quantile of the negative binomial at the expected value. muan: the same at the upper 1 − α limit of the expected value.
// predictive: the quantile with the variance of a new number, φμ + var(μ), averaged over what φ may be (φ̂ df / χ²), and with φ̂ put back to
// what it was before the highest numbers were weighed down. Ours: the one that keeps its level on pure noise, also with three years of
// months (bench/statistics.sh --simulate).
enum class Threshold : std::uint8_t { delta, nb_plugin, muan, predictive };
enum class PowerScale : std::uint8_t { none, half, two_thirds };

struct FarringtonSettings {
  FarringtonMethod method = FarringtonMethod::flexible;
  unsigned years = 5;
  unsigned half_window = 3;
  unsigned levels = 10;    // of the season, the current window counted; 1 = only the windows; flexible only
  unsigned left_out = 26;  // flexible only; at least half_window
  bool reweight = true;
  double weights_threshold = 2.58;  // Anscombe residuals above this are weighed down (original: 1)
  bool trend = true;
  double trend_p = 1.0;  // a trend stays when its p is below this, years ≥ 3, and the expected value is not above all reference values
  double alpha = 0.05;
  Threshold threshold = Threshold::nb_plugin;  // flexible only
  PowerScale power = PowerScale::two_thirds;
  double fewest_events = 5.0;  // fewer events than this in the last `over_periods`: no judgement
  unsigned over_periods = 4;
};
// As above for weeks; for months half_window 1 and left_out 6, for quarters 0, 4 levels and 2; original: two-sided, trend_p 0.05.
FarringtonSettings farrington_settings(FarringtonMethod method, unsigned per_year);

enum class JudgedStatus : std::uint8_t {
  judged,
  few_events,     // fewer than fewest_events lately: no bound, no alarm
  no_value,       // this period has no figure: bound, but no alarm
  no_history,     // the series does not go back far enough
  few_reference,  // too few reference periods with a figure for the regression
  no_fit,         // the regression did not settle
};
struct JudgedPeriod {
  std::size_t place = 0;
  JudgedStatus status = JudgedStatus::no_history;
  bool alarm = false;
  std::optional<double> upper, expected;
  std::optional<double> score;       // (y − expected) / (upper − expected): above 1 = alarm
  std::optional<double> dispersion;  // ≥ 1
  std::optional<double> p;           // chance of this number or more, if nothing changed
  std::optional<double> trend;       // slope of log expected per period, when there is one
  std::size_t reference = 0;         // reference periods with a figure
};

class FarringtonPlan {
 public:
  // For the periods [first, axis.length). Nothing is refused: a period without enough history gets that status.
  FarringtonPlan(const TimeAxis& axis, const FarringtonSettings& settings, std::size_t first);

  // First period with enough history; axis.length if there is none.
  static std::size_t first_possible(const TimeAxis& axis, const FarringtonSettings& settings);

  struct Baseline {
    std::size_t place = 0;
    bool enough = false;
    double now = 0;                      // time of the period itself, as in `time`
    std::vector<std::uint32_t> periods;  // ascending
    std::vector<std::uint8_t> level;
    std::vector<double> time;
  };
  [[nodiscard]] const std::vector<Baseline>& baselines() const { return baselines_; }
  [[nodiscard]] const FarringtonSettings& settings() const { return settings_; }
  [[nodiscard]] bool equal_steps() const { return equal_steps_; }

 private:
  FarringtonSettings settings_;
  std::vector<Baseline> baselines_;
  bool equal_steps_ = true;
};

// Judges one series; the object is room to work in and is reused between series, one per thread.
class Farrington {
 public:
  explicit Farrington(const FarringtonPlan& plan);
  // `events` as long as the axis, each ≥ 0, NaN = no figure. One judgement per period of the plan.
  const std::vector<JudgedPeriod>& judge(std::span<const double> events);

 private:
  struct Prediction {
    double log_mean = 0, deviation = 0, dispersion = 1;  // deviation: standard error of log_mean
    double unweighed = 1, variance = 0, degrees = 0;     // of predictive: dispersion, and variance of log_mean before it
    bool with_trend = false;
    double slope = 0;
  };
  JudgedPeriod judge_one(const FarringtonPlan::Baseline& baseline, std::span<const double> events);
  bool enough_events(std::size_t place, std::span<const double> events) const;
  std::optional<Prediction> predict(const FarringtonPlan::Baseline& baseline);
  bool fit_reweighted(bool with_trend);
  double second_dispersion(const LevelTrend& model) const;
  void bound(const Prediction& prediction, double y, JudgedPeriod& out) const;

  const FarringtonPlan& plan_;
  LevelTrend model_;
  LevelData data_;
  double dispersion_ = 1;
  double consistency_ = 1;
  bool reweighted_ = false;
  std::vector<JudgedPeriod> out_;
  std::vector<double> start_all_, constant_all_, two_thirds_all_;
  std::vector<double> count_, start_, constant_, two_thirds_, time_, weights_;
  std::vector<std::uint8_t> group_;
  std::vector<std::uint32_t> place_;
};

}  // namespace trede::stat
