// SPDX-License-Identifier: EUPL-1.2
#include "ingest/register.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "ingest/problem.hpp"
#include "ingest/provenance.hpp"
#include "ingest/register_groups.hpp"
#include "ingest/register_load.hpp"
#include "ingest/rule_grid.hpp"
#include "ingest/rule_run.hpp"
#include "ingest/tables.hpp"
#include "ingest/wanted.hpp"

namespace trede {
namespace {

struct FileOfRegister {
  const SourceFileConfig* config = nullptr;
  LoadedRegister loaded;
};

// The periods of one kind that lie wholly within [first, last] and within the project.
std::vector<Period> periods_within(const Project& project, bool school_years, const Date& first, const Date& last) {
  std::vector<Period> out;
  for (int y = first.year; y <= last.year; ++y) {
    const Period period = school_years ? *Period::parse(fmt::format("{}/{}", y, y + 1)) : Period::year(y);
    if (period.begin() >= first && period.end() <= last && period.begin() >= project.from.begin() && period.end() <= project.to.end())
      out.push_back(period);
  }
  return out;
}

struct Counted {
  const Rule* rule;
  bool years, school_years;
  bool registrations;  // some indicator counts registrations, behind which may be fewer persons
  bool pooled;         // some indicator may be shown over several years together
};

class RegisterCounter {
 public:
  RegisterCounter(const Project& project, const Catalogue& catalogue, const Source& source, const SourceConfig& config,
                  const IngestOptions& options, Staging& staging, Errors& errors)
      : project_(project), catalogue_(catalogue), source_(source), config_(config), options_(options), staging_(staging), errors_(errors) {}

  void count() {
    gemeente_ = gemeente_of(project_, config_);
    if (!gemeente_) return;  // said already: project.source_gemeente_needed
    find_rules();
    if (rules_.empty()) {
      errors_.add(caution(
          "ingest.table.unused", fmt::format("De catalogus telt niets uit het register {}: het wordt niet gelezen.", source_.id.str()),
          fmt::format("The catalogue counts nothing from the register {}: it is not read.", source_.id.str()), config_.where));
      return;
    }
    std::map<Vintage, std::vector<const SourceFileConfig*>> by_division;
    Errors own;
    for (const SourceFileConfig& file : config_.files) {
      const AreaSet* division = division_of(staging_, nullptr, file, own);
      if (division != nullptr) by_division[division->vintage()].push_back(&file);
    }
    const bool fatal = own.fatal();
    errors_.add(std::move(own));
    if (fatal) return;
    std::set<Period> counted;
    for (const auto& [vintage, files] : by_division) {
      for (const Period& period : count_division(*staging_.division(vintage), files)) {
        if (counted.insert(period).second) continue;
        errors_.add(problem(
            "ingest.register.two_divisions",
            fmt::format(
                "De periode {} van {} staat in bestanden van twee indelingen. Zet period bij elk bestand, zodat elke periode één keer voorkomt.",
                period.str(), source_.id.str()),
            fmt::format("The period {} of {} is in files of two divisions. Put period with every file, so that each period is there once.",
                        period.str(), source_.id.str()),
            config_.where));
        break;
      }
    }
  }

 private:
  void find_rules() {
    std::map<std::string, Counted> kinds;
    for (const Mapping& mapping : mappings_to(catalogue_, source_.id)) {
      if (mapping.figures->rule.empty()) continue;
      const bool school = mapping.indicator != nullptr && mapping.indicator->periodicity == "school_year";
      Counted& kind = kinds[mapping.figures->rule];
      (school ? kind.school_years : kind.years) = true;
      if (mapping.indicator == nullptr) continue;
      kind.registrations = kind.registrations || mapping.indicator->counts == Counts::registrations;
      kind.pooled = kind.pooled || mapping.indicator->finest_level > AreaLevel::gemeente;
    }
    for (auto& [name, kind] : kinds) {
      kind.rule = catalogue_.rule(name);
      if (kind.rule == nullptr) {
        errors_.add(problem("ingest.rule.unknown", fmt::format("De telregel {} bestaat niet.", name),
                            fmt::format("The counting rule {} does not exist.", name), source_.where));
        continue;
      }
      rules_.push_back(kind);
    }
  }

