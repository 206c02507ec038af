// SPDX-License-Identifier: EUPL-1.2
// trede init: a project folder to start from, with the sources of the catalogue as comments.
#include <array>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>

#include "base/ids.hpp"
#include "catalogue/catalogue.hpp"
#include "cli/commands.hpp"
#include "cli/share.hpp"

namespace trede::cli {
namespace {

constexpr std::string_view kHead = R"(# monitor.toml — what trede builds, and from which files.
# Every key is described in docs/formats/project.md. An unknown key is an error. Paths are relative to this folder; $NAME takes an
# environment variable. Take away the # before what you use.
schema = 1

[monitor]
name = "{name}"
areas = ["{code}"]            # one or more gemeenten; ["GM*"] is the whole country
vintage = 2020                  # the area division in which everything is shown
periods = {{ from = "2012", to = "2024" }}
reference = "{code}"          # what an area is compared with
salt = "{salt}"   # mixed into the published hashes of your own files; keep it, and keep it to yourself

# One [[division]] per area division in your files: the code list of CBS, and shapes for the map.
#[[division]]
#vintage = 2020
#codes = {{ path = "sources/84799NED_WijkenEnBuurten.csv", code = "Key", name = "Title" }}
#levels = {{ buurt = {{ path = "sources/buurten.geojson", code = "statcode", name = "statnaam" }} }}
#crs = "EPSG:4326"
#inhabitants = {{ source = "kwb", column = "AantalInwoners" }}

# What may be published. These are the defaults; what protects less needs reason and approved_by, and both go into the edition.
[disclosure]
#minimum_count = 10                  # a count from 1 to 9 is withheld
#minimum_complement = 10             # as is a count that leaves 1 to 9 others
#minimum_denominator = 50            # persons in the denominator
#minimum_denominator_dwellings = 20  # households or dwellings in the denominator
#minimum_households = 5              # households behind a count of persons, where the register names them
#minimum_respondents = 30            # answers to a question of a survey
#minimum_answers = 5                 # of those on either side of the question
#group_share = 0.9                   # a larger share says something about everybody
#dominance = 0.5                     # one institution may not provide more of a count
#width = 3                           # how unsure an outsider must stay about a withheld count
#half_width = 0.25                   # the widest margin of a survey share
#method = "suppression"              # or "rounding" (with rounding_base = 5), or "cell-key"
#level_share = 0.5                   # how much of the people a publication level must show
#pool_years = 3                      # years together when one year is too few; 1 = never
#institutions = "sources/instellingen.csv"   # postcode;huisnummer;toevoeging;instelling, for registers with addresses
#[disclosure.source."mo-maatwerk"]   # the same keys, for one source
#minimum_count = 15

# Areas of your own, each a set of buurten, protected together with everything else.
#[[own_area]]
#id = "team-centrum"
#name = {{ nl = "Team Centrum", en = "Team Centre" }}
#areas = ["BU00000000"]
)";

std::string source_block(const Source& s) {
  std::string out = fmt::format("\n# {} ({}; {}). {}\n#[[source]]\n#id = \"{}\"\n#[[source.file]]\n", s.name.en, s.organisation, s.licence,
                                s.url, s.id.str());
  if (!s.tables.empty()) out += fmt::format("#table = \"{}\"\n", s.tables.back().id.str());
  out += fmt::format(
      "#path = \"sources/{}.csv\"\n#format = \"csv\"\n#retrieved = 2026-01-31\n#dialect = {{ delimiter = \";\", decimal = \".\", encoding = \"utf-8\" }}\n",
      s.tables.empty() ? s.id.str() : s.tables.back().id.str());
  return out;
}

// Sixteen random bytes of the system as hex.
std::optional<std::string> random_salt() {
  std::array<unsigned char, 16> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0) return std::nullopt;
  std::string out;
  for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

Errors cannot(const std::filesystem::path& path, std::string_view reason) {
  return Errors({"init.write",
                 Failure::io,
                 fmt::format("Dit kan niet worden geschreven: {}.", reason),
                 fmt::format("This cannot be written: {}.", reason),
                 {.file = path.string()}});
}

}  // namespace

int run_init(const std::string& gemeente, const std::filesystem::path& folder, Console& console) {
  const auto code = AreaCode::parse(gemeente);
  if (!code || code->level() != AreaLevel::gemeente)
    return console.fail(Errors({"init.gemeente",
                                Failure::usage,
                                "Geef een gemeentecode van CBS, zoals GM0772.",
                                "Give a gemeente code of CBS, such as GM0772.",
                                {}}));
  auto catalogue = load_catalogue((share_folder() / "catalogue").string(), "");
  if (!catalogue) return console.fail(std::move(catalogue.error()));
  const auto file = folder / "monitor.toml";
  if (std::filesystem::exists(file))
    return console.fail(Errors({"init.exists",
                                Failure::input,
                                "Hier staat al een monitor.toml. Kies een andere map.",
                                "There is a monitor.toml here already. Choose another folder.",
                                {.file = file.string()}}));
  std::error_code problem;
  for (const char* part : {"sources", "catalogue", "editions"}) std::filesystem::create_directories(folder / part, problem);
  if (problem) return console.fail(cannot(folder, problem.message()));
  const auto salt = random_salt();
  if (!salt) return console.fail(cannot("/dev/urandom", "geen toeval / no randomness"));
  std::string text = fmt::format(kHead, fmt::arg("name", gemeente), fmt::arg("code", gemeente), fmt::arg("salt", *salt));
  text += "\n# ---- Open sources: download them into sources/ ----\n";
  for (const Source& s : catalogue->sources)
    if (s.access == Access::open) text += source_block(s);
  text += "\n# ---- Sources of the municipality: put the extracts in sources/; only protected counts leave the build ----\n";
  for (const Source& s : catalogue->sources)
    if (s.access == Access::municipal) text += source_block(s);
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return console.fail(cannot(file, "schijf vol of geen recht / disk full or no permission"));
  console.say(fmt::format(
      fmt::runtime(console.pick("Klaar. Vul {} in en voer daarna uit: trede check {}", "Done. Fill in {} and then run: trede check {}")),
      file.string(), folder.string()));
  return 0;
}

}  // namespace trede::cli
