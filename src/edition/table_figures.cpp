// SPDX-License-Identifier: EUPL-1.2
#include "edition/table_figures.hpp"

#include <algorithm>
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

class ScoresRows : public TableRows {
 public:
  explicit ScoresRows(const EditionView& view) : view_(view), areas_(areas_by_code(view.in.areas, {false, false, true, true})) {
    for (const CellScore& cell : view.in.scores.cells)
      if (cell.applicable && cell.of > 0) cells_.emplace_back(&cell, period_of(view, cell));
    std::sort(cells_.begin(), cells_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.first->trede, a.first->leefgebied) < std::tie(b.first->trede, b.first->leefgebied);
    });
  }
  [[nodiscard]] std::size_t size() const override { return areas_.size() * cells_.size(); }

  void row(std::size_t i, RowSink& sink) const override {
    const AreaIndex area = areas_[i / cells_.size()];
    const auto& [cell, period] = cells_[i % cells_.size()];
    sink.text(view_.in.areas.code(area).view());
    sink.text(to_string(view_.in.areas.level(area)));
    sink.text(period);
    sink.text(cell->trede.str());
    sink.text(cell->leefgebied.str());
    if (cell->reason[area] == NoScore::none) sink.number(cell->score[area], kScoreDecimals);
    else sink.nothing();
    sink.whole(cell->count[area]);
    sink.whole(cell->of);
  }

 private:
  const EditionView& view_;
  std::vector<AreaIndex> areas_;
  std::vector<std::pair<const CellScore*, std::string>> cells_;
};

}  // namespace

std::unique_ptr<TableRows> waarnemingen_rows(const EditionView& view) { return std::make_unique<WaarnemingenRows>(view); }
std::unique_ptr<TableRows> scores_rows(const EditionView& view) { return std::make_unique<ScoresRows>(view); }

}  // namespace trede
