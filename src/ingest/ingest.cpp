// SPDX-License-Identifier: EUPL-1.2
// The whole of a project's sources (staged.hpp).

#include <algorithm>

#include <fmt/format.h>

#include "base/toml_reader.hpp"
#include "ingest/problem.hpp"
#include "ingest/provenance.hpp"
#include "ingest/register.hpp"
#include "ingest/staged.hpp"
#include "ingest/survey.hpp"
#include "ingest/tables.hpp"

namespace trede {
namespace {

// The divisions cut to the project's gemeenten, by vintage.
std::vector<AreaSet> cut(std::vector<AreaSet> divisions, const Project& project) {
  std::sort(divisions.begin(), divisions.end(), [](const AreaSet& a, const AreaSet& b) { return a.vintage() < b.vintage(); });
  if (project.all_gemeenten) return divisions;
  for (AreaSet& division : divisions) {
    const auto run = division.run(AreaLevel::gemeente);
    bool other = false;
    for (AreaIndex i = run.first; i < run.last; ++i)
      other = other || !std::binary_search(project.gemeenten.begin(), project.gemeenten.end(), division.code(i));
    if (other) division = division.only_gemeenten(project.gemeenten);
  }
  return divisions;
}

// A register or survey is of one gemeente; with several in the project it must say which.
void check_gemeente(const Project& project, const Source& source, const SourceConfig& config, Errors& errors) {
  if (source.kind == SourceKind::table || gemeente_of(project, config)) return;
  errors.add(problem(
      "project.source_gemeente_needed",
      fmt::format(
          "Dit project heeft meer dan één gemeente: van welke is {}? Zet gemeente = \"GM…\" bij deze [[source]]. Over de andere zegt de bron niets, ook niet dat er niemand is.",
          source.id.str()),
      fmt::format(
          "This project has more than one gemeente: of which is {}? Put gemeente = \"GM…\" with this [[source]]. Of the others the source says nothing, not even that there is nobody.",
          source.id.str()),
      config.where));
}

constexpr std::size_t kShortestSalt = 16;

// Without a salt the published hash of a municipal file says whether a file that somebody holds, or guesses, is the one that was used.
void check_salt(const Project& project, const Catalogue& catalogue, Errors& errors) {
  if (project.salt.size() >= kShortestSalt) return;
  for (const SourceConfig& config : project.sources) {
    const Source* source = catalogue.source(config.id);
    if (source == nullptr || source->access == Access::open) continue;
    errors.add(problem(
        "project.salt_missing",
        fmt::format(
            "{} is een bron van de gemeente zelf: de hash van het bestand wordt gepubliceerd, vermengd met salt. Zet bij [monitor] salt = \"…\", minstens {} willekeurige tekens, en bewaar het.",
            source->id.str(), kShortestSalt),
        fmt::format(
            "{} is a source of the municipality itself: the hash of the file is published, mixed with salt. Put salt = \"…\" under [monitor], at least {} random characters, and keep it.",
            source->id.str(), kShortestSalt),
        config.where));
    return;
  }
}

void check_weights_of(std::string_view code, std::string_view key, std::string_view what, const std::map<std::string, double>& weights,
                      const std::vector<std::string>& known, Errors& errors) {
  for (const auto& [id, weight] : weights) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    const std::string nearest = nearest_word(id, known);
    errors.add(problem(std::string(code),
                       fmt::format("[score] {}: {} is geen {} van de catalogus.{}", key, display_name(id), what,
                                   nearest.empty() ? "" : fmt::format(" Bedoelt u {}?", nearest)),
                       fmt::format("[score] {}: {} is no {} of the catalogue.{}", key, display_name(id), what,
                                   nearest.empty() ? "" : fmt::format(" Do you mean {}?", nearest)),
                       {.file = "monitor.toml"}));
  }
}

void check_weights(const Project& project, const Catalogue& catalogue, Errors& errors) {
  std::vector<std::string> leefgebieden, treden;
  for (const Leefgebied& l : catalogue.leefgebieden) leefgebieden.push_back(l.id.str());
  for (const Trede& t : catalogue.treden) treden.push_back(t.id.str());
  check_weights_of("project.leefgebied_unknown", "weights", "leefgebied", project.score.weights, leefgebieden, errors);
  check_weights_of("project.trede_unknown", "treden", "trede", project.score.treden, treden, errors);
}

void check_sources(const Project& project, const Catalogue& catalogue, Errors& errors) {
  std::vector<std::string> known;
  for (const Source& source : catalogue.sources) known.push_back(source.id.str());
  for (const SourceConfig& config : project.sources) {
    if (const Source* source = catalogue.source(config.id); source != nullptr) {
      check_gemeente(project, *source, config, errors);
      continue;
    }
    const std::string near = nearest_word(config.id.str(), known);
    errors.add(problem("ingest.source.unknown",
                       fmt::format("De catalogus kent geen bron {}.{}", display_name(config.id.str()),
                                   near.empty() ? "" : fmt::format(" Bedoelt u {}?", near)),
                       fmt::format("The catalogue knows no source {}.{}", display_name(config.id.str()),
                                   near.empty() ? "" : fmt::format(" Did you mean {}?", near)),
                       config.where));
  }
}

}  // namespace

Checked<Staging> ingest(const Project& project, const Catalogue& catalogue, std::vector<AreaSet> divisions, const IngestOptions& options) {
  Staging staging;
  staging.divisions = cut(std::move(divisions), project);
  staging.uninhabited.resize(staging.divisions.size());
  Errors errors;
  check_sources(project, catalogue, errors);
  check_salt(project, catalogue, errors);
  check_weights(project, catalogue, errors);
  ingest_tables(project, catalogue, options, staging, errors);
  ingest_registers(project, catalogue, options, staging, errors);
  ingest_surveys(project, catalogue, options, staging, errors);
  errors.sort();
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  number_files(staging, catalogue);
  staging.warnings = std::move(errors);
  return staging;
}

}  // namespace trede
