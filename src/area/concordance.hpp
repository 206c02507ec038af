// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What became of an area when the division changed. Edges are typed; a figure that crosses anything but `same`, `renamed` or
// `recoded` is marked as carried over.
//
// Found from, in order of trust: an official table of edges; polygons of both divisions (share by area); codes and names together.
// "The same code" alone is never taken as "the same area".

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "area/area_set.hpp"

namespace trede {

enum class EdgeKind : std::uint8_t {
  same = 0,      // gelijk: same code, same name, same border as far as known
  recoded = 1,   // hercodering: another code, same name (and place)
  renamed = 2,   // hernoemd: same code and border (shown by polygons or an official source), another name
  split = 3,     // gesplitst: one became several
  merged = 4,    // samengevoegd: several became one
  redrawn = 5,   // hertekend: parts went over and back
};
std::string_view published_word(EdgeKind kind);

enum class EdgeBasis : std::uint8_t { official = 0, polygons = 1, codes_and_names = 2, names = 3 };
std::string_view published_word(EdgeBasis basis);     // officieel, polygonen, codes_en_namen, namen

struct Edge {
  AreaIndex from = kNoArea;      // in the old set
  AreaIndex to = kNoArea;        // in the new set
  EdgeKind kind = EdgeKind::same;
  EdgeBasis basis = EdgeBasis::codes_and_names;
  double share = 1.0;            // part of the old area's surface or addresses that lies in the new one, (0, 1]
};

struct Concordance {
  Vintage from, to;
  std::vector<Edge> edges;             // ordered by (from, to)
  std::vector<AreaIndex> unmatched_from;   // old areas of which nothing is known in the new division
  std::vector<AreaIndex> unmatched_to;     // new areas of which nothing is known in the old division
  // Same code, other name, and nothing shows that they are the same place: listed, never linked.
  struct Doubt { AreaIndex from, to; };
  std::vector<Doubt> doubtful;
};

}  // namespace trede
