// SPDX-License-Identifier: EUPL-1.2
#include "ingest/register_load.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <unordered_map>

#include <fmt/format.h>
#include <zlib.h>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "ingest/address.hpp"
#include "ingest/area_match.hpp"
#include "ingest/pii.hpp"
#include "ingest/problem.hpp"
#include "ingest/row_source.hpp"

namespace trede {
namespace {

constexpr unsigned kPeekBytes = 1U << 20U;
// Keys of `columns` in monitor.toml.
constexpr const char* kInstitutionStem = "institution";
constexpr const char* kHouseholdStem = "household";
// Persons that may be citizen service numbers: eight to thirteen bytes that start with a digit or a space. The detector looks at the rest.
constexpr std::string_view kMaybeBsn = "strlen(persoon) BETWEEN 8 AND 13 AND persoon >= ' ' AND persoon < ':'";

// Where each part of a registration stands in the header.
struct Plan {
  std::size_t person = 0, begin = 0;
  std::optional<std::size_t> end, area, postcode, number, institution, household;
  std::vector<std::pair<std::string, std::size_t>> extra;  // name in the view, column; its values are checked when the catalogue lists them
};

Error no_person(Where w) {
  return problem("ingest.register.no_person", "Deze registratie heeft geen persoon. Vul het pseudoniem in.",
                 "This registration has no person. Fill in the pseudonym.", std::move(w));
}
Error no_begin(Where w) {
  return problem("ingest.register.no_begin", "Deze registratie heeft geen begindatum. Vul hem in.",
                 "This registration has no start date. Fill it in.", std::move(w));
}
Error bad_date(Where w) {
  return problem("ingest.register.bad_date", "Dit is geen bestaande datum in de vorm 2023-01-31 (vanaf 1900).",
                 "This is no existing date in the form 2023-01-31 (from 1900).", std::move(w));
}
Error end_first(Where w) {
  return problem("ingest.register.end_before_begin", "De einddatum ligt voor de begindatum.", "The end date lies before the start date.",
                 std::move(w));
}
Error in_future(Where w) {
  return problem("ingest.register.future",
                 "De begindatum ligt na de dag waarop het bestand is opgehaald (retrieved) of ver na het project.",
                 "The start date lies after the day on which the file was retrieved, or long after the project.", std::move(w));
}

Error unknown_value(Where w) {
  return problem(
      "ingest.register.value_unknown",
      "Deze waarde staat niet in values van de catalogus: geen regel zou haar tellen. Let op hoofdletters en spaties, en verbeter het uittreksel.",
      "This value is not in values of the catalogue: no rule would count it. Mind capitals and spaces, and correct the extract.",
      std::move(w));
}

class Loader {
 public:
  Loader(Duck& duck, const RegisterFile& file, std::string table, const IngestOptions& options, Errors& errors)
      : duck_(duck),
        in_(file),
        config_(*file.file),
        columns_(file.source->register_columns),
        table_(std::move(table)),
        options_(options),
        errors_(errors),
        matcher_(*file.division, *file.divisions, file.file->area_by, file.file->area_level.value_or(AreaLevel::buurt),
                 file.project->all_gemeenten) {}

