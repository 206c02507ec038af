// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Quantiles and tails of a few distributions, so that Boost.Math stays in one place. Arguments outside the domain give NaN, never an
// exception; the callers check their input.

namespace trede::stat {

// Gamma with shape and rate > 0; 0 < p < 1. Above a shape of 1e9 by the cube-root approximation of Wilson & Hilferty (1931), whose
// relative error is then below 1e-13.
double gamma_quantile(double p, double shape, double rate);
double gamma_upper_quantile(double p, double shape, double rate);  // the value with p above it
double beta_quantile(double p, double a, double b);
double beta_upper_quantile(double p, double a, double b);

// Poisson with mean ≥ 0: P(X ≤ x) and P(X ≥ x); x is rounded down to a whole number.
double poisson_at_most(double x, double mean);
double poisson_at_least(double x, double mean);

double log_gamma(double x);  // x > 0
double digamma(double x);
double trigamma(double x);

}  // namespace trede::stat
