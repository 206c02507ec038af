// SPDX-License-Identifier: EUPL-1.2
#include "demo/town.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "demo/changes.hpp"
#include "demo/ground.hpp"
#include "demo/names.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// The wijken that get a part to play, largest first, so that each has buurten enough.
struct Parts {
  int contrast = 0;  // half good, half bad
  int divide = 0;
  int merge = 0;
  int redraw = 0;
  int rename = 0;
  int recode = 0;
  int rise = 0;
  int cluster = 0;
  int institution = 0;
};

std::vector<Draft> drafts_of(const Ground& ground, std::uint64_t seed) {
  std::vector<Draft> drafts(ground.wijk_of.size());
  for (int cell = 0; cell < kCells; ++cell) {
    if (ground.buurt[at(cell)] >= 0) drafts[at(ground.buurt[at(cell)])].cells.push_back(cell);
  }
  const std::vector<std::string> names = buurt_names(seed, drafts.size() + 8);
  std::vector<int> numbers(at(ground.wijken), 0);
  for (std::size_t b = 0; b < drafts.size(); ++b) {
    drafts[b].wijk = ground.wijk_of[b];
    if (!drafts[b].cells.empty()) drafts[b].number = ++numbers[at(drafts[b].wijk)];
  }
  const std::vector<int> named = {ground.river, ground.lake, ground.harbour, ground.island, ground.ring, ground.park};
  std::size_t next = 0;
  for (std::size_t b = 0; b < drafts.size(); ++b) {
    if (std::find(named.begin(), named.end(), static_cast<int>(b)) == named.end()) drafts[b].name = names[next++];
  }
  drafts[at(ground.river)].name = "De Trede (rivier)";
  drafts[at(ground.lake)].name = "Zwaneplas";
  drafts[at(ground.harbour)].name = "Haventerrein";
  drafts[at(ground.island)].name = "Eiland Steltzand";
  drafts[at(ground.ring)].name = "Ommegang";
  drafts[at(ground.park)].name = "Park Ommegang";
  return drafts;
}

Parts cast_parts(const Ground& ground) {
  std::vector<int> size(at(ground.wijken), 0);
  for (const int wijk : ground.wijk) {
    if (wijk >= 0) ++size[at(wijk)];
  }
  std::vector<int> order;
  for (int wijk = 0; wijk + 1 < ground.wijken; ++wijk) {
    if (wijk != ground.wijk_of[at(ground.ring)]) order.push_back(wijk);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return size[at(a)] > size[at(b)]; });
  return {.contrast = order[0],
          .divide = order[1],
          .merge = order[2],
          .redraw = order[3],
          .rename = order[4],
          .recode = order[5],
          .rise = order[6],
          .cluster = order[7],
          .institution = order[8]};
}

// Fills a division, sorted by code, and says in which buurt each cell lies.
std::vector<int> fill(Division& division, int year, std::vector<Draft> drafts, int wijken, int recoded) {
  division.year = year;
  division.gemeente = {.code = kGemeenteCode, .name = kGemeenteName, .level = Level::gemeente, .wijk = -1, .atoms = {}};
  drafts.erase(std::remove_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.cells.empty(); }), drafts.end());
  std::sort(drafts.begin(), drafts.end(), [&](const Draft& a, const Draft& b) { return buurt_code(a, recoded) < buurt_code(b, recoded); });
  std::vector<int> order(at(wijken));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return wijk_code(a, recoded) < wijk_code(b, recoded); });
  for (const int wijk : order)
    division.wijken.push_back(
        {.code = wijk_code(wijk, recoded), .name = wijk_name(at(wijk)), .level = Level::wijk, .wijk = -1, .atoms = {}});
  std::vector<int> owner(at(kCells), -1);
  for (const Draft& draft : drafts) {
    const int index = static_cast<int>(division.buurten.size());
    const int wijk = static_cast<int>(std::find(order.begin(), order.end(), draft.wijk) - order.begin());
    for (const int cell : draft.cells) owner[at(cell)] = index;
    division.buurten.push_back({.code = buurt_code(draft, recoded), .name = draft.name, .level = Level::buurt, .wijk = wijk, .atoms = {}});
  }
  return owner;
}

