// SPDX-License-Identifier: EUPL-1.2
// What a person opens first: monitor.toml, README.md, and the truth about what was planted.

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "demo/project.hpp"

namespace trede::demo {
namespace {

constexpr std::size_t kOwnBuurten = 3;

bool adjoin(const Town& town, const Area& a, const Area& b) {
  return std::any_of(a.atoms.begin(), a.atoms.end(), [&](int one) {
    return std::any_of(b.atoms.begin(), b.atoms.end(), [&](int other) { return town.touch(one, other); });
  });
}

// The row of the middle of a buurt, in thousandths: the higher, the further north.
std::int64_t northing(const Town& town, const Area& buurt) {
  std::int64_t rows = 0;
  std::int64_t cells = 0;
  for (const int atom : buurt.atoms) {
    for (const int cell : town.atoms[static_cast<std::size_t>(atom)].cells) rows += cell / kColumns, ++cells;
  }
  return rows * 1000 / cells;
}

// Inhabited buurten in the north that hang together and do not all lie in one wijk: an area that is nobody's wijk.
std::vector<const Area*> own_area(const Town& town) {
  std::vector<const Area*> order;
  for (const Area& buurt : town.after.buurten) {
    const auto lived_in = [&](int atom) { return town.atoms[static_cast<std::size_t>(atom)].density > 60; };
    if (std::all_of(buurt.atoms.begin(), buurt.atoms.end(), lived_in)) order.push_back(&buurt);
  }
  std::stable_sort(order.begin(), order.end(), [&](const Area* a, const Area* b) { return northing(town, *a) > northing(town, *b); });
  for (const Area* first : order) {
    std::vector<const Area*> chosen = {first};
    const auto add = [&](bool elsewhere) {
      for (const Area* next : order) {
        const auto beside = [&](const Area* one) { return adjoin(town, *one, *next); };
        if ((elsewhere && next->wijk == first->wijk) || std::find(chosen.begin(), chosen.end(), next) != chosen.end()) continue;
        if (std::any_of(chosen.begin(), chosen.end(), beside)) return chosen.push_back(next);
      }
    };
    add(true);
    while (chosen.size() > 1 && chosen.size() < kOwnBuurten) {
      const std::size_t before = chosen.size();
      add(false);
      if (chosen.size() == before) break;
    }
    if (chosen.size() < kOwnBuurten) continue;
    std::sort(chosen.begin(), chosen.end(), [](const Area* a, const Area* b) { return a->code < b->code; });
    return chosen;
  }
  return {};
}

std::string own_area_lines(const Town& town) {
  std::string codes;
  for (const Area* buurt : own_area(town)) codes += fmt::format("{}\"{}\"", codes.empty() ? "" : ", ", buurt->code);
  if (codes.empty()) return {};
  return fmt::format(
      "\n# The district of one team, across the border between two wijken: it gets figures of its own where they give no buurt away.\n"
      "[[own_area]]\nid = \"werkgebied-noord\"\nname = {{ nl = \"Werkgebied Noord\", en = \"Work area North\" }}\nareas = [{}]\n",
      codes);
}

std::string monitor_toml(const Project& project, const Town& town) {
  std::string out = fmt::format("# {}\n# `trede demo` made this folder; it may be thrown away and made again.\nschema = 1\n\n", kFictional);
  out += fmt::format(
      "[monitor]\nname = \"{0} (verzonnen)\"\nareas = [\"{1}\"]\nvintage = {2}\nperiods = {{ from = \"{3}\", to = \"{2}\" }}\nreference = "
      "\"{1}\"\n"
      "fictional = true\nlanguages = [\"nl\", \"en\"]\nsalt = \"verzonnen-zout-{4:016x}\"\n",
      kGemeenteName, kGemeenteCode, kLastYear, kFirstYear, town.seed);
  out += fmt::format("\n# CBS publishes a division every year. Here they are two: one until {}, another from {} on.\n",
                     kNewDivisionFrom - 1, kNewDivisionFrom);
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    const std::string folder = fmt::format("indelingen/{}", year < kNewDivisionFrom ? 2020 : kNewDivisionFrom);
    out += fmt::format(
        "\n[[division]]\nvintage = {}\ncodes = {{ path = \"{}/codes.csv\", format = \"csv\", code = \"code\", name = \"naam\", delimiter = "
        "\";\" }}\n",
        year, folder);
    out += fmt::format(
        "levels = {{ buurt = {{ path = \"{0}/buurten.geojson\", code = \"statcode\", name = \"statnaam\" }}, wijk = {{ path = "
        "\"{0}/wijken.geojson\", code = \"statcode\", "
        "name = \"statnaam\" }}, gemeente = {{ path = \"{0}/gemeente.geojson\", code = \"statcode\", name = \"statnaam\" }} }}\n",
        folder);
    out += "crs = \"EPSG:28992\"\ninhabitants = { source = \"kwb\", column = \"AantalInwoners\" }\n";
  }
  std::vector<std::string> order;
  for (const SourceFile& file : project.sources) {
    if (std::find(order.begin(), order.end(), file.source) == order.end()) order.push_back(file.source);
  }
  for (const std::string& id : order) {
    out += fmt::format("\n[[source]]\nid = \"{}\"\n", id);
    for (const SourceFile& file : project.sources) {
      if (file.source != id) continue;
      out += fmt::format("[[source.file]]\npath = \"{}\"\n", file.path);
      if (!file.table.empty()) out += fmt::format("table = \"{}\"\n", file.table);
      out += fmt::format("format = \"{}\"\nretrieved = {}\n", file.format, kRetrieved);
      for (const std::string& line : file.lines) out += line + "\n";
    }
  }
  out +=
      "\n[disclosure]\nminimum_count = 10\nminimum_denominator = 50\nminimum_respondents = 30\n"
      "\n# The trend from year to year matters more than a map by buurt: this register is not pooled over years.\n"
      "[disclosure.source.\"meldpunt-zorg-overlast\"]\npool_years = 1\n";
  out += own_area_lines(town);
  return out;
}

std::string readme(const Project& project, const Town& town) {
  return fmt::format(
      "# {0}: een verzonnen gemeente / a fictitious town\n\n> {1}\n\n"
      "`trede demo` maakte deze map. Alles erin volgt uit één getal (`seed` = {2}): {3} wijken en {4} buurten op zee, bestanden in de vorm "
      "van CBS, RIVM en politie,\n"
      "registers op persoonsniveau over mensen die niet bestaan, een enquête, en een grenswijziging in {5}. De tabelnummers zijn die van "
      "echte tabellen, de cijfers niet.\n\n"
      "`trede demo` made this folder. Everything follows from one number (`seed` = {2}): {3} wijken and {4} buurten at sea, files in the "
      "form of CBS, RIVM and the police,\n"
      "registers at record level about people who do not exist, a survey, and a boundary change in {5}. The table numbers are those of "
      "real tables, the figures are not.\n\n"
      "| map / folder | inhoud / content |\n|---|---|\n"
      "| `monitor.toml` | wat er gebouwd wordt / what is built |\n"
      "| `indelingen/` | codes en kaarten van 2020 en {5} (RD) / codes and shapes |\n"
      "| `sources/open/` | tabellen zoals ze gepubliceerd worden / tables as they are published |\n"
      "| `sources/gemeente/`, `sources/registers/`, `sources/enquete/` | wat een gemeente zelf heeft / what a municipality has itself |\n"
      "| `stories/` | een verhaal met levende beelden en cijfers / a story with live views and figures |\n"
      "| `waarheid.json` | wat erin verstopt is, om een analyse op te proberen; geen bron / what was planted, to try an analysis on; not a "
      "source |\n\n"
      "{6} regels in registers, {7} respondenten. / {6} register rows, {7} respondents.\n",
      kGemeenteName, kFictional, town.seed, town.after.wijken.size(), town.after.buurten.size(), kNewDivisionFrom, project.register_rows,
      project.respondents);
}

void list(JsonWriter& json, std::string_view name, const std::vector<std::string>& words) {
  json.key(name).begin_array();
  for (const std::string& word : words) json.string(word);
  json.end_array();
}

void counts(JsonWriter& json, const Project& project, const std::string& name) {
  json.key(name).begin_array();
  for (const std::int64_t n : project.planted_counts.at(name)) json.integer(n);
  json.end_array();
}

std::string truth(const Project& project, const Town& town, const Ledger& ledger) {
  const Planted& planted = town.planted;
  JsonWriter json;
  json.begin_object().field_int("schema", 1).field("let_op", kFictional).field_int("seed", static_cast<std::int64_t>(town.seed));
  json.key("jaren").begin_array();
  for (int year = kFirstYear; year <= kLastYear; ++year) json.integer(year);
  json.end_array();
  json.key("inwoners").begin_array();
  for (int year = kFirstYear; year <= kLastYear; ++year) json.integer(ledger.sum(town.after.gemeente, year)[kInhabitants]);
  json.end_array();
  json.key("cluster").begin_object();
  json.field(
      "uitleg",
      "Aaneengesloten buurten met veel hogere angst en depressie, stress, geluidhinder en woonoverlast dan hun achterstand verklaart.");
  list(json, "indicatoren",
       {"t1-angst-depressie", "t1-veel-stress", "t1-woonoverlast-beleving", "t1-onveiligheid-beleving", "t2-woonoverlast-meldingen"});
  list(json, "buurten", planted.cluster);
  json.end_object();
  json.key("stijging").begin_object();
  json.field("uitleg", "In deze wijk komen vanaf 2023 veel meer meldingen binnen dan ervoor.")
      .field("indicator", "t2-meldpunt-zorg-overlast")
      .field("wijk", planted.rise_wijk)
      .field_int("vanaf", kNewDivisionFrom);
  counts(json, project, "stijging_meldingen");
  json.end_object();
  json.key("instelling").begin_object();
  json.field("uitleg", "Eén instelling in deze buurt maakt het grootste deel van het aantal; het zegt weinig over de buurt.")
      .field("indicator", "t3-mo-maatwerk")
      .field("buurt", planted.institution_buurt);
  counts(json, project, "instelling_bewoners");
  json.end_object();
  json.key("gespleten_wijk").begin_object();
  json.field("uitleg", "De helft van deze wijk staat er heel goed voor en de helft heel slecht; het gemiddelde verbergt dat.")
      .field("wijk", planted.split_wijk);
  list(json, "goed", planted.split_good);
  list(json, "slecht", planted.split_bad);
  json.end_object();
  json.key("grenswijzigingen")
      .begin_object()
      .field_int("van", kNewDivisionFrom - 1)
      .field_int("naar", kNewDivisionFrom)
      .key("lijst")
      .begin_array();
  for (const Change& change : town.changes) {
    json.begin_object().field("soort", change.kind);
    list(json, "van", change.from);
    list(json, "naar", change.to);
    json.end_object();
  }
  json.end_array().end_object();
  json.key("bijzonder")
      .begin_object()
      .field("eiland", planted.island)
      .field("enclave", planted.enclave)
      .field("enclave_in", planted.enclave_in);
  list(json, "onbewoond", planted.uninhabited);
  json.end_object();
  json.end_object();
  return json.take() + '\n';
}

}  // namespace

void Project::add(SourceFile source, std::string bytes) {
  files[source.path] = std::move(bytes);
  sources.push_back(std::move(source));
}

void add_front(Project& project, const Town& town, const Ledger& ledger) {
  project.files["monitor.toml"] = monitor_toml(project, town);
  project.files["README.md"] = readme(project, town);
  project.files["waarheid.json"] = truth(project, town, ledger);
}

}  // namespace trede::demo
