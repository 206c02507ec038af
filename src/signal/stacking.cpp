// SPDX-License-Identifier: EUPL-1.2
#include "signal/stacking.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace trede::signal {
namespace {

constexpr SignalKind kKind = SignalKind::stacking;
constexpr double kHigh = 0.5;          // robust standard deviations
constexpr double kHighUnjudged = 1.0;  // where no figure has a margin to judge by
constexpr double kJudged = 0.5;        // share of what is judged
constexpr std::size_t kFewestMarks = 3;
constexpr std::size_t kFewestLeefgebieden = 4;  // with a score, to speak of stacking

bool marked(const LeefgebiedScore& l, AreaIndex a) {
  if (l.has[a] == 0) return false;
  return l.worse[a] < 0 ? l.mean[a] >= kHighUnjudged : l.mean[a] >= kHigh && l.worse[a] >= kJudged;
}

struct Pile {
  AreaIndex area = kNoArea;
  std::vector<std::size_t> marks, known;  // positions in the list of leefgebieden
  double expected = 0, p = 1;
};

std::vector<Pile> piles(const SignalInput& input, const std::vector<LeefgebiedScore>& all, AreaLevel level) {
  const auto run = input.areas.run(level);
  std::vector<double> rate;
  for (const LeefgebiedScore& l : all) {
    double marks = 0, with = 0;
    for (AreaIndex a = run.first; a < run.last; ++a) {
      with += l.has[a];
      marks += marked(l, a) ? 1 : 0;
    }
    rate.push_back(with > 0 ? marks / with : 0.0);
  }
  std::vector<Pile> out;
  for (AreaIndex a = run.first; a < run.last; ++a) {
    Pile pile;
    pile.area = a;
    std::vector<double> chances;
    for (std::size_t l = 0; l < all.size(); ++l) {
      if (all[l].has[a] == 0) continue;
      pile.known.push_back(l);
      chances.push_back(rate[l]);
      if (marked(all[l], a)) pile.marks.push_back(l);
    }
    if (pile.known.size() < kFewestLeefgebieden) continue;
    pile.expected = std::accumulate(chances.begin(), chances.end(), 0.0);
    pile.p = at_least(chances, pile.marks.size());
    out.push_back(std::move(pile));
  }
  return out;
}

Text list_of(const std::vector<LeefgebiedScore>& all, const std::vector<std::size_t>& marks) {
  Text out;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Text& name = all[marks[i]].leefgebied->name;
    const bool last = i + 1 == marks.size();
    out.nl += (i == 0 ? "" : last ? " en " : ", ") + name.nl;
    out.en += (i == 0 ? "" : last ? " and " : ", ") + name.en;
  }
  return out;
}

// The figures under the marks: of each marked leefgebied what lies on the unfavourable side.
void add_cells(const SignalInput& input, const std::vector<LeefgebiedScore>& all, const Pile& pile, Signal& s) {
  for (const std::size_t l : pile.marks) {
    for (const IndicatorScore* i : least_favourable(input, all[l].leefgebied->id, pile.area, true)) {
      if (i->z[pile.area] <= 0) continue;
      s.indicators.push_back(i->indicator);
      s.cells.push_back({.indicator = i->indicator, .period = input.figures.series()[i->series].period, .area = pile.area});
      s.period = std::max(s.period, input.figures.series()[i->series].period);
    }
  }
}

Stability by_level(const SignalInput& input, const std::vector<LeefgebiedScore>& all, const Pile& pile) {
  Stability out;
  out.id = "niveau";
  std::vector<AreaIndex> others;
  const bool buurt = input.areas.level(pile.area) == AreaLevel::buurt;
  if (buurt) {
    others = {input.areas.parent(pile.area)};
  } else {
    const auto buurten = buurten_of(input.areas, pile.area);
    for (AreaIndex b = buurten.first; b < buurten.last; ++b) others.push_back(b);
  }
  int known = 0, same_way = 0;
  for (const AreaIndex a : others) {
    int scored = 0, above = 0;
    for (const std::size_t l : pile.marks) {
      scored += all[l].has[a];
      above += all[l].has[a] != 0 && all[l].mean[a] > 0 ? 1 : 0;
    }
    if (scored == 0) continue;
    ++known;
    same_way += 2 * above > scored ? 1 : 0;
  }
  if (known == 0) return out;
  out.holds = 2 * same_way > known;
  if (buurt) {
    out.words = out.holds ? Text{"De hele wijk scoort in de meeste van deze leefgebieden ongunstiger.",
                                 "The whole wijk scores less favourably in most of these areas of life."}
                          : Text{"De hele wijk scoort in de meeste van deze leefgebieden niet ongunstiger.",
                                 "The whole wijk does not score less favourably in most of these areas of life."};
  } else {
    out.words = {fmt::format("In {} van de {} buurten met cijfers is dit beeld hetzelfde.", same_way, known),
                 fmt::format("In {} of the {} buurten with figures the picture is the same.", same_way, known)};
  }
  return out;
}