  // Counts the files of one division; gives the periods that were counted.
  std::vector<Period> count_division(const AreaSet& division, const std::vector<const SourceFileConfig*>& files) {
    Duck duck(options_.threads);
    std::vector<FileOfRegister> loaded;
    bool complete = true;
    for (const SourceFileConfig* file : files) {
      RegisterFile in;
      in.project = &project_;
      in.source = &source_;
      in.file = file;
      in.division = &division;
      in.divisions = &staging_.divisions;
      Errors own;
      auto one = load_register(duck, in, fmt::format("bestand_{}", loaded.size()), options_, own);
      complete = complete && one.has_value() && !own.fatal();
      errors_.add(std::move(own));
      if (one) loaded.push_back({file, std::move(*one)});
    }
    for (const SourceFileConfig* file : files) {
      if (!file->period || !file->retrieved || file->period->end() <= *file->retrieved) continue;
      complete = false;
      errors_.add(problem(
          "ingest.register.period_future",
          fmt::format(
              "period loopt tot {}, maar het bestand is opgehaald op {}: over de dagen daarna zegt het niets. Zet period tot en met de laatste hele periode.",
              file->period->end().str(), file->retrieved->str()),
          fmt::format(
              "period runs until {}, but the file was retrieved on {}: of the days after it says nothing. Let period end with the last whole period.",
              file->period->end().str(), file->retrieved->str()),
          file->where));
    }
    if (!complete) return {};
    const auto gemeente = division.find(*gemeente_);
    if (!gemeente) {
      errors_.add(problem(
          "ingest.register.gemeente",
          fmt::format("De gemeente {} van {} bestaat niet in de indeling {} van dit bestand. Zet de goede vintage of gemeente.",
                      gemeente_->str(), source_.id.str(), division.vintage().year),
          fmt::format("The gemeente {} of {} does not exist in the division of {} of this file. Give the right vintage or gemeente.",
                      gemeente_->str(), source_.id.str(), division.vintage().year),
          files.front()->where));
      return {};
    }
    // Only the kinds of period that some rule asks for: every further period is counted by every rule, for nothing.
    const bool any_years = std::any_of(rules_.begin(), rules_.end(), [](const Counted& r) { return r.years; });
    const bool any_school_years = std::any_of(rules_.begin(), rules_.end(), [](const Counted& r) { return r.school_years; });
    const std::vector<Period> years = any_years ? covered(loaded, false) : std::vector<Period>{};
    const std::vector<Period> school_years = any_school_years ? covered(loaded, true) : std::vector<Period>{};
    std::vector<Period> all = years;
    all.insert(all.end(), school_years.begin(), school_years.end());
    make_periods(duck, all);
    make_ligging(duck, division, *gemeente);
    std::string extra, sql;
    for (const std::string& column : source_.register_columns.extra) extra += ", " + sql_name(column);
    for (std::size_t i = 0; i < loaded.size(); ++i) {
      sql += fmt::format("{}SELECT persoon, begin, einde, buurt{}, {}, {} FROM {}", i == 0 ? "" : " UNION ALL ", extra,
                         sql_name(kInstitutionOfRow), sql_name(kHouseholdOfRow), sql_name(fmt::format("bestand_{}", i)));
    }
    RegisterGroups groups(duck, sql, extra);
    duck.lock();
    std::vector<Staged> staged;
    std::vector<Period> counted;
    for (const Counted& rule : rules_) {
      std::vector<Period> periods;
      if (rule.years) periods.insert(periods.end(), years.begin(), years.end());
      if (rule.school_years) periods.insert(periods.end(), school_years.begin(), school_years.end());
      std::sort(periods.begin(), periods.end());
      if (periods.empty()) {
        errors_.add(problem(
            "ingest.register.no_period",
            fmt::format(
                "Het register {} dekt geen enkele hele periode van dit project voor de regel {}. Zet period en retrieved bij het bestand.",
                source_.id.str(), rule.rule->name),
            fmt::format("The register {} covers no whole period of this project for the rule {}. Put period and retrieved with the file.",
                        source_.id.str(), rule.rule->name),
            config_.where));
        continue;
      }
      counted.insert(counted.end(), periods.begin(), periods.end());
      RuleGrid grid(division, *gemeente, std::move(periods));
      if (auto table = stage(duck, grid, *rule.rule, all)) staged.push_back({&rule, std::move(grid), std::move(*table)});
    }
    add_groups(groups, staged, loaded);
    for (Staged& one : staged) hand_over(std::move(one.table), division, loaded);
    std::sort(counted.begin(), counted.end());
    counted.erase(std::unique(counted.begin(), counted.end()), counted.end());
    return counted;
  }

