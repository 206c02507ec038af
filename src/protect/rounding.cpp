// SPDX-License-Identifier: EUPL-1.2
#include "protect/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

#include <fmt/core.h>

#include "protect/rounding_program.hpp"

namespace trede::protect {
namespace {

constexpr int kMostSteps = 3;
constexpr std::size_t kLargestRelaxation = 100'000;  // equations; a larger system is not solved as a whole
constexpr std::size_t kLargestWhole = 1'500;         // cells off a multiple; a larger system is branched part by part
constexpr RoundingLimits kWholeLimits = {.branch = true, .nodes = 400};
constexpr RoundingLimits kPartLimits = {.branch = true, .nodes = 100};

Error impossible(int base) {
  return Error{
      .code = "protect.rounding.impossible",
      .failure = Failure::disclosure,
      .nl = fmt::format("er is geen tabel van veelvouden van {} gevonden die optelt: een cel die al openbaar is of een grens staat in de "
                        "weg. Kies een andere methode voor deze tabel of een ander veelvoud",
                        base),
      .en = fmt::format("no table of multiples of {} was found that adds up: a cell that is public already or a bound stands in the way. "
                        "Choose another method for this table or another base",
                        base),
      .where = {}};
}

std::optional<Error> wrong_base(int base) {
  if (base >= 2 && base <= 1'000'000) return std::nullopt;
  return Error{.code = "protect.rounding.base",
               .failure = Failure::usage,
               .nl = "het veelvoud waarop wordt afgerond is een geheel getal vanaf 2, meestal 5 of 10",
               .en = "the base of rounding is a whole number from 2, as a rule 5 or 10",
               .where = {}};
}

std::vector<std::uint32_t> up_to(std::size_t n) {
  std::vector<std::uint32_t> all(n);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

RoundingPart whole_of(const System& system) {
  RoundingPart part{up_to(system.size()), {}};
  for (std::uint32_t e = 0; e < system.equations.size(); ++e)
    if (system.equations.independent[e]) part.equations.push_back(e);
  return part;
}

std::vector<std::uint32_t> depth_of_nodes(const System& system) {
  std::vector<std::uint32_t> depth(system.node_parent.size(), 0);
  for (std::size_t n = 0; n < depth.size(); ++n)
    for (std::uint32_t up = system.node_parent[n]; up != kNoNode; up = system.node_parent[up]) ++depth[n];
  return depth;
}

// The parts in the order in which they are decided: from the roots of the regions down, and apart where no equation ties their cells.
// The cells of an equation at its deepest level belong to one part, so that beside them it holds decided cells only.
std::vector<RoundingPart> parts_of(const System& system) {
  const std::vector<std::uint32_t> depth = depth_of_nodes(system);
  const auto level = [&](CellIndex cell) { return system.node[cell] == kNoNode ? 0U : depth[system.node[cell]]; };
  std::vector<std::uint32_t> up = up_to(system.size());
  const auto find = [&](std::uint32_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
  };
  const Equations& equations = system.equations;
  std::vector<CellIndex> deepest(equations.size());
  for (std::uint32_t e = 0; e < equations.size(); ++e) {
    const auto begin = equations.cell.begin() + equations.first[e];
    const auto end = equations.cell.begin() + equations.first[e + 1];
    if (begin == end) continue;
    deepest[e] = *std::max_element(begin, end, [&](CellIndex a, CellIndex b) { return level(a) < level(b); });
    for (auto t = begin; t != end; ++t) {
      if (level(*t) != level(deepest[e])) continue;
      const std::uint32_t a = find(*t);
      const std::uint32_t b = find(deepest[e]);
      up[std::max(a, b)] = std::min(a, b);
    }
  }
  std::vector<CellIndex> roots;
  for (CellIndex cell = 0; cell < system.size(); ++cell)
    if (find(cell) == cell) roots.push_back(cell);
  std::stable_sort(roots.begin(), roots.end(), [&](CellIndex a, CellIndex b) { return level(a) < level(b); });
  std::vector<std::uint32_t> part_of(system.size(), 0);
  for (std::uint32_t p = 0; p < roots.size(); ++p) part_of[roots[p]] = p;
  std::vector<RoundingPart> parts(roots.size());
  for (CellIndex cell = 0; cell < system.size(); ++cell) parts[part_of[find(cell)]].cells.push_back(cell);
  for (std::uint32_t e = 0; e < equations.size(); ++e)
    if (equations.first[e] != equations.first[e + 1]) parts[part_of[find(deepest[e])]].equations.push_back(e);
  return parts;
}

// Part by part; each takes as few further steps as it can. The steps taken, or nothing when a part has no table.
std::optional<int> round_parts(const System& system, int base, std::vector<std::int32_t>& value) {
  int steps = 0;
  for (const RoundingPart& part : parts_of(system)) {
    bool solved = false;
    for (int extra = 0; extra <= kMostSteps && !solved; ++extra) {
      solved = round_part(system, part, base, extra, kPartLimits, value).solved;
      if (solved) steps = std::max(steps, extra);
    }
    if (!solved) return std::nullopt;
  }
  return steps;
}

struct Attempt {
  bool solved = false;
  int steps = 0;
  double bound = 0.0;
  std::string engine;
};

Attempt attempt(const System& system, int base, std::vector<std::int32_t>& value) {
  const RoundingPart whole = whole_of(system);
  Attempt found;
  bool feasible = true;
  if (whole.equations.size() <= kLargestRelaxation) {
    const RoundingAnswer answer = round_part(system, whole, base, 0, {.branch = false}, value);
    feasible = answer.feasible;
    found.bound = answer.bound;
    if (answer.solved) return {true, 0, answer.bound, "linear program"};
  }
  std::size_t off = 0;
  for (const std::int32_t v : system.value) off += v % base != 0 ? 1 : 0;
  if (!system.node.empty() && off > kLargestWhole) {
    if (const auto steps = round_parts(system, base, value)) return {true, *steps, found.bound, "integer program by parts"};
  }
  for (int steps = feasible ? 0 : 1; steps <= kMostSteps; ++steps) {
    const RoundingAnswer answer = round_part(system, whole, base, steps, kWholeLimits, value);
    if (steps == 0) found.bound = std::max(found.bound, answer.bound);
    if (answer.solved) return {true, steps, found.bound, "integer program"};
  }
  return found;
}

// No table changes less than every cell to its nearest multiple.
std::int64_t nearest(const System& system, int base) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < system.size(); ++i)
    if (system.state[i] != CellState::latent) sum += std::min(system.value[i] % base, base - system.value[i] % base) % base;
  return sum;
}

}  // namespace

