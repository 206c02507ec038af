// SPDX-License-Identifier: EUPL-1.2
#include "score/scores.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace trede {

std::string_view published_word(NoScore reason) {
  switch (reason) {
    case NoScore::none: return "";
    case NoScore::withheld: return "geheim";
    case NoScore::only_gemeente: return "alleen_gemeente";
    case NoScore::no_data: return "geen_gegevens";
    case NoScore::too_few: return "te_weinig_indicatoren";
    case NoScore::only_wijk: return "alleen_wijk";
  }
  return "";
}

namespace {

constexpr std::size_t kFewestAreas = 5;
constexpr double kMadToSd = 1.4826;

double median(std::vector<double> v) {
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::nth_element(v.begin(), middle, v.end());
  const double upper = *middle;
  if (v.size() % 2 == 1) return upper;
  return (upper + *std::max_element(v.begin(), middle)) / 2.0;
}

double robust_sd(const std::vector<double>& values) {
  if (values.size() < kFewestAreas) return 0.0;
  const double centre = median(values);
  std::vector<double> deviations;
  deviations.reserve(values.size());
  for (const double v : values) deviations.push_back(std::abs(v - centre));
  return kMadToSd * median(std::move(deviations));
}

// Areas of one level by gemeente, so that each gemeente is scored by itself.
std::vector<std::vector<AreaIndex>> groups(const AreaSet& areas) {
  std::vector<std::vector<AreaIndex>> out;
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const auto run = areas.run(level);
    for (AreaIndex a = run.first; a < run.last; ++a) {
      if (a == run.first || areas.gemeente(a) != areas.gemeente(out.back().front())) out.emplace_back();
      out.back().push_back(a);
    }
  }
  const auto gemeenten = areas.run(AreaLevel::gemeente);
  out.emplace_back();
  for (AreaIndex a = gemeenten.first; a < gemeenten.last; ++a) out.back().push_back(a);
  return out;
}

IndicatorScore z_scores(const Indicator& indicator, const PublishedSeries& s, std::size_t index, const AreaSet& areas,
                        const std::vector<std::vector<AreaIndex>>& by_group, AreaIndex reference) {
  IndicatorScore out{indicator.id, index, std::vector<double>(areas.size(), 0.0), std::vector<std::uint8_t>(areas.size(), 0)};
  if (indicator.direction == Direction::context) return out;
  const double sign = indicator.direction == Direction::higher_worse ? 1.0 : -1.0;
  for (const auto& group : by_group) {
    if (group.empty()) continue;
    // One gemeente is compared with the reference of the edition; in a national edition each gemeente's areas with that gemeente.
    AreaIndex against = reference;
    if (areas.level(group.front()) != AreaLevel::gemeente && areas.level(reference) == AreaLevel::gemeente)
      against = areas.gemeente(group.front());
    if (s.missing[against] != Missing::none) continue;
    std::vector<double> values;
    for (const AreaIndex a : group)
      if (s.missing[a] == Missing::none) values.push_back(s.value[a]);
    const double sd = robust_sd(values);
    if (!(sd > 0.0)) continue;
    for (const AreaIndex a : group) {
      if (s.missing[a] != Missing::none) continue;
      out.z[a] = sign * (s.value[a] - s.value[against]) / sd;
      out.has[a] = 1;
    }
  }
  return out;
}

bool shown_at_wijk(const PublishedFigures& figures, const IndicatorId& indicator) {
  return std::any_of(figures.levels().begin(), figures.levels().end(), [&](const PublicationLevel& level) {
    return level.indicator == indicator && level.level == AreaLevel::wijk && !level.none;
  });
}

