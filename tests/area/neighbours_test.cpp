// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "area/drawn.hpp"
#include "area/shapes.hpp"

namespace trede {
namespace {

using test::code;
using test::drawn;

// "A:BC B:A C:A"
std::string text(const test::Map& map, Contiguity contiguity, bool link_islands = false, double snap = 0.5) {
  const auto lists = neighbours(map.areas, map.buurten, contiguity, link_islands, snap);
  const AreaIndex first = map.areas.run(AreaLevel::buurt).first;
  std::string result;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    result += (i > 0 ? " " : "") + map.areas.name(first + static_cast<AreaIndex>(i)).substr(6) + ":";
    for (const std::uint32_t j : lists[i]) result += map.areas.name(first + j).substr(6);
  }
  return result;
}

TEST(Neighbours, ACornerIsEnoughForTheQueenButNotForTheRook) {
  const test::Map map = drawn({"AB", "CD"});
  EXPECT_EQ(text(map, Contiguity::queen), "A:BCD B:ACD C:ABD D:ABC");
  EXPECT_EQ(text(map, Contiguity::rook), "A:BC B:AD C:AD D:BC");
}

TEST(Neighbours, AnEnclaveHasOneNeighbourAndAnIslandNoneUnlessItIsLinked) {
  const test::Map map = drawn({"AAA..C", "ABA...", "AAA..."});
  EXPECT_EQ(text(map, Contiguity::rook), "A:B B:A C:");
  EXPECT_EQ(text(map, Contiguity::rook, true), "A:BC B:A C:A");
  EXPECT_EQ(text(drawn({"A..B.....C"}), Contiguity::queen, true), "A:B B:AC C:B");
  EXPECT_EQ(text(drawn({"A"}), Contiguity::queen, true), "A:");
}

TEST(Neighbours, AnIslandAtEqualDistanceIsLinkedToTheFirst) {
  EXPECT_EQ(text(drawn({"BB.C.AA", "BB...AA"}), Contiguity::rook, true), "A:C B:C C:AB");  // A and B are islands too
}

TEST(Neighbours, BordersThatAreCutAtOtherPointsOrDrawnTwiceStillTouch) {
  // A's long side has no vertex where B and C meet.
  EXPECT_EQ(text(drawn({"AB", "AC"}), Contiguity::rook), "A:BC B:AC C:AB");
  test::Map map = drawn({"AB", "AC"});
  for (Point& p : map.buurten.shapes[0].rd[0].rings[0]) p.x -= 0.3;
  EXPECT_EQ(text(map, Contiguity::rook), "A:BC B:AC C:AB");
  EXPECT_EQ(text(map, Contiguity::rook, false, 0.1), "A: B:C C:B");
}

TEST(Neighbours, AreasThatOverlapAreNeighbours) {
  test::Map map = drawn({"AA.BB", "AA.BB"});
  for (Point& p : map.buurten.shapes[0].rd[0].rings[0])
    if (p.x > test::kWest + 150) p = {p.x + 150, p.y + (p.y > test::kSouth + 100 ? -40 : 40)};
  EXPECT_EQ(text(map, Contiguity::rook), "A:B B:A");
  EXPECT_EQ(text(map, Contiguity::queen), "A:B B:A");
}

TEST(Neighbours, OfEindhovenAreSymmetricAndEveryBuurtHasOne) {
  const std::string path = (test::real_data() / "eindhoven/eindhoven_buurten_cbs.geojson").string();
  TREDE_NEEDS_REAL_DATA(path);
  const AreaSet set = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  const auto layer = read_shapes({AreaLevel::buurt, path, "", "statcode", ""}, set);
  ASSERT_TRUE(layer.has_value());
  const auto queen = neighbours(set, *layer, Contiguity::queen, false);
  const auto rook = neighbours(set, *layer, Contiguity::rook, false);
  ASSERT_EQ(queen.size(), 116U);
  std::size_t links = 0;
  for (std::uint32_t i = 0; i < queen.size(); ++i) {
    EXPECT_FALSE(queen[i].empty());
    EXPECT_TRUE(std::is_sorted(queen[i].begin(), queen[i].end()));
    EXPECT_TRUE(std::includes(queen[i].begin(), queen[i].end(), rook[i].begin(), rook[i].end()));
    for (const std::uint32_t j : queen[i]) {
      EXPECT_NE(i, j);
      EXPECT_TRUE(std::binary_search(queen[j].begin(), queen[j].end(), i));
      ++links;
    }
  }
  // Whoever shares a point of the file to the last digit is among them.
  std::map<std::pair<double, double>, std::set<std::uint32_t>> users;
  for (std::uint32_t i = 0; i < layer->shapes.size(); ++i)
    for (const Point& p : layer->shapes[i].rd[0].rings[0]) users[{p.x, p.y}].insert(i);
  std::set<std::pair<std::uint32_t, std::uint32_t>> exact;
  for (const auto& [point, who] : users)
    for (const std::uint32_t i : who)
      for (const std::uint32_t j : who)
        if (i != j) exact.insert({i, j});
  for (const auto& [i, j] : exact) EXPECT_TRUE(std::binary_search(queen[i].begin(), queen[i].end(), j));
  EXPECT_LE(links - exact.size(), 4U);
}

TEST(Neighbours, Of3340WijkenAreFoundWithinFiveSeconds) {
  const auto folder = test::real_data() / "wijken2022";
  TREDE_NEEDS_REAL_DATA(folder);
  const auto gemeenten = read_code_list({(folder / "gemeenten_2022.csv").string(), "code", "name"}, {});
  const auto wijken = read_code_list({(folder / "wijken_2022.csv").string(), "code", "name"}, {});
  ASSERT_TRUE(gemeenten.has_value() && wijken.has_value());
  std::vector<AreaRow> rows = *gemeenten;
  rows.insert(rows.end(), wijken->begin(), wijken->end());
  const auto set = AreaSet::build(Vintage{2022}, rows);
  ASSERT_TRUE(set.has_value()) << to_line(set.error().list().at(0), "en");
  const auto start = std::chrono::steady_clock::now();
  const auto layer = read_shapes({AreaLevel::wijk, (folder / "wijken_2022.geojson").string(), "", "code", "name"}, *set);
  ASSERT_TRUE(layer.has_value()) << to_line(layer.error().list().at(0), "en");
  const auto read = std::chrono::steady_clock::now();
  const auto lists = neighbours(*set, *layer, Contiguity::queen, true);
  const std::chrono::duration<double> reading = read - start, finding = std::chrono::steady_clock::now() - read;
  std::cerr << "  reading " << reading.count() << " s, neighbours " << finding.count() << " s\n";
  for (const Error& warning : layer->warnings.list()) std::cerr << "  " << to_line(warning, "en") << "\n";
  ASSERT_EQ(lists.size(), 3340U);
  EXPECT_EQ(layer->shapes.size(), 3340U);
  EXPECT_LT(finding.count(), 5.0);
  for (const auto& list : lists) EXPECT_FALSE(list.empty());
}

}  // namespace
}  // namespace trede
