// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Between WGS84 (longitude, latitude in degrees: always in that order here) and RD New (EPSG:28992, x and y in metres), by PROJ.
//
// The operation is written out: the seven-parameter transformation "Amersfoort to WGS 84 (4)" (EPSG:4833) and the double
// stereographic projection of RD New. So the outcome does not depend on which grids or database a machine has. It is within 0.25 m of
// RDNAPTRANS on land, which needs a correction grid that Debian does not ship: enough for neighbours, surfaces and maps, not for
// surveying.

#include <vector>

#include "area/geometry.hpp"

namespace trede {

void to_rd(std::vector<Point>& points);     // degrees in, metres out
void to_wgs84(std::vector<Point>& points);  // metres in, degrees out

}  // namespace trede
