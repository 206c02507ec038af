// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/catalogue.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "catalogue/check.hpp"
#include "catalogue/links.hpp"
#include "catalogue/read.hpp"

namespace trede {
namespace fs = std::filesystem;

bool Leefgebied::applies(const TredeId& trede) const { return std::find(treden.begin(), treden.end(), trede) != treden.end(); }

FigureColumns Figures::for_table(const TableId& table) const {
  FigureColumns out = columns;
  const auto own = by_table.find(table);
  if (own == by_table.end()) return out;
  const FigureColumns& o = own->second;
  if (o.value || !o.numerator.empty() || !o.product.empty()) {
    out.value = o.value;
    out.numerator = o.numerator;
    out.product = o.product;
  }
  if (o.complement) out.complement = o.complement;
  for (const auto& [key, value] : o.select) out.select[key] = value;
  return out;
}

const SourceTable* Source::table(const TableId& table_id) const {
  for (const SourceTable& t : tables)
    if (t.id == table_id) return &t;
  return nullptr;
}

namespace {
template <class List, class Id>
auto* find_by_id(List& list, const Id& id) {
  const auto it = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.id == id; });
  return it == list.end() ? nullptr : &*it;
}
}  // namespace

const Indicator* Catalogue::indicator(const IndicatorId& wanted) const { return find_by_id(indicators, wanted); }
const Source* Catalogue::source(const SourceId& wanted) const { return find_by_id(sources, wanted); }
const Denominator* Catalogue::denominator(const DenominatorId& wanted) const { return find_by_id(denominators, wanted); }
const Leefgebied* Catalogue::leefgebied(const LeefgebiedId& wanted) const { return find_by_id(leefgebieden, wanted); }

const Rule* Catalogue::rule(const std::string& name) const {
  const auto it = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == name; });
  return it == rules.end() ? nullptr : &*it;
}

int Catalogue::trede_order(const TredeId& wanted) const {
  for (std::size_t i = 0; i < treden.size(); ++i)
    if (treden[i].id == wanted) return static_cast<int>(i);
  return -1;
}

std::size_t Catalogue::ladder_size() const {
  return static_cast<std::size_t>(std::count_if(indicators.begin(), indicators.end(), [](const Indicator& i) { return i.in_ladder(); }));
}

ScoreSettings scored_with(ScoreSettings settings, const ScoreWeights& weights) {
  for (const auto& [id, weight] : weights.leefgebieden) settings.weights[id] = weight;
  for (const auto& [id, weight] : weights.treden) settings.treden[id] = weight;
  if (weights.total) settings.total = *weights.total;
  return settings;
}

namespace {

constexpr std::size_t kMaxCatalogueFile = std::size_t{4} << 20U;

// Regular files under `folder` with this ending, by path; "" ending = all.
std::vector<fs::path> files_in(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> out;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && name.ends_with(ending)) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

class Loader {
 public:
  Loader(fs::path shipped, fs::path overrides) : shipped_(std::move(shipped)), overrides_(std::move(overrides)) {}

  Checked<Catalogue> load() {
    one(shipped_ / "catalogue.toml", [this](TomlTable t) { read_ladder(t, draft_); });
    for (const auto& path : files_in(shipped_ / "leefgebieden", ".toml")) one(path, [this](TomlTable t) { read_leefgebied(t, draft_); });
    one(shipped_ / "context.toml", [this](TomlTable t) { read_context(t, draft_); });
    one(shipped_ / "denominators.toml", [this](TomlTable t) { read_denominators(t, draft_); });
    for (const auto& path : files_in(shipped_ / "sources", ".toml")) one(path, [this](TomlTable t) { read_source(t, draft_); });
    rules(shipped_ / "rules");
    if (!overrides_.empty()) {
      for (const auto& path : files_in(overrides_, ".toml")) one(path, [this](TomlTable t) { read_overrides(t, draft_); });
      rules(overrides_ / "rules");
    }
    std::stable_sort(draft_.catalogue.rules.begin(), draft_.catalogue.rules.end(),
                     [](const Rule& a, const Rule& b) { return a.name < b.name; });
    apply_overrides(draft_, errors_);
    if (!damaged_) check_catalogue(draft_.catalogue, errors_);  // a file that could not be read would give a flood of false references
    if (errors_.fatal()) {
      errors_.sort();
      return tl::unexpected(std::move(errors_));
    }
    add_implied_links(draft_.catalogue);
    seal();
    return std::move(draft_.catalogue);
  }

 private:
  // Path as shown and as kept in the edition: relative to its catalogue folder.
  std::string shown(const fs::path& path) const {
    std::error_code ignored;
    if (!overrides_.empty() && path.string().starts_with(overrides_.string()))
      return "project/" + fs::relative(path, overrides_, ignored).string();
    return fs::relative(path, shipped_, ignored).string();
  }

  std::optional<std::string> bytes_of(const fs::path& path) {
    auto file = read_input(path, kMaxCatalogueFile);
    if (!file) {
      Error error = file.error();
      error.where.file = shown(path);
      errors_.add(std::move(error));
      damaged_ = true;
      return std::nullopt;
    }
    draft_.catalogue.files.emplace_back(shown(path), file->bytes);
    return std::move(file->bytes);
  }

  template <class Read>
  void one(const fs::path& path, Read read) {
    const auto bytes = bytes_of(path);
    if (!bytes) return;
    const TomlFile file = TomlFile::parse(*bytes, shown(path), "catalogue", errors_);
    if (file.good()) read(file.root());
    else damaged_ = true;
  }

  void rules(const fs::path& folder) {
    for (const auto& path : files_in(folder, ".sql")) {
      Rule rule;
      rule.name = path.stem().string();
      rule.where = {.file = shown(path)};
      const auto sql = bytes_of(path);
      if (!sql) continue;
      rule.sql = *sql;
      rule.sha256 = sha256_hex(*sql);
      const fs::path example = folder / (rule.name + ".example.toml");
      if (!fs::exists(example)) {
        errors_.add({"catalogue.example_missing", Failure::input,
                     fmt::format("Bij deze telregel hoort een uitgewerkt voorbeeld: {}.example.toml.", rule.name),
                     fmt::format("This counting rule needs a worked example: {}.example.toml.", rule.name), rule.where});
      } else {
        one(example, [&](TomlTable t) { rule.example = read_rule_example(t, rule.name); });
      }
      auto& all = draft_.catalogue.rules;
      std::erase_if(all, [&](const Rule& r) { return r.name == rule.name; });  // a project's rule takes the place of the shipped one
      all.push_back(std::move(rule));
    }
  }

  void seal() {
    Catalogue& c = draft_.catalogue;
    std::sort(c.files.begin(), c.files.end());
    Sha256 hash;
    for (const auto& [path, bytes] : c.files) hash.update(fmt::format("{}\n{}\n", path, sha256_hex(bytes)));
    c.sha256 = hash.hex();
  }

  fs::path shipped_, overrides_;
  CatalogueDraft draft_;
  Errors errors_;
  bool damaged_ = false;
};

}  // namespace

Checked<Catalogue> load_catalogue(const std::string& shipped, const std::string& overrides) { return Loader(shipped, overrides).load(); }

}  // namespace trede