// The same without what is modelled.
Stability by_method(const std::vector<LeefgebiedScore>& measured, const std::vector<LeefgebiedScore>& all, const Pile& pile) {
  std::size_t left = 0;
  for (const std::size_t l : pile.marks)
    for (const LeefgebiedScore& m : measured)
      if (m.leefgebied == all[l].leefgebied && m.has[pile.area] != 0 && m.mean[pile.area] >= kHigh) ++left;
  Stability out;
  out.id = "methode";
  out.holds = left >= kFewestMarks;
  out.words = {fmt::format("Zonder modelschattingen blijven {} van de {} leefgebieden over.", left, pile.marks.size()),
               fmt::format("Without model estimates {} of the {} areas of life are left.", left, pile.marks.size())};
  return out;
}

Signal signal_of(const SignalInput& input, const std::vector<LeefgebiedScore>& all, const std::vector<LeefgebiedScore>& measured,
                 const Pile& pile, double q) {
  Signal s;
  s.kind = kKind;
  s.areas = {pile.area};
  s.level = input.areas.level(pile.area);
  s.id = signal_id(kKind, {}, input.areas.code(pile.area));
  s.p = pile.p;
  s.q = q;
  add_cells(input, all, pile, s);
  s.sentence =
      fill({"{0} is in {1} van de {2} leefgebieden met cijfers ongunstiger dan {3}: {4}. Door toeval komen er ongeveer {5} samen.",
            "{0} is less favourable than {3} in {1} of the {2} areas of life with figures: {4}. Chance would bring about {5} together."},
           {same(input.areas.name(pile.area)), same(fmt::format("{}", pile.marks.size())), same(fmt::format("{}", pile.known.size())),
            place(input.areas, reference_of(input, pile.area)), list_of(all, pile.marks), number(pile.expected, 1)});
  s.not_for = {"Niet om te zeggen dat dezelfde mensen meer problemen hebben: de cijfers gaan over de buurt, niet over personen.",
               "Not for saying that the same people have more than one problem: the figures are about the place, not about persons."};
  double modelled = 0;
  for (const std::size_t l : pile.marks) modelled += all[l].modelled[pile.area];
  if (2.0 * modelled >= static_cast<double>(pile.marks.size())) {
    s.sentence.nl += " Dit rust vooral op modelschattingen.";
    s.sentence.en += " This rests mainly on model estimates.";
  }
  s.evidence = {{.id = "leefgebieden",
                 .name = {"Leefgebieden die ongunstiger zijn", "Areas of life that are less favourable"},
                 .value = static_cast<double>(pile.marks.size()),
                 .decimals = 0},
                {.id = "leefgebiedenBekend",
                 .name = {"Leefgebieden met cijfers", "Areas of life with figures"},
                 .value = static_cast<double>(pile.known.size()),
                 .decimals = 0},
                {.id = "verwacht", .name = {"Verwacht door toeval", "Expected by chance"}, .value = pile.expected, .decimals = 1},
                {.id = "aandeelModel",
                 .name = {"Deel dat op modelschattingen rust (procent)", "Part that rests on model estimates (per cent)"},
                 .value = 100.0 * modelled / static_cast<double>(pile.marks.size()),
                 .decimals = 0},
                p_value(pile.p),
                q_value(q)};
  check(s, by_level(input, all, pile));
  check(s, by_method(measured, all, pile));
  s.strength = strength_of(q, s.stability);
  // Modelled figures share what they were made of: then leefgebieden do not stack independently, and the chance is too small.
  const bool without_models = s.stability.back().id == "methode" && s.stability.back().holds;
  if (2.0 * modelled >= static_cast<double>(pile.marks.size()) || !without_models) s.strength = Strength::weak;
  return s;
}

}  // namespace

double at_least(std::span<const double> chances, std::size_t k) {
  std::vector<double> exactly(chances.size() + 1, 0.0);
  exactly[0] = 1.0;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    for (std::size_t j = i + 1; j > 0; --j) exactly[j] = exactly[j] * (1.0 - chances[i]) + exactly[j - 1] * chances[i];
    exactly[0] *= 1.0 - chances[i];
  }
  double sum = 0;
  for (std::size_t j = exactly.size(); j-- > k;) sum += exactly[j];
  return std::min(1.0, sum);
}

Found stacking(const SignalInput& input) {
  Found found;
  const std::vector<LeefgebiedScore> all = leefgebied_scores(input, true);
  const std::vector<LeefgebiedScore> measured = leefgebied_scores(input, false);
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const std::vector<Pile> list = piles(input, all, level);
    if (list.size() < kFewest) continue;
    std::vector<double> p;
    for (const Pile& pile : list) p.push_back(pile.p);
    const std::string id = std::string(published_word(kKind)) + "/" + std::string(to_string(level));
    const std::vector<double> q = family(found, kKind, id, p);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (q[i] > kRate || list[i].marks.size() < kFewestMarks) continue;
      found.list.push_back(signal_of(input, all, measured, list[i], q[i]));
      ++found.families.back().found;
    }
  }
  return found;
}

}  // namespace trede::signal
