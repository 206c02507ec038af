// SPDX-License-Identifier: EUPL-1.2
#include "table_case.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/core.h>

#include "chance.hpp"

namespace trede::properties {
namespace {

constexpr std::size_t kMostCells = 800;
constexpr std::size_t kMostThorough = 200;  // the thorough engine takes its time

// Children of a code, some depth down. Every inner code has at least one child, so single children occur.
void grow(Chance& chance, const std::string& code, int depth, int width, std::vector<std::pair<std::string, std::string>>& rows) {
  const int children = chance.between(1, width);
  for (int i = 0; i < children; ++i) {
    const std::string child = fmt::format("{}{}{}", code, depth % 2 == 0 ? "." : "-", i);
    rows.emplace_back(child, code);
    if (depth > 1 && chance.odds(0.85)) grow(chance, child, depth - 1, width, rows);
  }
}

// A second division of the same leaves: the parents' names primed, some leaves moved, a root of its own.
void add_version(Chance& chance, DimensionCase& dimension) {
  const std::vector<std::string> leaves = dimension.leaves();
  const std::set<std::string> is_leaf(leaves.begin(), leaves.end());
  std::vector<std::string> inner;
  std::vector<std::pair<std::string, std::string>> added;
  for (const auto& [code, parent] : dimension.rows) {
    if (is_leaf.count(code) != 0) continue;
    added.emplace_back("v" + code, parent.empty() ? "" : "v" + parent);
    inner.push_back(code);
  }
  std::set<std::string> used;
  for (const auto& [code, parent] : dimension.rows) {
    if (is_leaf.count(code) == 0 || parent.empty()) continue;
    const std::string& home =
        chance.odds(0.2) ? inner[static_cast<std::size_t>(chance.between(0, static_cast<int>(inner.size()) - 1))] : parent;
    added.emplace_back(code, "v" + home);
    used.insert("v" + home);
  }
  // An inner code that lost all its leaves would be a leaf of its own: it goes, from the bottom up.
  for (bool changed = true; changed;) {
    changed = false;
    std::set<std::string> parents;
    for (const auto& [code, parent] : added) parents.insert(parent);
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (is_leaf.count(added[i].first) != 0 || parents.count(added[i].first) != 0) continue;
      added.erase(added.begin() + static_cast<std::ptrdiff_t>(i));
      changed = true;
      break;
    }
  }
  dimension.rows.insert(dimension.rows.end(), added.begin(), added.end());
}

DimensionCase random_dimension(Chance& chance, std::size_t number) {
  DimensionCase dimension;
  dimension.name = number == 0 ? "area" : fmt::format("kind{}", number);
  const std::string letter(1, static_cast<char>('A' + number));
  const bool deep = number == 0 ? chance.odds(0.85) : chance.odds(0.15);
  const int roots = chance.odds(0.15) ? 2 : 1;
  for (int r = 0; r < roots; ++r) {
    const std::string root = fmt::format("{}{}", letter, r);
    dimension.rows.emplace_back(root, "");
    const int depth = deep ? chance.between(2, number == 0 ? 4 : 2) : 1;
    grow(chance, root, depth, deep ? chance.between(2, 4) : chance.between(2, 6), dimension.rows);
  }
  if (number > 0 && chance.odds(0.08)) {  // a dimension without a total
    std::vector<std::pair<std::string, std::string>> flat;
    for (const std::string& leaf : dimension.leaves()) flat.emplace_back(leaf, "");
    dimension.rows = flat;
  } else if (number == 0 && deep && chance.odds(0.25)) {
    add_version(chance, dimension);
  }
  return dimension;
}

void each_leaf_cell(const TableCase& table, std::size_t dimension, std::vector<std::string>& codes, const auto& use) {
  if (dimension == table.dimensions.size()) {
    use(codes);
    return;
  }
  for (const std::string& leaf : table.dimensions[dimension].leaves()) {
    codes.push_back(leaf);
    each_leaf_cell(table, dimension + 1, codes, use);
    codes.pop_back();
  }
}

// Without a code and what is below it only; cells of its leaves go too.
std::optional<TableCase> without_code(const TableCase& table, std::size_t d, const std::string& code) {
  TableCase less = table;
  auto& rows = less.dimensions[d].rows;
  std::erase_if(rows, [&](const auto& row) { return row.first == code; });
  for (bool changed = true; changed;) {  // what hangs below a code that is gone, and inner codes that have nothing below them any more
    changed = false;
    std::set<std::string> present, parents, before;
    for (const auto& row : rows) {
      present.insert(row.first);
      parents.insert(row.second);
    }
    for (const auto& row : table.dimensions[d].rows) before.insert(row.second);
    const auto gone = [&](const auto& row) {
      return (!row.second.empty() && present.count(row.second) == 0) || (before.count(row.first) != 0 && parents.count(row.first) == 0);
    };
    changed = std::erase_if(rows, gone) > 0;
  }
  if (rows.empty()) return std::nullopt;
  const std::vector<std::string> leaves = less.dimensions[d].leaves();
  const std::set<std::string> kept(leaves.begin(), leaves.end());
  std::erase_if(less.cells, [&](const auto& cell) { return kept.count(cell.first[d]) == 0; });
  return less;
}

}  // namespace

