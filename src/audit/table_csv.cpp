// SPDX-License-Identifier: EUPL-1.2
#include "audit/table_csv.hpp"

#include <charconv>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"

namespace trede::audit {
namespace {

constexpr std::int32_t kAbsent = -2;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Positions = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

std::optional<std::int32_t> whole_number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '-' || value > 1'000'000'000) return std::nullopt;
  return value;
}

class TableReader {
 public:
  TableReader(std::string file, std::vector<Axis> axes) {
    table_.file = std::move(file);
    table_.axes = std::move(axes);
  }

  Checked<PublishedTable> read(std::string_view text, bool rounded) {
    auto csv = CsvReader::open(text, {.delimiter = ',', .file = table_.file});
    if (!csv) return tl::unexpected<Errors>(csv.error());
    if (!find_columns(*csv) || !make_room()) return tl::unexpected<Errors>(std::move(errors_));
    while (csv->next()) take(*csv);
    errors_.add(csv->take_errors());
    look_for_absent();
    if (!errors_.fatal() && !rounded) errors_.add(check_sums(table_));
    if (errors_.fatal()) return tl::unexpected<Errors>(std::move(errors_));
    return std::move(table_);
  }

 private:
  void say(const char* code, const Where& where, std::string nl, std::string en, Failure failure = Failure::input) {
    errors_.add({code, failure, std::move(nl), std::move(en), where, Severity::error});
  }
  Where header_place() const {
    Where where;
    where.file = table_.file;
    where.line = 1;
    return where;
  }

  std::optional<std::size_t> need_column(const CsvReader& csv, const std::string& name) {
    const auto found = csv.column(name);
    if (!found) {
      const std::string shown = display_name(name);
      say("audit.table.column_missing", header_place(), fmt::format("De kolom {} ontbreekt.", shown),
          fmt::format("The column {} is missing.", shown));
    }
    return found;
  }

  bool find_columns(const CsvReader& csv) {
    for (const Axis& axis : table_.axes) axis_column_.push_back(need_column(csv, axis.name).value_or(0));
    value_column_ = need_column(csv, "value").value_or(0);
    primary_column_ = csv.column("primary");
    for (const std::string& name : csv.header()) {
      bool known = name == "value" || name == "primary";
      for (const Axis& axis : table_.axes) known = known || name == axis.name;
      if (known) continue;
      const std::string shown = display_name(name);
      say("audit.table.column_unknown", header_place(),
          fmt::format("De kolom {} is geen dimensie. Geef haar met --dim {}=bestand of laat haar weg.", shown, shown),
          fmt::format("The column {} is no dimension. Give it with --dim {}=file or leave it out.", shown, shown));
    }
    return !errors_.fatal();
  }

  bool make_room() {
    std::size_t cells = 1;
    for (const Axis& axis : table_.axes) {
      cells *= axis.size();
      if (cells > kMostCells) {
        say("audit.table.too_large", header_place(), fmt::format("De tabel heeft meer dan {} cellen. Deel haar op.", kMostCells),
            fmt::format("The table has more than {} cells. Divide it.", kMostCells), Failure::limit);
        return false;
      }
    }
    table_.value.assign(cells, kAbsent);
    table_.line.assign(cells, 0);
    if (primary_column_) table_.primary.assign(cells, 0);
    for (const Axis& axis : table_.axes) {
      Positions& positions = positions_.emplace_back();
      for (std::uint32_t c = 0; c < axis.size(); ++c) positions.emplace(axis.code[c], c);
      last_.emplace_back(0);
    }
    return true;
  }

