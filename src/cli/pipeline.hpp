// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The chain from a project folder to what is published, stage by stage. `check` runs the first half, `build` all of it.

#include <filesystem>
#include <vector>

#include "area/concordance.hpp"
#include "area/shapes.hpp"
#include "cli/console.hpp"
#include "ingest/project.hpp"
#include "ingest/staged.hpp"
#include "story/story.hpp"

namespace trede::cli {

struct Prepared {
  Project project;
  Catalogue catalogue;
  std::vector<AreaSet> divisions;         // as in monitor.toml
  std::size_t own = 0;                    // the edition's division in `divisions`
  std::vector<ShapeLayer> shapes;         // of the edition's division
  std::vector<Concordance> concordances;  // each other division → the edition's
  Errors warnings;                        // borders that do not fit and the like
  [[nodiscard]] const AreaSet& areas() const { return divisions[own]; }
};

// Catalogue, monitor.toml, divisions, shapes, concordances. All problems of the catalogue and of monitor.toml at once.
Checked<Prepared> prepare(const std::filesystem::path& folder, Console& console);
// Reads all sources.
Checked<Staging> read_sources(const Prepared& prepared, unsigned threads, Console& console);
// The stories of the project, checked against its catalogue and areas.
Checked<std::vector<Story>> stories(const Prepared& prepared, Console& console);
// The worked examples of the project's own counting rules (and of the shipped ones that it uses) give what they promise.
Errors check_rules(const Prepared& prepared);

}  // namespace trede::cli
