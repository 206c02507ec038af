// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the ladder is scored, as monitor.toml states it in [score]. What each number does: docs/concepts/ladder.md.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace trede {

enum class ScoreScale : std::uint8_t { robust_z, z, min_max, percentile };
enum class ScoreMean : std::uint8_t { arithmetic, geometric, harmonic };

// The words of monitor.toml.
constexpr std::string_view to_string(ScoreScale scale) {
  switch (scale) {
    case ScoreScale::robust_z: return "robust-z";
    case ScoreScale::z: return "z";
    case ScoreScale::min_max: return "min-max";
    case ScoreScale::percentile: return "percentile";
  }
  return {};
}
constexpr std::string_view to_string(ScoreMean mean) {
  switch (mean) {
    case ScoreMean::arithmetic: return "arithmetic";
    case ScoreMean::geometric: return "geometric";
    case ScoreMean::harmonic: return "harmonic";
  }
  return {};
}
constexpr std::optional<ScoreScale> parse_score_scale(std::string_view word) {
  for (const auto scale : {ScoreScale::robust_z, ScoreScale::z, ScoreScale::min_max, ScoreScale::percentile})
    if (word == to_string(scale)) return scale;
  return std::nullopt;
}
constexpr std::optional<ScoreMean> parse_score_mean(std::string_view word) {
  for (const auto mean : {ScoreMean::arithmetic, ScoreMean::geometric, ScoreMean::harmonic})
    if (word == to_string(mean)) return mean;
  return std::nullopt;
}
// Distances from a reference lie on both sides of 0; a geometric or harmonic mean needs numbers above 0.
constexpr bool fits(ScoreScale scale, ScoreMean mean) {
  return mean == ScoreMean::arithmetic || scale == ScoreScale::min_max || scale == ScoreScale::percentile;
}

struct ScoreSettings {
  ScoreScale normalisation = ScoreScale::robust_z;
  ScoreMean aggregation = ScoreMean::arithmetic;
  double minimum_coverage = 0.5;  // of the weight, at every level
  double modelled_share = 0.5;    // modelled figures together, as soon as there are others
  bool total = false;             // one number over all treden
  int replications = 200;         // Monte Carlo; 0 = no intervals
  std::uint64_t seed = 1;
  double weight_noise = 0.25;             // weights vary by at most this part of themselves
  std::map<std::string, double> weights;  // by leefgebied; 1 where it is not named
  std::map<std::string, double> treden;   // by trede, in the total; 1 where it is not named
  friend bool operator==(const ScoreSettings&, const ScoreSettings&) = default;
};

}  // namespace trede
