// SPDX-License-Identifier: EUPL-1.2
// trede build: sources → … → a new immutable edition.
#include <algorithm>
#include <array>
#include <map>
#include <span>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/around.hpp"
#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "cli/privacy.hpp"
#include "disclose/gate.hpp"
#include "edition/read/earlier.hpp"
#include "edition/read/figures.hpp"
#include "edition/write.hpp"
#include "estimate/estimates.hpp"
#include "observe/observations.hpp"
#include "score/scores.hpp"
#include "signal/signals.hpp"

namespace trede::cli {
namespace {

// Whether the project has sources of which trede itself must protect the figures.
bool has_protected_sources(const Prepared& p) {
  return std::any_of(p.project.sources.begin(), p.project.sources.end(), [&](const SourceConfig& config) {
    const Source* source = p.catalogue.source(config.id);
    return source != nullptr && source->disclosure != SourceDisclosure::published;
  });
}

// What earlier editions of this project have shown, newest first, also those that were removed since.
Checked<std::vector<EditionFigures>> read_earlier(const Prepared& p, Console& console) {
  Errors warnings, errors;
  const bool needed = has_protected_sources(p);
  const auto editions = published_before(p.project.folder / "editions", needed, warnings);
  if (!editions) return tl::unexpected(editions.error());
  std::vector<EditionFigures> out;
  for (const EditionEntry& entry : *editions) {
    auto figures = read_figures(entry.path, {.sources = {}, .protected_only = true});
    if (figures) {
      out.push_back(std::move(*figures));
      continue;
    }
    if (needed) errors.add(earlier_damaged(entry.path));
    for (Error error : figures.error().list()) {
      error.severity = Severity::warning;
      (needed ? errors : warnings).add(std::move(error));
    }
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  if (!warnings.empty()) console.warn(warnings);
  return out;
}

Checked<PublishedFigures> figures(const Prepared& p, Staging staging, unsigned threads, Console& console) {
  console.begin("observe", "Cijfers berekenen", "Computing figures");
  auto observations = observe(p.project, p.catalogue, staging, p.areas(), p.concordances, threads);
  if (!observations) return tl::unexpected(std::move(observations.error()));
  console.end();
  console.begin("disclose", "Beschermen wat herleidbaar is", "Protecting what could identify");
  const auto earlier = read_earlier(p, console);
  if (!earlier) return tl::unexpected(earlier.error());
  const PublishedBefore before{.editions = *earlier, .divisions = p.divisions, .concordances = p.concordances};
  Errors warnings;
  auto published = Gate::publish(p.project, p.catalogue, std::move(*observations), p.areas(), before, threads, &warnings);
  if (published) {
    console.warn(warnings);
    console.end();
  }
  return published;
}

Checked<EditionWritten> publish(const Prepared& p, const PublishedFigures& published, std::span<const Story> told, unsigned threads,
                                Console& console) {
  const auto reference = p.areas().find(p.project.reference);
  if (!reference) {
    return fail({"project.reference_unknown",
                 Failure::input,
                 "Het gebied in reference bestaat niet in deze indeling.",
                 "The area in reference does not exist in this division.",
                 {.file = "monitor.toml"}});
  }
  console.begin("estimate", "Marges, vergelijking en verloop", "Intervals, comparison and course");
  const Estimates estimates = estimate(p.catalogue, published, p.areas(), *reference, threads);
  console.end();
  console.begin("score", "De ladder per gebied", "The ladder of each area");
  const Scores scores = score(p.catalogue, published, p.areas(), estimates, *reference, p.project.score, threads);
  console.end();
  console.begin("signal", "Signalen zoeken", "Looking for signals");
  const auto sizes = measures(p.areas(), p.shapes);
  Around map = around(p.areas(), p.shapes, sizes);
  const Signals signals = find_signals({.catalogue = p.catalogue,
                                        .figures = published,
                                        .areas = p.areas(),
                                        .estimates = estimates,
                                        .scores = scores,
                                        .reference = *reference,
                                        .borders = std::move(map.borders),
                                        .x = std::move(map.x),
                                        .y = std::move(map.y),
                                        .threads = threads});
  console.end();
  console.begin("edition", "De editie schrijven", "Writing the edition");
  const EditionInput input{.name = p.project.name,
                           .fictional = p.project.fictional,
                           .all_gemeenten = p.project.all_gemeenten,
                           .reference = p.project.reference,
                           .languages = p.project.languages,
                           .contact_email = p.project.contact_email,
                           .contact_url = p.project.contact_url,
                           .catalogue = p.catalogue,
                           .areas = p.areas(),
                           .divisions = p.divisions,
                           .shapes = p.shapes,
                           .measures = sizes,
                           .concordances = p.concordances,
                           .figures = published,
                           .estimates = estimates,
                           .scores = scores,
                           .signals = signals,
                           .stories = told};
  WriteOptions options;
  options.threads = threads;
  options.keep = p.project.keep_editions;
  options.progress = [&](std::size_t done, std::size_t of) { console.progress(done, of); };
  options.examine = examine_for_privacy(p.project.folder / "editions", threads);
  auto written = write_edition(p.project.folder / "editions", input, options);
  if (written) console.end();
  return written;
}

std::string report_line(const EditionWritten& e, const Console& console) {
  const auto level = [&](AreaLevel l) { return static_cast<std::int64_t>(e.areas[static_cast<std::size_t>(l)]); };
  JsonWriter json;
  json.begin_object();
  json.key("edition").begin_object().field("id", e.id).field("path", e.path.string()).end_object();
  json.key("areas")
      .begin_object()
      .field_int("gemeente", level(AreaLevel::gemeente))
      .field_int("wijk", level(AreaLevel::wijk))
      .field_int("buurt", level(AreaLevel::buurt))
      .end_object();
  json.key("indicators").begin_object().field_int("catalogue", static_cast<std::int64_t>(e.catalogue_indicators));
  json.field_int("with_figures", static_cast<std::int64_t>(e.indicators_with_figures)).end_object();
  // Withheld is what trede itself keeps back; what the source does not give stands apart.
  const auto ours = [](const std::string& reason) {
    return reason == published_word(Missing::suppressed_primary) || reason == published_word(Missing::too_few);
  };
  json.key("figures").begin_object().field_int("published", e.published);
  for (const bool withheld : {true, false}) {
    json.key(withheld ? "withheld" : "absent").begin_object();
    for (const auto& [reason, count] : e.without)
      if (ours(reason) == withheld) json.field_int(reason, count);
    json.end_object();
  }
  json.end_object();
  json.key("stages").begin_array();
  for (const StageTime& s : console.stages())
    json.begin_object().field("name", s.name).key("seconds").number(s.seconds, 3).key("peak_mib").number(s.peak_mib, 1).end_object();
  json.end_array().end_object();
  return json.take();
}

// Sources with the same rule on one line.
void report_rules(const std::vector<RuleUsed>& rules, const Console& console) {
  std::map<std::array<int, 3>, std::string> sources;
  for (const RuleUsed& r : rules) {
    std::string& line = sources[{r.rule.minimum_count, r.rule.minimum_denominator, r.rule.minimum_respondents}];
    line += (line.empty() ? "" : ", ") + r.source.str();
  }
  for (const auto& [rule, names] : sources)
    console.say(fmt::format(fmt::runtime(console.pick("Niet getoond onder {} in de teller, {} in de noemer of {} antwoorden: {}.",
                                                      "Not shown below {} in the numerator, {} in the denominator or {} answers: {}.")),
                            rule[0], rule[1], rule[2], names));
}

void report(const EditionWritten& e, const PublishedFigures& published, const Console& console) {
  const auto level = [&](AreaLevel l) { return e.areas[static_cast<std::size_t>(l)]; };
  console.say(fmt::format(fmt::runtime(console.pick("{} gemeente(n), {} wijken, {} buurten; {} van de {} indicatoren met cijfers.",
                                                    "{} gemeente(n), {} wijken, {} buurten; {} of the {} indicators with figures.")),
                          level(AreaLevel::gemeente), level(AreaLevel::wijk), level(AreaLevel::buurt), e.indicators_with_figures,
                          e.catalogue_indicators));
  console.say(fmt::format(fmt::runtime(console.pick("{} cijfers gepubliceerd. Zonder cijfer, met de reden:",
                                                    "{} figures published. Without a figure, with the reason:")),
                          e.published));
  for (const auto& [reason, count] : e.without) console.say(fmt::format("  {:<26} {:>9}", reason, count));
  report_rules(published.rules(), console);
  console.say(fmt::format(fmt::runtime(e.existed ? console.pick("Deze editie bestond al: {}", "This edition existed already: {}")
                                                 : console.pick("Nieuwe editie: {}", "New edition: {}")),
                          e.path.string()));
}

}  // namespace

int run_build(const std::filesystem::path& folder, unsigned threads, Console& console) {
  auto prepared = prepare(folder, console);
  if (!prepared) return console.fail(std::move(prepared.error()));
  auto staging = read_sources(*prepared, threads, console);
  const auto told = stories(*prepared, console);
  if (!staging || !told) {
    Errors errors;
    if (!staging) errors.add(std::move(staging.error()));
    if (!told) errors.add(told.error());
    return console.fail(std::move(errors));
  }
  console.warn(prepared->warnings);
  console.warn(staging->warnings);
  auto published = figures(*prepared, std::move(*staging), threads, console);
  if (!published) return console.fail(std::move(published.error()));
  auto written = publish(*prepared, *published, *told, threads, console);
  if (!written) return console.fail(std::move(written.error()));
  console.warn(written->warnings);
  report(*written, *published, console);
  if (console.json()) console.data(report_line(*written, console));
  return 0;
}

}  // namespace trede::cli
