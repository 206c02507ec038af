// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition_book.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "audit/relations.hpp"

namespace trede::audit {
namespace {

constexpr std::uint32_t kNothing = UINT32_MAX;

std::int64_t whole(double count) { return std::llround(count); }

bool counted(const EditionFacts& facts, const AuditedSeries& one) {
  return facts.surveys.count(one.source) == 0 && facts.rule(one.source).method != ProtectionMethod::cell_key;
}

class Writer {
 public:
  explicit Writer(const std::vector<EditionFacts>& editions) : editions_(editions) {}

  Book take() {
    for (std::size_t e = 0; e < editions_.size(); ++e) learn_denominators(editions_[e]);
    for (std::size_t e = 0; e < editions_.size(); ++e) enter(e);
    for (std::size_t e = 0; e < editions_.size(); ++e) add_up_areas(e);
    add_own_areas();
    add_links();
    add_windows();
    for (std::size_t e = 1; e < editions_.size(); ++e) add_boundaries(editions_[e]);
    return std::move(book_);
  }

 private:
  using Name = std::tuple<bool, std::string, std::string, int, std::string>;  // base, indicator, period, division, area

  [[nodiscard]] Entry find(const Name& name) const {
    const auto at = place_.find(name);
    return at == place_.end() ? kNothing : at->second;
  }
  static Name name_of(const EditionFacts& facts, const AuditedSeries& one, std::uint32_t area, bool base) {
    return {base, one.indicator, one.period.str(), facts.vintage, facts.areas.code[area]};
  }

  // Denominators are public: what one indicator shows, holds for all that are divided by the same.
  void learn_denominators(const EditionFacts& facts) {
    for (const AuditedSeries& one : facts.series) {
      const std::string& denominator = facts.indicator(one.indicator).denominator;
      if (denominator.empty() || one.own_denominator) continue;
      for (std::uint32_t area = 0; area < one.cell.size(); ++area)
        if (one.cell[area] == Cell::shown && one.base[area] >= 0)
          denominators_.try_emplace({denominator, one.period.str(), facts.vintage, facts.areas.code[area]}, whole(one.base[area]));
    }
  }
  [[nodiscard]] std::int64_t denominator_of(const EditionFacts& facts, const AuditedSeries& one, std::uint32_t area) const {
    if (one.own_denominator) return -1;
    const auto at =
        denominators_.find({facts.indicator(one.indicator).denominator, one.period.str(), facts.vintage, facts.areas.code[area]});
    return at == denominators_.end() ? -1 : at->second;
  }

  Entry add(Name name, BookEntry entry) {
    const auto at = static_cast<Entry>(book_.entries.size());
    book_.entries.push_back(std::move(entry));
    place_.emplace(std::move(name), at);
    return at;
  }

  [[nodiscard]] BookEntry blank(const EditionFacts& facts, const AuditedSeries& one, bool base) const {
    const AuditedIndicator& what = facts.indicator(one.indicator);
    BookEntry entry;
    entry.indicator = one.indicator;
    entry.period = one.period.str();
    entry.source = one.source;
    entry.base = base;
    entry.most = kUnbounded;
    entry.sensitive = what.sensitive && !base;
    entry.events = what.events;
    entry.least_base = facts.least_base(one);
    return entry;
  }

  void enter(std::size_t edition) {
    const EditionFacts& facts = editions_[edition];
    for (const AuditedSeries& one : facts.series) {
      if (!counted(facts, one)) continue;
      for (std::uint32_t area = 0; area < one.cell.size(); ++area) {
        if (one.cell[area] == Cell::none) continue;
        enter_cell(facts, one, area, false);
        if (one.own_denominator) enter_cell(facts, one, area, true);
      }
    }
  }

