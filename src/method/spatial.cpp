// SPDX-License-Identifier: EUPL-1.2
// Do areas look like their neighbours, as a whole and area by area?
#include <algorithm>

#include <fmt/format.h>

#include "method/spatial_parts.hpp"
#include "stat/spatial/exact.hpp"

namespace trede::method {
namespace {

using Columns = std::vector<double>;

Output of_whole(const stat::GlobalMeasure& m, const Areas& areas) {
  Output out;
  out.item("value", m.value).item("expected", m.expected).item("variance", m.variance).item("z", m.z).item("p_two", m.p_two);
  const stat::Neighbours w = areas.neighbours();
  double islands = 0.0;
  for (std::size_t i = 0; i < w.size(); ++i) islands += w.count(i) == 0 ? 1.0 : 0.0;
  out.item("areas", static_cast<double>(areas.known.size())).item("without_neighbours", islands);
  return out;
}

Checked<Output> whole(const Call& call, const Checked<Areas>& areas, stat::Whole statistic) {
  const auto deal = read_deal(call);
  Errors errors = problems(areas, deal);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::Neighbours w = areas->neighbours();
  const auto word = call.word("islands", {"drop", "count"});
  if (!word) return fail(word.error());
  const auto islands = *word == "count" ? stat::Islands::count : stat::Islands::drop;
  auto measure = statistic == stat::Whole::moran ? stat::moran(areas->values, w, islands) : stat::geary(areas->values, w, islands);
  const double normal = measure.p_two;
  if (deal->permutations.count > 0) measure.p_two = stat::permute_all(areas->values, w, statistic, deal->permutations).p_two();
  Output out = of_whole(measure, *areas);
  out.item("p_normal", normal);
  return out;
}

// p and q of the areas, from where the user asked: the normal distribution, permutations, or all ways to deal the values.
struct Tested {
  Columns p_two, q;
};

Checked<Tested> test_lag(const Areas& areas, const Deal& deal, Columns normal, const std::vector<std::uint8_t>& has, bool star = false) {
  const stat::Neighbours w = areas.neighbours();
  Tested out;
  if (deal.exact) {
    auto exact = star ? stat::exact_sum(areas.values, areas.neighbours(true), deal.permutations.threads)
                      : stat::exact_lag(areas.values, w, deal.permutations.threads);
    if (!exact)
      return fail({"stat.exact_too_many",
                   Failure::usage,
                   fmt::format("Een gebied heeft te veel buren voor exact=yes (hoogstens {}, en niet meer dan ongeveer een kwart van de "
                               "gebieden). Gebruik --set permutations=99999.",
                               stat::kMostNeighbours),
                   fmt::format("An area has too many neighbours for exact=yes (at most {}, and no more than about a quarter of the areas). "
                               "Use --set permutations=99999.",
                               stat::kMostNeighbours),
                   {}});
    out.p_two = std::move(*exact);
  } else if (deal.permutations.count > 0) {
    out.p_two = stat::permute_lag(areas.values, w, deal.permutations).p_two();
  } else {
    out.p_two = std::move(normal);
  }
  out.p_two = areas.rows(out.p_two, has);
  out.q = q_values(out.p_two);
  return out;
}

constexpr const char* kQuadrants[] = {"low-low", "low-high", "high-low", "high-high"};

Checked<Output> local_moran_of(const Call& call, const Checked<Areas>& areas, bool rates) {
  const auto deal = read_deal(call);
  Errors errors = problems(areas, deal);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::LocalMoran m = stat::local_moran(areas->values, areas->neighbours());
  const auto rows = [&](const Columns& column) { return areas->rows(column, m.has); };
  std::vector<std::string> quadrant;
  for (const stat::Quadrant one : m.quadrant) quadrant.emplace_back(kQuadrants[static_cast<std::size_t>(one)]);
  auto tested = test_lag(*areas, *deal, m.p_two, m.has);
  if (!tested) return tl::unexpected(tested.error());
  Output out;
  out.add("ii", rows(m.ii)).add("expected", rows(m.expected)).add("variance", rows(m.variance)).add("z", rows(m.z));
  out.add("p_two", std::move(tested->p_two)).add("q", std::move(tested->q));
  out.add("quadrant", areas->known.spread<std::string>(quadrant, "", m.has));
  out.add("p_normal", rows(m.p_two)).add("expected_total", rows(m.expected_total)).add("variance_total", rows(m.variance_total));
  if (rates) out.add("deviate", areas->known.spread<double>(areas->values, kNoNumber));
  out.add("status", status(areas->known, m.has));
  return out;
}

Checked<Output> local_g_of(const Call& call, bool star) {
  const auto areas = read_values(call);
  const auto deal = read_deal(call);
  Errors errors = problems(areas, deal);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::LocalG g = stat::local_g(areas->values, areas->neighbours(star), star);
  auto tested = test_lag(*areas, *deal, g.p_two, g.has, star);
  if (!tested) return tl::unexpected(tested.error());
  Output out;
  out.add("g", areas->rows(g.g, g.has)).add("z", areas->rows(g.z, g.has));
  out.add("p_two", std::move(tested->p_two)).add("q", std::move(tested->q));
  out.add("p_normal", areas->rows(g.p_two, g.has)).add("status", status(areas->known, g.has));
  return out;
}

Checked<Output> local_geary_of(const Call& call) {
  const auto areas = read_values(call);
  const auto deal = read_deal(call);
  Errors errors = problems(areas, deal);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const stat::Neighbours w = areas->neighbours();
  const stat::LocalGeary c = stat::local_geary(areas->values, w);
  const auto rows = [&](const Columns& column) { return areas->rows(column, c.has); };
  Columns p = rows(deal->permutations.count > 0 ? stat::permute_geary(areas->values, w, deal->permutations).p_two() : c.p_two);
  Columns q = q_values(p);
  Output out;
  out.add("ci", rows(c.ci)).add("expected", rows(c.expected)).add("variance", rows(c.variance)).add("z", rows(c.z));
  out.add("p_two", std::move(p)).add("q", std::move(q)).add("p_normal", rows(c.p_two)).add("status", status(areas->known, c.has));
  return out;
}

// Marks: value is 0 or 1.
Checked<Areas> read_marks(const Call& call) {
  auto areas = read_values(call);
  if (!areas) return areas;
  Errors errors;
  for (std::size_t k = 0; k < areas->values.size(); ++k)
    if (areas->values[k] != 0.0 && areas->values[k] != 1.0)
      errors.add({"stat.not_a_mark", Failure::input, "Hier hoort 0 (zonder kenmerk) of 1 (met kenmerk).",
                  "0 (without the mark) or 1 (with the mark) belongs here.", call.table.where(areas->known.area[k], "value")});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return areas;
}

std::vector<std::uint8_t> marks(const Areas& areas, double of) {
  std::vector<std::uint8_t> out;
  for (const double v : areas.values) out.push_back(v == of ? 1 : 0);
  return out;
}

Checked<Output> join_count_of(const Call& call) {
  const auto areas = read_marks(call);
  if (!areas) return tl::unexpected(areas.error());
  const stat::Neighbours w = areas->neighbours();
  std::vector<std::string> join;
  Columns value, expected, variance, z, p_two, p_greater;
  for (const auto& [name, of] : {std::pair{"0-0", 0.0}, std::pair{"1-1", 1.0}}) {
    const auto m = stat::join_count(marks(*areas, of), w);
    join.emplace_back(name);
    value.push_back(m.value);
    expected.push_back(m.expected);
    const bool varies = m.variance > 0.0;
    variance.push_back(m.variance);
    z.push_back(varies ? m.z : kNoNumber);
    p_two.push_back(varies ? m.p_two : kNoNumber);
    p_greater.push_back(varies ? (m.z > 0.0 ? m.p_two / 2.0 : 1.0 - m.p_two / 2.0) : kNoNumber);
  }
  Output out;
  out.add("join", std::move(join)).add("value", std::move(value)).add("expected", std::move(expected)).add("variance", std::move(variance));
  out.add("z", std::move(z)).add("p_two", std::move(p_two)).add("p_greater", std::move(p_greater));
  return out;
}

Checked<Output> local_join_count_of(const Call& call) {
  const auto areas = read_marks(call);
  if (!areas) return tl::unexpected(areas.error());
  const stat::Neighbours w = areas->known.neighbours(stat::Weights::binary);
  const std::vector<std::uint8_t> marked = marks(*areas, 1.0);
  const stat::LocalJoins local = stat::local_join_count(marked, w);
  std::vector<std::uint8_t> neighboured(marked.size()), tested(marked.size());
  Columns joins(local.joins.begin(), local.joins.end());
  for (std::size_t i = 0; i < marked.size(); ++i) {
    neighboured[i] = w.count(i) > 0 ? 1 : 0;
    tested[i] = neighboured[i] != 0 && marked[i] != 0 ? 1 : 0;
  }
  Columns p = areas->rows(local.p, tested), q = q_values(p);
  Output out;
  out.add("joins", areas->rows(joins, neighboured)).add("p", std::move(p)).add("q", std::move(q));
  out.add("status", status(areas->known, neighboured));
  return out;
}

const std::vector<Setting> kOfWhole = {kWeights, kPairs, kIslands, kPermutations, kSeed},
                           kOfAreas = {kWeights, kPairs, kPermutations, kSeed, kDraws, kExact};
const Setting kBinary = {"weights", "binary", "binary: each pair of neighbours counts as one join; row: neighbours share a weight of 1"};
constexpr const char* kReads = "value (empty: this area has no figure and is no one's neighbour)";
constexpr const char* kGivesWhole = "name, value: value, expected, variance, z, p_two, areas, without_neighbours, p_normal";

void add_whole(std::vector<Method>& list) {
  list.push_back({.name = "moran",
                  .what = "do areas look like their neighbours? Moran's I of the whole",
                  .reads = kReads,
                  .gives = kGivesWhole,
                  .formula = "I = n/S0 · ΣΣ w(i,j) z(i) z(j) / Σ z², z = x − mean; moments under randomisation",
                  .source = "Moran (1950); Cliff & Ord (1981), p. 46",
                  .settings = kOfWhole,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return whole(call, read_values(call), stat::Whole::moran); }});
  list.push_back({.name = "geary",
                  .what = "how much do neighbours differ? Geary's c of the whole",
                  .reads = kReads,
                  .gives = kGivesWhole,
                  .formula = "c = (n−1)/(2 S0) · ΣΣ w(i,j) (x(i) − x(j))² / Σ z²; moments under randomisation",
                  .source = "Geary (1954); Cliff & Ord (1981), p. 46",
                  .settings = kOfWhole,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return whole(call, read_values(call), stat::Whole::geary); }});
  list.push_back({.name = "eb-moran",
                  .what = "Moran's I of rates of areas of unequal size",
                  .reads = "x (events), n (persons; empty or 0: no figure)",
                  .gives = kGivesWhole,
                  .formula = "Moran's I of (r − b)/√(a + b/n), r = x/n, b = Σx/Σn, a by moments (b/n alone where a + b/n is not above 0)",
                  .source = "Assunção & Reis (1999)",
                  .settings = kOfWhole,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return whole(call, read_rates(call), stat::Whole::moran); }});
  list.push_back({.name = "join-count",
                  .what = "do areas with a mark lie together?",
                  .reads = "value (0 or 1; empty: no figure)",
                  .gives = "join (0-0, 1-1), value, expected, variance, z, p_two, p_greater",
                  .formula = "½ ΣΣ w(i,j) m(i) m(j); moments without replacement",
                  .source = "Cliff & Ord (1981), p. 19",
                  .settings = {kBinary},
                  .needs = Needs::neighbours,
                  .run = join_count_of});
}

