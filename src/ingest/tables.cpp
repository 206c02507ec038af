// SPDX-License-Identifier: EUPL-1.2
#include "ingest/tables.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/toml_reader.hpp"
#include "ingest/odata_pages.hpp"
#include "ingest/problem.hpp"
#include "ingest/provenance.hpp"
#include "ingest/stage_table.hpp"
#include "ingest/unite.hpp"

namespace trede {
namespace {

struct Job {
  const Source* source = nullptr;
  const SourceFileConfig* file = nullptr;
  const SourceTable* table = nullptr;
  const AreaSet* division = nullptr;
  Wanted wanted;
  TableDraft draft;
  Errors errors;
  bool done = false;
};

void run(Job& job, const Project& project, const Staging& staging, const IngestOptions& options) {
  auto opened = [&]() -> Checked<OpenedRows> {
    switch (job.file->format) {
      case FileFormat::odata3: return open_odata(*job.file, options.max_field_bytes);
      case FileFormat::parquet: return open_parquet(*job.file, 1);
      case FileFormat::csv: break;
    }
    return open_csv(*job.file, options.max_field_bytes);
  }();
  if (!opened) {
    job.errors.add(std::move(opened.error()));
    return;
  }
  TableContext context;
  context.project = &project;
  context.source = job.source;
  context.table = job.table;
  context.file = job.file;
  context.division = job.division;
  context.divisions = &staging.divisions;
  context.wanted = &job.wanted;
  job.draft = stage_rows(std::move(*opened), context, job.errors);
  auto stamp = modified_stamp(*job.file);
  if (!stamp) job.errors.add(std::move(stamp.error()));
  if (job.errors.fatal()) return;
  sort_and_unite(job.draft, context.open(), job.errors);
  Provenance& from = job.draft.table.from;
  const TableId table = job.table != nullptr ? job.table->id : job.file->table;
  from = provenance_of(project, *job.source, *job.file, table, job.division->vintage(), std::move(from.sha256), from.rows);
  from.modified = std::move(*stamp);
  job.done = !job.errors.fatal();
}

auto order_key(const Job& job) {
  const StagedTable& table = job.draft.table;
  return std::make_tuple(table.from.source, table.from.table, table.from.vintage,
                         table.period.empty() ? std::string() : table.period.front().str(), table.from.sha256);
}

bool same_table(const Job& a, const Job& b) {
  return a.source == b.source && a.draft.table.from.table == b.draft.table.from.table &&
         a.draft.table.from.vintage == b.draft.table.from.vintage;
}

std::string row_key(const TableDraft& draft, std::size_t row) { return fmt::format("{}|{}", draft.table.area[row], draft.slot[row]); }

// The same figure in two files of one table: equal is a warning, different an error.
void check_between_files(const std::vector<Job*>& group, Errors& errors) {
  std::unordered_map<std::string, std::vector<std::pair<const TableDraft*, std::size_t>>> seen;
  for (Job* job : group) {
    TableDraft& draft = job->draft;
    bool warned = false;
    for (std::size_t row = 0; row < draft.table.area.size(); ++row) {
      auto& others = seen[row_key(draft, row)];
      for (const auto& [other, at] : others) {
        for (std::size_t c = 0; c < draft.table.columns.size(); ++c) {
          const StagedColumn& mine = draft.table.columns[c];
          const StagedColumn* theirs = other->table.column(mine.stem);
          if (theirs == nullptr) continue;
          const bool equal = theirs->value[at] == mine.value[row] && theirs->missing[at] == mine.missing[row];
          const Where where{.file = draft.shown, .line = draft.line[row], .column_name = display_name(mine.key)};
          if (!equal) {
            errors.add(problem(
                "ingest.table.duplicate",
                fmt::format("Dit cijfer staat ook in {}, met een andere waarde. Houd één bestand over.", display_name(other->shown)),
                fmt::format("This figure is also in {}, with another value. Keep one file.", display_name(other->shown)), where));
          } else if (!warned) {
            warned = true;
            errors.add(caution(
                "ingest.table.repeated_file",
                fmt::format("Cijfers uit dit bestand staan ook in {}, met dezelfde waarden. Ze tellen één keer.",
                            display_name(other->shown)),
                fmt::format("Figures of this file are also in {}, with the same values. They count once.", display_name(other->shown)),
                where));
          }
        }
      }
      others.emplace_back(&draft, row);
    }
  }
}

void find_uninhabited(const Project& project, const std::vector<Job*>& done, Staging& staging, Errors& errors) {
  for (std::size_t d = 0; d < staging.divisions.size(); ++d) {
    const AreaSet& division = staging.divisions[d];
    std::vector<std::uint8_t>& flags = staging.uninhabited[d];
    flags.assign(division.size(), 0);
    const auto config = std::find_if(project.divisions.begin(), project.divisions.end(),
                                     [&](const DivisionConfig& c) { return c.vintage == division.vintage(); });
    if (config == project.divisions.end() || config->inhabitants_column.empty()) continue;
    // The figures of the division's own year; when there are none, the newest.
    Period best;
    for (const bool pick : {false, true}) {
      for (const Job* job : done) {
        if (job->source->id != config->inhabitants_source || job->division != &division) continue;
        const StagedColumn* column = job->draft.table.column(config->inhabitants_column);
        if (column == nullptr) continue;
        for (std::size_t row = 0; row < column->value.size(); ++row) {
          const Period& period = job->draft.table.period[row];
          const Period own = Period::year(division.vintage().year);
          if (!pick) best = best.empty() || period == own || (best != own && best < period) ? period : best;
          else if (period == best && column->missing[row] == Missing::none &&
                   job->draft.null[static_cast<std::size_t>(column - job->draft.table.columns.data())][row] == 0 && column->value[row] == 0)
            flags[job->draft.table.area[row]] = 1;
        }
      }
    }
    if (best.empty()) {
      errors.add(caution("ingest.inhabitants.absent",
                         fmt::format("De kolom {} van {} is niet gevonden: welke gebieden in {} geen inwoners hebben is dus niet bekend.",
                                     config->inhabitants_column, config->inhabitants_source.str(), division.vintage().year),
                         fmt::format("The column {} of {} was not found: so it is not known which areas have no inhabitants in {}.",
                                     config->inhabitants_column, config->inhabitants_source.str(), division.vintage().year),
                         config->where));
    }
  }
}

std::vector<Job> plan_jobs(const Project& project, const Catalogue& catalogue, const Staging& staging, Errors& errors) {
  std::vector<Job> jobs;
  for (const SourceConfig& config : project.sources) {
    const Source* source = catalogue.source(config.id);
    if (source == nullptr || source->kind != SourceKind::table) continue;
    for (const SourceFileConfig& file : config.files) {
      Errors own;
      Job job;
      job.source = source;
      job.file = &file;
      job.table = table_of(*source, file, own);
      job.division = division_of(staging, job.table, file, own);
      job.wanted = wanted_of(catalogue, project, *source, job.table != nullptr ? job.table->id : file.table);
      if (!own.fatal() && job.wanted.columns.empty()) {
        errors.add(caution("ingest.table.unused",
                           fmt::format("De catalogus vraagt niets van deze tabel van {}: het bestand {} wordt niet gelezen.",
                                       source->id.str(), display_name(file.shown)),
                           fmt::format("The catalogue asks nothing of this table of {}: the file {} is not read.", source->id.str(),
                                       display_name(file.shown)),
                           file.where));
        continue;
      }
      const bool fatal = own.fatal();
      errors.add(std::move(own));
      if (!fatal) jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

}  // namespace

const SourceTable* table_of(const Source& source, const SourceFileConfig& file, Errors& errors) {
  if (source.tables.empty()) return nullptr;
  if (file.table.empty()) {
    if (source.tables.size() == 1) return &source.tables.front();
    errors.add(problem("ingest.table.unnamed", fmt::format("De bron {} heeft meer tabellen. Zet table bij dit bestand.", source.id.str()),
                       fmt::format("The source {} has several tables. Put table with this file.", source.id.str()), file.where));
    return nullptr;
  }
  const SourceTable* table = source.table(file.table);
  if (table == nullptr) {
    std::vector<std::string> known;
    for (const SourceTable& t : source.tables) known.push_back(t.id.str());
    const std::string near = nearest_word(file.table.str(), known);
    errors.add(problem("ingest.table.unknown",
                       fmt::format("De catalogus kent geen tabel {} van {}.{}", display_name(file.table.str()), source.id.str(),
                                   near.empty() ? "" : fmt::format(" Bedoelt u {}?", near)),
                       fmt::format("The catalogue knows no table {} of {}.{}", display_name(file.table.str()), source.id.str(),
                                   near.empty() ? "" : fmt::format(" Did you mean {}?", near)),
                       file.where));
  }
  return table;
}

const AreaSet* division_of(const Staging& staging, const SourceTable* table, const SourceFileConfig& file, Errors& errors) {
  const auto vintage = file.vintage ? file.vintage : (table != nullptr ? table->vintage : std::nullopt);
  if (!vintage) {
    errors.add(problem("ingest.vintage.missing", "Van welke gebiedsindeling zijn de codes in dit bestand? Zet vintage = het jaar.",
                       "Of which area division are the codes in this file? Set vintage = the year.", file.where));
    return nullptr;
  }
  const AreaSet* division = staging.division(*vintage);
  if (division == nullptr) {
    errors.add(problem(
        "ingest.vintage.unknown",
        fmt::format("Dit bestand is van de indeling {}, maar daarvan is er geen [[division]]. Voeg de codelijst toe.", vintage->year),
        fmt::format("This file is of the division of {}, but there is no [[division]] of it. Add its code list.", vintage->year),
        file.where));
  }
  return division;
}

void ingest_tables(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors) {
  std::vector<Job> jobs = plan_jobs(project, catalogue, staging, errors);
  parallel_for(jobs.size(), options.threads, [&](std::size_t i) { run(jobs[i], project, staging, options); });
  std::vector<Job*> done;
  for (Job& job : jobs) {
    errors.add(std::move(job.errors));
    if (job.done) done.push_back(&job);
  }
  std::sort(done.begin(), done.end(), [](const Job* a, const Job* b) { return order_key(*a) < order_key(*b); });
  find_uninhabited(project, done, staging, errors);
  for (std::size_t first = 0; first < done.size();) {
    std::size_t last = first;
    while (last < done.size() && same_table(*done[first], *done[last])) ++last;
    const std::vector<Job*> group(done.begin() + static_cast<std::ptrdiff_t>(first), done.begin() + static_cast<std::ptrdiff_t>(last));
    std::vector<TableDraft*> pages;
    FilledColumns filled;
    std::int64_t selected_pages = 0;
    for (Job* job : group) {
      for (const auto& [slot, stems] : job->draft.filled) filled[slot].insert(stems.begin(), stems.end());
      const bool page = job->file->format == FileFormat::odata3;
      if (page) pages.push_back(&job->draft);
      if (page) selected_pages += job->draft.selected_rows;
      if (!page && job->draft.selected_rows == 0) errors.add(no_selected_rows(job->draft.shown));
    }
    check_pages(pages, errors);
    if (!pages.empty() && selected_pages == 0) errors.add(no_selected_rows(pages.front()->shown));
    if (group.size() > 1) check_between_files(group, errors);
    std::vector<StagedTable> parts;
    const std::size_t division = static_cast<std::size_t>(group.front()->division - staging.divisions.data());
    for (Job* job : group) {
      resolve_nulls(job->draft, *job->source, filled, staging.uninhabited[division]);
      parts.push_back(std::move(job->draft.table));
    }
    for (StagedTable& table : unite_parts(std::move(parts))) staging.tables.push_back(std::move(table));
    first = last;
  }
}

}  // namespace trede
