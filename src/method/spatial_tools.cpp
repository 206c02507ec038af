// SPDX-License-Identifier: EUPL-1.2
// Control of false discoveries, and neighbours from places.
#include "method/spatial_parts.hpp"
#include "stat/spatial/points.hpp"

namespace trede::method {
namespace {

Checked<Output> fdr(const Call& call) {
  auto p = call.table.numbers_or_none("p");
  if (!p) return tl::unexpected(p.error());
  Errors errors;
  for (std::size_t i = 0; i < p->size(); ++i)
    if ((*p)[i] < 0.0 || (*p)[i] > 1.0)
      errors.add({"stat.not_a_chance", Failure::input, "Een kans ligt van 0 tot en met 1.", "A chance lies from 0 to 1.",
                  call.table.where(i, "p")});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  out.add("q", q_values(*p));
  return out;
}

Checked<Output> nearest(const Call& call) {
  const auto x = call.table.numbers("x"), y = call.table.numbers("y");
  Errors errors = problems(x, y);
  const auto k = call.whole("k", 1, 100'000);
  if (!k) errors.add(k.error());
  const auto metres = call.number("within", 0.0, 1e12);
  if (!metres) errors.add(metres.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::Pairs pairs = *metres > 0.0 ? stat::pairs_within(*x, *y, *metres, call.threads)
                                          : stat::nearest_pairs(*x, *y, static_cast<std::size_t>(*k), call.threads);
  std::vector<std::int64_t> from, to;
  for (const auto& [i, j] : pairs) {
    from.push_back(std::int64_t{i} + 1);
    to.push_back(std::int64_t{j} + 1);
  }
  Output out;
  out.add_counts("i", std::move(from)).add_counts("j", std::move(to));
  return out;
}

}  // namespace

void add_neighbour_tools(std::vector<Method>& list) {
  list.push_back({.name = "fdr",
                  .what = "q-values: how many of the findings up to here are false",
                  .reads = "p (0 to 1; empty: no test, not part of the family)",
                  .gives = "q",
                  .formula = "q(i) = min over j ≥ i of p(j) m / j, p in ascending order, m tests (step-up)",
                  .source = "Benjamini & Hochberg (1995)",
                  .settings = {},
                  .run = fdr});
  list.push_back(
      {.name = "nearest",
       .what = "neighbours from points: the k nearest, or all within a distance",
       .reads = "x, y (in one unit, such as metres)",
       .gives = "i, j (rows, from 1): usable as --neighbours",
       .formula = "straight-line distance; equal distances in the order of the rows",
       .source = "Bentley (1975), for the search",
       .settings = {{"k", "6", "so many neighbours for each point"}, {"within", "0", "above 0: instead all points at most so far away"}},
       .run = nearest});
}

}  // namespace trede::method
