// SPDX-License-Identifier: EUPL-1.2
#include "demo/people.hpp"

#include <algorithm>

#include "demo/random.hpp"

namespace trede::demo {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// Part of `whole`, in thousandths.
std::int64_t part(std::int64_t whole, std::int64_t thousandths) {
  return rounded(whole * std::clamp<std::int64_t>(thousandths, 0, 1000), 1000);
}

void count_ages(Counts& c, const Atom& atom, Random& random) {
  const std::int64_t n = c[kInhabitants];
  c[kAge0To15] = part(n, 170 - atom.centrality * 70 / 1000 + random.between(-15, 15));
  c[kAge15To25] = part(n, 110 + atom.centrality * 60 / 1000 + random.between(-15, 15));
  c[kAge25To45] = part(n, 240 + atom.centrality * 110 / 1000 + random.between(-20, 20));
  c[kAge45To65] = part(n, 270 - atom.centrality * 50 / 1000 + random.between(-20, 20));
  c[kAge65] = n - c[kAge0To15] - c[kAge15To25] - c[kAge25To45] - c[kAge45To65];
  c[kMen] = part(n, 495 + random.between(-12, 12));
  c[kWomen] = n - c[kMen];
  c[kUnder18] = c[kAge0To15] + c[kAge15To25] * 3 / 10;
  c[kUnder23] = c[kAge0To15] + c[kAge15To25] * 8 / 10;
  c[kUnder27] = c[kAge0To15] + c[kAge15To25] + c[kAge25To45] / 10;
  c[kAge5To17] = c[kAge0To15] * 2 / 3 + c[kAge15To25] * 3 / 10;
  c[kFrom12] = n - c[kAge0To15] * 4 / 5;
  c[kFrom18] = n - c[kUnder18];
  c[kGirls15To19] = c[kAge15To25] / 4;
  c[kPupils12To22] = (c[kAge0To15] / 5 + c[kAge15To25] * 8 / 10) * 9 / 10;
  c[kInsured] = part(n, 985);
  c[kAge15To74] = c[kAge15To25] + c[kAge25To45] + c[kAge45To65] + c[kAge65] / 2;
  c[kUnmarried] = part(n, 480 + atom.centrality * 80 / 1000);
  c[kWidowed] = part(n, 48);
  c[kDivorced] = part(n, 80);
  c[kMarried] = n - c[kUnmarried] - c[kWidowed] - c[kDivorced];
  c[kBirths] = part(n, 9);
  c[kDeaths] = part(n, 8);
}

void count_homes(Counts& c, const Atom& atom, std::int64_t z, std::int64_t trend, Random& random) {
  const std::int64_t size = 235 - atom.centrality * 55 / 1000 + random.between(-8, 8);  // hundredths of a person
  c[kHouseholds] = rounded(c[kInhabitants] * 100, size);
  c[kOnePerson] = part(c[kHouseholds], 290 + atom.centrality * 200 / 1000 + z * 20 / 1000);
  c[kWithChildren] = part(c[kHouseholds] - c[kOnePerson], 500);
  c[kWithoutChildren] = c[kHouseholds] - c[kOnePerson] - c[kWithChildren];
  c[kSingleParent] = part(c[kHouseholds], scaled(720 - trend * 6, 260, z) / 10);
  c[kDwellings] = part(c[kHouseholds], 985);
  c[kRented] = part(c[kDwellings], 430 + z * 140 / 1000 + random.between(-40, 40));
  c[kOwned] = c[kDwellings] - c[kRented];
  c[kRentedAssociation] = part(c[kRented], 640 + z * 90 / 1000);
  c[kRentedOther] = c[kRented] - c[kRentedAssociation];
  c[kCars] = part(c[kHouseholds], 920 - atom.centrality * 250 / 1000 - z * 60 / 1000);
}

void count_means(Counts& c, std::int64_t z, std::int64_t trend, Random& random) {
  const std::int64_t working_age = c[kAge15To25] + c[kAge25To45] + c[kAge45To65];
  const auto drawn = [&](std::int64_t whole, std::int64_t thousandths, std::int64_t slope) {
    return std::min(whole, random.count(whole * scaled(thousandths, slope, z)));
  };
  c[kEmployed] = part(c[kAge15To74], 690 - z * 45 / 1000 + trend * 4);
  c[kLowEducation] = part(c[kAge15To74], 270 + z * 75 / 1000 - trend * 5);
  c[kHighEducation] = part(c[kAge15To74], 330 - z * 90 / 1000 + trend * 5);
  c[kMiddleEducation] = c[kAge15To74] - c[kLowEducation] - c[kHighEducation];
  c[kLowIncomeHouseholds] = part(c[kHouseholds], 410 + z * 110 / 1000);
  c[kPoor] = drawn(c[kInhabitants], 34, 480);
  c[kAssistance] = drawn(working_age, 41, 520);
  c[kDisability] = drawn(working_age, 62, 280);
  c[kUnemployment] = drawn(working_age, 19, 150);
  c[kPension] = part(c[kAge65], 990);
  c[kSocialSupport] = drawn(c[kInhabitants], 66, 300);
  c[kYouthCare] = drawn(c[kUnder23], 99, 260);
  c[kOriginOther] = part(c[kInhabitants], 170 + z * 85 / 1000);
  c[kOriginEurope] = part(c[kInhabitants], 95 + z * 12 / 1000);
  c[kOriginDutch] = c[kInhabitants] - c[kOriginOther] - c[kOriginEurope];
}

}  // namespace

