// SPDX-License-Identifier: EUPL-1.2
#include "method/spatial_parts.hpp"

#include <algorithm>

namespace trede::method {

Checked<Areas> read_areas(const Call& call, std::vector<double> value, std::string_view column) {
  Areas out;
  if (call.settings.contains("weights")) {
    const auto word = call.word("weights", {"row", "binary"});
    if (!word) return fail(word.error());
    if (*word == "binary") out.weights = stat::Weights::binary;
  }
  if (call.settings.contains("pairs")) {
    const auto word = call.word("pairs", {"both", "given"});
    if (!word) return fail(word.error());
    out.as_written = *word == "given";
  }
  std::vector<std::uint8_t> known;
  known.reserve(value.size());
  for (const double v : value) known.push_back(std::isnan(v) ? 0 : 1);
  out.known = stat::known_areas(known, call.pairs);
  out.values = out.known.pick<double>(value);
  const auto problem = [&](const char* nl, const char* en) {
    return fail({"stat.spatial_input", Failure::input, nl, en, {call.table.where().file, 1, 0, 0, std::string(column)}});
  };
  if (out.known.size() < 4)
    return problem("Er zijn minstens vier gebieden met een waarde nodig.", "At least four areas with a value are needed.");
  if (std::all_of(out.values.begin(), out.values.end(), [&](double v) { return v == out.values.front(); }))
    return problem("Alle gebieden hebben dezelfde waarde. Dan is er niets te vergelijken.",
                   "All areas have the same value. Then there is nothing to compare.");
  if (std::none_of(out.known.pairs.begin(), out.known.pairs.end(), [](const auto& pair) { return pair.first != pair.second; }))
    return problem("Geen twee gebieden met een waarde zijn buren van elkaar.", "No two areas with a value are neighbours of each other.");
  return out;
}

Checked<Areas> read_values(const Call& call) {
  auto value = call.table.numbers_or_none("value");
  if (!value) return tl::unexpected(value.error());
  return read_areas(call, std::move(*value), "value");
}

Checked<Areas> read_rates(const Call& call) {
  const auto x = call.table.numbers_or_none("x"), n = call.table.numbers_or_none("n");
  Errors errors = problems(x, n);
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<double> events, persons;
  std::vector<std::size_t> row;
  for (std::size_t i = 0; i < x->size(); ++i) {
    for (const auto& [cell, column] : {std::pair{(*x)[i], "x"}, std::pair{(*n)[i], "n"}})
      if (cell < 0.0)
        errors.add({"stat.too_small", Failure::input, "Dit getal is te klein: 0 is het minste.",
                    "This number is too small: 0 is the least.", call.table.where(i, column)});
    if (std::isnan((*x)[i]) || !((*n)[i] > 0.0)) continue;
    events.push_back((*x)[i]);
    persons.push_back((*n)[i]);
    row.push_back(i);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<double> value(x->size(), kNoNumber);
  if (std::any_of(events.begin(), events.end(), [](double e) { return e > 0.0; })) {
    const auto deviates = stat::rate_deviates(events, persons);
    for (std::size_t k = 0; k < row.size(); ++k) value[row[k]] = deviates[k];
  } else {
    for (const std::size_t i : row) value[i] = 0.0;
  }
  return read_areas(call, std::move(value), "x");
}

Checked<Deal> read_deal(const Call& call) {
  Deal out;
  const auto count = call.whole("permutations", 0, 100'000'000), seed = call.whole("seed", 0, ~std::uint64_t{0});
  Errors errors;
  if (!count) errors.add(count.error());
  if (!seed) errors.add(seed.error());
  if (call.settings.contains("draws")) {
    const auto draws = call.word("draws", {"shared", "independent", "replacement"});
    if (!draws) errors.add(draws.error());
    else if (*draws == "independent") out.permutations.drawing = stat::Drawing::independent;
    else if (*draws == "replacement") out.permutations.drawing = stat::Drawing::with_replacement;
  }
  if (call.settings.contains("exact")) {
    const auto exact = call.word("exact", {"no", "yes"});
    if (!exact) errors.add(exact.error());
    else out.exact = *exact == "yes";
  }
  if (out.exact && count && *count > 0)
    errors.add({"stat.setting",
                Failure::usage,
                "--set exact=yes: laat permutations weg; de exacte kans heeft ze niet nodig.",
                "--set exact=yes: leave out permutations; the exact chance does not need them.",
                {}});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  out.permutations.count = static_cast<std::uint32_t>(*count);
  out.permutations.seed = *seed;
  out.permutations.threads = call.threads;
  return out;
}

std::vector<std::string> status(const stat::Known& known, const std::vector<std::uint8_t>& has) {
  std::vector<std::string> out(known.place.size(), "no_value");
  for (std::size_t k = 0; k < known.size(); ++k) out[known.area[k]] = has[k] != 0 ? "" : "no_neighbours";
  return out;
}

std::vector<double> q_values(const std::vector<double>& p) {
  std::vector<double> family;
  for (const double one : p)
    if (!std::isnan(one)) family.push_back(one);
  const std::vector<double> q = stat::false_discovery(family);
  std::vector<double> out(p);
  std::size_t next = 0;
  for (double& one : out)
    if (!std::isnan(one)) one = q[next++];
  return out;
}

}  // namespace trede::method
