// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition_rules.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace trede::audit {
namespace {

constexpr double kSlack = 1e-6;
constexpr double kZ = 1.959963984540054;  // 95 %

double scale_of(const std::string& unit) {
  if (unit == "procent") return 100.0;
  if (unit == "per_1000") return 1000.0;
  if (unit == "per_10000") return 10000.0;
  return 0.0;  // no rate of a count
}

struct Bounds {
  double lower = 0.0, upper = 0.0;
};
// Wilson 1927.
Bounds score_interval(double count, double base) {
  const double share = count / base, z2 = kZ * kZ;
  const double centre = (share + z2 / (2 * base)) / (1 + z2 / base);
  const double half = kZ / (1 + z2 / base) * std::sqrt(std::max(0.0, share * (1 - share) / base + z2 / (4 * base * base)));
  return {centre - half, centre + half};
}
// Byar, after Breslow & Day 1987; as a fraction of the base. From 10 events on.
Bounds event_interval(double count, double base) {
  const double above = count + 1;
  return {count * std::pow(1 - 1 / (9 * count) - kZ / (3 * std::sqrt(count)), 3) / base,
          above * std::pow(1 - 1 / (9 * above) + kZ / (3 * std::sqrt(above)), 3) / base};
}

class Judge {
 public:
  explicit Judge(const EditionFacts& facts) : facts_(facts) {
    seen_.attempts = {
        {found::kSmallCount,
         0,
         0,
         0,
         {"elk getoond aantal tegen de regels van het manifest", "every count shown against the manifest's rules"}},
        {found::kRespondents, 0, 0, 0, {"elk getoond enquêtecijfer tegen de regels", "every survey figure shown against the rules"}},
        {found::kRateInverted,
         0,
         0,
         0,
         {"uit elk cijfer en elke marge het aantal terugrekenen", "the count computed back from every rate and interval"}}};
  }

  RulesSeen take() {
    for (const AuditedSeries& one : facts_.series) {
      const DisclosureConfig& rule = facts_.rule(one.source);
      const bool survey = facts_.surveys.count(one.source) != 0;
      for (std::uint32_t area = 0; area < one.cell.size(); ++area) {
        if (one.cell[area] == Cell::withheld || one.cell[area] == Cell::above_level) look_at_withheld(one, area);
        if (one.cell[area] != Cell::shown) continue;
        if (survey) look_at_answers(one, rule, area);
        else look_at_count(one, rule, area);
      }
      if (survey) look_at_left_over(one, rule);
    }
    for (const AuditedOwnArea& own : facts_.own_areas) look_at_own_area(own);
    return std::move(seen_);
  }

 private:
  void add(std::size_t attempt, const char* kind, const AuditedSeries& one, const std::string& area, Text how) {
    ++seen_.attempts[attempt].found;
    seen_.findings.push_back({kind, one.indicator, one.period.str(), area, {}, -1, std::move(how)});
  }

  void look_at_withheld(const AuditedSeries& one, std::uint32_t area) {
    const bool something = one.count[area] >= 0 || one.base[area] >= 0 || one.respondents[area] >= 0 || !std::isnan(one.value[area]) ||
                           !std::isnan(one.lower[area]) || !std::isnan(one.upper[area]);
    if (something)
      add(2, found::kShownElsewhere, one, facts_.areas.code[area],
          {"De rij is achtergehouden en geeft toch een getal.", "The row is withheld and gives a number all the same."});
  }

  void judge(const AuditedSeries& one, const DisclosureConfig& rule, const std::string& area, double count, double base) {
    ++seen_.attempts[0].tried;
    const AuditedIndicator& what = facts_.indicator(one.indicator);
    if (count > 0 && count < rule.minimum_count)
      add(0, found::kSmallCount, one, area, {"Er staat een aantal onder het minimum.", "A count below the minimum is shown."});
    if (count == 0 && what.sensitive)
      add(0, found::kSensitiveZero, one, area,
          {"Er staat een nul bij een indicator waarvan ook de nul gevoelig is.",
           "A zero is shown of an indicator whose zeros are sensitive."});
    if (base < 0) return;
    if (base < facts_.least_base(one))
      add(0, found::kDenominator, one, area, {"De noemer is kleiner dan het minimum.", "The denominator is below the minimum."});
    if (count == 0 || (what.events && count > base)) return;
    if (base - count < rule.minimum_complement)
      add(0, found::kComplement, one, area,
          {"Bijna iedereen telt mee: wie niet meetelt is zo te herkennen.", "Nearly everybody is counted: who is not, can be recognised."});
    else if (count > rule.group_share * base)
      add(0, found::kGroup, one, area,
          {"Het aandeel is zo groot dat het over ieder in de groep iets zegt.",
           "The share is so large that it tells about everyone in the group."});
  }

  void look_at_count(const AuditedSeries& one, const DisclosureConfig& rule, std::uint32_t area) {
    if (rule.method != ProtectionMethod::suppression) return invert(one, rule, area);
    if (one.count[area] >= 0) judge(one, rule, facts_.areas.code[area], one.count[area], one.base[area]);
    invert(one, rule, area);
  }

