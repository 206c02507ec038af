// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "disclose/gate.hpp"

namespace trede {

namespace {
constexpr double kGroupShare = 0.9;     // ESSnet SDC handbook: no category above 90 % of a group
}

Verdict judge_count(double x, double n, bool has_denominator, double minimum_denominator, int minimum_count, bool sensitive) {
  const double least = minimum_count;
  if (has_denominator && n < minimum_denominator) return Verdict::denominator_too_small;
  if (x == 0.0) return sensitive ? Verdict::sensitive_zero : Verdict::show;
  if (x < least) return Verdict::too_small;
  if (!has_denominator) return Verdict::show;
  if (x >= n) return Verdict::everybody;
  if (n - x < least) return Verdict::complement_too_small;
  if (x > kGroupShare * n) return Verdict::group;
  return Verdict::show;
}

void protect_tree(const AreaSet& areas, const std::vector<double>& count, const std::vector<std::uint8_t>& there, int minimum_count,
                  std::vector<std::uint8_t>& hidden) {
  std::vector<std::vector<AreaIndex>> children(areas.size());
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (areas.parent(a) != kNoArea && there[a]) children[areas.parent(a)].push_back(a);

  // The equation parent = Σ children: with exactly one unknown it gives that unknown away; and a shown parent gives away the sum of
  // its withheld children. True when something was withheld.
  const auto repair = [&](AreaIndex parent) {
    if (!there[parent] || children[parent].empty()) return false;
    int unseen = 0;
    double sum = 0.0;
    AreaIndex smallest = kNoArea;
    for (const AreaIndex c : children[parent]) {
      if (hidden[c]) {
        ++unseen;
        sum += count[c];
      } else if (count[c] > 0.0 && (smallest == kNoArea || count[c] < count[smallest])) {
        smallest = c;
      }
    }
    const bool parent_alone = hidden[parent] && unseen == 0;
    const bool child_alone = !hidden[parent] && (unseen == 1 || (unseen > 1 && sum < minimum_count));
    if (!parent_alone && !child_alone) return false;
    if (smallest != kNoArea) hidden[smallest] = 2;
    else if (child_alone) hidden[parent] = 2;
    else return false;      // every child is a shown zero: the parent's own zero is no secret
    return true;
  };
  // Withholding a wijk touches two equations, its own and its gemeente's; so until nothing changes.
  for (bool changed = true; changed;) {
    changed = false;
    for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::gemeente}) {
      const auto run = areas.run(level);
      for (AreaIndex p = run.first; p < run.last; ++p)
        while (repair(p)) changed = true;
    }
  }
}

}  // namespace trede
