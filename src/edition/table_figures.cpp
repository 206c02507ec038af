// SPDX-License-Identifier: EUPL-1.2
#include "edition/table_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace trede {
namespace {

// One series of the table: its rows are the areas of the levels about which it says something.
struct Segment {
  const IndicatorView* indicator = nullptr;
  std::size_t series = 0;
  std::size_t first_row = 0;
  const std::vector<AreaIndex>* areas = nullptr;
  std::string period;
};

class WaarnemingenRows : public TableRows {
 public:
  explicit WaarnemingenRows(const EditionView& view) : view_(view) {
    std::vector<const IndicatorView*> indicators;
    for (const IndicatorView& one : view.indicators) indicators.push_back(&one);
    std::sort(indicators.begin(), indicators.end(), [](const auto* a, const auto* b) { return a->indicator->id < b->indicator->id; });
    for (const IndicatorView* one : indicators)
      for (const std::size_t i : one->series) add(*one, i);
  }
  [[nodiscard]] std::size_t size() const override { return size_; }

  void row(std::size_t i, RowSink& sink) const override {
    const Segment& segment = *std::prev(
        std::upper_bound(segments_.begin(), segments_.end(), i, [](std::size_t r, const Segment& s) { return r < s.first_row; }));
    const AreaIndex area = (*segment.areas)[i - segment.first_row];
    const PublishedSeries& series = view_.series(segment.series);
    const Indicator& indicator = *segment.indicator->indicator;
    sink.text(indicator.id.str());
    sink.text(segment.period);
    sink.text(view_.in.areas.code(area).view());
    sink.whole(view_.in.areas.vintage().year);
    sink.text(to_string(view_.in.areas.level(area)));
    figures(segment, series, area, sink);
    sink.text(published_word(indicator.unit));
    sink.text(published_word(indicator.counts));
    sink.text(published_word(series.status[area]));
    sink.text(published_word(series.missing[area]));
    sink.text(series.treatment);
    sink.text(series.lineage.numerator.source.str());
    const auto& reliability = view_.estimate(segment.series).reliability;
    if (series.missing[area] == Missing::none && !reliability.empty()) sink.text(published_word(reliability[area]));
    else sink.nothing();
  }

 private:
  void add(const IndicatorView& one, std::size_t i) {
    auto [order, fresh] = orders_.try_emplace(view_.says[i]);
    if (fresh) order->second = areas_by_code(view_.in.areas, view_.says[i]);
    segments_.push_back({&one, i, size_, &order->second, view_.series(i).period.str()});
    size_ += order->second.size();
  }

  void figures(const Segment& segment, const PublishedSeries& series, AreaIndex area, RowSink& sink) const {
    if (series.missing[area] != Missing::none) {
      for (int cell = 0; cell < 6; ++cell) sink.nothing();
      return;
    }
    const SeriesEstimate& estimate = view_.estimate(segment.series);
    const bool interval = !estimate.lower.empty() && estimate.has[area] != 0;
    const auto cell = [&](const std::vector<double>& column, int decimals, bool there) {
      if (there && !column.empty()) sink.number(column[area], decimals);
      else sink.nothing();
    };
    cell(series.value, segment.indicator->decimals(), true);
    cell(estimate.lower, segment.indicator->decimals(), interval);
    cell(estimate.upper, segment.indicator->decimals(), interval);
    cell(series.numerator, segment.indicator->count_decimals(), true);
    cell(series.denominator, segment.indicator->count_decimals(), true);
    cell(series.respondents, 0, true);
  }