  std::optional<LoadedRegister> load() {
    if (config_.format == FileFormat::odata3) {
      errors_.add(problem("ingest.register.format", "Een register is csv of parquet.", "A register is csv or parquet.", config_.where));
      return std::nullopt;
    }
    std::error_code ignored;
    const auto stamp = std::filesystem::last_write_time(config_.path, ignored);
    loaded_.table = table_;
    if (!config_.aliases.empty()) errors_.add(matcher_.read_aliases(config_.aliases, display_name(config_.aliases)));
    if (!columns_.postcode.empty()) read_addresses();
    // The hash is taken while DuckDB reads.
    auto hashing = std::async(std::launch::async, [path = config_.path] { return hash_input(path); });
    const bool fast = config_.format == FileFormat::csv && config_.dialect.encoding == Encoding::utf8 && config_.dialect.header;
    const bool done = fast && !errors_.fatal() && quickly();
    auto hash = hashing.get();
    if (!hash) {
      hash.error().where.file = config_.shown;
      errors_.add(std::move(hash.error()));
    }
    if (errors_.fatal()) return std::nullopt;
    loaded_.sha256 = std::move(*hash);
    if (!done && !carefully()) return std::nullopt;
    if (std::filesystem::last_write_time(config_.path, ignored) != stamp) {
      errors_.add(problem("base.file.changed", "Dit bestand is gewijzigd tijdens het lezen. Wacht tot het klaar is en probeer opnieuw.",
                          "This file changed while it was read. Wait until it is complete and try again.", {.file = config_.shown}));
      return std::nullopt;
    }
    return loaded_;
  }

 private:
  // ---- what stands where

  std::optional<Plan> plan(const std::vector<std::string>& header, Errors& errors) const {
    std::vector<std::string> missing;
    const auto look = [&](const std::string& name) -> std::optional<std::size_t> {
      const auto map = config_.columns.find(name);
      const std::string& wanted = map == config_.columns.end() ? name : map->second;
      const auto found = std::find(header.begin(), header.end(), wanted);
      if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
      missing.push_back(wanted);
      return std::nullopt;
    };
    Plan out;
    out.person = look(columns_.person).value_or(0);
    out.begin = look(columns_.start).value_or(0);
    if (!columns_.end.empty()) out.end = look(columns_.end);
    if (!columns_.postcode.empty()) {
      out.postcode = look(columns_.postcode);
      out.number = look(columns_.number);
    } else {
      out.area = look(columns_.area);
    }
    for (const std::string& name : columns_.extra) out.extra.emplace_back(name, look(name).value_or(0));
    if (config_.columns.contains(kInstitutionStem)) out.institution = look(kInstitutionStem);
    if (config_.columns.contains(kHouseholdStem)) out.household = look(kHouseholdStem);
    if (missing.empty()) return out;
    std::string list;
    for (const std::string& name : missing) list += (list.empty() ? "" : ", ") + display_name(name);
    errors.add(problem(
        "ingest.header.missing",
        fmt::format("Deze kolommen ontbreken in het register: {}. Heten ze anders? Zet dat in columns van dit bestand.", list),
        fmt::format("These columns are missing in the register: {}. Are they called otherwise? Say so in columns of this file.", list),
        {.file = config_.shown, .line = 1}));
    return std::nullopt;
  }

  // The catalogue's own columns may look like personal data; the person column may not be a BSN.
  std::set<std::string> exempt(const std::vector<std::string>& header, const Plan& plan) const {
    std::set<std::string> out;
    for (const auto& column : {plan.end, plan.area, plan.postcode, plan.number, plan.institution})
      if (column) out.insert(header[*column]);
    out.insert(header[plan.begin]);
    for (const auto& [name, column] : plan.extra) out.insert(header[column]);
    return out;
  }

  Date limit() const {
    if (config_.retrieved) return *config_.retrieved;
    return {static_cast<std::int16_t>(in_.project->to.last_year() + 1), 12, 31};
  }

  void read_addresses() {
    if (config_.addresses.empty()) {
      errors_.add(problem("ingest.address.missing",
                          "Dit register heeft adressen. Zet addresses = een csv met postcode;huisnummer;buurt bij het bestand.",
                          "This register has addresses. Put addresses = a csv of postcode;huisnummer;buurt with the file.", config_.where));
      return;
    }
    addresses_ = load_addresses(duck_, config_.addresses, *in_.division, table_ + "_adres", errors_);
    const std::string& list = in_.project->institutions;
    if (!list.empty()) institutions_ = load_institutions(duck_, list, table_ + "_instelling", errors_);
  }

  // ---- from rows of text to the table: the same SQL for both ways

