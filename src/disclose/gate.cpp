// SPDX-License-Identifier: EUPL-1.2
#include "disclose/gate.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace trede {
namespace {

void withhold(PublishedSeries& s, AreaIndex a, Missing reason) {
  s.missing[a] = reason;
  s.status[a] = Status::withheld;
  s.value[a] = 0.0;
  for (auto* column : {&s.numerator, &s.denominator, &s.lower, &s.upper, &s.respondents, &s.effective_n})
    if (!column->empty()) (*column)[a] = 0.0;
}

// Persons: 50 inhabitants. Households and dwellings: 20. A denominator that is itself a count of a register: the minimum count, at
// least 20.
double minimum_denominator(const DisclosureConfig& rule, const Catalogue& catalogue, const Indicator& indicator) {
  const Denominator* d = catalogue.denominator(indicator.denominator);
  if (d == nullptr) return std::max(rule.minimum_count, 20);
  const bool homes = d->counts == Counts::households || d->counts == Counts::dwellings;
  return homes ? rule.minimum_denominator_dwellings : rule.minimum_denominator;
}

void protect_counts(PublishedSeries& s, const DisclosureConfig& rule, const Catalogue& catalogue, const Indicator& indicator,
                    const AreaSet& areas, bool own_denominator) {
  const double least_n = minimum_denominator(rule, catalogue, indicator);
  const bool relative = !s.denominator.empty();
  std::vector<std::uint8_t> hidden(areas.size(), 0), there(areas.size(), 0);
  std::vector<double> complement(relative ? areas.size() : 0, 0.0);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (s.missing[a] != Missing::none) continue;
    there[a] = 1;
    const double n = relative ? s.denominator[a] : 0.0;
    if (relative) complement[a] = std::max(0.0, n - s.numerator[a]);  // events can outnumber inhabitants
    const Verdict verdict = judge_count(s.numerator[a], n, relative, least_n, rule.minimum_count, indicator.sensitive);
    const bool harmless = verdict == Verdict::denominator_too_small && s.numerator[a] == 0.0 && !indicator.sensitive && !own_denominator;
    if (verdict != Verdict::show) hidden[a] = harmless ? 3 : 1;
  }
  for (bool changed = true; changed;) {
    changed = protect_tree(areas, s.numerator, there, rule.minimum_count, hidden);
    if (relative) changed = protect_tree(areas, complement, there, rule.minimum_count, hidden) || changed;
    if (own_denominator) changed = protect_tree(areas, s.denominator, there, rule.minimum_count, hidden) || changed;
  }
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (hidden[a]) withhold(s, a, hidden[a] == 2 ? Missing::suppressed_secondary : Missing::suppressed_primary);
}

constexpr double kFewestAnswers = 5.0;    // on either side of a question
constexpr double kRespondentBase = 10.0;  // the published number of respondents is rounded to this

void protect_survey(PublishedSeries& s, const DisclosureConfig& rule, const AreaSet& areas) {
  std::vector<std::uint8_t> hidden(areas.size(), 0), there(areas.size(), 0);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (s.missing[a] != Missing::none) continue;
    there[a] = 1;
    const double n = s.respondents[a];
    const double share = s.value[a] / 100.0;
    if (n < rule.minimum_respondents || share * n < kFewestAnswers || (1.0 - share) * n < kFewestAnswers) hidden[a] = 1;
  }
  protect_tree(areas, s.respondents, there, rule.minimum_respondents, hidden);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (hidden[a]) withhold(s, a, hidden[a] == 1 ? Missing::too_few : Missing::suppressed_secondary);
    else if (there[a]) s.respondents[a] = kRespondentBase * std::round(s.respondents[a] / kRespondentBase);
  }
}

PublishedSource published(const Provenance& p, bool municipal) {
  return {p.source, p.table, p.file, p.sha256, p.retrieved ? p.retrieved->str() : "", p.modified, p.vintage.year, municipal ? 0 : p.rows};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : ", ") + w;
  return out;
}

