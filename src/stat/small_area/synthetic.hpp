// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Synthetic estimates: a figure that is published for wijken, spread over their buurten by what is openly known of those buurten.
//
// Idea. On the scale g (identity, log or logit) the figure of buurt b is x_b'β + e_b, with independent e_b of variance σ². A wijk is the
// mean of its buurten by persons, so its published figure has mean x̄_w'β and variance σ² c_w + ψ_w, with c_w = Σ (n_b / N_w)² and ψ_w the
// sampling variance of the published figure. β is the weighted least squares fit over the wijken (Fay & Herriot 1979 with a known factor
// c_w), σ² the adjusted residual likelihood estimate, which is never zero (Li & Lahiri 2010). Each buurt gets g⁻¹(x_b'β + δ_w); δ_w is
// chosen so that the buurten, weighted by persons, give the published figure of the wijk back (benchmarking: Rao & Molina 2015, § 6.4.6).
//
// Interval: ± t on the scale g, with variance ψ_w + (x_b − x̄_w)' Var(β) (x_b − x̄_w) + σ² (1 − 2 n_b / N_w + c_w): the wijk's own sampling
// error, the model's, and what buurten of one wijk differ beyond the model. σ² is taken from buurten whose own figure is published, where
// there are kFewestKnown or more of these. Those figures serve for σ² alone; they are never subtracted from the wijk to solve for the rest.
//
// For: showing what may be expected of buurten below the publication level. Not for: tests, hot spots, ranks, or judging a single buurt.
//
// Unit: persons, and figures in any unit (a share as a fraction for logit). Invariant: with an estimate for all buurten of a wijk,
// Σ n_b value_b / Σ n_b equals the wijk's figure to 1e-12 relative.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include <tl/expected.hpp>

namespace trede::stat {

enum class Scale : std::uint8_t {
  identity,
  log,    // rates and amounts, above 0
  logit,  // shares, between 0 and 1
};

inline constexpr std::uint32_t kNoWijk = std::numeric_limits<std::uint32_t>::max();

// A figure of its own for a buurt, with its sampling variance (0: counted, not sampled), in the figure's unit.
struct KnownFigure {
  double value = 0, variance = 0;
};

struct SyntheticInput {
  // By wijk with a published figure. Figures outside the open range of the scale are left out, with all buurten of that wijk.
  std::span<const double> wijk_value, wijk_variance;  // sampling variance ≥ 0, in the figure's unit squared
  // By buurt. All buurten of a wijk belong here, else their mean is not that of the wijk.
  std::span<const std::uint32_t> wijk;  // position in wijk_value, or kNoWijk
  std::span<const double> persons;      // ≥ 0; a buurt without persons gets no estimate
  std::span<const double> covariate;    // `covariates` a buurt, buurt after buurt; finite
  std::size_t covariates = 0;
  std::span<const std::optional<KnownFigure>> known = {};  // by buurt, or empty
  Scale scale = Scale::logit;
  double level = 0.95;
};

struct SyntheticEstimate {
  double value = 0, lower = 0, upper = 0;
};

struct SyntheticFit {
  std::vector<double> coefficient, standard_error;  // intercept first, then the covariates in their own unit
  double residual_sd = 0;                           // σ, on the scale
  double explained = 0;    // 1 − (spread of the wijken around the model / spread around their mean), by persons; may be below 0
  std::size_t wijken = 0;  // used for the fit
  std::size_t known = 0;   // buurten with a figure of their own used for σ²; 0 when σ² comes from the wijken
  std::vector<std::optional<SyntheticEstimate>> buurt;
};

enum class NoSynthetic : std::uint8_t {
  too_few_wijken,  // fewer than covariates + 1 + kFewestSpare
  collinear,       // the covariates of the wijken repeat one another
};

inline constexpr std::size_t kFewestSpare = 5;   // wijken beyond the number of coefficients
inline constexpr std::size_t kFewestKnown = 10;  // buurten of wijken with at least two buurten

tl::expected<SyntheticFit, NoSynthetic> synthetic(const SyntheticInput& input);

}  // namespace trede::stat
