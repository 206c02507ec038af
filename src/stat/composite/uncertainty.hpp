// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A composite score as a model of its uncertain choices, and what those choices do to scores and ranks: Monte Carlo and Sobol shares.
//
// Five factors can vary, each driven by one number between 0 and 1: the figures (within their intervals; a withheld figure evenly between
// the bounds that a reader knows, never by a mean), how many outliers are pulled in, the scale, the mean, and the weights (evenly, ± a part
// of themselves). The same five numbers give the same scores on any machine and any number of threads: random numbers are keyed on the
// seed, on the factor's number and on the unit (Philox).
//
// Sources: Saisana, Saltelli & Tarantola (2005), J. R. Statist. Soc. A 168, 307–323 (composite indicators); Saltelli et al. (2010), Comput.
// Phys. Commun. 181, 259–270 (design with N(d + 2) runs); Jansen (1999), ibid. 117, 35–43 (estimators).

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "stat/composite/kernel.hpp"
#include "stat/composite/treatment.hpp"

namespace trede::stat::composite {

// Columns of n units. `lower` and `upper` may be empty, or hold a column per indicator with the 95 % interval of the value; where there is
// no value but both bounds, the value is withheld and lies between them.
struct Indicators {
  std::size_t n = 0;
  std::vector<Column> value, lower, upper;
  std::vector<double> sign;  // ±1
};

// A group's children are indicators or earlier groups: column numbers as in kernel.hpp.
struct Levels {
  struct Level {
    std::vector<std::uint32_t> child;
    std::vector<double> weight;
    std::vector<std::uint8_t> modelled, vary;  // vary: this weight is one of those that vary
  };
  std::vector<Level> groups;  // the last is the score
};

enum class Factor : std::uint8_t { figures, outliers, scale, mean, weights };
inline constexpr std::size_t kFactors = 5;
std::string_view name_of(Factor factor);

// The first of each list is the choice of the score as published.
struct Choices {
  bool treat = false;
  TreatmentLimits limits = {};
  std::vector<std::size_t> most_points = {5};
  std::vector<Normalise> scales = {{}};  // their sign is that of the indicator
  std::vector<Aggregation> means = {Aggregation::arithmetic};
  double minimum_coverage = 0.0, modelled_share = 1.0;
  double weight_noise = 0.0;
  bool sampling = false;
  std::uint64_t seed = 1;
};
// The factors that these choices let vary.
std::vector<Factor> varying(const Indicators& indicators, const Levels& levels, const Choices& choices);

// One run of the model; keeps its work space between runs, so use one per thread.
class Model {
 public:
  Model(const Indicators& indicators, const Levels& levels, const Choices& choices);

  // At the choices as published, and at u (by Factor).
  void nominal();
  void run(const std::array<double, kFactors>& u);

  [[nodiscard]] Column column(std::size_t group) const;  // scores of a group
  [[nodiscard]] Column score() const { return column(levels_.groups.size() - 1); }
  // 1 = highest score; 0 where there is none.
  std::span<const std::uint32_t> ranks();

 private:
  void draw_figures(std::uint32_t key);
  void vary_weights(std::uint32_t key);
  void compute(std::size_t points, Normalise scale, Aggregation mean);

  const Indicators& indicators_;
  const Levels& levels_;
  const Choices& choices_;
  std::vector<std::vector<double>> value_;
  std::vector<std::vector<std::uint8_t>> has_;
  std::vector<std::vector<double>> weight_;
  std::vector<Group> groups_;
  std::vector<MutableColumn> columns_;
  std::vector<Column> view_;
  std::vector<std::uint64_t> key_;
  std::vector<std::uint32_t> order_, rank_;
  std::vector<double> work_;
};

struct RankUncertainty {
  // By unit; not to be read where rank is 0.
  std::vector<std::uint32_t> rank;
  std::vector<double> score, score_lower, score_upper;  // as published; 5 and 95 %
  std::vector<double> mean, median, lower, upper;       // of the ranks; 5 and 95 %
  std::vector<double> in_top;                           // share of the replications among the first `top`
  double top_kept = 0.0;                                // mean of in_top over the first `top`
};
RankUncertainty rank_uncertainty(const Indicators& indicators, const Levels& levels, const Choices& choices, std::size_t replications,
                                 std::size_t top, unsigned threads);

struct Share {
  double first = 0.0, total = 0.0;
};
struct Sobol {
  std::vector<Share> shares;  // by factor
  double mean = 0.0, variance = 0.0;
  std::size_t runs = 0;
};
// Of any function of d numbers between 0 and 1. `make` gives one function per thread of work; each must give the same for the same numbers.
using Function = std::function<double(std::span<const double>)>;
Sobol sobol(std::size_t d, std::size_t size, std::uint64_t seed, unsigned threads, const std::function<Function()>& make);

// Of the mean absolute shift of the ranks from those published, over the factors of varying().
Sobol rank_shift_shares(const Indicators& indicators, const Levels& levels, const Choices& choices, std::size_t size, unsigned threads);

}  // namespace trede::stat::composite
