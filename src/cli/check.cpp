// SPDX-License-Identifier: EUPL-1.2
// trede check: reads everything, writes nothing, lists every problem.
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "theme/theme.hpp"

namespace trede::cli {
namespace {

Errors check_own_theme(const std::filesystem::path& folder) {
  auto theme = read_theme(folder);
  return theme ? check_theme(*theme) : std::move(theme.error());
}

}  // namespace

int run_check(const std::filesystem::path& folder, unsigned threads, Console& console) {
  auto prepared = prepare(folder, console);
  if (!prepared) return console.fail(std::move(prepared.error()));
  Errors errors = check_rules(*prepared);
  errors.add(check_own_theme(folder));
  const auto told = stories(*prepared, console);
  if (!told) errors.add(told.error());
  auto staging = read_sources(*prepared, threads, console);
  if (!staging) errors.add(std::move(staging.error()));
  if (errors.fatal()) return console.fail(std::move(errors));
  console.warn(prepared->warnings);
  console.warn(staging->warnings);
  const AreaSet& areas = prepared->areas();
  const auto count = [&](AreaLevel level) { return areas.run(level).last - areas.run(level).first; };
  std::int64_t rows = 0;
  for (const StagedTable& t : staging->tables) rows += t.from.rows;
  console.say(fmt::format(fmt::runtime(console.pick("In orde: {} bestanden, {} rijen, {} wijken, {} buurten. Er is niets geschreven.",
                                                    "All well: {} files, {} rows, {} wijken, {} buurten. Nothing was written.")),
                          staging->tables.size() + staging->surveys.size(), rows, count(AreaLevel::wijk), count(AreaLevel::buurt)));
  if (console.json()) {
    JsonWriter json;
    json.begin_object()
        .field_bool("ok", true)
        .field_int("warnings", static_cast<std::int64_t>(prepared->warnings.list().size() + staging->warnings.list().size()));
    json.key("concordances").begin_array();
    for (const Concordance& c : prepared->concordances) {
      std::array<int, 6> kinds{};
      const AreaSet& from = *staging->division(c.from);
      for (const Edge& e : c.edges)
        if (from.level(e.from) == AreaLevel::buurt) ++kinds[static_cast<std::size_t>(e.kind)];
      json.begin_object().field_int("from", c.from.year).field_int("to", c.to.year).key("buurten").begin_object();
      for (std::size_t k = 0; k < kinds.size(); ++k)
        if (kinds[k] > 0) json.field_int(published_word(static_cast<EdgeKind>(k)), kinds[k]);
      json.end_object().field_int("doubtful", static_cast<std::int64_t>(c.doubtful.size())).end_object();
    }
    json.end_array().end_object();
    console.data(json.take());
  }
  return 0;
}

}  // namespace trede::cli
