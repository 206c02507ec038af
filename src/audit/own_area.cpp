// SPDX-License-Identifier: EUPL-1.2
#include "audit/own_area.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace trede::audit {
namespace {

using Set = std::vector<std::uint8_t>;  // by place in `buurten`: 1 = in it

// A pattern of withheld buurten, with one series that has it.
struct Pattern {
  Set withheld;
  const AuditedSeries* series = nullptr;
};
// A published area as a set of buurten.
struct Ground {
  std::string name;
  Set set;
};

class Judge {
 public:
  explicit Judge(const EditionFacts& facts) : facts_(facts) {
    for (std::uint32_t area = 0; area < facts.areas.code.size(); ++area)
      if (facts.areas.level[area] == AreaLevel::buurt) buurten_.push_back(area);
    for (const auto& [source, rule] : facts.rules) least_ = std::max(least_, static_cast<double>(rule.minimum_denominator));
    find_grounds();
    find_patterns();
  }

  [[nodiscard]] std::optional<std::size_t> place(const std::string& code) const {
    for (std::size_t i = 0; i < buurten_.size(); ++i)
      if (facts_.areas.code[buurten_[i]] == code) return i;
    return std::nullopt;
  }
  [[nodiscard]] std::size_t size() const { return buurten_.size(); }
  [[nodiscard]] const std::string& code(std::size_t i) const { return facts_.areas.code[buurten_[i]]; }

  // Stops at the first reason when `all` is off.
  std::vector<OwnAreaReason> reasons(const Set& set, bool all) const {
    std::vector<OwnAreaReason> out;
    look_at_piece(set, "", nullptr, out, all);
    for (const Ground& ground : grounds_) {
      if (!all && !out.empty()) return out;
      Set inside = set, outside = set, rest = ground.set;
      bool touches = false;
      for (std::size_t i = 0; i < set.size(); ++i) {
        inside[i] = set[i] & ground.set[i];
        outside[i] = set[i] & static_cast<std::uint8_t>(1 - ground.set[i]);
        rest[i] = ground.set[i] & static_cast<std::uint8_t>(1 - set[i]);
        touches = touches || inside[i] != 0;
      }
      if (!touches) continue;
      const bool ground_in_set = none(rest), set_in_ground = none(outside);
      if (ground_in_set) look_at_piece(outside, ground.name, &set, out, all);
      if (set_in_ground) look_at_piece(rest, ground.name, &set, out, all);
    }
    if (all || out.empty()) look_at_remainder(set, out, all);
    return out;
  }

 private:
  static bool none(const Set& set) {
    return std::none_of(set.begin(), set.end(), [](std::uint8_t x) { return x != 0; });
  }

  void find_grounds() {
    const auto leaves = [&](std::uint32_t area, auto&& self, Set& set) -> void {
      for (std::size_t i = 0; i < buurten_.size(); ++i)
        if (buurten_[i] == area) set[i] = 1;
      for (const std::uint32_t child : facts_.children[area]) self(child, self, set);
    };
    for (std::uint32_t area = 0; area < facts_.areas.code.size(); ++area) {
      if (facts_.areas.level[area] != AreaLevel::gemeente && facts_.areas.level[area] != AreaLevel::wijk) continue;
      Ground ground{facts_.areas.code[area], Set(buurten_.size(), 0)};
      leaves(area, leaves, ground.set);
      if (facts_.areas.level[area] == AreaLevel::wijk) wijken_.push_back(ground.set);
      grounds_.push_back(std::move(ground));
    }
    std::map<std::string, Ground> own;
    for (const AuditedOwnArea& area : facts_.own_areas) {
      Ground ground{area.id, Set(buurten_.size(), 0)};
      for (const std::uint32_t at : area.areas)
        for (std::size_t i = 0; i < buurten_.size(); ++i)
          if (buurten_[i] == at) ground.set[i] = 1;
      own.emplace(area.id, std::move(ground));
    }
    for (auto& [name, ground] : own) grounds_.push_back(std::move(ground));
  }

  // Indicators of which no buurt is spoken of withhold all buurten.
  void find_patterns() {
    std::map<Set, const AuditedSeries*> patterns;
    for (const AuditedSeries& one : facts_.series) {
      if (facts_.surveys.count(one.source) != 0) continue;
      Set withheld(buurten_.size(), 0);
      for (std::size_t i = 0; i < buurten_.size(); ++i)
        withheld[i] = one.cell[buurten_[i]] != Cell::shown && one.cell[buurten_[i]] != Cell::nought ? 1 : 0;
      patterns.try_emplace(std::move(withheld), &one);
    }
    for (const auto& [withheld, series] : patterns) patterns_.push_back({withheld, series});
  }