  // DuckDB's cast alone would also take 2023-2-1 and 2023/02/01.
  static std::string begin_of(const std::string& text) {
    return fmt::format("CASE WHEN {0} LIKE '____-__-__' THEN TRY_CAST({0} AS DATE) END", text);
  }
  // An end that cannot be read becomes the first day of the calendar: it lies before every begin, and is found so.
  static std::string end_of(const std::string& text) {
    return fmt::format(
        "CASE WHEN {0} IS NULL THEN NULL WHEN {0} LIKE '____-__-__' THEN coalesce(TRY_CAST({0} AS DATE), DATE '0001-01-01') ELSE DATE '0001-01-01' END",
        text);
  }

  // `from` gives the columns of `header` as VARCHAR, empty as NULL.
  tl::expected<bool, DuckError> make_table(const std::string& from, const std::vector<std::string>& header, const Plan& plan) {
    const auto name = [&](std::size_t column) { return sql_name(header[column]); };
    std::string written = "''";
    if (plan.area)
      written = fmt::format("CASE WHEN {0} IS NULL THEN '' WHEN suffix({0}, ' ') THEN rtrim({0}) ELSE {0} END", name(*plan.area));
    if (plan.postcode) written = address_key_sql(name(*plan.postcode), name(*plan.number));
    std::string extra;
    for (const auto& [view_name, column] : plan.extra) extra += fmt::format(", {} AS {}", name(column), sql_name("x " + view_name));
    for (const auto& [column, view_name] : {std::pair{plan.institution, kInstitutionOfRow}, std::pair{plan.household, kHouseholdOfRow}})
      if (column) extra += fmt::format(", coalesce(trim({}), '') AS {}", name(*column), sql_name(view_name));
    const std::string end = plan.end ? end_of(name(*plan.end)) : "CAST(NULL AS DATE)";
    const std::string sql =
        fmt::format("CREATE TABLE {} AS SELECT {} AS persoon, {} AS begin, {} AS einde, {} AS geschreven{} FROM {}",
                    sql_name(table_ + "_rij"), name(plan.person), begin_of(name(plan.begin)), end, written, extra, from);
    auto made = duck_.query(sql);
    if (!made) return tl::unexpected<DuckError>(made.error());
    return true;
  }

  // One pass over the table for everything that can be wrong with it; true when all is well.
  bool all_is_well() {
    auto result = duck_.must(fmt::format(
        "SELECT count(*), count(*) FILTER (persoon IS NULL OR (persoon < '!' AND trim(persoon) = '')), count(*) FILTER (begin IS NULL OR begin < DATE '1900-01-01'), "
        "count(*) FILTER (einde < begin), count(*) FILTER (begin > DATE '{}'), count(*) FILTER ({}), CAST(min(begin) AS VARCHAR), CAST(max(begin) AS VARCHAR) FROM {}",
        limit().str(), kMaybeBsn, sql_name(table_ + "_rij")));
    if (!result.next_chunk()) return false;
    loaded_.rows = result.integer(0, 0).value_or(0);
    if (loaded_.rows == 0) return false;
    for (std::size_t c = 1; c < 5; ++c)
      if (result.integer(c, 0).value_or(1) != 0) return false;
    if (result.null(6, 0)) return false;
    loaded_.first_begin = Date::parse(result.text(6, 0));
    loaded_.last_begin = Date::parse(result.text(7, 0));
    return loaded_.first_begin && loaded_.last_begin && !(result.integer(5, 0).value_or(0) > 0 && persons_are_bsn());
  }

  bool persons_are_bsn() {
    PiiDetector detector({columns_.person}, {}, FeedKind::records, columns_.person);
    auto nine = duck_.must(fmt::format("SELECT persoon FROM {} WHERE {}", sql_name(table_ + "_rij"), kMaybeBsn));
    while (nine.next_chunk())
      for (std::size_t row = 0; row < nine.chunk_size(); ++row) detector.look(0, nine.text(0, row));
    return detector.verdict(config_.shown).fatal();
  }

