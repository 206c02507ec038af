// SPDX-License-Identifier: EUPL-1.2
#include "disclose/lineage.hpp"

#include <fmt/format.h>

namespace trede {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : ", ") + w;
  return out;
}

void say_source(std::vector<Text>& out, const Source& source, const PublishedLineage& line) {
  const std::string table = line.numerator.table.str().empty() ? "" : fmt::format(", {}", line.numerator.table.str());
  out.push_back({fmt::format("Gelezen uit {} ({}{}).", line.numerator.file, source.name.nl, table),
                 fmt::format("Read from {} ({}{}).", line.numerator.file, source.name.en, table)});
  if (!source.treatment.empty()) out.push_back(source.treatment);
}

void say_rows(std::vector<Text>& out, const PublishedLineage& line) {
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
}

void say_denominator(std::vector<Text>& out, const Indicator& indicator, const PublishedLineage& line) {
  if (!line.denominator) return;
  const std::string nl = indicator.denominator_text.nl.empty() ? "de noemer" : indicator.denominator_text.nl;
  const std::string en = indicator.denominator_text.en.empty() ? "the denominator" : indicator.denominator_text.en;
  const std::string columns = joined(line.denominator_columns);
  out.push_back({fmt::format("Gedeeld door {} uit {} ({}).", nl, line.denominator->file, columns),
                 fmt::format("Divided by {} from {} ({}).", en, line.denominator->file, columns)});
}

void say_carried(std::vector<Text>& out, const PublishedLineage& line) {
  if (line.carried_from == 0) return;
  out.push_back(
      {fmt::format(
           "Omgezet van de indeling van {}: aantallen verdeeld over de nieuwe gebieden, aandelen alleen waar het gebied gelijk bleef of hele gebieden samengingen.",
           line.carried_from),
       fmt::format(
           "Carried over from the division of {}: counts shared out over the new areas, shares only where the area stayed the same or whole areas merged.",
           line.carried_from)});
}

void say_protection(std::vector<Text>& out, const Source& source, const DisclosureConfig& rule) {
  if (source.disclosure == SourceDisclosure::survey) {
    out.push_back({fmt::format("Gewogen; niet getoond bij minder dan {} antwoorden, en afgerond op wat dat aantal antwoorden kan dragen.",
                               rule.minimum_respondents),
                   fmt::format("Weighted; not shown with fewer than {} answers, and rounded to what that number of answers can carry.",
                               rule.minimum_respondents)});
    return;
  }
  if (source.disclosure != SourceDisclosure::counts) return;
  if (rule.method == ProtectionMethod::rounding) {
    out.push_back(
        {fmt::format("Beschermd: elk aantal is afgerond op een veelvoud van {}; de delen tellen nog op tot het geheel.",
                     rule.rounding_base),
         fmt::format("Protected: every count is rounded to a multiple of {}; the parts still add up to the whole.", rule.rounding_base)});
  } else if (rule.method == ProtectionMethod::cell_key) {
    out.push_back({"Beschermd: elk aantal is een klein beetje veranderd, altijd op dezelfde manier; de delen tellen niet precies op.",
                   "Protected: every count is changed a little, always in the same way; the parts do not add up exactly."});
  } else {
    out.push_back({fmt::format("Beschermd: aantallen onder {} zijn achtergehouden, en wat nodig is om ze niet terug te kunnen rekenen. Een "
                               "wijziging kleiner dan {} sinds een vorige editie wordt niet getoond.",
                               rule.minimum_count, rule.minimum_count),
                   fmt::format("Protected: counts below {} are withheld, and what is needed so that they cannot be computed back. A change "
                               "smaller than {} since an earlier edition is not shown.",
                               rule.minimum_count, rule.minimum_count)});
  }
}

}  // namespace

PublishedSource published_source(const Provenance& p, bool municipal) {
  return {p.source, p.table, p.file, p.sha256, p.retrieved ? p.retrieved->str() : "", p.modified, p.vintage.year, municipal ? 0 : p.rows};
}

PublishedLineage published_lineage(const Series& s, const Source& source, const Catalogue& catalogue) {
  PublishedLineage out;
  out.numerator = published_source(s.lineage.numerator, source.access == Access::municipal);
  if (s.lineage.denominator) {
    const Source* below = catalogue.source(s.lineage.denominator->source);
    out.denominator = published_source(*s.lineage.denominator, below == nullptr || below->access == Access::municipal);
  }
  out.columns = s.lineage.columns;
  out.denominator_columns = s.lineage.denominator_columns;
  out.rows = s.lineage.rows;
  out.rule = s.lineage.rule;
  out.complement = s.lineage.complement;
  out.carried_from = s.lineage.carried_from ? s.lineage.carried_from->year : 0;
  return out;
}

std::vector<Text> lineage_steps(const Series& s, const Source& source, const Indicator& indicator, const PublishedLineage& line,
                                const DisclosureConfig& rule, const PublicationLevel* level) {
  std::vector<Text> out;
  say_source(out, source, line);
  say_rows(out, line);
  say_denominator(out, indicator, line);
  say_carried(out, line);
  if (s.period.kind() == PeriodKind::span && level != nullptr && level->years > 1)
    out.push_back({fmt::format("De jaren {} bij elkaar opgeteld, en gedeeld door de opgetelde noemers.", s.period.str()),
                   fmt::format("The years {} added up, and divided by the denominators added up.", s.period.str())});
  if (level != nullptr && !level->why.empty()) out.push_back(level->why);
  say_protection(out, source, rule);
  return out;
}

std::string treatment_of(const Source& source, const PublishedLineage& line, const DisclosureConfig& rule) {
  std::string out;
  const auto add = [&](const std::string& code) { out += (out.empty() ? "" : "+") + code; };
  if (source.rounding_base > 0) add(fmt::format("bron_afgerond_{}", source.rounding_base));
  if (source.modelled) add("bron_model");
  if (line.complement) add("complement");
  if (line.carried_from != 0) add(fmt::format("omgezet_{}", line.carried_from));
  if (source.disclosure == SourceDisclosure::published) return out;
  const bool counts = source.disclosure == SourceDisclosure::counts;
  if (counts && rule.method == ProtectionMethod::rounding) add(fmt::format("afgerond_{}", rule.rounding_base));
  else if (counts && rule.method == ProtectionMethod::cell_key) add("celsleutel");
  else add("drempel");
  return out;
}

}  // namespace trede
