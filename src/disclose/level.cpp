// SPDX-License-Identifier: EUPL-1.2
#include "disclose/level.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace trede {
namespace {

constexpr double kSteadiness = 0.1;  // how far a share must move before a level changes between editions
constexpr double kAlmost = 1e-12;    // shares are sums of doubles

struct Rung {
  AreaLevel level = AreaLevel::gemeente;
  int years = 1;
  friend bool operator==(const Rung&, const Rung&) = default;
};

// Finest first.
std::vector<Rung> ladder(AreaLevel finest, int pool_years) {
  std::vector<Rung> out;
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    if (level > finest) continue;
    out.push_back({level, 1});
    if (pool_years > 1) out.push_back({level, pool_years});
  }
  out.push_back({AreaLevel::gemeente, 1});
  return out;
}

// How much of the inhabitants, and of what is counted, lies in areas that can be shown: the smaller of the two shares; nothing when
// there is no figure at all at this level.
class Showable {
 public:
  void add(bool passes, double inhabitants, double count) {
    ++cells_;
    shown_cells_ += passes ? 1.0 : 0.0;
    people_ += inhabitants;
    count_ += count;
    if (!passes) return;
    shown_people_ += inhabitants;
    shown_count_ += count;
  }
  [[nodiscard]] double share() const {
    if (cells_ == 0) return -1.0;
    const double people = people_ > 0.0 ? shown_people_ / people_ : shown_cells_ / static_cast<double>(cells_);
    return count_ > 0.0 ? std::min(people, shown_count_ / count_) : people;
  }

 private:
  std::size_t cells_ = 0;
  double people_ = 0.0, shown_people_ = 0.0, count_ = 0.0, shown_count_ = 0.0, shown_cells_ = 0.0;
};

class Chooser {
 public:
  Chooser(const Indicator& indicator, const std::vector<const Series*>& series, const Observations& observations, const AreaSet& areas,
          const DisclosureConfig& rule, const CountPasses& passes, const PublicationLevel* earlier)
      : indicator_(indicator), series_(series), observations_(observations), areas_(areas), passes_(passes), wanted_(rule.level_share) {
    const bool years = std::all_of(series.begin(), series.end(), [](const Series* s) { return s->period.kind() == PeriodKind::year; });
    if (years && rule.pool_years > 1) pooled_ = pool(indicator, series, rule.pool_years, areas);
    rungs_ = ladder(indicator.finest_level, pooled_.empty() ? 1 : rule.pool_years);
    for (const Rung& rung : rungs_) shares_.push_back(share_of(rung));
    series_.clear();
    pooled_.clear();
    if (earlier != nullptr) before_ = place_of(*earlier);
    if (const std::size_t chosen = choose(); chosen < rungs_.size()) own_ = rungs_[chosen];
  }

  [[nodiscard]] const Indicator& indicator() const { return indicator_; }
  [[nodiscard]] const std::vector<Rung>& rungs() const { return rungs_; }
  // The rung that suits the indicator by itself; nothing when none will do.
  [[nodiscard]] const std::optional<Rung>& own() const { return own_; }
  // Is there a figure to show or to withhold at any level?
  [[nodiscard]] bool tells() const {
    return std::any_of(shares_.begin(), shares_.end(), [](double share) { return share >= 0.0; });
  }

  // Would it do on this rung, on which others put it?
  [[nodiscard]] bool suits(const Rung& rung) const {
    if (own_ == rung) return true;
    const auto at = static_cast<std::size_t>(std::find(rungs_.begin(), rungs_.end(), rung) - rungs_.begin());
    return at < rungs_.size() && reaches(shares_[at], before_ == at ? wanted_ - kSteadiness : wanted_);
  }

 private:
  // Index of the rung; rungs().size() when none will do.
  [[nodiscard]] std::size_t choose() const {
    const std::size_t fresh = first_with(wanted_);
    if (!before_) return fresh;
    const std::size_t kept = *before_;
    if (kept > rungs_.size()) return fresh;  // not on this ladder any more
    const std::size_t finer = first_with(std::min(1.0, wanted_ + kSteadiness));
    if (finer < kept) return finer;
    if (kept == rungs_.size()) return kept;
    return reaches(shares_[kept], wanted_ - kSteadiness) ? kept : fresh;
  }

