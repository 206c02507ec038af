// SPDX-License-Identifier: EUPL-1.2
#include "ingest/project_reader.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

bool name_char(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

std::optional<char> one_char(TomlTable& table, std::string_view key) {
  const auto text = table.string(key);
  if (!text) return std::nullopt;
  const bool plain = text->size() == 1 && ((*text)[0] >= 0x20 || (*text)[0] == '\t') && (*text)[0] != 0x7F;
  if (plain) return (*text)[0];
  table.problem(key, "value_wrong", fmt::format("{} is precies één ASCII-teken.", key),
                fmt::format("{} is exactly one ASCII character.", key));
  return std::nullopt;
}

std::optional<Encoding> read_encoding(TomlTable& table, std::string_view key) {
  const auto text = table.string(key);
  if (!text) return std::nullopt;
  const auto encoding = parse_encoding(*text);
  if (!encoding) {
    table.problem(key, "value_wrong", "Kies utf-8, windows-1252, iso-8859-1 of utf-16.",
                  "Choose utf-8, windows-1252, iso-8859-1 or utf-16.");
  }
  return encoding;
}

void delimiter_of(TomlTable& table, char& delimiter) {
  const auto given = one_char(table, "delimiter");
  if (!given) return;
  if (*given == '"' || (*given >= '0' && *given <= '9') || (*given >= 'A' && *given <= 'Z') || (*given >= 'a' && *given <= 'z')) {
    table.problem("delimiter", "value_wrong", "Een letter, cijfer of aanhalingsteken kan geen scheidingsteken zijn.",
                  "A letter, digit or quote cannot be a delimiter.");
    return;
  }
  delimiter = *given;
}

DialectConfig read_dialect(TomlTable& table) {
  DialectConfig dialect;
  delimiter_of(table, dialect.delimiter);
  if (const auto decimal = one_char(table, "decimal")) {
    if (*decimal != '.' && *decimal != ',') {
      table.problem("decimal", "value_wrong", "Het decimaalteken is \".\" of \",\".", "The decimal mark is \".\" or \",\".");
    } else {
      dialect.decimal = *decimal;
    }
  }
  if (const auto quote = one_char(table, "quote"); quote && *quote != '"') {
    table.problem("quote", "value_wrong", "Alleen het dubbele aanhalingsteken wordt gelezen.", "Only the double quote is read.");
  }
  if (const auto encoding = read_encoding(table, "encoding")) dialect.encoding = *encoding;
  dialect.header = table.boolean("header").value_or(true);
  if (auto missing = table.table("missing")) {
    for (const std::string& token : missing->keys()) {
      const auto word = missing->string(token);
      const auto reason = word ? parse_missing(*word) : std::nullopt;
      const bool from_source = reason && (*reason <= Missing::not_surveyed || *reason == Missing::unknown);
      if (word && !from_source) {
        missing->problem(token, "missing_unknown",
                         "Kies not_published_yet, confidential, unreliable, impossible, not_applicable, not_surveyed of unknown.",
                         "Choose not_published_yet, confidential, unreliable, impossible, not_applicable, not_surveyed or unknown.");
      } else if (word) {
        dialect.missing[std::string(trim(token))] = *reason;
      }
    }
  }
  table.done();
  return dialect;
}

void read_area(TomlTable& table, const PathReader& paths, SourceFileConfig& file) {
  const std::string by = table.string("by").value_or("code");
  if (by == "code") file.area_by = AreaBy::code;
  else if (by == "name") file.area_by = AreaBy::name;
  else if (by == "number") file.area_by = AreaBy::number;
  else table.problem("by", "value_wrong", "Kies code, name of number.", "Choose code, name or number.");
  if (const auto level = table.string("level")) {
    file.area_level = parse_area_level(*level);
    if (!file.area_level) table.problem("level", "value_wrong", "Kies gemeente, wijk of buurt.", "Choose gemeente, wijk or buurt.");
  } else if (file.area_by != AreaBy::code) {
    table.problem("level", "key_missing", "Bij naam of nummer hoort een niveau: level = \"buurt\".",
                  "With name or number goes a level: level = \"buurt\".");
  }
  file.aliases = paths.read(table, "aliases", false);
  table.done();
}

SourceFileConfig read_file(TomlTable& table, const PathReader& paths) {
  SourceFileConfig file;
  file.where = table.where();
  file.path = paths.read(table, "path", true);
  if (table.has("path")) file.shown = table.string("path").value_or("");
  file.table = TableId(table.string("table").value_or(""));
  const std::string format = table.string("format").value_or("csv");
  if (format == "csv") file.format = FileFormat::csv;
  else if (format == "odata3") file.format = FileFormat::odata3;
  else if (format == "parquet") file.format = FileFormat::parquet;
  else table.problem("format", "value_wrong", "Kies csv, odata3 of parquet.", "Choose csv, odata3 or parquet.");
  file.retrieved = table.date("retrieved");
  file.modified = table.string("modified").value_or("");
  file.metadata = paths.read(table, "metadata", false);
  if (table.has("period")) file.period = required_period(table, "period");
  if (file.period && file.period->empty()) file.period.reset();
  file.vintage = optional_vintage(table, "vintage");
  if (auto dialect = table.table("dialect")) file.dialect = read_dialect(*dialect);
  if (auto columns = table.table("columns")) {
    for (const std::string& stem : columns->keys()) {
      if (const auto header = columns->string(stem)) file.columns[stem] = *header;
    }
  }
  if (auto area = table.table("area")) read_area(*area, paths, file);
  file.addresses = paths.read(table, "addresses", false);
  if (const auto wide = table.string("wide")) {
    const auto at = wide->find("{period}");
    if (at == std::string::npos || wide->find("{period}", at + 1) != std::string::npos) {
      table.problem("wide", "value_wrong", "Het patroon noemt {period} precies één keer, zoals \"Inwoners|{period}\".",
                    "The pattern names {period} exactly once, as in \"Inwoners|{period}\".");
    } else {
      file.wide = *wide;
    }
  }
  table.done();
  return file;
}

}  // namespace