  // A rate that is not that of the count beside it was made with another count, which can be computed from it.
  void invert(const AuditedSeries& one, const DisclosureConfig& rule, std::uint32_t area) {
    const AuditedIndicator& what = facts_.indicator(one.indicator);
    const double scale = scale_of(what.unit), base = one.base[area], count = one.count[area];
    if (scale == 0.0 || base <= 0 || std::isnan(one.value[area])) return;
    ++seen_.attempts[2].tried;
    const Counts counts = counts_of_rate(one.value[area], base, scale, what.decimals);
    if (count < 0) {
      if (counts.most >= counts.least && counts.most < rule.minimum_count && counts.most > 0)
        add(2, found::kRateInverted, one, facts_.areas.code[area],
            {"Uit het cijfer en de noemer volgt een aantal onder het minimum.", "Rate and denominator give a count below the minimum."});
      return;
    }
    const auto shown = static_cast<std::int64_t>(std::llround(count));
    if (counts.most >= counts.least && (shown < counts.least || shown > counts.most)) {
      add(2, found::kRateInverted, one, facts_.areas.code[area],
          {"Het cijfer is gemaakt met een ander aantal dan ernaast staat.",
           "The rate was made with another count than the one beside it."});
    } else if (rule.method != ProtectionMethod::suppression && interval_tells(one, rule, area, scale, what.decimals)) {
      add(2, found::kRateInverted, one, facts_.areas.code[area],
          {"De marge is gemaakt met een ander aantal dan ernaast staat.",
           "The interval was made with another count than the one beside it."});
    }
  }

  // The interval fits a count near the one shown, and not the one shown.
  [[nodiscard]] bool interval_tells(const AuditedSeries& one, const DisclosureConfig& rule, std::uint32_t area, double scale,
                                    int decimals) const {
    if (std::isnan(one.lower[area]) || std::isnan(one.upper[area])) return false;
    const double base = one.base[area], unit = std::pow(10.0, -decimals);
    const auto fits = [&](double count) {
      if (count < 1 || count > base) return false;
      for (const Bounds& bounds : {score_interval(count, base), event_interval(count, base)})
        if (std::abs(bounds.lower * scale - one.lower[area]) <= 0.51 * unit &&
            std::abs(bounds.upper * scale - one.upper[area]) <= 0.51 * unit)
          return true;
      return false;
    };
    if (fits(one.count[area])) return false;
    for (int step = 1; step < rule.rounding_base; ++step)
      if (fits(one.count[area] - step) || fits(one.count[area] + step)) return true;
    return false;
  }

  void look_at_own_area(const AuditedOwnArea& own) {
    for (const AuditedSeries& one : facts_.series)
      if (one.indicator == own.indicator && one.period == own.period && own.shown && own.count >= 0 &&
          facts_.rule(one.source).method == ProtectionMethod::suppression)
        judge(one, facts_.rule(one.source), own.id, own.count, own.base);
  }

  void look_at_answers(const AuditedSeries& one, const DisclosureConfig& rule, std::uint32_t area) {
    ++seen_.attempts[1].tried;
    const std::string& code = facts_.areas.code[area];
    const double answers = one.respondents[area];  // shown rounded to tens
    constexpr double kRounding = 5.0;
    if (answers >= 0 && answers + kRounding < rule.minimum_respondents)
      add(1, found::kRespondents, one, code, {"Er zijn te weinig antwoorden.", "There are too few answers."});
    const double share = one.value[area] / 100.0, half_unit = 0.005 * std::pow(10.0, -facts_.indicator(one.indicator).decimals);
    if (answers >= 0 && facts_.indicator(one.indicator).unit == "procent" &&
        (std::min(share, 1 - share) + half_unit) * (answers + kRounding) < rule.minimum_answers - kSlack)
      add(1, found::kRespondents, one, code,
          {"Aan een kant van de vraag staan te weinig antwoorden.", "One side of the question has too few answers."});
    const double half = (one.upper[area] - one.lower[area]) / 200.0;
    if (!std::isnan(half) && half > rule.half_width + 2 * half_unit)
      add(1, found::kHalfWidth, one, code, {"De marge is breder dan de regel toestaat.", "The margin is wider than the rule allows."});
  }

  // Answers of a shown area less those shown below it: the areas that are withheld, together.
  void look_at_left_over(const AuditedSeries& one, const DisclosureConfig& rule) {
    for (std::uint32_t parent = 0; parent < facts_.children.size(); ++parent) {
      if (one.cell[parent] != Cell::shown || one.respondents[parent] < 0) continue;
      double left = one.respondents[parent], slack = 5.0;
      std::size_t withheld = 0;
      for (const std::uint32_t child : facts_.children[parent]) subtract(one, child, left, slack, withheld);
      ++seen_.attempts[1].tried;
      if (withheld == 1 || (withheld > 1 && left + slack < rule.minimum_respondents))
        add(1, found::kRespondents, one, facts_.areas.code[parent],
            {"Wat dit gebied meer heeft dan zijn getoonde delen, is te weinig om onherkenbaar te zijn.",
             "What this area has beyond its shown parts is too little to be unrecognisable."});
    }
  }
  void subtract(const AuditedSeries& one, std::uint32_t area, double& left, double& slack, std::size_t& withheld) const {
    if (one.cell[area] == Cell::shown && one.respondents[area] >= 0) {
      left -= one.respondents[area];
      slack += 5.0;
      return;
    }
    if (one.cell[area] != Cell::withheld) return;
    std::size_t below = 0;
    for (const std::uint32_t child : facts_.children[area]) below += one.cell[child] == Cell::shown ? 1U : 0U;
    if (below == 0) ++withheld;
    else
      for (const std::uint32_t child : facts_.children[area]) subtract(one, child, left, slack, withheld);
  }

  const EditionFacts& facts_;
  RulesSeen seen_;
};

}  // namespace

Counts counts_of_rate(double value, double base, double scale, int decimals) {
  const double half = 0.5 * std::pow(10.0, -decimals) + kSlack;
  Counts counts;
  counts.least = static_cast<std::int64_t>(std::ceil(std::max(0.0, (value - half) / scale * base - kSlack)));
  counts.most = static_cast<std::int64_t>(std::floor((value + half) / scale * base + kSlack));
  return counts;
}

RulesSeen look_at_rules(const EditionFacts& facts) { return Judge(facts).take(); }

}  // namespace trede::audit
