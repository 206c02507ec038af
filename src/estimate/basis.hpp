// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a published figure rests on, and so how sure it can be: counts, a sample, an interval that the source gives, or nothing.
//
//   share      x of n persons, households or dwellings: binomial
//   rate       x events among n: Poisson
//   survey     a weighted share of n answers that count after weighting (effective sample size, Kish 1965): binomial with that n
//   published  the source's own 95 % interval, mostly that of a model; its width is kept as the variance
//   nothing    no counts, no sample, no interval: nothing is said about chance
//
// A figure that the source publishes as a share or rate without its count (kerncijfers) has a basis when the catalogue names its
// denominator, or counts households or dwellings, and the edition shows how many of those the area has.
//
// Errors of measurement. Where a source rounds to multiples of b it may do so at random to either side (as CBS does for wijken and
// buurten): an error of variance r (b − r) for the residue r, b²/6 on average over all residues. Rounding to the nearest multiple has only
// half that, b²/12; a source's page rarely says which, so the larger is taken. The same for trede's own rounding, and the variance of the
// cell key. The error of a denominator is carried into the count: (x / n)² times its variance.

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"

namespace trede {

enum class Rests : std::uint8_t { nothing, share, rate, survey, published };

// Which published context figure gives the number of persons, households or dwellings of an area.
class Units {
 public:
  Units(const Catalogue& catalogue, const PublishedFigures& figures);
  // By area; null when this edition has none for that year or the years around it.
  [[nodiscard]] const PublishedSeries* of(const Indicator& indicator, int year) const;

 private:
  const PublishedFigures& figures_;
  std::map<DenominatorId, std::vector<std::size_t>> series_;  // in time order
};

class Basis {
 public:
  Basis(const Catalogue& catalogue, const PublishedFigures& figures, const Units& units, const PublishedSeries& series);

  [[nodiscard]] Rests rests() const { return rests_; }
  [[nodiscard]] bool borrowed() const { return borrowed_; }  // n is a context figure
  [[nodiscard]] bool rounded() const { return x_error_ > 0.0 || n_error_ > 0.0; }
  [[nodiscard]] bool modelled() const { return modelled_; }
  [[nodiscard]] double scale() const { return scale_; }
  [[nodiscard]] bool has(AreaIndex a) const { return has_[a] != 0; }
  [[nodiscard]] double value(AreaIndex a) const { return series_.value[a]; }
  // share, rate, survey
  [[nodiscard]] double x(AreaIndex a) const { return x_[a]; }
  [[nodiscard]] double n(AreaIndex a) const { return n_[a]; }
  [[nodiscard]] double error(AreaIndex a) const;  // variance of the error in x
  // published
  [[nodiscard]] double lower(AreaIndex a) const { return series_.lower[a]; }
  [[nodiscard]] double upper(AreaIndex a) const { return series_.upper[a]; }
  [[nodiscard]] const PublishedSeries& series() const { return series_; }
  // Variance of the figure in its own unit; of counts at the share or rate `at` (per unit), which may be that of another area.
  [[nodiscard]] double variance(AreaIndex a, double at) const;

 private:
  void take_counts(const Indicator& indicator);
  void take_answers();
  void borrow(const Indicator& indicator, const Units& units);
  void take_published();

  const PublishedSeries& series_;
  Rests rests_ = Rests::nothing;
  bool borrowed_ = false, modelled_ = false;
  double scale_ = 1.0, x_error_ = 0.0, n_error_ = 0.0, value_step_ = 0.0;
  std::vector<std::uint8_t> has_;
  std::vector<double> own_x_, own_n_;
  std::span<const double> x_, n_;
};

}  // namespace trede
