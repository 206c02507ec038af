// SPDX-License-Identifier: EUPL-1.2
// Observe on a town small enough to draw: two wijken of two buurten, before and after a change of division.
//
//     2019  WK000101: BU00010101 Noord (600 inw.)  BU00010102 Zuid (400)      2020  WK000110: BU00011001 Noord  BU00011002 Zuid
//           WK000102: BU00010201 Oost  (300)       BU00010202 West (0)              WK000111: BU00011101 Oost   BU00011102 West
#include <gtest/gtest.h>

#include <cmath>

#include "observe/observations.hpp"
#include "observe/quantities.hpp"

namespace trede {
namespace {

AreaCode code(const char* text) { return *AreaCode::parse(text); }

struct Town {
  Project project;
  Catalogue catalogue;
  Staging staging;
  std::vector<Concordance> carry;

  Town() {
    project.vintage = Vintage{2020};
    project.from = Period::year(2010);
    project.to = Period::year(2025);
    staging.divisions.push_back(*AreaSet::build(Vintage{2019}, {{code("GM0001"), "Stad"},
                                                                {code("WK000101"), "A"},
                                                                {code("WK000102"), "B"},
                                                                {code("BU00010101"), "Noord"},
                                                                {code("BU00010102"), "Zuid"},
                                                                {code("BU00010201"), "Oost"},
                                                                {code("BU00010202"), "West"}}));
    staging.divisions.push_back(*AreaSet::build(Vintage{2020}, {{code("GM0001"), "Stad"},
                                                                {code("WK000110"), "A"},
                                                                {code("WK000111"), "B"},
                                                                {code("BU00011001"), "Noord"},
                                                                {code("BU00011002"), "Zuid"},
                                                                {code("BU00011101"), "Oost"},
                                                                {code("BU00011102"), "West"}}));
    staging.uninhabited.assign(2, std::vector<std::uint8_t>(8, 0));
    staging.uninhabited[1][areas().find(code("BU00011102")).value()] = 1;
    Source source;
    source.id = SourceId("tabel");
    source.name = {"Tabel", "Table"};
    source.null_otherwise = Missing::confidential;
    catalogue.sources.push_back(source);
    Denominator inhabitants;
    inhabitants.id = DenominatorId("inwoners");
    Figures f;
    f.source = source.id;
    f.columns.numerator = {"Inwoners"};
    inhabitants.figures.push_back(f);
    catalogue.denominators.push_back(inhabitants);
  }

  const AreaSet& areas() const { return staging.divisions[1]; }
  AreaIndex at(const char* text) const { return areas().find(code(text)).value(); }

  Indicator& indicator(const char* id, Unit unit) {
    Indicator i;
    i.id = IndicatorId(id);
    i.trede = TredeId("2");
    i.unit = unit;
    i.finest_level = AreaLevel::buurt;
    catalogue.indicators.push_back(i);
    return catalogue.indicators.back();
  }

  // A table over gemeente, wijken and buurten of one division, one row per (period, area); NaN = confidential.
  StagedTable& table(std::size_t division, const std::vector<const char*>& periods,
                     const std::map<std::string, std::vector<std::vector<double>>>& columns) {
    StagedTable t;
    t.from.source = SourceId("tabel");
    t.from.vintage = staging.divisions[division].vintage();
    t.from.file = "tabel.csv";
    for (const char* p : periods)
      for (AreaIndex a = 1; a < 8; ++a) {
        t.period.push_back(*Period::parse(p));
        t.area.push_back(a);
      }
    for (const auto& [stem, by_period] : columns) {
      StagedColumn c{stem, stem + "_1", {}, {}};
      for (const auto& values : by_period)
        for (const double v : values) {
          c.value.push_back(std::isnan(v) ? 0 : v);
          c.missing.push_back(std::isnan(v) ? Missing::confidential : Missing::none);
        }
      t.columns.push_back(c);
    }
    staging.tables.push_back(std::move(t));
    return staging.tables.back();
  }