Checked<Rounded> round_system(const System& system, int base) {
  if (auto error = wrong_base(base)) return fail(*std::move(error));
  if (!consistent(system)) throw std::logic_error("values that do not fit the equations");
  for (std::size_t i = 0; i < system.size(); ++i)
    if (system.state[i] == CellState::open && system.value[i] % base != 0) return fail(impossible(base));
  Rounded result;
  result.base = base;
  result.value.resize(system.size());
  const Attempt found = attempt(system, base, result.value);
  if (!found.solved) return fail(impossible(base));
  result.steps = found.steps;
  result.engine = found.engine;
  result.change = change_of(system, result.value);
  result.lower_bound = nearest(system, base);
  if (found.steps == 0) result.lower_bound = std::max(result.lower_bound, static_cast<std::int64_t>(std::ceil(found.bound - 1e-4)));
  result.lower_bound = std::min(result.lower_bound, result.change);
  result.optimal = result.change == result.lower_bound;
  return result;
}

Checked<Rounded> round_table(const Table& table, int base) {
  const TableSystem cells = system_of(table, TableRule{.minimum = 1});
  auto rounded = round_system(cells.system, base);
  if (!rounded) return rounded;
  std::vector<std::int32_t> value(table.size(), 0);
  for (std::size_t i = 0; i < cells.cells.size(); ++i) value[cells.cells[i]] = rounded->value[i];
  rounded->value = std::move(value);
  return rounded;
}

}  // namespace trede::protect