void add_local(std::vector<Method>& list) {
  list.push_back({.name = "local-moran",
                  .what = "which areas look like, or unlike, their neighbours?",
                  .reads = kReads,
                  .gives = "ii, expected, variance, z, p_two, q, quadrant, p_normal, expected_total, variance_total, status",
                  .formula = "I(i) = z(i)/m2 · Σ w(i,j) z(j), m2 = Σz²/n; moments given z(i); q by Benjamini & Hochberg over all areas",
                  .source = "Anselin (1995); Sokal, Oden & Thomson (1998)",
                  .settings = kOfAreas,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return local_moran_of(call, read_values(call), false); }});
  list.push_back({.name = "local-eb-moran",
                  .what = "local Moran of rates of areas of unequal size",
                  .reads = "x (events), n (persons; empty or 0: no figure)",
                  .gives = "as local-moran, and deviate",
                  .formula = "local Moran of (r − b)/√(a + b/n), r = x/n, b = Σx/Σn, a by moments",
                  .source = "Assunção & Reis (1999); Anselin (1995)",
                  .settings = kOfAreas,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return local_moran_of(call, read_rates(call), true); }});
  list.push_back({.name = "local-geary",
                  .what = "which areas differ little, or much, from their neighbours?",
                  .reads = kReads,
                  .gives = "ci, expected, variance, z, p_two, q, p_normal, status",
                  .formula = "c(i) = Σ w(i,j) (z(i) − z(j))², z in standard deviations (n − 1); moments given z(i)",
                  .source = "Anselin (1995); Anselin (2019)",
                  .settings = kOfWhole,
                  .needs = Needs::neighbours,
                  .run = local_geary_of});
  list.push_back({.name = "gi",
                  .what = "where are the neighbours of an area high, or low?",
                  .reads = kReads,
                  .gives = "g, z, p_two, q, p_normal, status",
                  .formula = "G(i) = Σ w(i,j) x(j) / Σ x(j) over j ≠ i; z given x(i)",
                  .source = "Getis & Ord (1992); Ord & Getis (1995)",
                  .settings = kOfAreas,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return local_g_of(call, false); }});
  list.push_back({.name = "gi-star",
                  .what = "where is an area with its neighbours high, or low?",
                  .reads = kReads,
                  .gives = "g, z, p_two, q, p_normal, status",
                  .formula = "G*(i) = Σ w(i,j) x(j) / Σ x(j), i among its own neighbours",
                  .source = "Getis & Ord (1992); Ord & Getis (1995)",
                  .settings = kOfAreas,
                  .needs = Needs::neighbours,
                  .run = [](const Call& call) { return local_g_of(call, true); }});
  list.push_back({.name = "local-join-count",
                  .what = "which areas with a mark lie among more such areas than chance gives?",
                  .reads = "value (0 or 1; empty: no figure)",
                  .gives = "joins (neighbours with the mark), p (exact; only for areas with the mark), q, status",
                  .formula = "p = P(H ≥ joins), H hypergeometric: the other marks dealt over the other areas",
                  .source = "Anselin & Li (2019)",
                  .settings = {},
                  .needs = Needs::neighbours,
                  .run = local_join_count_of});
}

}  // namespace

void add_spatial_methods(std::vector<Method>& list) {
  add_whole(list);
  add_local(list);
  add_neighbour_tools(list);
}

}  // namespace trede::method
