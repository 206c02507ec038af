// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reading one quantity (a column, a sum, a product) out of a staged table for one period, on the edition's division.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/staged.hpp"
#include "observe/carry.hpp"
#include "observe/observations.hpp"

namespace trede {

// What the rooms below share: the staging, the divisions and how to cross between them.
class Sources {
 public:
  Sources(const Project& project, const Catalogue& catalogue, const Staging& staging, const AreaSet& areas,
          const std::vector<Concordance>& carry);

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] const Staging& staging() const { return staging_; }
  [[nodiscard]] const AreaSet& areas() const { return areas_; }
  [[nodiscard]] const Project& project() const { return project_; }
  [[nodiscard]] const Carrier* carrier(Vintage from) const;  // null for the edition's own division
  [[nodiscard]] bool reachable(Vintage from) const;          // own, or there is a concordance
  // Tables of a mapping, the preferred first: those of the edition's division, then the later one in the source's list.
  [[nodiscard]] std::vector<const StagedTable*> tables(const Figures& figures) const;

 private:
  const Project& project_;
  const Catalogue& catalogue_;
  const Staging& staging_;
  const AreaSet& areas_;
  std::vector<std::unique_ptr<Carrier>> carriers_;
};

// The rows of a table that a selection keeps, by period.
struct PeriodRows {
  Period period;
  std::vector<std::uint32_t> rows;
};
// Does the table have every dimension that the mapping itself selects on?
bool has_dimensions(const StagedTable& table, const FigureColumns& columns);
// Rows with the right dimension keys, grouped by period in time order. Months and quarters of a count are grouped by year when
// `whole_years` is set; of an area that misses a month or quarter the whole year is left out, never shown as a low one.
std::vector<PeriodRows> select_rows(const StagedTable& table, const Selection& selection, bool whole_years);

// Column `stem` (or the sum of several) over the rows, by area of the table's division. Areas without a row: Missing::no_source when
// no area of that level has one, else Missing::unknown.
Quantity read_sum(const StagedTable& table, const AreaSet& division, const std::vector<std::string>& stems,
                  const std::vector<std::uint32_t>& rows);
// Product of two or more columns times `scale`.
Quantity read_product(const StagedTable& table, const AreaSet& division, const std::vector<std::string>& stems, double scale,
                      const std::vector<std::uint32_t>& rows);

// A denominator for one year on the edition's division; `beside` is preferred when it has it.
struct DenominatorFigures {
  Quantity quantity;
  const StagedTable* table = nullptr;
  std::vector<std::string> columns;
};
std::optional<DenominatorFigures> read_denominator(const Sources& sources, const DenominatorId& id, int year, const StagedTable* beside);
// The same, with the open sources before the municipal ones: for figures that are shown by themselves, such as an area's inhabitants.
std::optional<DenominatorFigures> read_open_denominator(const Sources& sources, const DenominatorId& id, int year);

// The same on an arbitrary division (weights for merged areas); nullopt when no table of that division has it.
std::optional<Quantity> native_denominator(const Sources& sources, const DenominatorId& id, int year, Vintage division);

// The selection of a mapping for a table: the source's default, overlaid by the mapping's.
Selection selection_for(const Source& source, const FigureColumns& columns);
std::vector<std::string> keys_of(const StagedTable& table, const std::vector<std::string>& stems);

}  // namespace trede
