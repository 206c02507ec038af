// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A catalogue of two indicators, a division of two wijken, and short ways to read a story.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "story/parse.hpp"

namespace trede::test {

inline Catalogue two_indicators() {
  Catalogue catalogue;
  for (const char* id : {"t1-rust", "t1-ruimte"}) {
    Indicator indicator;
    indicator.id = IndicatorId(id);
    catalogue.indicators.push_back(std::move(indicator));
  }
  Leefgebied leefgebied;
  leefgebied.id = LeefgebiedId("huisvesting");
  catalogue.leefgebieden.push_back(std::move(leefgebied));
  return catalogue;
}

inline AreaSet two_wijken() {
  std::vector<AreaRow> rows;
  for (const auto& [code, name] : std::vector<std::pair<const char*, const char*>>{
           {"GM0001", "Dorp"}, {"WK000101", "Kom"}, {"WK000102", "Veld"}, {"BU00010101", "Markt"}, {"BU00010201", "Weide"}})
    rows.push_back({*AreaCode::parse(code), name});
  return *AreaSet::build(Vintage{2024}, std::move(rows));
}

struct Told {
  StoryText text;
  std::vector<Error> problems;
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> all;
    for (const Error& problem : problems) all.push_back(problem.code);
    return all;
  }
};

inline Told tell(std::string_view markdown) {
  const Catalogue catalogue = two_indicators();
  const AreaSet areas = two_wijken();
  const std::vector<std::string> ids = {"ander-verhaal"};
  const StoryWorld world{catalogue, areas, ids};
  StoryProblems problems("stories/een.nl.md");
  Told told;
  told.text = parse_story(markdown, world, problems);
  told.problems = problems.take().list();
  return told;
}

// The codes of a body under a title.
inline std::vector<std::string> wrong(std::string_view body) { return tell("# Titel\n\n" + std::string(body) + "\n").codes(); }

}  // namespace trede::test