  void enter_cell(const EditionFacts& facts, const AuditedSeries& one, std::uint32_t area, bool base) {
    const Name name = name_of(facts, one, area, base);
    const double shown = base ? one.base[area] : one.count[area];
    const bool rounded = facts.rule(one.source).method == ProtectionMethod::rounding;
    const bool known = (one.cell[area] == Cell::shown && shown >= 0 && !rounded) || one.cell[area] == Cell::nought;
    const std::int64_t count = one.cell[area] == Cell::nought ? 0 : whole(shown);
    if (const Entry before = find(name); before != kNothing) return compare(book_.entries[before], known, count);
    BookEntry entry = blank(facts, one, base);
    entry.area = facts.areas.code[area];
    entry.public_base = base ? -1 : denominator_of(facts, one, area);
    entry.known = known;
    if (known) {
      entry.least = entry.most = count;
    } else if (one.cell[area] == Cell::shown && shown >= 0) {
      const std::int64_t slack = facts.rule(one.source).rounding_base - 1;
      entry.least = std::max<std::int64_t>(0, count - slack);
      entry.most = count + slack;
      entry.target = true;
    } else {
      bound(facts, one, area, entry);
    }
    add(name, std::move(entry));
  }

  // Zeros are shown, so what is withheld is at least one, unless the zero itself is a secret or the area has too few people.
  void bound(const EditionFacts& facts, const AuditedSeries& one, std::uint32_t area, BookEntry& entry) const {
    entry.target = one.cell[area] == Cell::withheld || one.cell[area] == Cell::above_level;
    if (entry.public_base >= 0 && !entry.events) entry.most = entry.public_base;
    const double people = facts.areas.inhabitants[area];
    const bool few =
        entry.public_base >= 0 ? static_cast<double>(entry.public_base) < entry.least_base : people >= 0 && people < 2 * entry.least_base;
    if (one.cell[area] == Cell::withheld && !entry.sensitive && !few) entry.least = std::min<std::int64_t>(1, entry.most);
  }

  void compare(BookEntry& entry, bool known, std::int64_t count) {
    if (!known) return;
    if (!entry.known) {  // withheld now, shown before: everybody still has the earlier edition
      entry.known = true;
      entry.target = false;
      entry.least = entry.most = count;
    } else if (entry.least != count) {
      book_.changed.push_back({entry.indicator, entry.period, entry.area, entry.source, entry.least - count});
    }
  }

  void add_row(std::vector<BookTerm> terms, RowKind kind, std::int64_t low = 0, std::int64_t high = 0) {
    std::vector<std::pair<Entry, int>> unknown;
    std::int64_t constant = 0;
    for (const BookTerm& term : terms) {
      if (book_.entries[term.entry].known) constant += term.sign * book_.entries[term.entry].least;
      else unknown.emplace_back(term.entry, term.sign);
    }
    if (unknown.empty()) return;
    std::sort(unknown.begin(), unknown.end());
    BookRow row;
    for (const auto& [entry, sign] : unknown) row.terms.push_back({entry, sign});
    row.low = low == -kUnbounded ? low : low - constant;
    row.high = high == kUnbounded ? high : high - constant;
    row.kind = kind;
    if (seen_.insert({std::move(unknown), row.low, row.high}).second) book_.rows.push_back(std::move(row));
  }

  void add_up_areas(std::size_t edition) {
    const EditionFacts& facts = editions_[edition];
    const RowKind kind = edition == 0 ? RowKind::area_sum : RowKind::earlier;
    for (const AuditedSeries& one : facts.series) {
      if (!counted(facts, one)) continue;
      for (const bool base : {false, true}) {
        if (base && !one.own_denominator) continue;
        for (std::uint32_t parent = 0; parent < facts.children.size(); ++parent) add_up(facts, one, parent, base, kind);
      }
      if (one.own_denominator) part_of_denominator(facts, one);
    }
  }

  void add_up(const EditionFacts& facts, const AuditedSeries& one, std::uint32_t parent, bool base, RowKind kind) {
    const Entry above = find(name_of(facts, one, parent, base));
    if (above == kNothing || facts.children[parent].empty()) return;
    std::vector<BookTerm> terms = {{above, 1}};
    for (const std::uint32_t child : facts.children[parent]) {
      const Entry below = find(name_of(facts, one, child, base));
      if (below == kNothing) return;  // this level is not spoken of
      terms.push_back({below, -1});
    }
    add_row(std::move(terms), kind);
  }

