// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A town of 12 buurten in 3 wijken with figures of every kind: open ones with a source interval, municipal counts of which some are
// withheld, a survey, a context figure, a variant, an indicator without figures; two divisions and squares for shapes. The figures pass
// through the real disclosure gate, estimate and score. Names with a semicolon, a quote and an equals sign are there on purpose.

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "disclose/gate.hpp"
#include "edition/write.hpp"

namespace trede::testing_edition {

inline AreaCode code_of(const std::string& text) { return AreaCode::parse(text).value(); }

inline std::vector<AreaRow> town_rows(bool old_codes, bool reversed) {
  std::vector<AreaRow> rows = {{code_of("NL00"), "Nederland"}, {code_of("GM9999"), "Proefstad"}};
  for (int wijk = 0; wijk < 3; ++wijk) {
    const std::string digits = old_codes ? "99990" + std::to_string(wijk + 5) : "99990" + std::to_string(wijk);
    rows.push_back({code_of("WK" + digits), "Wijk " + std::to_string(wijk)});
    for (int buurt = 0; buurt < 4; ++buurt) {
      std::string name = "Buurt " + std::to_string(wijk) + "." + std::to_string(buurt);
      if (wijk == 0 && buurt == 0) name = "=SOM(A1;A2)";
      if (wijk == 0 && buurt == 1) name = "Hof \"De Linde\"; oost";
      if (old_codes && wijk == 0 && buurt == 2) name = "BUURT 0.2";  // the same place, written otherwise
      rows.push_back({code_of("BU" + digits + "0" + std::to_string(buurt)), name});
    }
  }
  if (reversed) std::reverse(rows.begin(), rows.end());
  return rows;
}

inline ShapeLayer squares(const AreaSet& areas) {
  ShapeLayer layer;
  const auto run = areas.run(AreaLevel::buurt);
  for (AreaIndex area = run.first; area < run.last; ++area) {
    const double x = 160000 + 500.0 * ((area - run.first) % 4), y = 383000 + 500.0 * ((area - run.first) / 4);
    const Ring rd = {{x, y}, {x + 500, y}, {x + 500, y + 500}, {x, y + 500}, {x, y}};
    Polygon polygon;
    polygon.rings.push_back(rd);
    Shape shape;
    shape.area = area;
    shape.rd.push_back(polygon);
    layer.shapes.push_back(shape);
  }
  return layer;
}

inline Text both(const std::string& text) { return {text, text + " (en)"}; }

inline Catalogue town_catalogue() {
  Catalogue catalogue;
  catalogue.id = "proef";
  catalogue.version = "3";
  catalogue.label = both("Proefcatalogus");
  catalogue.treden = {{TredeId("0-1"), both("Trede 0-1"), both("eerste")}, {TredeId("2"), both("Trede 2"), both("tweede")}};
  catalogue.domeinen = {{DomeinId("bestaan"), both("Bestaan")}};
  Leefgebied wonen;
  wonen.id = LeefgebiedId("huisvesting");
  wonen.domein = DomeinId("bestaan");
  wonen.name = both("Huisvesting");
  wonen.definition = both("wonen");
  wonen.treden = {TredeId("0-1"), TredeId("2")};
  Leefgebied werk = wonen;
  werk.id = LeefgebiedId("werk");
  werk.name = both("Werk");
  werk.order = 1;
  werk.treden = {TredeId("0-1")};
  werk.not_applicable = both("geen werk op trede 2");
  catalogue.leefgebieden = {wonen, werk};

  Indicator open;
  open.id = IndicatorId("t1-angst");
  open.trede = TredeId("0-1");
  open.leefgebied = LeefgebiedId("huisvesting");
  open.name = both("Angst");
  open.short_name = both("angst");
  open.definition = both("deel met angst");
  open.unit = Unit::percent;
  open.measure = Measure::modelled_share;
  open.counts = Counts::persons;
  open.licence = "CC BY 4.0";
  open.breaks = {{Period::year(2016), both("andere vraag")}};
  open.pairs = {{PairRole::reach, IndicatorId("t2-hulp")}};
  Indicator municipal = open;
  municipal.id = IndicatorId("t2-hulp");
  municipal.trede = TredeId("2");
  municipal.name = both("Hulp");
  municipal.measure = Measure::register_rate;
  municipal.unit = Unit::per_1000;
  municipal.access = Access::municipal;
  municipal.denominator = DenominatorId("inwoners");
  municipal.breaks = {};
  municipal.pairs = {};
  Indicator survey = open;
  survey.id = IndicatorId("t1-eenzaam");
  survey.leefgebied = LeefgebiedId("werk");
  survey.name = both("Eenzaam");
  survey.measure = Measure::survey_share;
  survey.breaks = {};
  Indicator none = open;
  none.id = IndicatorId("t1-zonder");
  none.name = both("Zonder");
  Indicator variant = open;
  variant.id = IndicatorId("t1-angst-18-65");
  variant.variant_of = open.id;
  variant.name = both("Angst 18-65");
  Indicator context = open;
  context.id = IndicatorId("c-dichtheid");
  context.trede = TredeId();
  context.leefgebied = LeefgebiedId();
  context.group = "omgeving";
  context.name = both("Dichtheid");
  context.unit = Unit::per_km2;
  context.measure = Measure::context_value;
  context.direction = Direction::context;
  context.decimals = 0;
  catalogue.indicators = {open, survey, none, municipal, variant, context};
  catalogue.denominators = {{DenominatorId("inwoners"), both("inwoners"), Counts::persons, {}, {}}};

  Source cbs;
  cbs.id = SourceId("kwb");
  cbs.name = both("Kerncijfers");
  cbs.organisation = "CBS";
  cbs.licence = "CC BY 4.0";
  cbs.treatment = both("afgerond op vijftallen");
  cbs.rounding_base = 5;
  Source mo = cbs;
  mo.id = SourceId("mo");
  mo.name = both("Maatwerk");
  mo.access = Access::municipal;
  mo.disclosure = SourceDisclosure::counts;
  mo.rounding_base = 0;
  Source panel = mo;
  panel.id = SourceId("panel");
  panel.disclosure = SourceDisclosure::survey;
  catalogue.sources = {cbs, mo, panel};
  catalogue.files = {{"catalogue.toml", "schema = 1\n"}, {"ladder/wonen.toml", "# wonen\n"}};
  catalogue.sha256 = std::string(64, 'c');
  return catalogue;
}

// The whole input of an edition, which refers to what is held here.
class SmallTown {
 public:
  // `permuted`: areas and edges given in another order. `canary`: the count of buurt 0, which stays below the threshold. `rare`: the
  // municipal counts are two a year in every buurt, in three years: enough for a wijk over three years only.
  explicit SmallTown(bool permuted = false, double canary = 7.0, bool rare = false) : catalogue_(town_catalogue()) {
    areas_ = AreaSet::build({2020}, town_rows(false, permuted)).value();
    divisions_ = {AreaSet::build({2017}, town_rows(true, permuted)).value(), areas_};
    shapes_ = {squares(areas_)};
    measures_ = measures(areas_, shapes_);
    concordances_ = {find_concordance(divisions_[0], areas_, {}, {}, {})};
    Project project;
    project.vintage = {2020};
    project.own_areas = {{.id = "team-oost", .name = both("Team Oost"), .areas = {}, .where = {}}};
    for (const char* code : {"BU99990100", "BU99990101", "BU99990200", "BU99990201"}) project.own_areas[0].areas.push_back(code_of(code));
    auto gate = Gate::publish(project, catalogue_, observations(canary, rare), areas_);
    if (!gate) throw std::runtime_error(to_line(gate.error().list().front(), "en"));
    figures_ = std::make_unique<PublishedFigures>(std::move(*gate));
    estimates_ = estimate(catalogue_, *figures_, areas_, *areas_.find(code_of("GM9999")), 1);
    scores_ = score(catalogue_, *figures_, areas_, *areas_.find(code_of("GM9999")), 1);
  }

