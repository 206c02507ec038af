// SPDX-License-Identifier: EUPL-1.2
// Composite scores: how the indicators hang together.
#include <fmt/format.h>

#include "method/composite_table.hpp"
#include "stat/composite/correlation.hpp"

namespace trede::method {
namespace {

namespace kernel = stat::composite;

// The indicators of --set group, when that is given; else all.
Checked<UnitColumns> chosen(const Call& call) {
  const std::string& group = call.settings.at("group");
  if (group.empty()) return read_units(call);
  const auto structure = read_structure(call);
  if (!structure) return tl::unexpected(structure.error());
  for (std::size_t g = 0; g < structure->groups.size(); ++g) {
    if (structure->groups[g] != group) continue;
    std::vector<std::string> names;
    for (const std::uint32_t child : structure->levels.groups[g].child)
      if (child < structure->indicators.size()) names.push_back(structure->indicators[child]);
    if (!names.empty()) return read_units(call, names);
  }
  return fail({"stat.setting",
               Failure::usage,
               fmt::format("--set group: {} is geen groep met indicatoren van de opbouw.", display_name(group)),
               fmt::format("--set group: {} is no group with indicators of the structure.", display_name(group)),
               {}});
}

Checked<Output> pca(const Call& call) {
  const auto units = chosen(call);
  if (!units) return tl::unexpected(units.error());
  const auto found = kernel::principal_components(units->columns(), units->rows);
  if (!found)
    return fail({"stat.no_spread", Failure::input, "Er zijn minder dan twee volledige regels, of een kolom heeft overal dezelfde waarde.",
                 "There are fewer than two complete rows, or a column has the same value everywhere.", call.table.where()});
  Output out;
  out.add("indicator", units->name);
  double all = 0.0;
  std::vector<double> share;
  for (const double deviation : found->deviation) all += deviation * deviation;
  for (const double deviation : found->deviation) share.push_back(deviation * deviation / all);
  for (std::size_t c = 0; c < found->size; ++c) {
    std::vector<double> column;
    for (std::size_t i = 0; i < found->size; ++i) column.push_back(found->weight[i * found->size + c]);
    out.add(fmt::format("pc{}", c + 1), std::move(column));
  }
  std::vector<std::int64_t> component(found->size), rows(found->size, static_cast<std::int64_t>(found->rows));
  for (std::size_t c = 0; c < found->size; ++c) component[c] = static_cast<std::int64_t>(c + 1);
  out.add_counts("component", std::move(component)).add("deviation", found->deviation).add("share", std::move(share));
  out.add_counts("rows", std::move(rows));
  return out;
}

Checked<Output> correlation(const Call& call) {
  const auto units = chosen(call);
  const auto threshold = call.number("threshold", 0.0, 1.0);
  const auto fewest = call.whole("fewest", 2, 1'000'000'000);
  const auto give = call.word("give", {"all", "collinear", "number"});
  Errors errors = problems(units);
  if (!threshold) errors.add(threshold.error());
  if (!fewest) errors.add(fewest.error());
  if (!give) errors.add(give.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const auto found = kernel::correlations(units->columns(), units->rows, *fewest, call.threads);
  const auto pairs = kernel::collinear_pairs(found, *threshold);
  Output out;
  if (*give == "number") {
    out.item("indicators", static_cast<double>(found.size));
    out.item("effective", kernel::effective_number(found));
    out.item("collinear_pairs", static_cast<double>(pairs.size()));
    return out;
  }
  std::vector<std::string> first, second;
  std::vector<double> r;
  std::vector<std::int64_t> n, collinear;
  for (const kernel::CorrelatedPair& pair : *give == "all" ? kernel::collinear_pairs(found, 0.0) : pairs) {
    first.push_back(units->name[pair.first]);
    second.push_back(units->name[pair.second]);
    r.push_back(pair.correlation);
    n.push_back(static_cast<std::int64_t>(pair.count));
    collinear.push_back(std::abs(pair.correlation) >= *threshold ? 1 : 0);
  }
  out.add("first", std::move(first)).add("second", std::move(second)).add("r", std::move(r));
  out.add_counts("n", std::move(n)).add_counts("collinear", std::move(collinear));
  return out;
}

}  // namespace

void add_composite_correlation_methods(std::vector<Method>& list) {
  const Setting group = {"group", "", "only the indicators of this group of --with"};
  list.push_back({.name = "pca",
                  .what = "principal components of the indicators, whose first can give weights",
                  .reads = "one column per indicator; rows with an empty cell are left out",
                  .gives = "per indicator its weight in each component (pc1, …); component, deviation (√λ), share of the variance, rows",
                  .formula = "eigenvectors of the correlations, largest first; the sign so that the weights add up to 0 or more",
                  .source = "Nardo et al. (2008), § 6.1",
                  .settings = {kId, group},
                  .takes_second = true,
                  .run = pca});
  list.push_back({.name = "correlation",
                  .what = "which indicators say the same, and how many there are in effect",
                  .reads = "one column per indicator",
                  .gives = "first, second, r, n, collinear (1 where |r| is at the threshold or above), strongest first; with give=number: "
                           "indicators, effective, collinear_pairs",
                  .formula = "Pearson's r over the rows where both are there; effective = (Σ√λ)²/Σλ over the eigenvalues of r",
                  .source = "Galwey (2009), Genetic Epidemiology 33, for the effective number",
                  .settings = {kId,
                               group,
                               {"threshold", "0.9", "from which |r| a pair is collinear"},
                               {"fewest", "3", "the fewest rows that two columns must share"},
                               {"give", "all", "all, collinear (only those pairs) or number"}},
                  .takes_second = true,
                  .run = correlation});
}

}  // namespace trede::method
