// SPDX-License-Identifier: EUPL-1.2
#include "ingest/provenance.hpp"

#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "ingest/problem.hpp"

namespace trede {

namespace {
constexpr std::size_t kMaxMetadataBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxMetadataDepth = 64;
}  // namespace

Provenance provenance_of(const Project& project, const Source& source, const SourceFileConfig& file, const TableId& table, Vintage vintage,
                         std::string sha256, std::int64_t rows) {
  Provenance from;
  from.source = source.id;
  from.table = table;
  const bool open = source.access == Access::open;
  from.file = open ? display_name(std::filesystem::path(file.path).filename().string()) : std::string();
  from.sha256 = open ? std::move(sha256) : sha256_hex(project.salt + sha256);
  from.retrieved = file.retrieved;
  from.modified = file.modified;
  from.vintage = vintage;
  from.rows = rows;
  return from;
}

Result<std::string> modified_stamp(const SourceFileConfig& file) {
  if (!file.modified.empty() || file.metadata.empty()) return file.modified;
  auto input = read_input_inflated(file.metadata, kMaxMetadataBytes);
  const std::string shown = display_name(std::filesystem::path(file.metadata).filename().string());
  if (!input) {
    input.error().where.file = shown;
    return tl::unexpected(std::move(input.error()));
  }
  simdjson::dom::parser parser(kMaxMetadataBytes * 2);
  if (parser.allocate(input->bytes.size() + 1, kMaxMetadataDepth) == simdjson::SUCCESS) {
    simdjson::dom::element root;
    if (parser.parse(input->bytes).get(root) == simdjson::SUCCESS) {
      simdjson::dom::element first = root;
      // The catalogue's answer wraps the table in "value": [ … ].
      if (root["value"].at(0).get(first) != simdjson::SUCCESS) first = root;
      std::string_view stamp;
      if (first["Modified"].get(stamp) == simdjson::SUCCESS) return display_name(stamp);
    }
  }
  return fail_one(problem(
      "ingest.metadata.damaged", "Dit is geen metadata van CBS: er staat geen Modified in. Geef het juiste bestand, of zet modified.",
      "This is no metadata of CBS: there is no Modified in it. Give the right file, or set modified.", {.file = shown}));
}

void number_files(Staging& staging, const Catalogue& catalogue) {
  std::map<SourceId, std::set<std::string>> hashes;
  std::vector<Provenance*> all;
  for (StagedTable& table : staging.tables) all.push_back(&table.from);
  for (StagedSurvey& survey : staging.surveys) all.push_back(&survey.from);
  for (const Provenance* from : all) hashes[from->source].insert(from->sha256);
  for (Provenance* from : all) {
    const Source* source = catalogue.source(from->source);
    if (source == nullptr || source->access == Access::open) continue;
    const auto& own = hashes[from->source];
    from->file = fmt::format("{} #{}", from->source.str(), std::distance(own.begin(), own.find(from->sha256)) + 1);
  }
}

}  // namespace trede
