// SPDX-License-Identifier: EUPL-1.2
#include "disclose/municipal.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "disclose/level.hpp"
#include "disclose/noise.hpp"

namespace trede {
namespace {

class Municipal {
 public:
  Municipal(const Project& project, const Catalogue& catalogue, const AreaSet& areas, const std::vector<OwnAreaParts>& own,
            const PublishedBefore& before)
      : project_(project),
        catalogue_(catalogue),
        areas_(areas),
        own_(own),
        earlier_(before.editions, areas, before.divisions, before.concordances) {}

  Checked<MunicipalCounts> run(Observations& observations, unsigned threads) {
    choose(observations);
    MunicipalCounts out;
    out.levels = levels_;
    out.series.resize(series_.size());
    std::vector<std::vector<std::size_t>> groups = families();
    std::vector<Errors> problems(groups.size());
    std::vector<std::vector<Protection>> results(groups.size());
    parallel_for(groups.size(), threads, [&](std::size_t g) { results[g] = protect(groups[g], problems[g]); });
    Errors errors;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      errors.add(std::move(problems[g]));
      for (std::size_t i = 0; i < results[g].size(); ++i) out.series[groups[g][i]].protection = std::move(results[g][i]);
    }
    if (errors.fatal()) return tl::unexpected(std::move(errors));
    for (std::size_t i = 0; i < series_.size(); ++i) {
      warn(out.series[i].protection, series_[i], out.warnings);
      out.series[i].series = std::move(series_[i]);
    }
    return out;
  }

 private:
  // The publication level of every indicator, and its series at that level.
  void choose(Observations& observations) {
    inhabitants_ = observations.inhabitants;
    levels_ = choose_levels(
        catalogue_, observations, areas_, [&](const SourceId& s) -> const DisclosureConfig& { return rule_for(project_, s); },
        [&](const Series& s, AreaIndex a) {
          const Indicator& indicator = *catalogue_.indicator(s.indicator);
          const DisclosureConfig& rule = rule_for(project_, s.lineage.numerator.source);
          return judge_count(facts_of(s, a, indicator.sensitive, minimum_denominator(rule, catalogue_, indicator)), rule) == Verdict::show;
        },
        earlier_.levels());
    std::vector<Series> rest;
    std::map<IndicatorId, std::vector<Series>> by_indicator;
    for (Series& s : observations.series) {
      if (is_municipal_count(catalogue_, s)) by_indicator[s.indicator].push_back(std::move(s));
      else rest.push_back(std::move(s));
    }
    observations.series = std::move(rest);
    for (const PublicationLevel& level : levels_) {
      const auto found = by_indicator.find(level.indicator);
      if (found == by_indicator.end()) continue;
      if (level.years > 1) yearly_[level.indicator] = found->second;
      // Every level takes part in the relations; what is finer than the publication level is withheld by Gate.
      PublicationLevel all_levels = level;
      all_levels.level = AreaLevel::buurt;
      all_levels.none = false;
      for (Series& s : at_level(catalogue_, all_levels, std::move(found->second), areas_)) series_.push_back(std::move(s));
    }
  }

  [[nodiscard]] const PublicationLevel& level_of(const IndicatorId& id) const {
    return *std::find_if(levels_.begin(), levels_.end(), [&](const PublicationLevel& l) { return l.indicator == id; });
  }

  // Groups of series that links of the catalogue tie within one period.
  [[nodiscard]] std::vector<std::vector<std::size_t>> families() const {
    std::vector<std::size_t> root(series_.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto top = [&](std::size_t i) {
      while (root[i] != i) i = root[i];
      return i;
    };
    std::map<std::pair<IndicatorId, std::string>, std::size_t> at;
    for (std::size_t i = 0; i < series_.size(); ++i) at[{series_[i].indicator, series_[i].period.str()}] = i;
    for (std::size_t i = 0; i < series_.size(); ++i) {
      for (const Link& link : catalogue_.links) {
        if (link.total.indicator != series_[i].indicator || noisy(i)) continue;
        for (const LinkTerm& part : link.parts) {
          const auto found = at.find({part.indicator, series_[i].period.str()});
          if (found == at.end() || noisy(found->second)) continue;
          const std::size_t a = top(i), b = top(found->second);
          root[std::max(a, b)] = std::min(a, b);
        }
      }
    }
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < series_.size(); ++i) groups[top(i)].push_back(i);
    std::vector<std::vector<std::size_t>> out;
    for (auto& [first, group] : groups) out.push_back(std::move(group));
    return out;
  }

  [[nodiscard]] bool noisy(std::size_t i) const {
    return rule_for(project_, series_[i].lineage.numerator.source).method != ProtectionMethod::suppression;
  }

