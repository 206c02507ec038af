// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spatial part of a map model: an intrinsic conditional autoregression (Besag, York & Mollié 1991), in which neighbours resemble one
// another, scaled so that its typical variance is 1 (Sørbye & Rue 2014), for each connected part of the map by itself. An area without
// neighbours has an independent standard normal value (Freni-Sterrantino, Ventrucci & Rue 2018). Within every part of two or more areas the
// values sum to zero, as the level is that of the model.
//
// Neighbours are taken as present or absent; their weights are not used.

#include <cstdint>
#include <vector>

#include "stat/small_area/sparse.hpp"
#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

struct ScaledCar {
  SparseSymmetric precision;           // R*: scale · (number of neighbours on the diagonal, −1 for each pair)
  std::vector<std::uint32_t> part;     // by area: its connected part, from 0 in the order of their first areas
  std::vector<std::uint32_t> members;  // by part: number of areas
  std::vector<double> scale;           // by part: the geometric mean of the unscaled variances; 1 for a single area
  std::vector<double> variance;        // by area: diagonal of the generalised inverse of R*
  double log_determinant = 0;          // of R* over the directions that it does not leave free
  std::size_t linked_parts = 0;        // parts of two or more areas
};

ScaledCar scaled_car(const Neighbours& around);

// Draws of a sum within parts, and the like: x minus the mean of its part, for parts of two or more areas.
void centre_parts(const ScaledCar& car, std::vector<double>& x);

// The penalised-complexity prior of the mixing ρ between independent (0) and spatial (1) variation: exponential in the distance d(ρ) =
// √(2 KLD) from the independent model (Riebler, Sørbye, Simpson & Rue 2016, § 3.2 and appendix), with P(ρ < upper) = tail. The distance is
// taken over the differences within the connected parts: the level of a part is left out, as R* says nothing of it. On the scale
// m = log(ρ / (1 − ρ)), as a density in m.
class MixingPrior {
 public:
  MixingPrior(const ScaledCar& car, const SparseStructure& structure, double upper, double tail);
  [[nodiscard]] double log_density(double m) const;
  [[nodiscard]] double distance(double m) const;

 private:
  [[nodiscard]] double slope(double m) const;  // d log KLD / dm
  std::vector<double> node_, log_kld_, second_;
  double rate_ = 0, farthest_ = 0;
  bool flat_ = false;  // a map without neighbours: uniform in ρ
};

}  // namespace trede::stat
