// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition_metadata.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>
#include <simdjson.h>

#include "audit/parquet_look.hpp"
#include "base/compress.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"

namespace trede::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxUnpacked = std::size_t{4} << 30U;

EditionFinding finding(const std::string& file, Text how) { return {found::kMetadata, {}, {}, {}, file, -1, std::move(how)}; }

// The first ten bytes of gzip: magic, method, flags, time (4), extra flags, system.
void look_at_gzip(const std::string& file, std::string_view bytes, std::vector<EditionFinding>& out) {
  if (bytes.size() < 10) return;
  const bool flags = bytes[3] != 0;
  const bool time = bytes.substr(4, 4) != std::string_view("\0\0\0\0", 4);
  if (flags || time)
    out.push_back(finding(file, {"De gzip-kop heeft een naam, opmerking of tijd.", "The gzip header has a name, comment or time."}));
}

// A map is codes and lines; a number beside a shape would be a figure.
void look_at_map(const std::string& file, const std::string& bytes, std::vector<EditionFinding>& out) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::object layers;
  if (parser.parse(bytes).get(root) != simdjson::SUCCESS || root.at_key("objects").get_object().get(layers) != simdjson::SUCCESS) return;
  for (const auto& layer : layers) {
    simdjson::dom::array shapes;
    if (layer.value.at_key("geometries").get_array().get(shapes) != simdjson::SUCCESS) continue;
    for (const simdjson::dom::element shape : shapes) {
      simdjson::dom::object properties;
      if (shape.at_key("properties").get_object().get(properties) != simdjson::SUCCESS) continue;
      for (const auto& property : properties)
        if (property.value.is_number())
          return out.push_back(finding(file, {"Een gebied op de kaart heeft een getal bij zich.", "A shape of the map carries a number."}));
    }
  }
}

// The distinct values of a column of the CSV twin.
struct TwinColumn {
  std::vector<std::string> texts;
  std::vector<double> numbers;
};
struct Twin {
  std::int64_t rows = 0;
  std::vector<std::string> names;
  std::vector<TwinColumn> columns;
};

Twin read_twin(std::string_view text) {
  Twin twin;
  auto csv = CsvReader::open(text, {.delimiter = ';'});
  if (!csv) return twin;
  twin.names = csv->header();
  twin.columns.resize(twin.names.size());
  while (csv->next()) {
    ++twin.rows;
    for (std::size_t i = 0; i < csv->size(); ++i) {
      std::string_view cell = csv->field(i);
      if (cell.empty()) continue;
      double number = 0.0;
      const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
      if (read.ec == std::errc() && read.ptr == cell.data() + cell.size()) twin.columns[i].numbers.push_back(number);
      if (cell.front() == '\'') cell.remove_prefix(1);  // the mark against formulas
      if (twin.columns[i].texts.empty() || twin.columns[i].texts.back() != cell) twin.columns[i].texts.emplace_back(cell);
    }
  }
  for (TwinColumn& column : twin.columns) {
    std::sort(column.texts.begin(), column.texts.end());
    column.texts.erase(std::unique(column.texts.begin(), column.texts.end()), column.texts.end());
    std::sort(column.numbers.begin(), column.numbers.end());
    column.numbers.erase(std::unique(column.numbers.begin(), column.numbers.end()), column.numbers.end());
  }
  return twin;
}

// A long bound in statistics is the start of a value; an upper one ends in a byte that is one higher.
bool starts_a_value(std::string bound, const TwinColumn& twin) {
  for (int turn = 0; turn < 2; ++turn) {
    const auto at = std::lower_bound(twin.texts.begin(), twin.texts.end(), bound);
    if (at != twin.texts.end() && at->starts_with(bound)) return true;
    bound.back() = static_cast<char>(bound.back() - 1);
  }
  return false;
}

bool fits(const ParquetColumn& column, const TwinColumn& twin) {
  for (const double number : column.numbers) {
    const auto at = std::lower_bound(twin.numbers.begin(), twin.numbers.end(), number - 1e-9);
    if (at == twin.numbers.end() || *at > number + 1e-9) return false;
  }
  if (!std::all_of(column.cut.begin(), column.cut.end(), [&](const std::string& bound) { return starts_a_value(bound, twin); }))
    return false;
  return std::all_of(column.texts.begin(), column.texts.end(), [&](const std::string& text) {
    return text.empty() || std::binary_search(twin.texts.begin(), twin.texts.end(), text);
  });
}

void look_at_parquet(const fs::path& edition, const std::string& file, std::string_view bytes, std::vector<EditionFinding>& out) {
  const std::string twin_path = file.substr(0, file.size() - std::string_view(".parquet").size()) + ".csv.gz";
  auto packed = read_input(edition / twin_path);
  if (!packed) return;
  auto text = gunzip(packed->bytes, kMaxUnpacked, twin_path);
  if (!text) return;
  const Twin twin = read_twin(*text);
  const ParquetLook look = look_into_parquet(bytes);
  if (!look.readable)
    return out.push_back(
        finding(file, {"De voet van dit Parquet-bestand is niet te lezen.", "The footer of this Parquet file cannot be read."}));
  if (look.rows != twin.rows)
    out.push_back(
        finding(file, {"Dit bestand heeft een ander aantal rijen dan de CSV.", "This file has another number of rows than the CSV."}));
  for (const ParquetColumn& column : look.columns) {
    const auto at = std::find(twin.names.begin(), twin.names.end(), column.name);
    const bool known = at != twin.names.end();
    if (known && !column.unread && fits(column, twin.columns[static_cast<std::size_t>(at - twin.names.begin())])) continue;
    out.push_back(
        finding(file, {fmt::format("Kolom {} heeft een waarde, woordenlijst of statistiek die niet in de CSV staat.", column.name),
                       fmt::format("Column {} has a value, dictionary or statistic that does not stand in the CSV.", column.name)}));
  }
  if (!look.extra_keys.empty()) out.push_back(finding(file, {"De voet heeft eigen velden.", "The footer has fields of its own."}));
}

}  // namespace

MetadataSeen look_at_metadata(const fs::path& edition, bool something_withheld, unsigned threads) {
  std::vector<std::string> files;
  std::error_code problem;
  const fs::path root = fs::is_symlink(edition, problem) ? fs::canonical(edition, problem) : edition;
  for (fs::recursive_directory_iterator at(root, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string name = at->path().lexically_relative(root).generic_string();
    if (name.ends_with(".gz") || (something_withheld && name.ends_with(".parquet")) || name.ends_with(".topojson")) files.push_back(name);
  }
  std::sort(files.begin(), files.end());
  std::vector<std::vector<EditionFinding>> found(files.size());
  parallel_for(files.size(), threads, [&](std::size_t i) {
    auto file = read_input(root / files[i]);
    if (!file) return;
    if (files[i].ends_with(".gz")) look_at_gzip(files[i], file->bytes, found[i]);
    else if (files[i].ends_with(".topojson")) look_at_map(files[i], file->bytes, found[i]);
    else look_at_parquet(root, files[i], file->bytes, found[i]);
  });
  MetadataSeen seen;
  for (const auto& some : found) seen.findings.insert(seen.findings.end(), some.begin(), some.end());
  seen.attempts.push_back({found::kMetadata,
                           files.size(),
                           0,
                           seen.findings.size(),
                           {"statistiek, woordenlijsten en pagina's van Parquet, koppen van gzip, kaarten",
                            "statistics, dictionaries and pages of Parquet, headers of gzip, maps"}});
  return seen;
}

}  // namespace trede::audit