  void part_of_denominator(const EditionFacts& facts, const AuditedSeries& one) {
    if (facts.indicator(one.indicator).events) return;
    for (std::uint32_t area = 0; area < one.cell.size(); ++area) {
      const Entry count = find(name_of(facts, one, area, false)), base = find(name_of(facts, one, area, true));
      if (count != kNothing && base != kNothing) add_row({{base, 1}, {count, -1}}, RowKind::own_denominator, 0, kUnbounded);
    }
  }

  void add_own_areas() {
    for (std::size_t e = 0; e < editions_.size(); ++e)
      for (const AuditedOwnArea& own : editions_[e].own_areas) {
        const AuditedSeries* one = series_of(editions_[e], own.indicator, own.period);
        if (one == nullptr || !counted(editions_[e], *one) || own.areas.empty()) continue;
        add_own_area(e, own, *one, false);
        if (one->own_denominator) add_own_area(e, own, *one, true);
      }
  }

  void add_own_area(std::size_t edition, const AuditedOwnArea& own, const AuditedSeries& one, bool base) {
    const EditionFacts& facts = editions_[edition];
    const double shown = base ? own.base : own.count;
    std::vector<BookTerm> terms;
    for (const std::uint32_t area : own.areas) {
      const Entry below = find(name_of(facts, one, area, base));
      if (below == kNothing) return;
      terms.push_back({below, -1});
    }
    BookEntry entry = blank(facts, one, base);
    entry.area = own.id;
    entry.known = own.shown && shown >= 0 && facts.rule(one.source).method != ProtectionMethod::rounding;
    entry.target = !own.shown;
    if (entry.known) entry.least = entry.most = whole(shown);
    terms.push_back(
        {add({base, own.indicator, own.period.str(), facts.vintage, "own " + std::to_string(edition) + " " + own.id}, entry), 1});
    add_row(std::move(terms), edition == 0 ? RowKind::own_area : RowKind::earlier);
  }

  static const AuditedSeries* series_of(const EditionFacts& facts, const std::string& indicator, const Period& period) {
    for (const AuditedSeries& one : facts.series)
      if (one.indicator == indicator && one.period == period) return &one;
    return nullptr;
  }

  // A total and its parts: what is left over is a count of people too, and nobody should be able to subtract to a small one. What is not
  // shown of the parts is in what is left over.
  void add_links() {
    for (const EditionFacts& facts : editions_)
      for (const AuditedLink& link : facts.links)
        for (const Period& period : periods_of(facts.vintage, link))
          for (std::uint32_t area = 0; area < facts.areas.code.size(); ++area) add_link(facts, link, period, area);
  }

  [[nodiscard]] std::set<Period> periods_of(int vintage, const AuditedLink& link) const {
    const auto of_link = [&](const std::string& indicator) {
      return link.total.indicator == indicator ||
             std::any_of(link.parts.begin(), link.parts.end(), [&](const AuditedTerm& part) { return part.indicator == indicator; });
    };
    std::set<Period> periods;
    for (const EditionFacts& facts : editions_)
      if (facts.vintage == vintage)
        for (const AuditedSeries& one : facts.series)
          if (of_link(one.indicator)) periods.insert(one.period);
    return periods;
  }

  // The count itself, or that of every year of the window; nothing when it is not spoken of.
  [[nodiscard]] std::vector<Entry> counts_of(const EditionFacts& facts, const AuditedTerm& term, const Period& period,
                                             std::uint32_t area) const {
    const auto at = [&](const Period& when) {
      return find({term.base, term.indicator, when.str(), facts.vintage, facts.areas.code[area]});
    };
    if (const Entry one = at(period); one != kNothing) return {one};
    std::vector<Entry> years;
    if (period.kind() != PeriodKind::span) return years;
    for (int year = period.first_year(); year <= period.last_year(); ++year) {
      const Entry one = at(Period::year(year));
      if (one == kNothing) return {};
      years.push_back(one);
    }
    return years;
  }

