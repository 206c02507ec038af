// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "observe/observations.hpp"
#include "observe/quantities.hpp"
#include "observe/survey.hpp"

namespace trede {
namespace {

// The year whose population a period is divided by: the first year of a school year or a pooled span's middle year.
int denominator_year(const Period& p) { return p.kind() == PeriodKind::span ? (p.first_year() + p.last_year()) / 2 : p.first_year(); }

class Observer {
 public:
  explicit Observer(const Sources& sources) : sources_(sources), areas_(sources.areas()) {}

  // All periods of one indicator; empty when there is no figure at all. A period in which something was counted but the denominator is
  // absent stays, without figures and with that reason, as long as another period has some.
  std::vector<Series> series(const Indicator& indicator, bool& denominator_absent) const {
    for (const Figures& f : indicator.figures) {
      std::vector<Series> found = f.item.empty() ? from_tables(indicator, f) : survey_series(sources_, indicator, f);
      bool any = false;
      std::erase_if(found, [&](Series& s) {
        const bool figures = finish(indicator, f, s);
        const bool undivided = !f.item.empty() ? false : !indicator.denominator.empty() && !s.numerator.empty() && s.denominator.empty();
        any = any || figures;
        denominator_absent = denominator_absent || undivided;
        return !figures && !undivided;
      });
      if (!any) continue;
      std::stable_sort(found.begin(), found.end(), [](const Series& a, const Series& b) { return a.period < b.period; });
      return found;
    }
    return {};
  }

 private:
  std::vector<Series> from_tables(const Indicator& indicator, const Figures& f) const {
    std::vector<Series> out;
    std::set<Period> done;
    for (const StagedTable* table : sources_.tables(f)) {
      const FigureColumns columns = f.for_table(table->from.table);
      const Source& source = *sources_.catalogue().source(f.source);
      const Selection selection = selection_for(source, columns);
      const bool counts = !columns.numerator.empty() || !f.rule.empty();
      if (!has_dimensions(*table, columns)) continue;
      for (const PeriodRows& p : select_rows(*table, selection, counts)) {
        if (p.period < sources_.project().from || p.period > sources_.project().to || done.contains(p.period)) continue;
        auto s = counts ? counted(indicator, f, columns, *table, p) : published(indicator, columns, *table, source, p);
        if (!s) continue;
        for (const auto& [dimension, key] : selection)
          if (table->dimensions.contains(dimension)) s->lineage.rows[dimension] = key;
        done.insert(p.period);
        out.push_back(std::move(*s));
      }
    }
    return out;
  }

  Series begin(const Indicator& indicator, const StagedTable& table, Period period) const {
    Series s;
    s.indicator = indicator.id;
    s.period = period;
    s.lineage.numerator = table.from;
    s.lineage.rule = table.rule;
    if (table.from.vintage != areas_.vintage()) s.lineage.carried_from = table.from.vintage;
    s.status.assign(areas_.size(), Status::measured);
    return s;
  }

  // What a share of merged areas is weighted by: the units it counts.
  static DenominatorId weight_of(const Indicator& indicator) {
    if (indicator.counts == Counts::households) return DenominatorId("huishoudens");
    if (indicator.counts == Counts::dwellings) return DenominatorId("woningen");
    return DenominatorId("inwoners");
  }

