// SPDX-License-Identifier: EUPL-1.2
#include "ingest/stage_table.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/number.hpp"
#include "ingest/period_check.hpp"
#include "ingest/pii.hpp"
#include "ingest/problem.hpp"
#include "ingest/stage_header.hpp"

namespace trede {
namespace {

class Stager {
 public:
  Stager(OpenedRows opened, const TableContext& context, Errors& errors)
      : opened_(std::move(opened)),
        rows_(*opened_.rows),
        context_(context),
        errors_(errors),
        matcher_(*context.division, *context.divisions, context.file->area_by, context.file->area_level, context.project->all_gemeenten),
        periods_(*context.project, *context.file, context.open()) {}

  TableDraft stage() {
    draft_.shown = context_.file->shown;
    draft_.more_pages = opened_.more_pages;
    draft_.next_skip = opened_.next_skip;
    if (!context_.file->aliases.empty()) errors_.add(matcher_.read_aliases(context_.file->aliases, display_name(context_.file->aliases)));
    const HeaderPlan plan = plan_header(rows_.header(), context_, errors_);
    prepare(plan);
    const bool readable = !errors_.fatal();
    PiiDetector pii(rows_.header(), exempt(plan), FeedKind::aggregate);
    while (rows_.next()) {
      for (std::size_t c = 0; c < rows_.header().size(); ++c) pii.look(c, rows_.cell(c).text);
      if (plan.id) draft_.page_ids.push_back(page_id(*plan.id));
      if (readable) take_row(plan);
    }
    Errors found = pii.verdict(context_.file->shown);
    errors_.add(std::move(found));
    errors_.add(rows_.take_errors());
    if (rows_.rows() == 0) {
      errors_.add(problem("ingest.table.no_rows",
                          "Het bestand heeft geen rijen onder de kop. Een lege levering is geen nul: haal het bestand opnieuw op.",
                          "The file has no rows below its header. An empty delivery is not zero: retrieve the file again.",
                          {.file = context_.file->shown}));
    }
    if (own_marks_ > 0 && other_marks_ > 0) {
      errors_.add(problem(
          "ingest.number.mixed_marks",
          fmt::format(
              "Dit bestand gebruikt punt en komma door elkaar als decimaalteken: {} keer het opgegeven teken, {} keer het andere. Lever het met één teken.",
              own_marks_, other_marks_),
          fmt::format(
              "This file uses point and comma mixed as decimal mark: {} times the declared mark, {} times the other. Deliver it with one mark.",
              own_marks_, other_marks_),
          {.file = context_.file->shown}));
    }
    for (const auto& [slot, index] : slots_)
      for (std::size_t c = 0; c < filled_[index].size(); ++c)
        if (filled_[index][c]) draft_.filled[slot].insert(draft_.table.columns[c].stem);
    draft_.table.from.sha256 = opened_.sha256;
    draft_.table.from.rows = rows_.rows();
    return std::move(draft_);
  }

 private:
  std::set<std::string> exempt(const HeaderPlan& plan) const {
    return {rows_.header().empty() ? std::string() : rows_.header()[plan.area]};
  }

  void prepare(const HeaderPlan& plan) {
    for (const HeaderPlan::Value& value : plan.values) {
      StagedColumn column;
      column.stem = context_.wanted->columns[value.wanted].stem;
      column.key = context_.file->wide.empty() ? rows_.header()[value.column] : context_.file->wide;
      draft_.table.columns.push_back(std::move(column));
    }
    draft_.null.resize(plan.values.size());
    for (const HeaderPlan::Dimension& dimension : plan.dimensions) draft_.table.dimensions[dimension.stem];
    tokens_ = context_.source->missing;
    for (const auto& [token, reason] : context_.file->dialect.missing) tokens_[token] = reason;
    if (!plan.period && plan.wide.empty()) {
      fixed_ = context_.file->period ? *context_.file->period
                                     : (context_.table != nullptr ? context_.table->period.value_or(Period{}) : Period{});
      if (!fixed_.empty()) periods_.check(fixed_, {.file = context_.file->shown}, errors_);
    }
    for (const HeaderPlan::WideColumn& wide : plan.wide) {
      Where where{.file = context_.file->shown, .line = 1, .column_name = display_name(rows_.header()[wide.column])};
      periods_.check(wide.period, where, errors_);
    }
  }

  void take_row(const HeaderPlan& plan) {
    const AreaMatch match = matcher_.match(rows_.cell(plan.area).text);
    if (match.fault != AreaFault::none) {
      Text text = advice(match, trim(rows_.cell(plan.area).text), context_.open(), context_.division->vintage());
      errors_.add(problem(std::string(code_of(match.fault)), std::move(text.nl), std::move(text.en), rows_.where(plan.area)));
      return;
    }
    dimensions_.clear();
    for (const HeaderPlan::Dimension& dimension : plan.dimensions)
      dimensions_[dimension.stem] = nfc(trim(rows_.cell(dimension.column).text));
    if (!keeps()) return;
    if (plan.wide.empty()) {
      Period period = fixed_;
      if (plan.period) {
        const auto read = periods_.read(rows_.cell(*plan.period).text, rows_.where(*plan.period), errors_);
        if (!read) return;
        period = *read;
      }
      add(plan, match, period, [&](std::size_t i) { return plan.values[i].column; });
    } else {
      for (const HeaderPlan::WideColumn& wide : plan.wide) add(plan, match, wide.period, [&](std::size_t) { return wide.column; });
    }
  }