  // Nobody shows or withholds it: there is no figure.
  [[nodiscard]] bool unspoken(const std::vector<Entry>& counts) const {
    return std::all_of(counts.begin(), counts.end(), [&](Entry e) { return !book_.entries[e].known && !book_.entries[e].target; });
  }

  void add_link(const EditionFacts& facts, const AuditedLink& link, const Period& period, std::uint32_t area) {
    const std::vector<Entry> above = counts_of(facts, link.total, period, area);
    if (above.empty()) return;
    std::vector<BookTerm> all, spoken;
    for (const Entry e : above) all.push_back({e, 1});
    spoken = all;
    std::string named;
    bool entered = true, whole_named = true, sensitive = false;
    for (const AuditedTerm& part : link.parts) {
      const std::vector<Entry> below = counts_of(facts, part, period, area);
      for (const Entry e : below) all.push_back({e, -1});
      entered = entered && !below.empty();
      if (unspoken(below)) {
        whole_named = false;
        sensitive = sensitive || (facts.indicator(part.indicator).sensitive && !part.base);
      } else {
        for (const Entry e : below) spoken.push_back({e, -1});
        named += " - " + part.indicator + (part.base ? ":noemer" : "");
      }
    }
    if (entered && !link.rest) add_row(std::move(all), RowKind::linked);
    if (named.empty() || (whole_named && !link.rest)) return;
    spoken.push_back({rest_of(facts, link, named, period, area, sensitive), -1});
    add_row(std::move(spoken), RowKind::linked);
  }

  Entry rest_of(const EditionFacts& facts, const AuditedLink& link, const std::string& named, const Period& period, std::uint32_t area,
                bool sensitive) {
    Name name = {link.total.base, link.total.indicator + named, period.str(), facts.vintage, facts.areas.code[area]};
    if (const Entry rest = find(name); rest != kNothing) return rest;
    BookEntry entry;
    for (const EditionFacts& edition : editions_)
      for (const AuditedSeries& one : edition.series)
        if (entry.indicator.empty() && one.indicator == link.total.indicator) entry = blank(edition, one, true);
    entry.period = period.str();
    entry.area = facts.areas.code[area];
    entry.target = true;
    entry.sensitive = sensitive;
    return add(std::move(name), std::move(entry));
  }

  // Windows of years and their years; a year that nobody shows ties windows that overlap.
  void add_windows() {
    std::map<std::tuple<std::string, int>, std::pair<std::set<int>, std::set<Period>>> periods;
    for (const EditionFacts& facts : editions_)
      for (const AuditedSeries& one : facts.series) {
        auto& [years, windows] = periods[{one.indicator, facts.vintage}];
        if (one.period.kind() == PeriodKind::year) years.insert(one.period.first_year());
        if (one.period.kind() == PeriodKind::span) windows.insert(one.period);
      }
    for (const EditionFacts& facts : editions_)
      for (const AuditedSeries& one : facts.series) {
        if (one.period.kind() != PeriodKind::span || !counted(facts, one)) continue;
        const auto& [years, windows] = periods[{one.indicator, facts.vintage}];
        const bool some_year = std::any_of(years.begin(), years.end(), [&](int y) { return covers(one.period, y); });
        const bool overlap = std::any_of(windows.begin(), windows.end(), [&](const Period& other) {
          return !(other == one.period) && other.first_year() <= one.period.last_year() && other.last_year() >= one.period.first_year();
        });
        if (some_year || overlap) add_window(facts, one);
      }
  }
  static bool covers(const Period& window, int year) { return window.first_year() <= year && year <= window.last_year(); }