  // A figure that the source publishes itself.
  std::optional<Series> published(const Indicator& indicator, const FigureColumns& columns, const StagedTable& table, const Source& source,
                                  const PeriodRows& p) const {
    if (!columns.value || table.column(*columns.value) == nullptr) return std::nullopt;
    const AreaSet& division = *sources_.staging().division(table.from.vintage);
    const Carrier* carrier = sources_.carrier(table.from.vintage);
    const std::optional<Quantity> weights =
        carrier == nullptr ? std::nullopt
                           : native_denominator(sources_, weight_of(indicator), denominator_year(p.period), table.from.vintage);
    const auto read = [&](const std::vector<std::uint32_t>& rows) {
      Quantity q = read_sum(table, division, {*columns.value}, rows);
      return carrier == nullptr ? q : carrier->values(q, weights ? &*weights : nullptr);
    };
    Series s = begin(indicator, table, p.period);
    s.lineage.columns = keys_of(table, {*columns.value});
    s.lineage.complement = columns.complement.value_or(false);
    Quantity q = read(p.rows);
    if (!source.margin_dimension.empty() && table.dimensions.contains(source.margin_dimension)) {
      const auto margin = [&](const std::string& key) -> std::optional<Quantity> {
        Selection selection = selection_for(source, columns);
        selection[source.margin_dimension] = key;
        for (const PeriodRows& m : select_rows(table, selection, false))
          if (m.period == p.period) return read(m.rows);
        return std::nullopt;
      };
      auto lower = margin(source.margin_lower);
      auto upper = margin(source.margin_upper);
      if (lower && upper) {
        s.lower = std::move(lower->value);
        s.upper = std::move(upper->value);
        for (std::size_t a = 0; a < areas_.size(); ++a)
          if (lower->missing[a] != Missing::none || upper->missing[a] != Missing::none) s.lower[a] = s.upper[a] = std::nan("");
      }
    }
    if (s.lineage.complement) {
      for (double& v : q.value) v = 100.0 - v;
      for (double& v : s.lower) v = 100.0 - v;
      for (double& v : s.upper) v = 100.0 - v;
      std::swap(s.lower, s.upper);
    }
    s.value = std::move(q.value);
    s.missing = std::move(q.missing);
    mark_carried(s, q.carried);
    return s;
  }

  // A count, divided by its denominator.
  std::optional<Series> counted(const Indicator& indicator, const Figures& f, const FigureColumns& columns, const StagedTable& table,
                                const PeriodRows& p) const {
    const std::vector<std::string> stems = f.rule.empty() ? columns.numerator : std::vector<std::string>{"aantal"};
    for (const std::string& stem : stems)
      if (table.column(stem) == nullptr) return std::nullopt;
    const AreaSet& division = *sources_.staging().division(table.from.vintage);
    const Carrier* carrier = sources_.carrier(table.from.vintage);
    const auto read = [&](const std::vector<std::string>& names) {
      Quantity q = read_sum(table, division, names, p.rows);
      return carrier == nullptr ? q : carrier->counts(q);
    };
    Series s = begin(indicator, table, p.period);
    s.lineage.columns = keys_of(table, stems);
    Quantity top = read(stems);
    Quantity bottom;
    if (table.column("noemer") != nullptr && !f.rule.empty()) {
      bottom = read({"noemer"});
      s.lineage.denominator = table.from;
      s.lineage.denominator_columns = {"noemer"};
    } else if (!indicator.denominator.empty()) {
      auto found = read_denominator(sources_, indicator.denominator, denominator_year(p.period), &table);
      if (!found) {
        s.missing = std::move(top.missing);
        for (Missing& m : s.missing)
          if (m == Missing::none) m = Missing::not_published_yet;
        s.value.assign(areas_.size(), 0.0);
        s.numerator = std::move(top.value);
        return s;
      }
      bottom = std::move(found->quantity);
      s.lineage.denominator = found->table->from;
      s.lineage.denominator_columns = found->columns;
    }
    divide(indicator, s, std::move(top), std::move(bottom));
    who_is_behind(indicator, table, division, carrier, p, s);
    return s;
  }

