// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The methods of trede as tools on any table: `trede stat METHOD --in f.csv --out g.csv`. A method says which columns it reads, which it
// gives, its formula and where that stands in the literature, so that a statistician can use and check it without the monitor. The work is
// done by the rooms stat_…; here only columns are read and written. One file per family of methods; `methods()` lists them all.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "method/table.hpp"

namespace trede::method {

struct Setting {
  std::string name;
  std::string standard;  // the value without --set
  std::string what;
};

// Everything of one call. Settings are those of the method, with the user's values laid over them.
struct Call {
  const Table& table;
  std::map<std::string, std::string> settings;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs = {};  // neighbours, from 0; both ways round may occur
  bool has_neighbours = false;
  const Table* second = nullptr;  // a second table, for methods that take one (--with)
  unsigned threads = 0;

  // Errors: stat.setting (not a number of the range, or not one of the words).
  [[nodiscard]] Result<double> number(const std::string& name, double least, double most) const;
  [[nodiscard]] Result<std::uint64_t> whole(const std::string& name, std::uint64_t least, std::uint64_t most) const;
  [[nodiscard]] Result<std::string> word(const std::string& name, const std::vector<std::string>& allowed) const;
};

enum class Needs : std::uint8_t { nothing, neighbours, perhaps_neighbours };

struct Method {
  std::string name;     // "wilson"
  std::string what;     // one line
  std::string reads;    // "x (events, 0 or more), n (persons, above 0)"
  std::string gives;    // "value, lower, upper"
  std::string formula;  // in plain signs
  std::string source;   // author (year)
  std::vector<Setting> settings;
  Needs needs = Needs::nothing;
  bool takes_second = false;
  Checked<Output> (*run)(const Call&);
};

// All methods, by family and then in the order in which a reader would meet them.
const std::vector<Method>& methods();
const Method* find_method(std::string_view name);

// Reads the neighbours: 1-based i,j, one pair a row, below `areas`. Errors: base.file.…, base.csv.…, stat.column_missing,
// stat.not_whole, stat.neighbour_unknown.
Checked<std::vector<std::pair<std::uint32_t, std::uint32_t>>> read_neighbours(const std::filesystem::path& path, std::size_t areas);

// "k=v" laid over the method's settings. Errors: stat.setting_unknown, stat.setting.
Checked<std::map<std::string, std::string>> settings_of(const Method& method, const std::vector<std::string>& given);

// The families; each adds its methods.
void add_interval_methods(std::vector<Method>& list);
void add_small_area_methods(std::vector<Method>& list);
void add_bym2_methods(std::vector<Method>& list);
void add_spatial_methods(std::vector<Method>& list);
void add_scan_methods(std::vector<Method>& list);
void add_series_methods(std::vector<Method>& list);
void add_composite_methods(std::vector<Method>& list);

// Joins what was read: the errors of all, or nothing.
template <class... T>
Errors problems(const Checked<T>&... read) {
  Errors errors;
  ((read ? void() : errors.add(read.error())), ...);
  return errors;
}

}  // namespace trede::method
