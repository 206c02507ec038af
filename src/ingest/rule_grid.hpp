// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a rule's staged table: every area of one gemeente in every period that was counted, by (period, area).

#include <optional>
#include <string_view>
#include <vector>

#include "ingest/register_groups.hpp"
#include "ingest/staged.hpp"

namespace trede {

class RuleGrid {
 public:
  RuleGrid(const AreaSet& division, AreaIndex gemeente, std::vector<Period> periods);

  [[nodiscard]] const std::vector<Period>& periods() const { return periods_; }
  // Area and period of every row, and a column of noughts per stem.
  void fill(StagedTable& table, const std::vector<std::string>& stems) const;
  // Position of an area in a period's rows; nothing when it is not an area of the gemeente at this level.
  [[nodiscard]] std::optional<std::size_t> area(std::string_view niveau, std::string_view gebied) const;
  [[nodiscard]] std::optional<std::size_t> period(std::string_view text) const;
  [[nodiscard]] std::size_t row(std::size_t period, std::size_t area) const { return period * own_.size() + area; }

  // A further column with what the groups provide, nought where there are none.
  void add_column(StagedTable& table, const char* stem, const std::vector<GroupCount>& counts, std::int64_t GroupCount::*number) const;
  // The same for counts per window: every period of a window gets the window's number, and at least what its largest period has in the
  // column `least`.
  void add_window_column(StagedTable& table, const char* stem, const std::vector<GroupCount>& counts, int years, const char* least) const;
  // The areas below the gemeente of which some window adds up to `minimum` or more while no single period of it reaches that: only there
  // does it matter how many different persons come back. With `every`, all areas where something is counted.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> in_doubt(const StagedTable& table, int years, int minimum,
                                                                          bool every) const;

 private:
  // The window of a row's period, as a key; a period that is no calendar year stands for itself.
  [[nodiscard]] std::vector<Period> windows(int years) const;
  static StagedColumn& noughts(StagedTable& table, const std::string& stem);
  const AreaSet& division_;
  std::vector<AreaIndex> own_;
  std::vector<Period> periods_;
};

}  // namespace trede
