// SPDX-License-Identifier: EUPL-1.2
#include "demo/changes.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "demo/ground.hpp"

namespace trede::demo {
namespace {

constexpr int kRecodedNumber = 27;

std::vector<int> without(const std::vector<int>& cells, const std::vector<int>& gone) {
  std::vector<int> rest;
  for (const int cell : cells) {
    if (std::find(gone.begin(), gone.end(), cell) == gone.end()) rest.push_back(cell);
  }
  return rest;
}

// Two connected halves of a buurt, as even as can be, cut along columns or rows. Empty when it cannot be cut.
std::vector<int> half_of(const std::vector<int>& cells) {
  for (const bool by_row : {false, true}) {
    std::vector<int> order = cells;
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      const auto key = [&](int c) { return by_row ? std::pair{c / kColumns, c % kColumns} : std::pair{c % kColumns, c / kColumns}; };
      return key(a) < key(b);
    });
    for (const std::size_t size : {cells.size() / 2, cells.size() / 2 + 1, cells.size() / 2 - 1}) {
      if (size < 2 || size + 2 > order.size()) continue;
      std::vector<int> part(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size));
      if (connected(part) && connected(without(cells, part))) return part;
    }
  }
  return {};
}

int next_number(const std::vector<Draft>& drafts, int wijk) {
  int highest = 0;
  for (const Draft& draft : drafts) {
    if (draft.wijk == wijk) highest = std::max(highest, draft.number);
  }
  return highest + 1;
}

}  // namespace

std::string wijk_code(int wijk, int recoded) { return fmt::format("WK9901{:02}", wijk == recoded ? kRecodedNumber : wijk + 1); }
std::string buurt_code(const Draft& draft, int recoded) {
  return fmt::format("BU9901{:02}{:02}", draft.wijk == recoded ? kRecodedNumber : draft.wijk + 1, draft.number);
}

bool touching(const std::vector<int>& a, const std::vector<int>& b) {
  for (const int cell : a) {
    for (int side = 0; side < 4; ++side) {
      if (std::find(b.begin(), b.end(), neighbour(cell, side)) != b.end()) return true;
    }
  }
  return false;
}

void divide_one(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes) {
  for (std::size_t b = 0; b < drafts.size(); ++b) {
    if (drafts[b].wijk != wijk || drafts[b].cells.size() < 4) continue;
    const std::vector<int> part = half_of(drafts[b].cells);
    if (part.empty()) continue;
    const std::string from = buurt_code(drafts[b], recoded);
    const int number = next_number(drafts, wijk);
    Draft second{.cells = without(drafts[b].cells, part), .wijk = wijk, .number = number + 1, .name = drafts[b].name + "-Zuid"};
    drafts[b].cells = part;
    drafts[b].number = number;
    drafts[b].name += "-Noord";
    changes.push_back({.kind = "gesplitst", .from = {from}, .to = {buurt_code(drafts[b], recoded), buurt_code(second, recoded)}});
    drafts.push_back(std::move(second));
    return;
  }
}

void merge_two(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes) {
  for (std::size_t a = 0; a < drafts.size(); ++a) {
    for (std::size_t b = a + 1; b < drafts.size() && drafts[a].wijk == wijk; ++b) {
      if (drafts[b].wijk != wijk || !touching(drafts[a].cells, drafts[b].cells)) continue;
      Change change{.kind = "samengevoegd", .from = {buurt_code(drafts[a], recoded), buurt_code(drafts[b], recoded)}, .to = {}};
      drafts[a].number = next_number(drafts, wijk);
      drafts[a].name += " en " + drafts[b].name;
      drafts[a].cells.insert(drafts[a].cells.end(), drafts[b].cells.begin(), drafts[b].cells.end());
      change.to = {buurt_code(drafts[a], recoded)};
      changes.push_back(std::move(change));
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(b));
      return;
    }
  }
}

void redraw_one(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes) {
  for (Draft& a : drafts) {
    if (a.wijk != wijk || a.cells.size() < 5) continue;
    for (Draft& b : drafts) {
      if (b.wijk != wijk || &a == &b) continue;
      for (const int cell : a.cells) {
        if (!touching({cell}, b.cells) || !connected(without(a.cells, {cell}))) continue;
        a.cells = without(a.cells, {cell});
        b.cells.push_back(cell);
        changes.push_back({.kind = "hertekend",
                           .from = {buurt_code(a, recoded), buurt_code(b, recoded)},
                           .to = {buurt_code(a, recoded), buurt_code(b, recoded)}});
        return;
      }
    }
  }
}

void rename_one(std::vector<Draft>& drafts, int wijk, int recoded, const std::string& name, std::vector<Change>& changes) {
  for (Draft& draft : drafts) {
    if (draft.wijk != wijk) continue;
    draft.name = name;
    changes.push_back({.kind = "hernoemd", .from = {buurt_code(draft, recoded)}, .to = {buurt_code(draft, recoded)}});
    return;
  }
}

void recode_wijk(const std::vector<Draft>& drafts, int wijk, std::vector<Change>& changes) {
  changes.push_back({.kind = "hercodering", .from = {wijk_code(wijk, -1)}, .to = {wijk_code(wijk, wijk)}});
  for (const Draft& draft : drafts) {
    if (draft.wijk == wijk) changes.push_back({.kind = "hercodering", .from = {buurt_code(draft, -1)}, .to = {buurt_code(draft, wijk)}});
  }
}

}  // namespace trede::demo
