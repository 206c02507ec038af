// SPDX-License-Identifier: EUPL-1.2
#include "area/concordance.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "area/shapes.hpp"
#include "area/support.hpp"

namespace trede {
namespace {

using test::areas;
using test::code;
using Lines = std::vector<std::string>;

// "BU00010101>BU00010109 hercodering namen 1"
Lines lines(const AreaSet& from, const AreaSet& to, const Concordance& found, AreaLevel level) {
  Lines result;
  for (const Edge& edge : found.edges) {
    if (from.level(edge.from) != level) continue;
    std::string share = std::to_string(edge.share);  // 0.666667
    share.resize(4);
    result.push_back(from.code(edge.from).str() + ">" + to.code(edge.to).str() + " " + std::string(published_word(edge.kind)) + " " +
                     std::string(published_word(edge.basis)) + " " + share);
  }
  return result;
}

Concordance by_names(const AreaSet& from, const AreaSet& to) { return find_concordance(from, to, {}, {}, {}); }

// A layer of rectangles: code → x0, y0, x1, y1.
ShapeLayer boxes(const AreaSet& set, AreaLevel level, const std::vector<std::pair<std::string, std::array<double, 4>>>& list) {
  ShapeLayer layer;
  layer.level = level;
  for (const auto& [text, b] : list) {
    const Ring ring = {{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}, {b[0], b[1]}};
    layer.shapes.push_back({*set.find(code(text)), {Polygon{{ring}}}});
  }
  std::sort(layer.shapes.begin(), layer.shapes.end(), [](const Shape& a, const Shape& b) { return a.area < b.area; });
  return layer;
}

TEST(Concordance, SameCodeAndNameIsTheSameAndSameCodeAloneIsADoubt) {
  const AreaSet old =
      areas(2019, {{"GM0001", "A"}, {"WK000101", "Wijk"}, {"BU00010101", "Noord"}, {"BU00010102", "Zuid"}, {"BU00010103", "’t Hof"}});
  const AreaSet now =
      areas(2020, {{"GM0001", "A"}, {"WK000101", "Wijk"}, {"BU00010101", "Noord"}, {"BU00010102", "Haven"}, {"BU00010103", "'t Hof"}});
  const Concordance found = by_names(old, now);
  EXPECT_EQ(lines(old, now, found, AreaLevel::buurt),
            (Lines{"BU00010101>BU00010101 gelijk codes_en_namen 1.00", "BU00010103>BU00010103 hernoemd codes_en_namen 1.00"}));
  ASSERT_EQ(found.doubtful.size(), 1U);
  EXPECT_EQ(old.name(found.doubtful[0].from), "Zuid");
  EXPECT_EQ(now.name(found.doubtful[0].to), "Haven");
  EXPECT_TRUE(found.unmatched_from.empty());
  EXPECT_TRUE(found.unmatched_to.empty());
  EXPECT_EQ(lines(old, now, found, AreaLevel::land), (Lines{"NL00>NL00 gelijk codes_en_namen 1.00"}));
}

TEST(Concordance, CodesThatCrossAreFollowedByName) {
  const AreaSet old = areas(2021, {{"GM0001", "A"}, {"WK000101", "Wijk"}, {"BU00010101", "Noord"}, {"BU00010102", "Zuid"}});
  const AreaSet now = areas(2022, {{"GM0001", "A"}, {"WK000101", "Wijk"}, {"BU00010101", "Zuid"}, {"BU00010102", "Noord"}});
  EXPECT_EQ(lines(old, now, by_names(old, now), AreaLevel::buurt),
            (Lines{"BU00010101>BU00010102 hercodering namen 1.00", "BU00010102>BU00010101 hercodering namen 1.00"}));
}

TEST(Concordance, ANameThatOccursTwiceDecidesNothing) {
  const AreaSet old =
      areas(2019, {{"GM0001", "A"}, {"WK000101", "W1"}, {"WK000102", "W2"}, {"BU00010101", "Kern"}, {"BU00010201", "Kern"}});
  const AreaSet now = areas(2020, {{"GM0001", "A"}, {"WK000103", "W3"}, {"BU00010301", "Kern"}});
  const Concordance found = by_names(old, now);
  EXPECT_EQ(lines(old, now, found, AreaLevel::buurt), Lines{});
  EXPECT_EQ(found.unmatched_to.size(), 2U);  // the wijk and its buurt
}

TEST(Concordance, WhenAGemeenteJoinsAnotherItsBuurtenAreFollowedByNamesThatAreUniqueInBoth) {
  const AreaSet old = areas(2018, {{"GM0001", "Groot"},
                                   {"WK000100", "Groot"},
                                   {"BU00010000", "Kern"},
                                   {"BU00010001", "Haven"},
                                   {"GM0002", "Klein"},
                                   {"WK000200", "Klein"},
                                   {"BU00020000", "Essen"},
                                   {"BU00020001", "Onnen"},
                                   {"BU00020002", "Kern"},
                                   {"GM0003", "Ver"},
                                   {"WK000300", "Ver"},
                                   {"BU00030000", "Haven"}});
  const AreaSet now = areas(2019, {{"GM0001", "Groot"},
                                   {"WK000100", "Groot"},
                                   {"BU00010000", "Kern"},
                                   {"BU00010001", "Haven"},
                                   {"WK000101", "Klein"},
                                   {"BU00010100", "Onnen"},
                                   {"BU00010101", "Essen"},
                                   {"BU00010102", "Kern"},
                                   {"GM0003", "Ver"},
                                   {"WK000300", "Ver"},
                                   {"BU00030000", "Haven"}});
  const Concordance found = by_names(old, now);
  EXPECT_EQ(lines(old, now, found, AreaLevel::buurt),
            (Lines{"BU00010000>BU00010000 gelijk codes_en_namen 1.00", "BU00010001>BU00010001 gelijk codes_en_namen 1.00",
                   "BU00020000>BU00010101 hercodering namen 1.00", "BU00020001>BU00010100 hercodering namen 1.00",
                   "BU00030000>BU00030000 gelijk codes_en_namen 1.00"}));
  EXPECT_EQ(lines(old, now, found, AreaLevel::gemeente),
            (Lines{"GM0001>GM0001 samengevoegd codes_en_namen 1.00", "GM0002>GM0001 samengevoegd namen 0.66",
                   "GM0003>GM0003 gelijk codes_en_namen 1.00"}));
}

TEST(Concordance, PolygonsShowSplitMergedRedrawnAndRenamed) {
  const AreaSet old = areas(2019, {{"GM0001", "A"},
                                   {"WK000101", "W"},
                                   {"BU00010101", "Heel"},
                                   {"BU00010102", "Links"},
                                   {"BU00010103", "Rechts"},
                                   {"BU00010104", "Oude naam"},
                                   {"BU00010105", "Boven"},
                                   {"BU00010106", "Onder"}});
  const AreaSet now = areas(2020, {{"GM0001", "A"},
                                   {"WK000101", "W"},
                                   {"BU00010111", "Heel 1"},
                                   {"BU00010112", "Heel 2"},
                                   {"BU00010113", "Samen"},
                                   {"BU00010104", "Nieuwe naam"},
                                   {"BU00010105", "Boven"},
                                   {"BU00010106", "Onder"}});
  const ShapeLayer before = boxes(old, AreaLevel::buurt,
                                  {{"BU00010101", {0, 0, 100, 100}},
                                   {"BU00010102", {200, 0, 300, 100}},
                                   {"BU00010103", {300, 0, 400, 100}},
                                   {"BU00010104", {500, 0, 600, 100}},
                                   {"BU00010105", {0, 200, 100, 300}},
                                   {"BU00010106", {0, 300, 100, 400}}});
  const ShapeLayer after = boxes(now, AreaLevel::buurt,
                                 {{"BU00010111", {0, 0, 75, 100}},
                                  {"BU00010112", {75, 0, 100, 100}},
                                  {"BU00010113", {200, 0, 400, 100}},
                                  {"BU00010104", {500, 0, 600, 100}},
                                  {"BU00010105", {0, 200, 100, 350}},
                                  {"BU00010106", {0, 350, 100, 400}}});
  const Concordance found = find_concordance(old, now, {before}, {after}, {});
  EXPECT_EQ(lines(old, now, found, AreaLevel::buurt),
            (Lines{"BU00010101>BU00010111 gesplitst polygonen 0.75", "BU00010101>BU00010112 gesplitst polygonen 0.25",
                   "BU00010102>BU00010113 samengevoegd polygonen 1.00", "BU00010103>BU00010113 samengevoegd polygonen 1.00",
                   "BU00010104>BU00010104 hernoemd polygonen 1.00", "BU00010105>BU00010105 hertekend polygonen 1.00",
                   "BU00010106>BU00010105 hertekend polygonen 0.50", "BU00010106>BU00010106 hertekend polygonen 0.50"}));
  EXPECT_EQ(lines(old, now, found, AreaLevel::wijk), (Lines{"WK000101>WK000101 gelijk polygonen 1.00"}));
}

TEST(Concordance, WijkenFollowFromTheirBuurten) {
  const AreaSet old = areas(2018, {{"GM0001", "A"},
                                   {"WK000101", "Stadsdeel"},
                                   {"WK000102", "Kern"},
                                   {"BU00010101", "a"},
                                   {"BU00010102", "b"},
                                   {"BU00010103", "c"},
                                   {"BU00010104", "d"},
                                   {"BU00010201", "e"}});
  const AreaSet now = areas(2019, {{"GM0001", "A"},
                                   {"WK000111", "Wijk 1"},
                                   {"WK000112", "Wijk 2"},
                                   {"WK000102", "Wijk Kern"},
                                   {"BU00011101", "a"},
                                   {"BU00011102", "b"},
                                   {"BU00011103", "c"},
                                   {"BU00011201", "d"},
                                   {"BU00010299", "e"}});
  EXPECT_EQ(
      lines(old, now, by_names(old, now), AreaLevel::wijk),
      (Lines{"WK000101>WK000111 gesplitst namen 0.75", "WK000101>WK000112 gesplitst namen 0.25", "WK000102>WK000102 hernoemd namen 1.00"}));
}

TEST(Concordance, AnOfficialTableGoesBeforeEverythingElse) {
  const AreaSet old = areas(2019, {{"GM0001", "A"}, {"WK000101", "W"}, {"BU00010101", "Noord"}, {"BU00010102", "Zuid"}});
  const AreaSet now =
      areas(2020, {{"GM0001", "A"}, {"WK000101", "W"}, {"BU00010101", "Noord"}, {"BU00010102", "Zuid"}, {"BU00010103", "Oost"}});
  const Concordance found = find_concordance(old, now, {}, {},
                                             {{code("BU00010101"), code("BU00010101"), 0.6},
                                              {code("BU00010101"), code("BU00010103"), 0.4},
                                              {code("BU00990000"), code("BU00990000"), 1.0}});
  EXPECT_EQ(lines(old, now, found, AreaLevel::buurt),
            (Lines{"BU00010101>BU00010101 gesplitst officieel 0.60", "BU00010101>BU00010103 gesplitst officieel 0.40",
                   "BU00010102>BU00010102 gelijk codes_en_namen 1.00"}));
}

TEST(Concordance, AnOfficialTableIsReadStrictly) {
  const test::Folder folder;
  const auto good =
      read_official_edges(folder.write("a.csv", "van;naar;aandeel\r\nBU00010101;BU00010102;0.25\r\nBU00010101;BU00010103;0.75\r\n"));
  ASSERT_TRUE(good.has_value());
  EXPECT_EQ(good->size(), 2U);
  EXPECT_EQ(good->at(1).share, 0.75);
  const auto bad = read_official_edges(
      folder.write("b.csv",
                   "van;naar;aandeel\nBU1;BU00010102;1\nBU00010101;WK000101;1\nBU00010101;BU00010101;0,5\n"
                   "BU00010101;BU00010101;0.8\nBU00010101;BU00010101;0.1\nBU00010101;BU00010102;0.3\nBU00010105;BU00010105;0\n"));
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(test::codes_of(bad.error()), (Lines{"area.concordance.bad_code", "area.concordance.bad_code", "area.concordance.bad_share",
                                                "area.concordance.duplicate", "area.concordance.share_sum", "area.concordance.bad_share"}));
  EXPECT_EQ(test::codes_of(read_official_edges(folder.write("c.csv", "from;to\n")).error()), Lines{"area.concordance.columns"});
}

// Random divisions of a grid of cells into buurten: shares never exceed the whole, and the order of the rows changes nothing.
TEST(Concordance, SharesOfAnOldAreaNeverExceedOneAndTheOrderOfRowsChangesNothing) {
  std::mt19937 random(2019);
  for (int round = 0; round < 15; ++round) {
    const auto division = [&](int year, std::vector<AreaRow>& rows, std::vector<std::pair<std::string, std::array<double, 4>>>& cells) {
      rows = {{code("GM0001"), "A"}, {code("WK000101"), "W1"}, {code("WK000102"), "W2"}};
      double x = 0;
      for (int i = 0; x < 1000; ++i) {
        const double width = std::min<double>(1000 - x, 20 + static_cast<double>(random() % 150));
        const std::string text = "BU00010" + std::to_string(1 + random() % 2) + (i < 10 ? "0" : "") + std::to_string(i);
        rows.push_back({code(text), "naam " + std::to_string(random() % 30) + (year == 2019 ? "" : "")});
        cells.push_back({text, {x, 0, x + width, 100}});
        x += width;
      }
    };
    std::vector<AreaRow> old_rows, new_rows;
    std::vector<std::pair<std::string, std::array<double, 4>>> old_cells, new_cells;
    division(2019, old_rows, old_cells);
    division(2020, new_rows, new_cells);
    const auto run = [&](bool with_shapes) {
      const AreaSet old = *AreaSet::build(Vintage{2019}, old_rows), now = *AreaSet::build(Vintage{2020}, new_rows);
      std::vector<ShapeLayer> before, after;
      if (with_shapes) {
        before.push_back(boxes(old, AreaLevel::buurt, old_cells));
        after.push_back(boxes(now, AreaLevel::buurt, new_cells));
      }
      const Concordance found = find_concordance(old, now, before, after, {});
      std::map<AreaIndex, double> sum;
      for (const Edge& edge : found.edges) {
        EXPECT_GT(edge.share, 0.0);
        sum[edge.from] += edge.share;
      }
      for (const auto& [area, total] : sum) EXPECT_LE(total, 1 + 1e-9) << old.code(area).view();
      Lines all;
      for (const AreaLevel level : kAreaLevels)
        for (const std::string& line : lines(old, now, found, level)) all.push_back(line);
      return all;
    };
    for (const bool with_shapes : {false, true}) {
      const Lines first = run(with_shapes);
      std::shuffle(old_rows.begin(), old_rows.end(), random);
      std::shuffle(new_rows.begin(), new_rows.end(), random);
      std::shuffle(old_cells.begin(), old_cells.end(), random);
      EXPECT_EQ(run(with_shapes), first);
    }
  }
}

TEST(Concordance, EveryBuurtOfEindhovenIsFoundAsRecodedFrom2017To2020AndSevenWijkenBecomeTwenty) {
  TREDE_NEEDS_REAL_DATA(test::list_2017().path);
  const AreaSet old = test::read_areas(2017, test::list_2017(), {code("GM0772")});
  const AreaSet now = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  const Concordance found = by_names(old, now);
  std::size_t recoded = 0;
  std::map<AreaIndex, int> parents;
  std::set<AreaIndex> old_wijken;
  for (const Edge& edge : found.edges) {
    if (old.level(edge.from) == AreaLevel::buurt) {
      EXPECT_EQ(edge.kind, EdgeKind::recoded);
      // CBS's code is built on the municipality's own number of the buurt: 1111 became 1110. Two buurten got a number of another kind.
      const std::string number = old.code(edge.from).str().substr(7);
      if (number != "240" && number != "640") {
        EXPECT_EQ(now.code(edge.to).str(), "BU0772" + number + "0");
      } else {
        EXPECT_EQ(old.name(edge.from), now.name(edge.to));
      }
      ++recoded;
    }
    if (old.level(edge.from) == AreaLevel::wijk) {
      ++parents[edge.to];
      old_wijken.insert(edge.from);
      EXPECT_NE(edge.kind, EdgeKind::same);
      if (old.code(edge.from).view() == "WK077211") {
        EXPECT_EQ(edge.kind, EdgeKind::renamed);
        EXPECT_EQ(now.code(edge.to).view(), "WK077211");
        EXPECT_EQ(edge.basis, EdgeBasis::names);
      } else {
        EXPECT_EQ(edge.kind, EdgeKind::split);
      }
    }
  }
  EXPECT_EQ(recoded, 116U);
  EXPECT_EQ(old_wijken.size(), 7U);
  EXPECT_EQ(parents.size(), 20U);
  for (const auto& [wijk, count] : parents) EXPECT_EQ(count, 1) << now.code(wijk).view();
  EXPECT_TRUE(found.unmatched_from.empty() && found.unmatched_to.empty() && found.doubtful.empty());
}

TEST(Concordance, TheCodesOf2017ThatCarryAnotherNameIn2020AreNeverSilentlyTheSame) {
  TREDE_NEEDS_REAL_DATA(test::list_2017().path);
  const AreaSet old = test::read_areas(2017, test::list_2017());
  const AreaSet now = test::read_areas(2020, test::list_2020());
  const Concordance found = by_names(old, now);
  std::size_t common = 0, other_name = 0;
  std::set<AreaIndex> suspects;
  for (AreaIndex i = old.run(AreaLevel::buurt).first; i < old.run(AreaLevel::buurt).last; ++i) {
    const auto later = now.find(old.code(i));
    if (!later) continue;
    ++common;
    if (old.name(i) == now.name(*later)) continue;
    ++other_name;
    suspects.insert(i);
  }
  EXPECT_EQ(common, 11473U);
  EXPECT_EQ(other_name, 386U);
  std::map<std::string, std::size_t> kinds;
  for (const Edge& edge : found.edges) {
    if (old.level(edge.from) == AreaLevel::buurt)
      ++kinds[std::string(published_word(edge.kind)) + (suspects.contains(edge.from) ? "*" : "")];
    if (!suspects.contains(edge.from)) continue;
    EXPECT_NE(edge.kind, EdgeKind::same) << old.code(edge.from).view();
  }
  std::size_t doubts = 0;
  for (const auto& doubt : found.doubtful)
    if (old.level(doubt.from) == AreaLevel::buurt) {
      ++doubts;
      EXPECT_TRUE(suspects.contains(doubt.from));
    }
  for (const auto& [kind, count] : kinds) std::cerr << "  " << kind << " " << count << "\n";
  std::cerr << "  doubtful " << doubts << " unmatched " << found.unmatched_from.size() << " " << found.unmatched_to.size() << "\n";
  EXPECT_GT(doubts, 0U);
  EXPECT_GT(kinds["gelijk"], 11000U);
}

TEST(Concordance, BuurtenOfHarenAndTenBoerAreFoundInGroningenAfterTheMergerOf2019) {
  TREDE_NEEDS_REAL_DATA(test::list_2017().path);
  const AreaSet old = test::read_areas(2017, test::list_2017());
  const AreaSet now = test::read_areas(2020, test::list_2020());
  const Concordance found = by_names(old, now);
  std::map<std::string, std::string> moved;
  std::set<std::string> merged;
  for (const Edge& edge : found.edges) {
    const std::string gemeente = old.code(edge.from).gemeente().str();
    if (gemeente != "GM0017" && gemeente != "GM0009") continue;
    EXPECT_EQ(now.code(edge.to).gemeente().view(), "GM0014");
    if (old.level(edge.from) == AreaLevel::buurt) {
      EXPECT_EQ(edge.kind, EdgeKind::recoded);
      moved[old.name(edge.from)] = now.code(edge.to).str();
    }
    if (old.level(edge.from) == AreaLevel::gemeente && edge.kind == EdgeKind::merged) merged.insert(gemeente);
  }
  EXPECT_EQ(moved["Essen"], "BU00141704");
  EXPECT_EQ(moved["Garmerwolde"], "BU00141502");
  EXPECT_EQ(moved["Thesinge"], "BU00141503");
  EXPECT_EQ(moved["Woltersum"], "BU00141602");
  EXPECT_EQ(merged, (std::set<std::string>{"GM0009", "GM0017"}));
}

TEST(Concordance, AGemeenteThatRenumbersByOneRuleIsFollowedWhereASpellingChanged) {
  test::Rows before = {{"GM0001", "A"}, {"WK000101", "W"}}, after = {{"GM0001", "A"}};
  for (int w = 1; w <= 3; ++w) after.push_back({"WK00010" + std::to_string(w), "Wijk " + std::to_string(w)});
  for (int i = 0; i < 30; ++i) {
    const std::string number = "0" + std::to_string(1 + i / 10) + std::to_string(i % 10);
    before.push_back({"BU0001" + ("01" + number.substr(1)), "Buurt " + std::to_string(i)});
    after.push_back({"BU0001" + number + "0", i == 7 ? "Buurt zeven" : "Buurt " + std::to_string(i)});
  }
  // The old codes 0110, 0111, … and the new ones 0100, 0110, …: some codes occur on both sides for other places.
  const AreaSet old = areas(2018, before), now = areas(2019, after);
  const Concordance found = by_names(old, now);
  const AreaIndex seven = *old.find(code("BU00010117"));
  const auto edge = std::find_if(found.edges.begin(), found.edges.end(), [&](const Edge& e) { return e.from == seven; });
  ASSERT_NE(edge, found.edges.end());
  EXPECT_EQ(now.code(edge->to).view(), "BU00010170");
  EXPECT_EQ(edge->kind, EdgeKind::recoded);
  EXPECT_EQ(edge->basis, EdgeBasis::codes_and_names);

  // With fewer than twenty examples nothing is concluded.
  before.resize(17);
  const AreaSet few = areas(2018, before);
  const Concordance less = by_names(few, now);
  EXPECT_EQ(std::count_if(less.edges.begin(), less.edges.end(), [&](const Edge& e) { return few.code(e.from).view() == "BU00010117"; }), 0);
}

TEST(Concordance, ThePolygonsOfEindhovenShowThatAll116BuurtenKeptTheirPlace) {
  const std::string path = (test::real_data() / "eindhoven/eindhoven_buurten_cbs.geojson").string();
  TREDE_NEEDS_REAL_DATA(path);
  const AreaSet old = test::read_areas(2017, test::list_2017(), {code("GM0772")});
  const AreaSet now = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  const auto before = read_shapes({AreaLevel::buurt, path, "", "statcode_2017", ""}, old);
  const auto after = read_shapes({AreaLevel::buurt, path, "", "statcode", ""}, now);
  ASSERT_TRUE(before.has_value() && after.has_value());
  const Concordance found = find_concordance(old, now, {*before}, {*after}, {});
  std::size_t buurten = 0, wijken = 0;
  for (const Edge& edge : found.edges) {
    if (old.level(edge.from) == AreaLevel::wijk) ++wijken;
    if (old.level(edge.from) != AreaLevel::buurt) continue;
    ++buurten;
    EXPECT_EQ(edge.kind, EdgeKind::recoded);
    EXPECT_EQ(edge.basis, EdgeBasis::polygons);
    EXPECT_EQ(edge.share, 1.0);
  }
  EXPECT_EQ(buurten, 116U);
  EXPECT_EQ(wijken, 20U);
}

}  // namespace
}  // namespace trede
