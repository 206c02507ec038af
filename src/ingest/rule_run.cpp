// SPDX-License-Identifier: EUPL-1.2
#include "ingest/rule_run.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 53;

Where place_of(const Rule& rule) {
  Where where = rule.where;
  if (where.file.empty()) where.file = "rules/" + rule.name + ".sql";
  return where;
}

Error failed(const Rule& rule, const DuckError& error, bool fictional) {
  if (error.out_of_memory) {
    return problem("ingest.rule.memory", "Deze telregel heeft meer geheugen nodig dan er is.",
                   "This counting rule needs more memory than there is.", place_of(rule), Failure::limit);
  }
  const std::string words = error.before_data || fictional ? ": " + display_name(error.text) : "";
  return problem(
      "ingest.rule.failed",
      fmt::format("Deze telregel kan niet worden uitgevoerd{}. Een regel is precies één SELECT over registratie, periode en ligging.",
                  words),
      fmt::format("This counting rule cannot be run{}. A rule is exactly one SELECT over registratie, periode and ligging.", words),
      place_of(rule));
}

bool right_columns(const DuckResult& result) {
  const std::vector<std::string> names = {"niveau", "gebied", "periode", "aantal", "noemer"};
  if (result.columns() != 4 && result.columns() != 5) return false;
  for (std::size_t c = 0; c < result.columns(); ++c)
    if (result.name(c) != names[c] || !(c < 3 ? result.is_text(c) : result.is_integer(c))) return false;
  return true;
}

auto key(const RuleCount& row) { return std::tie(row.niveau, row.gebied, row.periode); }

}  // namespace

Error rule_failed(const Rule& rule, const DuckError& error) { return failed(rule, error, false); }

void make_periods(Duck& duck, const std::vector<Period>& periods) {
  duck.must("CREATE TABLE periode (periode VARCHAR, begin DATE, einde DATE)");
  for (const Period& period : periods) {
    duck.must(fmt::format("INSERT INTO periode VALUES ({}, DATE '{}', DATE '{}')", sql_text(period.str()), period.begin().str(),
                          period.end().str()));
  }
}

void make_ligging(Duck& duck, const AreaSet& division, AreaIndex gemeente) {
  duck.must("CREATE TABLE ligging (buurt VARCHAR, niveau VARCHAR, gebied VARCHAR)");
  Duck::Appender rows(duck, "ligging");
  const auto buurten = division.run(AreaLevel::buurt);
  for (AreaIndex buurt = buurten.first; buurt < buurten.last; ++buurt) {
    if (division.gemeente(buurt) != gemeente) continue;
    const std::string_view code = division.code(buurt).view();
    rows.row({code, std::string_view("buurt"), code});
    rows.row({code, std::string_view("wijk"), division.code(division.parent(buurt)).view()});
    rows.row({code, std::string_view("gemeente"), division.code(division.gemeente(buurt)).view()});
  }
  rows.row({std::string_view(""), std::string_view("gemeente"), division.code(gemeente).view()});
  rows.close();
}

void make_ligging(Duck& duck, const AreaSet& division) { make_ligging(duck, division, division.run(AreaLevel::gemeente).first); }

Checked<std::vector<RuleCount>> run_rule(Duck& duck, const Rule& rule, bool fictional) {
  auto result = duck.query_select(rule.sql);
  if (!result) return fail(failed(rule, result.error(), fictional));
  if (!right_columns(*result)) {
    return fail(problem(
        "ingest.rule.columns",
        "Een telregel geeft de kolommen niveau, gebied, periode (tekst), aantal en eventueel noemer (gehele getallen), in die volgorde.",
        "A counting rule gives the columns niveau, gebied, periode (text), aantal and perhaps noemer (whole numbers), in that order.",
        place_of(rule)));
  }
  std::vector<RuleCount> rows;
  const bool share = result->columns() == 5;
  bool whole = true;
  while (result->next_chunk()) {
    for (std::size_t r = 0; r < result->chunk_size(); ++r) {
      RuleCount row;
      for (std::size_t c = 0; c < result->columns(); ++c) whole = whole && !result->null(c, r);
      if (!whole) break;
      row.niveau = result->text(0, r);
      row.gebied = result->text(1, r);
      row.periode = result->text(2, r);
      const auto count = result->integer(3, r);
      const auto of = share ? result->integer(4, r) : std::optional<std::int64_t>(0);
      whole = whole && count && of && *count >= 0 && *count <= kLargest && *of >= 0 && *of <= kLargest;
      row.aantal = count.value_or(0);
      if (share) row.noemer = of;
      rows.push_back(std::move(row));
    }
  }
  Errors errors;
  if (!whole) {
    errors.add(problem("ingest.rule.not_whole", "Een telregel geeft gehele getallen van 0 of meer, en nergens NULL.",
                       "A counting rule gives whole numbers of 0 or more, and nowhere NULL.", place_of(rule)));
  }
  std::sort(rows.begin(), rows.end(), [](const RuleCount& a, const RuleCount& b) { return key(a) < key(b); });
  const auto twice = std::adjacent_find(rows.begin(), rows.end(), [](const RuleCount& a, const RuleCount& b) { return key(a) == key(b); });
  if (twice != rows.end()) {
    errors.add(problem("ingest.rule.duplicate", "Een telregel geeft één rij per niveau, gebied en periode. Ontbreekt er een GROUP BY?",
                       "A counting rule gives one row per niveau, gebied and periode. Is a GROUP BY missing?", place_of(rule)));
  }
  if (std::any_of(rows.begin(), rows.end(), [](const RuleCount& row) { return row.noemer && row.aantal > *row.noemer; })) {
    errors.add(problem("ingest.rule.numerator_larger", "Ergens is aantal groter dan noemer: de noemer telt niet iedereen mee.",
                       "Somewhere aantal is larger than noemer: the denominator does not count everybody.", place_of(rule)));
  }
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  return rows;
}

