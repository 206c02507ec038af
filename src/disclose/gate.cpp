// SPDX-License-Identifier: EUPL-1.2
#include "disclose/gate.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "disclose/lineage.hpp"
#include "disclose/municipal.hpp"
#include "disclose/survey.hpp"
#include "disclose/withhold.hpp"

namespace trede {
namespace {

Error no_count(const IndicatorId& indicator) {
  return {
      "disclose.no_count",
      Failure::disclosure,
      fmt::format(
          "Indicator {} komt uit een gemeentelijke bron maar geeft geen aantal om te beoordelen. Geef numerator of rule in plaats van value.",
          indicator.str()),
      fmt::format("Indicator {} comes from a municipal source but gives no count to judge. Give numerator or rule instead of value.",
                  indicator.str()),
      {}};
}

Checked<std::vector<OwnAreaParts>> own_area_parts(const Project& project, const AreaSet& areas) {
  std::vector<OwnAreaParts> out;
  Errors errors;
  for (const OwnAreaConfig& own : project.own_areas) {
    OwnAreaParts parts;
    for (const AreaCode& code : own.areas) {
      const auto found = areas.find(code);
      if (found && areas.level(*found) == AreaLevel::buurt) parts.areas.push_back(*found);
      else
        errors.add(
            {"disclose.own_area", Failure::input,
             fmt::format("Het eigen gebied {} noemt {}, en dat is geen buurt van de indeling van deze editie. Verbeter de code.", own.id,
                         code.str()),
             fmt::format("The own area {} names {}, which is no buurt of this edition's division. Correct the code.", own.id, code.str()),
             own.where});
    }
    std::sort(parts.areas.begin(), parts.areas.end());
    parts.areas.erase(std::unique(parts.areas.begin(), parts.areas.end()), parts.areas.end());
    out.push_back(std::move(parts));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

// Figures of an open source: the sums of what everybody can see.
std::vector<OwnAreaFigure> open_own_areas(const PublishedSeries& s, Unit unit, const std::vector<OwnAreaParts>& own) {
  std::vector<OwnAreaFigure> out;
  if (s.numerator.empty()) return out;
  for (const OwnAreaParts& parts : own) {
    OwnAreaFigure f;
    if (parts.areas.empty()) f.missing = Missing::no_source;
    for (const AreaIndex a : parts.areas) {
      if (s.missing[a] != Missing::none) {
        if (s.missing[a] != Missing::not_applicable) f.missing = s.missing[a];
        continue;
      }
      f.numerator += s.numerator[a];
      if (!s.denominator.empty()) f.denominator += s.denominator[a];
      if (s.status[a] != Status::measured) f.status = s.status[a];
    }
    if (f.missing == Missing::none && !s.denominator.empty() && f.denominator <= 0.0) f.missing = Missing::not_applicable;
    if (f.missing != Missing::none)
      f = {0.0, 0.0, 0.0, f.missing, f.missing == Missing::not_applicable ? Status::not_applicable : Status::missing};
    else f.value = s.denominator.empty() ? f.numerator : unit_scale(unit) * f.numerator / f.denominator;
    out.push_back(f);
  }
  return out;
}

OwnAreaFigure own_figure(const Protection::Own& own, bool relative, Unit unit) {
  OwnAreaFigure f;
  if (own.missing != Missing::none) {
    f.missing = own.missing;
    f.status = own.missing == Missing::not_applicable ? Status::not_applicable : Status::missing;
  } else if (own.hidden != 0) {
    f.missing = own.hidden == 2 ? Missing::suppressed_secondary : Missing::suppressed_primary;
    f.status = Status::withheld;
  } else {
    f.numerator = own.x;
    f.denominator = relative ? own.n : 0.0;
    f.value = relative ? unit_scale(unit) * own.x / own.n : own.x;
    if (own.carried) f.status = Status::carried_over;
  }
  return f;
}

// Everything that is published of a municipal series comes from the protection: counts, and values computed from them.
void apply(PublishedSeries& s, const Protection& p, Unit unit, const PublicationLevel& level, const AreaSet& areas) {
  const bool relative = !s.denominator.empty();
  for (AreaIndex a = 0; a < s.value.size(); ++a) {
    const bool finer = level.none || areas.level(a) > level.level;
    if (finer && s.missing[a] != Missing::no_source && s.missing[a] != Missing::not_applicable) {
      withhold(s, a, Missing::above_level);
      s.status[a] = Status::missing;
    }
    if (s.missing[a] != Missing::none) continue;
    if (p.hidden[a] != 0) {
      withhold(s, a, p.hidden[a] == 2 ? Missing::suppressed_secondary : Missing::suppressed_primary);
      continue;
    }
    s.numerator[a] = p.x[a];
    if (relative) s.denominator[a] = p.n[a];
    s.value[a] = relative ? unit_scale(unit) * p.x[a] / p.n[a] : p.x[a];
  }
  for (const Protection::Own& own : p.own) s.own_areas.push_back(own_figure(own, relative, unit));
}

// Where an own area lacks a figure because no buurt has one: the level that does. It follows from which levels have rows in the
// edition, so it tells nothing that those rows do not.
void name_the_level(PublishedSeries& s, const AreaSet& areas) {
  const auto given = [&](AreaLevel level) {
    const auto run = areas.run(level);
    return std::any_of(s.missing.begin() + run.first, s.missing.begin() + run.last, [](Missing m) { return figure_exists(m); });
  };
  if (given(AreaLevel::buurt)) return;
  const Missing reason = given(AreaLevel::wijk)       ? Missing::only_wijk
                         : given(AreaLevel::gemeente) ? Missing::only_gemeente
                                                      : Missing::no_source;
  for (OwnAreaFigure& own : s.own_areas)
    if (own.missing == Missing::no_source) own.missing = reason;
}

}  // namespace

PublishedSeries Gate::unprotected(Series&& s, const Project& project, const Catalogue& catalogue, const PublicationLevel* level) {
  const Indicator& indicator = *catalogue.indicator(s.indicator);
  const Source& source = *catalogue.source(s.lineage.numerator.source);
  const DisclosureConfig& rule = rule_for(project, source.id);
  PublishedSeries out;
  out.indicator = s.indicator;
  out.period = s.period;
  out.lineage = published_lineage(s, source, catalogue);
  out.lineage.steps = lineage_steps(s, source, indicator, out.lineage, rule, level);
  out.treatment = treatment_of(source, out.lineage, rule);
  out.value = std::move(s.value);
  out.numerator = std::move(s.numerator);
  out.denominator = std::move(s.denominator);
  out.lower = std::move(s.lower);
  out.upper = std::move(s.upper);
  out.respondents = std::move(s.respondents);
  out.effective_n = std::move(s.effective_n);
  out.missing = std::move(s.missing);
  out.status = std::move(s.status);
  return out;
}

Checked<PublishedFigures> Gate::publish(const Project& project, const Catalogue& catalogue, Observations&& observations,
                                        const AreaSet& areas, const PublishedBefore& before, unsigned threads, Errors* warnings) {
  PublishedFigures out;
  out.vintage_ = observations.vintage;
  out.inhabitants_ = observations.inhabitants;  // the publication level reads them too
  out.uninhabited_ = std::move(observations.uninhabited);
  out.without_ = std::move(observations.without);
  Errors errors;
  // Fail closed: a municipal count without its numerator cannot be judged, so it is not published.
  for (const Series& s : observations.series)
    if (is_municipal_count(catalogue, s) && s.numerator.empty()) errors.add(no_count(s.indicator));
  auto own = own_area_parts(project, areas);
  if (!own) errors.add(std::move(own.error()));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  for (const OwnAreaConfig& config : project.own_areas) out.own_areas_.push_back({config.id, config.name, config.areas});

  auto municipal = protect_municipal(project, catalogue, observations, areas, *own, before, threads);
  if (!municipal) return tl::unexpected(std::move(municipal.error()));
  if (warnings != nullptr) warnings->add(std::move(municipal->warnings));
  out.levels_ = std::move(municipal->levels);

  std::set<SourceId> used;
  for (Series& s : observations.series) {
    const Source& source = *catalogue.source(s.lineage.numerator.source);
    const Unit unit = catalogue.indicator(s.indicator)->unit;
    out.series_.push_back(unprotected(std::move(s), project, catalogue, nullptr));
    if (source.disclosure == SourceDisclosure::survey) protect_survey(out.series_.back(), rule_for(project, source.id), areas);
    else out.series_.back().own_areas = open_own_areas(out.series_.back(), unit, *own);
  }
  for (ProtectedSeries& m : municipal->series) {
    const Unit unit = catalogue.indicator(m.series.indicator)->unit;
    const auto level =
        std::find_if(out.levels_.begin(), out.levels_.end(), [&](const PublicationLevel& l) { return l.indicator == m.series.indicator; });
    out.series_.push_back(unprotected(std::move(m.series), project, catalogue, &*level));
    apply(out.series_.back(), m.protection, unit, *level, areas);
  }
  for (PublishedSeries& s : out.series_) name_the_level(s, areas);
  // By (catalogue order, period).
  std::map<IndicatorId, std::size_t> position;
  for (std::size_t i = 0; i < catalogue.indicators.size(); ++i) position[catalogue.indicators[i].id] = i;
  std::stable_sort(out.series_.begin(), out.series_.end(), [&](const PublishedSeries& a, const PublishedSeries& b) {
    return std::pair(position[a.indicator], a.period) < std::pair(position[b.indicator], b.period);
  });
  const auto order = [](const PublishedSource& s) { return std::tie(s.source, s.table, s.file, s.sha256); };
  for (const PublishedSeries& s : out.series_) {
    used.insert(s.lineage.numerator.source);
    out.sources_.push_back(s.lineage.numerator);
    if (s.lineage.denominator) out.sources_.push_back(*s.lineage.denominator);
  }
  std::sort(out.sources_.begin(), out.sources_.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  out.sources_.erase(std::unique(out.sources_.begin(), out.sources_.end()), out.sources_.end());
  for (const SourceId& id : used)
    if (catalogue.source(id)->disclosure != SourceDisclosure::published) out.rules_.push_back({id, rule_for(project, id)});
  return out;
}

}  // namespace trede
