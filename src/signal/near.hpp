// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is near whom among the areas of one reading: by border, or the nearest by distance. Positions are those in Reading::areas.

#include <cstdint>
#include <utility>
#include <vector>

#include "signal/reading.hpp"

namespace trede::signal {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class Near {
 public:
  Near(const SignalInput& input, AreaLevel level);
  [[nodiscard]] bool empty() const { return borders_.empty(); }
  // Pairs of positions of areas that share a border, both with a figure.
  [[nodiscard]] Pairs bordering(const Reading& reading) const;
  // Each area with the six nearest that have a figure.
  [[nodiscard]] Pairs nearest(const Reading& reading) const;

 private:
  const SignalInput* input_;
  std::vector<std::pair<AreaIndex, AreaIndex>> borders_;
};

// The positions of `chosen` in contiguous groups, each ascending, by first position.
std::vector<std::vector<std::uint32_t>> contiguous(const std::vector<std::uint32_t>& chosen, const Pairs& pairs, std::size_t areas);

}  // namespace trede::signal
