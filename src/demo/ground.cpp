// SPDX-License-Identifier: EUPL-1.2
#include "demo/ground.hpp"

#include <algorithm>
#include <cstddef>

#include "demo/lattice.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

constexpr int kWijken = 17;  // grown; the eighteenth holds water, harbour and island
constexpr int kCellsPerBuurt = 6;

std::size_t at(int index) { return static_cast<std::size_t>(index); }
int cell_at(int column, int row) { return row * kColumns + column; }

std::vector<bool> land(std::uint64_t seed) {
  std::vector<bool> inside(at(kCells), false);
  for (int cell = 0; cell < kCells; ++cell) {
    const std::int64_t ragged = Random(seed, "coast", {cell % kColumns / 3, cell / kColumns / 3}).between(-120, 120);
    inside[at(cell)] = centrality(cell) + ragged > 0;
  }
  std::vector<std::vector<bool>> parts = components(inside);
  return *std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return std::count(a.begin(), a.end(), true) < std::count(b.begin(), b.end(), true);
  });
}

// Every cell of `cells` gets the nearest of k moving seeds. Distances are of cell centres; ties go to the lower seed.
std::vector<int> grow(std::uint64_t seed, int stream, const std::vector<int>& cells, int k) {
  struct Seed {
    std::int64_t x, y;
  };
  Random random(seed, "seeds", {stream});
  std::vector<int> shuffled = cells;
  for (std::size_t i = shuffled.size(); i > 1; --i)
    std::swap(shuffled[i - 1], shuffled[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
  std::vector<Seed> seeds;
  for (int i = 0; i < k; ++i) seeds.push_back({.x = shuffled[at(i)] % kColumns * 100, .y = shuffled[at(i)] / kColumns * 100});
  std::vector<int> owner(cells.size(), 0);
  for (int pass = 0; pass < 8; ++pass) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::int64_t x = cells[i] % kColumns * 100;
      const std::int64_t y = cells[i] / kColumns * 100;
      std::int64_t best = INT64_MAX;
      for (int s = 0; s < k; ++s) {
        const std::int64_t dx = seeds[at(s)].x - x;
        const std::int64_t dy = seeds[at(s)].y - y;
        if (dx * dx + dy * dy < best) {
          best = dx * dx + dy * dy;
          owner[i] = s;
        }
      }
    }
    for (int s = 0; s < k; ++s) {
      std::int64_t x = 0;
      std::int64_t y = 0;
      std::int64_t n = 0;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (owner[i] != s) continue;
        x += cells[i] % kColumns * 100;
        y += cells[i] / kColumns * 100;
        ++n;
      }
      if (n > 0) seeds[at(s)] = {.x = x / n, .y = y / n};
    }
  }
  return owner;
}

// Gives every part of an area that is cut off to a neighbouring area, until all areas that may change hang together. `owner` holds -1
// outside the town; areas in `fixed` are left alone.
void mend(std::vector<int>& owner, int areas, const std::vector<bool>& fixed) {
  for (int pass = 0; pass < 30; ++pass) {
    bool changed = false;
    for (int area = 0; area < areas; ++area) {
      if (fixed[at(area)]) continue;
      std::vector<bool> mine(owner.size());
      for (std::size_t i = 0; i < owner.size(); ++i) mine[i] = owner[i] == area;
      std::vector<std::vector<bool>> parts = components(mine);
      if (parts.size() < 2) continue;
      std::size_t largest = 0;
      for (std::size_t p = 1; p < parts.size(); ++p) {
        if (std::count(parts[p].begin(), parts[p].end(), true) > std::count(parts[largest].begin(), parts[largest].end(), true))
          largest = p;
      }
      for (std::size_t p = 0; p < parts.size(); ++p) {
        if (p == largest) continue;
        int heir = -1;
        for (int cell = 0; cell < kCells && heir < 0; ++cell) {
          for (int side = 0; side < 4 && parts[p][at(cell)]; ++side) {
            const int next = neighbour(cell, side);
            if (next < 0 || owner[at(next)] < 0 || owner[at(next)] == area || fixed[at(owner[at(next)])]) continue;
            heir = owner[at(next)];
          }
        }
        if (heir < 0) continue;
        for (int cell = 0; cell < kCells; ++cell) {
          if (parts[p][at(cell)]) owner[at(cell)] = heir;
        }
        changed = true;
      }
    }
    if (!changed) return;
  }
}

