// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The town on its lattice: a gemeente of wijken of buurten in two divisions, the old one (until 2022) and the new one (from 2023), the
// boundary changes between them, and a latent field of deprivation.
//
// Both divisions are made of the same atoms: an atom is the part of the ground that lies in one old buurt and in one new buurt. People are
// dealt out to atoms, so every figure in either division is a sum over atoms and a carried-over figure can be checked exactly.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "demo/lattice.hpp"

namespace trede::demo {

inline constexpr int kFirstYear = 2017;
inline constexpr int kLastYear = 2024;
inline constexpr int kYears = kLastYear - kFirstYear + 1;
inline constexpr int kNewDivisionFrom = 2023;
inline constexpr const char* kGemeenteCode = "GM9901";
inline constexpr const char* kGemeenteName = "Trededam";

enum class Level { gemeente, wijk, buurt };

struct Area {
  std::string code;
  std::string name;
  Level level = Level::buurt;
  int wijk = -1;  // index into Division::wijken, for a buurt
  std::vector<int> atoms;
};

// One division: wijken and buurten in order of code.
struct Division {
  int year = 0;  // the year from which it holds
  std::vector<Area> wijken;
  std::vector<Area> buurten;
  Area gemeente;
  // gemeente, then each wijk followed by its buurten: the order of CBS.
  [[nodiscard]] std::vector<const Area*> areas() const;
};

struct Atom {
  int old_buurt = 0;  // index into the old division's buurten
  int new_buurt = 0;
  std::vector<int> cells;
  std::int64_t deprivation = 0;  // in thousandths of a standard deviation, about -3000 … 3000; positive is worse
  std::int64_t density = 0;      // inhabitants per cell around the first year; 0 = nobody lives here
  std::int64_t centrality = 0;   // 1000 in the middle of the town, 0 at its edge
  bool cluster = false;          // planted: high psychological distress and nuisance
};

// A change of the division in 2023, for the truth file.
struct Change {
  std::string kind;  // gesplitst, samengevoegd, hertekend, hernoemd, hercodering
  std::vector<std::string> from;
  std::vector<std::string> to;
};

struct Planted {
  std::vector<std::string> cluster;  // buurten of the new division
  std::string rise_wijk;             // reports rise after 2022
  std::string institution_buurt;     // one institution makes most of the count
  int institution_atom = 0;
  std::string split_wijk;  // its average hides two halves
  std::vector<std::string> split_good;
  std::vector<std::string> split_bad;
  std::string island;   // a buurt that touches no other
  std::string enclave;  // a buurt inside another
  std::string enclave_in;
  std::vector<std::string> uninhabited;
};

struct Town {
  std::uint64_t seed = 0;
  Division before;
  Division after;
  std::vector<Atom> atoms;
  std::vector<Change> changes;
  Planted planted;

  [[nodiscard]] const Division& division(int year) const { return year < kNewDivisionFrom ? before : after; }
  [[nodiscard]] std::vector<bool> cells_of(const Area& area) const;
  // True when atoms a and b share a lattice edge.
  [[nodiscard]] bool touch(int a, int b) const;
};

Town build_town(std::uint64_t seed);

}  // namespace trede::demo
