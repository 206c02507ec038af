// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/manifest.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/json_writer.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxId = 64;
constexpr std::size_t kIdHashDigits = 12;

std::string json_text(std::string_view text) {
  JsonWriter json;
  json.string(text);
  return json.take();
}

std::string render_rule(const ManifestRule& rule) {
  JsonWriter json;
  json.begin_object().field("source", rule.source).field_int("minimum_count", rule.minimum_count);
  json.field_int("minimum_denominator", rule.minimum_denominator).field_int("minimum_respondents", rule.minimum_respondents);
  json.field("reason", rule.reason).field("approved_by", rule.approved_by).end_object();
  return json.take();
}

std::string render_source(const ManifestSource& source) {
  JsonWriter json;
  json.begin_object().field("source", source.source).field("table", source.table).field("file", source.file);
  json.field("sha256", source.sha256).field("retrieved", source.retrieved).field("modified", source.modified);
  json.field("licence", source.licence).field("access", source.access).end_object();
  return json.take();
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
      json_text(manifest.name), manifest.fictional, manifest.vintage, json_text(manifest.catalogue_id), json_text(manifest.catalogue_version),
      json_text(manifest.catalogue_sha256), json_text(manifest.engine), json_text(manifest.editie));
  std::vector<ManifestFile> files;
  for (const ManifestFile& file : manifest.files)
    if (!for_content || !file.path.starts_with(kEditieResource)) files.push_back(file);
  out += "\"rules\":" + lines(manifest.rules, render_rule) + ",\n\"sources\":" + lines(manifest.sources, render_source);
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
  return fmt::format("{{\"schema\":{},\"id\":{},\"sequence\":{},\"content\":{},\n", manifest.schema, json_text(manifest.id), manifest.sequence,
                     json_text(manifest.content)) +
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