void make_atoms(Town& town, const std::vector<int>& before, const std::vector<int>& after) {
  std::map<std::pair<int, int>, std::vector<int>> parts;
  for (int cell = 0; cell < kCells; ++cell) {
    if (before[at(cell)] >= 0) parts[{after[at(cell)], before[at(cell)]}].push_back(cell);
  }
  for (auto& [key, cells] : parts) {
    const int atom = static_cast<int>(town.atoms.size());
    town.atoms.push_back({.old_buurt = key.second, .new_buurt = key.first, .cells = std::move(cells)});
    Area& old_buurt = town.before.buurten[at(key.second)];
    Area& new_buurt = town.after.buurten[at(key.first)];
    for (Area* area : {&old_buurt, &town.before.wijken[at(old_buurt.wijk)], &town.before.gemeente, &new_buurt,
                       &town.after.wijken[at(new_buurt.wijk)], &town.after.gemeente}) {
      area->atoms.push_back(atom);
    }
  }
}

// A smooth random field over the cells, with mean 0 and standard deviation 1000 over the town.
std::vector<std::int64_t> smooth_field(std::uint64_t seed, const std::vector<bool>& town) {
  std::vector<std::int64_t> field(at(kCells));
  for (int cell = 0; cell < kCells; ++cell)
    field[at(cell)] = Random(seed, "field", {cell / kColumns / 2, cell % kColumns / 2}).between(-1'000'000, 1'000'000);
  for (int pass = 0; pass < 6; ++pass) {
    const std::vector<std::int64_t> last = field;
    for (int cell = 0; cell < kCells; ++cell) {
      std::int64_t sum = last[at(cell)];
      std::int64_t n = 1;
      for (int side = 0; side < 4; ++side) {
        const int next = neighbour(cell, side);
        if (next < 0) continue;
        sum += last[at(next)];
        ++n;
      }
      field[at(cell)] = sum / n;
    }
  }
  std::int64_t n = 0;
  std::int64_t sum = 0;
  for (int cell = 0; cell < kCells; ++cell) {
    if (town[at(cell)]) sum += field[at(cell)], ++n;
  }
  const std::int64_t mean = sum / n;
  std::int64_t squares = 0;
  for (int cell = 0; cell < kCells; ++cell) {
    if (town[at(cell)]) squares += (field[at(cell)] - mean) * (field[at(cell)] - mean) / n;
  }
  const std::int64_t deviation = std::max<std::int64_t>(1, integer_root(squares));
  for (std::int64_t& value : field) value = (value - mean) * 1000 / deviation;
  return field;
}

std::int64_t centre_x(const Atom& atom) {
  std::int64_t sum = 0;
  for (const int cell : atom.cells) sum += cell % kColumns * 1000;
  return sum / static_cast<std::int64_t>(atom.cells.size());
}

void settle(Town& town, const std::vector<std::int64_t>& field) {
  for (std::size_t i = 0; i < town.atoms.size(); ++i) {
    Atom& atom = town.atoms[i];
    std::int64_t z = 0;
    std::int64_t middle = 0;
    for (const int cell : atom.cells) {
      z += field[at(cell)];
      middle += std::max<std::int64_t>(0, centrality(cell));
    }
    const auto n = static_cast<std::int64_t>(atom.cells.size());
    Random random(town.seed, "atom", {atom.old_buurt});
    atom.deprivation = std::clamp<std::int64_t>(z / n + random.between(-250, 250), -2600, 2600);
    atom.centrality = middle / n;
    atom.density = (70 + atom.centrality * 170 / 1000) * random.between(65, 135) / 100;
  }
}

void plant_contrast(Town& town, const std::string& code) {
  const auto wijk = std::find_if(town.after.wijken.begin(), town.after.wijken.end(), [&](const Area& a) { return a.code == code; });
  std::vector<int> order = wijk->atoms;
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return centre_x(town.atoms[at(a)]) < centre_x(town.atoms[at(b)]); });
  for (std::size_t i = 0; i < order.size(); ++i) {
    Atom& atom = town.atoms[at(order[i])];
    const bool bad = i * 2 < order.size();
    const std::int64_t shade = Random(town.seed, "contrast", {order[i]}).between(-150, 150);
    atom.deprivation = (bad ? 1900 : -1700) + shade;
    atom.density = 150 + shade / 10;
    (bad ? town.planted.split_bad : town.planted.split_good).push_back(town.after.buurten[at(atom.new_buurt)].code);
  }
  town.planted.split_wijk = code;
}

