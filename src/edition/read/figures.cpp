// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/figures.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/compress.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "edition/read/manifest.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxTable = std::size_t{4} << 30U;

Error table_damaged(const std::string& file, std::string_view nl, std::string_view en) {
  return {"edition.table_damaged",
          Failure::integrity,
          fmt::format("Deze tabel is niet te gebruiken: {}. Kijk met trede verify of de editie heel is.", nl),
          fmt::format("This table cannot be used: {}. See with trede verify whether the edition is whole.", en),
          {.file = file}};
}

// A table of an edition, record by record, with its columns by name.
class Table {
 public:
  static Checked<Table> open(const fs::path& edition, std::string_view name) {
    const fs::path path = edition / "tabellen" / fmt::format("{}.csv.gz", name);
    auto file = read_input(path);
    if (!file) return fail(table_damaged(path.string(), "zij ontbreekt of is niet te lezen", "it is absent or cannot be read"));
    auto text = gunzip(file->bytes, kMaxTable, path.string());
    if (!text) return fail(table_damaged(path.string(), "het is geen gzip-bestand", "it is no gzip file"));
    return Table(path.string(), std::move(*text));
  }

  // Hands every record to `each`; all problems of the table at once.
  template <class Each>
  Errors read(const std::vector<std::string_view>& names, Each each) {
    auto csv = CsvReader::open(text_, {.delimiter = ';', .file = shown_});
    if (!csv) return std::move(csv.error());
    for (const std::string_view name : names) {
      const auto at = csv->column(name);
      if (!at) return Errors(table_damaged(shown_, fmt::format("kolom {} ontbreekt", name), fmt::format("column {} is absent", name)));
      columns_.push_back(*at);
    }
    csv_ = &*csv;
    while (csv->next()) each(*this);
    csv_ = nullptr;
    problems_.add(csv->take_errors());
    return std::move(problems_);
  }

  // Of the current record, by place in `names`.
  [[nodiscard]] std::string_view text(std::size_t i) const { return csv_->field(columns_[i]); }
  double number(std::size_t i) {
    const std::string_view cell = text(i);
    if (cell.empty()) return std::numeric_limits<double>::quiet_NaN();
    double value = 0.0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), value, std::chars_format::fixed);
    if (read.ec == std::errc() && read.ptr == cell.data() + cell.size() && std::isfinite(value)) return value;
    wrong(i, "hier hoort een getal te staan", "there should be a number here");
    return std::numeric_limits<double>::quiet_NaN();
  }
  int year(std::size_t i) {
    const double value = number(i);
    return value >= 0 && value <= 9999 ? static_cast<int>(value) : 0;
  }
  void wrong(std::size_t i, std::string_view nl, std::string_view en) {
    Error error = table_damaged(shown_, nl, en);
    error.where = csv_->where(columns_[i]);
    problems_.add(std::move(error));
  }

 private:
  Table(std::string shown, std::string text) : shown_(std::move(shown)), text_(std::move(text)) {}
  std::string shown_, text_;
  CsvReader* csv_ = nullptr;
  std::vector<std::size_t> columns_;
  Errors problems_;
};

// Text → its place among those seen so far.
class Places {
 public:
  explicit Places(std::vector<std::string>& names) : names_(names) {}
  std::uint32_t of(std::string_view text) {
    if (last_ < names_.size() && names_[last_] == text) return last_;  // rows come in runs
    auto [at, fresh] = place_.try_emplace(std::string(text), static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.emplace_back(text);
    return last_ = at->second;
  }

 private:
  std::vector<std::string>& names_;
  std::map<std::string, std::uint32_t, std::less<>> place_;
  std::uint32_t last_ = 0;
};

class AreaPlaces {
 public:
  explicit AreaPlaces(const PublishedAreas& areas) : areas_(areas) {}
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view code) const {
    const auto at = std::lower_bound(areas_.code.begin(), areas_.code.end(), code);
    if (at == areas_.code.end() || *at != code) return std::nullopt;
    return static_cast<std::uint32_t>(at - areas_.code.begin());
  }

 private:
  const PublishedAreas& areas_;
};

