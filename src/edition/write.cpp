// SPDX-License-Identifier: EUPL-1.2
#include "edition/write.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "edition/parquet.hpp"
#include "edition/resources.hpp"
#include "edition/rows.hpp"
#include "edition/staging.hpp"
#include "edition/twins.hpp"
#include "story/resource.hpp"

namespace trede {
namespace {

constexpr double kMapToleranceM = 8;  // metres; invisible at the scale of a buurt

Checked<void> all_of(Result<void> done) {
  if (!done) return fail(done.error());
  return {};
}

class Parts {
 public:
  explicit Parts(const EditionView& view) : view_(view) {}

  std::vector<EditionPart> take() {
    add_tables();  // the longest work first
    add_tiles();
    add_maps();
    for (const AreaIndex gemeente : gemeenten())
      add_resource("scores/" + view_.in.areas.code(gemeente).str(), [this, gemeente] { return scores_resource(view_, gemeente); });
    add_resource("scoring", [this] { return scoring_resource(view_); });
    for (const AreaIndex gemeente : gemeenten())
      add_resource("profielen/" + view_.in.areas.code(gemeente).str(), [this, gemeente] { return profiel_resource(view_, gemeente); });
    for (const IndicatorView& one : view_.indicators)
      for (const AreaLevel level : kPublishedLevels)
        if (one.levels[at(level)])
          add_resource(fmt::format("waarnemingen/{}/{}", one.indicator->id.str(), to_string(level)),
                       [this, &one, level] { return waarnemingen_resource(view_, one, level); });
    add_resource("gebieden", [this] { return gebieden_resource(view_); });
    add_resource("eigen-gebieden", [this] { return eigen_gebieden_resource(view_); });
    add_resource("concordantie", [this] { return concordantie_resource(view_); });
    add_resource("ladder", [this] { return ladder_resource(view_); });
    add_resource("indicatoren", [this] { return indicatoren_resource(view_); });
    add_resource("bronnen", [this] { return bronnen_resource(view_); });
    add_resource("signalen", [this] { return signalen_resource(view_); });
    add_resource("vergelijkbaar", [this] { return vergelijkbaar_resource(view_); });
    add_resource("verhalen", [this] { return verhalen_resource(view_.in.stories); });
    for (const Story& story : view_.in.stories) add_resource("verhalen/" + story.id, [&story] { return verhaal_resource(story); });
    add_plain("rapport/bouw.json", [this] { return build_report(view_); });
    for (const auto& [path, bytes] : view_.in.catalogue.files) add_plain("catalogus/" + path, [&text = bytes] { return text; });
    return std::move(parts_);
  }

 private:
  using Render = std::function<std::string()>;

  void add_resource(const std::string& name, Render render) {
    parts_.push_back(
        {name, [name, render](EditionStaging& staging) { return all_of(add_with_twins(staging, "v1/" + name + ".json", render())); }});
  }
  void add_plain(const std::string& path, Render render) {
    parts_.push_back({path, [path, render](EditionStaging& staging) { return all_of(staging.add(path, render())); }});
  }

  void add_tables() {
    for (auto table = edition_tables().rbegin(); table != edition_tables().rend(); ++table) {
      const TableContract& contract = *table;
      add_plain(fmt::format("tabellen/{}.csv.gz", contract.name),
                [this, &contract] { return csv_gz(contract, *table_rows(contract, view_)); });
      const std::string path = fmt::format("tabellen/{}.parquet", contract.name);
      parts_.push_back({path, [this, &contract, path](EditionStaging& staging) -> Checked<void> {
                          const auto place = staging.reserve(path);
                          if (!place) return fail(place.error());
                          if (auto written = write_parquet(contract, *table_rows(contract, view_), *place); !written)
                            return fail(written.error());
                          return all_of(staging.adopt(path));
                        }});
    }
  }