  static bool reaches(double share, double wanted) { return share >= 0.0 && share + kAlmost >= wanted; }

  [[nodiscard]] std::size_t first_with(double wanted) const {
    const auto at = std::find_if(shares_.begin(), shares_.end(), [&](double share) { return reaches(share, wanted); });
    return static_cast<std::size_t>(at - shares_.begin());
  }

  [[nodiscard]] std::size_t place_of(const PublicationLevel& level) const {
    if (level.none) return rungs_.size();
    const auto at = std::find(rungs_.begin(), rungs_.end(), Rung{level.level, level.years});
    return at == rungs_.end() ? rungs_.size() + 1 : static_cast<std::size_t>(at - rungs_.begin());
  }

  [[nodiscard]] double share_of(const Rung& rung) const {
    Showable showable;
    if (rung.years > 1)
      for (const Series& s : pooled_) add(showable, s, rung.level);
    else
      for (const Series* s : series_) add(showable, *s, rung.level);
    return showable.share();
  }

  void add(Showable& showable, const Series& s, AreaLevel level) const {
    const auto run = areas_.run(level);
    for (AreaIndex a = run.first; a < run.last; ++a) {
      if (s.missing[a] != Missing::none) continue;
      const double inhabitants = observations_.inhabitants.empty() ? 0.0 : std::max(0.0, observations_.inhabitants[a]);
      showable.add(passes_(s, a), inhabitants, s.numerator[a]);
    }
  }

  const Indicator& indicator_;
  std::vector<const Series*> series_;
  const Observations& observations_;
  const AreaSet& areas_;
  const CountPasses& passes_;
  double wanted_;
  std::vector<Series> pooled_;
  std::vector<Rung> rungs_;
  std::vector<double> shares_;
  std::optional<std::size_t> before_;
  std::optional<Rung> own_;
};

// Indicators that a link ties, directly or through others, by position. Who has no figure at all ties nothing.
std::vector<std::vector<std::size_t>> tied(const Catalogue& catalogue, const std::vector<Chooser>& choosers) {
  std::vector<std::size_t> root(choosers.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto top = [&](std::size_t i) {
    while (root[i] != i) i = root[i];
    return i;
  };
  std::map<IndicatorId, std::size_t> at;
  for (std::size_t i = 0; i < choosers.size(); ++i)
    if (choosers[i].tells()) at[choosers[i].indicator().id] = i;
  for (const Link& link : catalogue.links) {
    std::optional<std::size_t> first;
    const auto join = [&](const LinkTerm& term) {
      const auto found = at.find(term.indicator);
      if (found == at.end()) return;
      if (!first) first = found->second;
      const std::size_t a = top(*first), b = top(found->second);
      root[std::max(a, b)] = std::min(a, b);
    };
    join(link.total);
    for (const LinkTerm& part : link.parts) join(part);
  }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < choosers.size(); ++i) groups[top(i)].push_back(i);
  std::vector<std::vector<std::size_t>> out;
  for (auto& [first, group] : groups) out.push_back(std::move(group));
  return out;
}

// May each of a group keep its own level? When it is alone; or when all are shown over windows of one length and every total leaves
// something over besides its parts: then a part that is not shown at a finer level hides in what is left over there.
bool each_its_own(const Catalogue& catalogue, const std::vector<Chooser>& choosers, const std::vector<std::size_t>& group) {
  if (group.size() == 1) return true;
  const auto years = [&](std::size_t i) { return choosers[i].own() ? choosers[i].own()->years : 1; };
  const auto has = [&](const IndicatorId& id) {
    return std::any_of(group.begin(), group.end(), [&](std::size_t i) { return choosers[i].indicator().id == id; });
  };
  return std::all_of(group.begin(), group.end(), [&](std::size_t i) { return years(i) == years(group.front()); }) &&
         std::all_of(catalogue.links.begin(), catalogue.links.end(), [&](const Link& l) { return l.rest || !has(l.total.indicator); });
}

