// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition_facts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <tuple>

#include "audit/edition_documents.hpp"
#include "base/compress.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/toml_reader.hpp"

namespace trede::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxTable = std::size_t{4} << 30U;
constexpr double kNotShown = -1.0;

// A small table of the edition, record by record; absent tables have no records (own areas came later).
template <class Each>
Errors each_record(const fs::path& edition, const std::string& name, Each each) {
  const fs::path path = edition / "tabellen" / (name + ".csv.gz");
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  auto file = read_input(path);
  if (!file) return Errors(file.error());
  auto text = gunzip(file->bytes, kMaxTable, path.string());
  if (!text) return Errors(text.error());
  auto csv = CsvReader::open(*text, {.delimiter = ';', .file = path.string()});
  if (!csv) return std::move(csv.error());
  while (csv->next()) each(*csv);
  return csv->take_errors();
}

std::string cell_of(const CsvReader& csv, std::string_view column) {
  const auto at = csv.column(column);
  return at ? std::string(csv.field(*at)) : std::string();
}

double number_of(const CsvReader& csv, std::string_view column) {
  const std::string text = cell_of(csv, column);
  double value = kNotShown;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && !text.empty() ? value : kNotShown;
}

std::optional<std::uint32_t> area_at(const PublishedAreas& areas, std::string_view code) {
  const auto at = std::lower_bound(areas.code.begin(), areas.code.end(), code);
  if (at == areas.code.end() || *at != code) return std::nullopt;
  return static_cast<std::uint32_t>(at - areas.code.begin());
}

double shown_or(double value) { return std::isnan(value) ? kNotShown : value; }

Cell cell_of(const EditionFigures& figures, std::size_t row) {
  if (figures.reason[row].empty()) return Cell::shown;
  if (figures.reason[row] == "niet_op_dit_niveau") return Cell::above_level;
  if (figures.status[row] == "achtergehouden") return Cell::withheld;
  if (figures.status[row] == "nvt") return Cell::nought;
  return Cell::absent;
}

void take_series(const EditionFigures& figures, EditionFacts& facts) {
  const std::size_t areas = facts.areas.code.size();
  std::map<std::tuple<std::uint32_t, std::uint32_t>, std::size_t> place;
  for (std::size_t row = 0; row < figures.size(); ++row) {
    const auto period = Period::parse(figures.periods[figures.period[row]]);
    if (!period) continue;
    const auto [at, fresh] = place.try_emplace({figures.indicator[row], figures.period[row]}, facts.series.size());
    if (fresh) {
      AuditedSeries one;
      one.indicator = figures.indicators[figures.indicator[row]];
      one.source = figures.sources[figures.source[row]];
      one.period = *period;
      one.cell.assign(areas, Cell::none);
      for (auto* column : {&one.count, &one.base, &one.respondents}) column->assign(areas, kNotShown);
      for (auto* column : {&one.value, &one.lower, &one.upper}) column->assign(areas, std::nan(""));
      facts.series.push_back(std::move(one));
    }
    AuditedSeries& one = facts.series[at->second];
    const std::uint32_t area = figures.area[row];
    one.cell[area] = cell_of(figures, row);
    one.count[area] = shown_or(figures.numerator[row]);
    one.base[area] = shown_or(figures.denominator[row]);
    one.respondents[area] = shown_or(figures.respondents[row]);
    one.value[area] = figures.value[row];
    one.lower[area] = figures.lower[row];
    one.upper[area] = figures.upper[row];
  }
  std::sort(facts.series.begin(), facts.series.end(), [](const AuditedSeries& a, const AuditedSeries& b) {
    return std::tie(a.indicator, a.period) < std::tie(b.indicator, b.period);
  });
}

Errors take_indicators(const fs::path& edition, EditionFacts& facts) {
  return each_record(edition, "indicatoren", [&](const CsvReader& csv) {
    AuditedIndicator& one = facts.indicators[cell_of(csv, "indicator")];
    one.variant_of = cell_of(csv, "variant_van");
    one.unit = cell_of(csv, "eenheid");
    const std::string counts = cell_of(csv, "telt");
    one.events = counts != "personen" && counts != "huishoudens" && counts != "woningen" && counts != "respondenten";
    one.decimals = static_cast<int>(std::max(0.0, number_of(csv, "decimalen")));
  });
}

// "indicator" or "indicator:noemer".
AuditedTerm term_of(const std::string& text) {
  const auto colon = text.find(':');
  return {text.substr(0, colon), colon != std::string::npos};
}