  void add_window(const EditionFacts& facts, const AuditedSeries& one) {
    for (std::uint32_t area = 0; area < one.cell.size(); ++area) {
      const Entry above = find(name_of(facts, one, area, false));
      if (above == kNothing) continue;
      std::vector<BookTerm> terms = {{above, 1}};
      for (int year = one.period.first_year(); year <= one.period.last_year(); ++year) {
        const Name name = {false, one.indicator, Period::year(year).str(), facts.vintage, facts.areas.code[area]};
        Entry below = find(name);
        if (below == kNothing) {
          BookEntry entry = blank(facts, one, false);
          entry.area = facts.areas.code[area];
          entry.period = Period::year(year).str();
          entry.target = true;
          below = add(name, std::move(entry));
        }
        terms.push_back({below, -1});
      }
      add_row(std::move(terms), RowKind::pooled);
    }
  }

  // Areas of an earlier division that were cut up or joined: together they are the same ground, with the same people.
  void add_boundaries(const EditionFacts& before) {
    const EditionFacts& now = editions_.front();
    if (before.vintage == now.vintage) return;
    for (const auto& [old_areas, new_areas] : same_ground(before, now))
      for (const AuditedSeries& one : before.series)
        if (counted(before, one)) add_ground(before, now, one, old_areas, new_areas);
  }

  using Codes = std::vector<std::string>;
  static std::vector<std::pair<Codes, Codes>> same_ground(const EditionFacts& before, const EditionFacts& now) {
    std::map<std::string, std::string> root;  // "o…" and "n…" codes → their group
    const auto top = [&](std::string code) {
      while (root.try_emplace(code, code).first->second != code) code = root[code];
      return code;
    };
    for (const PublishedLink& link : now.links_of_areas)
      if (link.from == before.vintage && link.to == now.vintage && link.share > 0.0)
        if (const std::string a = top("o" + link.from_code), b = top("n" + link.to_code); a != b) root[std::max(a, b)] = std::min(a, b);
    std::map<std::string, std::pair<Codes, Codes>> groups;
    std::vector<std::string> codes;
    for (const auto& [code, above] : root) codes.push_back(code);
    for (const std::string& code : codes) {
      auto& [old_areas, new_areas] = groups[top(code)];
      (code[0] == 'o' ? old_areas : new_areas).push_back(code.substr(1));
    }
    std::vector<std::pair<Codes, Codes>> out;
    for (auto& [name, group] : groups) out.push_back(std::move(group));
    return out;
  }

  void add_ground(const EditionFacts& before, const EditionFacts& now, const AuditedSeries& one, const Codes& old_areas,
                  const Codes& new_areas) {
    std::vector<BookTerm> terms;
    for (const auto& [codes, year, sign] : {std::tuple(&old_areas, before.vintage, 1), std::tuple(&new_areas, now.vintage, -1)})
      for (const std::string& code : *codes) {
        const Entry entry = find({false, one.indicator, one.period.str(), year, code});
        if (entry == kNothing) return;
        terms.push_back({entry, sign});
      }
    add_row(std::move(terms), RowKind::boundary);
  }

  const std::vector<EditionFacts>& editions_;
  Book book_;
  std::map<Name, Entry> place_;
  std::map<std::tuple<std::string, std::string, int, std::string>, std::int64_t> denominators_;
  std::set<std::tuple<std::vector<std::pair<Entry, int>>, std::int64_t, std::int64_t>> seen_;
};

}  // namespace

Book write_book(const std::vector<EditionFacts>& editions) { return Writer(editions).take(); }

bool may_be_shown(const BookEntry& entry, const DisclosureConfig& rule, std::int64_t count) {
  if (count == 0) return !entry.sensitive;
  if (count < rule.minimum_count) return false;
  if (entry.base || entry.public_base < 0) return true;
  const std::int64_t base = entry.public_base;
  if (static_cast<double>(base) < entry.least_base) return false;
  if (entry.events && count > base) return true;
  return base - count >= rule.minimum_complement && static_cast<double>(count) <= rule.group_share * static_cast<double>(base);
}

}  // namespace trede::audit