// One rung for all of a group: the coarsest area level and the longest window among theirs, and coarser until it suits
// all. The last one is gemeente-year, whether it suits all or not. Two levels or windows next to each other could be subtracted.
Rung shared_rung(const std::vector<Chooser>& choosers, const std::vector<std::size_t>& group) {
  AreaLevel coarsest = AreaLevel::buurt;
  int years = 1;
  for (const std::size_t i : group) {
    const auto& own = choosers[i].own();
    coarsest = std::min(coarsest, own ? own->level : AreaLevel::gemeente);
    if (own) years = std::max(years, own->years);
  }
  const auto on_all = [&](const Rung& rung) {
    return std::all_of(group.begin(), group.end(), [&](std::size_t i) {
      const auto& rungs = choosers[i].rungs();
      return std::find(rungs.begin(), rungs.end(), rung) != rungs.end();
    });
  };
  // Where one cannot be pooled, none is.
  std::vector<Rung> common;
  for (const Rung& rung : choosers[group.front()].rungs())
    if (on_all(rung)) common.push_back(rung);
  const bool poolable = std::any_of(common.begin(), common.end(), [&](const Rung& rung) { return rung.years == years; });
  for (const Rung& rung : common) {
    if (rung.level > coarsest || (poolable && rung.years < years && rung.level != AreaLevel::gemeente)) continue;
    if (std::all_of(group.begin(), group.end(), [&](std::size_t i) { return choosers[i].suits(rung); })) return rung;
  }
  return {};
}

