// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "audit/attack.hpp"
#include "audit/edition_book.hpp"
#include "audit/edition_relations.hpp"
#include "base/parallel.hpp"

namespace trede::audit {
namespace {

constexpr std::size_t kRowKinds = 7;
constexpr std::array<RowKind, kRowKinds> kByTrust = {RowKind::area_sum, RowKind::own_denominator, RowKind::own_area, RowKind::linked,
                                                     RowKind::pooled,   RowKind::boundary,        RowKind::earlier};

struct KindWords {
  const char* name;
  Text what;
};
const KindWords& words_of(RowKind kind) {
  static const std::array<KindWords, kRowKinds> words = {
      {{found::kRecalculated, {"gemeente = som van wijken, wijk = som van buurten", "gemeente = sum of wijken, wijk = sum of buurten"}},
       {found::kOwnDenominator,
        {"een teller is nooit groter dan de noemer uit hetzelfde register", "a count is at most the denominator of the same register"}},
       {found::kOwnArea, {"een eigen gebied is de som van zijn buurten", "an own area is the sum of its buurten"}},
       {found::kLinked, {"een deel en zijn geheel, met wat ertussen zit", "a part and its whole, with what lies between them"}},
       {found::kPooled,
        {"samengenomen jaren en losse jaren, ook uit eerdere edities", "pooled years and single years, also of earlier editions"}},
       {found::kBoundary, {"dezelfde grond in een oude en een nieuwe indeling", "the same ground in an old and a new division"}},
       {found::kBetweenEditions, {"wat eerdere edities over hetzelfde lieten zien", "what earlier editions showed of the same"}}}};
  return words[static_cast<std::size_t>(kind)];
}

// Entries that share a row, directly or through others.
struct Bundle {
  std::vector<Entry> entries;
  std::vector<std::size_t> rows;
};

std::vector<Bundle> bundles_of(const Book& book) {
  std::vector<Entry> root(book.entries.size());
  std::iota(root.begin(), root.end(), Entry{0});
  const auto top = [&](Entry e) {
    while (root[e] != e) e = root[e] = root[root[e]];
    return e;
  };
  for (const BookRow& row : book.rows)
    for (const BookTerm& term : row.terms) {
      const Entry a = top(row.terms.front().entry), b = top(term.entry);
      root[std::max(a, b)] = std::min(a, b);
    }
  std::map<Entry, std::size_t> place;
  std::vector<Bundle> bundles;
  for (Entry e = 0; e < book.entries.size(); ++e) {
    if (book.entries[e].known) continue;
    const auto [at, fresh] = place.try_emplace(top(e), bundles.size());
    if (fresh) bundles.emplace_back();
    bundles[at->second].entries.push_back(e);
  }
  for (std::size_t r = 0; r < book.rows.size(); ++r) bundles[place.at(top(book.rows[r].terms.front().entry))].rows.push_back(r);
  return bundles;
}

struct Interval {
  std::int64_t lowest = 0, highest = 0;
  bool at_least = false;  // the truth may be wider
  bool settled = true;
};

struct Outcome {
  std::vector<Interval> interval;  // by place in the bundle
  std::array<std::size_t, kRowKinds> refuted{};
};

class Attack {
 public:
  Attack(const Book& book, const std::vector<EditionFacts>& editions, const EditionAttackOptions& options)
      : book_(book), editions_(editions), options_(options) {}

  [[nodiscard]] const DisclosureConfig& rule_of(const BookEntry& entry) const {
    for (const EditionFacts& facts : editions_) {
      const auto at = facts.rules.find(entry.source);
      if (at != facts.rules.end()) return at->second;
    }
    return editions_.front().rule(entry.source);
  }
  [[nodiscard]] std::int64_t width_asked(const BookEntry& entry) const {
    return options_.width > 0 ? options_.width : rule_of(entry).width;
  }
  // Nobody can ask for more than the bounds alone leave over.
  [[nodiscard]] std::int64_t width_of(const BookEntry& entry) const {
    const std::int64_t asked = width_asked(entry);
    return entry.most == kUnbounded ? asked : std::min(asked, entry.most - entry.least);
  }

  // Uses the rows of kinds up to `last`; drops rows that cannot hold until the rest can.
  Outcome run(const Bundle& bundle, RowKind last) const {
    std::vector<std::size_t> rows;
    for (const std::size_t r : bundle.rows)
      if (book_.rows[r].kind <= last) rows.push_back(r);
    Outcome outcome;
    if (rows.empty()) {
      for (const Entry e : bundle.entries) outcome.interval.push_back({book_.entries[e].least, book_.entries[e].most, true, true});
      return outcome;
    }
    while (true) {
      const Findings findings = attack(relations(bundle, rows), settings(bundle));
      if (findings.possible) {
        for (std::size_t i = 0; i < bundle.entries.size(); ++i)
          outcome.interval.push_back(
              {findings.lowest[i], findings.highest[i], findings.verdict[i] == Verdict::wide, findings.verdict[i] != Verdict::open});
        return outcome;
      }
      const std::size_t out = to_refute(rows, findings.contradiction);
      ++outcome.refuted[static_cast<std::size_t>(book_.rows[rows[out]].kind)];
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(out));
    }
  }

