// SPDX-License-Identifier: EUPL-1.2
#include "ingest/score_reader.hpp"

#include <fmt/format.h>

namespace trede {
namespace {

void read_fraction(TomlTable& table, std::string_view key, double least, double most, double& out) {
  const auto value = table.number(key);
  if (!value) return;
  if (*value >= least && *value <= most) out = *value;
  else
    table.problem(key, "value_wrong", fmt::format("Geef een getal van {} tot en met {}.", least, most),
                  fmt::format("Give a number from {} to {}.", least, most));
}

std::optional<std::int64_t> read_whole(TomlTable& table, std::string_view key, std::int64_t least, std::int64_t most) {
  const auto value = table.integer(key);
  if (!value || (*value >= least && *value <= most)) return value;
  table.problem(key, "value_wrong", fmt::format("Geef een heel getal van {} tot en met {}.", least, most),
                fmt::format("Give a whole number from {} to {}.", least, most));
  return std::nullopt;
}

}  // namespace

ScoreSettings read_score_settings(TomlTable& table) {
  ScoreSettings out;
  if (const auto word = table.string("normalisation")) {
    if (const auto scale = parse_score_scale(*word)) out.normalisation = *scale;
    else
      table.problem("normalisation", "value_wrong", "Kies uit robust-z, z, min-max en percentile.",
                    "Choose from robust-z, z, min-max and percentile.");
  }
  if (const auto word = table.string("aggregation")) {
    const auto mean = parse_score_mean(*word);
    if (!mean) {
      table.problem("aggregation", "value_wrong", "Kies uit arithmetic, geometric en harmonic.",
                    "Choose from arithmetic, geometric and harmonic.");
    } else if (!fits(out.normalisation, *mean)) {
      table.problem("aggregation", "score_combination",
                    "Dit gemiddelde kan niet met getallen onder nul. Kies normalisation = \"min-max\" of \"percentile\", of "
                    "aggregation = \"arithmetic\".",
                    "This mean cannot take numbers below zero. Choose normalisation = \"min-max\" or \"percentile\", or "
                    "aggregation = \"arithmetic\".");
    } else {
      out.aggregation = *mean;
    }
  }
  read_fraction(table, "minimum_coverage", 0.1, 1.0, out.minimum_coverage);
  read_fraction(table, "modelled_share", 0.0, 1.0, out.modelled_share);
  read_fraction(table, "weight_noise", 0.0, 0.9, out.weight_noise);
  out.total = table.boolean("total").value_or(false);
  if (const auto count = read_whole(table, "replications", 0, 10'000)) out.replications = static_cast<int>(*count);
  if (const auto seed = read_whole(table, "seed", 0, 9'007'199'254'740'991)) out.seed = static_cast<std::uint64_t>(*seed);
  for (const auto& [key, weights] : {std::pair{"weights", &out.weights}, std::pair{"treden", &out.treden}})
    if (auto named = table.table(key)) {
      for (const std::string& id : named->keys()) {
        double weight = 1.0;
        read_fraction(*named, id, 0.0, 100.0, weight);
        (*weights)[id] = weight;
      }
      named->done();
    }
  table.done();
  return out;
}

}  // namespace trede
