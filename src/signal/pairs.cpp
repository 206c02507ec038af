// SPDX-License-Identifier: EUPL-1.2
#include "signal/pairs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "signal/pair_columns.hpp"

namespace trede::signal {
namespace {

constexpr double kFarApart = 1.0;  // robust standard deviations between registered and perceived

std::string pair_family(SignalKind kind, const SideBySide& s) {
  return std::string(published_word(kind)) + "/" + s.indicator[0]->id.str() + "+" + s.indicator[1]->id.str() + "/" + s.period[0].str() +
         "/" + std::string(to_string(s.level));
}

// The standard error of a figure, or how the areas scatter where it is not known.
std::vector<double> errors(const std::vector<double>& error, double otherwise) {
  std::vector<double> out = error;
  for (double& e : out)
    if (e < 0) e = otherwise;
  return out;
}

void set_place(const SignalInput& input, SignalKind kind, const SideBySide& c, std::size_t i, Signal& s) {
  s.kind = kind;
  s.indicators = {c.indicator[0]->id, c.indicator[1]->id};
  s.areas = {c.areas[i]};
  s.level = c.level;
  s.period = std::max(c.period[0], c.period[1]);
  s.id = signal_id(kind, s.indicators, input.areas.code(c.areas[i]));
  for (const std::size_t k : {0U, 1U}) s.cells.push_back({.indicator = s.indicators[k], .period = c.period[k], .area = c.areas[i]});
}

void add_values(const SignalInput& input, const SideBySide& c, std::size_t i, Signal& s) {
  for (const std::size_t k : {0U, 1U}) {
    const std::string id = k == 0 ? "waarde" : "waardeTweede", other = k == 0 ? "referentie" : "referentieTweede";
    s.evidence.push_back({.id = id, .name = c.indicator[k]->name, .value = c.value[k][i], .decimals = c.indicator[k]->decimals});
    if (const auto reference = value_of(input, c.series[k], reference_of(input, c.areas[i]))) {
      s.evidence.push_back({.id = other,
                            .name = {c.indicator[k]->name.nl + ", referentie", c.indicator[k]->name.en + ", reference"},
                            .value = *reference,
                            .decimals = c.indicator[k]->decimals});
    }
  }
}

// The same pair one level up: `same_side` says whether the picture holds there.
Stability above(const SignalInput& input, const SideBySide& c, AreaIndex area,
                const std::function<std::optional<bool>(AreaIndex)>& same_side) {
  Stability out;
  out.id = "niveau";
  if (c.level != AreaLevel::buurt) return out;
  const auto holds = same_side(input.areas.parent(area));
  if (!holds) return out;
  out.holds = *holds;
  out.words = out.holds ? Text{"Ook per wijk is dit zichtbaar.", "It shows by wijk as well."}
                        : Text{"Per wijk is dit niet zichtbaar.", "It does not show by wijk."};
  return out;
}

Text with_role(const char* nl, const char* en, const Indicator& indicator) {
  return {std::string(nl) + indicator.name.nl, std::string(en) + indicator.name.en};
}

// The periods, when they differ.
Text periods(const SideBySide& c) {
  if (c.period[0] == c.period[1]) return words_of(c.period[0]);
  const Text a = words_of(c.period[0]), b = words_of(c.period[1]);
  return {a.nl + " en " + b.nl, a.en + " and " + b.en};
}

Found missing_pair(SignalKind kind, const Indicator& indicator) {
  Found found;
  found.not_looked_at.push_back(
      {.kind = kind,
       .indicator = indicator.id,
       .why = {"Te weinig gebieden hebben beide cijfers van het paar.", "Too few areas have both figures of the pair."}});
  return found;
}

struct Gap {
  std::size_t at = 0;
  double need_z = 0, gap_z = 0, expected = 0, p = 1;
};

std::vector<Gap> gaps(const SignalInput& input, const SideBySide& c) {
  const Robust need = robust(c.value[0]), reach = robust(c.value[1]);
  const std::vector<double> need_error = errors(c.error[0], 0.0), reach_error = errors(c.error[1], 0.0);
  const Line line = line_through(c.value[0], c.value[1], need_error, reach_error);
  std::vector<Gap> out;
  if (!(need.spread > 0) || !(reach.spread > 0)) return out;
  for (std::size_t i = 0; i < c.areas.size(); ++i) {
    const auto reference = value_of(input, c.series[0], reference_of(input, c.areas[i]));
    Gap g;
    g.at = i;
    const double error = c.error[0][i] >= 0 ? c.error[0][i] : need.spread;
    g.need_z = error > 0 ? adverse(*c.indicator[0]) * (c.value[0][i] - reference.value_or(need.middle)) / error : 0.0;
    // Reach that a need like this goes with; never less than what the middle has: more need is no reason for less reach.
    const double slope = std::max(0.0, adverse(*c.indicator[0]) * line.slope) * adverse(*c.indicator[0]);
    g.expected = slope == line.slope ? line.intercept + slope * c.value[0][i] : reach.middle;
    const double variance = line.between + reach_error[i] * reach_error[i] + slope * slope * need_error[i] * need_error[i];
    g.gap_z = variance > 0 ? (g.expected - c.value[1][i]) / std::sqrt(variance) : 0.0;
    g.p = std::max(upper_tail(g.need_z), upper_tail(g.gap_z));
    out.push_back(g);
  }
  return out;
}

Signal gap_signal(const SignalInput& input, const SideBySide& c, const Gap& g, bool model, double q) {
  Signal s;
  set_place(input, SignalKind::reach_gap, c, g.at, s);
  const AreaIndex a = c.areas[g.at];
  s.p = g.p;
  s.q = q;
  s.sentence = fill(
      {"In {0} is de behoefte hoger dan in {1} ({2}: {3}{4}), maar blijft het bereik achter ({5}: {6}, terwijl bij zo'n behoefte "
       "ongeveer {7} past; {8}). {9}",
       "In {0} the need is higher than in {1} ({2}: {3}{4}), but the reach stays behind ({5}: {6}, where about {7} goes with such a "
       "need; {8}). {9}"},
      {same(input.areas.name(a)), place(input.areas, reference_of(input, a)), c.indicator[0]->name,
       figure(*c.indicator[0], c.value[0][g.at]), model ? Text{", een modelschatting", ", a model estimate"} : Text{}, c.indicator[1]->name,
       figure(*c.indicator[1], c.value[1][g.at]), figure(*c.indicator[1], std::max(0.0, g.expected)), periods(c), beyond_chance()});
  s.not_for = {"Niet om hulpverleners af te rekenen. Mensen kunnen ook elders hulp krijgen of geen hulp willen.",
               "Not for holding care workers to account. People may get help elsewhere or may not want help."};
  add_values(input, c, g.at, s);
  s.evidence.push_back({.id = "verwacht",
                        .name = {"Bereik dat bij deze behoefte past", "Reach that goes with this need"},
                        .value = g.expected,
                        .decimals = c.indicator[1]->decimals});
  s.evidence.push_back(p_value(g.p));
  s.evidence.push_back(q_value(q));
  const auto side = [&](AreaIndex w) -> std::optional<bool> {
    const auto need = value_of(input, c.series[0], w), reach = value_of(input, c.series[1], w);
    const auto need_whole = value_of(input, c.series[0], reference_of(input, w)),
               reach_whole = value_of(input, c.series[1], reference_of(input, w));
    if (!need || !reach || !need_whole || !reach_whole) return std::nullopt;
    return adverse(*c.indicator[0]) * (*need - *need_whole) > 0 && *reach <= *reach_whole;
  };
  check(s, above(input, c, a, side));
  const auto plain = value_of(input, c.series[1], reference_of(input, a));
  const bool below = plain && c.value[1][g.at] < *plain;
  s.stability.push_back({.id = "methode",
                         .holds = below,
                         .words = below ? Text{"Ook zonder rekening te houden met de behoefte is het bereik lager dan gemiddeld.",
                                               "The reach is below average also when the need is left aside."}
                                        : Text{"Het bereik is niet lager dan gemiddeld, wel lager dan bij deze behoefte past.",
                                               "The reach is not below average, but it is lower than goes with this need."}});
  s.strength = strength_of(q, s.stability);
  if (model) s.strength = std::min(s.strength, Strength::clear);
  return s;
}

struct Apart {
  std::size_t at = 0;
  double difference = 0, p = 1;  // perceived less registered, in robust standard deviations
};
using Spreads = std::array<double, 2>;  // of the two columns; 0 = all alike
Spreads spreads_of(const SideBySide& c) { return {robust(c.value[0]).spread, robust(c.value[1]).spread}; }

std::vector<Apart> apart(const SideBySide& c) {
  const Robust one = robust(c.value[0]), two = robust(c.value[1]);
  std::vector<Apart> out;
  if (!(one.spread > 0) || !(two.spread > 0)) return out;
  const std::vector<double> e1 = errors(c.error[0], one.spread), e2 = errors(c.error[1], two.spread);
  for (std::size_t i = 0; i < c.areas.size(); ++i) {
    Apart a;
    a.at = i;
    const double z1 = adverse(*c.indicator[0]) * (c.value[0][i] - one.middle) / one.spread;
    const double z2 = adverse(*c.indicator[1]) * (c.value[1][i] - two.middle) / two.spread;
    a.difference = z1 - z2;
    const double error = std::hypot(e1[i] / one.spread, e2[i] / two.spread);
    a.p = error > 0 ? std::min(1.0, 2.0 * upper_tail(std::abs(a.difference) / error)) : 1.0;
    out.push_back(a);
  }
  return out;
}

Signal apart_signal(const SignalInput& input, const SideBySide& c, const Spreads& spreads, const Apart& d, double q) {
  Signal s;
  set_place(input, SignalKind::perception_gap, c, d.at, s);
  const AreaIndex a = c.areas[d.at];
  s.p = d.p;
  s.q = q;
  const auto part = [&](std::size_t k) {
    const auto reference = value_of(input, c.series[k], reference_of(input, a));
    Text out = figure(*c.indicator[k], c.value[k][d.at]);
    if (reference) {
      const Text r = figure(*c.indicator[k], *reference);
      out.nl += " tegen " + r.nl;
      out.en += " against " + r.en;
    }
    return out;
  };
  const Text pattern = d.difference > 0 ? Text{"In {0} ervaren bewoners meer dan er is vastgelegd: {1} is {2} in {3}, {4} is {5}. {6}",
                                               "In {0} residents experience more than is registered: {1} is {2} in {3}, {4} is {5}. {6}"}
                                        : Text{"In {0} is meer vastgelegd dan bewoners ervaren: {4} is {5}, {1} is {2} in {3}. {6}",
                                               "In {0} more is registered than residents experience: {4} is {5}, {1} is {2} in {3}. {6}"};
  s.sentence = fill(pattern, {same(input.areas.name(a)), with_role("", "", *c.indicator[0]), part(0),
                              place(input.areas, reference_of(input, a)), c.indicator[1]->name, part(1), beyond_chance()});
  s.not_for = {"Niet om te zeggen wie gelijk heeft. Beide cijfers meten iets anders; het verschil is een reden om het bewoners te vragen.",
               "Not for saying who is right. The two figures measure different things; the difference is a reason to ask residents."};
  add_values(input, c, d.at, s);
  s.evidence.push_back({.id = "verschil",
                        .name = {"Verschil in plaats tussen de gebieden (standaardafwijkingen)",
                                 "Difference in position among the areas (standard deviations)"},
                        .value = d.difference,
                        .decimals = 1});
  s.evidence.push_back(p_value(d.p));
  s.evidence.push_back(q_value(q));
  const auto side = [&](AreaIndex w) -> std::optional<bool> {
    std::array<double, 2> relative{};
    for (const std::size_t k : {0U, 1U}) {
      const auto own = value_of(input, c.series[k], w), whole = value_of(input, c.series[k], reference_of(input, w));
      if (!own || !whole) return std::nullopt;
      relative[k] = adverse(*c.indicator[k]) * (*own - *whole) / spreads[k];
    }
    return (relative[0] - relative[1]) * d.difference > 0;
  };
  check(s, above(input, c, a, side));
  // The same by rank, which knows nothing of scale.
  const auto rank = [&](std::size_t k) {
    const double sign = adverse(*c.indicator[k]), own = sign * c.value[k][d.at];
    const auto below = std::count_if(c.value[k].begin(), c.value[k].end(), [&](double v) { return sign * v < own; });
    return static_cast<double>(below) / static_cast<double>(c.areas.size());
  };
  const bool ranks = (rank(0) - rank(1)) * d.difference > 0 && std::abs(rank(0) - rank(1)) >= 0.25;
  s.stability.push_back({.id = "methode",
                         .holds = ranks,
                         .words = ranks ? Text{"Ook in de volgorde van de gebieden schelen de twee meer dan een kwart van de lijst.",
                                               "The two differ by more than a quarter of the list in the order of the areas as well."}
                                        : Text{"In de volgorde van de gebieden schelen de twee minder dan een kwart van de lijst.",
                                               "The two differ by less than a quarter of the list in the order of the areas."}});
  s.strength = strength_of(q, s.stability);
  return s;
}

// The other side of a pair, when the role of `indicator` is `role` and that other is in the catalogue.
std::vector<const Indicator*> others(const SignalInput& input, const Indicator& indicator, PairRole role) {
  std::vector<const Indicator*> out;
  for (const Pair& p : indicator.pairs) {
    const Indicator* other = p.role == role ? input.catalogue.indicator(p.with) : nullptr;
    if (other != nullptr) out.push_back(other);
  }
  return out;
}

}  // namespace

Found reach_gaps(const SignalInput& input, const Indicator& need) {
  Found found;
  for (const Indicator* reach : others(input, need, PairRole::need)) {
    const std::vector<SideBySide> columns = side_by_side(input, need, *reach);
    if (columns.empty() || adverse(need) == 0) {
      found.add(missing_pair(SignalKind::reach_gap, need));
      continue;
    }
    const SideBySide& c = columns.front();
    const std::vector<Gap> list = gaps(input, c);
    std::vector<double> p;
    for (const Gap& g : list) p.push_back(g.p);
    const std::vector<double> q = family(found, SignalKind::reach_gap, pair_family(SignalKind::reach_gap, c), p);
    const bool model = is_modelled(input, need);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (q[i] > kRate) continue;
      found.list.push_back(gap_signal(input, c, list[i], model, q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

Found perception_gaps(const SignalInput& input, const Indicator& perceived) {
  Found found;
  for (const Indicator* registered : others(input, perceived, PairRole::perceived)) {
    const std::vector<SideBySide> columns = side_by_side(input, perceived, *registered);
    const bool sided = adverse(perceived) != 0 && adverse(*registered) != 0;
    if (columns.empty() || !sided) {
      found.add(missing_pair(SignalKind::perception_gap, perceived));
      continue;
    }
    const SideBySide& c = columns.front();
    const std::vector<Apart> list = apart(c);
    std::vector<double> p;
    for (const Apart& a : list) p.push_back(a.p);
    const std::vector<double> q = family(found, SignalKind::perception_gap, pair_family(SignalKind::perception_gap, c), p);
    const Spreads spreads = spreads_of(c);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (q[i] > kRate || std::abs(list[i].difference) < kFarApart) continue;
      found.list.push_back(apart_signal(input, c, spreads, list[i], q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

}  // namespace trede::signal
