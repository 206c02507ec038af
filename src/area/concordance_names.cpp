// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "area/concordance_links.hpp"
#include "base/text.hpp"

namespace trede {
namespace {

// How the last four characters of a buurt's code arise from those of its old code: each is a copy of one of them or always the same.
class RenumberingRule {
 public:
  // The rule that at least 20 pairs and at least 95 % of them follow; nullopt when there is none.
  static std::optional<RenumberingRule> learn(const std::vector<std::pair<AreaCode, AreaCode>>& pairs) {
    if (pairs.size() < kLeastPairs) return std::nullopt;
    RenumberingRule rule;
    for (std::size_t k = 0; k < kTail; ++k) rule.source_[k] = best_source(pairs, k);
    const auto followed =
        std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return rule.apply(pair.first) == pair.second.view(); });
    if (static_cast<double>(followed) < kLeastShare * static_cast<double>(pairs.size())) return std::nullopt;
    return rule;
  }

  [[nodiscard]] std::string apply(const AreaCode& old) const {
    std::string code = old.str();
    for (std::size_t k = 0; k < kTail; ++k) code[kHead + k] = from_source(old, source_[k]);
    return code;
  }

 private:
  static constexpr std::size_t kHead = 6, kTail = 4, kLeastPairs = 20;
  static constexpr double kLeastShare = 0.95;

  // A source below kTail is a place in the old tail; above it a character.
  static char from_source(const AreaCode& old, int source) {
    return source < static_cast<int>(kTail) ? old.view()[kHead + static_cast<std::size_t>(source)] : static_cast<char>(source);
  }

  static int best_source(const std::vector<std::pair<AreaCode, AreaCode>>& pairs, std::size_t k) {
    int best = 0;
    std::ptrdiff_t most = -1;
    for (int source = 0; source <= 'Z'; ++source) {
      if (source >= static_cast<int>(kTail) && source < '0') continue;
      const auto agree = std::count_if(pairs.begin(), pairs.end(),
                                       [&](const auto& pair) { return from_source(pair.first, source) == pair.second.view()[kHead + k]; });
      if (agree > most) {
        most = agree;
        best = source;
      }
    }
    return best;
  }

  std::array<int, kTail> source_{};
};

class NameMatcher {
 public:
  NameMatcher(const AreaSet& from, const AreaSet& to, AreaLevel level, const Linked& linked)
      : from_(from), to_(to), level_(level), linked_(linked) {}

  std::vector<Overlap> match() {
    by_code_and_name();
    find_successors();
    by_unique_name();
    if (level_ == AreaLevel::buurt) by_rule_of_renumbering();
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
      if (now && linked_.free(old, *now) && fold_name(from_.name(old)) == fold_name(to_.name(*now)))
        link(old, *now, EdgeBasis::codes_and_names);
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

  // A gemeente that renumbers all its buurten does so by a rule ("1" + number became number + "0"). Where nearly all buurten found by
  // name follow one rule, the few whose spelling changed follow it too.
  void by_rule_of_renumbering() {
    std::map<AreaIndex, std::vector<std::pair<AreaCode, AreaCode>>> recoded;
    for (const Overlap& link : links_) {
      const AreaCode& old = from_.code(link.from);
      const AreaCode& now = to_.code(link.to);
      if (old != now && old.gemeente() == now.gemeente()) recoded[from_.gemeente(link.from)].emplace_back(old, now);
    }
    const AreaSet::Run run = from_.run(level_);
    std::map<AreaIndex, RenumberingRule> rules;
    for (const auto& [gemeente, pairs] : recoded)
      if (const auto rule = RenumberingRule::learn(pairs)) rules.emplace(gemeente, *rule);
    for (AreaIndex old = run.first; old < run.last; ++old) {
      const auto rule = rules.find(from_.gemeente(old));
      if (linked_.from[old] || rule == rules.end()) continue;
      const auto code = AreaCode::parse(rule->second.apply(from_.code(old)));
      const auto now = code && *code != from_.code(old) ? to_.find(*code) : std::nullopt;
      if (now && !linked_.to[*now]) link(old, *now, EdgeBasis::codes_and_names);
    }
  }

  const AreaSet& from_;
  const AreaSet& to_;
  AreaLevel level_;
  Linked linked_;
  std::set<std::pair<AreaIndex, AreaIndex>> successors_;
  std::vector<Overlap> links_;
};

}  // namespace

std::vector<Overlap> links_by_names(const AreaSet& from, const AreaSet& to, AreaLevel level, const Linked& linked) {
  return NameMatcher(from, to, level, linked).match();
}

}  // namespace trede