  // What the register says about the persons behind a count (ingest/register_groups.hpp).
  void who_is_behind(const Indicator& indicator, const StagedTable& table, const AreaSet& division, const Carrier* carrier,
                     const PeriodRows& p, Series& s) const {
    if (table.rule.empty()) return;
    const auto read = [&](const char* stem, Quantity (Carrier::*carry)(const Quantity&) const) {
      if (table.column(stem) == nullptr) return std::vector<double>{};
      Quantity q = read_sum(table, division, {stem}, p.rows);
      return carrier == nullptr ? std::move(q.value) : std::move((carrier->*carry)(q).value);
    };
    s.largest = read(kLargestColumn, &Carrier::most);
    s.households = read(kHouseholdsColumn, &Carrier::least);
    s.window_persons = read(kWindowPersonsColumn, &Carrier::least);
    if (indicator.counts == Counts::registrations) s.persons = read(kPersonsColumn, &Carrier::least);
    for (std::size_t a = 0; a < s.largest.size(); ++a) s.largest[a] = std::min(s.largest[a], s.numerator[a]);
  }

  // value = scale · x / n. n = 0 is "not applicable", never NaN.
  void divide(const Indicator& indicator, Series& s, Quantity top, Quantity bottom) const {
    const std::size_t n = areas_.size();
    const bool relative = !bottom.value.empty();
    s.value.assign(n, 0.0);
    s.missing = top.missing;
    for (std::size_t a = 0; a < n; ++a) {
      if (s.missing[a] != Missing::none) continue;
      if (!relative) {
        s.value[a] = top.value[a];
      } else if (bottom.missing[a] != Missing::none) {
        s.missing[a] = bottom.missing[a];
      } else if (bottom.value[a] <= 0.0) {
        s.missing[a] = Missing::not_applicable;
      } else {
        s.value[a] = unit_scale(indicator.unit) * top.value[a] / bottom.value[a];
      }
    }
    mark_carried(s, top.carried);
    mark_carried(s, bottom.carried);
    s.numerator = std::move(top.value);
    if (relative) s.denominator = std::move(bottom.value);
  }

  static void mark_carried(Series& s, const std::vector<std::uint8_t>& carried) {
    for (std::size_t a = 0; a < carried.size(); ++a)
      if (carried[a]) s.status[a] = Status::carried_over;
  }

  // Levels finer than the indicator's, areas without inhabitants, statuses. False when nothing is left.
  bool finish(const Indicator& indicator, const Figures& f, Series& s) const {
    const Source& source = *sources_.catalogue().source(f.source);
    const auto& uninhabited = uninhabited_of_edition();
    // More persons counted than there are. Only for what the source itself publishes: a municipal count is judged, and withheld, by the
    // gate.
    const Denominator* whole = sources_.catalogue().denominator(indicator.denominator);
    const bool part = source.disclosure == SourceDisclosure::published && whole != nullptr && whole->counts == indicator.counts &&
                      !s.numerator.empty() && !s.denominator.empty();
    bool any = false;
    for (AreaIndex a = 0; a < areas_.size(); ++a) {
      if (areas_.level(a) > indicator.finest_level) s.missing[a] = Missing::no_source;
      if (s.missing[a] == Missing::none && part && s.numerator[a] > s.denominator[a]) s.missing[a] = Missing::impossible;
      const bool empty = !uninhabited.empty() && uninhabited[a] != 0;
      if (empty && s.missing[a] != Missing::none && s.missing[a] != Missing::no_source && indicator.in_ladder())
        s.missing[a] = Missing::not_applicable;
      if (s.missing[a] == Missing::none) {
        any = true;
        if (source.modelled && s.status[a] == Status::measured) s.status[a] = Status::modelled;
      } else {
        s.status[a] = s.missing[a] == Missing::not_applicable ? Status::not_applicable : Status::missing;
        s.value[a] = 0.0;
        for (auto* column : {&s.numerator, &s.denominator, &s.lower, &s.upper, &s.respondents, &s.effective_n, &s.largest, &s.households,
                             &s.persons, &s.window_persons})
          if (!column->empty()) (*column)[a] = 0.0;
      }
    }
    return any;
  }

