// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What became of an area when the division changed. Edges are typed; a figure that crosses anything but `same`, `renamed` or
// `recoded` is marked as carried over.
//
// Found from, in order of trust: an official table of edges; polygons of both divisions (share by area); codes and names together:
// the same code and name; a name that occurs once on both sides within the gemeente, or within the gemeente that took over when one
// disappeared or is new; and, where a gemeente renumbered its buurten by a rule that at least 95 % of at least 20 buurten found by name
// follow, the code that this rule gives. "The same code" alone is never taken as "the same area".

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "area/area_set.hpp"

namespace trede {

enum class EdgeKind : std::uint8_t {
  same = 0,     // gelijk: same code, same name, same border as far as known
  recoded = 1,  // hercodering: another code, same place (same name, or shown otherwise)
  renamed = 2,  // hernoemd: same code and place, another name (shown by polygons, an official table or, for a wijk or gemeente, by its
                // buurten; or the name is only spelled otherwise)
  split = 3,    // gesplitst: one became several
  merged = 4,   // samengevoegd: several became one
  redrawn = 5,  // hertekend: parts went over and back
};
std::string_view published_word(EdgeKind kind);

enum class EdgeBasis : std::uint8_t { official = 0, polygons = 1, codes_and_names = 2, names = 3 };
std::string_view published_word(EdgeBasis basis);  // officieel, polygonen, codes_en_namen, namen

struct Edge {
  AreaIndex from = kNoArea;  // in the old set
  AreaIndex to = kNoArea;    // in the new set
  EdgeKind kind = EdgeKind::same;
  EdgeBasis basis = EdgeBasis::codes_and_names;
  double share = 1.0;  // part of the old area's surface or addresses that lies in the new one, (0, 1]
};

struct Concordance {
  Vintage from, to;
  std::vector<Edge> edges;                // ordered by (from, to); the shares of one old area add up to at most 1
  std::vector<AreaIndex> unmatched_from;  // old areas of which nothing is known in the new division (and that are not in doubt)
  std::vector<AreaIndex> unmatched_to;    // new areas of which nothing is known in the old division (and that are not in doubt)
  // Same code, other name, both without an edge, and nothing shows that they are the same place: listed, never linked.
  struct Doubt {
    AreaIndex from, to;
  };
  std::vector<Doubt> doubtful;
};

}  // namespace trede