Checked<std::vector<RuleCount>> run_rule_example(const Rule& rule) {
  const auto wrong = [&](std::string nl, std::string en) {
    return fail(problem("ingest.rule.example", std::move(nl), std::move(en), place_of(rule)));
  };
  if (!rule.example) return wrong("Deze telregel heeft geen uitgewerkt voorbeeld.", "This counting rule has no worked example.");
  const RuleExample& example = *rule.example;
  std::vector<AreaRow> areas;
  for (const auto& [buurt, wijk] : example.areas) {
    const auto code = AreaCode::parse(buurt);
    if (!code || code->level() != AreaLevel::buurt || code->parent().str() != wijk)
      return wrong("Een buurt in areas hoort niet bij zijn wijk.", "A buurt in areas does not belong to its wijk.");
    areas.push_back({*code, buurt});
    areas.push_back({code->parent(), wijk});
    areas.push_back({code->gemeente(), code->gemeente().str()});
  }
  const auto division = AreaSet::build(Vintage{2020}, std::move(areas));
  if (!division) return tl::unexpected<Errors>(division.error());
  const auto gemeenten = division->run(AreaLevel::gemeente);
  if (gemeenten.last - gemeenten.first != 1)
    return wrong("De buurten in areas liggen niet in één gemeente.", "The buurten in areas do not lie in one gemeente.");
  std::vector<Period> periods;
  for (const std::string& text : example.periods) {
    const auto period = Period::parse(text);
    if (!period) return wrong("Een periode van het voorbeeld is niet te lezen.", "A period of the example cannot be read.");
    periods.push_back(*period);
  }
  Duck duck(1);
  std::string columns;
  for (const std::string& name : example.columns) columns += (columns.empty() ? "" : ", ") + sql_name(name) + " VARCHAR";
  duck.must("CREATE TABLE rijen (" + columns + ")");
  {
    Duck::Appender rows(duck, "rijen");
    for (const std::vector<std::string>& cells : example.rows) {
      if (cells.size() != example.columns.size())
        return wrong("Een rij van het voorbeeld heeft niet zoveel velden als er kolommen zijn.",
                     "A row of the example has not as many fields as there are columns.");
      std::vector<std::optional<std::string_view>> values;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const bool date = example.columns[c] == "begin" || example.columns[c] == "einde";
        if (date && !cells[c].empty() && !Date::parse(cells[c]))
          return wrong("Een datum van het voorbeeld is niet te lezen (2023-01-31).", "A date of the example cannot be read (2023-01-31).");
        if (cells[c].empty() && example.columns[c] != "buurt") values.emplace_back(std::nullopt);
        else values.emplace_back(std::string_view(cells[c]));
      }
      rows.row(values);
    }
    rows.close();
  }
  std::string list;
  for (const std::string& name : example.columns) {
    const bool date = name == "begin" || name == "einde";
    list += (list.empty() ? "" : ", ") + (date ? "CAST(" + sql_name(name) + " AS DATE) AS " + sql_name(name) : sql_name(name));
  }
  duck.must("CREATE VIEW registratie AS SELECT " + list + " FROM rijen");
  make_periods(duck, periods);
  make_ligging(duck, *division);
  duck.lock();
  return run_rule(duck, rule, true);
}

}  // namespace trede
