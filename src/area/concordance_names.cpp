// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>

#include "area/concordance_links.hpp"
#include "base/text.hpp"

namespace trede {
namespace {

class NameMatcher {
 public:
  NameMatcher(const AreaSet& from, const AreaSet& to, AreaLevel level, const Linked& linked) : from_(from), to_(to), level_(level), linked_(linked) {}

  std::vector<Link> match() {
    by_code_and_name();
    find_successors();
    by_unique_name();
    return std::move(links_);
  }

 private:
  void link(AreaIndex old, AreaIndex now, EdgeBasis basis) {
    links_.push_back({old, now, 1.0, 1.0, basis});
    linked_.from[old] = linked_.to[now] = true;
  }

  void by_code_and_name() {
    const AreaSet::Run run = from_.run(level_);
    for (AreaIndex old = run.first; old < run.last; ++old) {
      const auto now = to_.find(from_.code(old));
      if (now && linked_.free(old, *now) && fold_name(from_.name(old)) == fold_name(to_.name(*now))) link(old, *now, EdgeBasis::codes_and_names);
    }
  }

  // Which new gemeenten took over areas of a gemeente that disappeared, or of which a new gemeente was made: those to which at least two
  // names that are unique in the whole country moved, or half of the areas.
  void find_successors() {
    std::map<std::pair<AreaIndex, AreaIndex>, std::uint32_t> moved;
    std::map<AreaIndex, std::uint32_t> size;
    const AreaSet::Run run = from_.run(level_);
    for (AreaIndex old = run.first; old < run.last; ++old) {
      const AreaIndex gemeente = from_.gemeente(old);
      ++size[gemeente];
      const auto then = from_.by_name(level_, from_.name(old));
      const auto later = to_.by_name(level_, from_.name(old));
      if (then.size() != 1 || later.size() != 1 || !linked_.free(old, later[0])) continue;
      const AreaIndex heir = to_.gemeente(later[0]);
      if (from_.code(gemeente) == to_.code(heir)) continue;
      if (!to_.find(from_.code(gemeente)) || !from_.find(to_.code(heir))) ++moved[{gemeente, heir}];
    }
    for (const auto& [pair, count] : moved)
      if (count >= 2 || 2 * count >= size[pair.first]) successors_.insert(pair);
  }

  [[nodiscard]] bool may_move(AreaIndex old, AreaIndex now) const {
    const AreaIndex then = from_.gemeente(old), later = to_.gemeente(now);
    if (level_ == AreaLevel::gemeente) return true;
    return from_.code(then) == to_.code(later) || successors_.contains({then, later});
  }

  void by_unique_name() {
    const AreaSet::Run run = from_.run(level_);
    for (AreaIndex old = run.first; old < run.last; ++old) {
      if (linked_.from[old]) continue;
      AreaIndex only = kNoArea;
      std::size_t candidates = 0;
      for (const AreaIndex now : to_.by_name(level_, from_.name(old))) {
        if (!may_move(old, now)) continue;
        ++candidates;
        only = now;
      }
      if (candidates != 1 || linked_.to[only]) continue;
      const auto rivals = from_.by_name(level_, to_.name(only));
      const auto count = std::count_if(rivals.begin(), rivals.end(), [&](AreaIndex rival) { return may_move(rival, only); });
      if (count == 1) link(old, only, EdgeBasis::names);
    }
  }

  const AreaSet& from_;
  const AreaSet& to_;
  AreaLevel level_;
  Linked linked_;
  std::set<std::pair<AreaIndex, AreaIndex>> successors_;
  std::vector<Link> links_;
};

}  // namespace

std::vector<Link> links_by_names(const AreaSet& from, const AreaSet& to, AreaLevel level, const Linked& linked) {
  return NameMatcher(from, to, level, linked).match();
}

}  // namespace trede
