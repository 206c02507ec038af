// SPDX-License-Identifier: EUPL-1.2
// Signals, and which areas are comparable.
#include <cmath>

#include "edition/columns.hpp"
#include "edition/numbers.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

constexpr int kChanceDecimals = 9;

void field_chance(JsonWriter& json, std::string_view name, double p) {
  json.key(name);
  if (std::isfinite(p)) json.number(p, kChanceDecimals);
  else json.null();
}

void write_evidence(JsonWriter& json, const Signal& signal) {
  json.key("bewijs").begin_array();
  for (const Evidence& one : signal.evidence)
    json.begin_object().field("id", one.id).field("naam", one.name).key("waarde").number(one.value, one.decimals).end_object();
  json.end_array().key("standvastig").begin_array();
  for (const Stability& one : signal.stability)
    json.begin_object().field("id", one.id).field_bool("blijft", one.holds).field("uitleg", one.words).end_object();
  json.end_array();
}

void write_signal(JsonWriter& json, const EditionView& view, const Signal& signal) {
  json.begin_object().field("id", signal.id).field("soort", published_word(signal.kind)).field("niveau", to_string(signal.level));
  json.key("gebieden").begin_array();
  for (const AreaIndex area : signal.areas) json.string(view.in.areas.code(area).view());
  json.end_array().key("indicatoren").begin_array();
  for (const IndicatorId& indicator : signal.indicators) json.string(indicator.str());
  json.end_array();
  field_or_null(json, "periode", signal.period.empty() ? std::string() : signal.period.str());
  json.field("zin", signal.sentence).field("nietVoor", signal.not_for).field("sterkte", published_word(signal.strength));
  field_chance(json, "p", signal.p);
  field_chance(json, "q", signal.q);
  write_evidence(json, signal);
  json.key("cijfers").begin_array();
  for (const SignalCell& cell : signal.cells)
    json.begin_object()
        .field("indicator", cell.indicator.str())
        .field("periode", cell.period.str())
        .field("gebied", view.in.areas.code(cell.area).view())
        .end_object();
  json.end_array().end_object();
}

}  // namespace

std::string signalen_resource(const EditionView& view) {
  const Signals& signals = view.in.signals;
  JsonWriter json;
  json.begin_object().key("soorten").begin_array();
  for (std::size_t kind = 0; kind < kSignalKinds; ++kind)
    json.begin_object()
        .field("id", published_word(static_cast<SignalKind>(kind)))
        .field("naam", name_of(static_cast<SignalKind>(kind)))
        .end_object();
  json.end_array().key("signalen").begin_array();
  for (const Signal& signal : signals.list) write_signal(json, view, signal);
  json.end_array().key("families").begin_array();
  for (const SignalFamily& family : signals.families) {
    json.begin_object().field("soort", published_word(family.kind)).field("id", family.id).field_int("toetsen", family.tests);
    json.field_int("gevonden", family.found).key("grens").number(family.rate, 4);
    json.key("verwachtToevallig").number(family.expected_false, 2).end_object();
  }
  json.end_array().key("nietBekeken").begin_array();
  for (const NotLookedAt& one : signals.not_looked_at)
    json.begin_object()
        .field("soort", published_word(one.kind))
        .field("indicator", one.indicator.str())
        .field("waarom", one.why)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

std::string vergelijkbaar_resource(const EditionView& view) {
  const Comparable& comparable = view.in.estimates.comparable;
  JsonWriter json;
  json.begin_object().key("niveaus").begin_object();
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    const AreaRun run = view.in.areas.run(level);
    json.key(to_string(level)).raw(array_of(run, 40, [&](std::string& out, AreaIndex area) {
      out += '[';
      if (!comparable.nearest.empty())
        for (const AreaIndex other : comparable.nearest[area]) {
          if (out.back() != '[') out += ',';
          append_whole(out, static_cast<std::int64_t>(other) - run.first);
        }
      out += ']';
    }));
  }
  json.end_object().key("kenmerken").begin_array();
  for (const IndicatorId& feature : comparable.features) json.string(feature.str());
  json.end_array();
  field_or_null(json, "uitleg", comparable.method);
  json.end_object();
  return json.take();
}

}  // namespace trede