  [[nodiscard]] double people(const Set& set) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < set.size(); ++i)
      if (set[i] != 0) sum += std::max(0.0, facts_.areas.inhabitants[buurten_[i]]);
    return sum;
  }
  static std::size_t count(const Set& set) { return static_cast<std::size_t>(std::count(set.begin(), set.end(), std::uint8_t{1})); }

  static void add(std::vector<OwnAreaReason>& out, OwnAreaReason reason) {
    for (const OwnAreaReason& one : out)
      if (one.kind == reason.kind && one.other == reason.other) return;
    out.push_back(std::move(reason));
  }

  // A group whose count follows: too few people, or, less what is shown, a single withheld buurt or too few people in several.
  void look_at_piece(const Set& piece, const std::string& other, const Set* subtracted, std::vector<OwnAreaReason>& out, bool all) const {
    const std::size_t buurten = count(piece);
    if (buurten == 0) return;
    if (people(piece) < least_)
      add(out, {subtracted == nullptr ? "few_people" : "few_people_left", other, "", "", buurten,
                subtracted == nullptr
                    ? Text{fmt::format("In dit gebied wonen minder dan {} mensen.", least_),
                           fmt::format("Fewer than {} people live in this area.", least_)}
                    : Text{fmt::format("Het verschil met {} is {} buurt(en) met samen minder dan {} inwoners.", other, buurten, least_),
                           fmt::format("The difference with {} is {} buurt(en) with fewer than {} inhabitants together.", other, buurten,
                                       least_)}});
    for (const Pattern& pattern : patterns_) {
      if (!all && !out.empty()) return;
      Set left = piece;
      for (std::size_t i = 0; i < left.size(); ++i) left[i] &= pattern.withheld[i];
      const std::size_t withheld = count(left);
      // A set that is one whole buurt shows what that buurt may show; a piece with nothing withheld tells nothing new.
      if (withheld == 0) continue;
      const std::string& indicator = pattern.series->indicator;
      const std::string period = pattern.series->period.str(), of = other.empty() ? std::string() : " (" + other + ")";
      if (withheld == 1)
        add(out,
            {"single_buurt",
             other,
             indicator,
             period,
             1,
             {fmt::format("Na aftrek van wat al is gepubliceerd{} blijft één achtergehouden buurt over ({}, {}).", of, indicator, period),
              fmt::format("Less what is published already{}, one withheld buurt is left ({}, {}).", of, indicator, period)}});
      else if (people(left) < least_)
        add(out, {"few_people_withheld",
                  other,
                  indicator,
                  period,
                  withheld,
                  {fmt::format(
                       "Na aftrek van wat al is gepubliceerd{} blijven {} achtergehouden buurten over met minder dan {} inwoners ({}, {}).",
                       of, withheld, least_, indicator, period),
                   fmt::format("Less what is published already{}, {} withheld buurten are left with fewer than {} inhabitants ({}, {}).",
                               of, withheld, least_, indicator, period)}});
    }
  }

  // The set less every whole wijk in it.
  void look_at_remainder(const Set& set, std::vector<OwnAreaReason>& out, bool all) const {
    Set left = set;
    bool cut = false;
    for (const Set& wijk : wijken_) {
      bool whole = !none(wijk);
      for (std::size_t i = 0; whole && i < set.size(); ++i) whole = wijk[i] == 0 || set[i] != 0;
      if (!whole) continue;
      cut = true;
      for (std::size_t i = 0; i < set.size(); ++i)
        if (wijk[i] != 0) left[i] = 0;
    }
    if (cut) look_at_piece(left, "wijken", &set, out, all);
  }

  const EditionFacts& facts_;
  std::vector<std::uint32_t> buurten_;
  std::vector<Ground> grounds_;
  std::vector<Set> wijken_;
  std::vector<Pattern> patterns_;
  double least_ = 0.0;
};

// The nearest set without a reason: one change, then two, in the order of the codes.
void find_alternative(const Judge& judge, const Set& set, OwnAreaVerdict& verdict) {
  const auto safe = [&](const Set& candidate) {
    return std::any_of(candidate.begin(), candidate.end(), [](std::uint8_t x) { return x != 0; }) &&
           judge.reasons(candidate, false).empty();
  };
  const auto take = [&](const Set& candidate) {
    verdict.alternative = true;
    for (std::size_t i = 0; i < set.size(); ++i)
      if (candidate[i] != set[i]) (candidate[i] != 0 ? verdict.add : verdict.remove).push_back(judge.code(i));
  };
  const auto flipped = [](Set candidate, std::size_t i) {
    candidate[i] ^= 1U;
    return candidate;
  };
  for (std::size_t i = 0; i < set.size(); ++i)
    if (const Set candidate = flipped(set, i); safe(candidate)) return take(candidate);
  constexpr std::size_t kMostForPairs = 400;
  if (set.size() > kMostForPairs) return;
  for (std::size_t i = 0; i < set.size(); ++i)
    for (std::size_t j = i + 1; j < set.size(); ++j)
      if (const Set candidate = flipped(flipped(set, i), j); safe(candidate)) return take(candidate);
}

}  // namespace

Checked<OwnAreaVerdict> judge_own_area(const EditionFacts& facts, const std::vector<std::string>& codes) {
  const Judge judge(facts);
  Set set(judge.size(), 0);
  Errors errors;
  for (const std::string& code : codes) {
    const auto at = judge.place(code);
    if (at) set[*at] = 1;
    else
      errors.add({"audit.area_unknown",
                  Failure::input,
                  fmt::format("{} is geen buurt van deze editie.", display_name(code)),
                  fmt::format("{} is not a buurt of this edition.", display_name(code)),
                  {}});
  }
  if (codes.empty())
    errors.add({"audit.area_empty",
                Failure::input,
                "Geef ten minste één buurt, zoals --area BU07720101,BU07720102.",
                "Give at least one buurt, such as --area BU07720101,BU07720102.",
                {}});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  OwnAreaVerdict verdict;
  verdict.reasons = judge.reasons(set, true);
  verdict.allowed = verdict.reasons.empty();
  if (!verdict.allowed) find_alternative(judge, set, verdict);
  return verdict;
}

}  // namespace trede::audit
