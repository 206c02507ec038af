// SPDX-License-Identifier: EUPL-1.2
// Composite scores: how sure ranks are, and which choice they hang on.
#include <cmath>

#include "method/composite_table.hpp"

namespace trede::method {
namespace {

namespace kernel = stat::composite;

const Setting kNoise = {"noise", "0.25", "weights vary by at most this part of themselves"};
const Setting kNoiseFrom = {"noise-from", "1", "only weights of rows at this level or above vary; 1 = indicators too"};
const Setting kReplications = {"replications", "500", "how many runs"};
const Setting kSeed = {"seed", "1", "of the random numbers"};

struct Read {
  Structure structure;
  UnitColumns units, lower, upper;
  kernel::Choices choices;
  [[nodiscard]] kernel::Indicators indicators() const {
    kernel::Indicators out{.n = units.rows, .value = units.columns(), .lower = {}, .upper = {}, .sign = structure.sign};
    if (choices.sampling) {
      out.lower = lower.columns();
      out.upper = upper.columns();
    }
    return out;
  }
};

// X_lower and X_upper beside a column X; an indicator without them is taken as exact.
Checked<UnitColumns> bounds(const Call& call, const UnitColumns& units, const std::string& suffix) {
  std::vector<std::string> there;
  for (const std::string& name : units.name)
    if (call.table.has(name + suffix)) there.push_back(name + suffix);
  UnitColumns out;
  out.rows = units.rows;
  if (there.empty()) return out;
  auto read = read_units(call, there);
  if (!read) return tl::unexpected(read.error());
  for (const std::string& name : units.name) {
    const auto found = std::find(read->name.begin(), read->name.end(), name + suffix);
    const auto at = static_cast<std::size_t>(found - read->name.begin());
    out.value.push_back(found == read->name.end() ? std::vector<double>(units.rows) : std::move(read->value[at]));
    out.has.push_back(found == read->name.end() ? std::vector<std::uint8_t>(units.rows, 0) : std::move(read->has[at]));
  }
  return out;
}

Checked<Read> read(const Call& call) {
  const auto from = call.whole("noise-from", 1, 1000);
  if (!from) return fail(from.error());
  auto structure = read_structure(call, *from);
  if (!structure) return tl::unexpected(structure.error());
  if (structure->tops != 1 || structure->groups.empty())
    return fail({"stat.structure_tops", Failure::input, "Deze methode heeft één groep nodig die boven alle andere ligt.",
                 "This method needs one group that lies above all others.", call.second->where()});
  auto units = read_units(call, structure->indicators);
  auto scales = scales_of(call);
  auto means = means_of(call);
  auto points = points_of(call);
  const auto yes = yes_of(call, "treat");
  Errors errors = problems(units, scales, means, points, yes);
  const auto noise = call.number("noise", 0.0, 0.9), coverage = call.number("coverage", 0.0, 1.0),
             modelled = call.number("modelled-share", 0.0, 1.0);
  const auto seed = call.whole("seed", 0, UINT64_MAX);
  for (const auto* one : {&noise, &coverage, &modelled})
    if (!*one) errors.add(one->error());
  if (!seed) errors.add(seed.error());
  if (scales && means) check_means(*scales, *means, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  auto lower = bounds(call, *units, "_lower"), upper = bounds(call, *units, "_upper");
  errors = problems(lower, upper);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Read out;
  out.choices.sampling = !lower->value.empty() && !upper->value.empty();
  out.choices.treat = *yes;
  out.choices.most_points = std::move(*points);
  out.choices.scales = std::move(*scales);
  out.choices.means = std::move(*means);
  out.choices.minimum_coverage = *coverage;
  out.choices.modelled_share = *modelled;
  out.choices.weight_noise = *noise;
  out.choices.seed = *seed;
  out.structure = std::move(*structure);
  out.units = std::move(*units);
  out.lower = std::move(*lower);
  out.upper = std::move(*upper);
  return out;
}

Checked<Output> ranks(const Call& call) {
  const auto in = read(call);
  const auto replications = call.whole("replications", 1, 1'000'000), top = call.whole("top", 1, 1'000'000'000);
  Errors errors = problems(in);
  if (!replications) errors.add(replications.error());
  if (!top) errors.add(top.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto indicators = in->indicators();
  const auto found = kernel::rank_uncertainty(indicators, in->structure.levels, in->choices, *replications, *top, call.threads);
  std::vector<std::uint8_t> has;
  std::vector<double> rank;
  for (const std::uint32_t r : found.rank) {
    has.push_back(r > 0 ? 1 : 0);
    rank.push_back(r);
  }
  Output out;
  add_id(in->units, out);
  const auto add = [&](const char* name, const std::vector<double>& column) {
    out.add(name, shown({column.data(), has.data()}, in->units.rows));
  };
  add("score", found.score);
  add("score_q5", found.score_lower);
  add("score_q95", found.score_upper);
  add("rank", rank);
  add("mean", found.mean);
  add("median", found.median);
  add("q5", found.lower);
  add("q95", found.upper);
  add("in_top", found.in_top);
  return out;
}

Checked<Output> shares(const Call& call) {
  const auto in = read(call);
  const auto size = call.whole("size", 8, 1'000'000);
  Errors errors = problems(in);
  if (!size) errors.add(size.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto indicators = in->indicators();
  const auto factors = kernel::varying(indicators, in->structure.levels, in->choices);
  if (factors.empty())
    return fail({"stat.setting",
                 Failure::usage,
                 "Er is niets dat varieert: geef meer keuzes, intervallen (kolommen X_lower en X_upper) of noise.",
                 "Nothing varies: give more choices, intervals (columns X_lower and X_upper) or noise.",
                 {}});
  const auto found = kernel::rank_shift_shares(indicators, in->structure.levels, in->choices, *size, call.threads);
  std::vector<std::string> name;
  std::vector<double> first, total;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    name.emplace_back(kernel::name_of(factors[i]));
    first.push_back(found.shares[i].first);
    total.push_back(found.shares[i].total);
  }
  Output out;
  out.add("factor", std::move(name)).add("first", std::move(first)).add("total", std::move(total));
  return out;
}

std::vector<Setting> with(std::vector<Setting> more) {
  std::vector<Setting> out = {kId,     kScales, kMeans,    kTreat,         kPoints, kLow,       kHigh,
                              kCentre, kSpread, kCoverage, kModelledShare, kNoise,  kNoiseFrom, kSeed};
  out[1].what = "one or more, with commas between; the first is the one as published";
  out[2].what = out[1].what;
  out[4].what = "the most values that treat pulls in: one or more, with commas between";
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace

void add_composite_uncertainty_methods(std::vector<Method>& list) {
  const std::string reads =
      "one column X per indicator, and where known X_lower and X_upper (95 %; with an empty X: withheld, between the two); --with: "
      "indicator, group, weight, direction, modelled";
  list.push_back({.name = "rank-uncertainty",
                  .what = "how far scores and ranks move with the figures' intervals, withheld figures, weights and choices of method",
                  .reads = reads,
                  .gives = "score, score_q5, score_q95, rank (1 = highest), mean, median, q5 and q95 of the ranks, in_top",
                  .formula = "Monte Carlo: every run draws the figures, the weights and a choice from each list, and ranks again",
                  .source = "Saisana, Saltelli & Tarantola (2005); rank intervals: Goldstein & Spiegelhalter (1996)",
                  .settings = with({kReplications, {"top", "10", "in_top: share of the runs among the first so many"}}),
                  .takes_second = true,
                  .run = ranks});
  list.push_back({.name = "sobol",
                  .what = "on which choice the ranks hang: shares of the variance of their mean shift",
                  .reads = reads,
                  .gives = "per factor (figures, outliers, normalisation, aggregation, weights): first, total",
                  .formula = "S = 1 − Σ(f(B) − f(AB))²/2NV, T = Σ(f(A) − f(AB))²/2NV, f = mean |shift of rank|",
                  .source = "Saltelli et al. (2010); Jansen (1999)",
                  .settings = with({{"size", "256", "N: the runs are N·(factors + 2)"}}),
                  .takes_second = true,
                  .run = shares});
}

}  // namespace trede::method