 private:
  // The contradiction when it is of the least trusted kind there is, else a row of that kind.
  [[nodiscard]] std::size_t to_refute(const std::vector<std::size_t>& rows, std::size_t contradiction) const {
    const auto kind = [&](std::size_t i) { return book_.rows[rows[i]].kind; };
    std::size_t weakest = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (kind(i) >= kind(weakest)) weakest = i;
    if (contradiction < rows.size() && (kind(contradiction) == kind(weakest) || kind(weakest) == RowKind::own_denominator))
      return contradiction;
    return weakest;
  }

  [[nodiscard]] Relations relations(const Bundle& bundle, const std::vector<std::size_t>& rows) const {
    Relations out;
    for (const Entry e : bundle.entries) out.add_unknown(book_.entries[e].least, book_.entries[e].most);
    std::vector<Term> terms;
    for (const std::size_t r : rows) {
      const BookRow& row = book_.rows[r];
      terms.clear();
      for (const BookTerm& term : row.terms) {
        const auto at = std::lower_bound(bundle.entries.begin(), bundle.entries.end(), term.entry);
        terms.push_back({static_cast<Unknown>(at - bundle.entries.begin()), term.sign});
      }
      out.add_row(terms, row.low, row.high);
    }
    return out;
  }

  [[nodiscard]] AttackOptions settings(const Bundle& bundle) const {
    AttackOptions settings;
    settings.threads = 1;
    for (const Entry e : bundle.entries) {
      settings.width = std::max(settings.width, width_asked(book_.entries[e]));
      settings.target.push_back(book_.entries[e].target ? 1 : 0);
    }
    return settings;
  }

  const Book& book_;
  const std::vector<EditionFacts>& editions_;
  const EditionAttackOptions& options_;
};

// Does the interval tell about a count that the rule keeps back?
bool matters(const Attack& attack, const BookEntry& entry, const Interval& interval) {
  if (!entry.target) return false;
  if (interval.settled && interval.highest - interval.lowest >= attack.width_of(entry)) return false;
  for (std::int64_t count = interval.lowest; count <= std::min(interval.highest, interval.lowest + 1000); ++count)
    if (!may_be_shown(entry, attack.rule_of(entry), count)) return true;
  return false;
}

Text sentence(RowKind kind, const Interval& interval, bool exact) {
  if (!interval.settled)
    return {"De rekenaar kwam er niet uit; zolang dat zo is, geldt dit cijfer als gevonden.",
            "The solver did not settle this; as long as that is so, the figure counts as found."};
  const Text& what = words_of(kind).what;
  if (exact) return {fmt::format("Precies terug te rekenen uit: {}.", what.nl), fmt::format("Recalculated exactly from: {}.", what.en)};
  const std::int64_t width = interval.highest - interval.lowest;
  return {fmt::format("Terug te brengen tot {} mogelijke aantallen uit: {}.", width + 1, what.nl),
          fmt::format("Brought down to {} possible counts from: {}.", width + 1, what.en)};
}

// The first kind of row without which it could not be found.
RowKind reason_of(const Attack& attack, const Bundle& bundle, std::size_t i, const BookEntry& entry, bool exact,
                  std::map<RowKind, Outcome>& outcomes) {
  for (const RowKind last : kByTrust) {
    auto at = outcomes.find(last);
    if (at == outcomes.end()) at = outcomes.emplace(last, attack.run(bundle, last)).first;
    const Interval& interval = at->second.interval[i];
    if (exact ? interval.lowest == interval.highest : matters(attack, entry, interval)) return last;
  }
  return RowKind::earlier;
}

std::vector<EditionFinding> findings_of(const Attack& attack, const Book& book, const Bundle& bundle, const Outcome& outcome) {
  std::vector<EditionFinding> findings;
  std::map<RowKind, Outcome> outcomes;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    const BookEntry& entry = book.entries[bundle.entries[i]];
    const Interval& interval = outcome.interval[i];
    if (!matters(attack, entry, interval)) continue;
    const bool exact = interval.settled && interval.lowest == interval.highest;
    const RowKind kind = reason_of(attack, bundle, i, entry, exact, outcomes);
    const char* word = words_of(kind).name;
    if (!interval.settled) word = found::kUnsettled;
    else if (kind == RowKind::area_sum && !exact) word = found::kNarrow;
    findings.push_back(
        {word, entry.indicator, entry.period, entry.area, {}, interval.highest - interval.lowest, sentence(kind, interval, exact)});
  }
  return findings;
}

