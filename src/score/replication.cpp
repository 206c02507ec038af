// SPDX-License-Identifier: EUPL-1.2
#include "score/replication.hpp"

#include <algorithm>
#include <optional>

#include "score/withheld.hpp"
#include "stat/composite/draws.hpp"
#include "stat/intervals.hpp"
#include "stat/random.hpp"

namespace trede {
namespace {

namespace kernel = stat::composite;

const Scores& constant(const Scores& s) { return s; }
const ScoreColumn& column_of(const Scores& scores, std::size_t group) {
  return group < scores.cells.size() ? static_cast<const ScoreColumn&>(constant(scores).cells[group])
                                     : scores.groups[group - scores.cells.size()];
}

// The draws of one indicator in one group. Movable: what view() points at lies in vectors.
class IndicatorDraws {
 public:
  IndicatorDraws(const UncertaintyInput& in, const Scores& scores, std::size_t column, std::size_t group)
      : ruler_(in.rulers[column][group]) {
    const IndicatorScore& score = scores.indicators[column];
    const PublishedSeries& series = in.figures.series()[score.series];
    const SeriesEstimate& estimate = in.estimates.series[score.series];
    const AreaGroup& areas = in.groups[group];
    linear_ = ruler_.sorted.empty();
    const std::size_t n = areas.size();
    has_.assign(score.has.begin() + areas.first, score.has.begin() + areas.last);
    middle_.assign(n, 0.0);
    down_.assign(n, 0.0);
    up_.assign(n, 0.0);
    const bool intervals = !estimate.lower.empty();
    for (std::size_t k = 0; k < n; ++k) {
      const auto a = static_cast<AreaIndex>(areas.first + k);
      if (!has_[k]) continue;
      middle_[k] = linear_ ? score.z[a] : series.value[a];
      if (intervals && estimate.has[a])
        kernel::interval_widths(ruler_.view(), middle_[k], estimate.lower[a], estimate.upper[a], down_[k], up_[k]);
    }
    if (ruler_.usable) withheld_.emplace(*in.catalogue.indicator(score.indicator), series, in.figures, in.areas, areas);
    const bool outside = areas.reference != kNoArea && (areas.reference < areas.first || areas.reference >= areas.last);
    if (scores.settings.normalisation == ScoreScale::robust_z && ruler_.usable && outside && intervals && estimate.has[areas.reference])
      reference_ = ruler_.linear.factor / ruler_.linear.spread *
                   std::max(0.0, estimate.upper[areas.reference] - estimate.lower[areas.reference]) / (2.0 * stat::kZ95);
  }

  [[nodiscard]] bool any() const {
    return std::find(has_.begin(), has_.end(), 1) != has_.end() || (withheld_ && !withheld_->places().empty());
  }

  [[nodiscard]] kernel::FigureColumn view() const {
    return {.has = has_.data(),
            .middle = middle_.data(),
            .down = down_.data(),
            .up = up_.data(),
            .reference = reference_,
            .scale = ruler_.view(),
            .withheld = withheld_ ? withheld_->view() : kernel::WithheldPlaces{}};
  }

