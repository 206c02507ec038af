// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How many people, households and dwellings each atom holds in each year, and how many of them have what. Whole numbers throughout; a
// figure of an area is the sum over its atoms. How a number depends on deprivation is said in one place: `scaled`.

#include <array>
#include <cstdint>
#include <vector>

#include "demo/town.hpp"

namespace trede::demo {

// What is counted. Persons unless the name says otherwise.
enum Quantity : std::size_t {
  kInhabitants,
  kMen,
  kWomen,
  kAge0To15,
  kAge15To25,
  kAge25To45,
  kAge45To65,
  kAge65,
  kUnder18,
  kUnder23,
  kUnder27,
  kAge5To17,
  kFrom12,
  kFrom18,
  kGirls15To19,
  kPupils12To22,
  kInsured,
  kUnmarried,
  kMarried,
  kDivorced,
  kWidowed,
  kOriginDutch,
  kOriginEurope,
  kOriginOther,
  kBirths,
  kDeaths,
  kHouseholds,
  kOnePerson,
  kWithoutChildren,
  kWithChildren,
  kSingleParent,
  kDwellings,
  kOwned,
  kRented,
  kRentedAssociation,
  kRentedOther,
  kAge15To74,
  kEmployed,
  kLowEducation,
  kMiddleEducation,
  kHighEducation,
  kLowIncomeHouseholds,
  kPoor,
  kAssistance,
  kDisability,
  kUnemployment,
  kPension,
  kSocialSupport,
  kYouthCare,
  kCars,
  kLandAre,
  kWaterAre,
  kQuantities
};

using Counts = std::array<std::int64_t, kQuantities>;

class Ledger {
 public:
  explicit Ledger(const Town& town);
  // A year before the first is taken as the first, a year after the last as the last.
  [[nodiscard]] const Counts& of(int atom, int year) const;
  [[nodiscard]] Counts sum(const Area& area, int year) const;

 private:
  std::vector<std::array<Counts, kYears>> atoms_;
};

// `base` for average deprivation, more or less for other: base × (1 + slope/1000 × deprivation), kept between a sixth and four times base.
// `slope` in thousandths per standard deviation.
std::int64_t scaled(std::int64_t base, std::int64_t slope, std::int64_t deprivation);

// A share of adults as a model would estimate it, in hundredths of a percent: the mean over the atoms, weighted with adults.
struct ModelledShare {
  std::int64_t base = 0;  // hundredths of a percent
  std::int64_t slope = 0;
  std::int64_t per_year = 0;  // drift
  bool with_cluster = false;  // the planted cluster raises it
};
std::int64_t modelled(const Town& town, const Ledger& ledger, const Area& area, int year, const ModelledShare& share);

}  // namespace trede::demo