// The lineage in words, in the order in which it happened.
std::vector<Text> steps(const Series& s, const Source& source, const Indicator& indicator, const PublishedLineage& line,
                        bool protected_counts, const DisclosureConfig& rule) {
  std::vector<Text> out;
  const std::string table = line.numerator.table.str().empty() ? "" : fmt::format(", {}", line.numerator.table.str());
  out.push_back({fmt::format("Gelezen uit {} ({}{}).", line.numerator.file, source.name.nl, table),
                 fmt::format("Read from {} ({}{}).", line.numerator.file, source.name.en, table)});
  if (!source.treatment.empty()) out.push_back(source.treatment);
  if (!line.rows.empty()) {
    std::string kept;
    for (const auto& [dimension, key] : line.rows) kept += fmt::format("{}{} = {}", kept.empty() ? "" : ", ", dimension, key);
    out.push_back({fmt::format("Alleen de rijen met {}.", kept), fmt::format("Only the rows with {}.", kept)});
  }
  if (!line.rule.empty())
    out.push_back({fmt::format("Geteld met de telregel {}.", line.rule), fmt::format("Counted with the rule {}.", line.rule)});
  else if (!line.columns.empty())
    out.push_back({fmt::format("Kolom {}.", joined(line.columns)), fmt::format("Column {}.", joined(line.columns))});
  if (line.complement) out.push_back({"Omgekeerd: 100 min het gepubliceerde percentage.", "Reversed: 100 minus the published percentage."});
  if (line.denominator)
    out.push_back(
        {fmt::format("Gedeeld door {} uit {} ({}).", indicator.denominator_text.nl.empty() ? "de noemer" : indicator.denominator_text.nl,
                     line.denominator->file, joined(line.denominator_columns)),
         fmt::format("Divided by {} from {} ({}).",
                     indicator.denominator_text.en.empty() ? "the denominator" : indicator.denominator_text.en, line.denominator->file,
                     joined(line.denominator_columns))});
  if (line.carried_from != 0)
    out.push_back(
        {fmt::format(
             "Omgezet van de indeling van {}: aantallen verdeeld over de nieuwe gebieden, aandelen alleen waar het gebied gelijk bleef of hele gebieden samengingen.",
             line.carried_from),
         fmt::format(
             "Carried over from the division of {}: counts shared out over the new areas, shares only where the area stayed the same or whole areas merged.",
             line.carried_from)});
  if (!s.respondents.empty())
    out.push_back({fmt::format("Gewogen; niet getoond bij minder dan {} antwoorden.", rule.minimum_respondents),
                   fmt::format("Weighted; not shown with fewer than {} answers.", rule.minimum_respondents)});
  if (protected_counts)
    out.push_back({fmt::format("Beschermd: aantallen onder {} zijn achtergehouden, en wat nodig is om ze niet terug te kunnen rekenen.",
                               rule.minimum_count),
                   fmt::format("Protected: counts below {} are withheld, and what is needed so that they cannot be computed back.",
                               rule.minimum_count)});
  return out;
}

std::string treatment(const Source& source, const PublishedLineage& line, bool protected_figures) {
  std::string out;
  const auto add = [&](const std::string& code) { out += (out.empty() ? "" : "+") + code; };
  if (source.rounding_base > 0) add(fmt::format("bron_afgerond_{}", source.rounding_base));
  if (source.modelled) add("bron_model");
  if (line.complement) add("complement");
  if (line.carried_from != 0) add(fmt::format("omgezet_{}", line.carried_from));
  if (protected_figures) add("drempel");
  return out;
}

const DisclosureConfig& rule_for(const Project& project, const SourceId& source) {
  const auto own = project.disclosure_by_source.find(source);
  return own == project.disclosure_by_source.end() ? project.disclosure : own->second;
}

}  // namespace

