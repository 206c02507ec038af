// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/counts.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "stat/intervals.hpp"

namespace trede::stat {
namespace {

// A cumulative chance that should equal p may fall short of it by rounding.
constexpr double kRounding = 1.0 + 64.0 * 2.220446049250313e-16;
// Up to this mean the chances are added up from zero; above it the quantile is sought around the normal approximation.
constexpr double kLargestMeanToAddUp = 300.0;

// P(Y ≤ x), x whole.
double lower_tail(double x, double mean, double dispersion) {
  if (x < 0.0) return 0.0;
  if (mean == 0.0) return 1.0;
  if (dispersion > 1.0) return boost::math::ibeta(mean / (dispersion - 1.0), x + 1.0, 1.0 / dispersion);
  return boost::math::gamma_q(x + 1.0, mean);
}

}  // namespace

double count_quantile(double p, double mean, double dispersion) {
  if (mean == 0.0) return 0.0;
  const bool poisson = !(dispersion > 1.0);
  const double size = poisson ? 0.0 : mean / (dispersion - 1.0);
  const double log_none = poisson ? -mean : -size * std::log(dispersion);
  if (mean <= kLargestMeanToAddUp && log_none > -600.0) {
    const double miss = poisson ? 0.0 : (dispersion - 1.0) / dispersion;  // 1 − chance of success
    double chance = std::exp(log_none), sum = chance, x = 0.0;
    while (sum * kRounding < p) {
      chance *= poisson ? mean / (x + 1.0) : miss * (size + x) / (x + 1.0);
      x += 1.0;
      sum += chance;
      if (chance == 0.0 || chance < sum * 1e-17) break;  // what is left is below rounding
    }
    return x;
  }
  double x = std::max(0.0, std::floor(mean + normal_quantile(p) * std::sqrt(mean * dispersion)));
  double step = std::max(1.0, std::floor(std::sqrt(mean * dispersion) / 8.0));
  const auto reached = [&](double at) { return lower_tail(at, mean, dispersion) * kRounding >= p; };
  for (;; step = std::max(1.0, std::floor(step / 4.0))) {
    while (x > 0.0 && reached(x - 1.0)) x = std::max(0.0, x - step);
    while (!reached(x)) x += step;
    if (step == 1.0) return x;
  }
}

double count_upper_tail(double y, double mean, double dispersion) {
  const double whole = std::ceil(y);
  if (whole <= 0.0) return 1.0;
  if (mean == 0.0) return 0.0;
  if (dispersion > 1.0) return boost::math::ibetac(mean / (dispersion - 1.0), whole, 1.0 / dispersion);
  return boost::math::gamma_p(whole, mean);
}

double t_two_sided(double t, double degrees) {
  if (t == 0.0) return 1.0;
  if (!std::isfinite(t)) return 0.0;
  return boost::math::ibeta(degrees / 2.0, 0.5, degrees / (degrees + t * t));
}

double t_quantile(double p, double degrees) { return boost::math::quantile(boost::math::students_t(degrees), p); }

double normal_upper_tail(double x) { return 0.5 * boost::math::erfc(x / std::sqrt(2.0)); }

}  // namespace trede::stat
