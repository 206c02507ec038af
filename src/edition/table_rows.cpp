// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>

#include "edition/rows.hpp"
#include "edition/table_figures.hpp"

namespace trede {
namespace {

class GebiedenRows : public TableRows {
 public:
  explicit GebiedenRows(const EditionView& view) : view_(view), order_(areas_by_code(view.in.areas, {true, true, true, true})) {}
  [[nodiscard]] std::size_t size() const override { return order_.size(); }
  void row(std::size_t i, RowSink& sink) const override {
    const AreaSet& areas = view_.in.areas;
    const AreaIndex area = order_[i];
    const AreaLevel level = areas.level(area);
    sink.text(areas.code(area).view());
    sink.whole(areas.vintage().year);
    sink.text(to_string(level));
    sink.text(areas.name(area));
    if (level == AreaLevel::buurt) sink.text(areas.code(areas.parent(area)).view());
    else sink.nothing();
    if (level != AreaLevel::land && areas.gemeente(area) != kNoArea) sink.text(areas.code(areas.gemeente(area)).view());
    else sink.nothing();
    const auto& inhabitants = view_.in.figures.inhabitants();
    if (!inhabitants.empty() && inhabitants[area] >= 0) sink.whole(static_cast<std::int64_t>(inhabitants[area] + 0.5));
    else sink.nothing();
    place(area, sink);
  }

 private:
  void place(AreaIndex area, RowSink& sink) const {
    if (view_.in.measures.empty() || !view_.in.measures[area]) {
      for (int cell = 0; cell < 3; ++cell) sink.nothing();
      return;
    }
    const AreaMeasures& measures = *view_.in.measures[area];
    sink.number(measures.area_km2, 2);
    sink.number(measures.centre_rd.x, 0);
    sink.number(measures.centre_rd.y, 0);
  }
  const EditionView& view_;
  std::vector<AreaIndex> order_;
};

class IndicatorenRows : public TableRows {
 public:
  explicit IndicatorenRows(const EditionView& view) : catalogue_(view.in.catalogue) {
    for (const IndicatorView& one : view.indicators) order_.push_back(&one);
    std::sort(order_.begin(), order_.end(), [](const auto* a, const auto* b) { return a->indicator->id < b->indicator->id; });
  }
  [[nodiscard]] std::size_t size() const override { return order_.size(); }
  void row(std::size_t i, RowSink& sink) const override {
    const Indicator& one = *order_[i]->indicator;
    const Leefgebied* leefgebied = catalogue_.leefgebied(one.leefgebied);
    for (const std::string_view text :
         {std::string_view(one.id.str()), std::string_view(one.variant_of.str()), std::string_view(one.name.nl),
          std::string_view(one.name.en), std::string_view(one.definition.nl), std::string_view(one.trede.str())})
      sink.text(text);
    sink.text(leefgebied == nullptr ? std::string_view() : std::string_view(leefgebied->domein.str()));
    sink.text(one.leefgebied.str());
    sink.text(one.group);
    sink.text(published_word(one.unit));
    sink.text(published_word(one.counts));
    sink.whole(one.decimals);
    sink.text(published_word(one.measure));
    sink.text(published_word(one.direction));
    sink.text(to_string(one.finest_level));
    sink.text(published_word(one.access));
    sink.text(one.licence);
    sink.text(published_word(one.verified));
    sink.number(one.weight, 3);
    published_at(order_[i]->published_at, sink);
  }

 private:
  static void published_at(const PublicationLevel* level, RowSink& sink) {
    if (level == nullptr) {
      for (int cell = 0; cell < 3; ++cell) sink.nothing();
      return;
    }
    sink.text(level_word(*level));
    sink.whole(level->years);
    sink.text(level->why.nl);
  }

  const Catalogue& catalogue_;
  std::vector<const IndicatorView*> order_;
};

class BronnenRows : public TableRows {
 public:
  explicit BronnenRows(const EditionView& view) : view_(view) {}
  [[nodiscard]] std::size_t size() const override { return view_.in.figures.sources().size(); }
  void row(std::size_t i, RowSink& sink) const override {
    const PublishedSource& file = view_.in.figures.sources()[i];
    const Source* source = view_.in.catalogue.source(file.source);
    sink.text(file.source.str());
    sink.text(source == nullptr ? std::string_view() : std::string_view(source->name.nl));
    sink.text(source == nullptr ? std::string_view() : std::string_view(source->organisation));
    sink.text(file.table.str());
    sink.whole(file.vintage);
    sink.text(file.retrieved);
    sink.text(file.modified);
    sink.text(source == nullptr ? std::string_view() : std::string_view(source->licence));
    sink.text(source == nullptr ? std::string_view() : published_word(source->access));
    sink.text(source == nullptr ? std::string_view() : std::string_view(source->treatment.nl));
    sink.text(file.sha256);
  }

 private:
  const EditionView& view_;
};

class ConcordantieRows : public TableRows {
 public:
  explicit ConcordantieRows(const EditionView& view) : view_(view) {
    for (const Concordance& step : view.in.concordances)
      for (const Edge& edge : step.edges) edges_.emplace_back(&step, &edge);
  }
  [[nodiscard]] std::size_t size() const override { return edges_.size(); }
  void row(std::size_t i, RowSink& sink) const override {
    const auto& [step, edge] = edges_[i];
    sink.whole(step->from.year);
    sink.whole(step->to.year);
    sink.text(view_.division(step->from).code(edge->from).view());
    sink.text(view_.division(step->to).code(edge->to).view());
    sink.text(published_word(edge->kind));
    sink.number(edge->share, kShareDecimals);
    sink.text(published_word(edge->basis));
  }

 private:
  const EditionView& view_;
  std::vector<std::pair<const Concordance*, const Edge*>> edges_;
};

}  // namespace

std::vector<AreaIndex> areas_by_code(const AreaSet& areas, const LevelFlags& levels) {
  std::vector<AreaIndex> order;
  for (AreaIndex area = 0; area < areas.size(); ++area)
    if (levels[at(areas.level(area))]) order.push_back(area);
  std::sort(order.begin(), order.end(), [&](AreaIndex a, AreaIndex b) { return areas.code(a) < areas.code(b); });
  return order;
}

std::unique_ptr<TableRows> table_rows(const TableContract& contract, const EditionView& view) {
  if (contract.name == "bronnen") return std::make_unique<BronnenRows>(view);
  if (contract.name == "concordantie") return std::make_unique<ConcordantieRows>(view);
  if (contract.name == "eigen_gebieden") return eigen_gebieden_rows(view);
  if (contract.name == "gebieden") return std::make_unique<GebiedenRows>(view);
  if (contract.name == "indicatoren") return std::make_unique<IndicatorenRows>(view);
  if (contract.name == "scores") return scores_rows(view);
  if (contract.name == "waarnemingen") return waarnemingen_rows(view);
  if (auto rows = judged_rows(contract.name, view)) return rows;
  throw std::logic_error("a table of the contract has no rows");
}

}  // namespace trede
