// SPDX-License-Identifier: EUPL-1.2
// Scores on a drawn town of one wijk with six buurten, through the real gate.
#include <gtest/gtest.h>

#include "disclose/gate.hpp"
#include "estimate/estimates.hpp"
#include "score/scores.hpp"

namespace trede {
namespace {

struct Town {
  Project project;
  Catalogue catalogue;
  AreaSet areas;
  Observations observed;

  Town() {
    std::vector<AreaRow> rows = {{*AreaCode::parse("GM0001"), "Stad"}, {*AreaCode::parse("WK000100"), "Wijk"}};
    for (int b = 0; b < 6; ++b) rows.push_back({*AreaCode::parse("BU0001000" + std::to_string(b)), "Buurt " + std::to_string(b)});
    areas = *AreaSet::build(Vintage{2020}, rows);
    observed.vintage = Vintage{2020};
    catalogue.treden = {{TredeId("0-1"), {}, {}}, {TredeId("2"), {}, {}}};
    Leefgebied l;
    l.id = LeefgebiedId("huisvesting");
    l.treden = {TredeId("0-1")};
    catalogue.leefgebieden = {l};
    Source open;
    open.id = SourceId("open");
    Source municipal;
    municipal.id = SourceId("eigen");
    municipal.access = Access::municipal;
    municipal.disclosure = SourceDisclosure::counts;
    catalogue.sources = {municipal, open};
  }

  void add(const char* id, Direction direction, const char* source, std::vector<double> values) {
    Indicator i;
    i.id = IndicatorId(id);
    i.trede = TredeId("0-1");
    i.leefgebied = LeefgebiedId("huisvesting");
    i.direction = direction;
    catalogue.indicators.push_back(i);
    Series s;
    s.indicator = i.id;
    s.period = Period::year(2020);
    s.lineage.numerator.source = SourceId(source);
    s.value = {0, values[0], values[0]};
    for (std::size_t b = 1; b < values.size(); ++b) s.value.push_back(values[b]);
    s.missing.assign(areas.size(), Missing::none);
    s.missing[0] = Missing::no_source;
    s.status.assign(areas.size(), Status::measured);
    if (std::string(source) == "eigen") s.numerator = s.value;
    observed.series.push_back(s);
  }

  Scores run() {
    auto published = Gate::publish(project, catalogue, Observations(observed), areas);
    EXPECT_TRUE(published);
    return score(catalogue, *published, areas, 1, 1);
  }
};

TEST(Scores, are_robust_distances_from_the_gemeente_and_positive_is_less_favourable) {
  Town town;
  town.add("t1-a", Direction::higher_worse, "open", {10, 6, 8, 10, 12, 14, 40});
  town.add("t1-b", Direction::lower_worse, "open", {10, 6, 8, 10, 12, 14, 40});
  const Scores s = town.run();
  // median of 6 8 10 12 14 40 is 11; deviations 5 3 1 1 3 29; their median 3
  EXPECT_NEAR(s.indicators[0].z[3], (6 - 10) / (1.4826 * 3), 1e-12);
  EXPECT_NEAR(s.indicators[1].z[3], (10 - 6) / (1.4826 * 3), 1e-12);
  EXPECT_NEAR(s.cells[0].score[8], 0.0, 1e-12) << "the two cancel";
  EXPECT_FALSE(s.cells[1].applicable);
}

TEST(Scores, leave_context_out_and_give_no_cell_when_less_than_half_is_known) {
  Town town;
  town.add("t1-a", Direction::context, "open", {10, 6, 8, 10, 12, 14, 40});
  town.add("t1-b", Direction::higher_worse, "eigen", {100, 60, 80, 3, 5, 12, 40});
  town.add("t1-c", Direction::higher_worse, "eigen", {100, 60, 80, 3, 5, 12, 40});
  const Scores s = town.run();
  EXPECT_EQ(s.cells[0].of, 2) << "context does not count";
  EXPECT_EQ(s.cells[0].reason[5], NoScore::withheld);
  EXPECT_EQ(s.indicators[0].has[3], 0);
}

TEST(Gate, withholds_everything_about_a_small_count) {
  Town town;
  town.add("t1-b", Direction::higher_worse, "eigen", {203, 60, 80, 3, 8, 12, 40});
  auto published = Gate::publish(town.project, town.catalogue, Observations(town.observed), town.areas);
  ASSERT_TRUE(published);
  const PublishedSeries& s = published->series()[0];
  EXPECT_EQ(s.missing[5], Missing::suppressed_primary);
  EXPECT_EQ(s.value[5], 0.0);
  EXPECT_EQ(s.numerator[5], 0.0);
  EXPECT_EQ(s.status[5], Status::withheld);
  EXPECT_EQ(s.numerator[3], 60.0);
  EXPECT_NE(s.treatment.find("drempel"), std::string::npos);
  EXPECT_EQ(s.lineage.numerator.rows, 0) << "a row count of a register is a count too";
  const Estimates e = estimate(town.catalogue, *published, town.areas, 1, 1);
  EXPECT_TRUE(e.series[0].has.empty() || e.series[0].has[5] == 0);
}

TEST(Gate, refuses_a_municipal_figure_without_a_count) {
  Town town;
  town.add("t1-b", Direction::higher_worse, "eigen", {203, 60, 80, 3, 8, 12, 40});
  town.observed.series[0].numerator.clear();
  auto published = Gate::publish(town.project, town.catalogue, Observations(town.observed), town.areas);
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().failure(), Failure::disclosure);
}

}  // namespace
}  // namespace trede
