// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: rings cut into arcs where borders meet, so that a border is stored once and simplified once.
//
// A junction is a vertex at which two rings part: it has other neighbours on one ring than on another. An arc runs from junction to
// junction; a ring without junctions is one closed arc. Two rings over the same vertices use the same arc, one of them backwards.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "area/network.hpp"

namespace trede {

struct Arcs {
  std::vector<std::vector<VertexIndex>> arcs;  // closed when first == last
  // Per ring of the network its arcs in order; ~i is arc i backwards.
  std::vector<std::vector<std::int32_t>> rings;
};

Arcs cut_arcs(const Network& network);

// Removes vertices in order of the surface of the triangle with their neighbours (Visvalingam and Whyatt, 1993), as long as that
// surface is below tolerance². A vertex stays when without it an arc would lie further than `tolerance` from one of its original
// vertices, when another vertex lies in the triangle (borders would cross), or when a ring would fall below four points. Junctions stay.
void simplify(Arcs& arcs, const std::vector<Point>& vertices, double tolerance);

}  // namespace trede
