// SPDX-License-Identifier: EUPL-1.2
// The residents' survey: microdata of three rounds, one row per respondent, with a weight that leads back to the adults of the buurt.
// Each round is on the division of its year.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

struct Question {
  std::int64_t base;  // chance of the unfavourable answer, in parts per million
  std::int64_t slope;
  bool with_cluster;
};

constexpr Question kNuisance = {230'000, 300, true};
constexpr Question kUnsafe = {190'000, 320, true};
constexpr Question kNoSafetyNet = {240'000, 200, false};
constexpr Question kCarer = {160'000, 20, false};
constexpr Question kBurdened = {150'000, 180, false};
constexpr Question kCohesion = {420'000, -180, false};  // the favourable answer

std::int64_t chance_of(const Question& question, const Atom& atom) {
  const std::int64_t z = atom.deprivation + (question.with_cluster && atom.cluster ? 2600 : 0);
  return std::min<std::int64_t>(900'000, scaled(question.base, question.slope, z));
}

// Answers 1 (not), 2 (a little), 3 (much); about one in thirty leaves a question open.
std::string degree(const Question& question, const Atom& atom, Random& random) {
  const bool open = random.chance(30'000);
  const bool yes = random.chance(chance_of(question, atom));
  const bool much = random.chance(350'000);
  return open ? "" : yes ? (much ? "3" : "2") : "1";
}

std::string row_of(const Atom& atom, Random& random) {
  const std::string nuisance = degree(kNuisance, atom, random);
  const std::string unsafe = degree(kUnsafe, atom, random);
  const char* net = random.chance(35'000) ? "" : random.chance(chance_of(kNoSafetyNet, atom)) ? "2" : "1";
  const bool carer = random.chance(chance_of(kCarer, atom));
  std::string burdened;
  if (carer) burdened = random.chance(chance_of(kBurdened, atom)) ? "3" : random.chance(400'000) ? "2" : "1";
  const char* cohesion = random.chance(25'000) ? "" : random.chance(chance_of(kCohesion, atom)) ? "3" : random.chance(600'000) ? "2" : "1";
  return fmt::format("{};{};{};{};{};{}", nuisance, unsafe, net, carer ? "1" : "2", burdened, cohesion);
}

}  // namespace

void add_survey(Project& project, const Town& town, const Ledger& ledger) {
  for (const int year : {2019, 2021, 2023}) {
    const Division& division = town.division(year);
    std::string out = "respondent;jaar;buurt;stratum;gewicht;woonoverlast;onveilig;vangnet;mantelzorger;mantelzorg_belast;cohesie\n";
    int number = 0;
    for (std::size_t b = 0; b < division.buurten.size(); ++b) {
      const Area& buurt = division.buurten[b];
      const std::int64_t adults = ledger.sum(buurt, year)[kFrom18];
      Random size(town.seed, "sample", {year, static_cast<std::int64_t>(b)});
      const std::int64_t asked = std::min<std::int64_t>(adults / 8, size.between(34, 62));
      for (std::int64_t i = 0; i < asked; ++i) {
        Random random(town.seed, "respondent", {year, static_cast<std::int64_t>(b), i});
        // Lives in one of the buurt's atoms, with a chance that follows from the adults there.
        std::int64_t ticket = random.below(adults);
        int home = buurt.atoms.front();
        for (const int atom : buurt.atoms) {
          home = atom;
          ticket -= ledger.of(atom, year)[kFrom18];
          if (ticket < 0) break;
        }
        const std::int64_t weight = rounded(adults * random.between(70, 130), asked);  // hundredths
        out += fmt::format("r{}-{:05};{};{};{};{};{}\n", year, ++number, year, buurt.code,
                           division.wijken[static_cast<std::size_t>(buurt.wijk)].code, decimal_text(weight, 2),
                           row_of(town.atoms[static_cast<std::size_t>(home)], random));
      }
    }
    project.respondents += static_cast<std::size_t>(number);
    project.add({.source = "inwonersenquete",
                 .path = fmt::format("sources/enquete/inwonersenquete-{}.csv", year),
                 .table = "",
                 .format = "csv",
                 .lines = {fmt::format("vintage = {}", year), "dialect = { delimiter = \";\", decimal = \".\" }"}},
                std::move(out));
  }
}

}  // namespace trede::demo