  const EditionView& view_;
  std::vector<Segment> segments_;
  std::map<LevelFlags, std::vector<AreaIndex>> orders_;
  std::size_t size_ = 0;
};

// The latest period of a cell's indicators that have a score.
std::string period_of(const EditionView& view, const CellScore& cell) {
  Period latest;
  for (const IndicatorScore& score : view.in.scores.indicators) {
    const Indicator* indicator = view.in.catalogue.indicator(score.indicator);
    if (indicator == nullptr || indicator->trede != cell.trede || indicator->leefgebied != cell.leefgebied) continue;
    const Period& period = view.series(score.series).period;
    if (latest.empty() || latest < period) latest = period;
  }
  return latest.empty() ? std::string() : latest.str();
}

// The latest period among the indicators of some cells.
std::string latest_period(const EditionView& view, const GroupScore& group) {
  Period latest;
  for (const IndicatorScore& score : view.in.scores.indicators) {
    const Indicator* indicator = view.in.catalogue.indicator(score.indicator);
    if (indicator == nullptr || (!group.trede.empty() && indicator->trede != group.trede)) continue;
    const Leefgebied* leefgebied = view.in.catalogue.leefgebied(indicator->leefgebied);
    if (!group.domein.empty() && (leefgebied == nullptr || leefgebied->domein != group.domein)) continue;
    const Period& period = view.series(score.series).period;
    if (latest.empty() || latest < period) latest = period;
  }
  return latest.empty() ? std::string() : latest.str();
}

// A cell, or what stands above cells.
struct ScoreRow {
  std::string_view kind;
  std::string trede, domein, leefgebied, period;
  const ScoreColumn* column = nullptr;
  const std::vector<std::uint16_t>* count = nullptr;
  int of = 0;
};

class ScoresRows : public TableRows {
 public:
  explicit ScoresRows(const EditionView& view)
      : view_(view), areas_(areas_by_code(view.in.areas, {false, view.in.all_gemeenten, true, true})) {
    for (const CellScore& cell : view.in.scores.cells) {
      if (!cell.applicable || cell.of == 0) continue;
      const Leefgebied* leefgebied = view.in.catalogue.leefgebied(cell.leefgebied);
      rows_.push_back({"cel", cell.trede.str(), leefgebied == nullptr ? std::string() : leefgebied->domein.str(), cell.leefgebied.str(),
                       period_of(view, cell), &cell, &cell.count, cell.of});
    }
    for (const GroupScore& group : view.in.scores.groups)
      if (group.of > 0)
        rows_.push_back({published_word(group.level), group.trede.str(), group.domein.str(), "", latest_period(view, group), &group,
                         &group.count, group.of});
    std::sort(rows_.begin(), rows_.end(), [](const ScoreRow& a, const ScoreRow& b) {
      return std::tie(a.trede, a.leefgebied, a.kind, a.domein) < std::tie(b.trede, b.leefgebied, b.kind, b.domein);
    });
  }
  [[nodiscard]] std::size_t size() const override { return areas_.size() * rows_.size(); }

  void row(std::size_t i, RowSink& sink) const override {
    const AreaIndex area = areas_[i / rows_.size()];
    const ScoreRow& at = rows_[i % rows_.size()];
    sink.text(view_.in.areas.code(area).view());
    sink.text(to_string(view_.in.areas.level(area)));
    sink.text(at.period);
    sink.text(at.trede);
    sink.text(at.leefgebied);
    const ScoreColumn& scores = *at.column;
    const bool there = scores.reason[area] == NoScore::none;
    if (there) sink.number(scores.score[area], kScoreDecimals);
    else sink.nothing();
    sink.whole((*at.count)[area]);
    sink.whole(at.of);
    sink.text(at.kind);
    sink.text(at.domein);
    certainty(scores, area, there, sink);
  }

 private:
  static void certainty(const ScoreColumn& scores, AreaIndex area, bool there, RowSink& sink) {
    const auto bound = [&](const std::vector<float>& column) {
      if (there && !column.empty() && std::isfinite(column[area])) sink.number(static_cast<double>(column[area]), kScoreDecimals);
      else sink.nothing();
    };
    bound(scores.lower);
    bound(scores.upper);
    const bool ranked = there && !scores.rank.empty() && scores.rank[area] != 0;
    for (const auto* column : {&scores.rank, &scores.rank_lower, &scores.rank_upper, &scores.ranked}) {
      if (ranked && !column->empty()) sink.whole((*column)[area]);
      else sink.nothing();
    }
    if (ranked && !scores.in_top.empty()) sink.number(static_cast<double>(scores.in_top[area]), kScoreDecimals);
    else sink.nothing();
    if (there && !scores.only_modelled.empty()) sink.text(scores.only_modelled[area] != 0 ? "ja" : "nee");
    else sink.nothing();
  }

  const EditionView& view_;
  std::vector<AreaIndex> areas_;
  std::vector<ScoreRow> rows_;
};

}  // namespace

std::unique_ptr<TableRows> waarnemingen_rows(const EditionView& view) { return std::make_unique<WaarnemingenRows>(view); }
std::unique_ptr<TableRows> scores_rows(const EditionView& view) { return std::make_unique<ScoresRows>(view); }

}  // namespace trede
