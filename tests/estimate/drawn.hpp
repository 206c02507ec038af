// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small country drawn for a test: gemeenten with wijken and buurten, indicators of open sources, through the real gate.

#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "disclose/gate.hpp"
#include "estimate/estimates.hpp"

namespace trede::drawn {

inline AreaSet areas_of(int gemeenten, int wijken, int buurten) {
  std::vector<AreaRow> rows;
  for (int g = 1; g <= gemeenten; ++g) {
    rows.push_back({*AreaCode::parse(fmt::format("GM{:04}", g)), fmt::format("Gemeente {}", g)});
    for (int w = 0; w < wijken; ++w) {
      rows.push_back({*AreaCode::parse(fmt::format("WK{:04}{:02}", g, w)), fmt::format("Wijk {}-{}", g, w)});
      for (int b = 0; b < buurten; ++b)
        rows.push_back({*AreaCode::parse(fmt::format("BU{:04}{:02}{:02}", g, w, b)), fmt::format("Buurt {}-{}-{}", g, w, b)});
    }
  }
  return *AreaSet::build(Vintage{2020}, rows);
}

class Country {
 public:
  explicit Country(int gemeenten = 1, int wijken = 4, int buurten = 10) : areas(areas_of(gemeenten, wijken, buurten)) {
    observed.vintage = areas.vintage();
    observed.inhabitants.assign(areas.size(), 1000.0);
    observed.uninhabited.assign(areas.size(), 0);
    add_up(observed.inhabitants);
    Source open;
    open.id = SourceId("open");
    Source rounds = open, model = open, survey = open;
    rounds.id = SourceId("rondt-af");
    rounds.rounding_base = 5;
    model.id = SourceId("model");
    model.modelled = true;
    survey.id = SourceId("enquete");
    catalogue.sources = {survey, model, open, rounds};
  }

  [[nodiscard]] AreaSet::Run buurten() const { return areas.run(AreaLevel::buurt); }
  [[nodiscard]] AreaIndex buurt(std::size_t i) const { return static_cast<AreaIndex>(buurten().first + i); }
  [[nodiscard]] std::size_t size() const { return buurten().last - buurten().first; }

  // Totals of what stands at the buurten.
  void add_up(std::vector<double>& v) const {
    for (AreaIndex a = 0; a < buurten().first; ++a) v[a] = 0.0;
    for (auto a = static_cast<AreaIndex>(areas.size()); a-- > 1;) v[areas.parent(a)] += v[a];
  }

  Indicator& indicator(const std::string& id, Measure measure = Measure::register_share, Unit unit = Unit::percent,
                       Direction direction = Direction::higher_worse) {
    for (Indicator& i : catalogue.indicators)
      if (i.id.str() == id) return i;
    Indicator i;
    i.id = IndicatorId(id);
    i.name = {id, id};
    i.trede = TredeId("0-1");
    i.measure = measure;
    i.unit = unit;
    i.direction = direction;
    i.counts = Counts::persons;
    catalogue.indicators.push_back(i);
    return catalogue.indicators.back();
  }

  Series& blank(const std::string& id, Period period, const char* source = "open") {
    Series s;
    s.indicator = indicator(id).id;
    s.period = period;
    s.lineage.numerator.source = SourceId(source);
    s.value.assign(areas.size(), 0.0);
    s.missing.assign(areas.size(), Missing::none);
    s.status.assign(areas.size(), Status::measured);
    observed.series.push_back(std::move(s));
    return observed.series.back();
  }

  // Counts of the buurten; everything above by addition.
  Series& counts(const std::string& id, int year, const std::vector<double>& x, const std::vector<double>& n, const char* source = "open") {
    Series& s = blank(id, Period::year(year), source);
    s.numerator.assign(areas.size(), 0.0);
    s.denominator.assign(areas.size(), 0.0);
    for (std::size_t b = 0; b < size(); ++b) {
      s.numerator[buurt(b)] = x[b];
      s.denominator[buurt(b)] = n[b];
    }
    add_up(s.numerator);
    add_up(s.denominator);
    const double scale = unit_scale(indicator(id).unit);
    for (AreaIndex a = 0; a < areas.size(); ++a) s.value[a] = scale * s.numerator[a] / s.denominator[a];
    return s;
  }

  [[nodiscard]] PublishedFigures publish() {
    auto out = Gate::publish(project, catalogue, Observations(observed), areas);
    if (!out) throw std::runtime_error(to_line(out.error().list().front(), "en"));
    return std::move(*out);
  }
  Estimates estimates(unsigned threads = 1) {
    figures = std::make_unique<PublishedFigures>(publish());
    return estimate(catalogue, *figures, areas, *areas.find(*AreaCode::parse("GM0001")), threads);
  }

  Project project;
  Catalogue catalogue;
  AreaSet areas;
  Observations observed;
  std::unique_ptr<PublishedFigures> figures;
};

inline double binomial_draw(std::mt19937_64& random, int n, double p) { return std::binomial_distribution<int>(n, p)(random); }
inline double poisson_draw(std::mt19937_64& random, double mean) { return std::poisson_distribution<int>(mean)(random); }

inline const Comparison& versus(const SeriesEstimate& e, Versus v) { return e.versus[static_cast<std::size_t>(v)]; }

}  // namespace trede::drawn
