// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From published figures to an edition on disk: tables, the API's resources with their compressed twins, maps, the catalogue as used, the
// build report and the manifest (docs/formats/edition.md, api.md), made visible all at once (staging.hpp).
//
// Everything is rendered from PublishedFigures and what follows from it. The same input gives the same bytes for any number of threads:
// each file is rendered by one thread from values alone, and the order of files is that of their names. No clock is read.
//
// Files are rendered, written and forgotten one by one, so that memory stays at a few resources per thread.
//
// Errors: those of staging.hpp.

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "area/concordance.hpp"
#include "area/shapes.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"
#include "edition/file_ops.hpp"
#include "edition/staging.hpp"
#include "estimate/estimates.hpp"
#include "score/scores.hpp"
#include "signal/signals.hpp"
#include "story/story.hpp"

namespace trede {

// What is referred to must outlive the call.
struct EditionInput {
  std::string name;
  bool fictional = false;
  bool all_gemeenten = false;  // the whole country: one map per gemeente instead of one
  AreaCode reference;
  std::vector<std::string> languages = {"nl", "en"};
  std::string contact_email = {}, contact_url = {};  // empty = not given
  const Catalogue& catalogue;
  const AreaSet& areas;                                      // the edition's division
  const std::vector<AreaSet>& divisions;                     // those of the concordances; the edition's may be among them
  const std::vector<ShapeLayer>& shapes;                     // of the edition's division; empty = no map
  const std::vector<std::optional<AreaMeasures>>& measures;  // by area; may be empty
  const std::vector<Concordance>& concordances;              // indices into `areas` for the edition's vintage, else into `divisions`
  const PublishedFigures& figures;
  const Estimates& estimates;
  const Scores& scores;
  const Signals& signals;
  std::span<const Story> stories = {};  // by id
};

struct WriteOptions {
  unsigned threads = 0;  // 0 = as many as the machine has
  int keep = 10;         // editions that stay; 0 = all
  std::function<void(std::size_t done, std::size_t of)> progress = {};
  FileOps* files = nullptr;  // nullptr = the disk
  Examine examine = {};      // before anything is visible; its files become part of the edition
};

struct EditionWritten {
  std::string id;
  std::filesystem::path path;
  std::int64_t sequence = 0;
  bool existed = false;                         // this content was published before; `current` now points at it
  std::int64_t published = 0;                   // figures with a value (indicator × period × area)
  std::map<std::string, std::int64_t> without;  // figures without one, by published reason
  std::size_t catalogue_indicators = 0;         // of the ladder, variants not counted
  std::size_t indicators_with_figures = 0;      // of those
  std::array<std::size_t, 4> areas{};           // by AreaLevel
  Errors warnings;
};

Checked<EditionWritten> write_edition(const std::filesystem::path& editions, const EditionInput& input, const WriteOptions& options);

}  // namespace trede