  std::vector<Period> covered(const std::vector<FileOfRegister>& files, bool school_years) {
    std::vector<Period> out;
    for (const FileOfRegister& file : files) {
      if (file.config->period) {
        const auto within = periods_within(project_, school_years, file.config->period->begin(), file.config->period->end());
        out.insert(out.end(), within.begin(), within.end());
        continue;
      }
      if (files.size() > 1) {
        errors_.add(problem(
            "ingest.register.period_needed",
            fmt::format(
                "Het register {} bestaat uit meer bestanden. Zet bij elk de periode die het volledig bevat, zoals period = \"2019-2023\".",
                source_.id.str()),
            fmt::format(
                "The register {} has several files. Put with each the period that it holds completely, such as period = \"2019-2023\".",
                source_.id.str()),
            file.config->where));
        continue;
      }
      out = assumed(file, school_years);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  std::vector<Period> assumed(const FileOfRegister& file, bool school_years) {
    // The first month may start with a few days without registrations.
    Date first = *file.loaded.first_begin;
    const bool early = school_years ? first.month == 8 : first.month == 1;
    if (early) first.day = 1;
    const Date last = file.config->retrieved ? *file.config->retrieved : *file.loaded.last_begin;
    std::vector<Period> periods = periods_within(project_, school_years, first, last);
    if (!school_years && !periods.empty()) {
      errors_.add(caution(
          "ingest.register.coverage_assumed",
          fmt::format(
              "Bij het register {} staat geen period. Aangenomen is dat het volledig is voor {} tot en met {}. Klopt dat niet, zet dan period bij het bestand.",
              source_.id.str(), periods.front().str(), periods.back().str()),
          fmt::format(
              "The register {} has no period. It is taken to be complete for {} up to and including {}. If that is not so, put period with the file.",
              source_.id.str(), periods.front().str(), periods.back().str()),
          file.config->where));
    }
    return periods;
  }

  // Zero where nobody was counted, in the register's own gemeente only: of other gemeenten there is no row at all. Nothing when the
  // rule's counts cannot be used.
  std::optional<StagedTable> stage(Duck& duck, const RuleGrid& grid, const Rule& rule, const std::vector<Period>& known) {
    auto counts = run_rule(duck, rule, false);
    if (!counts) {
      errors_.add(std::move(counts.error()));
      return std::nullopt;
    }
    StagedTable table;
    table.rule = rule.name;
    const bool share = !counts->empty() ? counts->front().noemer.has_value() : asks_share(duck, rule);
    grid.fill(table, share ? std::vector<std::string>{"aantal", "noemer"} : std::vector<std::string>{"aantal"});
    for (const RuleCount& count : *counts) {
      const auto place = grid.area(count.niveau, count.gebied);
      if (!place) {
        errors_.add(problem("ingest.rule.area", "Deze telregel geeft een niveau en gebied die niet in ligging staan.",
                            "This counting rule gives a niveau and gebied that are not in ligging.", rule.where));
        return std::nullopt;
      }
      const auto time = grid.period(count.periode);
      if (!time) {
        // A rule may see periods of the other kind (school years beside years): those are not its own.
        const auto period = Period::parse(count.periode);
        if (period && std::find(known.begin(), known.end(), *period) != known.end()) continue;
        errors_.add(problem("ingest.rule.period", "Deze telregel geeft een periode die niet in periode staat.",
                            "This counting rule gives a period that is not in periode.", rule.where));
        return std::nullopt;
      }
      table.columns[0].value[grid.row(*time, *place)] = static_cast<double>(count.aantal);
      if (share) table.columns[1].value[grid.row(*time, *place)] = static_cast<double>(*count.noemer);
    }
    return table;
  }

  struct Staged {
    const Counted* counted;
    RuleGrid grid;
    StagedTable table;
  };

  // Who is behind the counts, as far as the register says it and a disclosure rule asks it.
  void add_groups(RegisterGroups& groups, std::vector<Staged>& staged, const std::vector<FileOfRegister>& files) {
    const auto run = [&](const Rule& rule,
                         const std::vector<std::pair<std::string, std::string>>& windows = {}) -> std::vector<GroupCount> {
      auto counts = groups.run(rule, windows);
      if (counts) return std::move(*counts);
      errors_.add(std::move(counts.error()));
      return std::vector<GroupCount>{};
    };
    const bool institutions = std::any_of(files.begin(), files.end(), [](const FileOfRegister& f) { return f.loaded.institutions; });
    const bool households = std::all_of(files.begin(), files.end(), [](const FileOfRegister& f) { return f.loaded.households; });
    if (institutions) {
      groups.by(sql_name(kInstitutionOfRow), false);
      for (Staged& one : staged) one.grid.add_column(one.table, kLargestColumn, run(*one.counted->rule), &GroupCount::largest);
    }
    if (households) {
      groups.by(sql_name(kHouseholdOfRow), true);
      for (Staged& one : staged) one.grid.add_column(one.table, kHouseholdsColumn, run(*one.counted->rule), &GroupCount::groups);
    }
    for (Staged& one : staged) add_persons(groups, one, run);
  }

  template <class Run>
  void add_persons(RegisterGroups& groups, Staged& one, const Run& run) const {
    const int years = rule_of_source().pool_years;
    const Rule& rule = *one.counted->rule;
    const bool registrations = one.counted->registrations;
    std::vector<std::pair<std::string, std::string>> windows;
    if (one.counted->pooled && years > 1) windows = whole_windows(one.grid.periods(), years);
    if (windows.empty() && !registrations) return;
    const auto doubt = one.grid.in_doubt(one.table, years, rule_of_source().minimum_count, registrations);
    if (!doubt.empty()) groups.by("persoon", false, doubt);
    const std::vector<GroupCount> none;
    if (registrations) one.grid.add_column(one.table, kPersonsColumn, doubt.empty() ? none : run(rule), &GroupCount::groups);
    if (windows.empty()) return;
    one.grid.add_window_column(one.table, kWindowPersonsColumn, doubt.empty() ? none : run(rule, windows), years,
                               registrations ? kPersonsColumn : "aantal");
  }

  // The years that lie in a window of which every year was counted, each with its window.
  static std::vector<std::pair<std::string, std::string>> whole_windows(const std::vector<Period>& periods, int years) {
    std::map<Period, std::vector<Period>> inside;
    for (const Period& period : periods)
      if (period.kind() == PeriodKind::year) inside[window_of(period.first_year(), years)].push_back(period);
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [window, counted] : inside)
      if (counted.size() == static_cast<std::size_t>(years))
        for (const Period& period : counted) out.emplace_back(period.str(), window.str());
    return out;
  }

  [[nodiscard]] const DisclosureConfig& rule_of_source() const {
    const auto own = project_.disclosure_by_source.find(source_.id);
    return own == project_.disclosure_by_source.end() ? project_.disclosure : own->second;
  }

  void hand_over(StagedTable table, const AreaSet& division, const std::vector<FileOfRegister>& files) {
    std::int64_t rows = 0;
    std::set<std::string> hashes;
    for (const FileOfRegister& file : files) {
      rows += file.loaded.rows;
      hashes.insert(file.loaded.sha256);
    }
    // Several files: the hash of their hashes, in order of the hashes.
    std::string hash = *hashes.begin();
    if (hashes.size() > 1) {
      std::string joined;
      for (const std::string& one : hashes) joined += one;
      hash = sha256_hex(joined);
    }
    table.from = provenance_of(project_, source_, *files.front().config, files.front().config->table, division.vintage(), hash, rows);
    staging_.tables.push_back(std::move(table));
  }

  static bool asks_share(Duck& duck, const Rule& rule) {
    auto result = duck.query_select(rule.sql);
    return result && result->columns() == 5;
  }

  const Project& project_;
  const Catalogue& catalogue_;
  const Source& source_;
  const SourceConfig& config_;
  const IngestOptions& options_;
  Staging& staging_;
  Errors& errors_;
  std::vector<Counted> rules_;
  std::optional<AreaCode> gemeente_;
};

}  // namespace

void ingest_registers(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors) {
  std::vector<const SourceConfig*> ordered;
  for (const SourceConfig& config : project.sources) ordered.push_back(&config);
  std::sort(ordered.begin(), ordered.end(), [](const SourceConfig* a, const SourceConfig* b) { return a->id < b->id; });
  bool addresses = false;
  for (const SourceConfig* config : ordered) {
    const Source* source = catalogue.source(config->id);
    if (source == nullptr || source->kind != SourceKind::register_) continue;
    addresses = addresses || !source->register_columns.postcode.empty();
    RegisterCounter(project, catalogue, *source, *config, options, staging, errors).count();
  }
  if (!project.institutions.empty() && !addresses)
    errors.add(caution(
        "ingest.institution.unused",
        "Geen register van dit project heeft adressen: de lijst van instellingen doet niets. Zet columns = { institution = \"…\" } bij een register dat de instelling zelf noemt.",
        "No register of this project has addresses: the list of institutions does nothing. Put columns = { institution = \"…\" } with a register that names the institution itself.",
        {.file = "monitor.toml"}));
}

}  // namespace trede
