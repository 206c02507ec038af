// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "demo/lattice.hpp"
#include "demo/people.hpp"
#include "demo/town.hpp"

namespace trede::demo {
namespace {

using Segment = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

std::vector<Ring> rings_of(const std::vector<Polygon>& polygons) {
  std::vector<Ring> rings;
  for (const Polygon& polygon : polygons) {
    rings.push_back(polygon.outer);
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
  }
  return rings;
}

// How often each directed segment is drawn by the areas.
std::map<Segment, int> segments(const Town& town, const Lattice& lattice, const std::vector<const Area*>& areas) {
  std::map<Segment, int> drawn;
  for (const Area* area : areas) {
    for (const Ring& ring : rings_of(lattice.outline(town.cells_of(*area)))) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) ++drawn[{ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y}];
    }
  }
  return drawn;
}

Segment turned(const Segment& s) { return {std::get<2>(s), std::get<3>(s), std::get<0>(s), std::get<1>(s)}; }

std::int64_t side(const Point& a, const Point& b, const Point& c) {
  const std::int64_t cross = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool cross(const Point& a, const Point& b, const Point& c, const Point& d) {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

std::vector<const Area*> pointers(const std::vector<Area>& areas) {
  std::vector<const Area*> out;
  for (const Area& area : areas) out.push_back(&area);
  return out;
}

class Ground : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Ground, ::testing::Values(2024, 1, 2, 3, 4, 5, 6, 7));

TEST_P(Ground, EveryInnerBorderIsDrawnOnceFromEachSideAndTheRestIsTheOutlineOfTheTown) {
  const Town town = build_town(GetParam());
  const Lattice lattice(town.seed);
  for (const Division* division : {&town.before, &town.after}) {
    std::map<Segment, int> rim = segments(town, lattice, {&division->gemeente});
    for (const auto* areas : {&division->buurten, &division->wijken}) {
      std::map<Segment, int> outer;
      const auto drawn = segments(town, lattice, pointers(*areas));
      for (const auto& [segment, times] : drawn) {
        ASSERT_EQ(times, 1);
        if (!drawn.contains(turned(segment))) outer[segment] = 1;
      }
      EXPECT_EQ(outer, rim);
    }
  }
}

TEST_P(Ground, RingsAreClosedTurnTheRightWayAndDoNotCrossThemselves) {
  const Town town = build_town(GetParam());
  const Lattice lattice(town.seed);
  for (const Division* division : {&town.before, &town.after}) {
    for (const Area& buurt : division->buurten) {
      const std::vector<Polygon> polygons = lattice.outline(town.cells_of(buurt));
      ASSERT_FALSE(polygons.empty()) << buurt.code;
      for (const Polygon& polygon : polygons) {
        EXPECT_GT(Lattice::area2(polygon.outer), 0) << buurt.code;
        for (const Ring& hole : polygon.holes) EXPECT_LT(Lattice::area2(hole), 0) << buurt.code;
      }
      std::vector<std::pair<Point, Point>> all;
      for (const Ring& ring : rings_of(polygons)) {
        ASSERT_EQ(ring.front(), ring.back());
        std::set<std::pair<std::int64_t, std::int64_t>> corners;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
          EXPECT_TRUE(corners.insert({ring[i].x, ring[i].y}).second) << "a ring passes a point twice: " << buurt.code;
          all.emplace_back(ring[i], ring[i + 1]);
        }
      }
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j)
          ASSERT_FALSE(cross(all[i].first, all[i].second, all[j].first, all[j].second)) << buurt.code;
      }
    }
  }
}

TEST_P(Ground, TheTownHasAboutAHundredBuurtenInEighteenWijkenInBothDivisions) {
  const Town town = build_town(GetParam());
  for (const Division* division : {&town.before, &town.after}) {
    EXPECT_EQ(division->wijken.size(), 18U);
    EXPECT_GE(division->buurten.size(), 90U);
    EXPECT_LE(division->buurten.size(), 112U);
    std::set<std::string> codes;
    std::set<std::string> names;
    for (const Area& buurt : division->buurten) {
      EXPECT_TRUE(codes.insert(buurt.code).second) << buurt.code;
      EXPECT_TRUE(names.insert(buurt.name).second) << buurt.name;
      EXPECT_EQ(buurt.code.substr(2, 6), division->wijken[static_cast<std::size_t>(buurt.wijk)].code.substr(2)) << buurt.code;
    }
    EXPECT_TRUE(
        std::is_sorted(division->buurten.begin(), division->buurten.end(), [](const Area& a, const Area& b) { return a.code < b.code; }));
  }
}

