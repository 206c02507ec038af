// SPDX-License-Identifier: EUPL-1.2
#include "serve/resource.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/ids.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kTagLength = 32;

// "gm0772" → "GM0772"; anything else stays itself.
std::string canonical_code(const std::string& segment) {
  std::string upper = segment;
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  return AreaCode::parse(upper) ? upper : segment;
}

std::string join(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) {
    if (!path.empty()) path += '/';
    path += canonical_code(segment);
  }
  return path;
}

EditionFile find_file(const std::shared_ptr<const Edition>& edition, const std::string& path) {
  const Manifest& manifest = edition->manifest();
  return {edition, manifest.file(path), manifest.file(path + ".br"), manifest.file(path + ".gz")};
}

Representation as_json(EditionFile file) {
  Representation json{"application/json", "application/json", file.identity->sha256.substr(0, kTagLength), "", nullptr, {}, nullptr};
  json.file = std::move(file);
  return json;
}

std::optional<Resource> single(Representation representation) {
  Resource resource;
  resource.representations.push_back(std::move(representation));
  resource.cache = kImmutable;
  return resource;
}

void add_csv(const EditionFile& file, const std::vector<std::string>& segments, Resource& resource) {
  const ManifestFile* areas = file.edition->manifest().file("v1/gebieden.json");
  if (areas == nullptr) return;
  Representation csv{"text/csv",
                     "text/csv; charset=utf-8; header=present",
                     file.identity->sha256.substr(0, kTagLength) + "-csv1",
                     fmt::format("{}-{}-{}.csv", file.edition->id(), segments[1], segments[2]),
                     nullptr,
                     {},
                     areas};
  csv.file = {file.edition, file.identity, nullptr, nullptr};
  resource.representations.push_back(std::move(csv));
}

// tabellen/waarnemingen-csv → tabellen/waarnemingen.csv.gz, tabellen/waarnemingen-parquet → tabellen/waarnemingen.parquet
std::optional<Resource> find_table(const std::shared_ptr<const Edition>& edition, const std::string& name) {
  struct Form {
    std::string_view ending, file, type;
  };
  for (const Form& form : {Form{"-csv", ".csv.gz", "application/gzip"}, Form{"-parquet", ".parquet", "application/vnd.apache.parquet"}}) {
    if (!name.ends_with(form.ending)) continue;
    const std::string table = name.substr(0, name.size() - form.ending.size()) + std::string(form.file);
    const ManifestFile* file = edition->manifest().file("tabellen/" + table);
    if (file == nullptr) return std::nullopt;
    Representation download{form.type, std::string(form.type), file->sha256.substr(0, kTagLength), edition->id() + "-" + table, nullptr, {},
                            nullptr};
    download.file = {edition, file, nullptr, nullptr};
    return single(std::move(download));
  }
  return std::nullopt;
}

// kaarten/{indeling}/tegels/{niveau}/{z}/{x}/{y}
std::optional<Resource> find_tile(const std::shared_ptr<const Edition>& edition, const std::vector<std::string>& segments) {
  EditionFile file = find_file(edition, "v1/" + join(segments) + ".mvt");
  if (file.identity == nullptr) return std::nullopt;
  constexpr std::string_view kType = "application/vnd.mapbox-vector-tile";
  Representation tile{kType, std::string(kType), file.identity->sha256.substr(0, kTagLength), "", nullptr, {}, nullptr};
  tile.file = std::move(file);
  return single(std::move(tile));
}

// The SHA-256 of a text in base 64 (RFC 4648), from its 32 bytes.
std::string sha256_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string hex = sha256_hex(text);
  const auto half = [&](std::size_t at) { return static_cast<unsigned>(hex[at] <= '9' ? hex[at] - '0' : hex[at] - 'a' + 10); };
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 6) {  // three bytes, four digits
    unsigned bits = 0;
    const std::size_t here = std::min<std::size_t>(6, hex.size() - at);
    for (std::size_t i = 0; i < 6; ++i) bits = bits << 4U | (i < here ? half(at + i) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i * 6 < here * 4 ? kDigits[bits >> (18 - 6 * i) & 0x3FU] : '=';
  }
  return out;
}

// privacy/rapport: JSON and HTML; privacy/dpia-bijlage: HTML. What an edition does not have is not there.
std::optional<Resource> find_privacy(const std::shared_ptr<const Edition>& edition, const std::string& name) {
  Resource resource;
  resource.cache = kImmutable;
  EditionFile json = find_file(edition, "privacy/" + name + ".json");
  if (json.identity != nullptr) resource.representations.push_back(as_json(std::move(json)));
  EditionFile html = find_file(edition, "privacy/" + name + ".html");
  if (html.identity != nullptr) {
    const auto text = edition->read_file(*html.identity);
    Representation page{"text/html", "text/html; charset=utf-8", html.identity->sha256.substr(0, kTagLength) + "-html", "", nullptr, {},
                        nullptr};
    if (text) page.styles = style_sources(*text);
    page.html = true;
    page.file = std::move(html);
    resource.representations.push_back(std::move(page));
  }
  if (resource.representations.empty()) return std::nullopt;
  return resource;
}

}  // namespace

std::string style_sources(std::string_view html) {
  constexpr std::string_view kOpen = "<style>", kClose = "</style>";
  std::string sources;
  for (std::size_t at = html.find(kOpen); at != std::string_view::npos; at = html.find(kOpen, at)) {
    at += kOpen.size();
    const std::size_t end = html.find(kClose, at);
    if (end == std::string_view::npos) break;
    if (!sources.empty()) sources += ' ';
    sources += "'sha256-" + sha256_base64(html.substr(at, end - at)) + "'";
  }
  return sources;
}

std::optional<Resource> find_resource(const std::shared_ptr<const Edition>& edition, const std::vector<std::string>& segments) {
  if (segments.size() == 2 && segments[0] == "tabellen") return find_table(edition, segments[1]);
  if (segments.size() == 2 && segments[0] == "privacy") return find_privacy(edition, segments[1]);
  if (segments.size() == 2 && segments[0] == "rapport") {
    EditionFile report = find_file(edition, "rapport/" + segments[1] + ".json");
    return report.identity != nullptr ? single(as_json(std::move(report))) : std::nullopt;
  }
  if (segments.size() == 7 && segments[0] == "kaarten" && segments[2] == "tegels") return find_tile(edition, segments);
  EditionFile file = find_file(edition, segments.empty() ? "v1/editie.json" : "v1/" + join(segments) + ".json");
  if (file.identity == nullptr && segments.size() >= 2 && segments[0] == "kaarten") file = find_file(edition, join(segments) + ".topojson");
  if (file.identity == nullptr) return std::nullopt;
  auto resource = single(as_json(file));
  if (segments.size() == 3 && segments[0] == "waarnemingen") add_csv(file, segments, *resource);
  return resource;
}

}  // namespace trede::serve
