// SPDX-License-Identifier: EUPL-1.2
#include "stat/distributions.hpp"

#include <cmath>
#include <limits>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include "stat/intervals.hpp"

namespace trede::stat {
namespace {

namespace policies = boost::math::policies;
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
                               policies::promote_double<false>>;

constexpr double kLargeShape = 1e9;

double wilson_hilferty(double z, double shape) {
  const double root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * std::sqrt(shape));
  return shape * root * root * root;
}

}  // namespace

double gamma_quantile(double p, double shape, double rate) {
  if (shape > kLargeShape) return wilson_hilferty(normal_quantile(p), shape) / rate;
  return boost::math::gamma_p_inv(shape, p, Quiet()) / rate;
}
double gamma_upper_quantile(double p, double shape, double rate) {
  if (shape > kLargeShape) return wilson_hilferty(-normal_quantile(p), shape) / rate;
  return boost::math::gamma_q_inv(shape, p, Quiet()) / rate;
}
double beta_quantile(double p, double a, double b) { return boost::math::ibeta_inv(a, b, p, Quiet()); }
double beta_upper_quantile(double p, double a, double b) { return boost::math::ibetac_inv(a, b, p, Quiet()); }

double poisson_at_most(double x, double mean) {
  if (x < 0.0) return 0.0;
  if (mean <= 0.0) return 1.0;
  return boost::math::gamma_q(std::floor(x) + 1.0, mean, Quiet());
}
double poisson_at_least(double x, double mean) {
  const double whole = std::floor(x);
  if (whole <= 0.0) return 1.0;
  if (mean <= 0.0) return 0.0;
  return boost::math::gamma_p(whole, mean, Quiet());
}

double log_gamma(double x) { return boost::math::lgamma(x, Quiet()); }
double digamma(double x) { return boost::math::digamma(x, Quiet()); }
double trigamma(double x) { return boost::math::trigamma(x, Quiet()); }

}  // namespace trede::stat