// The catalogue as published says which indicators are sensitive, what they are divided by, and which counts are part of which.
void take_catalogue_file(std::string_view bytes, const std::string& shown, std::map<std::string, bool>& homes, EditionFacts& facts) {
  Errors errors;
  const TomlFile file = TomlFile::parse(bytes, shown, "audit", errors);
  TomlTable root = file.root();
  if (root.has("indicator")) {
    for (TomlTable& entry : root.tables("indicator")) {
      const std::string id = entry.string("id").value_or("");
      const std::string denominator = entry.string("denominator").value_or("");
      const bool sensitive = entry.boolean("sensitive").value_or(false);
      for (auto& [name, one] : facts.indicators) {
        if (name != id && one.variant_of != id) continue;
        one.sensitive = sensitive;
        one.denominator = denominator;
      }
    }
  }
  if (root.has("denominator")) {
    for (TomlTable& entry : root.tables("denominator")) {
      const std::string counts = entry.string("counts").value_or("");
      homes[entry.string("id").value_or("")] = counts == "households" || counts == "dwellings";
    }
  }
  if (root.has("source")) {
    if (auto source = root.table("source"); source && source->string("disclosure").value_or("") == "survey")
      facts.surveys.insert(source->string("id").value_or(""));
  }
  if (root.has("link")) {
    for (TomlTable& entry : root.tables("link")) {
      AuditedLink link;
      link.total = term_of(entry.string("total").value_or(""));
      for (const std::string& part : entry.strings("parts")) link.parts.push_back(term_of(part));
      link.rest = entry.boolean("rest").value_or(false);
      if (!link.total.indicator.empty() && !link.parts.empty()) facts.links.push_back(std::move(link));
    }
  }
}

void take_catalogue(const fs::path& edition, EditionFacts& facts) {
  std::error_code problem;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(edition / "catalogus", problem), end; !problem && at != end; at.increment(problem))
    if (at->path().extension() == ".toml") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  std::map<std::string, bool> homes;
  for (const fs::path& path : files)
    if (auto file = read_input(path)) take_catalogue_file(file->bytes, path.filename().string(), homes, facts);
  for (auto& [name, one] : facts.indicators) {
    const auto found = homes.find(one.denominator);
    one.homes = found != homes.end() && found->second;
    if (!one.variant_of.empty()) facts.links.push_back({{one.variant_of, false}, {{name, false}}, true});
  }
}

Errors take_own_areas(const fs::path& edition, EditionFacts& facts) {
  return each_record(edition, "eigen_gebieden", [&](const CsvReader& csv) {
    AuditedOwnArea own;
    own.id = cell_of(csv, "eigen_gebied");
    own.indicator = cell_of(csv, "indicator");
    const auto period = Period::parse(cell_of(csv, "periode"));
    if (!period || facts.rules.count(cell_of(csv, "bron")) == 0) return;
    own.period = *period;
    const std::string codes = cell_of(csv, "gebieden");
    for (std::size_t from = 0; from < codes.size();) {
      const std::size_t to = std::min(codes.find(' ', from), codes.size());
      if (const auto area = area_at(facts.areas, std::string_view(codes).substr(from, to - from))) own.areas.push_back(*area);
      from = to + 1;
    }
    own.shown = cell_of(csv, "reden").empty();
    own.count = number_of(csv, "teller");
    own.base = number_of(csv, "noemer");
    facts.own_areas.push_back(std::move(own));
  });
}

}  // namespace

const AuditedIndicator& EditionFacts::indicator(const std::string& name) const {
  static const AuditedIndicator none;
  const auto at = indicators.find(name);
  return at == indicators.end() ? none : at->second;
}

const DisclosureConfig& EditionFacts::rule(const std::string& source) const {
  static const DisclosureConfig defaults;
  const auto at = rules.find(source);
  return at == rules.end() ? defaults : at->second;
}

double EditionFacts::least_base(const AuditedSeries& one) const {
  const DisclosureConfig& used = rule(one.source);
  const AuditedIndicator& what = indicator(one.indicator);
  if (one.own_denominator || what.denominator.empty()) return std::max(used.minimum_count, 20);
  return what.homes ? used.minimum_denominator_dwellings : used.minimum_denominator;
}

Checked<EditionFacts> read_facts(const fs::path& edition, const Manifest& manifest) {
  FiguresWanted wanted;
  for (const ManifestRule& rule : manifest.rules) wanted.sources.push_back(rule.source);
  auto figures = read_figure_tables(edition, wanted, !wanted.sources.empty());
  if (!figures) return tl::unexpected(std::move(figures.error()));
  EditionFacts facts;
  facts.id = manifest.id;
  facts.vintage = manifest.vintage;
  for (const ManifestRule& rule : manifest.rules) facts.rules[rule.source] = rule.rule;
  facts.areas = figures->areas;
  facts.links_of_areas = figures->links;
  facts.children.resize(facts.areas.code.size());
  for (std::uint32_t area = 0; area < facts.areas.code.size(); ++area)
    if (facts.areas.parent[area] != PublishedAreas::kNoParent) facts.children[facts.areas.parent[area]].push_back(area);
  take_series(*figures, facts);
  Errors errors = take_indicators(edition, facts);
  take_catalogue(edition, facts);
  errors.add(take_own_areas(edition, facts));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  const std::map<std::string, Lineage> lineages = lineages_of(edition, facts);
  for (AuditedSeries& one : facts.series)
    if (const auto at = lineages.find(one.indicator); at != lineages.end()) one.own_denominator = at->second.own_denominator;
  std::map<std::string, std::string> by_rule;  // two indicators of one counting rule are the same count
  for (const auto& [indicator, lineage] : lineages) {
    if (lineage.rule.empty()) continue;
    const auto [first, fresh] = by_rule.try_emplace(lineage.rule, indicator);
    if (!fresh) facts.links.push_back({{first->second, false}, {{indicator, false}}, false});
  }
  return facts;
}

}  // namespace trede::audit