Errors read_areas(const fs::path& edition, EditionFigures& out) {
  struct Row {
    std::string code, parent;
    AreaLevel level = AreaLevel::land;
    double inhabitants = -1.0;
  };
  auto table = Table::open(edition, "gebieden");
  if (!table) return std::move(table.error());
  std::vector<Row> rows;
  Errors errors = table->read({"gebied", "niveau", "wijk", "gemeente", "inwoners"}, [&](Table& t) {
    const auto level = parse_area_level(t.text(1));
    if (!level) return t.wrong(1, "dit niveau bestaat niet", "there is no such level");
    const double inhabitants = t.number(4);
    std::string parent;
    if (*level == AreaLevel::buurt) parent = t.text(2);
    if (*level == AreaLevel::wijk) parent = t.text(3);
    rows.push_back({std::string(t.text(0)), std::move(parent), *level, std::isnan(inhabitants) ? -1.0 : inhabitants});
  });
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.code < b.code; });
  for (Row& row : rows) {
    out.areas.code.push_back(row.code);
    out.areas.level.push_back(row.level);
    out.areas.inhabitants.push_back(row.inhabitants);
  }
  const AreaPlaces places(out.areas);
  for (const Row& row : rows) out.areas.parent.push_back(places.find(row.parent).value_or(PublishedAreas::kNoParent));
  return errors;
}

Errors read_links(const fs::path& edition, EditionFigures& out) {
  auto table = Table::open(edition, "concordantie");
  if (!table) return std::move(table.error());
  return table->read({"van", "naar", "gebied_van", "gebied_naar", "soort", "aandeel"}, [&](Table& t) {
    PublishedLink link;
    link.from = t.year(0);
    link.to = t.year(1);
    link.from_code = t.text(2);
    link.to_code = t.text(3);
    link.kind = t.text(4);
    const double share = t.number(5);
    link.share = std::isnan(share) ? 0.0 : share;
    out.links.push_back(std::move(link));
  });
}

constexpr std::size_t kFirstNumber = 3;  // places of the columns below
constexpr std::size_t kFirstWord = 9;
constexpr std::size_t kSourceColumn = 12;

Errors read_rows(const fs::path& edition, const FiguresWanted& wanted, EditionFigures& out) {
  auto table = Table::open(edition, "waarnemingen");
  if (!table) return std::move(table.error());
  Places indicators(out.indicators), periods(out.periods), sources(out.sources);
  const AreaPlaces areas(out.areas);
  const std::set<std::string, std::less<>> sources_wanted(wanted.sources.begin(), wanted.sources.end());
  return table->read({"indicator", "periode", "gebied", "waarde", "ondergrens", "bovengrens", "teller", "noemer", "n", "status", "reden",
                      "behandeling", "bron"},
                     [&](Table& t) {
                       if (!sources_wanted.empty() && sources_wanted.count(t.text(kSourceColumn)) == 0) return;
                       const auto area = areas.find(t.text(2));
                       if (!area) return t.wrong(2, "dit gebied staat niet in de tabel gebieden", "this area is not in the table gebieden");
                       out.indicator.push_back(indicators.of(t.text(0)));
                       out.period.push_back(periods.of(t.text(1)));
                       out.area.push_back(*area);
                       std::size_t column = kFirstNumber;
                       for (auto* numbers : {&out.value, &out.lower, &out.upper, &out.numerator, &out.denominator, &out.respondents})
                         numbers->push_back(t.number(column++));
                       column = kFirstWord;
                       for (auto* words : {&out.status, &out.reason, &out.treatment}) words->emplace_back(t.text(column++));
                       out.source.push_back(sources.of(t.text(kSourceColumn)));
                     });
}

}  // namespace

Checked<EditionFigures> read_figures(const fs::path& edition, const FiguresWanted& wanted) {
  auto manifest = read_manifest(edition);
  if (!manifest) return tl::unexpected(std::move(manifest.error()));
  FiguresWanted which = wanted;
  bool rows = true;
  if (wanted.protected_only) {
    for (const ManifestRule& rule : manifest->rules) which.sources.push_back(rule.source);
    rows = !which.sources.empty();
  }
  auto figures = read_figure_tables(edition, which, rows);
  if (!figures) return figures;
  figures->id = manifest->id;
  figures->vintage = manifest->vintage;
  return figures;
}

Checked<EditionFigures> read_figure_tables(const fs::path& folder, const FiguresWanted& wanted, bool rows) {
  EditionFigures out;
  Errors errors = read_areas(folder, out);
  errors.add(read_links(folder, out));
  if (rows && !errors.fatal()) errors.add(read_rows(folder, wanted, out));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

}  // namespace trede