std::vector<std::string> DimensionCase::leaves() const {
  std::set<std::string> parents;
  for (const auto& row : rows) parents.insert(row.second);
  std::vector<std::string> leaves;
  std::set<std::string> seen;
  for (const auto& row : rows)
    if (parents.count(row.first) == 0 && seen.insert(row.first).second) leaves.push_back(row.first);
  return leaves;
}

std::string TableCase::dimension_text(std::size_t dimension) const {
  std::string text = "code,parent\n";
  for (const auto& [code, parent] : dimensions[dimension].rows) text += code + "," + parent + "\n";
  return text;
}

std::string TableCase::cells_text() const {
  std::string text;
  for (const DimensionCase& dimension : dimensions) text += dimension.name + ",";
  text += "n\n";
  std::vector<std::string> codes;
  each_leaf_cell(*this, 0, codes, [&](const std::vector<std::string>& leaf) {
    for (const std::string& code : leaf) text += code + ",";
    const auto found = cells.find(leaf);
    text += fmt::format("{}\n", found == cells.end() ? 0 : found->second);
  });
  return text;
}

std::size_t TableCase::size() const {
  std::size_t cells_in_all = 1;
  for (const DimensionCase& dimension : dimensions) {
    std::set<std::string> codes;
    for (const auto& row : dimension.rows) codes.insert(row.first);
    cells_in_all *= codes.size();
  }
  return cells_in_all;
}

TableCase random_table(std::uint64_t seed) {
  Chance chance(seed);
  TableCase table;
  do {
    table.dimensions.clear();
    const double u = chance.unit();
    const std::size_t dimensions = u < 0.25 ? 1 : u < 0.6 ? 2 : u < 0.85 ? 3 : 4;
    for (std::size_t d = 0; d < dimensions; ++d) table.dimensions.push_back(random_dimension(chance, d));
  } while (table.size() > kMostCells);
  table.rule.minimum = chance.between(2, 12);
  table.rule.width = chance.odds(0.45) ? 1 : chance.between(2, 5);
  table.rule.objective = static_cast<protect::Objective>(chance.between(0, 2));
  table.effort = chance.odds(0.3) && table.size() <= kMostThorough ? protect::Effort::thorough : protect::Effort::fast;
  table.base = chance.odds(0.5) ? 5 : chance.between(2, 12);
  const double zeros = chance.odds(0.3) ? 0.8 : chance.unit() * 0.5;
  const double ones = chance.odds(0.3) ? 0.6 : chance.unit() * 0.3;
  const double mean = std::pow(10.0, 0.3 + 1.5 * chance.unit());
  std::vector<std::string> codes;
  each_leaf_cell(table, 0, codes, [&](const std::vector<std::string>& leaf) {
    int n = 0;
    if (!chance.odds(zeros)) n = chance.odds(ones) ? 1 : chance.count(mean * chance.unit() * 2.0 * chance.unit());
    if (n > 0) table.cells[leaf] = n;
  });
  return table;
}

