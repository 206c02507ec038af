// SPDX-License-Identifier: EUPL-1.2
#include "score/ladder.hpp"

#include <algorithm>
#include <numeric>

namespace trede {

namespace kernel = stat::composite;

bool is_modelled(const Catalogue& catalogue, const Indicator& indicator, const PublishedSeries* series) {
  if (indicator.measure == Measure::modelled_share) return true;
  const Source* source = series == nullptr ? nullptr : catalogue.source(series->lineage.numerator.source);
  return source != nullptr && source->modelled;
}

ScoreColumn& column_of(Scores& scores, std::size_t group) {
  if (group < scores.cells.size()) return scores.cells[group];
  return scores.groups[group - scores.cells.size()];
}

kernel::Aggregate rule_of(const ScoreSettings& settings) {
  const auto how = settings.aggregation == ScoreMean::arithmetic  ? kernel::Aggregation::arithmetic
                   : settings.aggregation == ScoreMean::geometric ? kernel::Aggregation::geometric
                                                                  : kernel::Aggregation::harmonic;
  return {.how = how, .minimum_coverage = settings.minimum_coverage, .modelled_share = settings.modelled_share};
}

namespace {

class Builder {
 public:
  Builder(const Catalogue& catalogue, const PublishedFigures& figures, Scores& scores)
      : catalogue_(catalogue), figures_(figures), scores_(scores) {
    ladder_.indicators = scores.indicators.size();
    ladder_.cells = catalogue.leefgebieden.size() * catalogue.treden.size();
  }

  Ladder build() {
    for (const Leefgebied& l : catalogue_.leefgebieden)
      for (const Trede& t : catalogue_.treden) add_cell(l, t);
    std::vector<std::pair<std::size_t, double>> treden;
    for (std::size_t t = 0; t < catalogue_.treden.size(); ++t) {
      const LadderGroup domains = add_domains(t);
      if (domains.child.empty()) continue;
      const std::size_t column = add(domains, {.level = ScoreLevel::trede, .trede = catalogue_.treden[t].id});
      const double weight = weight_in(scores_.settings.treden, catalogue_.treden[t].id.str());
      if (weight > 0.0) treden.emplace_back(column, weight);
    }
    if (scores_.settings.total && !treden.empty()) {
      LadderGroup all;
      for (const auto& [column, weight] : treden) push(all, column, weight, false);
      add(all, {.level = ScoreLevel::total});
    }
    return std::move(ladder_);
  }

 private:
  static void push(LadderGroup& group, std::size_t column, double weight, bool modelled) {
    group.child.push_back(static_cast<std::uint32_t>(column));
    group.weight.push_back(weight);
    group.modelled.push_back(modelled ? 1 : 0);
  }

  static double weight_in(const std::map<std::string, double>& weights, const std::string& id) {
    const auto found = weights.find(id);
    return found == weights.end() ? 1.0 : found->second;
  }

  void add_cell(const Leefgebied& leefgebied, const Trede& trede) {
    CellScore cell;
    cell.trede = trede.id;
    cell.leefgebied = leefgebied.id;
    cell.applicable = leefgebied.applies(trede.id);
    LadderGroup group;
    std::vector<const Indicator*> counted;
    for (const Indicator& i : catalogue_.indicators) {
      if (!i.in_ladder() || i.trede != trede.id || i.leefgebied != leefgebied.id || i.direction == Direction::context || i.weight <= 0.0)
        continue;
      counted.push_back(&i);
      const auto found =
          std::find_if(scores_.indicators.begin(), scores_.indicators.end(), [&](const IndicatorScore& s) { return s.indicator == i.id; });
      const bool has = found != scores_.indicators.end();
      const bool modelled = is_modelled(catalogue_, i, has ? &figures_.series()[found->series] : nullptr);
      push(group, has ? static_cast<std::size_t>(found - scores_.indicators.begin()) : ladder_.nothing(), i.weight, modelled);
      cell.of_modelled += modelled ? 1 : 0;
    }
    cell.of = static_cast<int>(counted.size());
    scores_.cells.push_back(std::move(cell));
    ladder_.groups.push_back(std::move(group));
    ladder_.counted.push_back(std::move(counted));
  }