// The river runs from south to north and moves at most one column a row, by sides.
std::vector<int> river_cells(std::uint64_t seed, const std::vector<bool>& inside) {
  Random random(seed, "river");
  std::vector<int> cells;
  int column = static_cast<int>(random.between(13, 20));
  for (int row = 0; row < kRows; ++row) {
    const int before = column;
    if (row % 2 == 0) column = std::clamp(column + static_cast<int>(random.between(-1, 1)), 11, 22);
    cells.push_back(cell_at(before, row));
    if (column != before) cells.push_back(cell_at(column, row));
  }
  cells.erase(std::remove_if(cells.begin(), cells.end(), [&](int cell) { return !inside[at(cell)]; }), cells.end());
  return cells;
}

std::vector<int> block(int column, int row, int width, int height) {
  std::vector<int> cells;
  for (int r = row; r < row + height; ++r) {
    for (int c = column; c < column + width; ++c) cells.push_back(cell_at(c, r));
  }
  return cells;
}

}  // namespace

std::int64_t centrality(int cell) {
  const std::int64_t dx = 2 * (cell % kColumns) - (kColumns - 1);
  const std::int64_t dy = 2 * (cell / kColumns) - (kRows - 1);
  return 1000 - (dx * dx * 1000 / 900 + dy * dy * 1000 / 676);
}

bool connected(const std::vector<int>& cells) {
  std::vector<bool> inside(at(kCells), false);
  for (const int cell : cells) inside[at(cell)] = true;
  return components(inside).size() == 1;
}

Ground lay_ground(std::uint64_t seed) {
  Ground ground;
  std::vector<bool> inside = land(seed);
  const std::vector<int> river = river_cells(seed, inside);
  const std::vector<int> lake = block(6, 18, 2, 2);
  const std::vector<int> harbour = block(26, 19, 3, 2);
  const std::vector<int> island = block(kColumns - 3, kRows - 3, 2, 2);
  const int water = kWijken;  // the index of the eighteenth wijk
  ground.wijken = kWijken + 1;
  ground.wijk.assign(at(kCells), -1);
  for (const auto* cells : {&river, &lake, &harbour, &island}) {
    for (const int cell : *cells) ground.wijk[at(cell)] = water;
  }
  std::vector<int> free;
  for (int cell = 0; cell < kCells; ++cell) {
    if (inside[at(cell)] && ground.wijk[at(cell)] < 0) free.push_back(cell);
  }
  const std::vector<int> owner = grow(seed, 0, free, kWijken);
  for (std::size_t i = 0; i < free.size(); ++i) ground.wijk[at(free[i])] = owner[i];
  const std::vector<int> around = block(24, 11, 3, 3);
  const int heart = cell_at(25, 12);
  for (const int cell : around) ground.wijk[at(cell)] = ground.wijk[at(heart)];
  std::vector<bool> fixed(at(ground.wijken), false);
  fixed[at(water)] = true;
  mend(ground.wijk, ground.wijken, fixed);

  ground.buurt.assign(at(kCells), -1);
  const auto put = [&](const std::vector<int>& cells, int wijk) {
    const int buurt = static_cast<int>(ground.wijk_of.size());
    for (const int cell : cells) ground.buurt[at(cell)] = buurt;
    ground.wijk_of.push_back(wijk);
    return buurt;
  };
  const int ring_wijk = ground.wijk[at(heart)];
  ground.ring = put(around, ring_wijk);
  ground.park = put({heart}, ring_wijk);
  for (int wijk = 0; wijk < kWijken; ++wijk) {
    std::vector<int> cells;
    for (int cell = 0; cell < kCells; ++cell) {
      if (ground.wijk[at(cell)] == wijk && ground.buurt[at(cell)] < 0) cells.push_back(cell);
    }
    const int size = static_cast<int>(cells.size());
    const int k = std::max(1, std::min(size, (size + kCellsPerBuurt / 2) / kCellsPerBuurt));
    const std::vector<int> part = grow(seed, wijk + 1, cells, k);
    const int first = static_cast<int>(ground.wijk_of.size());
    std::vector<int> local(at(kCells), -1);
    for (std::size_t i = 0; i < cells.size(); ++i) local[at(cells[i])] = part[i];
    mend(local, k, std::vector<bool>(at(k), false));
    for (const int cell : cells) ground.buurt[at(cell)] = first + local[at(cell)];
    for (int i = 0; i < k; ++i) ground.wijk_of.push_back(wijk);
  }
  ground.river = put(river, water);
  ground.lake = put(lake, water);
  ground.harbour = put(harbour, water);
  ground.island = put(island, water);
  return ground;
}

}  // namespace trede::demo
