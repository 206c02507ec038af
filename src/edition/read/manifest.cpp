// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/manifest.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxId = 64;
constexpr std::size_t kIdHashDigits = 12;

// A JSON string. Written out here because the hash of an edition must not depend on which of several right ways a library chooses.
std::string json_text(std::string_view text) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  std::string out = "\"";
  for (const char c : text) {
    if (const auto at = kShort.find(c); at != std::string_view::npos) out += {'\\', kLetters[at]};
    else if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else out += c;
  }
  return out += '"';
}

std::string render_rule_of_schema_1(const ManifestRule& of_source) {
  const DisclosureConfig& r = of_source.rule;
  return fmt::format(R"({{"source":{},"minimum_count":{},"minimum_denominator":{},"minimum_respondents":{},"reason":{},"approved_by":{}}})",
                     json_text(of_source.source), r.minimum_count, r.minimum_denominator, r.minimum_respondents, json_text(r.reason),
                     json_text(r.approved_by));
}

std::string render_rule(const ManifestRule& of_source) {
  const DisclosureConfig& r = of_source.rule;
  std::string out = fmt::format(
      R"({{"source":{},"minimum_count":{},"minimum_complement":{},"minimum_denominator":{},"minimum_denominator_dwellings":{},)",
      json_text(of_source.source), r.minimum_count, r.minimum_complement, r.minimum_denominator, r.minimum_denominator_dwellings);
  out += fmt::format(R"("minimum_households":{},"minimum_respondents":{},"minimum_answers":{},"group_share":{},"dominance":{},)",
                     r.minimum_households, r.minimum_respondents, r.minimum_answers, r.group_share, r.dominance);
  out += fmt::format(R"("width":{},"half_width":{},"method":{},"rounding_base":{},"level_share":{},"pool_years":{},)", r.width,
                     r.half_width, json_text(to_string(r.method)), r.rounding_base, r.level_share, r.pool_years);
  return out + fmt::format(R"("reason":{},"approved_by":{}}})", json_text(r.reason), json_text(r.approved_by));
}

std::string render_source(const ManifestSource& source) {
  return fmt::format(R"({{"source":{},"table":{},"file":{},"sha256":{},"retrieved":{},"modified":{},"licence":{},"access":{}}})",
                     json_text(source.source), json_text(source.table), json_text(source.file), json_text(source.sha256),
                     json_text(source.retrieved), json_text(source.modified), json_text(source.licence), json_text(source.access));
}

std::string render_file(const ManifestFile& file) {
  return fmt::format(R"({{"path":{},"bytes":{},"sha256":{}}})", json_text(file.path), file.bytes, json_text(file.sha256));
}

template <class Items, class Render>
std::string lines(const Items& items, Render render) {
  std::string out = "[";
  for (const auto& item : items) {
    out += out.size() == 1 ? "\n" : ",\n";
    out += render(item);
  }
  return out += ']';
}

// Everything after the head; without the files that repeat id and sequence when `for_content`.
std::string render_rest(const Manifest& manifest, bool for_content) {
  std::string out = fmt::format(
      "\"name\":{},\"fictional\":{},\"vintage\":{},\n\"catalogue\":{{\"id\":{},\"version\":{},\"sha256\":{}}},\n\"engine\":{},\n\"editie\":{},\n",
      json_text(manifest.name), manifest.fictional, manifest.vintage, json_text(manifest.catalogue_id),
      json_text(manifest.catalogue_version), json_text(manifest.catalogue_sha256), json_text(manifest.engine), json_text(manifest.editie));
  std::vector<ManifestFile> files;
  for (const ManifestFile& file : manifest.files)
    if (!for_content || !file.path.starts_with(kEditieResource)) files.push_back(file);
  out += "\"rules\":" + lines(manifest.rules, manifest.schema == 1 ? render_rule_of_schema_1 : render_rule) +
         ",\n\"sources\":" + lines(manifest.sources, render_source);
  out += ",\n\"files\":" + lines(files, render_file) + "}\n";
  return out;
}

}  // namespace

const ManifestFile* Manifest::file(std::string_view path) const {
  const auto at = std::lower_bound(files.begin(), files.end(), path, [](const ManifestFile& f, std::string_view p) { return f.path < p; });
  return at != files.end() && at->path == path ? &*at : nullptr;
}

bool is_edition_id(std::string_view text) {
  if (text.empty() || text.size() > kMaxId || text.front() == '-' || text.back() == '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    if (c == '-' && text[i - 1] == '-') return false;
  }
  return true;
}

std::optional<std::string_view> editie_without_identity(std::string_view json, std::string_view id, std::int64_t sequence) {
  const std::string head = fmt::format(R"({{"id":"{}","volgnummer":{},)", id, sequence);
  if (!json.starts_with(head)) return std::nullopt;
  return json.substr(head.size());
}

std::string render_manifest(const Manifest& manifest) {
  return fmt::format("{{\"schema\":{},\"id\":{},\"sequence\":{},\"content\":{},\n", manifest.schema, json_text(manifest.id),
                     manifest.sequence, json_text(manifest.content)) +
         render_rest(manifest, false);
}

std::string content_hash(const Manifest& manifest) {
  return sha256_hex(fmt::format("{{\"schema\":{},\n", manifest.schema) + render_rest(manifest, true));
}

std::string edition_id(std::string_view slug, int vintage, std::string_view content) {
  const std::string tail = fmt::format("-{}-{}", vintage, content.substr(0, kIdHashDigits));
  std::string name(slug.substr(0, kMaxId - tail.size()));
  while (!name.empty() && name.back() == '-') name.pop_back();
  return (name.empty() ? "editie" : name) + tail;
}

}  // namespace trede