PublishedSeries Gate::protect(const DisclosureConfig& rule, const Catalogue& catalogue, Series&& s, const AreaSet& areas) {
  const Indicator& indicator = *catalogue.indicator(s.indicator);
  const Source& source = *catalogue.source(s.lineage.numerator.source);
  const bool municipal = source.access == Access::municipal;
  PublishedSeries out;
  out.indicator = s.indicator;
  out.period = s.period;
  out.lineage.numerator = published(s.lineage.numerator, municipal);
  if (s.lineage.denominator) {
    const Source* below = catalogue.source(s.lineage.denominator->source);
    out.lineage.denominator = published(*s.lineage.denominator, below == nullptr || below->access == Access::municipal);
  }
  out.lineage.columns = s.lineage.columns;
  out.lineage.denominator_columns = s.lineage.denominator_columns;
  out.lineage.rows = s.lineage.rows;
  out.lineage.rule = s.lineage.rule;
  out.lineage.complement = s.lineage.complement;
  out.lineage.carried_from = s.lineage.carried_from ? s.lineage.carried_from->year : 0;
  const bool counts = source.disclosure == SourceDisclosure::counts;
  out.lineage.steps = steps(s, source, indicator, out.lineage, counts, rule);
  out.treatment = treatment(source, out.lineage, source.disclosure != SourceDisclosure::published);
  out.value = std::move(s.value);
  out.numerator = std::move(s.numerator);
  out.denominator = std::move(s.denominator);
  out.lower = std::move(s.lower);
  out.upper = std::move(s.upper);
  out.respondents = std::move(s.respondents);
  out.effective_n = std::move(s.effective_n);
  out.missing = std::move(s.missing);
  out.status = std::move(s.status);
  // A denominator that comes from the same extract (a rule's noemer) is a count of the register like any other.
  const bool own_denominator = s.lineage.denominator && s.lineage.denominator->source == s.lineage.numerator.source;
  if (counts) protect_counts(out, rule, catalogue, indicator, areas, own_denominator && !out.denominator.empty());
  if (source.disclosure == SourceDisclosure::survey) protect_survey(out, rule, areas);
  return out;
}

Checked<PublishedFigures> Gate::publish(const Project& project, const Catalogue& catalogue, Observations&& observations,
                                        const AreaSet& areas) {
  PublishedFigures out;
  out.vintage_ = observations.vintage;
  out.inhabitants_ = std::move(observations.inhabitants);
  out.uninhabited_ = std::move(observations.uninhabited);
  out.without_ = std::move(observations.without);
  Errors errors;
  std::set<SourceId> used;
  const auto order = [](const PublishedSource& s) { return std::tie(s.source, s.table, s.file, s.sha256); };
  for (Series& s : observations.series) {
    const Source* source = catalogue.source(s.lineage.numerator.source);
    // Fail closed: a municipal count without its numerator cannot be judged, so it is not published.
    if (source != nullptr && source->disclosure == SourceDisclosure::counts && s.numerator.empty()) {
      errors.add(
          {"disclose.no_count",
           Failure::disclosure,
           fmt::format(
               "Indicator {} komt uit een gemeentelijke bron maar geeft geen aantal om te beoordelen. Geef numerator of rule in plaats van value.",
               s.indicator.str()),
           fmt::format("Indicator {} comes from a municipal source but gives no count to judge. Give numerator or rule instead of value.",
                       s.indicator.str()),
           {}});
      continue;
    }
    used.insert(s.lineage.numerator.source);
    out.series_.push_back(protect(rule_for(project, s.lineage.numerator.source), catalogue, std::move(s), areas));
    out.sources_.push_back(out.series_.back().lineage.numerator);
    if (out.series_.back().lineage.denominator) out.sources_.push_back(*out.series_.back().lineage.denominator);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::sort(out.sources_.begin(), out.sources_.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  out.sources_.erase(std::unique(out.sources_.begin(), out.sources_.end()), out.sources_.end());
  for (const SourceId& id : used) {
    const Source& source = *catalogue.source(id);
    if (source.disclosure == SourceDisclosure::published) continue;
    const DisclosureConfig& rule = rule_for(project, id);
    out.rules_.push_back({id, rule});
  }
  return out;
}

}  // namespace trede