  bool keeps() {
    joined_.clear();
    for (const auto& [stem, key] : dimensions_) (joined_ += '|') += key;
    const auto known = kept_.find(joined_);
    if (known != kept_.end()) return known->second;
    return kept_.emplace(joined_, context_.wanted->keeps(dimensions_)).first->second;
  }

  template <class ColumnOf>
  void add(const HeaderPlan& plan, const AreaMatch& match, const Period& period, ColumnOf column_of) {
    const std::string slot = period.str() + joined_;
    const auto [place, fresh] = slots_.emplace(slot, filled_.size());
    if (fresh) filled_.emplace_back(plan.values.size(), false);
    std::vector<bool>& filled = filled_[place->second];
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
      const Cell cell = rows_.cell(column_of(i));
      const std::string_view text = trim(cell.text);
      const bool empty = cell.null || text.empty();
      if (!empty) filled[i] = true;
      if (match.outside) continue;
      StagedColumn& column = draft_.table.columns[i];
      const Value value = empty ? Value{} : read_value(text, context_.wanted->columns[plan.values[i].wanted].role, column_of(i));
      column.value.push_back(value.number);
      column.missing.push_back(value.missing);
      draft_.null[i].push_back(empty ? 1 : 0);
    }
    if (match.outside) return;
    draft_.table.area.push_back(match.area);
    draft_.table.period.push_back(period);
    for (const auto& [stem, key] : dimensions_) draft_.table.dimensions[stem].push_back(key);
    draft_.slot.push_back(slot);
    const Where where = rows_.where();
    draft_.line.push_back(where.line > 0 ? where.line : where.row);
    ++draft_.selected_rows;
  }

  std::int64_t page_id(std::size_t column) const {
    const ParsedNumber id = parse_number(trim(rows_.cell(column).text), '.');
    return id.fault == NumberFault::none && id.whole ? static_cast<std::int64_t>(id.value) : -1;
  }

  struct Value {
    double number = 0;
    Missing missing = Missing::none;
  };

  Value read_value(std::string_view text, Role role, std::size_t column) {
    const auto token = tokens_.find(std::string(text));
    if (token != tokens_.end()) return {0, token->second};
    const ParsedNumber number = parse_number(text, rows_.decimal());
    if (number.fault != NumberFault::none) {
      if (number.fault == NumberFault::other_mark) ++other_marks_;
      Text say = advice(number.fault, rows_.decimal());
      if (context_.open()) {
        const std::string shown = display_name(text).substr(0, 40);
        say.nl += fmt::format(" Er staat: '{}'.", shown);
        say.en += fmt::format(" It says: '{}'.", shown);
      }
      wrong(std::string(code_of(number.fault)), std::move(say), column);
      return {0, Missing::unknown};
    }
    if (number.has_mark) ++own_marks_;
    if (number.value < 0 && number.whole) {
      const auto sentinel = tokens_.find(fmt::format("{:.0f}", number.value));  // -99997.0 for the token -99997
      if (sentinel != tokens_.end()) return {0, sentinel->second};
    }
    check_role(number, role, column);
    return {number.value, Missing::none};
  }

  void check_role(const ParsedNumber& number, Role role, std::size_t column) {
    if (role == Role::any) return;
    if (number.value < 0) {
      wrong("ingest.value.negative",
            {"Deze waarde is negatief en dat kan hier niet. Is het een teken voor 'ontbreekt'? Zet het in dialect.missing.",
             "This value is negative, which is impossible here. Is it a sign for 'missing'? Put it in dialect.missing."},
            column);
    } else if (role == Role::percent && number.value > 100) {
      wrong("ingest.value.percent_range",
            {"Een percentage ligt tussen 0 en 100. Controleer de waarde en de eenheid.",
             "A percentage lies between 0 and 100. Check the value and the unit."},
            column);
    } else if (role == Role::count && !number.whole) {
      wrong("ingest.value.fraction",
            {"Een aantal is een heel getal. Is het decimaalteken eigenlijk een teken tussen duizendtallen? Lever getallen zonder.",
             "A count is a whole number. Is the decimal mark really a mark between thousands? Deliver numbers without them."},
            column);
    }
  }

  void wrong(std::string code, Text text, std::size_t column) {
    errors_.add(problem(std::move(code), std::move(text.nl), std::move(text.en), rows_.where(column)));
  }

  OpenedRows opened_;
  RowSource& rows_;
  const TableContext& context_;
  Errors& errors_;
  AreaMatcher matcher_;
  PeriodReader periods_;
  TableDraft draft_;
  Period fixed_;
  std::map<std::string, Missing> tokens_;
  std::map<std::string, std::string> dimensions_;
  std::string joined_;
  std::unordered_map<std::string, bool> kept_;
  std::map<std::string, std::size_t> slots_;
  std::vector<std::vector<bool>> filled_;
  std::int64_t own_marks_ = 0, other_marks_ = 0;
};

}  // namespace

TableDraft stage_rows(OpenedRows opened, const TableContext& context, Errors& errors) {
  return Stager(std::move(opened), context, errors).stage();
}

}  // namespace trede
