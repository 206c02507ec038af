// SPDX-License-Identifier: EUPL-1.2
#include "signal/cluster_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "stat/intervals.hpp"

namespace trede::signal {
namespace {

// Counts together where there are counts; else the mean, by answers where these are known.
double together(const Reading& r, const std::vector<std::uint32_t>& members) {
  double sum = 0, weight = 0;
  for (const std::uint32_t i : members) {
    const double w = r.persons.empty() ? 1.0 : r.persons[i];
    sum += w * r.value[i];
    weight += w;
  }
  return weight > 0 ? sum / weight : 0.0;
}

}  // namespace

Contrast contrast_of(const SignalInput& input, const Reading& reading, const std::vector<std::uint32_t>& members) {
  Contrast out;
  out.inside = together(reading, members);
  if (input.reference != kNoArea) {
    if (const auto value = value_of(input, reading.series, input.reference)) {
      out.reference = *value;
      out.reference_area = input.reference;
      return out;
    }
  }
  std::vector<std::uint32_t> all(reading.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  out.reference = together(reading, all);
  return out;
}

void describe(const SignalInput& input, const Reading& reading, const Contrast& contrast, Signal& s) {
  const Indicator& indicator = *reading.indicator;
  const Text where = contrast.reference_area == kNoArea ? Text{"alle gebieden met een cijfer samen", "all areas with a figure together"}
                                                        : place(input.areas, contrast.reference_area);
  const Text pattern{
      "{0}: in {1} naast elkaar ({2}) is het cijfer {8} {3}, {4} dan in {5} ({6}, {7}). Dat deze gebieden bij elkaar liggen is meer dan "
      "door toeval te verwachten.",
      "{0}: in {1} next to each other ({2}) the figure is {3} {8}, {4} than in {5} ({6}, {7}). That these areas lie together is more "
      "than chance would give."};
  s.sentence =
      fill(pattern, {indicator.name, counted(s.areas.size(), s.level), names(input.areas, s.areas), figure(indicator, contrast.inside),
                     contrast.inside >= contrast.reference ? Text{"hoger", "higher"} : Text{"lager", "lower"}, where,
                     figure(indicator, contrast.reference), words_of(s.period),
                     reading.persons.empty() ? Text{"gemiddeld", "on average"} : Text{"samen", "together"}});
  s.not_for = {"Niet om mensen of adressen te kiezen, en niet als oorzaak. Een cluster zegt waar cijfers op elkaar lijken, niet waardoor.",
               "Not for choosing people or addresses, and not as a cause. A cluster says where figures are alike, not why."};
  s.evidence.push_back({.id = "waarde",
                        .name = {"Cijfer in het cluster", "Figure in the cluster"},
                        .value = contrast.inside,
                        .decimals = indicator.decimals});
  s.evidence.push_back({.id = "referentie",
                        .name = {"Cijfer van de referentie", "Figure of the reference"},
                        .value = contrast.reference,
                        .decimals = indicator.decimals});
  if (contrast.reference > 0)
    s.evidence.push_back({.id = "relatiefRisico",
                          .name = {"Verhouding tot de referentie", "Ratio to the reference"},
                          .value = contrast.inside / contrast.reference,
                          .decimals = 2});
  s.evidence.push_back(p_value(s.p));
  s.evidence.push_back(q_value(s.q));
}

void add_circle(const Circle& circle, Signal& s) {
  s.evidence.push_back({.id = "aantal", .name = {"Geteld in de cirkel", "Counted in the circle"}, .value = circle.cases, .decimals = 0});
  s.evidence.push_back(
      {.id = "verwacht", .name = {"Verwacht in de cirkel", "Expected in the circle"}, .value = circle.expected, .decimals = 1});
}

Stability by_wijk(const SignalInput& input, const Reading& per_wijk, const std::vector<AreaIndex>& areas) {
  std::map<AreaIndex, std::size_t> wijken;
  for (const AreaIndex a : areas) ++wijken[input.areas.parent(a)];
  const double sign = adverse(*per_wijk.indicator);
  std::size_t holding = 0, known = 0;
  for (const auto& [wijk, count] : wijken) {
    const auto i = position(per_wijk, wijk);
    const auto reference = value_of(input, per_wijk.series, reference_of(input, wijk));
    if (!i || !reference) continue;
    known += count;
    const double margin = per_wijk.error[*i] >= 0 ? stat::kZ95 * per_wijk.error[*i] : 0.0;
    if (sign * (per_wijk.value[*i] - *reference) > margin) holding += count;
  }
  Stability out;
  out.id = "niveau";
  out.holds = known > 0 && 2 * holding >= areas.size();
  if (known == 0) return out;
  out.words = out.holds ? Text{"Ook per wijk is dit zichtbaar.", "It shows by wijk as well."}
                        : Text{"Per wijk is dit niet zichtbaar: het gemiddelde van de wijk verbergt het.",
                               "It does not show by wijk: the average of the wijk hides it."};
  return out;
}

Stability method_words(const std::vector<std::string>& which) {
  if (which.empty()) {
    return {
        .id = "methode", .holds = false, .words = {"Een andere methode vindt deze plek niet.", "Another method does not find this place."}};
  }
  std::string list = which.front();
  std::string list_en = list;
  for (std::size_t i = 1; i < which.size(); ++i) {
    list += (i + 1 == which.size() ? " en " : ", ") + which[i];
    list_en += (i + 1 == which.size() ? " and " : ", ") + which[i];
  }
  return {.id = "methode",
          .holds = true,
          .words = {fmt::format("Een andere methode vindt dezelfde plek ({}).", list),
                    fmt::format("Another method finds the same place ({}).", list_en)}};
}

Stability neighbour_words(bool holds) {
  return {.id = "buren",
          .holds = holds,
          .words = holds ? Text{"Ook met de zes dichtstbijzijnde gebieden als buren blijft dit staan.",
                                "It stands with the six nearest areas as neighbours as well."}
                         : Text{"Met de zes dichtstbijzijnde gebieden als buren blijft dit niet staan.",
                                "It does not stand with the six nearest areas as neighbours."}};
}

}  // namespace trede::signal