TEST_P(Ground, TheBoundaryChangesAreWhatHappenedBetweenTheDivisions) {
  const Town town = build_town(GetParam());
  const auto area_of = [](const Division& division, const std::string& code) -> const Area* {
    for (const auto* areas : {&division.buurten, &division.wijken}) {
      for (const Area& area : *areas)
        if (area.code == code) return &area;
    }
    return nullptr;
  };
  std::set<std::string> kinds;
  std::set<std::string> changed;
  for (const Change& change : town.changes) {
    kinds.insert(change.kind);
    std::vector<bool> from(kCells, false);
    std::vector<bool> to(kCells, false);
    for (const std::string& code : change.from) {
      const Area* area = area_of(town.before, code);
      ASSERT_NE(area, nullptr) << code;
      const auto cells = town.cells_of(*area);
      for (std::size_t i = 0; i < cells.size(); ++i) from[i] = from[i] || cells[i];
      changed.insert(code);
    }
    for (const std::string& code : change.to) {
      const Area* area = area_of(town.after, code);
      ASSERT_NE(area, nullptr) << code;
      const auto cells = town.cells_of(*area);
      for (std::size_t i = 0; i < cells.size(); ++i) to[i] = to[i] || cells[i];
    }
    EXPECT_EQ(from, to) << change.kind;
    const Area& before = *area_of(town.before, change.from.front());
    const Area& after = *area_of(town.after, change.to.front());
    if (change.kind == "hertekend") {
      EXPECT_NE(town.cells_of(before), town.cells_of(after));
    }
    if (change.kind == "hernoemd") {
      EXPECT_NE(before.name, after.name);
    }
    if (change.kind == "hercodering") {
      EXPECT_EQ(before.name, after.name);
    }
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"gesplitst", "samengevoegd", "hertekend", "hernoemd", "hercodering"}));
  // Nothing else changed.
  for (const Area& buurt : town.before.buurten) {
    if (changed.contains(buurt.code)) continue;
    const Area* later = area_of(town.after, buurt.code);
    ASSERT_NE(later, nullptr) << buurt.code;
    EXPECT_EQ(later->name, buurt.name);
    EXPECT_EQ(town.cells_of(*later), town.cells_of(buurt)) << buurt.code;
  }
}

TEST_P(Ground, ThereIsAnIslandAnEnclaveAndFourBuurtenWithoutInhabitants) {
  const Town town = build_town(GetParam());
  const Ledger ledger(town);
  const Lattice lattice(town.seed);
  std::vector<std::string> empty;
  for (const Area& buurt : town.after.buurten) {
    if (ledger.sum(buurt, kLastYear)[kInhabitants] == 0) empty.push_back(buurt.code);
    bool alone = true;
    for (const int atom : buurt.atoms) {
      for (int other = 0; other < static_cast<int>(town.atoms.size()); ++other) {
        if (std::find(buurt.atoms.begin(), buurt.atoms.end(), other) == buurt.atoms.end() && town.touch(atom, other)) alone = false;
      }
    }
    EXPECT_EQ(alone, buurt.code == town.planted.island) << buurt.code;
    if (buurt.code == town.planted.enclave_in) {
      EXPECT_EQ(lattice.outline(town.cells_of(buurt)).front().holes.size(), 1U);
    }
  }
  EXPECT_EQ(empty, town.planted.uninhabited);
  EXPECT_EQ(empty.size(), 4U);
}

// Moran's I with rook neighbours over the atoms, in thousandths; without correlation it is near 0.
TEST_P(Ground, DeprivationIsSpatiallyCorrelated) {
  const Town town = build_town(GetParam());
  std::int64_t mean = 0;
  const auto n = static_cast<std::int64_t>(town.atoms.size());
  for (const Atom& atom : town.atoms) mean += atom.deprivation;
  mean /= n;
  std::int64_t pairs = 0;
  std::int64_t products = 0;
  std::int64_t squares = 0;
  for (int a = 0; a < n; ++a) {
    const std::int64_t za = town.atoms[static_cast<std::size_t>(a)].deprivation - mean;
    squares += za * za;
    for (int b = 0; b < n; ++b) {
      if (a == b || !town.touch(a, b)) continue;
      ++pairs;
      products += za * (town.atoms[static_cast<std::size_t>(b)].deprivation - mean);
    }
  }
  EXPECT_GT(products / pairs * 1000 / (squares / n), 250);
}

}  // namespace
}  // namespace trede::demo