  void add_map(const std::string& name, std::optional<AreaIndex> only) {
    parts_.push_back({"kaarten/" + name, [this, name, only](EditionStaging& staging) -> Checked<void> {
                        const std::string map = to_topojson(view_.in.areas, view_.in.shapes, kMapToleranceM, only);
                        if (auto added = staging.add("kaarten/" + name + ".topojson", map); !added) return fail(added.error());
                        return all_of(add_with_twins(staging, "v1/kaarten/" + name + ".json", map));
                      }});
  }
  void add_maps() {
    if (view_.in.shapes.empty()) return;
    const std::string vintage = fmt::format("{}", view_.in.areas.vintage().year);
    if (!view_.in.all_gemeenten) return add_map(vintage, std::nullopt);
    for (const AreaIndex gemeente : gemeenten()) add_map(vintage + "/" + view_.in.areas.code(gemeente).str(), gemeente);
  }

  // For the map of the whole country; one gemeente is drawn from its own map. In one part: the levels are simplified zoom after zoom.
  void add_tiles() {
    if (!has_tiles(view_)) return;
    parts_.push_back({"kaarten/tegels", [this](EditionStaging& staging) -> Checked<void> {
                        const TileSet set = make_tiles(view_.in.areas, view_.in.shapes, 1);
                        const std::string base = fmt::format("v1/kaarten/{}/tegels", view_.in.areas.vintage().year);
                        for (const Tile& tile : set.tiles) {
                          const auto& [level, z, x, y] = tile.address;
                          const std::string path = fmt::format("{}/{}/{}/{}/{}.mvt", base, to_string(level), z, x, y);
                          const auto added = tile.bytes.empty() ? staging.add(path, "") : add_with_twins(staging, path, tile.bytes);
                          if (!added) return fail(added.error());
                        }
                        return all_of(add_with_twins(staging, base + ".json", tegels_resource(view_, set)));
                      }});
  }

  [[nodiscard]] std::vector<AreaIndex> gemeenten() const {
    const auto run = view_.in.areas.run(AreaLevel::gemeente);
    std::vector<AreaIndex> all;
    for (AreaIndex area = run.first; area < run.last; ++area) all.push_back(area);
    return all;
  }

  const EditionView& view_;
  std::vector<EditionPart> parts_;
};

std::string slug_of(const EditionInput& input) {
  const auto run = input.areas.run(AreaLevel::gemeente);
  return slug(run.last - run.first == 1 ? input.areas.name(run.first) : input.name);
}

Manifest manifest_of(const EditionInput& input) {
  Manifest manifest;
  manifest.name = input.name;
  manifest.fictional = input.fictional;
  manifest.vintage = input.areas.vintage().year;
  manifest.catalogue_id = input.catalogue.id;
  manifest.catalogue_version = input.catalogue.version;
  manifest.catalogue_sha256 = input.catalogue.sha256;
  manifest.engine = TREDE_VERSION;
  for (const RuleUsed& rule : input.figures.rules()) manifest.rules.push_back({rule.source.str(), rule.rule});
  for (const PublishedSource& file : input.figures.sources()) {
    const Source* source = input.catalogue.source(file.source);
    manifest.sources.push_back({file.source.str(), file.table.str(), file.file, file.sha256, file.retrieved, file.modified,
                                source == nullptr ? std::string() : source->licence,
                                source == nullptr ? std::string() : std::string(published_word(source->access))});
  }
  return manifest;
}

EditionWritten summary(const EditionView& view, PublishedEdition&& published) {
  EditionWritten written;
  written.id = published.manifest.id;
  written.path = std::move(published.path);
  written.sequence = published.manifest.sequence;
  written.existed = published.existed;
  written.published = view.total.published;
  written.without = view.total.by_word();
  written.catalogue_indicators = view.in.catalogue.ladder_size();
  written.indicators_with_figures = view.ladder_with_figures();
  for (const AreaLevel level : kAreaLevels) written.areas[at(level)] = view.in.areas.run(level).last - view.in.areas.run(level).first;
  written.warnings = std::move(published.warnings);
  return written;
}

}  // namespace

Checked<EditionWritten> write_edition(const std::filesystem::path& editions, const EditionInput& input, const WriteOptions& options) {
  const EditionView view(input);
  EditionPlan plan;
  plan.manifest = manifest_of(input);
  plan.slug = slug_of(input);
  plan.editie_rest = editie_rest(view);
  Parts parts(view);
  plan.parts = parts.take();
  auto published =
      publish_edition(editions, std::move(plan), {options.threads, options.keep, options.progress, options.files, options.examine});
  if (!published) return tl::unexpected(std::move(published.error()));
  return summary(view, std::move(*published));
}

}  // namespace trede