  [[nodiscard]] EditionInput input() const {
    return {.name = "Proefstad",
            .fictional = true,
            .all_gemeenten = false,
            .reference = code_of("GM9999"),
            .languages = {"nl", "en"},
            .contact_email = "monitor@voorbeeld.nl",
            .catalogue = catalogue_,
            .areas = areas_,
            .divisions = divisions_,
            .shapes = shapes_,
            .measures = measures_,
            .concordances = concordances_,
            .figures = *figures_,
            .estimates = estimates_,
            .scores = scores_,
            .signals = signals_};
  }
  [[nodiscard]] const AreaSet& areas() const { return areas_; }
  [[nodiscard]] const PublishedFigures& figures() const { return *figures_; }
  [[nodiscard]] const Estimates& estimates() const { return estimates_; }

 private:
  Series blank(const std::string& indicator, int year, const std::string& source) const {
    Series series;
    series.indicator = IndicatorId(indicator);
    series.period = Period::year(year);
    series.lineage.numerator = {
        SourceId(source), TableId(source + "-t"), source + ".csv", std::string(64, 'a'), Date{2021, 3, 27}, "", {2020}, 100};
    series.lineage.columns = {"Kolom_1"};
    series.lineage.rows = {{"Marges", "MW00000"}};
    series.value.assign(areas_.size(), 0.0);
    series.missing.assign(areas_.size(), Missing::none);
    series.status.assign(areas_.size(), Status::measured);
    return series;
  }