  // Adds the domains of a trede and gives them back as the children of that trede.
  LadderGroup add_domains(std::size_t trede) {
    LadderGroup out;
    for (const Domein& domein : catalogue_.domeinen) {
      LadderGroup group;
      for (std::size_t l = 0; l < catalogue_.leefgebieden.size(); ++l) {
        const Leefgebied& leefgebied = catalogue_.leefgebieden[l];
        const std::size_t cell = l * catalogue_.treden.size() + trede;
        const double weight = weight_in(scores_.settings.weights, leefgebied.id.str());
        if (leefgebied.domein != domein.id || scores_.cells[cell].of == 0 || !scores_.cells[cell].applicable || weight <= 0.0) continue;
        push(group, ladder_.first_group() + cell, weight, false);
      }
      if (group.child.empty()) continue;
      const double joint = std::accumulate(group.weight.begin(), group.weight.end(), 0.0);
      push(out, add(group, {.level = ScoreLevel::domein, .trede = catalogue_.treden[trede].id, .domein = domein.id}), joint, false);
    }
    return out;
  }

  struct What {
    ScoreLevel level = ScoreLevel::trede;
    TredeId trede = {};
    DomeinId domein = {};
  };
  std::size_t add(LadderGroup group, const What& what) {
    GroupScore score;
    score.level = what.level;
    score.trede = what.trede;
    score.domein = what.domein;
    score.of = static_cast<int>(group.child.size());
    scores_.groups.push_back(std::move(score));
    ladder_.groups.push_back(std::move(group));
    return ladder_.columns() - 1;
  }

  const Catalogue& catalogue_;
  const PublishedFigures& figures_;
  Scores& scores_;
  Ladder ladder_;
};

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

// Above the cells: what most of the scores below lack; with some there it is too few of them.
NoScore why_above(const LadderGroup& group, const Ladder& ladder, Scores& scores, AreaIndex a, bool some) {
  if (some) return NoScore::too_few;
  NoScore out = NoScore::no_data;
  for (const std::uint32_t child : group.child) {
    const NoScore below = column_of(scores, child - ladder.first_group()).reason[a];
    if (below == NoScore::withheld) return below;
    if (out == NoScore::no_data) out = below;
  }
  return out;
}

}  // namespace

Ladder build_ladder(const Catalogue& catalogue, const PublishedFigures& figures, Scores& scores) {
  return Builder(catalogue, figures, scores).build();
}

void fill_scores(const Ladder& ladder, const Catalogue&, const PublishedFigures& figures, const AreaSet& areas, Scores& scores) {
  const std::size_t n = areas.size();
  const std::vector<std::uint8_t> nothing(n, 0);
  const std::vector<double> zero(n, 0.0);
  std::vector<kernel::Column> columns(ladder.columns());
  for (std::size_t i = 0; i < ladder.indicators; ++i) columns[i] = {scores.indicators[i].z.data(), scores.indicators[i].has.data()};
  columns[ladder.nothing()] = {zero.data(), nothing.data()};
  std::vector<std::vector<std::uint8_t>> has(ladder.groups.size(), std::vector<std::uint8_t>(n, 0));
  const kernel::Aggregate rule = rule_of(scores.settings);
  for (std::size_t g = 0; g < ladder.groups.size(); ++g) {
    ScoreColumn& out = column_of(scores, g);
    const bool cell = g < ladder.cells;
    auto& count = cell ? scores.cells[g].count : scores.groups[g - ladder.cells].count;
    out.score.assign(n, 0.0);
    out.reason.assign(n, NoScore::none);
    out.only_modelled.assign(n, 0);
    count.assign(n, 0);
    kernel::aggregate(ladder.groups[g].view(), columns.data(), 0, n, rule,
                      {.score = {out.score.data(), has[g].data()}, .only_modelled = out.only_modelled.data(), .count = count.data()});
    columns[ladder.first_group() + g] = {out.score.data(), has[g].data()};

    std::vector<const IndicatorScore*> scored;
    if (cell)
      for (const std::uint32_t child : ladder.groups[g].child)
        if (child != ladder.nothing()) scored.push_back(&scores.indicators[child]);
    for (AreaIndex a = 0; a < n; ++a) {
      if (has[g][a]) {
        if (!cell)
          out.only_modelled[a] = std::all_of(ladder.groups[g].child.begin(), ladder.groups[g].child.end(), [&](std::uint32_t child) {
            return !columns[child].has[a] || column_of(scores, child - ladder.first_group()).only_modelled[a] != 0;
          });
      } else if (cell) {
        out.reason[a] = why(scored, ladder.counted[g], figures, a, areas.level(a), count[a] > 0);
      } else {
        out.reason[a] = why_above(ladder.groups[g], ladder, scores, a, count[a] > 0);
      }
    }
  }
}

}  // namespace trede
