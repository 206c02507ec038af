// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Totals of a table from its leaves: one dimension after the other, children before their parents, and a parent becomes the sum of its
// children. What stands in a total beforehand is replaced; a code without children keeps what it has.

#include <cstdint>
#include <vector>

#include "protect/table.hpp"

namespace trede::protect {

// For each code, 1 when it has no children.
std::vector<std::uint8_t> leaves_of(const Dimension& dimension);

// The codes with every child before its parents; among equals the lowest number first.
std::vector<std::uint32_t> children_first(const Dimension& dimension);

// by_cell is by mixed radix over the dimensions, the last one fastest. T wraps round when it is unsigned.
template <class T>
void roll_up(const std::vector<Dimension>& dimensions, std::vector<T>& by_cell) {
  std::size_t inner = by_cell.size();
  std::size_t outer = 1;
  for (const Dimension& dimension : dimensions) {
    const std::size_t size = dimension.size();
    inner /= size;
    const std::vector<std::uint8_t> leaf = leaves_of(dimension);
    std::vector<std::vector<std::uint32_t>> children(size);
    for (const auto& [child, parent] : dimension.edges) children[parent].push_back(child);
    for (const std::uint32_t code : children_first(dimension)) {
      if (leaf[code]) continue;
      for (std::size_t block = 0; block < outer; ++block) {
        T* const target = by_cell.data() + (block * size + code) * inner;
        for (std::size_t i = 0; i < inner; ++i) target[i] = T{};
        for (const std::uint32_t child : children[code]) {
          const T* const source = by_cell.data() + (block * size + child) * inner;
          for (std::size_t i = 0; i < inner; ++i) target[i] = static_cast<T>(target[i] + source[i]);
        }
      }
    }
    outer *= size;
  }
}

}  // namespace trede::protect
