// SPDX-License-Identifier: EUPL-1.2
#include <functional>
#include <limits>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/text.hpp"
#include "edition/read/manifest.hpp"
#include "edition/read/problems.hpp"

namespace trede {
namespace {

using simdjson::dom::element;

constexpr std::size_t kMaxDepth = 8;

// Takes members out of parsed JSON and remembers the first that is absent or of another type.
class Members {
 public:
  explicit Members(element root) : root_(root) {}

  void text(std::string_view name, std::string& out) {
    std::string_view value;
    if (root_.at_key(name).get_string().get(value) != simdjson::SUCCESS) return miss(name);
    out = value;
  }
  void whole(std::string_view name, std::int64_t& out) {
    if (root_.at_key(name).get_int64().get(out) != simdjson::SUCCESS || out < 0) miss(name);
  }
  void number(std::string_view name, int& out) {
    std::int64_t value = 0;
    whole(name, value);
    if (value > std::numeric_limits<int>::max()) return miss(name);
    out = static_cast<int>(value);
  }
  void fraction(std::string_view name, double& out) {
    if (root_.at_key(name).get_double().get(out) != simdjson::SUCCESS || !(out >= 0.0 && out <= 1.0)) miss(name);
  }
  void truth(std::string_view name, bool& out) {
    if (root_.at_key(name).get_bool().get(out) != simdjson::SUCCESS) miss(name);
  }
  template <class Each>
  void list(std::string_view name, Each each) {
    simdjson::dom::array items;
    if (root_.at_key(name).get_array().get(items) != simdjson::SUCCESS) return miss(name);
    for (const element item : items) {
      Members members(item);
      each(members);
      if (!members.missed().empty()) miss(fmt::format("{}.{}", name, members.missed()));
    }
  }
  void object(std::string_view name, const std::function<void(Members&)>& inside) {
    element found;
    if (root_.at_key(name).get(found) != simdjson::SUCCESS) return miss(name);
    Members members(found);
    inside(members);
    if (!members.missed().empty()) miss(fmt::format("{}.{}", name, members.missed()));
  }
  void miss(std::string_view name) {
    if (missed_.empty()) missed_ = name;
  }
  [[nodiscard]] const std::string& missed() const { return missed_; }

