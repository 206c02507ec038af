// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which cell of the lattice belongs to which wijk and buurt, before any boundary change. Areas grow around seeds (Lloyd's relaxation on
// the lattice) and hang together by sides; a river, a lake, a harbour, an island, and a park that lies inside one buurt are put in by hand.

#include <cstdint>
#include <vector>

namespace trede::demo {

struct Ground {
  std::vector<int> wijk;   // per cell, -1 = outside the town
  std::vector<int> buurt;  // per cell
  int wijken = 0;
  std::vector<int> wijk_of;  // per buurt
  int river = 0;             // buurten with a part to play
  int lake = 0;
  int harbour = 0;
  int island = 0;
  int ring = 0;  // lies around the park
  int park = 0;
};

Ground lay_ground(std::uint64_t seed);

// True when the cells hang together by sides.
bool connected(const std::vector<int>& cells);
// 1000 in the middle of the lattice, 0 and less outside the ellipse of the town.
std::int64_t centrality(int cell);

}  // namespace trede::demo