 private:
  const Ruler& ruler_;
  bool linear_ = true;
  double reference_ = 0.0;  // standard error of the reference, on the scale
  std::vector<std::uint8_t> has_;
  std::vector<double> middle_, down_, up_;  // on the scale when it is linear, else in the indicator's unit
  std::optional<WithheldFigures> withheld_;
};

class Replications {
 public:
  Replications(const UncertaintyInput& in, const Scores& scores, std::size_t group, std::size_t replications)
      : in_(in), scores_(scores), group_(in.groups[group]), replications_(replications), n_(group_.size()) {
    const std::size_t columns = in.ladder.columns();
    value_.assign(columns, std::vector<double>());
    has_.assign(columns, std::vector<std::uint8_t>());
    for (std::size_t i = 0; i < in.ladder.indicators; ++i) {
      IndicatorDraws draws(in, scores, i, group);
      if (!draws.any()) continue;
      drawn_.emplace_back(i, std::move(draws));
    }
    for (std::size_t c = 0; c < columns; ++c) {
      value_[c].assign(n_, 0.0);
      has_[c].assign(n_, 0);
      view_.push_back({value_[c].data(), has_[c].data()});
    }
    random_.resize(drawn_.size() * n_);
    work_.resize(n_);
    out_.resize(in.ladder.groups.size());
    for (std::size_t g = 0; g < out_.size(); ++g) {
      const auto& reason = column_of(scores, g).reason;
      exists_.emplace_back(n_);
      for (std::size_t k = 0; k < n_; ++k) exists_[g][k] = reason[group_.first + k] == NoScore::none ? 1 : 0;
      if (std::find(exists_[g].begin(), exists_[g].end(), 1) != exists_[g].end()) out_[g].resize(replications * n_);
    }
    weights_ = in.ladder.groups;
  }

  std::vector<std::vector<float>> run() {
    for (std::size_t r = 0; r < replications_; ++r) one(static_cast<std::uint32_t>(r));
    return std::move(out_);
  }

 private:
  void one(std::uint32_t r) {
    const std::uint64_t seed = scores_.settings.seed;
    const double* normal = kernel::NormalTable::get().data();
    kernel::draw_random(seed, r, group_.first, n_, drawn_.size(), random_.data());
    stat::Philox reference(seed, r, kernel::kReferenceItem | (group_.reference == kNoArea ? 0 : group_.reference));
    for (std::size_t d = 0; d < drawn_.size(); ++d) {
      const auto& [column, draws] = drawn_[d];
      kernel::draw_column(draws.view(), n_, normal, random_.data() + d * n_, reference.next(), work_.data(),
                          {value_[column].data(), has_[column].data()});
    }
    vary_weights(r);
    kernel::Aggregate rule = rule_of(scores_.settings);
    rule.minimum_coverage = 0.0;  // where the edition has a score
    for (std::size_t g = 0; g < out_.size(); ++g) {
      const std::size_t c = in_.ladder.first_group() + g;
      if (out_[g].empty()) continue;
      kernel::replicate_group(weights_[g].view(), view_.data(), n_, rule, exists_[g].data(), {value_[c].data(), has_[c].data()});
      for (std::size_t k = 0; k < n_; ++k) out_[g][r * n_ + k] = static_cast<float>(value_[c][k]);
    }
  }

  // Indicators within their cell and leefgebieden within their domain; what lies above follows from those.
  void vary_weights(std::uint32_t r) {
    const double noise = scores_.settings.weight_noise;
    if (!(noise > 0.0)) return;
    for (std::size_t g = 0; g < weights_.size(); ++g) {
      const bool cell = g < in_.ladder.cells;
      if (!cell && scores_.groups[g - in_.ladder.cells].level != ScoreLevel::domein) continue;
      const auto& weight = in_.ladder.groups[g].weight;
      kernel::draw_weights(scores_.settings.seed, r, static_cast<std::uint32_t>(g), weight.data(), nullptr, weight.size(), noise,
                           weights_[g].weight.data());
    }
  }

  const UncertaintyInput& in_;
  const Scores& scores_;
  const AreaGroup& group_;
  std::size_t replications_, n_;
  std::vector<std::pair<std::size_t, IndicatorDraws>> drawn_;
  std::vector<std::vector<double>> value_;
  std::vector<std::vector<std::uint8_t>> has_, exists_;
  std::vector<kernel::Column> view_;
  std::vector<LadderGroup> weights_;
  std::vector<std::uint32_t> random_;
  std::vector<double> work_;
  std::vector<std::vector<float>> out_;
};

}  // namespace

std::vector<std::vector<float>> replicate(const UncertaintyInput& input, const Scores& scores, std::size_t group,
                                          std::size_t replications) {
  return Replications(input, scores, group, replications).run();
}

}  // namespace trede
