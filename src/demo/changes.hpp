// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What happens to the division in 2023: one buurt is divided, two become one, a border moves, a buurt gets another name, and a wijk and
// its buurten get other codes while their names stay.

#include <string>
#include <vector>

#include "demo/town.hpp"

namespace trede::demo {

// A buurt while the divisions are being made: its cells, wijk number, own number and name.
struct Draft {
  std::vector<int> cells;
  int wijk = 0;    // index of the wijk
  int number = 0;  // last two digits of the code
  std::string name;
};

// `recoded`: index of the wijk that has its new code, -1 when none has.
std::string wijk_code(int wijk, int recoded);
std::string buurt_code(const Draft& draft, int recoded);

// True when two sets of cells share a side.
bool touching(const std::vector<int>& a, const std::vector<int>& b);

// Each changes the first buurt or buurten of the wijk that allow it, and adds what it did to `changes`.
void divide_one(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes);
void merge_two(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes);
// One cell goes from a buurt to its neighbour; both keep their code and name, which is what makes it hard to see.
void redraw_one(std::vector<Draft>& drafts, int wijk, int recoded, std::vector<Change>& changes);
void rename_one(std::vector<Draft>& drafts, int wijk, int recoded, const std::string& name, std::vector<Change>& changes);
void recode_wijk(const std::vector<Draft>& drafts, int wijk, std::vector<Change>& changes);

}  // namespace trede::demo