  const std::vector<std::uint8_t>& uninhabited_of_edition() const {
    static const std::vector<std::uint8_t> kNone;
    const auto& divisions = sources_.staging().divisions;
    for (std::size_t i = 0; i < divisions.size() && i < sources_.staging().uninhabited.size(); ++i)
      if (divisions[i].vintage() == areas_.vintage()) return sources_.staging().uninhabited[i];
    return kNone;
  }

  const Sources& sources_;
  const AreaSet& areas_;
};

// Why an indicator has no figure at all, in words for the reader.
Text why_none(const Sources& sources, const Indicator& indicator, bool denominator_absent) {
  std::string nl, en;
  const Denominator* below = sources.catalogue().denominator(indicator.denominator);
  if (denominator_absent && below != nullptr)
    return {fmt::format("Er is wel geteld, maar geen bron van deze editie geeft de noemer: {}.", below->name.nl),
            fmt::format("It was counted, but no source of this edition gives the denominator: {}.", below->name.en)};
  for (const Figures& f : indicator.figures) {
    const Source* source = sources.catalogue().source(f.source);
    const bool delivered = std::any_of(sources.staging().tables.begin(), sources.staging().tables.end(),
                                       [&](const StagedTable& t) { return t.from.source == f.source; }) ||
                           std::any_of(sources.staging().surveys.begin(), sources.staging().surveys.end(),
                                       [&](const StagedSurvey& t) { return t.from.source == f.source; });
    if (!nl.empty()) {
      nl += " ";
      en += " ";
    }
    if (!delivered) {
      nl += fmt::format("Deze editie heeft geen bestand van de bron {}.", source->name.nl);
      en += fmt::format("This edition has no file of the source {}.", source->name.en);
    } else {
      nl += fmt::format("De bron {} geeft in deze stand of periode nog geen cijfer.", source->name.nl);
      en += fmt::format("The source {} gives no figure yet in this state or period.", source->name.en);
    }
  }
  if (nl.empty()) return {"Er is nog geen bron gekoppeld.", "No source has been linked yet."};
  return {nl, en};
}

std::vector<double> inhabitants(const Sources& sources) {
  std::vector<double> out(sources.areas().size(), -1.0);
  const int year = sources.areas().vintage().year;
  for (const int offset : {0, -1, 1, -2, 2, -3, 3}) {
    const auto found = read_open_denominator(sources, DenominatorId("inwoners"), year + offset);
    if (!found) continue;
    for (std::size_t a = 0; a < out.size(); ++a)
      if (found->quantity.missing[a] == Missing::none) out[a] = found->quantity.value[a];
    break;
  }
  return out;
}

}  // namespace

Checked<Observations> observe(const Project& project, const Catalogue& catalogue, const Staging& staging, const AreaSet& areas,
                              const std::vector<Concordance>& carry, unsigned threads) {
  const Sources sources(project, catalogue, staging, areas, carry);
  const Observer observer(sources);
  Observations out;
  out.vintage = areas.vintage();
  std::vector<std::vector<Series>> found(catalogue.indicators.size());
  std::vector<std::uint8_t> undivided(found.size(), 0);
  parallel_for(found.size(), threads, [&](std::size_t i) {
    bool absent = false;
    found[i] = observer.series(catalogue.indicators[i], absent);
    undivided[i] = absent ? 1 : 0;
  });
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].empty())
      out.without.emplace_back(catalogue.indicators[i].id, why_none(sources, catalogue.indicators[i], undivided[i] != 0));
    for (Series& s : found[i]) out.series.push_back(std::move(s));
  }
  out.inhabitants = inhabitants(sources);
  out.uninhabited.assign(areas.size(), 0);
  for (std::size_t i = 0; i < staging.divisions.size() && i < staging.uninhabited.size(); ++i)
    if (staging.divisions[i].vintage() == areas.vintage() && staging.uninhabited[i].size() == areas.size())
      out.uninhabited = staging.uninhabited[i];
  return out;
}

}  // namespace trede