  static void leave_out(Series& series, AreaIndex area, Missing why) {
    series.missing[area] = why;
    series.status[area] = why == Missing::not_applicable ? Status::not_applicable : Status::missing;
    series.value[area] = 0;
  }

  Series open_series(const std::string& indicator, int year, double shift) const {
    Series series = blank(indicator, year, "kwb");
    series.lower = series.upper = series.value;
    for (AreaIndex area = 0; area < areas_.size(); ++area) {
      series.value[area] = 5.0 + shift + 0.35 * area;
      series.lower[area] = series.value[area] - 1;
      series.upper[area] = series.value[area] + 1;
      series.status[area] = Status::modelled;
    }
    const auto last = static_cast<AreaIndex>(areas_.size() - 1);
    leave_out(series, last, Missing::not_applicable);
    series.lower[last] = series.upper[last] = 0;
    return series;
  }

  // Counts of 20 to 60 in every buurt but the first, which has `canary`; wijken, gemeente and country are their sums.
  Series count_series(double canary, int year = 2020, bool rare = false) const {
    Series series = blank("t2-hulp", year, "mo");
    series.lineage.denominator =
        Provenance{SourceId("kwb"), TableId("kwb-t"), "kwb.csv", std::string(64, 'a'), Date{2021, 3, 27}, "", {2020}, 100};
    series.lineage.denominator_columns = {"AantalInwoners_5"};
    series.numerator = series.denominator = series.value;
    const auto buurten = areas_.run(AreaLevel::buurt);
    for (AreaIndex area = buurten.first; area < buurten.last; ++area) {
      const double count = rare ? 2.0 : area == buurten.first ? canary : 20.0 + 3 * (area - buurten.first);
      for (AreaIndex up = area; up != kNoArea; up = areas_.parent(up)) {
        series.numerator[up] += count;
        series.denominator[up] += 1000;
      }
    }
    for (AreaIndex area = 0; area < areas_.size(); ++area) series.value[area] = 1000 * series.numerator[area] / series.denominator[area];
    leave_out(series, areas_.run(AreaLevel::land).first, Missing::no_source);
    return series;
  }

  Series survey_series() const {
    Series series = blank("t1-eenzaam", 2020, "panel");
    series.respondents = series.effective_n = series.value;
    for (AreaIndex area = 0; area < areas_.size(); ++area) {
      series.value[area] = 10 + 0.5 * area;
      series.respondents[area] = areas_.level(area) == AreaLevel::gemeente ? 900 : 100;
      series.effective_n[area] = series.respondents[area] / 1.3;
      if (areas_.level(area) == AreaLevel::buurt || areas_.level(area) == AreaLevel::land) leave_out(series, area, Missing::no_source);
    }
    return series;
  }

  Observations observations(double canary, bool rare) const {
    Observations all;
    all.vintage = {2020};
    all.series = {open_series("t1-angst", 2012, 0), open_series("t1-angst", 2016, 0.25), open_series("t1-angst", 2020, 1.0),
                  survey_series(), open_series("t1-angst-18-65", 2020, 2.0)};
    std::vector<Series> counts = {count_series(canary)};
    if (rare) counts = {count_series(0, 2019, true), count_series(0, 2020, true), count_series(0, 2021, true)};
    if (rare)  // other persons every year
      for (Series& one : counts) {
        one.persons = one.window_persons = one.numerator;
        for (double& persons : one.window_persons) persons *= 3;
      }
    all.series.insert(all.series.end() - 1, counts.begin(), counts.end());
    Series context = blank("c-dichtheid", 2020, "kwb");
    for (AreaIndex area = 0; area < areas_.size(); ++area) context.value[area] = 1234.5 + area;
    all.series.push_back(context);
    for (AreaIndex area = 0; area < areas_.size(); ++area) {
      all.inhabitants.push_back(area + 1 == areas_.size() ? 0 : 1000);
      all.uninhabited.push_back(area + 1 == areas_.size() ? 1 : 0);
    }
    all.inhabitants.front() = -1;
    all.without = {{IndicatorId("t1-zonder"), both("Er is geen bron.")}};
    return all;
  }

  Catalogue catalogue_;
  AreaSet areas_;
  std::vector<AreaSet> divisions_;
  std::vector<ShapeLayer> shapes_;
  std::vector<std::optional<AreaMeasures>> measures_;
  std::vector<Concordance> concordances_;
  std::unique_ptr<PublishedFigures> figures_;
  Estimates estimates_;
  Scores scores_;
  Signals signals_;
};

}  // namespace trede::testing_edition
