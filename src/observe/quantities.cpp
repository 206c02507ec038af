// SPDX-License-Identifier: EUPL-1.2
#include "observe/quantities.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace trede {

Sources::Sources(const Project& project, const Catalogue& catalogue, const Staging& staging, const AreaSet& areas,
                 const std::vector<Concordance>& carry)
    : project_(project), catalogue_(catalogue), staging_(staging), areas_(areas) {
  for (const Concordance& c : carry)
    if (const AreaSet* from = staging.division(c.from); from != nullptr && c.to == areas.vintage())
      carriers_.push_back(std::make_unique<Carrier>(c, *from, areas));
}

const Carrier* Sources::carrier(Vintage from) const {
  if (from == areas_.vintage()) return nullptr;
  for (const auto& c : carriers_)
    if (c->from() == from) return c.get();
  return nullptr;
}

bool Sources::reachable(Vintage from) const { return from == areas_.vintage() || carrier(from) != nullptr; }

std::vector<const StagedTable*> Sources::tables(const Figures& figures) const {
  const Source* source = catalogue_.source(figures.source);
  std::vector<std::pair<std::size_t, const StagedTable*>> found;
  for (const StagedTable& t : staging_.tables) {
    if (t.from.source != figures.source || t.rule != figures.rule || !reachable(t.from.vintage)) continue;
    if (!figures.tables.empty() && std::find(figures.tables.begin(), figures.tables.end(), t.from.table) == figures.tables.end()) continue;
    std::size_t place = 0;
    if (source != nullptr)
      for (std::size_t i = 0; i < source->tables.size(); ++i)
        if (source->tables[i].id == t.from.table) place = i + 1;
    found.emplace_back(place, &t);
  }
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    const bool a_own = a.second->from.vintage == areas_.vintage();
    const bool b_own = b.second->from.vintage == areas_.vintage();
    if (a_own != b_own) return a_own;
    if (a.first != b.first) return a.first > b.first;
    return a.second->from.file < b.second->from.file;
  });
  std::vector<const StagedTable*> out;
  for (const auto& [place, table] : found) out.push_back(table);
  return out;
}

Selection selection_for(const Source& source, const FigureColumns& columns) {
  Selection out = source.select;
  for (const auto& [dimension, key] : columns.select) out[dimension] = key;
  return out;
}

std::vector<std::string> keys_of(const StagedTable& table, const std::vector<std::string>& stems) {
  std::vector<std::string> out;
  for (const std::string& stem : stems)
    if (const StagedColumn* c = table.column(stem)) out.push_back(c->key);
  return out;
}

namespace {

// How many parts of its kind fill the year.
int parts_of_year(PeriodKind kind) { return kind == PeriodKind::month ? 12 : kind == PeriodKind::quarter ? 4 : 1; }

}  // namespace

bool has_dimensions(const StagedTable& table, const FigureColumns& columns) {
  return std::all_of(columns.select.begin(), columns.select.end(), [&](const auto& wish) { return table.dimensions.contains(wish.first); });
}

namespace {

// The rows that a selection keeps. A dimension that only the source's default names may be absent: the file holds one key of it.
std::vector<std::uint32_t> kept_rows(const StagedTable& table, const Selection& selection) {
  std::vector<std::pair<const std::vector<std::string>*, const std::string*>> conditions;
  for (const auto& [dimension, key] : selection) {
    const auto found = table.dimensions.find(dimension);
    if (found != table.dimensions.end()) conditions.emplace_back(&found->second, &key);
  }
  std::vector<std::uint32_t> out;
  for (std::uint32_t r = 0; r < table.area.size(); ++r)
    if (std::all_of(conditions.begin(), conditions.end(), [&](const auto& c) { return (*c.first)[r] == *c.second; })) out.push_back(r);
  return out;
}

constexpr std::uint32_t kAllMonths = 0x1FFE;  // bits 1..12
constexpr std::uint32_t kAllQuarters = 0x1E;  // bits 1..4

// Rows whose months or quarters fill the year of their area, by year; whole years stay as they are.
std::map<Period, std::vector<std::uint32_t>> years_of(const StagedTable& table, const std::vector<std::uint32_t>& rows) {
  std::map<std::pair<int, AreaIndex>, std::array<std::uint32_t, 2>> seen;
  const auto part_bit = [&](std::uint32_t r) { return 1U << static_cast<unsigned>(table.period[r].part()); };
  for (const std::uint32_t r : rows) {
    const PeriodKind kind = table.period[r].kind();
    if (parts_of_year(kind) > 1) seen[{table.period[r].first_year(), table.area[r]}][kind == PeriodKind::month ? 0 : 1] |= part_bit(r);
  }
  std::map<Period, std::vector<std::uint32_t>> out;
  for (const std::uint32_t r : rows) {
    const Period& period = table.period[r];
    const PeriodKind kind = period.kind();
    if (parts_of_year(kind) == 1) {
      out[period].push_back(r);
      continue;
    }
    const auto& bits = seen.at({period.first_year(), table.area[r]});
    const bool whole = kind == PeriodKind::month ? bits[0] == kAllMonths : bits[0] == 0 && bits[1] == kAllQuarters;
    if (whole) out[Period::year(period.first_year())].push_back(r);
  }
  return out;
}

}  // namespace

std::vector<PeriodRows> select_rows(const StagedTable& table, const Selection& selection, bool whole_years) {
  const std::vector<std::uint32_t> rows = kept_rows(table, selection);
  std::map<Period, std::vector<std::uint32_t>> by_period;
  if (whole_years) by_period = years_of(table, rows);
  else
    for (const std::uint32_t r : rows) by_period[table.period[r]].push_back(r);
  std::vector<PeriodRows> out;
  for (auto& [period, kept] : by_period) out.push_back({period, std::move(kept)});
  return out;
}

