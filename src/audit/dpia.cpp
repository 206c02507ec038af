// SPDX-License-Identifier: EUPL-1.2
#include "audit/dpia.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "audit/html.hpp"
#include "audit/report.hpp"
#include "base/json_writer.hpp"

namespace trede::audit {
namespace {

// From where data is to who can see it.
struct Zone {
  std::string name, holds, leaves;
};
const std::vector<Zone>& zones() {
  static const std::vector<Zone> list = {
      {"1. De registers", "Registraties en antwoorden van personen, in de systemen van de gemeente en haar partners.",
       "Een uittreksel per bron: een pseudoniem, de buurt, de datum en wat de telregel nodig heeft. Geen BSN, naam of adres; kolommen die daarop lijken worden geweigerd."},
      {"2. De bouwmachine", "De uittreksels, in een map van het project, en tijdens het bouwen in het geheugen.",
       "Niets dan de editie. Registraties gaan niet naar het netwerk; foutmeldingen noemen bestand, rij en kolom en nooit een waarde."},
      {"3. De poort", "Aantallen per gebied en periode, vóór de bescherming.",
       "Alleen beschermde cijfers. Wat erna komt (marges, klassen, scores, kaarten, bestanden) wordt uit die beschermde cijfers gemaakt."},
      {"4. De aanval", "De gereed gezette editie, zoals een buitenstaander haar zou zien, en alle eerdere edities.",
       "Een uitkomst zonder aantallen. Is er iets gevonden, dan wordt er niets gepubliceerd en blijft de vorige editie staan."},
      {"5. De editie", "Gepubliceerde cijfers, definities, bronnen en dit verslag.",
       "Alles: de editie is openbaar. De server die haar toont kan bij geen enkele bron."}};
  return list;
}

const std::vector<std::pair<std::string, std::string>>& retention() {
  static const std::vector<std::pair<std::string, std::string>> list = {
      {"Uittreksels (zone 2)",
       "Niet langer dan nodig om te bouwen en te controleren. trede verwijdert ze niet zelf; de gemeente stelt de termijn vast."},
      {"Aantallen voor bescherming (zone 3)", "Alleen in het geheugen, tot het einde van de bouw."},
      {"Edities (zone 5)",
       "Zoveel als het project bewaart (`keep` onder `[build]` in monitor.toml). Wie een editie heeft opgehaald, houdt haar: daarom telt elke eerdere editie mee in de aanval."},
      {"Zout van het project", "Zolang het project bestaat, bij de beheerder. Het maakt hashes van gemeentelijke bestanden onraadbaar."}};
  return list;
}

bool municipal(const ManifestSource& source) { return source.access != "open"; }

}  // namespace

std::string dpia_json(const EditionAudit& audit, const Manifest& manifest) {
  JsonWriter json;
  json.begin_object().field_int("schema", 1).field("naam", manifest.name).field_bool("fictief", manifest.fictional);
  json.field_int("indeling", manifest.vintage).field("motor", manifest.engine);
  json.key("zones").begin_array();
  for (const Zone& zone : zones())
    json.begin_object().field("zone", zone.name).field("bevat", zone.holds).field("verlaat", zone.leaves).end_object();
  json.end_array().key("bronnen").begin_array();
  for (const ManifestSource& source : manifest.sources)
    json.begin_object()
        .field("bron", source.source)
        .field("tabel", source.table)
        .field("bestand", source.file)
        .field("opgehaald", source.retrieved)
        .field("licentie", source.licence)
        .field("toegang", source.access)
        .end_object();
  json.end_array().key("bewaren").begin_array();
  for (const auto& [what, how_long] : retention()) json.begin_object().field("wat", what).field("termijn", how_long).end_object();
  json.end_array().key("aanval").raw(report_json(audit)).end_object();
  return json.take();
}

std::string dpia_html(const EditionAudit& audit, const Manifest& manifest) {
  HtmlPage page("nl", fmt::format("Bijlage bij de DPIA: {}", manifest.name));
  page.heading(1, fmt::format("Bijlage bij de gegevensbeschermingseffectbeoordeling van {}", manifest.name));
  page.paragraph(fmt::format("Gemaakt uit de editie zelf: manifest, regels, bronnen en aanval. Indeling {}, catalogus {} {}, trede {}.{}",
                             manifest.vintage, manifest.catalogue_id, manifest.catalogue_version, manifest.engine,
                             manifest.fictional ? " Alle gegevens zijn verzonnen." : ""));
  page.paragraph("Deze bijlage beschrijft de verwerking en de maatregelen. Doel, grondslag en evenredigheid stelt de gemeente vast.");
  std::vector<std::vector<std::string>> rows;
  for (const Zone& zone : zones()) rows.push_back({zone.name, zone.holds, zone.leaves});
  page.heading(2, "Gegevensstroom: wat verlaat welke zone").table("Zones", {{"zone"}, {"wat is daar"}, {"wat verlaat haar"}}, rows);
  page.heading(2, "Bronnen");
  for (const bool ours : {true, false}) {
    rows.clear();
    for (const ManifestSource& source : manifest.sources)
      if (municipal(source) == ours) rows.push_back({source.source, source.table, source.file, source.retrieved, source.licence});
    page.heading(3, ours ? "Van de gemeente en partners" : "Open gegevens");
    if (rows.empty())
      page.paragraph(ours ? "Deze editie gebruikt geen gemeentelijke bestanden." : "Deze editie gebruikt geen open gegevens.");
    else
      page.table(ours ? "Gemeentelijke bestanden, met een label in plaats van de bestandsnaam" : "Open bestanden",
                 {{"bron"}, {"tabel"}, {"bestand"}, {"opgehaald"}, {"licentie"}}, rows);
  }
  rows.clear();
  for (const auto& [source, rule] : audit.rules)
    rows.push_back({source, std::string(to_string(rule.method)), fmt::format("{}", rule.minimum_count),
                    fmt::format("{}", rule.minimum_complement), fmt::format("{}", rule.minimum_denominator),
                    fmt::format("{}", rule.minimum_households), fmt::format("{}", rule.minimum_respondents),
                    fmt::format("{}", rule.dominance), fmt::format("{}", rule.width)});
  page.heading(2, "Regels")
      .paragraph(
          "Onder het minimum wordt een aantal niet getoond; evenmin als bijna iedereen meetelt, er te weinig inwoners zijn of één instelling te veel van "
          "het aantal levert. Daarna wordt zoveel meer achtergehouden dat niemand het terug kan rekenen tot binnen de breedte.");
  page.table("Regels per bron",
             {{"bron"},
              {"methode"},
              {"aantal", true},
              {"aanvulling", true},
              {"inwoners", true},
              {"huishoudens", true},
              {"antwoorden", true},
              {"dominantie", true},
              {"breedte", true}},
             rows);
  rows.clear();
  for (const Weakening& one : weakenings_of(audit.rules)) rows.push_back({one.source, one.what, one.reason, one.approved_by});
  page.heading(3, "Versoepelingen");
  if (rows.empty()) page.paragraph("Geen enkele regel is zwakker dan de standaard.");
  else page.table("Zwakker dan de standaard, met reden en tweede naam", {{"bron"}, {"wat"}, {"reden"}, {"goedgekeurd door"}}, rows);
  rows.clear();
  for (const auto& [what, how_long] : retention()) rows.push_back({what, how_long});
  page.heading(2, "Bewaren").table("Bewaartermijnen", {{"wat"}, {"hoe lang"}}, rows);
  std::size_t withheld = 0, recovered = 0, narrow = 0;
  for (const IndicatorResult& one : audit.indicators) {
    withheld += one.withheld;
    recovered += one.recovered;
    narrow += one.narrow;
  }
  page.heading(2, "Uitkomst van de aanval");
  page.paragraph(audit.safe() ? "Er is niets teruggerekend." : "Er is iets teruggerekend; deze editie wordt niet gepubliceerd.",
                 audit.safe() ? "good" : "bad");
  page.list({fmt::format("{} indicatoren met een regel, {} achtergehouden cijfers.", audit.indicators.size(), withheld),
             fmt::format("{} onbekende aantallen in {} relaties tussen gepubliceerde cijfers.", audit.unknowns, audit.relations),
             fmt::format("{} precies teruggerekend, {} te nauw ingesloten.", recovered, narrow)});
  page.paragraph("Hoe is aangevallen en wat per indicator is gevonden, staat in privacy/rapport.html.");
  page.heading(2, "Wat overblijft");
  page.list(
      {"Wie de mensen kent, kan meer weten dan er staat. Daarom zijn teksten over een gebied voorzichtig en staat er altijd een marge bij.",
       "Een buurt kan een slechte naam krijgen door cijfers. trede toont geen ranglijst van buurten als startpagina en noemt bij elk cijfer waarvoor het niet bedoeld is.",
       "Een fout in een register wordt niet door bescherming goedgemaakt; herstel hem in de bron en bouw opnieuw."});
  return page.take();
}

}  // namespace trede::audit
