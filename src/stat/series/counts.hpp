// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Numbers of events with a mean and a dispersion φ = variance / mean: Poisson when φ is 1, negative binomial with size mean/(φ − 1) when
// φ is above 1 (Noufaily et al. 2013, eq. 3). Also the normal and the t distribution's tail, as far as the detectors need them.

namespace trede::stat {

// Smallest whole number x with P(Y ≤ x) ≥ p, 0 < p < 1; mean ≥ 0 and finite, dispersion ≥ 1.
double count_quantile(double p, double mean, double dispersion);
// P(Y ≥ y) for y ≥ 0; y need not be whole (a source may have rounded it).
double count_upper_tail(double y, double mean, double dispersion);
// Two-sided p of a t statistic.
double t_two_sided(double t, double degrees);
double t_quantile(double p, double degrees);  // 0.5 < p < 1
// P(X > x) of a standard normal.
double normal_upper_tail(double x);

}  // namespace trede::stat
