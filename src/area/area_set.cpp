// SPDX-License-Identifier: EUPL-1.2
#include "area/area_set.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/core.h>

#include "base/text.hpp"

namespace trede {
namespace {

Error problem(const char* code, std::string nl, std::string en) {
  Error error;
  error.code = code;
  error.nl = std::move(nl);
  error.en = std::move(en);
  return error;
}

AreaCode country_code() { return *AreaCode::parse("NL00"); }

bool row_before(const AreaRow& a, const AreaRow& b) {
  if (a.code.level() != b.code.level()) return a.code.level() < b.code.level();
  if (a.code != b.code) return a.code < b.code;
  return a.name < b.name;
}

// Sorted by level and code; one row per code. A code with two names is an error.
std::vector<AreaRow> unique_rows(std::vector<AreaRow> rows, Errors& errors) {
  std::sort(rows.begin(), rows.end(), row_before);
  std::vector<AreaRow> unique;
  unique.reserve(rows.size() + 1);
  for (AreaRow& row : rows) {
    if (unique.empty() || unique.back().code != row.code) {
      unique.push_back(std::move(row));
    } else if (unique.back().name != row.name && row.code.level() != AreaLevel::land) {
      errors.add(
          problem("area.duplicate",
                  fmt::format("Gebied {} staat meer dan eens in de lijst, met verschillende namen. Houd één naam over.", row.code.view()),
                  fmt::format("Area {} is in the list more than once, with different names. Keep one name.", row.code.view())));
    }
  }
  if (unique.empty() || unique.front().code.level() != AreaLevel::land) unique.insert(unique.begin(), {country_code(), "Nederland"});
  return unique;
}

std::string name_key(AreaLevel level, std::string_view name) {
  std::string key(1, static_cast<char>('0' + static_cast<int>(level)));
  key += fold_name(name);
  return key;
}

}  // namespace

Checked<AreaSet> AreaSet::build(Vintage vintage, std::vector<AreaRow> rows) {
  Errors errors;
  rows = unique_rows(std::move(rows), errors);
  AreaSet set;
  set.vintage_ = vintage;
  for (AreaRow& row : rows) {
    const auto index = static_cast<AreaIndex>(set.code_.size());
    const auto level = static_cast<std::size_t>(row.code.level());
    if (set.runs_[level].last == 0) set.runs_[level].first = index;
    set.runs_[level].last = index + 1;
    set.index_.emplace(row.code, index);
    set.code_.push_back(row.code);
    set.name_.push_back(std::move(row.name));
    if (row.code.level() == AreaLevel::land) {
      set.parent_.push_back(kNoArea);
      set.gemeente_.push_back(kNoArea);
      continue;
    }
    const auto parent = row.code.level() == AreaLevel::gemeente ? std::optional<AreaIndex>(0) : set.find(row.code.parent());
    const auto gemeente = row.code.level() == AreaLevel::gemeente ? std::optional<AreaIndex>(index) : set.find(row.code.gemeente());
    if (!parent || !gemeente) {
      const AreaCode absent = gemeente ? row.code.parent() : row.code.gemeente();
      errors.add(problem(
          "area.parent_missing",
          fmt::format("Gebied {} ligt in {}, maar {} staat niet in de lijst. Voeg het toe.", row.code.view(), absent.view(), absent.view()),
          fmt::format("Area {} lies in {}, but {} is not in the list. Add it.", row.code.view(), absent.view(), absent.view())));
    }
    set.parent_.push_back(parent.value_or(kNoArea));
    set.gemeente_.push_back(gemeente.value_or(kNoArea));
  }
  if (!errors.empty()) return tl::unexpected<Errors>(std::move(errors));
  set.index_names();
  return set;
}

void AreaSet::index_names() {
  names_.clear();
  for (AreaIndex i = 0; i < code_.size(); ++i) names_[name_key(level(i), name_[i])].push_back(i);
}

std::optional<AreaIndex> AreaSet::find(const AreaCode& code) const {
  const auto found = index_.find(code);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

std::span<const AreaIndex> AreaSet::by_name(AreaLevel level, std::string_view name) const {
  const auto found = names_.find(name_key(level, name));
  if (found == names_.end()) return {};
  return found->second;
}

AreaSet AreaSet::only_gemeenten(const std::vector<AreaCode>& gemeenten) const {
  const std::set<AreaCode> wanted(gemeenten.begin(), gemeenten.end());
  std::vector<AreaRow> rows;
  for (AreaIndex i = 0; i < code_.size(); ++i) {
    if (level(i) == AreaLevel::land || wanted.contains(code_[i].gemeente())) rows.push_back({code_[i], name_[i]});
  }
  auto cut = build(vintage_, std::move(rows));
  if (!cut) throw std::logic_error("a part of a complete division must be complete");
  return std::move(*cut);
}

}  // namespace trede
