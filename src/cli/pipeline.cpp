// SPDX-License-Identifier: EUPL-1.2
#include "cli/pipeline.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "cli/share.hpp"
#include "story/read.hpp"

namespace trede::cli {
namespace {

constexpr double kGapTolerance = 25.0;  // m²: what is smaller is drawing noise

CodeListSpec code_list(const DivisionConfig& d) {
  return {d.codes_path, d.codes_code, d.codes_name, d.codes_delimiter, d.codes_encoding, d.codes_pad};
}

Checked<std::vector<ShapeLayer>> read_layers(const DivisionConfig& division, const AreaSet& areas) {
  std::vector<ShapeLayer> layers;
  Errors errors;
  for (const auto& [level, config] : division.levels) {
    auto layer = read_shapes({level, config.path, config.layer, config.code, config.name, division.crs}, areas);
    if (layer) layers.push_back(std::move(*layer));
    else errors.add(std::move(layer.error()));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return layers;
}

void warn(Errors& warnings, std::string code, std::string nl, std::string en) {
  warnings.add({std::move(code), Failure::input, std::move(nl), std::move(en), {}, Severity::warning});
}

// Borders that do not fit are told, not refused: the figures do not depend on them.
void check_borders(const AreaSet& areas, const std::vector<ShapeLayer>& layers, Errors& warnings) {
  const auto layer_of = [&](AreaLevel level) -> const ShapeLayer* {
    for (const ShapeLayer& l : layers)
      if (l.level == level) return &l;
    return nullptr;
  };
  for (const ShapeLayer& layer : layers) {
    const ShapeLayer* parents = layer.level == AreaLevel::buurt  ? layer_of(AreaLevel::wijk)
                                : layer.level == AreaLevel::wijk ? layer_of(AreaLevel::gemeente)
                                                                 : nullptr;
    const TopologyReport report = check_topology(areas, layer, parents, kGapTolerance);
    for (const auto& p : report.overlaps)
      warn(warnings, "area.overlap", fmt::format("{} en {} overlappen {:.0f} m².", areas.code(p.a).str(), areas.code(p.b).str(), p.area_m2),
           fmt::format("{} and {} overlap by {:.0f} m².", areas.code(p.a).str(), areas.code(p.b).str(), p.area_m2));
    for (const auto& p : report.gaps)
      warn(warnings, "area.gap",
           fmt::format("Tussen {} en {} zit een gat van {:.0f} m².", areas.code(p.a).str(), areas.code(p.b).str(), p.area_m2),
           fmt::format("Between {} and {} is a gap of {:.0f} m².", areas.code(p.a).str(), areas.code(p.b).str(), p.area_m2));
    for (const auto& o : report.not_contained)
      warn(warnings, "area.not_contained",
           fmt::format("{} steekt {:.0f} m² buiten {}.", areas.code(o.child).str(), o.area_m2, areas.code(o.parent).str()),
           fmt::format("{} sticks {:.0f} m² out of {}.", areas.code(o.child).str(), o.area_m2, areas.code(o.parent).str()));
    for (const AreaIndex a : report.without_shape)
      warn(warnings, "area.without_shape", fmt::format("{} heeft geen vlak en staat niet op de kaart.", areas.code(a).str()),
           fmt::format("{} has no polygon and is not on the map.", areas.code(a).str()));
  }
}

Checked<void> read_areas(Prepared& p) {
  Errors errors;
  std::vector<std::vector<ShapeLayer>> layers(p.project.divisions.size());
  for (std::size_t i = 0; i < p.project.divisions.size(); ++i) {
    const DivisionConfig& config = p.project.divisions[i];
    auto rows = read_code_list(code_list(config), p.project.gemeenten);
    if (!rows) {
      errors.add(std::move(rows.error()));
      continue;
    }
    auto areas = AreaSet::build(config.vintage, std::move(*rows));
    if (!areas) {
      errors.add(std::move(areas.error()));
      continue;
    }
    auto shapes = read_layers(config, *areas);
    if (shapes) layers[i] = std::move(*shapes);
    else errors.add(std::move(shapes.error()));
    if (config.vintage == p.project.vintage) p.own = p.divisions.size();
    p.divisions.push_back(std::move(*areas));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  for (std::size_t i = 0; i < p.divisions.size(); ++i) {
    if (i == p.own) continue;
    std::vector<OfficialEdge> official;
    for (const ConcordanceConfig& c : p.project.concordances) {
      if (c.from != p.divisions[i].vintage() || c.to != p.areas().vintage()) continue;
      auto edges = read_official_edges(c.path);
      if (edges) official = std::move(*edges);
      else errors.add(std::move(edges.error()));
    }
    p.concordances.push_back(find_concordance(p.divisions[i], p.areas(), layers[i], layers[p.own], official));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  p.shapes = std::move(layers[p.own]);
  check_borders(p.areas(), p.shapes, p.warnings);
  return {};
}

}  // namespace

Checked<Prepared> prepare(const std::filesystem::path& folder, Console& console) {
  Prepared p;
  if (!std::filesystem::is_regular_file(folder / "monitor.toml"))
    return fail({"project.absent",
                 Failure::usage,
                 "In deze map staat geen monitor.toml. Noem een projectmap, of maak er een met trede init.",
                 "There is no monitor.toml in this folder. Name a project folder, or make one with trede init.",
                 {.file = folder.string()}});
  console.begin("catalogue", "Catalogus en monitor.toml lezen", "Reading the catalogue and monitor.toml");
  Errors errors;
  auto project = load_project(folder);
  if (project) p.project = std::move(*project);
  else errors.add(std::move(project.error()));
  const std::string overrides = project ? p.project.overrides : std::string();
  auto catalogue = load_catalogue((share_folder() / "catalogue").string(), overrides);
  if (catalogue) p.catalogue = std::move(*catalogue);
  else errors.add(std::move(catalogue.error()));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  p.project.score = scored_with(std::move(p.project.score), p.catalogue.score);
  console.end();
  console.begin("areas", "Gebieden en indelingen lezen", "Reading areas and divisions");
  if (auto done = read_areas(p); !done) return tl::unexpected(std::move(done.error()));
  console.end();
  return p;
}

Checked<Staging> read_sources(const Prepared& prepared, unsigned threads, Console& console) {
  console.begin("ingest", "Bronnen lezen en controleren", "Reading and checking the sources");
  IngestOptions options;
  options.threads = threads;
  auto staging = ingest(prepared.project, prepared.catalogue, prepared.divisions, options);
  if (staging) console.end();
  return staging;
}

Checked<std::vector<Story>> stories(const Prepared& prepared, Console& console) {
  console.begin("stories", "Verhalen lezen", "Reading the stories");
  auto read = read_stories(prepared.project.folder, prepared.catalogue, prepared.areas());
  console.end();
  return read;
}

Errors check_rules(const Prepared& prepared) {
  Errors errors;
  std::set<std::string> used;
  for (const SourceConfig& s : prepared.project.sources)
    for (const Indicator& i : prepared.catalogue.indicators)
      for (const Figures& f : i.figures)
        if (f.source == s.id && !f.rule.empty()) used.insert(f.rule);
  for (const Rule& rule : prepared.catalogue.rules) {
    if (!used.contains(rule.name) || !rule.example) continue;
    auto counted = run_rule_example(rule);
    if (!counted) {
      errors.add(std::move(counted.error()));
      continue;
    }
    using Row = std::tuple<std::string, std::string, std::string, std::int64_t, std::int64_t>;
    std::multiset<Row> got, want;
    for (const RuleCount& c : *counted)
      if (c.aantal > 0 || c.noemer.value_or(0) > 0) got.emplace(c.niveau, c.gebied, c.periode, c.aantal, c.noemer.value_or(-1));
    for (const auto& e : rule.example->expect) want.emplace(e.niveau, e.gebied, e.periode, e.aantal, e.noemer.value_or(-1));
    if (got != want)
      errors.add({"rule.example_differs", Failure::input,
                  "De telregel geeft bij het uitgewerkte voorbeeld iets anders dan daar staat. Verbeter de regel of het voorbeeld.",
                  "The counting rule gives something else for its worked example than stands there. Correct the rule or the example.",
                  rule.where});
  }
  return errors;
}

}  // namespace trede::cli
