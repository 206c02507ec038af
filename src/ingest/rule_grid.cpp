// SPDX-License-Identifier: EUPL-1.2
#include "ingest/rule_grid.hpp"

#include <algorithm>

namespace trede {

RuleGrid::RuleGrid(const AreaSet& division, AreaIndex gemeente, std::vector<Period> periods)
    : division_(division), periods_(std::move(periods)) {
  for (AreaIndex area = 0; area < division.size(); ++area)
    if (division.gemeente(area) == gemeente) own_.push_back(area);
}

StagedColumn& RuleGrid::noughts(StagedTable& table, const std::string& stem) {
  StagedColumn column{stem, stem, {}, {}};
  column.value.assign(table.area.size(), 0.0);
  column.missing.assign(table.area.size(), Missing::none);
  table.columns.push_back(std::move(column));
  return table.columns.back();
}

void RuleGrid::fill(StagedTable& table, const std::vector<std::string>& stems) const {
  for (const Period& period : periods_) {
    for (const AreaIndex area : own_) {
      table.area.push_back(area);
      table.period.push_back(period);
    }
  }
  for (const std::string& stem : stems) noughts(table, stem);
}

std::optional<std::size_t> RuleGrid::area(std::string_view niveau, std::string_view gebied) const {
  const auto code = AreaCode::parse(gebied);
  const auto found = code ? division_.find(*code) : std::nullopt;
  const auto place = found ? std::lower_bound(own_.begin(), own_.end(), *found) : own_.end();
  if (place == own_.end() || *place != *found || to_string(code->level()) != niveau) return std::nullopt;
  return static_cast<std::size_t>(place - own_.begin());
}

std::optional<std::size_t> RuleGrid::period(std::string_view text) const {
  const auto parsed = Period::parse(text);
  const auto at = parsed ? std::lower_bound(periods_.begin(), periods_.end(), *parsed) : periods_.end();
  if (at == periods_.end() || *at != *parsed) return std::nullopt;
  return static_cast<std::size_t>(at - periods_.begin());
}

void RuleGrid::add_column(StagedTable& table, const char* stem, const std::vector<GroupCount>& counts,
                          std::int64_t GroupCount::*number) const {
  StagedColumn& column = noughts(table, stem);
  for (const GroupCount& count : counts) {
    const auto place = area(count.niveau, count.gebied);
    const auto time = period(count.periode);
    if (place && time) column.value[row(*time, *place)] = static_cast<double>(count.*number);
  }
}

std::vector<Period> RuleGrid::windows(int years) const {
  std::vector<Period> out;
  for (const Period& period : periods_)
    out.push_back(period.kind() == PeriodKind::year && years > 1 ? window_of(period.first_year(), years) : period);
  return out;
}

void RuleGrid::add_window_column(StagedTable& table, const char* stem, const std::vector<GroupCount>& counts, int years,
                                 const char* least) const {
  const std::vector<double> at_least = table.column(least)->value;
  StagedColumn& column = noughts(table, stem);
  const std::vector<Period> window = windows(years);
  for (std::size_t area = 0; area < own_.size(); ++area)
    for (std::size_t p = 0; p < periods_.size(); ++p)
      for (std::size_t q = 0; q < periods_.size(); ++q)
        if (window[p] == window[q]) column.value[row(p, area)] = std::max(column.value[row(p, area)], at_least[row(q, area)]);
  for (const GroupCount& count : counts) {
    const auto place = area(count.niveau, count.gebied);
    if (!place) continue;
    for (std::size_t p = 0; p < periods_.size(); ++p)
      if (window[p].str() == count.periode)
        column.value[row(p, *place)] = std::max(column.value[row(p, *place)], static_cast<double>(count.groups));
  }
}

std::vector<std::pair<std::string, std::string>> RuleGrid::in_doubt(const StagedTable& table, int years, int minimum, bool every) const {
  const std::vector<double>& counts = table.columns.front().value;
  const std::vector<Period> window = windows(years);
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t area = 0; area < own_.size(); ++area) {
    if (!every && division_.level(own_[area]) <= AreaLevel::gemeente) continue;
    bool doubt = false;
    for (std::size_t p = 0; p < periods_.size() && !doubt; ++p) {
      double sum = 0.0, most = 0.0;
      for (std::size_t q = 0; q < periods_.size(); ++q) {
        if (window[p] != window[q]) continue;
        sum += counts[row(q, area)];
        most = std::max(most, counts[row(q, area)]);
      }
      doubt = every ? sum > 0.0 : sum >= minimum && most < minimum;
    }
    if (!doubt) continue;
    const AreaCode code = division_.code(own_[area]);
    out.emplace_back(to_string(code.level()), code.str());
  }
  return out;
}

}  // namespace trede
