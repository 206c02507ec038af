// SPDX-License-Identifier: EUPL-1.2
// Reads dim_*.csv: rows code,parent.
#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "protect/csv_problem.hpp"
#include "protect/table_csv.hpp"

namespace trede::protect {
namespace {

class DimensionReader {
 public:
  DimensionReader(CsvReader& csv, Errors& errors) : csv_(csv), errors_(errors) {}

  std::vector<DimensionRow> read() {
    if (!find_columns()) return {};
    while (csv_.next()) take();
    if (rows_.empty() && !errors_.fatal())
      add(csv_.where(), "protect.dim.empty", "Er staat geen code in dit bestand. Geef ten minste één regel code,parent.",
          "There is no code in this file. Give at least one row code,parent.");
    check_parents();
    if (!errors_.fatal()) check_circles();
    if (!errors_.fatal()) check_paths();
    return std::move(rows_);
  }

 private:
  bool find_columns() {
    const auto code = csv_.column("code"), parent = csv_.column("parent");
    if (code && parent && csv_.header().size() == 2) {
      code_ = *code, parent_ = *parent;
      return true;
    }
    Where where{.file = csv_.where().file, .line = 1};
    add(where, "protect.dim.columns", "Een bestand van een dimensie heeft precies de kolommen code en parent, met komma's ertussen.",
        "The file of a dimension has exactly the columns code and parent, separated by commas.");
    return false;
  }

  void take() {
    DimensionRow row{std::string(csv_.field(code_)), std::string(csv_.field(parent_))};
    if (row.code.empty()) {
      add(csv_.where(code_), "protect.dim.code_empty", "Deze regel heeft geen code. Vul hem in of haal de regel weg.",
          "This row has no code. Fill it in or take the row away.");
      return;
    }
    if (!pairs_.emplace(row.code, row.parent).second) {
      add(csv_.where(code_), "protect.dim.twice", "Deze code staat al met deze parent in het bestand. Haal één van de regels weg.",
          "This code is in the file with this parent already. Take one of the rows away.");
      return;
    }
    parents_[row.code].push_back(rows_.size());
    where_.push_back(csv_.where(parent_));
    rows_.push_back(std::move(row));
  }

  void check_parents() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const DimensionRow& row = rows_[i];
      if (row.parent.empty() && parents_.at(row.code).size() > 1)
        add(where_[i], "protect.dim.root_with_parent",
            "Deze code is hier een top (lege parent) en heeft elders een parent. Laat één van beide weg.",
            "This code is a root here (empty parent) and has a parent elsewhere. Leave one of the two out.");
      if (!row.parent.empty() && !parents_.contains(row.parent))
        add(where_[i], "protect.dim.parent_unknown",
            "De parent heeft geen eigen regel. Geef hem een regel, met een lege parent als hij de top is.",
            "The parent has no row of its own. Give it one, with an empty parent when it is a root.");
    }
  }

  // Takes codes away whose parents are all gone, from the roots down; what stays stands on a circle or below one.
  void check_circles() {
    std::map<std::string, std::size_t> waiting;
    std::map<std::string, std::vector<std::string>> children;
    std::vector<std::string> ready;
    for (const DimensionRow& row : rows_) {
      children[row.parent].push_back(row.code);
      if (!row.parent.empty()) ++waiting[row.code];
    }
    ready = children[""];
    std::set<std::string> reached;
    while (!ready.empty()) {
      const std::string code = std::move(ready.back());
      ready.pop_back();
      reached.insert(code);
      for (const std::string& child : children[code])
        if (--waiting[child] == 0) ready.push_back(child);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!reached.contains(rows_[i].code))
        add(where_[i], "protect.dim.circle", "Deze code hangt aan een kring van parents en niet onder een top. Verbeter de parent.",
            "This code hangs on a circle of parents and not below a root. Correct the parent.");
  }

  // A code below two parents that share an ancestor would be counted twice there.
  void check_paths() {
    for (const auto& [code, rows] : parents_) {
      if (rows.size() < 2) continue;
      std::set<std::string> above;
      for (const std::size_t i : rows)
        if (!climb(rows_[i].parent, above)) {
          add(where_[i], "protect.dim.two_paths",
              "Deze code komt langs twee wegen onder dezelfde code. Geef elke indeling een eigen top en eigen tussencodes.",
              "This code comes below the same code along two paths. Give each version a root and inner codes of its own.");
          break;
        }
    }
  }

  // Adds a code and everything above it; false when one was there already.
  bool climb(const std::string& start, std::set<std::string>& above) const {
    std::vector<const std::string*> open = {&start};
    bool fresh = true;
    while (!open.empty()) {
      const std::string& code = *open.back();
      open.pop_back();
      if (!above.insert(code).second) {
        fresh = false;
        continue;
      }
      for (const std::size_t i : parents_.at(code))
        if (!rows_[i].parent.empty()) open.push_back(&rows_[i].parent);
    }
    return fresh;
  }

  void add(Where where, const char* code, const char* nl, const char* en) { errors_.add(csv_problem(std::move(where), code, nl, en)); }

  CsvReader& csv_;
  Errors& errors_;
  std::size_t code_ = 0, parent_ = 0;
  std::vector<DimensionRow> rows_;
  std::vector<Where> where_;  // of the parent, by row
  std::set<std::pair<std::string, std::string>> pairs_;
  std::map<std::string, std::vector<std::size_t>> parents_;  // code → its rows
};

}  // namespace

Checked<Dimension> parse_dimension(std::string_view text, const std::string& file, const std::string& name) {
  if (auto error = text_problem(text, file)) return fail(std::move(*error));
  auto csv = CsvReader::open(text, {.delimiter = ',', .file = file});
  if (!csv) return tl::unexpected(csv.error());
  Errors errors;
  const std::vector<DimensionRow> rows = DimensionReader(*csv, errors).read();
  errors.add(csv->take_errors());
  errors.sort();
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return dimension_of(name, rows);
}

}  // namespace trede::protect