  // The cell of a record; codes come in runs, so the last one is tried first.
  std::optional<std::uint32_t> cell_of(const CsvReader& csv) {
    std::size_t cell = 0;
    bool known = true;
    for (std::size_t d = 0; d < table_.axes.size(); ++d) {
      const Axis& axis = table_.axes[d];
      const std::string_view code = csv.field(axis_column_[d]);
      if (axis.code[last_[d]] != code) {
        const auto found = positions_[d].find(code);
        if (found == positions_[d].end()) {
          const std::string shown = display_name(code);
          say("audit.table.code_unknown", csv.where(axis_column_[d]),
              fmt::format("De code '{}' staat niet in het bestand van deze dimensie.", shown),
              fmt::format("The code '{}' is not in the file of this dimension.", shown));
          known = false;
          continue;
        }
        last_[d] = found->second;
      }
      cell = cell * axis.size() + last_[d];
    }
    if (!known) return std::nullopt;
    return static_cast<std::uint32_t>(cell);
  }

  void take(const CsvReader& csv) {
    const auto cell = cell_of(csv);
    const std::string_view text = csv.field(value_column_);
    const auto value = text.empty() ? std::optional(kGap) : whole_number(text);
    if (!value)
      say("audit.table.value_wrong", csv.where(value_column_),
          "Hier hoort een geheel getal van 0 of meer, of niets als de cel niet getoond wordt.",
          "Here belongs a whole number of 0 or more, or nothing when the cell is not shown.");
    bool primary = false;
    if (primary_column_) {
      const std::string_view flag = csv.field(*primary_column_);
      primary = flag == "1";
      if (flag != "0" && flag != "1")
        say("audit.table.primary_wrong", csv.where(*primary_column_), "Hier hoort 1 (niet getoond door de regel) of 0.",
            "Here belongs 1 (withheld by the rule) or 0.");
      else if (primary && value && *value != kGap)
        say("audit.table.primary_shown", csv.where(*primary_column_),
            "De regel verbergt deze cel, en toch staat er een waarde. Haal de waarde weg.",
            "The rule withholds this cell, and yet it has a value. Take the value away.");
    }
    if (!cell || !value) {
      if (cell && table_.value[*cell] == kAbsent) table_.value[*cell] = kGap;  // it is there, though wrong
      return;
    }
    if (table_.value[*cell] != kAbsent) {
      say("audit.table.cell_twice", csv.where(), fmt::format("Deze cel staat er al, op regel {}.", table_.line[*cell]),
          fmt::format("This cell is there already, on line {}.", table_.line[*cell]));
      return;
    }
    table_.value[*cell] = *value;
    table_.line[*cell] = static_cast<std::uint32_t>(csv.line());
    if (primary_column_) table_.primary[*cell] = primary ? 1 : 0;
  }

  void look_for_absent() {
    Where where;
    where.file = table_.file;
    for (std::uint32_t cell = 0; cell < table_.size(); ++cell) {
      if (table_.value[cell] != kAbsent) continue;
      const std::string name = display_name(cell_name(table_, cell));
      say("audit.table.cell_missing", where, fmt::format("De cel {} ontbreekt. Elke combinatie van codes staat er één keer.", name),
          fmt::format("The cell {} is missing. Every combination of codes is there once.", name));
    }
  }

  PublishedTable table_;
  std::vector<std::size_t> axis_column_;
  std::size_t value_column_ = 0;
  std::optional<std::size_t> primary_column_;
  std::vector<Positions> positions_;
  std::vector<std::uint32_t> last_;
  Errors errors_;
};

}  // namespace

Checked<PublishedTable> parse_published(std::string_view text, const std::string& file, std::vector<Axis> axes, bool rounded) {
  return TableReader(file, std::move(axes)).read(text, rounded);
}

Checked<PublishedTable> read_published(const std::filesystem::path& table, const std::vector<AxisFile>& files, bool rounded) {
  Errors errors;
  std::vector<Axis> axes;
  for (const AxisFile& file : files) {
    const auto bytes = read_input_inflated(file.path);
    if (!bytes) {
      errors.add(bytes.error());
      continue;
    }
    auto axis = parse_axis(bytes->bytes, file.path.filename().string(), file.name);
    if (axis) axes.push_back(std::move(*axis));
    else errors.add(std::move(axis.error()));
  }
  const auto bytes = read_input_inflated(table);
  if (!bytes) errors.add(bytes.error());
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  return parse_published(bytes->bytes, table.filename().string(), std::move(axes), rounded);
}

}  // namespace trede::audit
