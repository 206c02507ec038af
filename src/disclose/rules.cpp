// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "disclose/gate.hpp"

namespace trede {

namespace {
constexpr double kGroupShare = 0.9;  // ESSnet SDC handbook: no category above 90 % of a group
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

namespace {

// The equations parent = Σ children over the areas that have a figure, and what an outsider does not know in them.
class Tree {
 public:
  Tree(const AreaSet& areas, const std::vector<double>& count, const std::vector<std::uint8_t>& there, double least,
       std::vector<std::uint8_t>& hidden)
      : there_(there), count_(count), least_(least), hidden_(hidden), children_(areas.size()) {
    for (AreaIndex a = 0; a < areas.size(); ++a)
      if (areas.parent(a) != kNoArea && there[a]) children_[areas.parent(a)].push_back(a);
  }

  // Withholds one more cell when the parent's equation gives too much away; false when it is safe.
  bool repair(AreaIndex parent) {
    if (!there_[parent] || children_[parent].empty()) return false;
    const bool alone = unknown(parent) ? unknown_children(parent) == 0 : gives_away(parent);
    if (!alone) return false;
    const AreaIndex smallest = smallest_shown_child(parent);
    if (smallest != kNoArea) hidden_[smallest] = 2;
    else if (!unknown(parent)) hidden_[parent] = 2;
    else return false;  // every child is a shown zero: the parent's own zero is no secret
    return true;
  }

 private:
  // 3 = withheld for its denominator only while its count is a zero that may be known: it hides nothing and needs no partner.
  [[nodiscard]] bool unknown(AreaIndex a) const { return hidden_[a] == 1 || hidden_[a] == 2; }
  [[nodiscard]] std::size_t unknown_children(AreaIndex parent) const {
    return static_cast<std::size_t>(
        std::count_if(children_[parent].begin(), children_[parent].end(), [&](AreaIndex c) { return unknown(c); }));
  }

  [[nodiscard]] AreaIndex smallest_shown_child(AreaIndex parent) const {
    AreaIndex smallest = kNoArea;
    for (const AreaIndex c : children_[parent])
      if (!hidden_[c] && count_[c] > 0.0 && (smallest == kNoArea || count_[c] < count_[smallest])) smallest = c;
    return smallest;
  }

  // A shown parent minus everything shown below it is the sum of the withheld cells at the bottom, each of which is at least one
  // (zeros are shown). What is left above that is the room in which they can hide: it must be at least the minimum. Persons counted
  // in two areas make the published difference and the true sum differ; both must pass.
  [[nodiscard]] bool gives_away(AreaIndex parent) const {
    const std::size_t unseen = unknown_children(parent);
    if (unseen == 0) return false;
    if (unseen == 1) return true;
    double residual = count_[parent];
    double own = 0.0;
    double units = 0.0;
    const auto bottom = [&](AreaIndex a) {
      if (unknown(a)) {
        own += count_[a];
        units += 1.0;
      } else {
        residual -= count_[a];
      }
    };
    for (const AreaIndex c : children_[parent]) {
      if (unknown(c) && !children_[c].empty()) {
        for (const AreaIndex g : children_[c]) bottom(g);
      } else {
        bottom(c);
      }
    }
    // A negative difference shows that these counts do not add up at all; then nothing follows from it.
    const double room = residual < 0.0 ? own : std::min(residual, own);
    return room - units < least_;
  }

  const std::vector<std::uint8_t>& there_;
  const std::vector<double>& count_;
  double least_;
  std::vector<std::uint8_t>& hidden_;
  std::vector<std::vector<AreaIndex>> children_;
};

}  // namespace

bool protect_tree(const AreaSet& areas, const std::vector<double>& count, const std::vector<std::uint8_t>& there, int minimum_count,
                  std::vector<std::uint8_t>& hidden) {
  Tree tree(areas, count, there, minimum_count, hidden);
  // Withholding a wijk touches two equations, its own and its gemeente's; so until nothing changes.
  bool any = false;
  for (bool changed = true; changed;) {
    changed = false;
    for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::gemeente}) {
      const auto run = areas.run(level);
      for (AreaIndex p = run.first; p < run.last; ++p)
        while (tree.repair(p)) changed = any = true;
    }
  }
  return any;
}

}  // namespace trede