  [[nodiscard]] Member member(std::size_t i) const {
    const Series& s = series_[i];
    Member m;
    m.series = &s;
    m.indicator = catalogue_.indicator(s.indicator);
    m.rule = &rule_for(project_, s.lineage.numerator.source);
    // A denominator that comes from the same extract (a rule's noemer) is a count of the register like any other.
    m.own_denominator = s.lineage.denominator && s.lineage.denominator->source == s.lineage.numerator.source && !s.denominator.empty();
    const Denominator* d = catalogue_.denominator(m.indicator->denominator);
    m.bounded = d != nullptr && d->counts == m.indicator->counts;
    m.sensitive = m.indicator->sensitive;
    m.least_n = minimum_denominator(*m.rule, catalogue_, *m.indicator);
    m.level = level_of(s.indicator).level;
    m.none = level_of(s.indicator).none;
    m.inhabitants = &inhabitants_;
    m.old = earlier_.of(s.indicator, s.period);
    if (s.period.kind() == PeriodKind::span) add_years(m, s);
    return m;
  }

  // Only when an earlier edition showed one of the window's years.
  void add_years(Member& m, const Series& s) const {
    const auto yearly = yearly_.find(s.indicator);
    if (yearly == yearly_.end()) return;
    bool shown = false;
    for (const Series& year : yearly->second) {
      if (year.period.kind() != PeriodKind::year || year.period.first_year() < s.period.first_year() ||
          year.period.first_year() > s.period.last_year() || year.numerator.empty())
        continue;
      m.years.push_back({&year, earlier_.of(year.indicator, year.period)});
      shown = shown || !m.years.back().old.empty();
    }
    if (!shown) m.years.clear();
  }

  std::vector<Protection> protect(const std::vector<std::size_t>& group, Errors& errors) const {
    if (noisy(group.front())) {
      auto noise = add_noise(member(group.front()), areas_, own_, project_.salt);
      if (!noise) {
        errors.add(std::move(noise.error()));
        return {};
      }
      return {std::move(*noise)};
    }
    Family family;
    for (const std::size_t i : group) family.members.push_back(member(i));
    for (const Link& link : catalogue_.links) {
      MemberLink tied;
      tied.remainder = link.rest;
      const auto position = [&](const LinkTerm& term) {
        return std::find_if(group.begin(), group.end(), [&](std::size_t i) { return series_[i].indicator == term.indicator; });
      };
      const auto total = position(link.total);
      if (total == group.end()) continue;
      tied.total = {static_cast<std::size_t>(total - group.begin()), link.total.noemer};
      for (const LinkTerm& part : link.parts) {
        const auto found = position(part);
        // A part without figures in this period is part of the remainder.
        if (found == group.end()) tied.remainder = true;
        else tied.parts.push_back({static_cast<std::size_t>(found - group.begin()), part.noemer});
      }
      if (!tied.parts.empty()) family.links.push_back(std::move(tied));
    }
    return protect_family(family, areas_, own_);
  }

  static void warn(const Protection& p, const Series& s, Errors& warnings) {
    if (p.gave_up)
      warnings.add(
          {"disclose.given_up",
           Failure::disclosure,
           fmt::format("Indicator {} is in {} helemaal achtergehouden: er is geen manier gevonden om een deel veilig te tonen. Kies "
                       "voor deze indicator finest_level = \"wijk\" of \"gemeente\".",
                       s.indicator.str(), s.period.str()),
           fmt::format("Indicator {} is withheld as a whole in {}: no way was found to show a part of it safely. Choose finest_level "
                       "= \"wijk\" or \"gemeente\" for this indicator.",
                       s.indicator.str(), s.period.str()),
           {},
           Severity::warning});
    if (p.known_before)
      warnings.add(
          {"disclose.known_before",
           Failure::disclosure,
           fmt::format("Van indicator {} ({}) was in een vorige editie meer af te leiden dan de regels nu toestaan; achteraf achterhouden "
                       "neemt dat niet terug. Bekijk of die editie nog online moet staan.",
                       s.indicator.str(), s.period.str()),
           fmt::format("An earlier edition lets more be inferred about indicator {} ({}) than the rules allow now; withholding does "
                       "not take that back. Consider whether that edition should stay online.",
                       s.indicator.str(), s.period.str()),
           {},
           Severity::warning});
  }

  const Project& project_;
  const Catalogue& catalogue_;
  const AreaSet& areas_;
  const std::vector<OwnAreaParts>& own_;
  EarlierEditions earlier_;
  std::vector<double> inhabitants_;
  std::vector<PublicationLevel> levels_;
  std::vector<Series> series_;
  std::map<IndicatorId, std::vector<Series>> yearly_;  // of indicators whose years are pooled
};

}  // namespace

const DisclosureConfig& rule_for(const Project& project, const SourceId& source) {
  const auto own = project.disclosure_by_source.find(source);
  return own == project.disclosure_by_source.end() ? project.disclosure : own->second;
}

bool is_municipal_count(const Catalogue& catalogue, const Series& series) {
  const Source* source = catalogue.source(series.lineage.numerator.source);
  return source != nullptr && source->disclosure == SourceDisclosure::counts;
}

Checked<MunicipalCounts> protect_municipal(const Project& project, const Catalogue& catalogue, Observations& observations,
                                           const AreaSet& areas, const std::vector<OwnAreaParts>& own, const PublishedBefore& before,
                                           unsigned threads) {
  return Municipal(project, catalogue, areas, own, before).run(observations, threads);
}

}  // namespace trede
