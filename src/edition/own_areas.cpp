// SPDX-License-Identifier: EUPL-1.2
// Own areas (named in monitor.toml) as a resource and as a table.
#include <algorithm>
#include <vector>

#include "edition/columns.hpp"
#include "edition/numbers.hpp"
#include "edition/resources.hpp"
#include "edition/table_figures.hpp"

namespace trede {
namespace {

std::string codes_of(const OwnArea& own) {
  std::string codes;
  for (const AreaCode& code : own.areas) {
    if (!codes.empty()) codes += ' ';
    codes += code.view();
  }
  return codes;
}

// One JSON array over the own areas of a series.
template <class Each>
std::string column_of(const PublishedSeries& series, Each each) {
  std::string out = "[";
  for (const OwnAreaFigure& figure : series.own_areas) {
    if (out.size() > 1) out += ',';
    each(out, figure);
  }
  return out += ']';
}

void write_series(JsonWriter& json, const PublishedSeries& series, const IndicatorView& one) {
  const auto number = [&](double OwnAreaFigure::*what, int decimals) {
    return column_of(series, [&](std::string& out, const OwnAreaFigure& figure) {
      if (figure.missing == Missing::none) append_number(out, figure.*what, decimals);
      else out += "null";
    });
  };
  json.begin_object().field("indicator", one.indicator->id.str()).field("periode", series.period.str());
  json.field("eenheid", published_word(one.indicator->unit)).field_int("decimalen", one.decimals());
  json.key("waarde").raw(number(&OwnAreaFigure::value, one.decimals()));
  json.key("teller").raw(number(&OwnAreaFigure::numerator, one.count_decimals()));
  json.key("noemer").raw(number(&OwnAreaFigure::denominator, one.count_decimals()));
  json.key("status").raw(column_of(
      series, [](std::string& out, const OwnAreaFigure& figure) { append_whole(out, static_cast<std::int64_t>(figure.status)); }));
  json.key("reden").raw(column_of(series, [](std::string& out, const OwnAreaFigure& figure) {
    append_whole(out, static_cast<std::int64_t>(reason_index(figure.missing)));
  }));
  json.end_object();
}

class EigenGebiedenRows : public TableRows {
 public:
  explicit EigenGebiedenRows(const EditionView& view) : view_(view), own_(view.in.figures.own_areas()) {
    std::vector<const IndicatorView*> indicators;
    for (const IndicatorView& one : view.indicators) indicators.push_back(&one);
    std::sort(indicators.begin(), indicators.end(), [](const auto* a, const auto* b) { return a->indicator->id < b->indicator->id; });
    for (std::size_t area = 0; area < own_.size(); ++area)
      for (const IndicatorView* one : indicators)
        for (const std::size_t series : one->series)
          if (area < view.series(series).own_areas.size()) rows_.push_back({area, one, series});
    std::stable_sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) { return own_[a.area].id < own_[b.area].id; });
  }
  [[nodiscard]] std::size_t size() const override { return rows_.size(); }

  void row(std::size_t i, RowSink& sink) const override {
    const Row& at = rows_[i];
    const PublishedSeries& series = view_.series(at.series);
    const OwnAreaFigure& figure = series.own_areas[at.area];
    const Indicator& indicator = *at.indicator->indicator;
    sink.text(own_[at.area].id);
    sink.text(own_[at.area].name.nl);
    sink.text(codes_of(own_[at.area]));
    sink.text(indicator.id.str());
    sink.text(series.period.str());
    const auto number = [&](double value, int decimals) {
      if (figure.missing == Missing::none) sink.number(value, decimals);
      else sink.nothing();
    };
    number(figure.value, at.indicator->decimals());
    number(figure.numerator, at.indicator->count_decimals());
    number(figure.denominator, at.indicator->count_decimals());
    sink.text(published_word(indicator.unit));
    sink.text(published_word(indicator.counts));
    sink.text(published_word(figure.status));
    sink.text(published_word(figure.missing));
    sink.text(series.lineage.numerator.source.str());
  }

 private:
  struct Row {
    std::size_t area;
    const IndicatorView* indicator;
    std::size_t series;
  };
  const EditionView& view_;
  const std::vector<OwnArea>& own_;
  std::vector<Row> rows_;
};

}  // namespace

std::string eigen_gebieden_resource(const EditionView& view) {
  JsonWriter json;
  json.begin_object().key("gebieden").begin_array();
  for (const OwnArea& own : view.in.figures.own_areas()) {
    json.begin_object().field("id", own.id).field("naam", own.name).key("gebieden").begin_array();
    for (const AreaCode& code : own.areas) json.string(code.view());
    json.end_array().end_object();
  }
  json.end_array();
  field_words(json);
  json.key("reeksen").begin_array();
  for (const IndicatorView& one : view.indicators)
    for (const std::size_t i : one.series)
      if (!view.series(i).own_areas.empty()) write_series(json, view.series(i), one);
  json.end_array().end_object();
  return json.take();
}

std::unique_ptr<TableRows> eigen_gebieden_rows(const EditionView& view) { return std::make_unique<EigenGebiedenRows>(view); }

}  // namespace trede