namespace {

// Combines several rows and columns per area by `join`.
template <class Start, class Join>
Quantity read(const StagedTable& table, const AreaSet& division, const std::vector<std::string>& stems,
              const std::vector<std::uint32_t>& rows, Start start, Join join) {
  Quantity q = Quantity::none(division.size(), Missing::no_source);
  std::array<bool, 4> level_there{};
  std::vector<std::uint8_t> there(division.size(), 0);
  std::vector<const StagedColumn*> columns;
  for (const std::string& stem : stems) {
    const StagedColumn* c = table.column(stem);
    if (c == nullptr) return q;
    columns.push_back(c);
  }
  for (const std::uint32_t r : rows) {
    const AreaIndex a = table.area[r];
    if (a == kNoArea) continue;
    if (!there[a]) {
      there[a] = 1;
      level_there[static_cast<std::size_t>(division.level(a))] = true;
      q.missing[a] = Missing::none;
      q.value[a] = 0.0;
    }
    double value = start;
    for (const StagedColumn* c : columns) {
      if (c->missing[r] != Missing::none) {
        if (q.missing[a] == Missing::none) q.missing[a] = c->missing[r];
        continue;
      }
      value = join(value, c->value[r]);
    }
    q.value[a] += value;
  }
  for (AreaIndex a = 0; a < division.size(); ++a) {
    if (!there[a]) q.missing[a] = level_there[static_cast<std::size_t>(division.level(a))] ? Missing::unknown : Missing::no_source;
    if (q.missing[a] != Missing::none) q.value[a] = 0.0;
  }
  return q;
}

}  // namespace

Quantity read_sum(const StagedTable& table, const AreaSet& division, const std::vector<std::string>& stems,
                  const std::vector<std::uint32_t>& rows) {
  return read(table, division, stems, rows, 0.0, [](double a, double b) { return a + b; });
}

Quantity read_product(const StagedTable& table, const AreaSet& division, const std::vector<std::string>& stems, double scale,
                      const std::vector<std::uint32_t>& rows) {
  return read(table, division, stems, rows, scale, [](double a, double b) { return a * b; });
}

namespace {

std::optional<DenominatorFigures> from_table(const Sources& sources, const Figures& f, const StagedTable& table, int year) {
  const Source* source = sources.catalogue().source(f.source);
  const AreaSet* division = sources.staging().division(table.from.vintage);
  if (source == nullptr || division == nullptr) return std::nullopt;
  const FigureColumns columns = f.for_table(table.from.table);
  if (!has_dimensions(table, columns)) return std::nullopt;
  for (const PeriodRows& p : select_rows(table, selection_for(*source, columns), false)) {
    if (p.period != Period::year(year)) continue;
    const bool product = !columns.product.empty();
    std::vector<std::string> stems = product ? columns.product : columns.numerator;
    if (columns.value) stems = {*columns.value};
    Quantity q = product ? read_product(table, *division, stems, f.scale, p.rows) : read_sum(table, *division, stems, p.rows);
    const bool any = std::any_of(q.missing.begin(), q.missing.end(), [](Missing m) { return m == Missing::none; });
    if (!any) return std::nullopt;
    return DenominatorFigures{std::move(q), &table, keys_of(table, stems)};
  }
  return std::nullopt;
}

}  // namespace

namespace {

// From the first mapping that has it, carried over to the edition's division.
std::optional<DenominatorFigures> first_of(const Sources& sources, const std::vector<Figures>& mappings, int year,
                                           const StagedTable* beside) {
  const auto carried = [&](std::optional<DenominatorFigures> found) -> std::optional<DenominatorFigures> {
    if (const Carrier* carrier = sources.carrier(found->table->from.vintage)) found->quantity = carrier->counts(found->quantity);
    return found;
  };
  if (beside != nullptr)
    for (const Figures& f : mappings)
      if (f.source == beside->from.source)
        if (auto found = from_table(sources, f, *beside, year)) return carried(std::move(found));
  for (const Figures& f : mappings)
    for (const StagedTable* table : sources.tables(f))
      if (auto found = from_table(sources, f, *table, year)) return carried(std::move(found));
  return std::nullopt;
}

}  // namespace

std::optional<DenominatorFigures> read_denominator(const Sources& sources, const DenominatorId& id, int year, const StagedTable* beside) {
  const Denominator* d = sources.catalogue().denominator(id);
  return d == nullptr ? std::nullopt : first_of(sources, d->figures, year, beside);
}

std::optional<DenominatorFigures> read_open_denominator(const Sources& sources, const DenominatorId& id, int year) {
  const Denominator* d = sources.catalogue().denominator(id);
  if (d == nullptr) return std::nullopt;
  std::vector<Figures> open_first = d->figures;
  std::stable_partition(open_first.begin(), open_first.end(), [&](const Figures& f) {
    const Source* s = sources.catalogue().source(f.source);
    return s != nullptr && s->access == Access::open;
  });
  return first_of(sources, open_first, year, nullptr);
}

std::optional<Quantity> native_denominator(const Sources& sources, const DenominatorId& id, int year, Vintage division) {
  const Denominator* d = sources.catalogue().denominator(id);
  if (d == nullptr) return std::nullopt;
  for (const Figures& f : d->figures)
    for (const StagedTable* table : sources.tables(f))
      if (table->from.vintage == division)
        if (auto found = from_table(sources, f, *table, year)) return std::move(found->quantity);
  return std::nullopt;
}

}  // namespace trede
