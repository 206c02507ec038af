// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Detectors that look at the recent past only, or add up small excesses; alternatives to the Farrington algorithms for series that are
// short or change slowly. Counts in time order; NaN = no figure (EARS only).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trede::stat {

// EARS C1, C2 and C3 (Hutwagner, Thompson, Seeman & Treadwell 2003; formulas as Fricker, Hegler & Dunfee 2008): the mean of `baseline`
// periods plus z standard deviations of them. C1: the periods just before. C2: two periods are left between, so that a slow start does
// not hide itself. C3: adds up C2's excess of the two periods before. nullopt without a complete baseline or without spread where that
// leaves nothing defined.
enum class Ears : std::uint8_t { c1, c2, c3 };
struct EarsSettings {
  Ears method = Ears::c1;
  unsigned baseline = 7;  // at least 3
  double alpha = 0.001;   // one-sided; usual for C3: 0.025
  double least_deviation = 0.0;
};
std::vector<std::optional<double>> ears_bounds(std::span<const double> events, const EarsSettings& settings);

// Cumulative sums C_t = max(0, C_{t−1} + z_t − k), an alarm from h on (Page 1954), of standardised counts. rossi (Rossi, Lampugnani &
// Marchi 1999): z = (y − 3m + 2√(ym)) / (2√m), standard: (y − m)/√m, anscombe: 3/2 (y^⅔ − m^⅔)/m^⅙.
enum class CusumScale : std::uint8_t { rossi, standard, anscombe };
struct CusumSettings {
  double k = 1.04, h = 2.26;
  CusumScale scale = CusumScale::rossi;
};
struct CusumStep {
  double cusum = 0;
  // The count at which the alarm would sound (standard: rounded up). Without meaning once the sum is so high that even 0 is an alarm.
  double upper = 0;
  bool alarm = false;
};
// `mean` > 0, one number for all periods or one per period.
std::vector<CusumStep> cusum(std::span<const double> events, std::span<const double> mean, const CusumSettings& settings);

// Generalised likelihood ratio of a lasting rise of the mean by a factor e^κ since any earlier period, κ ≥ 0 unknown (Höhle & Paul 2008,
// Computational Statistics & Data Analysis 52): counts are negative binomial with variance μ + overdispersion μ². An alarm when the
// statistic reaches `limit`; after an alarm the search starts anew.
struct GlrSettings {
  double limit = 5.0;
  std::size_t window = 0;  // look back over at most this many periods before the current one; 0 = all
};
struct GlrStep {
  double statistic = 0;
  bool alarm = false;
};
// `mean` > 0 per period; overdispersion ≥ 0 (0 = Poisson).
std::vector<GlrStep> glr(std::span<const double> events, std::span<const double> mean, double overdispersion, const GlrSettings& settings);

}  // namespace trede::stat