  // Whether some extra column holds what the catalogue does not list. An empty field is NULL here.
  bool values_are_known() {
    std::string stray;
    for (const auto& [name, words] : columns_.values) {
      std::string list;
      for (const std::string& word : words) list += (list.empty() ? "" : ", ") + sql_text(word);
      stray += fmt::format("{}coalesce({}, '') NOT IN ({})", stray.empty() ? "" : " OR ", sql_name("x " + name), list);
    }
    if (stray.empty()) return true;
    auto found = duck_.must(fmt::format("SELECT 1 FROM {} WHERE {} LIMIT 1", sql_name(table_ + "_rij"), stray));
    return !found.next_chunk() || found.chunk_size() == 0;
  }

  // The view `table`: persoon, begin, einde, buurt, extra. False when some area cannot be placed.
  bool make_view(const Plan& plan) {
    std::string extra;
    for (const auto& [view_name, column] : plan.extra)
      extra += fmt::format(", r.{} AS {}", sql_name("x " + view_name), sql_name(view_name));
    const std::string rows = sql_name(table_ + "_rij");
    const auto group = [](std::string_view column, bool told) {
      return fmt::format(", {} AS {}", told ? "r." + sql_name(column) : "''", sql_name(column));
    };
    loaded_.institutions = plan.institution || !institutions_.empty();
    loaded_.households = plan.household.has_value();
    extra += group(kHouseholdOfRow, loaded_.households);
    if (plan.postcode) {
      // An address on the list decides; else what the register itself says.
      std::string join, institution = group(kInstitutionOfRow, plan.institution.has_value());
      if (!institutions_.empty()) {
        join = fmt::format(" LEFT JOIN {} i ON i.sleutel = r.geschreven", sql_name(institutions_));
        institution = fmt::format(", coalesce(i.instelling, {}) AS {}", plan.institution ? "r." + sql_name(kInstitutionOfRow) : "''",
                                  sql_name(kInstitutionOfRow));
      }
      duck_.must(fmt::format(
          "CREATE VIEW {} AS SELECT r.persoon, r.begin, r.einde, coalesce(a.buurt, '') AS buurt{}{} FROM {} r LEFT JOIN {} a ON a.sleutel = r.geschreven{}",
          sql_name(table_), extra, institution, rows, sql_name(addresses_), join));
      return true;
    }
    extra += group(kInstitutionOfRow, plan.institution.has_value());
    std::vector<std::pair<std::string, std::string>> map;
    bool same = true;
    auto distinct = duck_.must(fmt::format("SELECT DISTINCT geschreven FROM {}", rows));
    while (distinct.next_chunk()) {
      for (std::size_t row = 0; row < distinct.chunk_size(); ++row) {
        const std::string written(distinct.text(0, row));
        const auto placed = place(written);
        if (!placed) return false;
        same = same && *placed == written;
        map.emplace_back(written, *placed);
      }
    }
    if (same) {
      duck_.must(fmt::format("CREATE VIEW {} AS SELECT r.persoon, r.begin, r.einde, r.geschreven AS buurt{} FROM {} r", sql_name(table_),
                             extra, rows));
      return true;
    }
    const std::string mapped = sql_name(table_ + "_gebied");
    duck_.must(fmt::format("CREATE TABLE {} (geschreven VARCHAR, buurt VARCHAR)", mapped));
    Duck::Appender appender(duck_, table_ + "_gebied");
    for (const auto& [written, code] : map) appender.row({std::string_view(written), std::string_view(code)});
    appender.close();
    duck_.must(
        fmt::format("CREATE VIEW {} AS SELECT r.persoon, r.begin, r.einde, m.buurt{} FROM {} r JOIN {} m ON m.geschreven = r.geschreven",
                    sql_name(table_), extra, rows, mapped));
    return true;
  }

