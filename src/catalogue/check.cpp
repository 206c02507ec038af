// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/check.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "catalogue/links.hpp"

namespace trede {
namespace {

void add(Errors& errors, std::string_view code, const Where& where, std::string nl, std::string en) {
  errors.add({fmt::format("catalogue.{}", code), Failure::input, std::move(nl), std::move(en), where});
}

std::string known_ids(const std::vector<std::string>& known, std::string_view word) {
  const std::string nearest = nearest_word(word, known);
  return nearest;
}

// "X is unknown", with the nearest known id.
void unknown(Errors& errors, std::string_view code, const Where& where, std::string_view what_nl, std::string_view what_en,
             std::string_view id, const std::vector<std::string>& known) {
  const std::string nearest = known_ids(known, id);
  add(errors, code, where,
      fmt::format("{} {} bestaat niet in de catalogus.{}", what_nl, id, nearest.empty() ? "" : fmt::format(" Bedoelt u {}?", nearest)),
      fmt::format("{} {} does not exist in the catalogue.{}", what_en, id,
                  nearest.empty() ? "" : fmt::format(" Did you mean {}?", nearest)));
}

template <class List, class Id>
std::vector<std::string> ids_of(const List& list, Id id) {
  std::vector<std::string> out;
  for (const auto& entry : list) out.push_back(id(entry));
  return out;
}

void replace(Text& target, const Text& by) {
  if (!by.empty()) target = by;
}

void apply(const IndicatorOverride& o, Indicator& i) {
  if (o.trede) i.trede = *o.trede;
  if (o.leefgebied) i.leefgebied = *o.leefgebied;
  if (o.weight) i.weight = *o.weight;
  if (o.finest_level) i.finest_level = *o.finest_level;
  replace(i.name, o.name);
  replace(i.short_name, o.short_name);
  replace(i.definition, o.definition);
  replace(i.why, o.why);
  replace(i.how_to_read, o.how_to_read);
  replace(i.use_for, o.use_for);
  replace(i.not_for, o.not_for);
  replace(i.numerator, o.numerator);
  replace(i.denominator_text, o.denominator_text);
  replace(i.note, o.note);
}

void add_mappings(CatalogueDraft& draft, Errors& errors) {
  Catalogue& c = draft.catalogue;
  // From the last to the first, so that the first mapping of a project ends up in front.
  for (auto it = draft.figures.rbegin(); it != draft.figures.rend(); ++it) {
    bool found = false;
    for (Indicator& i : c.indicators)
      if (i.id.str() == it->target) {
        i.figures.insert(i.figures.begin(), it->figures);
        found = true;
      }
    for (Denominator& d : c.denominators)
      if (d.id.str() == it->target) {
        d.figures.insert(d.figures.begin(), it->figures);
        found = true;
      }
    if (!found) {
      auto known = ids_of(c.indicators, [](const Indicator& i) { return i.id.str(); });
      for (const Denominator& d : c.denominators) known.push_back(d.id.str());
      unknown(errors, "target_unknown", it->where, "De indicator of noemer", "The indicator or denominator", it->target, known);
    }
  }
}

// The weights of [score] in the overrides. Two files may say the same, but not something else of the same thing.
void add_weights(CatalogueDraft& draft, Errors& errors) {
  Catalogue& c = draft.catalogue;
  const auto leefgebieden = ids_of(c.leefgebieden, [](const Leefgebied& l) { return l.id.str(); });
  const auto treden = ids_of(c.treden, [](const Trede& t) { return t.id.str(); });
  const auto twice = [&](const Where& where, std::string_view what) {
    add(errors, "score_twice", where,
        fmt::format("Het gewicht van {} staat in twee bestanden, met verschillende waarden. Houd er één.", what),
        fmt::format("The weight of {} stands in two files, with different values. Keep one.", what));
  };
  for (const WeightOverride& w : draft.weights) {
    const auto& known = w.of_trede ? treden : leefgebieden;
    if (std::find(known.begin(), known.end(), w.id) == known.end()) {
      unknown(errors, w.of_trede ? "trede_unknown" : "leefgebied_unknown", w.where, w.of_trede ? "De trede" : "Het leefgebied",
              w.of_trede ? "The trede" : "The leefgebied", w.id, known);
      continue;
    }
    auto& weights = w.of_trede ? c.score.treden : c.score.leefgebieden;
    const auto [place, is_new] = weights.emplace(w.id, w.weight);
    if (!is_new && place->second != w.weight) twice(w.where, w.id);
  }
  for (const auto& [total, where] : draft.totals) {
    if (c.score.total && *c.score.total != total) twice(where, "total");
    c.score.total = total;
  }
}

}  // namespace

void apply_overrides(CatalogueDraft& draft, Errors& errors) {
  Catalogue& c = draft.catalogue;
  std::set<IndicatorId> off;
  const auto known = ids_of(c.indicators, [](const Indicator& i) { return i.id.str(); });
  for (const IndicatorOverride& o : draft.overrides) {
    bool found = false;
    for (Indicator& i : c.indicators) {
      if (i.id == o.indicator) {
        found = true;
        if (!i.in_ladder() && (o.trede || o.leefgebied || o.weight))
          add(errors, "override_wrong", o.where, "Alleen een indicator van de ladder heeft een trede, leefgebied en gewicht.",
              "Only an indicator of the ladder has a trede, leefgebied and weight.");
        else apply(o, i);
      } else if (i.variant_of == o.indicator && !o.indicator.empty()) {
        if (o.trede) i.trede = *o.trede;
        if (o.leefgebied) i.leefgebied = *o.leefgebied;
      } else {
        continue;
      }
      if (o.enabled == false) off.insert(i.id);
    }
    if (!found) unknown(errors, "override_unknown", o.where, "De indicator", "The indicator", o.indicator.str(), known);
  }
  add_mappings(draft, errors);
  add_weights(draft, errors);
  std::erase_if(c.indicators, [&](const Indicator& i) { return off.contains(i.id); });
  drop_from_links(c.links, off);
  // A pair with an indicator that was switched off is no error: it is left out.
  for (Indicator& i : c.indicators) std::erase_if(i.pairs, [&](const Pair& p) { return off.contains(p.with); });

  std::stable_sort(c.leefgebieden.begin(), c.leefgebieden.end(),
                   [](const auto& a, const auto& b) { return std::tie(a.order, a.id) < std::tie(b.order, b.id); });
  std::unordered_map<std::string, int> place;
  for (std::size_t k = 0; k < c.leefgebieden.size(); ++k) place[c.leefgebieden[k].id.str()] = static_cast<int>(k);
  const auto key = [&](const Indicator& i) {
    const auto found = place.find(i.leefgebied.str());
    const int area = i.group.empty() ? (found == place.end() ? 998 : found->second) : 999;
    return std::make_tuple(area, i.group.empty() ? c.trede_order(i.trede) : 0);
  };
  std::stable_sort(c.indicators.begin(), c.indicators.end(), [&](const Indicator& a, const Indicator& b) { return key(a) < key(b); });
  std::stable_sort(c.sources.begin(), c.sources.end(), [](const Source& a, const Source& b) { return a.id < b.id; });
}

namespace {

class Checker {
 public:
  Checker(const Catalogue& catalogue, Errors& errors) : c_(catalogue), errors_(errors) {
    source_ids_ = ids_of(c_.sources, [](const Source& s) { return s.id.str(); });
    indicator_ids_ = ids_of(c_.indicators, [](const Indicator& i) { return i.id.str(); });
    denominator_ids_ = ids_of(c_.denominators, [](const Denominator& d) { return d.id.str(); });
    trede_ids_ = ids_of(c_.treden, [](const Trede& t) { return t.id.str(); });
    leefgebied_ids_ = ids_of(c_.leefgebieden, [](const Leefgebied& l) { return l.id.str(); });
  }