// A single change of an earlier figure tells how many people were added or taken away.
void compare_editions(const Attack& attack, const Book& book, EditionAttack& out) {
  for (const Changed& change : book.changed) {
    BookEntry entry;
    entry.source = change.source;
    const std::int64_t difference = std::abs(change.difference);
    if (difference >= attack.rule_of(entry).minimum_count) continue;
    out.findings.push_back(
        {found::kBetweenEditions,
         change.indicator,
         change.period,
         change.area,
         {},
         0,
         {"Een eerdere editie toonde hetzelfde cijfer, met een verschil onder het minimum: zo is te zien om hoeveel personen het gaat.",
          "An earlier edition showed the same figure, with a difference below the minimum: it shows how many persons it is about."}});
  }
}

void count_results(const EditionFacts& facts, const Book& book, const Attack& attack, const std::vector<Bundle>& bundles,
                   const std::vector<Outcome>& outcomes, EditionAttack& out) {
  std::map<std::string, IndicatorResult> results;
  for (const AuditedSeries& one : facts.series) {
    IndicatorResult& result = results[one.indicator];
    result.indicator = one.indicator;
    result.source = one.source;
    for (const Cell cell : one.cell) {
      result.shown += cell == Cell::shown ? 1U : 0U;
      result.withheld += cell == Cell::withheld ? 1U : 0U;
      result.above_level += cell == Cell::above_level ? 1U : 0U;
    }
  }
  for (std::size_t b = 0; b < bundles.size(); ++b)
    for (std::size_t i = 0; i < bundles[b].entries.size(); ++i) {
      const BookEntry& entry = book.entries[bundles[b].entries[i]];
      const auto at = results.find(entry.indicator);
      if (!entry.target || at == results.end()) continue;
      const Interval& interval = outcomes[b].interval[i];
      const bool bad = matters(attack, entry, interval);
      bool could = bad;
      for (std::int64_t count = interval.lowest; !could && count <= std::min(interval.highest, interval.lowest + 1000); ++count)
        could = !may_be_shown(entry, attack.rule_of(entry), count);
      if (!could || (!bad && entry.most != kUnbounded && entry.most - entry.least < attack.width_asked(entry))) continue;
      IndicatorResult& result = at->second;
      const std::int64_t width = std::min(interval.highest - interval.lowest, attack.width_asked(entry));
      if (bad && interval.lowest == interval.highest) ++result.recovered;
      else if (bad) ++result.narrow;
      if (result.narrowest < 0 || width < result.narrowest) {
        result.narrowest = width;
        result.at_least = !bad;
      }
    }
  for (auto& [name, result] : results) out.indicators.push_back(std::move(result));
}

}  // namespace

EditionAttack attack_editions(const std::vector<EditionFacts>& editions, const EditionAttackOptions& options) {
  EditionAttack out;
  const Book book = write_book(editions);
  const Attack attack(book, editions, options);
  const std::vector<Bundle> bundles = bundles_of(book);
  std::vector<Outcome> outcomes(bundles.size());
  std::vector<std::vector<EditionFinding>> findings(bundles.size());
  parallel_for(bundles.size(), options.threads, [&](std::size_t b) {
    outcomes[b] = attack.run(bundles[b], RowKind::earlier);
    findings[b] = findings_of(attack, book, bundles[b], outcomes[b]);
  });
  for (const auto& some : findings) out.findings.insert(out.findings.end(), some.begin(), some.end());
  compare_editions(attack, book, out);
  // An area of an earlier division and its like of now are one area to the reader.
  const auto name = [](const EditionFinding& f) { return std::tie(f.indicator, f.period, f.area, f.kind); };
  std::stable_sort(out.findings.begin(), out.findings.end(), [&](const auto& a, const auto& b) {
    return std::tuple_cat(name(a), std::tie(a.width)) < std::tuple_cat(name(b), std::tie(b.width));
  });
  out.findings.erase(
      std::unique(out.findings.begin(), out.findings.end(), [&](const auto& a, const auto& b) { return name(a) == name(b); }),
      out.findings.end());
  for (const RowKind kind : kByTrust) {
    EditionAttempt attempt{words_of(kind).name, 0, 0, 0, words_of(kind).what};
    for (const BookRow& row : book.rows) attempt.tried += row.kind == kind ? 1U : 0U;
    for (const Outcome& outcome : outcomes) attempt.refuted += outcome.refuted[static_cast<std::size_t>(kind)];
    out.attempts.push_back(std::move(attempt));
  }
  count_results(editions.front(), book, attack, bundles, outcomes, out);
  out.unknowns =
      static_cast<std::size_t>(std::count_if(book.entries.begin(), book.entries.end(), [](const BookEntry& e) { return !e.known; }));
  out.rows = book.rows.size();
  out.parts = bundles.size();
  return out;
}

}  // namespace trede::audit