std::vector<TableCase> smaller(const TableCase& table) {
  std::vector<TableCase> all;
  for (std::size_t d = 0; d < table.dimensions.size() && table.dimensions.size() > 1; ++d) {
    TableCase less = table;
    less.dimensions.erase(less.dimensions.begin() + static_cast<std::ptrdiff_t>(d));
    less.cells.clear();
    for (const auto& [codes, n] : table.cells) {
      std::vector<std::string> rest = codes;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(d));
      less.cells[rest] += n;
    }
    all.push_back(less);
  }
  for (std::size_t d = 0; d < table.dimensions.size(); ++d) {
    std::set<std::string> codes;
    for (const auto& row : table.dimensions[d].rows) codes.insert(row.first);
    for (const std::string& code : codes)
      if (auto less = without_code(table, d, code)) all.push_back(*std::move(less));
  }
  for (const auto& [codes, n] : table.cells) {
    for (const std::int32_t m : {0, n / 2, n - 1}) {
      if (m == n) continue;
      TableCase less = table;
      if (m == 0) {
        less.cells.erase(codes);
      } else {
        less.cells[codes] = m;
      }
      all.push_back(less);
      if (n == 1) break;
    }
  }
  if (table.rule.width > 1) {
    all.push_back(table);
    --all.back().rule.width;
  }
  if (table.effort == protect::Effort::thorough) {
    all.push_back(table);
    all.back().effort = protect::Effort::fast;
  }
  return all;
}

void write_case(const TableCase& table, const std::filesystem::path& folder, const std::string& note) {
  std::filesystem::create_directories(folder);
  for (std::size_t d = 0; d < table.dimensions.size(); ++d)
    std::ofstream(folder / fmt::format("dim_{}.csv", table.dimensions[d].name)) << table.dimension_text(d);
  std::ofstream(folder / "cells.csv") << table.cells_text();
  std::ofstream(folder / "rule.txt") << fmt::format("minimum {}\nwidth {}\nobjective {}\neffort {}\nbase {}\n", table.rule.minimum,
                                                    table.rule.width, static_cast<int>(table.rule.objective),
                                                    static_cast<int>(table.effort), table.base);
  std::ofstream(folder / "note.txt") << note << '\n';
}

std::optional<TableCase> read_case(const std::filesystem::path& folder) {
  TableCase table;
  std::ifstream rule(folder / "rule.txt");
  std::ifstream cells(folder / "cells.csv");
  if (!rule || !cells) return std::nullopt;
  std::string word;
  for (int number = 0; rule >> word >> number;) {
    if (word == "minimum") table.rule.minimum = number;
    if (word == "width") table.rule.width = number;
    if (word == "objective") table.rule.objective = static_cast<protect::Objective>(number);
    if (word == "effort") table.effort = static_cast<protect::Effort>(number);
    if (word == "base") table.base = number;
  }
  const auto fields = [](const std::string& line) {
    std::vector<std::string> parts = {""};
    for (const char c : line) {
      if (c == ',') {
        parts.emplace_back();
      } else {
        parts.back() += c;
      }
    }
    return parts;
  };
  std::string line;
  std::getline(cells, line);
  std::vector<std::string> names = fields(line);
  names.pop_back();
  for (const std::string& name : names) {
    DimensionCase dimension{name, {}};
    std::ifstream in(folder / fmt::format("dim_{}.csv", name));
    std::string row;
    std::getline(in, row);
    while (std::getline(in, row)) {
      const std::vector<std::string> pair = fields(row);
      dimension.rows.emplace_back(pair[0], pair[1]);
    }
    table.dimensions.push_back(dimension);
  }
  while (std::getline(cells, line)) {
    std::vector<std::string> codes = fields(line);
    const int n = std::stoi(codes.back());
    codes.pop_back();
    if (n > 0) table.cells[codes] = n;
  }
  return table;
}

}  // namespace trede::properties