  void run() {
    duplicates();
    for (const Leefgebied& l : c_.leefgebieden) leefgebied(l);
    for (const Denominator& d : c_.denominators)
      for (const Figures& f : d.figures) figures(f);
    for (const Indicator& i : c_.indicators) indicator(i);
    check_links(c_, errors_);
  }

 private:
  void duplicates() {
    std::unordered_map<std::string, const Where*> seen;
    const auto once = [&](std::string_view kind, const std::string& id, const Where& where) {
      const auto [it, fresh] = seen.emplace(fmt::format("{} {}", kind, id), &where);
      if (!fresh && !id.empty())
        add(errors_, "id_twice", where,
            fmt::format("{} bestaat al ({}:{}). Kies een ander id of gebruik [[override]].", id, display_name(it->second->file),
                        it->second->line),
            fmt::format("{} exists already ({}:{}). Choose another id or use [[override]].", id, display_name(it->second->file),
                        it->second->line));
    };
    for (const Indicator& i : c_.indicators) once("indicator", i.id.str(), i.where);
    for (const Denominator& d : c_.denominators) once("denominator", d.id.str(), d.where);
    for (const Source& s : c_.sources) once("source", s.id.str(), s.where);
    for (const Trede& t : c_.treden) once("trede", t.id.str(), no_place_);
    for (const Domein& d : c_.domeinen) once("domein", d.id.str(), no_place_);
    for (const Leefgebied& l : c_.leefgebieden) once("leefgebied", l.id.str(), no_place_);
  }

