// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who borders on whom, with weights, in compressed rows: the neighbours of area i are index[first[i]] .. index[first[i + 1]).

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace trede::stat {

struct Neighbours {
  std::vector<std::uint32_t> first = {0};
  std::vector<std::uint32_t> index;  // ascending within a row
  std::vector<double> weight;

  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
  [[nodiscard]] std::size_t count(std::size_t i) const { return first[i + 1] - first[i]; }
};

enum class Weights : std::uint8_t {
  row,     // 1 / number of neighbours
  binary,  // 1
};
// Pairs (i, j) of positions below `areas`, in any order and either or both ways round; doubles and i = j are dropped. With `self`, every
// area is its own neighbour too (Gi*). With `as_written`, j is a neighbour of i only when the pair (i, j) is there: nearest neighbours need
// not be mutual.
Neighbours neighbours(std::size_t areas, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, Weights weights,
                      bool self = false, bool as_written = false);

}  // namespace trede::stat
