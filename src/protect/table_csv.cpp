// SPDX-License-Identifier: EUPL-1.2
// Reads cells.csv and writes pub.csv.
#include "protect/table_csv.hpp"

#include <charconv>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "protect/csv_problem.hpp"
#include "protect/roll_up.hpp"

namespace trede::protect {
namespace {

constexpr std::int32_t kAbsent = -1;

class CellsReader {
 public:
  CellsReader(CsvReader& csv, Table& table, Errors& errors) : csv_(csv), table_(table), errors_(errors), strides_(strides_of(table)) {
    for (const Dimension& dimension : table.dimensions) {
      leaf_.push_back(leaves_of(dimension));
      auto& place = place_.emplace_back();
      for (std::uint32_t code = 0; code < dimension.size(); ++code) place.emplace(dimension.code[code], code);
    }
  }

  void read() {
    if (!find_columns()) return;
    while (csv_.next()) take();
    errors_.add(csv_.take_errors());
    if (!errors_.fatal()) check_complete();
    if (!errors_.fatal() && !add_totals(table_))
      add({.file = csv_.where().file}, "protect.cells.total_too_large", "Het totaal is groter dan 2.147.483.647. Verdeel de tabel.",
          "The total is larger than 2,147,483,647. Divide the table.", Failure::limit);
  }

 private:
  bool find_columns() {
    const Where header{.file = csv_.where().file, .line = 1};
    bool all = true;
    const auto find = [&](const std::string& name) {
      const auto column = csv_.column(name);
      if (!column) {
        const std::string shown = display_name(name);
        add(header, "protect.cells.column_missing", fmt::format("De kolom {} ontbreekt. Voeg hem toe.", shown),
            fmt::format("The column {} is missing. Add it.", shown));
        all = false;
      }
      return column.value_or(0);
    };
    for (const Dimension& dimension : table_.dimensions) columns_.push_back(find(dimension.name));
    count_ = find("n");
    if (all && csv_.header().size() != columns_.size() + 1) {
      add(header, "protect.cells.column_unknown",
          "Er zijn kolommen die geen dimensie zijn en niet n heten. Noem hun dimensie met --dim of haal ze weg.",
          "There are columns that are no dimension and are not called n. Name their dimension with --dim or take them away.");
      all = false;
    }
    return all;
  }

  void take() {
    const std::optional<std::size_t> cell = find_cell();
    const std::optional<std::int32_t> count = find_count();
    if (!cell || !count) return;
    if (table_.value[*cell] != kAbsent) {
      add(csv_.where(), "protect.cells.twice", "Deze combinatie van codes staat al in het bestand. Haal één van de regels weg.",
          "This combination of codes is in the file already. Take one of the rows away.");
      return;
    }
    table_.value[*cell] = *count;
    ++found_;
  }

  std::optional<std::size_t> find_cell() {
    std::size_t cell = 0;
    bool right = true;
    for (std::size_t d = 0; d < columns_.size(); ++d) {
      key_.assign(csv_.field(columns_[d]));
      const auto found = place_[d].find(key_);
      if (found == place_[d].end()) {
        add(csv_.where(columns_[d]), "protect.cells.code_unknown",
            "Deze code staat niet in het bestand van de dimensie. Voeg hem daar toe of verbeter hem.",
            "This code is not in the file of the dimension. Add it there or correct it.");
        right = false;
      } else if (leaf_[d][found->second] == 0) {
        add(csv_.where(columns_[d]), "protect.cells.not_a_leaf",
            "Onder deze code staan andere. Geef alleen de onderste cellen; trede telt zelf op.",
            "There are codes below this one. Give the lowest cells only; trede does the adding up.");
        right = false;
      } else {
        cell += found->second * strides_[d];
      }
    }
    return right ? std::optional(cell) : std::nullopt;
  }

  std::optional<std::int32_t> find_count() {
    const std::string_view text = csv_.field(count_);
    std::int32_t count = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (wrong == std::errc() && end == text.data() + text.size() && !text.empty() && count >= 0 && text.front() != '-') return count;
    add(csv_.where(count_), "protect.cells.count_wrong",
        "Dit is geen aantal. Schrijf een heel getal van 0 tot en met 2147483647, zonder punten.",
        "This is no count. Write a whole number from 0 to 2147483647, without separators.");
    return std::nullopt;
  }

