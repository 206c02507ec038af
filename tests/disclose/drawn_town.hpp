// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small municipality drawn for a test: its buurten with counts, its totals by addition, and an outsider who computes between which whole
// numbers a withheld count must lie. The outsider has linear programs of his own and sees published figures only.

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <CoinPackedVector.hpp>

#include "disclose/gate.hpp"

namespace trede::drawn {

inline AreaCode code(const std::string& text) { return *AreaCode::parse(text); }

// Wijken with so many buurten each.
inline AreaSet areas_of(const std::vector<int>& wijken, int vintage = 2020) {
  std::vector<AreaRow> rows = {{code("GM0001"), "Stad"}};
  const auto two = [](std::size_t v) { return std::string(v < 10 ? "0" : "") + std::to_string(v); };
  for (std::size_t w = 0; w < wijken.size(); ++w) {
    const std::string digits = "0001" + two(w);
    rows.push_back({code("WK" + digits), "Wijk " + std::to_string(w)});
    for (int b = 0; b < wijken[w]; ++b)
      rows.push_back(
          {code("BU" + digits + two(static_cast<std::size_t>(b))), "Buurt " + std::to_string(w * 100) + "-" + std::to_string(b)});
  }
  return *AreaSet::build(Vintage{static_cast<std::int16_t>(vintage)}, rows);
}

// Buurten first, then every total.
inline std::vector<double> add_up(const AreaSet& areas, const std::vector<double>& buurten, double nowhere = 0.0) {
  std::vector<double> out(areas.size(), 0.0);
  const auto run = areas.run(AreaLevel::buurt);
  for (AreaIndex b = run.first; b < run.last; ++b) out[b] = buurten.at(b - run.first);
  for (AreaIndex a = static_cast<AreaIndex>(areas.size()); a-- > 1;) out[areas.parent(a)] += out[a];
  out[1] += nowhere;
  out[0] = 0.0;
  return out;
}

class Town {
 public:
  explicit Town(AreaSet set) : areas(std::move(set)) {
    observed.vintage = areas.vintage();
    observed.inhabitants.assign(areas.size(), 5000.0);
    observed.uninhabited.assign(areas.size(), 0);
    project.disclosure.level_share = 0.0;  // the finest level, whatever is withheld: these tests are about the cells
    project.disclosure.pool_years = 1;
    project.salt = "zout";
    Source own;
    own.id = SourceId("eigen");
    own.access = Access::municipal;
    own.disclosure = SourceDisclosure::counts;
    Source open;
    open.id = SourceId("open");
    Source survey = own;
    survey.id = SourceId("enquete");
    survey.disclosure = SourceDisclosure::survey;
    catalogue.sources = {own, survey, open};
    catalogue.denominators = {{DenominatorId("inwoners"), {}, Counts::persons, {}, {}}};
  }

  Indicator& indicator(const std::string& id) {
    for (Indicator& i : catalogue.indicators)
      if (i.id.str() == id) return i;
    Indicator i;
    i.id = IndicatorId(id);
    i.counts = Counts::persons;
    i.unit = Unit::per_1000;
    catalogue.indicators.push_back(i);
    return catalogue.indicators.back();
  }

  // A municipal count; `n` empty = a bare count. `own_n`: n comes from the same register.
  Series& count(const std::string& id, int year, std::vector<double> x, std::vector<double> n = {}, bool own_n = false) {
    Indicator& i = indicator(id);
    if (!n.empty() && !own_n) i.denominator = DenominatorId("inwoners");
    Series s;
    s.indicator = i.id;
    s.period = Period::year(year);
    s.lineage.numerator.source = SourceId("eigen");
    if (!n.empty()) {
      s.lineage.denominator = Provenance{};
      s.lineage.denominator->source = SourceId(own_n ? "eigen" : "open");
    }
    s.missing.assign(areas.size(), Missing::none);
    s.missing[0] = Missing::no_source;
    s.status.assign(areas.size(), Status::measured);
    s.value = x;
    s.numerator = std::move(x);
    s.denominator = std::move(n);
    observed.series.push_back(std::move(s));
    return observed.series.back();
  }

  PublishedFigures publish(const PublishedBefore& before = {}, unsigned threads = 1) {
    auto out = Gate::publish(project, catalogue, Observations(observed), areas, before, threads, &warnings);
    if (!out) throw std::runtime_error(to_line(out.error().list().front(), "en"));
    return std::move(*out);
  }