 private:
  element root_;
  std::string missed_;
};

void take_rule_of_schema_1(Members& json, std::vector<ManifestRule>& rules) {
  ManifestRule rule;
  json.text("source", rule.source);
  json.number("minimum_count", rule.rule.minimum_count);
  json.number("minimum_denominator", rule.rule.minimum_denominator);
  json.number("minimum_respondents", rule.rule.minimum_respondents);
  json.text("reason", rule.rule.reason);
  json.text("approved_by", rule.rule.approved_by);
  rules.push_back(std::move(rule));
}

void take_rule(Members& json, std::vector<ManifestRule>& rules) {
  ManifestRule rule;
  DisclosureConfig& r = rule.rule;
  std::string method;
  json.text("source", rule.source);
  json.number("minimum_count", r.minimum_count);
  json.number("minimum_complement", r.minimum_complement);
  json.number("minimum_denominator", r.minimum_denominator);
  json.number("minimum_denominator_dwellings", r.minimum_denominator_dwellings);
  json.number("minimum_households", r.minimum_households);
  json.number("minimum_respondents", r.minimum_respondents);
  json.number("minimum_answers", r.minimum_answers);
  json.fraction("group_share", r.group_share);
  json.fraction("dominance", r.dominance);
  json.number("width", r.width);
  json.fraction("half_width", r.half_width);
  json.text("method", method);
  json.number("rounding_base", r.rounding_base);
  json.fraction("level_share", r.level_share);
  json.number("pool_years", r.pool_years);
  json.text("reason", r.reason);
  json.text("approved_by", r.approved_by);
  if (const auto known = parse_protection_method(method)) r.method = *known;
  else json.miss("method");
  rules.push_back(std::move(rule));
}

void take_source(Members& json, std::vector<ManifestSource>& sources) {
  ManifestSource source;
  json.text("source", source.source);
  json.text("table", source.table);
  json.text("file", source.file);
  json.text("sha256", source.sha256);
  json.text("retrieved", source.retrieved);
  json.text("modified", source.modified);
  json.text("licence", source.licence);
  json.text("access", source.access);
  sources.push_back(std::move(source));
}

void take_file(Members& json, std::vector<ManifestFile>& files) {
  ManifestFile file;
  std::int64_t bytes = 0;
  json.text("path", file.path);
  json.whole("bytes", bytes);
  json.text("sha256", file.sha256);
  file.bytes = static_cast<std::uint64_t>(bytes);
  files.push_back(std::move(file));
}

// Fills everything but schema; gives the name of the first member that is wrong, or nothing.
std::string take(element root, Manifest& manifest) {
  Members json(root);
  std::int64_t vintage = 0;
  json.text("id", manifest.id);
  json.whole("sequence", manifest.sequence);
  json.text("content", manifest.content);
  json.text("name", manifest.name);
  json.truth("fictional", manifest.fictional);
  json.whole("vintage", vintage);
  json.object("catalogue", [&](Members& catalogue) {
    catalogue.text("id", manifest.catalogue_id);
    catalogue.text("version", manifest.catalogue_version);
    catalogue.text("sha256", manifest.catalogue_sha256);
  });
  json.text("engine", manifest.engine);
  json.text("editie", manifest.editie);
  const auto take_one = manifest.schema == 1 ? take_rule_of_schema_1 : take_rule;
  json.list("rules", [&](Members& item) { take_one(item, manifest.rules); });
  json.list("sources", [&](Members& item) { take_source(item, manifest.sources); });
  json.list("files", [&](Members& item) { take_file(item, manifest.files); });
  if (vintage > 9999) json.miss("vintage");
  manifest.vintage = static_cast<int>(vintage);
  return json.missed();
}

// A path that stays inside the edition: parts of plain characters, none hidden.
bool safe_path(std::string_view path) {
  if (path.empty() || path.size() > 1024 || path.back() == '/' || first_invalid_utf8(path) != std::string_view::npos) return false;
  bool at_start = true;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7f) return false;
    if (at_start && (c == '/' || c == '.')) return false;
    at_start = c == '/';
  }
  return path != "manifest.json";
}

bool files_in_order(const std::vector<ManifestFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!safe_path(files[i].path) || (i > 0 && !(files[i - 1].path < files[i].path))) return false;
  return true;
}

}  // namespace

Checked<Manifest> parse_manifest(std::string_view text, const std::string& shown) {
  Manifest manifest;
  simdjson::dom::parser parser;
  element root;
  if (parser.allocate(text.size() + 64, kMaxDepth) != simdjson::SUCCESS ||
      parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
    return fail(manifest_damaged(shown, "geen geldige JSON", "no valid JSON"));
  std::int64_t schema = 0;
  if (root.at_key("schema").get_int64().get(schema) != simdjson::SUCCESS || schema < 1)
    return fail(manifest_damaged(shown, "`schema` ontbreekt of klopt niet", "`schema` is absent or wrong"));
  if (schema > kEditionSchema) return fail(schema_newer(shown, schema));
  manifest.schema = static_cast<int>(schema);
  if (const std::string missed = take(root, manifest); !missed.empty())
    return fail(
        manifest_damaged(shown, fmt::format("`{}` ontbreekt of klopt niet", missed), fmt::format("`{}` is absent or wrong", missed)));
  if (!files_in_order(manifest.files))
    return fail(manifest_damaged(shown, "de paden zijn niet gesorteerd, dubbel of onveilig",
                                 "the paths are not sorted, occur twice or are unsafe"));
  if (render_manifest(manifest) != text)
    return fail(manifest_damaged(shown, "de tekst is niet de vorm waarin trede hem schrijft",
                                 "the text is not in the form in which trede writes it"));
  if (content_hash(manifest) != manifest.content) return fail(content_mismatch(shown));
  const std::string tail = fmt::format("-{}-{}", manifest.vintage, manifest.content.substr(0, 12));
  if (!is_edition_id(manifest.id) || !manifest.id.ends_with(tail)) return fail(wrong_id(shown));
  return manifest;
}

}  // namespace trede
