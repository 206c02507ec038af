// SPDX-License-Identifier: EUPL-1.2
#include "ingest/project.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/toml_reader.hpp"
#include "ingest/disclosure_reader.hpp"
#include "ingest/problem.hpp"
#include "ingest/project_reader.hpp"
#include "ingest/score_reader.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxProjectBytes = std::size_t{4} << 20;

std::optional<AreaCode> gemeente_code(std::string_view text) {
  const auto code = AreaCode::parse(text);
  if (!code || code->level() != AreaLevel::gemeente) return std::nullopt;
  return code;
}

class Loader {
 public:
  Loader(Project& project, TomlTable root, Errors& errors) : project_(project), root_(std::move(root)), errors_(errors) {}

  void load() {
    if (root_.required_integer("schema") != 1 && root_.has("schema")) {
      root_.problem("schema", "schema_unknown", "Deze versie van het formaat is onbekend. Deze trede leest schema = 1.",
                    "This version of the format is unknown. This trede reads schema = 1.");
    }
    if (auto monitor = root_.table("monitor")) {
      read_monitor(*monitor);
    } else if (!root_.has("monitor")) {
      root_.problem("monitor", "key_missing", "De tabel [monitor] ontbreekt.", "The table [monitor] is missing.");
    }
    const PathReader paths{project_.folder, errors_};
    for (TomlTable& table : root_.tables("division")) project_.divisions.push_back(read_division(table, paths));
    for (TomlTable& table : root_.tables("concordance")) project_.concordances.push_back(read_concordance(table, paths));
    for (TomlTable& table : root_.tables("source")) project_.sources.push_back(read_source(table, paths));
    if (auto disclosure = root_.table("disclosure")) read_disclosure(*disclosure, paths);
    read_own_areas();
    if (auto score = root_.table("score")) project_.score = read_score_settings(*score);
    if (auto build = root_.table("build")) {
      const auto keep = build->integer("keep");
      if (keep && (*keep < 1 || *keep > 10'000)) {
        build->problem("keep", "value_wrong", "Bewaar minstens 1 en hoogstens 10.000 edities.",
                       "Keep at least 1 and at most 10,000 editions.");
      } else if (keep) {
        project_.keep_editions = static_cast<int>(*keep);
      }
      build->done();
    }
    check_whole();
    root_.done();
  }

 private:
  void read_monitor(TomlTable& monitor) {
    project_.name = monitor.required_string("name");
    read_areas(monitor);
    project_.vintage = required_vintage(monitor, "vintage");
    if (auto periods = monitor.table("periods")) {
      project_.from = required_period(*periods, "from");
      project_.to = required_period(*periods, "to");
      if (!project_.from.empty() && !project_.to.empty() && project_.to < project_.from) {
        periods->problem("to", "periods_reversed", "De laatste periode (to) ligt voor de eerste (from).",
                         "The last period (to) lies before the first (from).");
      }
      periods->done();
    } else if (!monitor.has("periods")) {
      monitor.problem("periods", "key_missing", "periods = { from = \"…\", to = \"…\" } ontbreekt.",
                      "periods = { from = \"…\", to = \"…\" } is missing.");
    }
    read_reference(monitor);
    project_.fictional = monitor.boolean("fictional").value_or(false);
    if (monitor.has("languages")) {
      project_.languages = monitor.strings("languages");
      const std::set<std::string> seen(project_.languages.begin(), project_.languages.end());
      const bool known = std::all_of(seen.begin(), seen.end(), [](const std::string& l) { return l == "nl" || l == "en"; });
      if (!known || !seen.contains("nl") || seen.size() != project_.languages.size()) {
        monitor.problem("languages", "value_wrong", "Kies [\"nl\"] of [\"nl\", \"en\"].", "Choose [\"nl\"] or [\"nl\", \"en\"].");
      }
    }
    read_contact(monitor);
    project_.salt = monitor.string("salt").value_or("");
    monitor.done();
  }

  void read_contact(TomlTable& monitor) {
    auto contact = monitor.table("contact");
    if (!contact) return;
    project_.contact_email = contact->string("email").value_or("");
    project_.contact_url = contact->string("url").value_or("");
    const std::string& email = project_.contact_email;
    const bool plain = email.find_first_of(" <>\"'?&") == std::string::npos;
    const std::size_t at = email.find('@');
    if (contact->has("email") && (!plain || at == 0 || at >= email.size() - 1 || at != email.rfind('@')))
      contact->problem("email", "value_wrong", "Schrijf een e-mailadres zoals monitor@gemeente.nl.",
                       "Write an e-mail address such as monitor@gemeente.nl.");
    if (contact->has("url") && !project_.contact_url.starts_with("https://"))
      contact->problem("url", "value_wrong", "Schrijf een adres dat met https:// begint.", "Write an address that begins with https://.");
    if (!contact->has("email") && !contact->has("url"))
      monitor.problem("contact", "key_missing", "Geef contact een email of een url.", "Give contact an email or a url.");
    contact->done();
  }

  void read_areas(TomlTable& monitor) {
    const std::vector<std::string> areas = monitor.strings("areas");
    if (areas.empty()) {
      monitor.problem("areas", "areas_missing", "Noem minstens één gemeente: areas = [\"GM0772\"], of [\"GM*\"] voor alle.",
                      "Name at least one gemeente: areas = [\"GM0772\"], or [\"GM*\"] for all.");
    }
    for (const std::string& area : areas) {
      if (area == "GM*") {
        project_.all_gemeenten = true;
      } else if (const auto code = gemeente_code(area)) {
        if (std::find(project_.gemeenten.begin(), project_.gemeenten.end(), *code) != project_.gemeenten.end()) {
          monitor.problem("areas", "areas_twice", fmt::format("{} staat twee keer in areas.", area),
                          fmt::format("{} is in areas twice.", area));
        } else {
          project_.gemeenten.push_back(*code);
        }
      } else {
        monitor.problem("areas", "areas_wrong",
                        fmt::format("{} is geen gemeentecode. Schrijf GM en vier cijfers, zoals GM0772.", display_name(area)),
                        fmt::format("{} is no gemeente code. Write GM and four digits, such as GM0772.", display_name(area)));
      }
    }
    std::sort(project_.gemeenten.begin(), project_.gemeenten.end());
    if (project_.all_gemeenten && !project_.gemeenten.empty()) {
      monitor.problem("areas", "areas_wrong", "GM* is alle gemeenten: noem er geen andere naast.",
                      "GM* is all gemeenten: name no others beside it.");
    }
  }

  void read_reference(TomlTable& monitor) {
    const std::string text = monitor.required_string("reference");
    if (text.empty()) return;
    const auto code = AreaCode::parse(text);
    const bool right = code && (code->str() == "NL00" || code->level() == AreaLevel::gemeente);
    const bool inside = right && (code->str() == "NL00" || project_.all_gemeenten ||
                                  std::find(project_.gemeenten.begin(), project_.gemeenten.end(), *code) != project_.gemeenten.end());
    if (!inside) {
      monitor.problem("reference", "reference_outside", "De referentie is NL00 of een van de gemeenten in areas.",
                      "The reference is NL00 or one of the gemeenten in areas.");
      return;
    }
    project_.reference = *code;
  }

  void read_disclosure(TomlTable& table, const PathReader& paths) {
    project_.disclosure = read_disclosure_rule(table, DisclosureConfig{}, errors_);
    project_.institutions = paths.read(table, "institutions", false);
    if (auto by_source = table.table("source")) {
      for (const std::string& id : by_source->keys()) {
        auto inner = by_source->table(id);
        if (!inner) continue;
        // A source starts from the project's rule, without its reason: each weakening is defended on its own.
        project_.disclosure_by_source[SourceId(id)] = read_disclosure_rule(*inner, project_.disclosure, errors_);
        inner->done();
        const bool known =
            std::any_of(project_.sources.begin(), project_.sources.end(), [&](const SourceConfig& s) { return s.id.str() == id; });
        if (!known) {
          by_source->problem(id, "source_unknown", fmt::format("{} is geen bron van dit project.", display_name(id)),
                             fmt::format("{} is no source of this project.", display_name(id)));
        }
      }
    }
    table.done();
  }

  void read_own_areas() {
    std::set<std::string> ids;
    for (TomlTable& table : root_.tables("own_area")) {
      OwnAreaConfig area = read_own_area(table);
      if (!area.id.empty() && !ids.insert(area.id).second) {
        table.problem("id", "own_area_twice", fmt::format("Het eigen gebied {} staat er twee keer.", display_name(area.id)),
                      fmt::format("The own area {} is there twice.", display_name(area.id)));
      }
      for (const AreaCode& code : area.areas) {
        const auto& ours = project_.gemeenten;
        if (project_.all_gemeenten || std::find(ours.begin(), ours.end(), code.gemeente()) != ours.end()) continue;
        table.problem("areas", "own_area_wrong", fmt::format("{} ligt in geen gemeente van dit project.", code.str()),
                      fmt::format("{} lies in no gemeente of this project.", code.str()));
      }
      project_.own_areas.push_back(std::move(area));
    }
  }

  [[nodiscard]] bool has_division(Vintage vintage) const {
    return std::any_of(project_.divisions.begin(), project_.divisions.end(), [&](const DivisionConfig& d) { return d.vintage == vintage; });
  }

  void check_whole() {
    const auto add = [&](const char* code, std::string nl, std::string en, const Where& where) {
      errors_.add(problem(code, std::move(nl), std::move(en), where));
    };
    if (project_.divisions.empty()) {
      add("project.division_missing", "Er is geen [[division]]: noem minstens één gebiedsindeling met een codelijst.",
          "There is no [[division]]: name at least one area division with a code list.", root_.where());
    } else if (project_.vintage.year != 0 && !has_division(project_.vintage)) {
      add("project.division_missing",
          fmt::format("Er is geen [[division]] met vintage = {}, de indeling waarin alles wordt getoond.", project_.vintage.year),
          fmt::format("There is no [[division]] with vintage = {}, the division in which everything is shown.", project_.vintage.year),
          root_.where("monitor"));
    }
    std::set<Vintage> vintages;
    for (const DivisionConfig& division : project_.divisions) {
      if (!vintages.insert(division.vintage).second) {
        add("project.division_twice", fmt::format("De indeling {} staat er twee keer.", division.vintage.year),
            fmt::format("The division {} is there twice.", division.vintage.year), division.where);
      }
      const bool known =
          division.inhabitants_source.empty() || std::any_of(project_.sources.begin(), project_.sources.end(),
                                                             [&](const SourceConfig& s) { return s.id == division.inhabitants_source; });
      if (!known) {
        add("project.source_unknown", fmt::format("{} is geen bron van dit project.", division.inhabitants_source.str()),
            fmt::format("{} is no source of this project.", division.inhabitants_source.str()), division.where);
      }
    }
    for (const ConcordanceConfig& edge : project_.concordances) {
      if (!has_division(edge.from) || !has_division(edge.to) || edge.from == edge.to) {
        add("project.concordance_wrong", "from en to moeten twee verschillende indelingen van dit project zijn.",
            "from and to must be two different divisions of this project.", edge.where);
      }
    }
    std::set<SourceId> sources;
    for (const SourceConfig& source : project_.sources) {
      if (!source.id.empty() && !sources.insert(source.id).second) {
        add("project.source_twice", fmt::format("De bron {} staat er twee keer. Zet alle bestanden bij één [[source]].", source.id.str()),
            fmt::format("The source {} is there twice. Put all files under one [[source]].", source.id.str()), source.where);
      }
      const auto& ours = project_.gemeenten;
      if (source.gemeente && !project_.all_gemeenten && std::find(ours.begin(), ours.end(), *source.gemeente) == ours.end()) {
        add("project.source_gemeente_unknown", fmt::format("{} staat niet in areas van dit project.", source.gemeente->str()),
            fmt::format("{} is not in areas of this project.", source.gemeente->str()), source.where);
      }
    }
  }

  Project& project_;
  TomlTable root_;
  Errors& errors_;
};

}  // namespace

std::optional<AreaCode> gemeente_of(const Project& project, const SourceConfig& source) {
  if (source.gemeente) return source.gemeente;
  if (project.all_gemeenten || project.gemeenten.size() != 1) return std::nullopt;
  return project.gemeenten.front();
}

Checked<Project> load_project(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "monitor.toml";
  auto bytes = read_input(path, kMaxProjectBytes);
  if (!bytes) {
    bytes.error().where.file = display_name(path.string());
    return fail(std::move(bytes.error()));
  }
  Errors errors;
  const TomlFile file = TomlFile::parse(bytes->bytes, "monitor.toml", "project", errors);
  Project project;
  project.folder = folder;
  project.overrides = (folder / "catalogue").string();
  if (file.good()) Loader(project, file.root(), errors).load();
  if (errors.fatal()) {
    errors.sort();
    return tl::unexpected<Errors>(std::move(errors));
  }
  return project;
}

}  // namespace trede
