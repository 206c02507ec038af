// SPDX-License-Identifier: EUPL-1.2
#include "ingest/register_groups.hpp"

#include <fmt/format.h>

#include "ingest/rule_run.hpp"

namespace trede {

RegisterGroups::RegisterGroups(Duck& duck, std::string rows, std::string columns)
    : duck_(duck), rows_(std::move(rows)), columns_(std::move(columns)) {
  duck_.must("ALTER TABLE ligging RENAME TO ligging_heel");
  duck_.must("CREATE VIEW alle_registraties AS " + rows_);
  whole();
}

void RegisterGroups::whole() {
  duck_.must(fmt::format("CREATE OR REPLACE VIEW registratie AS SELECT persoon, begin, einde, buurt{} FROM alle_registraties", columns_));
  duck_.must("CREATE OR REPLACE VIEW ligging AS SELECT * FROM ligging_heel");
}

void RegisterGroups::by(const std::string& column, bool empty_too, const std::vector<std::pair<std::string, std::string>>& only) {
  const std::string told = empty_too ? std::string("true") : fmt::format("{} <> ''", column);
  duck_.must(fmt::format(
      "CREATE OR REPLACE VIEW registratie AS SELECT persoon, begin, einde, buurt || '|' || {} AS buurt{} FROM alle_registraties WHERE {}",
      column, columns_, told));
  std::string places = "ligging_heel";
  if (!only.empty()) {
    places = "ligging_deel";
    duck_.must("CREATE OR REPLACE TABLE alleen (niveau VARCHAR, gebied VARCHAR)");
    Duck::Appender appender(duck_, "alleen");
    for (const auto& [niveau, gebied] : only) appender.row({std::string_view(niveau), std::string_view(gebied)});
    appender.close();
    duck_.must(
        "CREATE OR REPLACE TABLE ligging_deel AS SELECT l.* FROM ligging_heel AS l JOIN alleen AS a ON a.niveau = l.niveau AND a.gebied = l.gebied");
  }
  duck_.must(fmt::format(
      "CREATE OR REPLACE TABLE ligging_groep AS SELECT g.buurt || '|' || g.groep AS buurt, l.niveau, l.gebied || '|' || g.groep AS gebied "
      "FROM (SELECT DISTINCT buurt, {0} AS groep FROM alle_registraties WHERE {1} AND buurt IN (SELECT buurt FROM {2})) AS g "
      "JOIN {2} AS l ON l.buurt = g.buurt",
      column, told, places));
  duck_.must("CREATE OR REPLACE VIEW ligging AS SELECT * FROM ligging_groep");
}

Checked<std::vector<GroupCount>> RegisterGroups::run(const Rule& rule, const std::vector<std::pair<std::string, std::string>>& windows) {
  // The rule is known to be one SELECT: it has been run as such.
  std::string per = "periode", join;
  if (!windows.empty()) {
    duck_.must("CREATE OR REPLACE TABLE venster (van VARCHAR, venster VARCHAR)");
    Duck::Appender appender(duck_, "venster");
    for (const auto& [period, window] : windows) appender.row({std::string_view(period), std::string_view(window)});
    appender.close();
    per = "venster";
    join = " JOIN venster ON van = periode";
  }
  auto made = duck_.query("CREATE OR REPLACE VIEW telling AS " + rule.sql);
  if (!made) return fail(rule_failed(rule, made.error()));
  auto result = duck_.query(
      fmt::format("SELECT niveau, split_part(gebied, '|', 1) AS plaats, {0} AS tijd, CAST(max(aantal) AS BIGINT), count(DISTINCT gebied) "
                  "FROM telling{1} WHERE aantal > 0 GROUP BY niveau, plaats, tijd ORDER BY niveau, plaats, tijd",
                  per, join));
  if (!result) return fail(rule_failed(rule, result.error()));
  std::vector<GroupCount> out;
  while (result->next_chunk()) {
    for (std::size_t r = 0; r < result->chunk_size(); ++r) {
      out.push_back({std::string(result->text(0, r)), std::string(result->text(1, r)), std::string(result->text(2, r)),
                     result->integer(3, r).value_or(0), result->integer(4, r).value_or(0)});
    }
  }
  return out;
}

}  // namespace trede
