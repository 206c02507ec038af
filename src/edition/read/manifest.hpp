// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The manifest of an edition: what it is, what it was made from, and the SHA-256 of every file in it. docs/formats/edition.md is the
// contract.
//
// The text is canonical: rendering what was parsed gives the same bytes, so nothing can be added, doubled or reordered unseen. The content
// hash is the SHA-256 of that text without the members id, sequence and content, and without the entries of the three files that repeat
// id and sequence (v1/editie.json and its twins); what those files say besides is covered by the member editie. So the id follows from the
// content, and one changed byte anywhere changes it. The sequence is outside the hash: two builds of the same input are the same edition.
//
// Errors: edition.manifest_missing, edition.manifest_damaged (no JSON, a member absent or of another type, paths unsorted or unsafe),
// edition.schema_newer (made by a later trede), edition.content_mismatch (edited after it was made), edition.wrong_id.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/disclosure_rule.hpp"
#include "base/error.hpp"

namespace trede {

// 2: every number of the rules. Schema 1 named minimum_count, minimum_denominator and minimum_respondents; it is read, and rendered, as it
// was.
inline constexpr int kEditionSchema = 2;
inline constexpr std::string_view kEditieResource = "v1/editie.json";  // and .br, .gz: the only files that hold id and sequence

struct ManifestFile {
  std::string path;  // relative, '/' between parts
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct ManifestSource {
  std::string source, table, file, sha256, retrieved, modified, licence, access;
};

// Every number of the rule, also those that were left at their default: what an edition was made with does not depend on the version.
// Of schema 1 only the three numbers that it named say something.
struct ManifestRule {
  std::string source;
  DisclosureConfig rule;
};

struct Manifest {
  int schema = kEditionSchema;
  std::string id;
  std::int64_t sequence = 0;
  std::string content;
  std::string name;
  bool fictional = false;
  int vintage = 0;
  std::string catalogue_id, catalogue_version, catalogue_sha256;
  std::string engine;
  std::string editie;  // SHA-256 of v1/editie.json without its id and volgnummer
  std::vector<ManifestRule> rules;
  std::vector<ManifestSource> sources;
  std::vector<ManifestFile> files;  // by path

  [[nodiscard]] const ManifestFile* file(std::string_view path) const;
};

// Lower-case letters, digits and single hyphens, at most 64 characters.
bool is_edition_id(std::string_view text);
// The text without {"id":"…","volgnummer":N, at its start; nullopt when it does not start so, or with another id or number.
std::optional<std::string_view> editie_without_identity(std::string_view json, std::string_view id, std::int64_t sequence);
// The canonical text.
std::string render_manifest(const Manifest& manifest);
// The content hash; id, sequence and content of the argument do not matter.
std::string content_hash(const Manifest& manifest);
// <slug>-<vintage>-<first 12 hex of the content hash>
std::string edition_id(std::string_view slug, int vintage, std::string_view content);

// Parses and checks the text on its own: schema, members, order of the files, content hash, id. `shown` is the file name for messages.
Checked<Manifest> parse_manifest(std::string_view text, const std::string& shown);
// Reads <edition>/manifest.json; a symbolic link or anything but a regular file is refused.
Checked<Manifest> read_manifest(const std::filesystem::path& edition);

struct EditionEntry {
  std::filesystem::path path;  // <editions>/<id>
  Manifest manifest;
};
struct EditionList {
  std::vector<EditionEntry> editions;  // newest (highest sequence) first, then by id
  Errors damaged;                      // folders whose manifest cannot be used, with the reason
};
// All editions in a folder; names that start with a dot (staging, lock) and the link `current` are passed over. A folder that does not
// exist has no editions.
EditionList list_editions(const std::filesystem::path& editions);
// What `current` points at, or nullopt when there is no such link. Errors: edition.current_broken (not a link to a folder beside it).
Result<std::optional<std::filesystem::path>> current_edition(const std::filesystem::path& editions);

}  // namespace trede