  void leefgebied(const Leefgebied& l) {
    const auto domains = ids_of(c_.domeinen, [](const Domein& d) { return d.id.str(); });
    const Where where{.file = fmt::format("leefgebieden/{}.toml", l.id.str())};
    if (std::find(domains.begin(), domains.end(), l.domein.str()) == domains.end())
      unknown(errors_, "domein_unknown", where, "Het domein", "The domain", l.domein.str(), domains);
    for (const TredeId& t : l.treden)
      if (c_.trede_order(t) < 0) unknown(errors_, "trede_unknown", where, "De trede", "The trede", t.str(), trede_ids_);
    if (l.treden.size() < c_.treden.size() && l.not_applicable.empty())
      add(errors_, "reason_missing", where, "Zeg in not_applicable waarom dit leefgebied niet op elke trede geldt.",
          "Say in not_applicable why this leefgebied does not apply on every trede.");
  }

  void figures(const Figures& f) {
    const Source* s = c_.source(f.source);
    if (s == nullptr) return unknown(errors_, "source_unknown", f.where, "De bron", "The source", f.source.str(), source_ids_);
    const auto table_ids = ids_of(s->tables, [](const SourceTable& t) { return t.id.str(); });
    const auto table = [&](const TableId& id) {
      if (s->table(id) == nullptr) unknown(errors_, "table_unknown", f.where, "De tabel", "The table", id.str(), table_ids);
    };
    for (const TableId& id : f.tables) table(id);
    for (const auto& [id, columns] : f.by_table) table(id);
    if (!f.rule.empty() && c_.rule(f.rule) == nullptr)
      unknown(errors_, "rule_unknown", f.where, "De telregel", "The counting rule", f.rule,
              ids_of(c_.rules, [](const Rule& r) { return r.name; }));
    const bool fits = (s->kind == SourceKind::register_) == !f.rule.empty() && (s->kind == SourceKind::survey) == !f.item.empty();
    if (!fits)
      add(errors_, "figures_kind", f.where,
          "Een registratie wordt met rule geteld, een enquête met item, een tabel met value of numerator.",
          "A register is counted by a rule, a survey by an item, a table by value or numerator.");
  }

  void indicator(const Indicator& i) {
    if (i.group.empty()) ladder_place(i);
    if (!i.denominator.empty() && c_.denominator(i.denominator) == nullptr)
      unknown(errors_, "denominator_unknown", i.where, "De noemer", "The denominator", i.denominator.str(), denominator_ids_);
    for (const Figures& f : i.figures) {
      figures(f);
      needs_denominator(i, f);
    }
    for (const Pair& p : i.pairs)
      if (c_.indicator(p.with) == nullptr)
        unknown(errors_, "pair_unknown", i.where, "De indicator", "The indicator", p.with.str(), indicator_ids_);
    const bool share = i.measure == Measure::register_share || i.measure == Measure::survey_share || i.measure == Measure::modelled_share;
    if (share && i.unit != Unit::percent)
      add(errors_, "unit_measure", i.where, "Een aandeel heeft unit = \"percent\".", "A share has unit = \"percent\".");
    if (i.measure == Measure::survey_share && i.counts != Counts::respondents && i.counts != Counts::persons &&
        i.counts != Counts::households)
      add(errors_, "unit_measure", i.where, "Een enquête telt personen, huishoudens of respondenten.",
          "A survey counts persons, households or respondents.");
  }

  void ladder_place(const Indicator& i) {
    const Leefgebied* l = c_.leefgebied(i.leefgebied);
    if (c_.trede_order(i.trede) < 0) unknown(errors_, "trede_unknown", i.where, "De trede", "The trede", i.trede.str(), trede_ids_);
    if (l == nullptr)
      unknown(errors_, "leefgebied_unknown", i.where, "Het leefgebied", "The leefgebied", i.leefgebied.str(), leefgebied_ids_);
    else if (c_.trede_order(i.trede) >= 0 && !l->applies(i.trede))
      add(errors_, "cell_not_applicable", i.where, fmt::format("Leefgebied {} geldt niet op trede {}.", l->id.str(), i.trede.str()),
          fmt::format("Leefgebied {} does not apply on trede {}.", l->id.str(), i.trede.str()));
  }

  void needs_denominator(const Indicator& i, const Figures& f) {
    bool counted = !f.columns.numerator.empty();
    for (const auto& [id, columns] : f.by_table) counted = counted || !columns.numerator.empty();
    const bool relative = i.unit == Unit::percent || i.unit == Unit::per_1000 || i.unit == Unit::per_10000;
    if (counted && relative && i.denominator.empty())
      add(errors_, "denominator_missing", f.where, "Een teller zonder noemer geeft geen cijfer. Vul denominator in.",
          "A numerator without denominator gives no figure. Fill in denominator.");
  }

  const Catalogue& c_;
  Errors& errors_;
  Where no_place_{.file = "catalogue"};
  std::vector<std::string> source_ids_, indicator_ids_, denominator_ids_, trede_ids_, leefgebied_ids_;
};

}  // namespace

void check_catalogue(const Catalogue& catalogue, Errors& errors) { Checker(catalogue, errors).run(); }

}  // namespace trede