  // The buurt code of a text; '' when it is empty; a code outside the selection stays itself and is counted nowhere.
  std::optional<std::string> place(const std::string& written) {
    if (trim(written).empty()) return std::string();
    const AreaMatch match = matcher_.match(written);
    if (match.fault != AreaFault::none) return std::nullopt;
    return match.outside ? std::string("-") : in_.division->code(match.area).str();
  }

  // ---- the fast way

  bool quickly() {
    gzFile handle = gzopen(config_.path.c_str(), "rb");
    if (handle == nullptr) return false;
    const bool zipped = gzdirect(handle) == 0;
    std::string start(kPeekBytes, '\0');
    const int got = gzread(handle, start.data(), kPeekBytes);
    gzclose(handle);
    if (got <= 0) return false;
    start.resize(static_cast<std::size_t>(got));
    if (start.find('\0') != std::string::npos || start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return false;
    if (start.size() == kPeekBytes) start.resize(std::min(start.rfind('\n'), start.size()));
    CsvOptions csv_options;
    csv_options.delimiter = config_.dialect.delimiter;
    auto csv = CsvReader::open(start, csv_options);
    if (!csv) return false;
    Errors ignored;
    const auto where = plan(csv->header(), ignored);
    if (!where) return false;
    PiiDetector detector(csv->header(), exempt(csv->header(), *where), FeedKind::records, csv->header()[where->person]);
    while (csv->next())
      for (std::size_t c = 0; c < csv->size(); ++c) detector.look(c, csv->field(c));
    if (detector.verdict(config_.shown).fatal()) return false;
    std::string types;
    for (const std::string& name : csv->header()) types += fmt::format("{}{}: 'VARCHAR'", types.empty() ? "" : ", ", sql_text(name));
    const std::string from = fmt::format(
        "read_csv({}, auto_detect = false, header = true, delim = {}, quote = '\"', escape = '\"', strict_mode = true, null_padding = false, ignore_errors = false, "
        "compression = '{}', max_line_size = {}, columns = {{{}}})",
        sql_text(config_.path), sql_text(std::string(1, config_.dialect.delimiter)), zipped ? "gzip" : "none",
        std::max<std::size_t>(options_.max_field_bytes, 2U << 20U), types);
    const bool good = make_table(from, csv->header(), *where) && all_is_well() && values_are_known() && make_view(*where);
    if (!good) forget();
    return good;
  }

  void forget() {
    duck_.must(fmt::format("DROP VIEW IF EXISTS {}", sql_name(table_)));
    duck_.must(fmt::format("DROP TABLE IF EXISTS {}", sql_name(table_ + "_gebied")));
    duck_.must(fmt::format("DROP TABLE IF EXISTS {}", sql_name(table_ + "_rij")));
    loaded_.rows = 0;
    loaded_.first_begin.reset();
    loaded_.last_begin.reset();
  }

  // ---- the careful way

  bool carefully() {
    auto opened = config_.format == FileFormat::parquet ? open_parquet(config_, 1) : open_csv(config_, options_.max_field_bytes);
    if (!opened) {
      errors_.add(std::move(opened.error()));
      return false;
    }
    RowSource& rows = *opened->rows;
    const auto where = plan(rows.header(), errors_);
    if (!where) return false;
    PiiDetector detector(rows.header(), exempt(rows.header(), *where), FeedKind::records, rows.header()[where->person]);
    std::string columns;
    for (const std::string& name : rows.header()) columns += (columns.empty() ? "" : ", ") + sql_name(name) + " VARCHAR";
    const std::string text_table = table_ + "_tekst";
    duck_.must(fmt::format("CREATE TABLE {} ({})", sql_name(text_table), columns));
    Duck::Appender appender(duck_, text_table);
    std::vector<std::optional<std::string_view>> values(rows.header().size());
    while (rows.next()) {
      for (std::size_t c = 0; c < values.size(); ++c) {
        const Cell cell = rows.cell(c);
        detector.look(c, cell.text);
        values[c] = cell.null || cell.text.empty() ? std::nullopt : std::optional<std::string_view>(cell.text);
      }
      check_row(rows, *where, values);
      if (!errors_.fatal()) appender.row(values);
    }
    appender.close();
    errors_.add(detector.verdict(config_.shown));
    errors_.add(rows.take_errors());
    if (rows.rows() == 0) {
      errors_.add(problem("ingest.register.no_rows",
                          "Het register heeft geen rijen onder de kop. Een lege levering is geen nul: haal het bestand opnieuw op.",
                          "The register has no rows below its header. An empty delivery is not zero: retrieve the file again.",
                          {.file = config_.shown}));
    }
    if (errors_.fatal()) return false;
    loaded_.sha256 = opened->sha256;
    const auto made = make_table(sql_name(text_table), rows.header(), *where);
    if (made && all_is_well() && values_are_known() && make_view(*where)) {
      duck_.must(fmt::format("DROP TABLE {}", sql_name(text_table)));
      return true;
    }
    const bool memory = !made && made.error().out_of_memory;
    errors_.add(memory ? problem("ingest.register.memory", "Dit register past niet in het geheugen.",
                                 "This register does not fit in memory.", {.file = config_.shown}, Failure::limit)
                       : problem("ingest.register.refused", "Dit register kan niet worden geladen, zonder dat een rij is aan te wijzen.",
                                 "This register cannot be loaded, though no row can be named.", {.file = config_.shown}));
    return false;
  }

  void check_row(const RowSource& rows, const Plan& plan, const std::vector<std::optional<std::string_view>>& values) {
    const auto date = [&](std::size_t column) -> std::optional<Date> {
      const auto parsed = Date::parse(*values[column]);
      if (!parsed) errors_.add(bad_date(rows.where(column)));
      return parsed;
    };
    if (!values[plan.person] || trim(*values[plan.person]).empty()) errors_.add(no_person(rows.where(plan.person)));
    std::optional<Date> begin;
    if (!values[plan.begin]) errors_.add(no_begin(rows.where(plan.begin)));
    else begin = date(plan.begin);
    const auto end = plan.end && values[*plan.end] ? date(*plan.end) : std::nullopt;
    if (begin && end && *end < *begin) errors_.add(end_first(rows.where(*plan.end)));
    if (begin && *begin > limit()) errors_.add(in_future(rows.where(plan.begin)));
    for (const auto& [name, column] : plan.extra) {
      const auto words = columns_.values.find(name);
      if (words == columns_.values.end()) continue;
      if (std::find(words->second.begin(), words->second.end(), values[column].value_or(std::string_view())) == words->second.end())
        errors_.add(unknown_value(rows.where(column)));
    }
    if (!plan.area || !values[*plan.area]) return;
    const std::string written(trim(*values[*plan.area]));
    if (written.empty()) return;
    auto known = matches_.find(written);
    if (known == matches_.end()) known = matches_.emplace(written, matcher_.match(written)).first;
    if (known->second.fault == AreaFault::none) return;
    Text say = advice(known->second, written, false, in_.division->vintage());
    errors_.add(problem(std::string(code_of(known->second.fault)), std::move(say.nl), std::move(say.en), rows.where(*plan.area)));
  }

  Duck& duck_;
  const RegisterFile& in_;
  const SourceFileConfig& config_;
  const RegisterColumns& columns_;
  std::string table_;
  const IngestOptions& options_;
  Errors& errors_;
  AreaMatcher matcher_;
  std::unordered_map<std::string, AreaMatch> matches_;
  std::string addresses_, institutions_;
  LoadedRegister loaded_;
};

}  // namespace

std::optional<LoadedRegister> load_register(Duck& duck, const RegisterFile& file, const std::string& table, const IngestOptions& options,
                                            Errors& errors) {
  return Loader(duck, file, table, options, errors).load();
}

}  // namespace trede
