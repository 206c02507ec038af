// SPDX-License-Identifier: EUPL-1.2
// Composite scores: outliers, one scale, groups.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "method/composite_table.hpp"
#include "method/method.hpp"

namespace trede::method {
namespace {

namespace kernel = stat::composite;

Error two_choices(const std::string& name) {
  return {"stat.setting",
          Failure::usage,
          fmt::format("--set {}: geef één keuze; alleen rank-uncertainty en sobol nemen er meer.", name),
          fmt::format("--set {}: give one choice; only rank-uncertainty and sobol take more.", name),
          {}};
}

struct Single {
  kernel::Normalise scale;
  kernel::Aggregation mean = kernel::Aggregation::arithmetic;
};

// A mean that needs values above 0, on values that are not.
void check_positive(const UnitColumns& units, const Table& table, Errors& errors) {
  for (std::size_t i = 0; i < units.name.size(); ++i)
    for (std::size_t r = 0; r < units.rows; ++r)
      if (units.has[i][r] != 0 && !(units.value[i][r] > 0.0))
        errors.add({"stat.not_positive", Failure::input, "Een geometrisch of harmonisch gemiddelde neemt alleen waarden boven 0.",
                    "A geometric or harmonic mean takes values above 0 only.", table.where(r, units.name[i])});
}

Checked<Output> normalise(const Call& call) {
  Errors errors;
  std::vector<std::string> names;
  std::vector<double> sign;
  if (call.second != nullptr) {
    const auto structure = read_structure(call);
    if (!structure) return tl::unexpected(structure.error());
    names = structure->indicators;
    sign = structure->sign;
  }
  const auto units = read_units(call, names);
  const auto scales = scales_of(call);
  errors = problems(units, scales);
  if (!errors.fatal() && scales->size() > 1) errors.add(two_choices("normalisation"));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  add_id(*units, out);
  const std::size_t n = units->rows;
  std::vector<std::uint64_t> key(2 * n);
  std::vector<std::uint32_t> order(2 * n), rank(n);
  std::vector<double> value(n);
  std::vector<std::uint8_t> has(n);
  for (std::size_t i = 0; i < units->name.size(); ++i) {
    kernel::Normalise how = scales->front();
    how.sign = sign.empty() ? 1.0 : sign[i];
    kernel::normalise(how, {units->value[i].data(), units->has[i].data()}, n, {key.data(), order.data()}, rank.data(),
                      {value.data(), has.data()});
    out.add(units->name[i], shown({value.data(), has.data()}, n));
  }
  return out;
}

Checked<Output> treat(const Call& call) {
  const auto units = read_units(call);
  const auto points = points_of(call);
  const auto skewness = call.number("skewness", 0.0, 1e6), kurtosis = call.number("kurtosis", -2.0, 1e6);
  const auto report = yes_of(call, "report");
  Errors errors = problems(units, points, report);
  if (!skewness) errors.add(skewness.error());
  if (!kurtosis) errors.add(kurtosis.error());
  if (!errors.fatal() && points->size() > 1) errors.add(two_choices("points"));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const std::size_t n = units->rows;
  Output out;
  if (!*report) add_id(*units, out);
  std::vector<double> work(n), skew, kurt, skew_after, kurt_after;
  std::vector<std::string> what;
  std::vector<std::int64_t> changed;
  const auto note = [&](const kernel::Column& column, std::vector<double>& s, std::vector<double>& k) {
    const auto found = kernel::shape(column, n);
    s.push_back(found ? found->skewness : std::nan(""));
    k.push_back(found ? found->kurtosis : std::nan(""));
  };
  for (std::size_t i = 0; i < units->name.size(); ++i) {
    std::vector<double> value = units->value[i];
    const kernel::Column column{value.data(), units->has[i].data()};
    note(column, skew, kurt);
    const kernel::Treated done = kernel::treat(value.data(), units->has[i].data(), n,
                                               {.skewness = *skewness, .kurtosis = *kurtosis, .most_points = points->front()}, work);
    note(column, skew_after, kurt_after);
    what.emplace_back(done.what == kernel::Treatment::none ? "none" : done.what == kernel::Treatment::winsorised ? "winsorised" : "log");
    changed.push_back(static_cast<std::int64_t>(done.points));
    if (!*report) out.add(units->name[i], shown(column, n));
  }
  if (*report)
    out.add("indicator", units->name)
        .add("treatment", what)
        .add_counts("points", changed)
        .add("skewness", skew)
        .add("kurtosis", kurt)
        .add("skewness_after", skew_after)
        .add("kurtosis_after", kurt_after);
  return out;
}

// Scores of the groups, and the rank of the top when there is one.
Output group_scores(const UnitColumns& units, const Structure& structure, const kernel::Levels& levels, const kernel::Choices& choices,
                    bool scale) {
  kernel::Indicators indicators{.n = units.rows, .value = units.columns(), .lower = {}, .upper = {}, .sign = structure.sign};
  if (!scale) indicators.sign.assign(structure.sign.size(), 1.0);
  kernel::Model model(indicators, levels, choices);
  model.nominal();
  Output out;
  add_id(units, out);
  for (std::size_t g = 0; g < structure.groups.size(); ++g) out.add(structure.groups[g], shown(model.column(g), units.rows));
  if (structure.tops == 1 && !structure.groups.empty()) {
    std::vector<double> rank;
    for (const std::uint32_t r : model.ranks()) rank.push_back(r == 0 ? std::nan("") : static_cast<double>(r));
    out.add("rank", std::move(rank));
  }
  return out;
}

Checked<Output> scores(const Call& call, bool scale) {
  const auto structure = read_structure(call);
  if (!structure) return tl::unexpected(structure.error());
  const auto units = read_units(call, structure->indicators);
  const auto means = means_of(call);
  Errors errors = problems(units, means);
  const auto coverage = call.number("coverage", 0.0, 1.0), modelled = call.number("modelled-share", 0.0, 1.0);
  for (const auto* one : {&coverage, &modelled})
    if (!*one) errors.add(one->error());
  kernel::Choices choices;
  if (scale) {
    auto scales = scales_of(call);
    const auto yes = yes_of(call, "treat");
    auto points = points_of(call);
    errors.add(problems(scales, yes, points));
    if (scales && means) check_means(*scales, *means, errors);
    if (!errors.fatal()) {
      choices.scales = std::move(*scales);
      choices.treat = *yes;
      choices.most_points = std::move(*points);
      if (choices.scales.size() > 1) errors.add(two_choices("normalisation"));
    }
  } else {
    choices.scales = {{.method = kernel::Normalisation::scaled, .a = 0.0, .b = 100.0}};  // as it is
  }
  if (!errors.fatal() && means->size() > 1) errors.add(two_choices("aggregation"));
  if (!errors.fatal() && !scale && means->front() != kernel::Aggregation::arithmetic) check_positive(*units, call.table, errors);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  choices.means = *means;
  choices.minimum_coverage = *coverage;
  choices.modelled_share = *modelled;
  return group_scores(*units, *structure, structure->levels, choices, scale);
}

}  // namespace

void add_composite_methods(std::vector<Method>& list) {
  list.push_back(
      {.name = "treat",
       .what = "outliers pulled in, or a column put on a log scale, before it is put on one scale with others",
       .reads = "one column per indicator; empty = no value",
       .gives = "the same columns; with report=yes a row per indicator: treatment, points, skewness and kurtosis before and after",
       .formula = "while |skewness| > 2 and kurtosis > 3.5 the furthest value takes the place of the next, for at most 5; else "
                  "ln(x − min + (max − min)/100) of the column as it was",
       .source = "Nardo et al. (2008), step 4; limits and order as COINr, Becker et al. (2022); skewness and kurtosis: Joanes & "
                 "Gill (1998), type 2",
       .settings = {kId, kPoints, kSkewness, kKurtosis, {"report", "no", "yes: what was done, not the values"}},
       .run = treat});
  list.push_back({.name = "normalise",
                  .what = "indicators on one scale",
                  .reads = "one column per indicator; with --with: indicator, group, direction (1 or -1)",
                  .gives = "the same columns on the scale; empty where a column has no spread",
                  .formula =
                      "z-score: (x − mean)/sd; robust-z: (x − median)/(1.4826·MAD); min-max: low + (high − low)·(x − min)/(max − min); "
                      "rank from the lowest, equal values share the lowest; percentile-rank: (rank − 1)/(n − 1); borda: rank − 1; "
                      "distance-to-max: 1 − (max − x)/(max − min); fraction-of-max: x/max; scaled: 100·(x − low)/(high − low)",
                  .source = "Nardo et al. (2008), step 5; Rousseeuw & Croux (1993)",
                  .settings = {kId, kScales, kLow, kHigh, kCentre, kSpread},
                  .takes_second = true,
                  .run = normalise});
  list.push_back({.name = "aggregate",
                  .what = "groups of indicators that are on one scale already",
                  .reads = "one column per indicator; --with: indicator, group, weight, modelled",
                  .gives = "one column per group; rank (1 = highest) where there is one top",
                  .formula = "Σwy/Σw, exp(Σw·ln y/Σw) or Σw/Σ(w/y) over what is there; no score below the coverage",
                  .source = "Nardo et al. (2008), step 6",
                  .settings = {kId, kMeans, kCoverage, kModelledShare},
                  .takes_second = true,
                  .run = [](const Call& call) { return scores(call, false); }});
  list.push_back({.name = "composite",
                  .what = "outliers, one scale and groups in one go",
                  .reads = "one column per indicator; --with: indicator, group, weight, direction, modelled",
                  .gives = "one column per group; rank (1 = highest) where there is one top",
                  .formula = "treat (when asked), normalise, aggregate",
                  .source = "Nardo et al. (2008); Becker et al. (2022)",
                  .settings = {kId, kTreat, kPoints, kScales, kLow, kHigh, kCentre, kSpread, kMeans, kCoverage, kModelledShare},
                  .takes_second = true,
                  .run = [](const Call& call) { return scores(call, true); }});
  add_composite_correlation_methods(list);
  add_composite_uncertainty_methods(list);
}

}  // namespace trede::method
