// SPDX-License-Identifier: EUPL-1.2
#include "edition/judged.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "edition/numbers.hpp"
#include "estimate/funnel.hpp"

namespace trede {
namespace {

constexpr int kSlopeExtraDecimals = 2;
constexpr int kChanceDecimals = 6;
constexpr int kLimitExtraDecimals = 1;
constexpr int kDispersionDecimals = 3;
constexpr std::array kReliabilities = {Reliability::none, Reliability::low, Reliability::moderate, Reliability::good};
constexpr std::array kJudgements = {Judgement::unknown, Judgement::none,   Judgement::better, Judgement::similar,
                                    Judgement::worse,   Judgement::higher, Judgement::lower};
constexpr std::array kVersusAll = {Versus::gemeente, Versus::land, Versus::wijk, Versus::comparable, Versus::earlier};
constexpr std::array kCourses = {Course::unknown, Course::stable, Course::rising, Course::falling, Course::refused};
constexpr std::array kNoCourses = {NoCourse::none, NoCourse::modelled, NoCourse::definition_break, NoCourse::too_few_periods,
                                   NoCourse::gaps};

template <class Values>
void field_all(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto value : values) json.string(published_word(value));
  json.end_array();
}

template <class Value>
std::string indices_of(const std::vector<Value>& column, AreaRun run) {
  return array_of(run, 2, [&](std::string& out, AreaIndex area) { append_whole(out, static_cast<std::int64_t>(column[area])); });
}

std::string floats_of(const std::vector<float>& column, AreaRun run, int decimals) {
  return array_of(run, 6, [&](std::string& out, AreaIndex area) {
    if (std::isfinite(column[area])) append_number(out, static_cast<double>(column[area]), decimals);
    else out += "null";
  });
}

bool any_of(const std::vector<std::uint8_t>& has, AreaRun run) {
  return !has.empty() && std::any_of(has.begin() + run.first, has.begin() + run.last, [](std::uint8_t one) { return one != 0; });
}

// What is compared with the same value everywhere stands elsewhere in the resource.
bool differs_by_area(Versus versus) { return versus != Versus::land && versus != Versus::earlier; }

}  // namespace

void field_judging_words(JsonWriter& json) {
  field_all(json, "betrouwbaarheden", kReliabilities);
  field_all(json, "oordelen", kJudgements);
  field_all(json, "vergelekenMet", kVersusAll);
  field_all(json, "verlopen", kCourses);
  field_all(json, "geenVerloop", kNoCourses);
}

std::string reliability_of(const PublishedSeries& series, const SeriesEstimate& estimate, AreaRun run) {
  if (estimate.reliability.empty()) return "null";
  return array_of(run, 2, [&](std::string& out, AreaIndex area) {
    if (series.missing[area] == Missing::none) append_whole(out, static_cast<std::int64_t>(estimate.reliability[area]));
    else out += "null";
  });
}

std::string judgements_of(const std::vector<Judgement>& judgement, AreaRun run) { return indices_of(judgement, run); }

void field_comparison(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, int decimals, bool references) {
  json.key("vergelijking").begin_object();
  for (const Versus versus : kVersusAll) {
    const Comparison& one = estimate.versus[static_cast<std::size_t>(versus)];
    json.key(published_word(versus));
    if (one.judgement.empty()) {
      json.null();
      continue;
    }
    json.begin_object().key("oordeel").raw(judgements_of(one.judgement, run));
    if (references && differs_by_area(versus)) json.key("referentie").raw(floats_of(one.reference, run, decimals));
    json.end_object();
  }
  json.end_object();
}

void field_smoothed(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, int decimals) {
  json.key("vereffend");
  if (!any_of(estimate.has_smoothed, run)) {
    json.null();
    return;
  }
  json.begin_object().key("waarde").raw(present_of(estimate.smoothed, estimate.has_smoothed, run, decimals));
  json.key("ondergrens").raw(present_of(estimate.smoothed_lower, estimate.has_smoothed, run, decimals));
  json.key("bovengrens").raw(present_of(estimate.smoothed_upper, estimate.has_smoothed, run, decimals)).end_object();
}

void field_funnel(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, std::size_t level, int decimals) {
  json.key("trechter");
  const Funnel& funnel = estimate.funnel[level];
  if (funnel.areas == 0) {
    json.null();
    return;
  }
  const auto column = [&](int digits, auto value) {
    return array_of(run, 6, [&](std::string& out, AreaIndex area) {
      if (estimate.funnel_place[area] == FunnelPlace::unknown) out += "null";
      else append_number(out, value(area), digits);
    });
  };
  const auto limit = [&](double FunnelLimits::*which) {
    return column(decimals + kLimitExtraDecimals, [&](AreaIndex a) { return funnel_limits(estimate, a).*which; });
  };
  json.begin_object().key("overdispersie").number(funnel.overdispersion, kDispersionDecimals);
  json.field_int("gebieden", static_cast<std::int64_t>(funnel.areas));
  json.key("grootte").raw(column(0, [&](AreaIndex a) { return estimate.funnel_size[a]; }));
  json.key("midden").raw(column(decimals + kLimitExtraDecimals, [&](AreaIndex a) { return estimate.funnel_around[a]; }));
  json.key("laag95").raw(limit(&FunnelLimits::low_95)).key("hoog95").raw(limit(&FunnelLimits::high_95));
  json.key("laag998").raw(limit(&FunnelLimits::low_998)).key("hoog998").raw(limit(&FunnelLimits::high_998));
  json.key("plaats").raw(column(0, [&](AreaIndex a) { return static_cast<double>(estimate.funnel_place[a]); })).end_object();
}

void field_course(JsonWriter& json, std::string_view name, const IndicatorCourse& course, AreaRun run, int decimals) {
  json.key(name);
  if (course.course.empty() && course.refused == NoCourse::none) {
    json.null();
    return;
  }
  json.begin_object();
  field_or_null(json, "niet", std::string(published_word(course.refused)));
  field_or_null(json, "uitleg", course.why);
  if (course.course.empty()) {
    json.end_object();
    return;
  }
  json.key("richting").raw(indices_of(course.course, run)).key("reden").raw(indices_of(course.reason, run));
  json.key("helling").raw(floats_of(course.slope, run, decimals + kSlopeExtraDecimals));
  json.key("p").raw(floats_of(course.p, run, kChanceDecimals));
  json.key("oordeel").raw(judgements_of(course.judgement, run)).end_object();
}

void field_synthetic(JsonWriter& json, const EditionView& view, const IndicatorView& one, AreaRun run) {
  json.key("schatting");
  for (const Synthetic& estimate : view.in.estimates.synthetic) {
    if (estimate.indicator != one.indicator->id || !any_of(estimate.has, run)) continue;
    json.begin_object().field("periode", view.series(estimate.series).period.str());
    json.key("waarde").raw(present_of(estimate.value, estimate.has, run, one.decimals()));
    json.key("ondergrens").raw(present_of(estimate.lower, estimate.has, run, one.decimals()));
    json.key("bovengrens").raw(present_of(estimate.upper, estimate.has, run, one.decimals()));
    json.key("hulp").begin_array();
    for (const IndicatorId& covariate : estimate.covariates) json.string(covariate.str());
    json.end_array().field("uitleg", estimate.method).end_object();
    return;
  }
  json.null();
}

}  // namespace trede
