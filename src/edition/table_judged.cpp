// SPDX-License-Identifier: EUPL-1.2
// The tables of what is said of figures: comparisons, course, estimates, signals.
#include <algorithm>
#include <cmath>

#include "edition/table_figures.hpp"

namespace trede {
namespace {

constexpr int kChanceDecimals = 9;
constexpr int kSlopeExtraDecimals = 2;

std::vector<const IndicatorView*> by_id(const EditionView& view) {
  std::vector<const IndicatorView*> out;
  for (const IndicatorView& one : view.indicators) out.push_back(&one);
  std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->indicator->id < b->indicator->id; });
  return out;
}

void number_or_nothing(RowSink& sink, double value, int decimals) {
  if (std::isfinite(value)) sink.number(value, decimals);
  else sink.nothing();
}

// Rows of one indicator, area and something third: what all three tables have in common.
struct Row {
  const IndicatorView* indicator = nullptr;
  AreaIndex area = kNoArea;
  std::size_t which = 0;
};

class IndicatorRows : public TableRows {
 public:
  explicit IndicatorRows(const EditionView& view) : view_(view), order_(areas_by_code(view.in.areas, {false, true, true, true})) {}
  [[nodiscard]] std::size_t size() const override { return rows_.size(); }

 protected:
  void place(const Row& row, RowSink& sink) const {
    sink.text(view_.in.areas.code(row.area).view());
    sink.text(to_string(view_.in.areas.level(row.area)));
  }
  const EditionView& view_;
  std::vector<AreaIndex> order_;
  std::vector<Row> rows_;
};

// The latest figures against each reference.
class VergelijkingenRows : public IndicatorRows {
 public:
  explicit VergelijkingenRows(const EditionView& view) : IndicatorRows(view) {
    for (const IndicatorView* one : by_id(view)) {
      if (one->series.empty()) continue;
      for (const AreaIndex area : order_)
        for (std::size_t versus = 0; versus < kVersus; ++versus) {
          const Comparison& comparison = view.estimate(one->latest).versus[versus];
          if (!comparison.judgement.empty() && comparison.judgement[area] != Judgement::unknown) rows_.push_back({one, area, versus});
        }
    }
  }
  void row(std::size_t i, RowSink& sink) const override {
    const Row& at = rows_[i];
    const Comparison& comparison = view_.estimate(at.indicator->latest).versus[at.which];
    sink.text(at.indicator->indicator->id.str());
    sink.text(view_.series(at.indicator->latest).period.str());
    place(at, sink);
    sink.text(published_word(static_cast<Versus>(at.which)));
    number_or_nothing(sink, static_cast<double>(comparison.reference[at.area]), at.indicator->decimals());
    sink.text(published_word(comparison.judgement[at.area]));
  }
};

class VerloopRows : public IndicatorRows {
 public:
  explicit VerloopRows(const EditionView& view) : IndicatorRows(view) {
    for (const IndicatorView* one : by_id(view)) {
      if (view.in.estimates.courses.empty() || view.in.estimates.courses[one->position].course.empty()) continue;
      for (const AreaIndex area : order_)
        if (view.in.estimates.courses[one->position].course[area] != Course::unknown) rows_.push_back({one, area, 0});
    }
  }
  void row(std::size_t i, RowSink& sink) const override {
    const Row& at = rows_[i];
    const IndicatorCourse& course = view_.in.estimates.courses[at.indicator->position];
    sink.text(at.indicator->indicator->id.str());
    place(at, sink);
    sink.text(published_word(course.course[at.area]));
    sink.text(published_word(course.reason[at.area]));
    number_or_nothing(sink, static_cast<double>(course.slope[at.area]), at.indicator->decimals() + kSlopeExtraDecimals);
    number_or_nothing(sink, static_cast<double>(course.p[at.area]), kChanceDecimals);
    sink.text(published_word(course.judgement[at.area]));
  }
};

// Figures drawn towards the whole, and synthetic ones, of the latest period.
class SchattingenRows : public IndicatorRows {
 public:
  explicit SchattingenRows(const EditionView& view) : IndicatorRows(view) {
    const auto& synthetic = view.in.estimates.synthetic;
    for (const IndicatorView* one : by_id(view)) {
      if (one->series.empty()) continue;
      const SeriesEstimate& estimate = view.estimate(one->latest);
      const auto made =
          std::find_if(synthetic.begin(), synthetic.end(), [&](const Synthetic& s) { return s.indicator == one->indicator->id; });
      for (const AreaIndex area : order_) {
        if (!estimate.has_smoothed.empty() && estimate.has_smoothed[area] != 0) rows_.push_back({one, area, kSmoothed});
        if (made != synthetic.end() && made->has[area] != 0)
          rows_.push_back({one, area, static_cast<std::size_t>(made - synthetic.begin())});
      }
    }
  }
  void row(std::size_t i, RowSink& sink) const override {
    const Row& at = rows_[i];
    const bool smoothed = at.which == kSmoothed;
    const SeriesEstimate& estimate = view_.estimate(at.indicator->latest);
    const Synthetic* made = smoothed ? nullptr : &view_.in.estimates.synthetic[at.which];
    sink.text(at.indicator->indicator->id.str());
    sink.text(view_.series(smoothed ? at.indicator->latest : made->series).period.str());
    place(at, sink);
    sink.text(smoothed ? "vereffend" : "synthetisch");
    sink.number(smoothed ? estimate.smoothed[at.area] : made->value[at.area], at.indicator->decimals());
    sink.number(smoothed ? estimate.smoothed_lower[at.area] : made->lower[at.area], at.indicator->decimals());
    sink.number(smoothed ? estimate.smoothed_upper[at.area] : made->upper[at.area], at.indicator->decimals());
  }

 private:
  static constexpr std::size_t kSmoothed = SIZE_MAX;
};

class SignalenRows : public TableRows {
 public:
  explicit SignalenRows(const EditionView& view) : view_(view) {}
  [[nodiscard]] std::size_t size() const override { return view_.in.signals.list.size(); }
  void row(std::size_t i, RowSink& sink) const override {
    const Signal& signal = view_.in.signals.list[i];
    sink.text(signal.id);
    sink.text(published_word(signal.kind));
    sink.text(to_string(signal.level));
    std::string areas, indicators;
    for (const AreaIndex area : signal.areas) (areas += areas.empty() ? "" : " ") += view_.in.areas.code(area).view();
    for (const IndicatorId& id : signal.indicators) (indicators += indicators.empty() ? "" : " ") += id.str();
    sink.text(areas);
    sink.text(indicators);
    sink.text(signal.period.empty() ? std::string() : signal.period.str());
    sink.text(signal.sentence.nl);
    sink.text(signal.sentence.en);
    sink.text(signal.not_for.nl);
    sink.text(published_word(signal.strength));
    number_or_nothing(sink, signal.p, kChanceDecimals);
    number_or_nothing(sink, signal.q, kChanceDecimals);
  }

 private:
  const EditionView& view_;
};

}  // namespace

std::unique_ptr<TableRows> judged_rows(std::string_view table, const EditionView& view) {
  if (table == "schattingen") return std::make_unique<SchattingenRows>(view);
  if (table == "signalen") return std::make_unique<SignalenRows>(view);
  if (table == "vergelijkingen") return std::make_unique<VergelijkingenRows>(view);
  if (table == "verloop") return std::make_unique<VerloopRows>(view);
  return nullptr;
}

}  // namespace trede