  Observations run() const {
    auto done = observe(project, catalogue, staging, areas(), carry, 1);
    EXPECT_TRUE(done);
    return std::move(*done);
  }
};

const double kNone = std::nan("");
// gemeente, wijk A, wijk B, Noord, Zuid, Oost, West
const std::vector<double> kInhabitants = {1300, 1000, 300, 600, 400, 300, 0};

TEST(Observe, divides_a_count_by_the_denominator_of_the_same_table) {
  Town town;
  Indicator& i = town.indicator("t2-x", Unit::per_1000);
  i.denominator = DenominatorId("inwoners");
  Figures f;
  f.source = SourceId("tabel");
  f.columns.numerator = {"Mannen", "Vrouwen"};
  i.figures.push_back(f);
  town.table(1, {"2020"}, {{"Inwoners", {kInhabitants}}, {"Mannen", {{20, 15, 5, 10, 5, kNone, 0}}}, {"Vrouwen", {{6, 5, 1, 2, 3, 1, 0}}}});
  const Observations o = town.run();
  ASSERT_EQ(o.series.size(), 1U);
  const Series& s = o.series[0];
  EXPECT_DOUBLE_EQ(s.value[town.at("GM0001")], 20.0);
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011001")], 20.0);
  EXPECT_DOUBLE_EQ(s.value[town.at("WK000111")], 20.0);
  EXPECT_EQ(s.missing[town.at("BU00011101")], Missing::confidential) << "one part is secret, so the sum is not known";
  EXPECT_EQ(s.missing[town.at("BU00011102")], Missing::not_applicable) << "nobody lives there: 0/0 is no number";
  EXPECT_EQ(s.status[town.at("BU00011102")], Status::not_applicable);
  EXPECT_EQ(s.lineage.columns, (std::vector<std::string>{"Mannen_1", "Vrouwen_1"}));
  EXPECT_EQ(s.lineage.denominator_columns, std::vector<std::string>{"Inwoners_1"});
  EXPECT_EQ(o.inhabitants[town.at("BU00011002")], 400.0);
}

TEST(Observe, turns_a_published_share_round_when_asked_and_never_invents_one) {
  Town town;
  Indicator& i = town.indicator("t1-x", Unit::percent);
  Figures f;
  f.source = SourceId("tabel");
  f.columns.value = "Tevreden";
  f.columns.complement = true;
  i.figures.push_back(f);
  town.table(1, {"2020"}, {{"Tevreden", {{80, 75, 90.5, 70, 80, kNone, kNone}}}});
  const Series s = town.run().series.at(0);
  EXPECT_DOUBLE_EQ(s.value[town.at("WK000111")], 9.5);
  EXPECT_EQ(s.missing[town.at("BU00011101")], Missing::confidential);
  EXPECT_EQ(s.missing[0], Missing::no_source) << "no row for any land: the source does not give that level";
}

TEST(Observe, adds_months_to_years_only_when_the_year_is_whole) {
  Town town;
  Indicator& i = town.indicator("t2-maand", Unit::per_1000);
  i.denominator = DenominatorId("inwoners");
  Figures f;
  f.source = SourceId("tabel");
  f.columns.numerator = {"Meldingen"};
  i.figures.push_back(f);
  town.table(1, {"2020", "2021"}, {{"Inwoners", {kInhabitants, kInhabitants}}});
  std::vector<const char*> months = {"2020MM01", "2020MM02", "2020MM03", "2020MM04", "2020MM05", "2020MM06", "2020MM07",
                                     "2020MM08", "2020MM09", "2020MM10", "2020MM11", "2020MM12", "2021MM01"};
  town.table(1, months, {{"Meldingen", std::vector<std::vector<double>>(13, {2, 1, 1, 1, 0, 1, 0})}});
  const Observations o = town.run();
  ASSERT_EQ(o.series.size(), 1U) << "2021 has one month only";
  EXPECT_EQ(o.series[0].period.str(), "2020");
  EXPECT_DOUBLE_EQ(o.series[0].numerator[town.at("GM0001")], 24.0);
}

Concordance recode(const Town& town) {
  Concordance c;
  c.from = Vintage{2019};
  c.to = Vintage{2020};
  const auto edge = [&](const char* from, const char* to, EdgeKind kind, double share) {
    c.edges.push_back({town.staging.divisions[0].find(code(from)).value(), town.at(to), kind, EdgeBasis::polygons, share});
  };
  edge("GM0001", "GM0001", EdgeKind::same, 1);
  edge("WK000101", "WK000110", EdgeKind::recoded, 1);
  edge("WK000102", "WK000111", EdgeKind::redrawn, 1);
  edge("BU00010101", "BU00011001", EdgeKind::recoded, 1);
  edge("BU00010102", "BU00011002", EdgeKind::split, 0.75);
  edge("BU00010102", "BU00011101", EdgeKind::split, 0.25);
  edge("BU00010201", "BU00011101", EdgeKind::merged, 1);
  edge("BU00010202", "BU00011102", EdgeKind::recoded, 1);
  return c;
}

TEST(CarryOver, shares_counts_out_and_marks_what_crossed_a_border) {
  Town town;
  town.carry.push_back(recode(town));
  Indicator& i = town.indicator("t2-x", Unit::number);
  Figures f;
  f.source = SourceId("tabel");
  f.columns.numerator = {"Meldingen"};
  i.figures.push_back(f);
  town.table(0, {"2019"}, {{"Meldingen", {{100, 80, 20, 40, 40, 20, 0}}}});
  const Series s = town.run().series.at(0);
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011001")], 40.0);
  EXPECT_EQ(s.status[town.at("BU00011001")], Status::measured) << "another code for the same place changes nothing";
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011002")], 30.0);
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011101")], 30.0) << "20 of its own and a quarter of 40";
  EXPECT_EQ(s.status[town.at("BU00011101")], Status::carried_over);
  EXPECT_DOUBLE_EQ(s.value[town.at("WK000111")], 30.0) << "a redrawn wijk is the sum of its buurten";
  EXPECT_EQ(s.lineage.carried_from, Vintage{2019});
}

TEST(CarryOver, never_shares_out_a_published_percentage) {
  Town town;
  town.carry.push_back(recode(town));
  Indicator& i = town.indicator("t1-x", Unit::percent);
  Figures f;
  f.source = SourceId("tabel");
  f.columns.value = "Tevreden";
  i.figures.push_back(f);
  town.table(0, {"2019"}, {{"Tevreden", {{80, 75, 90, 70, 80, 60, 50}}}});
  const Series s = town.run().series.at(0);
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011001")], 70.0);
  EXPECT_EQ(s.missing[town.at("BU00011002")], Missing::boundary_changed);
  EXPECT_EQ(s.missing[town.at("BU00011101")], Missing::boundary_changed);
}

TEST(CarryOver, weighs_a_published_percentage_by_inhabitants_when_whole_areas_merge) {
  Town town;
  Concordance c;
  c.from = Vintage{2019};
  c.to = Vintage{2020};
  for (const char* from : {"BU00010101", "BU00010102"})
    c.edges.push_back({town.staging.divisions[0].find(code(from)).value(), town.at("BU00011001"), EdgeKind::merged, EdgeBasis::names, 1.0});
  town.carry.push_back(c);
  Indicator& i = town.indicator("t1-x", Unit::percent);
  Figures f;
  f.source = SourceId("tabel");
  f.columns.value = "Tevreden";
  i.figures.push_back(f);
  town.table(0, {"2019"}, {{"Tevreden", {{80, 75, 90, 70, 80, 60, 50}}}, {"Inwoners", {kInhabitants}}});
  const Series s = town.run().series.at(0);
  EXPECT_DOUBLE_EQ(s.value[town.at("BU00011001")], (600 * 70.0 + 400 * 80.0) / 1000.0);
  EXPECT_EQ(s.status[town.at("BU00011001")], Status::carried_over);
}

TEST(CarryOver, does_not_share_out_when_only_the_names_say_that_an_area_was_split) {
  Town town;
  Concordance c = recode(town);
  for (Edge& e : c.edges) e.basis = EdgeBasis::names;
  const Carrier carrier(c, town.staging.divisions[0], town.areas());
  Quantity q = Quantity::none(8, Missing::none);
  q.value.assign(8, 10.0);
  const Quantity out = carrier.counts(q);
  EXPECT_EQ(out.missing[town.at("BU00011002")], Missing::boundary_changed);
  EXPECT_EQ(out.missing[town.at("BU00011001")], Missing::none);
}

TEST(Survey, weighs_answers_and_reports_the_effective_sample_size) {
  Town town;
  Source survey;
  survey.id = SourceId("enquete");
  survey.kind = SourceKind::survey;
  survey.disclosure = SourceDisclosure::survey;
  town.catalogue.sources.push_back(survey);
  Indicator& i = town.indicator("t1-overlast", Unit::percent);
  i.measure = Measure::survey_share;
  Figures f;
  f.source = survey.id;
  f.item = "overlast";
  f.positive = {"3"};
  f.valid = {"1", "3"};
  i.figures.push_back(f);
  StagedSurvey answers;
  answers.from.source = survey.id;
  answers.from.vintage = Vintage{2020};
  const AreaIndex noord = town.at("BU00011001"), zuid = town.at("BU00011002");
  answers.period.assign(5, Period::year(2021));
  answers.area = {noord, noord, zuid, zuid, kNoArea};
  answers.weight = {1, 3, 2, 2, 2};
  answers.stratum.assign(5, -1);
  answers.items.push_back({"overlast", {"1", "3", "9"}, {1, 0, 1, 2, 0}});  // 9 is no valid answer
  town.staging.surveys.push_back(answers);
  const Series s = town.run().series.at(0);
  EXPECT_DOUBLE_EQ(s.value[noord], 25.0);
  EXPECT_EQ(s.respondents[noord], 2.0);
  EXPECT_DOUBLE_EQ(s.effective_n[noord], 16.0 / 10.0);
  EXPECT_EQ(s.respondents[zuid], 1.0);
  EXPECT_DOUBLE_EQ(s.value[town.at("WK000110")], 50.0) << "a wijk is all its respondents, not the mean of its buurten";
  EXPECT_EQ(s.respondents[town.at("GM0001")], 4.0) << "somebody without a known buurt counts in the gemeente";
}

TEST(Observe, says_why_an_indicator_has_no_figure) {
  Town town;
  Indicator& i = town.indicator("t1-x", Unit::percent);
  Figures f;
  f.source = SourceId("tabel");
  f.columns.value = "Tevreden";
  i.figures.push_back(f);
  const Observations o = town.run();
  ASSERT_EQ(o.without.size(), 1U);
  EXPECT_NE(o.without[0].second.nl.find("geen bestand"), std::string::npos) << o.without[0].second.nl;
}

TEST(Observe, shows_nothing_finer_than_the_indicator_allows) {
  Town town;
  Indicator& i = town.indicator("t4-x", Unit::number);
  i.finest_level = AreaLevel::gemeente;
  Figures f;
  f.source = SourceId("tabel");
  f.columns.numerator = {"Personen"};
  i.figures.push_back(f);
  town.table(1, {"2020"}, {{"Personen", {{60, 40, 20, 30, 10, 20, 0}}}});
  const Series s = town.run().series.at(0);
  EXPECT_EQ(s.missing[town.at("GM0001")], Missing::none);
  for (const char* below : {"WK000110", "BU00011001"}) {
    EXPECT_EQ(s.missing[town.at(below)], Missing::no_source);
    EXPECT_EQ(s.numerator[town.at(below)], 0.0) << "nothing of it stays behind";
  }
}

// What a register says of the persons behind its counts; gemeente, wijk A, wijk B, Noord, Zuid, Oost, West.
void add_rule(Town& town, std::size_t division, const char* year) {
  StagedTable& t = town.table(division, {year},
                              {{"aantal", {{100, 70, 30, 30, 40, 20, 10}}},
                               {kLargestColumn, {{20, 20, 5, 12, 20, 5, 0}}},
                               {kHouseholdsColumn, {{46, 33, 13, 15, 18, 9, 4}}},
                               {kPersonsColumn, {{90, 65, 25, 28, 37, 18, 7}}},
                               {kWindowPersonsColumn, {{200, 140, 60, 60, 80, 40, 20}}}});
  t.rule = "opvang";
  Source& source = town.catalogue.sources.front();
  source.disclosure = SourceDisclosure::counts;
  Figures f;
  f.source = source.id;
  f.rule = "opvang";
  town.catalogue.indicators.front().figures = {f};
}

TEST(Behind, travels_beside_the_count_and_persons_only_beside_registrations) {
  for (const Counts counts : {Counts::persons, Counts::registrations}) {
    Town town;
    town.indicator("t2-x", Unit::number).counts = counts;
    add_rule(town, 1, "2020");
    const Series s = town.run().series.at(0);
    const AreaIndex zuid = town.at("BU00011002");
    EXPECT_EQ(s.numerator[zuid], 40.0);
    EXPECT_EQ(s.largest.at(zuid), 20.0);
    EXPECT_EQ(s.households.at(zuid), 18.0);
    EXPECT_EQ(s.window_persons.at(zuid), 80.0);
    EXPECT_EQ(s.persons.empty(), counts == Counts::persons);
    if (counts == Counts::registrations) {
      EXPECT_EQ(s.persons.at(zuid), 37.0);
    }
  }
}

TEST(Behind, is_not_known_where_the_register_does_not_say_it) {
  Town town;
  town.indicator("t2-x", Unit::number).counts = Counts::registrations;
  add_rule(town, 1, "2020");
  town.staging.tables.back().columns.resize(1);
  const Series s = town.run().series.at(0);
  EXPECT_EQ(s.numerator.at(town.at("GM0001")), 100.0);
  for (const auto* column : {&s.largest, &s.households, &s.persons, &s.window_persons}) EXPECT_TRUE(column->empty());
}

TEST(Behind, is_carried_so_that_it_can_only_hide_more) {
  Town town;
  town.indicator("t2-x", Unit::number);
  town.carry.push_back(recode(town));
  add_rule(town, 0, "2019");
  const Series s = town.run().series.at(0);
  const AreaIndex noord = town.at("BU00011001"), zuid = town.at("BU00011002"), oost = town.at("BU00011101");
  EXPECT_EQ(s.numerator[noord], 30.0);
  EXPECT_EQ(s.largest[noord], 12.0);
  EXPECT_EQ(s.households[noord], 15.0);
  EXPECT_EQ(s.numerator[zuid], 30.0);  // three quarters of 40
  EXPECT_EQ(s.largest[zuid], 20.0);    // the institution may lie in what stayed
  EXPECT_EQ(s.households[zuid], 13.0);
  EXPECT_EQ(s.window_persons[zuid], 60.0);
  EXPECT_EQ(s.numerator[oost], 30.0);  // a quarter of 40, and 20
  EXPECT_EQ(s.largest[oost], 25.0);    // or in what came over, where it may be one with another
  EXPECT_EQ(s.households[oost], 9.0);
  EXPECT_EQ(s.window_persons[oost], 40.0);
  EXPECT_EQ(s.largest[town.at("WK000110")], 20.0);
  EXPECT_EQ(s.households[town.at("WK000110")], 33.0);
  EXPECT_EQ(s.largest[town.at("WK000111")], 25.0);  // the sum of its buurten, as its count is
  EXPECT_EQ(s.households[town.at("WK000111")], 9.0);
  EXPECT_EQ(s.households[town.at("GM0001")], 46.0);
}

TEST(Behind, stays_nowhere_that_the_count_is_missing) {
  Town town;
  Indicator& i = town.indicator("t4-x", Unit::number);
  i.finest_level = AreaLevel::gemeente;
  i.counts = Counts::registrations;
  add_rule(town, 1, "2020");
  const Series s = town.run().series.at(0);
  for (const auto* column : {&s.largest, &s.households, &s.persons, &s.window_persons}) {
    EXPECT_GT(column->at(town.at("GM0001")), 0.0);
    EXPECT_EQ(column->at(town.at("BU00011001")), 0.0);
  }
}

}  // namespace
}  // namespace trede