  // Every combination of leaves must be there; the cells of inner codes are not counted.
  void check_complete() {
    std::size_t wanted = 1;
    for (const auto& leaf : leaf_) {
      std::size_t leaves = 0;
      for (const std::uint8_t is : leaf) leaves += is;
      wanted *= leaves;
    }
    if (found_ != wanted)
      add({.file = csv_.where().file}, "protect.cells.missing",
          fmt::format("Er ontbreken {} van de {} combinaties van onderste codes. Geef ze alle, ook met n = 0.", wanted - found_, wanted),
          fmt::format("{} of the {} combinations of lowest codes are missing. Give all of them, also those with n = 0.", wanted - found_,
                      wanted));
    for (std::int32_t& value : table_.value)
      if (value == kAbsent) value = 0;
  }

  void add(Where where, const char* code, std::string nl, std::string en, Failure failure = Failure::input) {
    errors_.add(csv_problem(std::move(where), code, std::move(nl), std::move(en), failure));
  }

  CsvReader& csv_;
  Table& table_;
  Errors& errors_;
  std::vector<std::size_t> strides_, columns_;
  std::size_t count_ = 0, found_ = 0;
  std::vector<std::vector<std::uint8_t>> leaf_;
  std::vector<std::unordered_map<std::string, std::uint32_t>> place_;  // looked up only
  std::string key_;
};

// A field as RFC 4180 wants it.
std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

template <class Value>
std::string cells_csv(const Table& table, Value value) {
  std::vector<std::vector<std::string>> codes;
  std::string out;
  for (const Dimension& dimension : table.dimensions) {
    out += quoted(dimension.name) + ',';
    auto& list = codes.emplace_back();
    for (const std::string& code : dimension.code) list.push_back(quoted(code) + ',');
  }
  out += "value,primary\n";
  std::vector<std::size_t> at(codes.size(), 0);
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    for (std::size_t d = 0; d < codes.size(); ++d) out += codes[d][at[d]];
    value(out, cell);
    for (std::size_t d = codes.size(); d-- > 0;) {
      if (++at[d] < codes[d].size()) break;
      at[d] = 0;
    }
  }
  return out;
}

Checked<std::size_t> size_of(const std::vector<Dimension>& dimensions) {
  std::size_t cells = 1;
  for (const Dimension& dimension : dimensions) {
    cells *= dimension.size();
    if (cells > kMaxCells)
      return fail(csv_problem({}, "protect.cells.too_many",
                              fmt::format("De tabel heeft meer dan {} cellen, totalen meegeteld. Verdeel haar.", kMaxCells),
                              fmt::format("The table has more than {} cells, totals included. Divide it.", kMaxCells), Failure::limit));
  }
  return cells;
}

}  // namespace

Checked<Table> parse_cells(std::string_view text, const std::string& file, std::vector<Dimension> dimensions) {
  if (auto error = text_problem(text, file)) return fail(std::move(*error));
  auto csv = CsvReader::open(text, {.delimiter = ',', .file = file});
  if (!csv) return tl::unexpected(csv.error());
  const auto cells = size_of(dimensions);
  if (!cells) return tl::unexpected(cells.error());
  Table table{std::move(dimensions), std::vector<std::int32_t>(*cells, kAbsent)};
  Errors errors;
  CellsReader(*csv, table, errors).read();
  errors.sort();
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return table;
}

Checked<Table> read_table(const std::filesystem::path& cells, const std::vector<DimensionFile>& dimensions) {
  Errors errors;
  std::vector<Dimension> read;
  for (const DimensionFile& file : dimensions) {
    const auto input = read_input_inflated(file.path);
    if (!input) {
      errors.add(input.error());
      continue;
    }
    auto dimension = parse_dimension(input->bytes, file.path.string(), file.name);
    if (dimension) read.push_back(std::move(*dimension));
    else errors.add(std::move(dimension.error()));
  }
  const auto input = read_input_inflated(cells);
  if (!input) errors.add(input.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return parse_cells(input->bytes, cells.string(), std::move(read));
}

std::string published_csv(const Table& table, const std::vector<std::uint8_t>& state) {
  return cells_csv(table, [&](std::string& out, std::size_t cell) {
    if (state[cell] == 0) fmt::format_to(std::back_inserter(out), "{}", table.value[cell]);
    out += state[cell] == 1 ? ",1\n" : ",0\n";
  });
}

std::string perturbed_csv(const Table& table, const std::vector<std::int32_t>& value) {
  return cells_csv(table, [&](std::string& out, std::size_t cell) { fmt::format_to(std::back_inserter(out), "{},0\n", value[cell]); });
}

}  // namespace trede::protect