std::string PathReader::read(TomlTable& table, std::string_view key, bool required) const {
  const auto written = required ? std::optional<std::string>(table.required_string(key)) : table.string(key);
  if (!written || written->empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < written->size(); ++i) {
    const char c = (*written)[i];
    if (c != '$') {
      out += c;
      continue;
    }
    const bool braced = i + 1 < written->size() && (*written)[i + 1] == '{';
    std::size_t end = i + (braced ? 2 : 1);
    const std::size_t begin = end;
    while (end < written->size() && name_char((*written)[end])) ++end;
    const std::string name = written->substr(begin, end - begin);
    const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') {
      errors.add(problem(
          "project.variable_unset",
          fmt::format("De omgevingsvariabele {} is niet gezet. Zet hem, of schrijf het pad voluit.", name.empty() ? "(zonder naam)" : name),
          fmt::format("The environment variable {} is not set. Set it, or write the path in full.",
                      name.empty() ? "(without a name)" : name),
          table.where(key)));
      return {};
    }
    out += value;
    i = end - (braced && end < written->size() && (*written)[end] == '}' ? 0 : 1);
  }
  const std::filesystem::path path(out);
  return path.is_absolute() ? path.string() : (folder / path).lexically_normal().string();
}

std::optional<Vintage> optional_vintage(TomlTable& table, std::string_view key) {
  const auto year = table.integer(key);
  if (!year) return std::nullopt;
  if (*year < 1995 || *year > 2200) {
    table.problem(key, "value_wrong", "Een indeling is een jaartal vanaf 1995.", "A division is a year, from 1995.");
    return std::nullopt;
  }
  return Vintage{static_cast<std::int16_t>(*year)};
}

Vintage required_vintage(TomlTable& table, std::string_view key) {
  if (!table.has(key)) {
    table.required_integer(key);
    return {};
  }
  return optional_vintage(table, key).value_or(Vintage{});
}

