// SPDX-License-Identifier: EUPL-1.2
#include "disclose/rules.hpp"

#include <algorithm>
#include <cmath>

#include "disclose/level.hpp"

namespace trede {
namespace {

constexpr double kDominatedWidth = 0.2;  // of the count: the guard against estimates within a p % of the largest (p % rule)
constexpr double kAlmost = 1e-9;
constexpr double kZ = 1.959963984540054;  // 97.5 % point of the normal distribution

}  // namespace

Verdict judge_count(const CountFacts& f, const DisclosureConfig& rule) {
  if (f.relative && f.n < f.minimum_denominator * f.years) return Verdict::denominator_too_small;
  if (f.x == 0.0) return f.sensitive ? Verdict::sensitive_zero : Verdict::show;
  if (f.x < rule.minimum_count || (f.persons >= 0.0 && f.persons < rule.minimum_count)) return Verdict::too_small;
  if (f.households >= 0.0 && f.households < rule.minimum_households) return Verdict::few_households;
  if (f.largest > rule.dominance * f.x) return Verdict::dominated;
  if (!f.relative) return Verdict::show;
  if (f.x >= f.n) return Verdict::everybody;
  if (f.n - f.x < rule.minimum_complement * f.years) return Verdict::complement_too_small;
  if (f.x > rule.group_share * f.n) return Verdict::group;
  return Verdict::show;
}

double minimum_denominator(const DisclosureConfig& rule, const Catalogue& catalogue, const Indicator& indicator) {
  const Denominator* d = catalogue.denominator(indicator.denominator);
  if (d == nullptr) return std::max(rule.minimum_count, rule.minimum_denominator_dwellings);
  const bool homes = d->counts == Counts::households || d->counts == Counts::dwellings;
  return homes ? rule.minimum_denominator_dwellings : rule.minimum_denominator;
}

CountFacts facts_of(const Series& s, AreaIndex a, bool sensitive, double least_n) {
  CountFacts f;
  f.x = s.numerator[a];
  f.relative = !s.denominator.empty();
  f.n = f.relative ? s.denominator[a] : 0.0;
  f.sensitive = sensitive;
  f.minimum_denominator = least_n;
  f.years = years_in(s.period);
  if (!s.households.empty()) f.households = s.households[a];
  if (!s.largest.empty()) f.largest = s.largest[a];
  if (!s.persons.empty()) f.persons = s.persons[a];
  return f;
}

void add_facts(CountFacts& sum, const CountFacts& part) {
  sum.x += part.x;
  sum.n += part.n;
  sum.largest = std::max(sum.largest, part.largest);
  sum.persons = std::max(sum.persons, part.persons);
  if (part.households >= 0.0) sum.households = std::max(0.0, sum.households) + part.households;
}

std::int32_t required_width(Verdict verdict, double x, const DisclosureConfig& rule) {
  if (verdict != Verdict::dominated) return rule.width;
  return std::max(rule.width, static_cast<std::int32_t>(std::ceil(kDominatedWidth * x)));
}

SurveyVerdict judge_share(double p, double shown, double n, double effective, const DisclosureConfig& rule) {
  if (n < rule.minimum_respondents) return SurveyVerdict::too_few;
  for (const double side : {p, 1.0 - p, shown, 1.0 - shown})
    if (side * n < rule.minimum_answers - kAlmost) return SurveyVerdict::too_few;
  const double z2 = kZ * kZ;
  const double half = kZ / (1.0 + z2 / effective) * std::sqrt(shown * (1.0 - shown) / effective + z2 / (4.0 * effective * effective));
  return half > rule.half_width ? SurveyVerdict::too_uncertain : SurveyVerdict::show;
}

double share_step(double n) {
  double decade = 0.001;
  for (;; decade *= 10.0)
    for (const double times : {1.0, 2.0, 5.0})
      if (times * decade * n >= 100.0 - 1e-9) return times * decade;
}

}  // namespace trede