// Why a cell has no score in an area: the most telling reason of its indicators.
NoScore why(const std::vector<const IndicatorScore*>& scored, const std::vector<const Indicator*>& counted, const PublishedFigures& figures,
            AreaIndex a, AreaLevel level, bool some) {
  bool withheld = false;
  bool coarser = false;
  bool at_wijk = false;
  for (const IndicatorScore* s : scored) {
    const PublishedSeries& series = figures.series()[s->series];
    const bool above = series.missing[a] == Missing::above_level;
    withheld = withheld || (series.status[a] == Status::withheld && !above) || series.missing[a] == Missing::confidential;
    coarser = coarser || above || series.missing[a] == Missing::no_source;
    at_wijk = at_wijk || (above && shown_at_wijk(figures, s->indicator));
  }
  if (withheld) return NoScore::withheld;
  if (some) return NoScore::too_few;
  if (at_wijk && level == AreaLevel::buurt) return NoScore::only_wijk;
  for (const Indicator* i : counted) coarser = coarser || i->finest_level < level;
  return coarser && !scored.empty() ? NoScore::only_gemeente : NoScore::no_data;
}

CellScore cell_score(const Catalogue& catalogue, const PublishedFigures& figures, const Scores& scores, const AreaSet& areas,
                     const Leefgebied& leefgebied, const Trede& trede) {
  CellScore cell;
  cell.trede = trede.id;
  cell.leefgebied = leefgebied.id;
  cell.applicable = leefgebied.applies(trede.id);
  cell.score.assign(areas.size(), 0.0);
  cell.count.assign(areas.size(), 0);
  cell.reason.assign(areas.size(), NoScore::no_data);
  std::vector<const IndicatorScore*> scored;
  std::vector<const Indicator*> counted;
  double all = 0.0;
  for (const Indicator& i : catalogue.indicators) {
    if (!i.in_ladder() || i.trede != trede.id || i.leefgebied != leefgebied.id || i.direction == Direction::context || i.weight <= 0.0)
      continue;
    ++cell.of;
    all += i.weight;
    counted.push_back(&i);
    const auto found =
        std::find_if(scores.indicators.begin(), scores.indicators.end(), [&](const IndicatorScore& s) { return s.indicator == i.id; });
    if (found != scores.indicators.end()) scored.push_back(&*found);
  }
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    double weight = 0.0;
    double sum = 0.0;
    for (const IndicatorScore* s : scored) {
      if (!s->has[a]) continue;
      const double w = catalogue.indicator(s->indicator)->weight;
      weight += w;
      sum += w * s->z[a];
      ++cell.count[a];
    }
    if (weight > 0.0 && 2.0 * weight >= all) {
      cell.score[a] = sum / weight;
      cell.reason[a] = NoScore::none;
    } else {
      cell.reason[a] = why(scored, counted, figures, a, areas.level(a), cell.count[a] > 0);
    }
  }
  return cell;
}

}  // namespace

Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference, unsigned threads) {
  const auto by_group = groups(areas);
  struct Latest {
    const Indicator* indicator;
    std::size_t series;
  };
  std::vector<Latest> latest;
  for (const Indicator& i : catalogue.indicators)
    for (std::size_t k = figures.series().size(); k-- > 0;)
      if (figures.series()[k].indicator == i.id) {
        latest.push_back({&i, k});  // series are in time order, so the last one is the latest
        break;
      }
  Scores out;
  out.indicators.resize(latest.size());
  parallel_for(latest.size(), threads, [&](std::size_t k) {
    out.indicators[k] = z_scores(*latest[k].indicator, figures.series()[latest[k].series], latest[k].series, areas, by_group, reference);
  });
  std::vector<std::pair<const Leefgebied*, const Trede*>> cells;
  for (const Leefgebied& l : catalogue.leefgebieden)
    for (const Trede& t : catalogue.treden) cells.emplace_back(&l, &t);
  out.cells.resize(cells.size());
  parallel_for(cells.size(), threads,
               [&](std::size_t k) { out.cells[k] = cell_score(catalogue, figures, out, areas, *cells[k].first, *cells[k].second); });
  return out;
}

}  // namespace trede