Ledger::Ledger(const Town& town) : atoms_(town.atoms.size()) {
  for (std::size_t i = 0; i < town.atoms.size(); ++i) {
    const Atom& atom = town.atoms[i];
    Random growth(town.seed, "growth", {static_cast<std::int64_t>(i)});
    const std::int64_t per_year = growth.between(-4, 14);  // thousandths
    const auto cells = static_cast<std::int64_t>(atom.cells.size());
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      Counts& c = atoms_[i][at(year - kFirstYear)];
      const std::int64_t passed = year - kFirstYear;
      c[kInhabitants] = rounded(atom.density * cells * (1000 + per_year * passed), 1000);
      const bool water = atom.density == 0;
      c[kLandAre] = water ? cells * 100 : cells * 1120;  // a cell is about 11.6 hectares
      c[kWaterAre] = water ? cells * 1060 : cells * 36;
      if (c[kInhabitants] == 0) continue;
      // Composition belongs to the place, events to the year.
      Random place(town.seed, "place", {static_cast<std::int64_t>(i)});
      Random events(town.seed, "events", {static_cast<std::int64_t>(i), year});
      count_ages(c, atom, place);
      count_homes(c, atom, atom.deprivation, passed, place);
      count_means(c, atom.deprivation, passed, events);
    }
  }
}

const Counts& Ledger::of(int atom, int year) const { return atoms_[at(atom)][at(std::clamp(year, kFirstYear, kLastYear) - kFirstYear)]; }

Counts Ledger::sum(const Area& area, int year) const {
  Counts total{};
  for (const int atom : area.atoms) {
    const Counts& c = of(atom, year);
    for (std::size_t q = 0; q < kQuantities; ++q) total[q] += c[q];
  }
  return total;
}

std::int64_t scaled(std::int64_t base, std::int64_t slope, std::int64_t deprivation) {
  return std::clamp(rounded(base * (1'000'000 + slope * deprivation), 1'000'000), base / 6, base * 4);
}

std::int64_t modelled(const Town& town, const Ledger& ledger, const Area& area, int year, const ModelledShare& share) {
  std::int64_t weighted = 0;
  std::int64_t adults = 0;
  for (const int index : area.atoms) {
    const Atom& atom = town.atoms[at(index)];
    const std::int64_t n = ledger.of(index, year)[kFrom18];
    const std::int64_t z = atom.deprivation + (share.with_cluster && atom.cluster ? 2400 : 0);
    Random place(town.seed, "modelled", {index, share.base, share.slope});
    const std::int64_t value = scaled(share.base + share.per_year * (year - kFirstYear), share.slope, z) + place.noise(share.base / 25);
    weighted += n * std::clamp<std::int64_t>(value, 20, 9900);
    adults += n;
  }
  return adults == 0 ? 0 : rounded(weighted, adults);
}

}  // namespace trede::demo