// Grows from the middle of a wijk over inhabited neighbours, but not into wijken that have a part of their own.
void plant_cluster(Town& town, const std::string& code, const std::vector<std::string>& avoid) {
  const auto wijk = std::find_if(town.after.wijken.begin(), town.after.wijken.end(), [&](const Area& a) { return a.code == code; });
  std::vector<int> members = {wijk->atoms[wijk->atoms.size() / 2]};
  for (std::size_t from = 0; from < members.size(); ++from) {
    for (int atom = 0; atom < static_cast<int>(town.atoms.size()) && members.size() < 6; ++atom) {
      const int home = town.after.buurten[at(town.atoms[at(atom)].new_buurt)].wijk;
      const bool taken = std::find(members.begin(), members.end(), atom) != members.end();
      const bool elsewhere = std::find(avoid.begin(), avoid.end(), town.after.wijken[at(home)].code) != avoid.end();
      if (!taken && !elsewhere && town.atoms[at(atom)].density > 60 && town.touch(members[from], atom)) members.push_back(atom);
    }
  }
  for (const int member : members) {
    Atom& atom = town.atoms[at(member)];
    atom.cluster = true;
    atom.deprivation = std::max<std::int64_t>(atom.deprivation, 100);
    atom.density = std::max<std::int64_t>(atom.density, 130);
    town.planted.cluster.push_back(town.after.buurten[at(atom.new_buurt)].code);
  }
  std::sort(town.planted.cluster.begin(), town.planted.cluster.end());
  town.planted.cluster.erase(std::unique(town.planted.cluster.begin(), town.planted.cluster.end()), town.planted.cluster.end());
}

}  // namespace

std::vector<const Area*> Division::areas() const {
  std::vector<const Area*> all = {&gemeente};
  for (std::size_t w = 0; w < wijken.size(); ++w) {
    all.push_back(&wijken[w]);
    for (const Area& buurt : buurten) {
      if (buurt.wijk == static_cast<int>(w)) all.push_back(&buurt);
    }
  }
  return all;
}

std::vector<bool> Town::cells_of(const Area& area) const {
  std::vector<bool> inside(at(kCells), false);
  for (const int atom : area.atoms) {
    for (const int cell : atoms[at(atom)].cells) inside[at(cell)] = true;
  }
  return inside;
}

bool Town::touch(int a, int b) const { return touching(atoms[at(a)].cells, atoms[at(b)].cells); }

Town build_town(std::uint64_t seed) {
  Town town;
  town.seed = seed;
  const Ground ground = lay_ground(seed);
  const Parts parts = cast_parts(ground);
  std::vector<Draft> drafts = drafts_of(ground, seed);
  const std::vector<int> before = fill(town.before, 2020, drafts, ground.wijken, -1);
  divide_one(drafts, parts.divide, parts.recode, town.changes);
  merge_two(drafts, parts.merge, parts.recode, town.changes);
  redraw_one(drafts, parts.redraw, parts.recode, town.changes);
  rename_one(drafts, parts.rename, parts.recode, buurt_names(seed, drafts.size() + 8).back(), town.changes);
  recode_wijk(drafts, parts.recode, town.changes);
  const std::vector<int> after = fill(town.after, kNewDivisionFrom, drafts, ground.wijken, parts.recode);
  make_atoms(town, before, after);

  std::vector<bool> inside(at(kCells));
  for (int cell = 0; cell < kCells; ++cell) inside[at(cell)] = before[at(cell)] >= 0;
  settle(town, smooth_field(seed, inside));
  const auto code_in_after = [&](int buurt) {
    return town.after
        .buurten[at(after[at(static_cast<int>(std::find(ground.buurt.begin(), ground.buurt.end(), buurt) - ground.buurt.begin()))])]
        .code;
  };
  Planted& planted = town.planted;
  planted.island = code_in_after(ground.island);
  planted.enclave = code_in_after(ground.park);
  planted.enclave_in = code_in_after(ground.ring);
  planted.uninhabited = {planted.enclave, code_in_after(ground.river), code_in_after(ground.lake), code_in_after(ground.harbour)};
  std::sort(planted.uninhabited.begin(), planted.uninhabited.end());
  for (Atom& atom : town.atoms) {
    const std::string& code = town.after.buurten[at(atom.new_buurt)].code;
    if (std::find(planted.uninhabited.begin(), planted.uninhabited.end(), code) != planted.uninhabited.end()) atom.density = 0;
    if (code == planted.island) atom.density = 11;
  }
  plant_contrast(town, wijk_code(parts.contrast, parts.recode));
  std::vector<std::string> avoid;
  for (const int wijk : {parts.contrast, parts.divide, parts.merge, parts.redraw, parts.rise, parts.institution})
    avoid.push_back(wijk_code(wijk, parts.recode));
  plant_cluster(town, wijk_code(parts.cluster, parts.recode), avoid);
  planted.rise_wijk = wijk_code(parts.rise, parts.recode);
  const std::string home = wijk_code(parts.institution, parts.recode);
  for (const Area& wijk : town.after.wijken) {
    if (wijk.code == home) planted.institution_atom = wijk.atoms.front();
  }
  planted.institution_buurt = town.after.buurten[at(town.atoms[at(planted.institution_atom)].new_buurt)].code;
  return town;
}

}  // namespace trede::demo