Text years_in_words(int years) {
  constexpr std::array<const char*, 11> kDutch = {"", "", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"};
  constexpr std::array<const char*, 11> kEnglish = {"", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  const auto n = static_cast<std::size_t>(std::clamp(years, 2, 10));
  return {kDutch[n], kEnglish[n]};
}

// Why not finer, in words and without any count.
Text why_not_finer(const PublicationLevel& chosen, AreaLevel finest) {
  if (chosen.none)
    return {"Hier tonen we geen cijfer. Ook voor de hele gemeente zijn de aantallen te klein om te tonen.",
            "We show no figure here. Even for the whole gemeente the counts are too small to show."};
  if (chosen.level == finest && chosen.years == 1) return {};
  const Text years = years_in_words(chosen.years);
  const std::string finest_word(to_string(finest)), word(to_string(chosen.level));
  if (chosen.level == finest)
    return {fmt::format("We tellen hier {} jaar bij elkaar op. De aantallen per {} in één jaar zijn vaak te klein om te tonen.", years.nl,
                        word),
            fmt::format("We add up {} years here. The counts per {} in a single year are often too small to show.", years.en, word)};
  const std::string article = chosen.level == AreaLevel::gemeente ? "hele gemeente" : word;
  const std::string together_nl = chosen.years > 1 ? fmt::format(" over {} jaar samen", years.nl) : "";
  const std::string together_en = chosen.years > 1 ? fmt::format(" over {} years together", years.en) : "";
  return {
      fmt::format("Hier tonen we de {}{}, omdat de aantallen per {} vaak te klein zijn om te tonen.", article, together_nl, finest_word),
      fmt::format("Here we show the {}{}, because the counts per {} are often too small to show.",
                  chosen.level == AreaLevel::gemeente ? "whole gemeente" : word, together_en, finest_word)};
}

// Why coarser than this indicator needs by itself.
Text why_like_the_others(const PublicationLevel& chosen) {
  const Text years = years_in_words(chosen.years);
  const bool town = chosen.level == AreaLevel::gemeente;
  const std::string word(to_string(chosen.level));
  return {fmt::format("Hier tonen we de {}{}, net als bij een cijfer dat hiermee optelt. Anders was dat cijfer terug te rekenen.",
                      town ? "hele gemeente" : word, chosen.years > 1 ? fmt::format(" over {} jaar samen", years.nl) : ""),
          fmt::format("Here we show the {}{}, as for a figure that adds up with this one. Otherwise that figure could be computed back.",
                      town ? "whole gemeente" : word, chosen.years > 1 ? fmt::format(" over {} years together", years.en) : "")};
}

PublicationLevel level_at(const Chooser& chooser, const std::optional<Rung>& rung) {
  PublicationLevel level;
  level.indicator = chooser.indicator().id;
  level.none = !rung;
  level.level = rung ? rung->level : AreaLevel::gemeente;
  level.years = rung ? rung->years : 1;
  level.why = rung == chooser.own() || !rung ? why_not_finer(level, chooser.indicator().finest_level) : why_like_the_others(level);
  return level;
}

// ---- pooling

void withhold(Series& s, AreaIndex a, Missing reason) {
  s.missing[a] = reason;
  s.status[a] = reason == Missing::not_applicable ? Status::not_applicable : Status::missing;
  for (auto* column : {&s.value, &s.numerator, &s.denominator, &s.lower, &s.upper, &s.respondents, &s.effective_n, &s.largest,
                       &s.households, &s.persons, &s.window_persons})
    if (!column->empty()) (*column)[a] = 0.0;
}

bool broken(const Indicator& indicator, const Period& window) {
  return std::any_of(indicator.breaks.begin(), indicator.breaks.end(),
                     [&](const SeriesBreak& b) { return b.period.begin() > window.begin() && b.period.begin() <= window.end(); });
}

// The reason why a window has no figure in an area: that of its first year without one.
Missing reason_in(const std::vector<const Series*>& years, AreaIndex a) {
  for (const Series* s : years)
    if (s->missing[a] != Missing::none) return s->missing[a];
  return Missing::none;
}

enum class Over : std::uint8_t { sum, largest };

// One column of a window from that of its years; empty when no year has it.
std::vector<double> over_years(const std::vector<const Series*>& years, std::vector<double> Series::*column, Over how, std::size_t n) {
  std::vector<double> out;
  for (const Series* s : years) {
    const std::vector<double>& in = s->*column;
    if (in.empty()) continue;
    if (out.empty()) out.assign(n, 0.0);
    for (std::size_t a = 0; a < n; ++a) out[a] = how == Over::sum ? out[a] + in[a] : std::max(out[a], in[a]);
  }
  return out;
}

// `last`: the last year of the whole series; a window that lacks a later year only has to wait for it.
Series pooled_window(const Indicator& indicator, const std::vector<const Series*>& years, const Period& window, int last,
                     const AreaSet& areas) {
  const std::size_t n = areas.size();
  Series out;
  out.indicator = indicator.id;
  out.period = window;
  out.lineage = years.front()->lineage;
  out.numerator = over_years(years, &Series::numerator, Over::sum, n);
  const bool relative = std::all_of(years.begin(), years.end(), [](const Series* s) { return !s->denominator.empty(); });
  if (relative) out.denominator = over_years(years, &Series::denominator, Over::sum, n);
  out.largest = over_years(years, &Series::largest, Over::sum, n);
  out.households = over_years(years, &Series::households, Over::largest, n);
  const bool told = std::any_of(years.begin(), years.end(), [](const Series* s) { return !s->window_persons.empty(); });
  out.persons = over_years(years, told ? &Series::window_persons : &Series::numerator, Over::largest, n);
  out.value.assign(n, 0.0);
  out.missing.assign(n, Missing::none);
  out.status.assign(n, Status::measured);
  const auto wanted = static_cast<std::size_t>(window.last_year() - window.first_year() + 1);
  const bool whole = years.size() == wanted;
  const auto waiting = static_cast<std::size_t>(std::max(0, window.last_year() - last));
  const Missing gap = years.size() + waiting == wanted ? Missing::not_published_yet : Missing::no_source;
  const bool comparable = !broken(indicator, window);
  for (AreaIndex a = 0; a < n; ++a) {
    Missing reason = reason_in(years, a);
    if (reason != Missing::no_source && reason != Missing::not_applicable) {
      if (!comparable) reason = Missing::impossible;
      else if (!whole) reason = gap;
    }
    if (reason != Missing::none) {
      withhold(out, a, reason);
      continue;
    }
    out.value[a] = relative ? unit_scale(indicator.unit) * out.numerator[a] / out.denominator[a] : out.numerator[a];
    const bool carried = std::any_of(years.begin(), years.end(), [&](const Series* s) { return s->status[a] == Status::carried_over; });
    if (carried) out.status[a] = Status::carried_over;
  }
  return out;
}

}  // namespace

int years_in(const Period& period) { return period.kind() == PeriodKind::span ? period.last_year() - period.first_year() + 1 : 1; }

std::vector<Series> pool(const Indicator& indicator, const std::vector<const Series*>& yearly, int years, const AreaSet& areas) {
  std::map<Period, std::vector<const Series*>> windows;
  int last = 0;
  for (const Series* s : yearly)
    if (s->period.kind() == PeriodKind::year && !s->numerator.empty()) {
      windows[window_of(s->period.first_year(), years)].push_back(s);
      last = std::max(last, s->period.last_year());
    }
  std::vector<Series> out;
  for (auto& [window, inside] : windows) {
    std::sort(inside.begin(), inside.end(), [](const Series* a, const Series* b) { return a->period < b->period; });
    out.push_back(pooled_window(indicator, inside, window, last, areas));
  }
  return out;
}

std::vector<PublicationLevel> choose_levels(const Catalogue& catalogue, const Observations& observations, const AreaSet& areas,
                                            const RuleOfSource& rule_of, const CountPasses& passes,
                                            const std::vector<PublicationLevel>& earlier) {
  std::vector<Chooser> choosers;
  const std::vector<Series>& all = observations.series;
  for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
    while (last < all.size() && all[last].indicator == all[first].indicator) ++last;
    const SourceId& id = all[first].lineage.numerator.source;
    const Source* source = catalogue.source(id);
    const Indicator* indicator = catalogue.indicator(all[first].indicator);
    if (source == nullptr || indicator == nullptr || source->disclosure != SourceDisclosure::counts) continue;
    std::vector<const Series*> series;
    for (std::size_t i = first; i < last; ++i)
      if (!all[i].numerator.empty()) series.push_back(&all[i]);
    if (series.empty()) continue;
    const auto before =
        std::find_if(earlier.begin(), earlier.end(), [&](const PublicationLevel& l) { return l.indicator == indicator->id; });
    choosers.emplace_back(*indicator, series, observations, areas, rule_of(id), passes, before == earlier.end() ? nullptr : &*before);
  }
  std::vector<PublicationLevel> out(choosers.size());
  for (const std::vector<std::size_t>& group : tied(catalogue, choosers)) {
    if (each_its_own(catalogue, choosers, group)) {
      for (const std::size_t i : group) out[i] = level_at(choosers[i], choosers[i].own());
      continue;
    }
    const Rung shared = shared_rung(choosers, group);
    for (const std::size_t i : group) out[i] = level_at(choosers[i], choosers[i].suits(shared) ? std::optional(shared) : std::nullopt);
  }
  return out;
}

std::vector<Series> at_level(const Catalogue& catalogue, const PublicationLevel& level, std::vector<Series> series, const AreaSet& areas) {
  if (level.years > 1) {
    std::vector<const Series*> yearly;
    for (const Series& s : series) yearly.push_back(&s);
    series = pool(*catalogue.indicator(level.indicator), yearly, level.years, areas);
  }
  for (Series& s : series) {
    for (AreaIndex a = 0; a < areas.size(); ++a) {
      const bool finer = level.none || areas.level(a) > level.level;
      if (finer && s.missing[a] != Missing::no_source && s.missing[a] != Missing::not_applicable) withhold(s, a, Missing::above_level);
    }
  }
  return series;
}

}  // namespace trede
