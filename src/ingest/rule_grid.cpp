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

void RuleGrid::add_window_column(StagedTable& table, const char* stem, const std::vector<GroupCount>& counts, int years) const {
  StagedColumn& column = noughts(table, stem);
  for (const GroupCount& count : counts) {
    const auto place = area(count.niveau, count.gebied);
    if (!place) continue;
    for (std::size_t p = 0; p < periods_.size(); ++p) {
      const bool inside = periods_[p].kind() == PeriodKind::year && window_of(periods_[p].first_year(), years).str() == count.periode;
      if (inside) column.value[row(p, *place)] = static_cast<double>(count.groups);
    }
  }
}

}  // namespace trede
