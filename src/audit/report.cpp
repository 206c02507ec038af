// SPDX-License-Identifier: EUPL-1.2
#include "audit/report.hpp"

#include <map>

#include <fmt/format.h>

#include "audit/html.hpp"
#include "base/json_writer.hpp"

namespace trede::audit {
namespace {

std::string whole(std::size_t number) { return fmt::format("{}", number); }

void rules_json(JsonWriter& json, const std::vector<ManifestRule>& rules) {
  json.key("regels").begin_array();
  for (const auto& [source, rule] : rules) {
    json.begin_object().field("bron", source).field("methode", to_string(rule.method));
    json.field_int("minimumAantal", rule.minimum_count).field_int("minimumAanvulling", rule.minimum_complement);
    json.field_int("minimumNoemer", rule.minimum_denominator).field_int("minimumNoemerWoningen", rule.minimum_denominator_dwellings);
    json.field_int("minimumHuishoudens", rule.minimum_households).field_int("minimumRespondenten", rule.minimum_respondents);
    json.field_int("minimumAntwoorden", rule.minimum_answers).key("groepsaandeel").number(rule.group_share, 4);
    json.key("dominantie").number(rule.dominance, 4).field_int("breedte", rule.width).key("halveMarge").number(rule.half_width, 4);
    json.field("reden", rule.reason).field("goedgekeurdDoor", rule.approved_by).end_object();
  }
  json.end_array();
}

std::string interval_words(const IndicatorResult& one) {
  if (one.narrowest < 0) return "–";
  return one.at_least ? fmt::format("≥ {}", one.narrowest) : fmt::format("{}", one.narrowest);
}

// Words of the page in one language.
struct Words {
  std::string_view language, safe, unsafe, how, how_text, tried, tried_caption, results, results_caption, results_text, rules,
      rules_caption, weakened, no_weakening, found, found_caption, limits;
  std::vector<std::string> limit_list, tried_columns, result_columns, rule_columns, weak_columns, found_columns;
};

const Words& dutch() {
  static const Words words = {
      "nl",
      "Er is niets teruggerekend: elk achtergehouden aantal houdt de ruimte die de regel vraagt.",
      "Er is iets gevonden. Een editie met deze uitkomst wordt niet gepubliceerd.",
      "Wat is aangevallen, en hoe",
      "Voor de publicatie is geprobeerd om uit de bestanden van deze editie zelf terug te rekenen wat is achtergehouden, zoals een buitenstaander "
      "dat zou doen. Die buitenstaander kent de regels, weet dat nullen worden getoond, kent het aantal inwoners en bewaart eerdere edities: "
      "alle eerdere edities van dit project die er bij de publicatie nog waren, zijn samen met deze aangevallen. Het programma dat aanvalt "
      "deelt geen code met het programma dat beschermt.",
      "Pogingen",
      "Elke poging, met wat is bekeken en gevonden",
      "Per indicator",
      "Indicatoren met een regel",
      "De smalste ruimte is het verschil tussen het hoogste en het laagste aantal dat een aanvaller voor een achtergehouden cijfer nog mogelijk "
      "vindt, van het cijfer dat er het slechtst voor staat. Bij enquêtes wordt niet gerekend met aantallen maar met antwoorden.",
      "Regels",
      "Regels per bron",
      "Versoepelingen",
      "Geen enkele regel is zwakker dan de standaard.",
      "Wat is gevonden",
      "Bevindingen, zonder de aantallen zelf",
      "Wat dit rapport niet zegt",
      {"De aanval rekent met wat is gepubliceerd. Wat iemand weet doordat hij de mensen kent, valt er niet onder.",
       "Of één instelling het grootste deel van een aantal levert, is aan de buitenkant niet te zien; dat beoordeelt de regel over dominantie vooraf.",
       "De berekende ruimte geldt voor wie met breuken rekent. Iemand die alleen gehele aantallen toelaat kan in bijzondere gevallen iets meer "
       "weten; daarom vraagt de regel een breedte en niet alleen onzekerheid.",
       "Een optelling die door de cijfers zelf wordt tegengesproken (mensen zonder bekende buurt, mensen die in twee buurten meetellen) is voor "
       "niemand bruikbaar en is als weerlegd geteld."},
      {"poging", "bekeken", "weerlegd", "gevonden", "woord"},
      {"indicator", "bron", "getoond", "achtergehouden", "niet op dit niveau", "teruggerekend", "te nauw", "smalste ruimte"},
      {"bron", "methode", "aantal", "aanvulling", "inwoners", "woningen", "antwoorden", "breedte"},
      {"bron", "wat", "reden", "goedgekeurd door"},
      {"indicator", "periode", "gebied", "hoe", "woord", "bestand"}};
  return words;
}

const Words& english() {
  static const Words words = {
      "en",
      "Nothing was recalculated: every withheld count keeps the room that the rule asks.",
      "Something was found. An edition with this outcome is not published.",
      "What was attacked, and how",
      "Before publication it was tried to compute from the files of this edition itself what was withheld, as an outsider would. That outsider "
      "knows the rules, knows that zeros are shown, knows the number of inhabitants and keeps earlier editions: all earlier editions of this "
      "project that still existed at publication were attacked together with this one. The program that attacks shares no code with the "
      "program that protects.",
      "Attempts",
      "Each attempt, with what was looked at and found",
      "By indicator",
      "Indicators with a rule",
      "The narrowest room is the difference between the highest and the lowest count that an attacker still finds possible for a withheld "
      "figure, of the figure that is worst off. Surveys are judged by answers, not by counts.",
      "Rules",
      "Rules by source",
      "Weakenings",
      "No rule is weaker than the default.",
      "What was found",
      "Findings, without the counts themselves",
      "What this report does not say",
      {"The attack computes with what is published. What somebody knows because he knows the people is not part of it.",
       "Whether one institution provides most of a count cannot be seen from outside; the rule on dominance judges that beforehand.",
       "The room computed holds for those who compute with fractions. Somebody who allows whole counts only may know a little more in special "
       "cases; that is why the rule asks a width and not merely uncertainty.",
       "A sum that the figures themselves contradict (people without a known buurt, people counted in two buurten) is of use to nobody and is "
       "counted as refuted."},
      {"attempt", "looked at", "refuted", "found", "word"},
      {"indicator", "source", "shown", "withheld", "not at this level", "recalculated", "too narrow", "narrowest room"},
      {"source", "method", "count", "complement", "inhabitants", "dwellings", "answers", "width"},
      {"source", "what", "reason", "approved by"},
      {"indicator", "period", "area", "how", "word", "file"}};
  return words;
}

std::vector<HtmlColumn> columns(const std::vector<std::string>& names, std::size_t numbers_from) {
  std::vector<HtmlColumn> out;
  for (std::size_t i = 0; i < names.size(); ++i) out.push_back({names[i], i >= numbers_from});
  return out;
}

void section(HtmlPage& page, const Words& words, const EditionAudit& audit) {
  const auto pick = [&](const Text& text) { return words.language == "nl" ? text.nl : text.en; };
  page.paragraph(audit.safe() ? words.safe : words.unsafe, audit.safe() ? "good" : "bad");
  page.heading(2, words.how).paragraph(words.how_text);
  std::vector<std::vector<std::string>> rows;
  for (const EditionAttempt& one : audit.attempts)
    rows.push_back({pick(one.what), whole(one.tried), whole(one.refuted), whole(one.found), one.name});
  page.heading(2, words.tried).table(words.tried_caption, columns(words.tried_columns, 1), rows);
  if (!audit.safe()) {
    rows.clear();
    for (const EditionFinding& one : audit.findings)
      rows.push_back({one.indicator.empty() ? one.file : one.indicator, one.period, one.area, pick(one.how), one.kind, one.file});
    page.heading(2, words.found).table(words.found_caption, columns(words.found_columns, words.found_columns.size()), rows);
  }
  rows.clear();
  for (const IndicatorResult& one : audit.indicators)
    rows.push_back({one.indicator, one.source, whole(one.shown), whole(one.withheld), whole(one.above_level), whole(one.recovered),
                    whole(one.narrow), interval_words(one)});
  page.heading(2, words.results).paragraph(words.results_text).table(words.results_caption, columns(words.result_columns, 2), rows);
  rows.clear();
  for (const auto& [source, rule] : audit.rules)
    rows.push_back({source, std::string(to_string(rule.method)), fmt::format("{}", rule.minimum_count),
                    fmt::format("{}", rule.minimum_complement), fmt::format("{}", rule.minimum_denominator),
                    fmt::format("{}", rule.minimum_denominator_dwellings), fmt::format("{}", rule.minimum_respondents),
                    fmt::format("{}", rule.width)});
  page.heading(2, words.rules).table(words.rules_caption, columns(words.rule_columns, 2), rows);
  rows.clear();
  for (const Weakening& one : weakenings_of(audit.rules)) rows.push_back({one.source, one.what, one.reason, one.approved_by});
  page.heading(2, words.weakened);
  if (rows.empty()) page.paragraph(words.no_weakening);
  else page.table(words.weakened, columns(words.weak_columns, words.weak_columns.size()), rows);
  page.heading(2, words.limits).list(words.limit_list);
}

}  // namespace

std::vector<Weakening> weakenings_of(const std::vector<ManifestRule>& rules) {
  const DisclosureConfig standard;
  std::vector<Weakening> out;
  for (const auto& [source, rule] : rules) {
    std::string what;
    const auto compare = [&](const char* name, double value, double usual, bool higher_is_weaker) {
      if (higher_is_weaker ? value <= usual : value >= usual) return;
      what += fmt::format("{}{} {} ({})", what.empty() ? "" : ", ", name, value, usual);
    };
    compare("minimum_count", rule.minimum_count, standard.minimum_count, false);
    compare("minimum_complement", rule.minimum_complement, standard.minimum_complement, false);
    compare("minimum_denominator", rule.minimum_denominator, standard.minimum_denominator, false);
    compare("minimum_denominator_dwellings", rule.minimum_denominator_dwellings, standard.minimum_denominator_dwellings, false);
    compare("minimum_households", rule.minimum_households, standard.minimum_households, false);
    compare("minimum_respondents", rule.minimum_respondents, standard.minimum_respondents, false);
    compare("minimum_answers", rule.minimum_answers, standard.minimum_answers, false);
    compare("group_share", rule.group_share, standard.group_share, true);
    compare("dominance", rule.dominance, standard.dominance, true);
    compare("width", rule.width, standard.width, false);
    compare("half_width", rule.half_width, standard.half_width, true);
    if (rule.method == ProtectionMethod::rounding) compare("rounding_base", rule.rounding_base, standard.rounding_base, false);
    if (!what.empty()) out.push_back({source, what, rule.reason, rule.approved_by});
  }
  return out;
}

std::string report_json(const EditionAudit& audit) {
  JsonWriter json;
  json.begin_object().field_int("schema", 1).field_bool("veilig", audit.safe());
  json.key("eerdereEdities").begin_array();
  for (const std::string& id : audit.earlier) json.string(id);
  json.end_array();
  json.field_int("onbekenden", static_cast<std::int64_t>(audit.unknowns)).field_int("relaties", static_cast<std::int64_t>(audit.relations));
  json.key("pogingen").begin_array();
  for (const EditionAttempt& one : audit.attempts)
    json.begin_object()
        .field("soort", one.name)
        .field("waarmee", one.what)
        .field_int("bekeken", static_cast<std::int64_t>(one.tried))
        .field_int("weerlegd", static_cast<std::int64_t>(one.refuted))
        .field_int("gevonden", static_cast<std::int64_t>(one.found))
        .end_object();
  json.end_array().key("indicatoren").begin_array();
  for (const IndicatorResult& one : audit.indicators) {
    json.begin_object().field("indicator", one.indicator).field("bron", one.source);
    json.field_int("getoond", static_cast<std::int64_t>(one.shown)).field_int("achtergehouden", static_cast<std::int64_t>(one.withheld));
    json.field_int("nietOpDitNiveau", static_cast<std::int64_t>(one.above_level));
    json.field_int("teruggerekend", static_cast<std::int64_t>(one.recovered)).field_int("nauw", static_cast<std::int64_t>(one.narrow));
    json.key("smalsteRuimte");
    if (one.narrowest < 0) json.null();
    else json.integer(one.narrowest);
    json.field_bool("tenminste", one.at_least).end_object();
  }
  json.end_array();
  rules_json(json, audit.rules);
  json.key("versoepelingen").begin_array();
  for (const Weakening& one : weakenings_of(audit.rules))
    json.begin_object()
        .field("bron", one.source)
        .field("wat", one.what)
        .field("reden", one.reason)
        .field("goedgekeurdDoor", one.approved_by)
        .end_object();
  json.end_array().key("bevindingen").begin_array();
  for (const EditionFinding& one : audit.findings) {
    json.begin_object().field("soort", one.kind).field("indicator", one.indicator).field("periode", one.period).field("gebied", one.area);
    json.field("bestand", one.file).key("ruimte");
    if (one.width < 0) json.null();
    else json.integer(one.width);
    json.field("hoe", one.how).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string report_html(const EditionAudit& audit, const Manifest& manifest) {
  HtmlPage page("nl", fmt::format("Privacyrapport: {}", manifest.name));
  page.heading(1, fmt::format("Privacyrapport van {}", manifest.name));
  page.paragraph(fmt::format("Indeling {}, catalogus {} {}, trede {}.{} English below.", manifest.vintage, manifest.catalogue_id,
                             manifest.catalogue_version, manifest.engine, manifest.fictional ? " Alle gegevens zijn verzonnen." : ""));
  section(page, dutch(), audit);
  page.open_section("en").heading(1, fmt::format("Privacy report of {}", manifest.name));
  section(page, english(), audit);
  page.close_section();
  return page.take();
}

}  // namespace trede::audit
