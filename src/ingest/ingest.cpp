// SPDX-License-Identifier: EUPL-1.2
// The whole of a project's sources (staged.hpp).

#include <algorithm>

#include <fmt/format.h>

#include "base/toml_reader.hpp"
#include "ingest/problem.hpp"
#include "ingest/provenance.hpp"
#include "ingest/staged.hpp"
#include "ingest/register.hpp"
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

void check_sources(const Project& project, const Catalogue& catalogue, Errors& errors) {
  std::vector<std::string> known;
  for (const Source& source : catalogue.sources) known.push_back(source.id.str());
  for (const SourceConfig& config : project.sources) {
    if (catalogue.source(config.id) != nullptr) continue;
    const std::string near = nearest_word(config.id.str(), known);
    errors.add(problem("ingest.source.unknown", fmt::format("De catalogus kent geen bron {}.{}", display_name(config.id.str()), near.empty() ? "" : fmt::format(" Bedoelt u {}?", near)),
                       fmt::format("The catalogue knows no source {}.{}", display_name(config.id.str()), near.empty() ? "" : fmt::format(" Did you mean {}?", near)), config.where));
  }
}

}  // namespace

Checked<Staging> ingest(const Project& project, const Catalogue& catalogue, std::vector<AreaSet> divisions, const IngestOptions& options) {
  Staging staging;
  staging.divisions = cut(std::move(divisions), project);
  staging.uninhabited.resize(staging.divisions.size());
  Errors errors;
  check_sources(project, catalogue, errors);
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
