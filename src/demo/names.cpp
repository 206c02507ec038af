// SPDX-License-Identifier: EUPL-1.2
#include "demo/names.hpp"

#include <array>
#include <utility>

#include "demo/random.hpp"

namespace trede::demo {
namespace {

constexpr std::array<const char*, 6> kHard = {"’t Hoge Zand", "Castiliënhof",  "Muskaat, Kaneel en Foelie",
                                              "Zuiderhé",     "Coöperatiehof", "Sint-Jansoord"};
constexpr std::array<const char*, 32> kFirst = {"Berken", "Linden", "Meeuwen", "Wilgen",   "Kastanje",  "Molen",   "Schipper", "Zilver",
                                                "Hazel",  "Kievit", "Roeren",  "Tuinders", "Smids",     "Wevers",  "Boter",    "Noorder",
                                                "Ooster", "Wester", "Heide",   "Klaver",   "Reiger",    "Lijster", "Appel",    "Gerst",
                                                "Vlas",   "Steen",  "Kalk",    "Veer",     "Kloosters", "Rogge",   "Distel",   "Brem"};
constexpr std::array<const char*, 8> kLast = {"hof", "veld", "oord", "kamp", "horst", "donk", "waard", "akker"};
constexpr std::array<const char*, 18> kWijken = {"Binnenring", "Oude Werf",    "Vlasmarkt",     "Kloosterkwartier", "Noordrand",
                                                 "Hoge Dijk",  "Lage Landen",  "Westpolder",    "Zuiderschans",     "Oosterbroek",
                                                 "Molenhoek",  "Veldzijde",    "Heuvelrug",     "Tuinstad",         "Spoorzicht",
                                                 "Kanaalkant", "Nieuwe Gaard", "Water en Haven"};

}  // namespace

std::vector<std::string> buurt_names(std::uint64_t seed, std::size_t count) {
  std::vector<std::string> made;
  for (const char* first : kFirst) {
    for (const char* last : kLast) made.push_back(std::string(first) + last);
  }
  Random random(seed, "names");
  for (std::size_t i = made.size(); i > 1; --i)
    std::swap(made[i - 1], made[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
  std::vector<std::string> names(kHard.begin(), kHard.end());
  names.insert(names.end(), made.begin(), made.end());
  names.resize(count);
  return names;
}

std::string wijk_name(std::size_t index) { return kWijken.at(index); }

}  // namespace trede::demo
