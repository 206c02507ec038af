// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tables for the tests of the attacker: random ones with all their totals, and patterns of gaps over them. They are the tests' own, so
// that the attacker is not tested with the code that protects.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "audit/table.hpp"

namespace trede::audit::test {

class Dice {  // splitmix64
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }

 private:
  std::uint64_t state_;
};

// An axis from the number of children of each code, in breadth-first order: {2, 3, 2} is a root with two codes, of three and two leaves.
inline Axis axis_of(const std::string& name, const std::vector<int>& children) {
  Axis axis;
  axis.name = name;
  const auto add = [&](std::uint32_t parent) {
    axis.code.push_back(name + std::to_string(axis.code.size()));
    axis.children.emplace_back();
    axis.parent.push_back(parent);
  };
  add(kNoNode);
  for (std::uint32_t code = 0; code < children.size(); ++code)
    for (int c = 0; c < children[code]; ++c) {
      axis.children[code].push_back(static_cast<std::uint32_t>(axis.code.size()));
      add(code);
    }
  return axis;
}

// Leaves get counts from `leaf`, totals follow. Parents stand before their children, so sums are made from the last code up.
template <class Leaf>
PublishedTable full_table(std::vector<Axis> axes, Leaf leaf) {
  PublishedTable table;
  table.file = "pub.csv";
  std::size_t cells = 1;
  for (const Axis& axis : axes) cells *= axis.size();
  table.axes = std::move(axes);
  table.value.assign(cells, 0);
  table.line.assign(cells, 2);
  const TableSums sums(table);
  for (std::uint32_t cell = 0; cell < cells; ++cell) {
    bool is_leaf = true;
    for (std::size_t d = 0; d < table.axes.size(); ++d) is_leaf = is_leaf && table.axes[d].children[sums.code_of(cell, d)].empty();
    if (is_leaf) table.value[cell] = leaf();
  }
  std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> all;
  for (std::size_t d = 0; d < table.axes.size(); ++d) {
    all.clear();
    sums.for_each([&](std::uint32_t total, const std::vector<std::uint32_t>& parts, bool) {
      std::size_t axis = 0;  // the axis of this sum is the one in which total and part differ
      while (sums.code_of(total, axis) == sums.code_of(parts.front(), axis)) ++axis;
      bool ready = axis == d;
      for (std::size_t later = d + 1; later < table.axes.size(); ++later)
        ready = ready && table.axes[later].children[sums.code_of(total, later)].empty();
      if (ready) all.emplace_back(total, parts);
    });
    for (std::size_t i = all.size(); i-- > 0;) {
      table.value[all[i].first] = 0;
      for (const std::uint32_t part : all[i].second) table.value[all[i].first] += table.value[part];
    }
  }
  return table;
}

// Withholds the counts below the threshold, and each other positive one with a chance of one in `chance`.
inline PublishedTable with_gaps(const PublishedTable& full, int minimum, int chance, Dice& dice) {
  PublishedTable table = full;
  table.primary.assign(table.size(), 0);
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    const std::int32_t value = full.value[cell];
    if (value == 0) continue;
    table.primary[cell] = value < minimum ? 1 : 0;
    if (value < minimum || dice.below(chance) == 0) table.value[cell] = kGap;
  }
  return table;
}

}  // namespace trede::audit::test