  Project project;
  Catalogue catalogue;
  AreaSet areas;
  Observations observed;
  Errors warnings;
};

inline const PublishedSeries& find(const PublishedFigures& figures, const std::string& id, const std::string& period = "") {
  for (const PublishedSeries& s : figures.series())
    if (s.indicator.str() == id && (period.empty() || s.period.str() == period)) return s;
  throw std::runtime_error("no series " + id);
}

// What an earlier edition's reader would give of these figures.
inline EditionFigures as_read(const PublishedFigures& figures, const AreaSet& areas, const std::string& id = "eerder") {
  EditionFigures out;
  out.id = id;
  out.vintage = areas.vintage().year;
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    out.areas.code.push_back(areas.code(a).str());
    out.areas.level.push_back(areas.level(a));
    out.areas.parent.push_back(areas.parent(a) == kNoArea ? PublishedAreas::kNoParent : areas.parent(a));
    out.areas.inhabitants.push_back(-1.0);
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const PublishedSeries& s : figures.series()) {
    out.indicators.push_back(s.indicator.str());
    out.periods.push_back(s.period.str());
    for (AreaIndex a = 0; a < areas.size(); ++a) {
      if (s.missing[a] == Missing::no_source) continue;
      const bool shown = s.missing[a] == Missing::none;
      out.indicator.push_back(static_cast<std::uint32_t>(out.indicators.size() - 1));
      out.period.push_back(static_cast<std::uint32_t>(out.periods.size() - 1));
      out.area.push_back(a);
      out.value.push_back(shown ? s.value[a] : nan);
      out.numerator.push_back(shown && !s.numerator.empty() ? s.numerator[a] : nan);
      out.denominator.push_back(shown && !s.denominator.empty() ? s.denominator[a] : nan);
      out.lower.push_back(nan);
      out.upper.push_back(nan);
      out.respondents.push_back(nan);
      out.status.emplace_back(published_word(s.status[a]));
      out.reason.emplace_back(published_word(s.missing[a]));
      out.treatment.push_back(s.treatment);
    }
  }
  return out;
}

// Σ sign · unknown + constant = 0 over unknowns that are at least `least`.
class Outsider {
 public:
  struct Sum {
    std::vector<std::pair<int, int>> terms;
    double constant = 0.0;
  };
  int unknown(double least, double most = COIN_DBL_MAX) {
    least_.push_back(least);
    most_.push_back(most);
    return static_cast<int>(least_.size()) - 1;
  }
  void learn(Sum sum) {
    if (!sum.terms.empty()) sums_.push_back(std::move(sum));
  }
  struct Interval {
    double lowest, highest;
  };
  // Nothing when what he takes for granted contradicts itself.
  [[nodiscard]] std::optional<Interval> interval(int unknown) const {
    const auto low = solve(unknown, 1.0), high = solve(unknown, -1.0);
    if (!low || !high) return std::nullopt;
    return Interval{*low, -*high};
  }

 private:
  [[nodiscard]] std::optional<double> solve(int unknown, double sign) const {
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(least_.size()));
    std::vector<double> right;
    for (const Sum& sum : sums_) {
      CoinPackedVector row;
      for (const auto& [cell, s] : sum.terms) row.insert(cell, s);
      matrix.appendRow(row);
      right.push_back(-sum.constant);
    }
    std::vector<double> cost(least_.size(), 0.0);
    cost[static_cast<std::size_t>(unknown)] = sign;
    ClpSimplex model;
    model.setLogLevel(0);
    model.loadProblem(matrix, least_.data(), most_.data(), cost.data(), right.data(), right.data());
    model.primal();
    if (model.isProvenDualInfeasible()) return -1e9;
    if (!model.isProvenOptimal()) return std::nullopt;
    return model.objectiveValue();
  }
  std::vector<double> least_, most_;
  std::vector<Sum> sums_;
};

// The outsider reads one series: unknown of each withheld area (−1 where it is shown), and parent = Σ children.
inline std::vector<int> read_series(Outsider& outsider, const PublishedSeries& s, const AreaSet& areas, double least,
                                    const std::vector<double>& count = {}) {
  const std::vector<double>& x = count.empty() ? s.numerator : count;
  std::vector<int> unknown(areas.size(), -1);
  const auto there = [&](AreaIndex a) { return s.missing[a] != Missing::no_source && s.missing[a] != Missing::not_applicable; };
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (there(a) && s.missing[a] != Missing::none) unknown[a] = outsider.unknown(least);
  for (AreaIndex p = 0; p < areas.size(); ++p) {
    if (!there(p)) continue;
    Outsider::Sum sum;
    bool parts = false;
    const auto put = [&](AreaIndex a, int sign) {
      if (unknown[a] >= 0) sum.terms.emplace_back(unknown[a], sign);
      else sum.constant += sign * x[a];
    };
    put(p, 1);
    for (AreaIndex a = 0; a < areas.size(); ++a)
      if (areas.parent(a) == p && there(a)) {
        parts = true;
        put(a, -1);
      }
    if (parts) outsider.learn(std::move(sum));
  }
  return unknown;
}

// The narrowest interval among the areas that a rule withholds; 1e9 when there is none.
inline double narrowest(const PublishedSeries& s, const AreaSet& areas, double least) {
  Outsider outsider;
  const auto unknown = read_series(outsider, s, areas, least);
  double width = 1e9;
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (unknown[a] >= 0 && s.missing[a] == Missing::suppressed_primary)
      if (const auto found = outsider.interval(unknown[a])) width = std::min(width, found->highest - found->lowest);
  return width;
}

}  // namespace trede::drawn