Period required_period(TomlTable& table, std::string_view key) {
  const std::string text = table.required_string(key);
  if (text.empty()) return {};
  const auto period = Period::parse(text);
  if (period) return *period;
  table.problem(key, "period_wrong", "Dit is geen periode. Schrijf 2020, 2020-K1, 2020-M03, 2019/2020 of 2018-2020.",
                "This is no period. Write 2020, 2020-K1, 2020-M03, 2019/2020 or 2018-2020.");
  return {};
}

DivisionConfig read_division(TomlTable& table, const PathReader& paths) {
  DivisionConfig division;
  division.where = table.where();
  division.vintage = required_vintage(table, "vintage");
  if (auto codes = table.table("codes")) {
    division.codes_path = paths.read(*codes, "path", true);
    if (const auto format = codes->string("format"); format && *format != "csv") {
      codes->problem("format", "value_wrong", "Een codelijst is csv.", "A code list is csv.");
    }
    division.codes_code = codes->required_string("code");
    division.codes_name = codes->required_string("name");
    delimiter_of(*codes, division.codes_delimiter);
    if (read_encoding(*codes, "encoding")) division.codes_encoding = *codes->string("encoding");
    division.codes_pad = codes->boolean("pad").value_or(false);
    codes->done();
  } else if (!table.has("codes")) {
    table.problem("codes", "key_missing", "codes = { path = …, code = …, name = … } ontbreekt.",
                  "codes = { path = …, code = …, name = … } is missing.");
  }
  if (auto levels = table.table("levels")) {
    for (const AreaLevel level : {AreaLevel::gemeente, AreaLevel::wijk, AreaLevel::buurt}) {
      auto inner = levels->table(to_string(level));
      if (!inner) continue;
      DivisionLevelConfig config;
      config.path = paths.read(*inner, "path", true);
      config.layer = inner->string("layer").value_or("");
      config.code = inner->required_string("code");
      config.name = inner->string("name").value_or("");
      inner->done();
      division.levels[level] = std::move(config);
    }
    levels->done();
  }
  division.crs = table.string("crs").value_or("EPSG:4326");
  if (division.crs != "EPSG:4326" && division.crs != "EPSG:28992") {
    table.problem("crs", "value_wrong", "Kies EPSG:4326 of EPSG:28992.", "Choose EPSG:4326 or EPSG:28992.");
  }
  if (auto inhabitants = table.table("inhabitants")) {
    division.inhabitants_source = SourceId(inhabitants->required_string("source"));
    division.inhabitants_column = inhabitants->required_string("column");
    inhabitants->done();
  }
  table.done();
  return division;
}

ConcordanceConfig read_concordance(TomlTable& table, const PathReader& paths) {
  ConcordanceConfig concordance;
  concordance.where = table.where();
  concordance.from = required_vintage(table, "from");
  concordance.to = required_vintage(table, "to");
  concordance.path = paths.read(table, "path", true);
  table.done();
  return concordance;
}

SourceConfig read_source(TomlTable& table, const PathReader& paths) {
  SourceConfig source;
  source.where = table.where();
  source.id = SourceId(table.required_string("id"));
  if (const auto gemeente = table.string("gemeente")) {
    source.gemeente = AreaCode::parse(*gemeente);
    if (!source.gemeente || source.gemeente->level() != AreaLevel::gemeente) {
      source.gemeente.reset();
      table.problem("gemeente", "value_wrong", "Schrijf GM en vier cijfers, zoals GM0772.", "Write GM and four digits, such as GM0772.");
    }
  }
  for (TomlTable& file : table.tables("file")) source.files.push_back(read_file(file, paths));
  if (source.files.empty()) {
    table.problem("file", "file_missing", "Deze bron heeft geen [[source.file]]. Noem een bestand of haal de bron weg.",
                  "This source has no [[source.file]]. Name a file or remove the source.");
  }
  table.done();
  return source;
}

}  // namespace trede
