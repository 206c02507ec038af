// SPDX-License-Identifier: EUPL-1.2
#include "score/uncertainty.hpp"

#include <algorithm>
#include <limits>

#include "base/parallel.hpp"
#include "score/replication.hpp"

namespace trede {
namespace {

namespace kernel = stat::composite;

constexpr std::size_t kMostAreaReplications = 2'000'000;
constexpr int kFewestReplications = 50;
constexpr std::size_t kFewestForTop = 10;

int replications_for(int asked, std::size_t areas) {
  const auto bound = static_cast<int>(kMostAreaReplications / std::max<std::size_t>(areas, 1));
  return std::min(asked, std::max(kFewestReplications, bound));
}

// Ranks of one column among the areas of one group.
class Ranking {
 public:
  Ranking(const ScoreColumn& column, const AreaGroup& group) {
    for (AreaIndex a = group.first; a < group.last; ++a)
      if (column.reason[a] == NoScore::none) areas_.push_back(a - group.first);
    key_.resize(2 * areas_.size());
    order_.resize(2 * areas_.size());
    dense_.resize(areas_.size());
    rank_.resize(areas_.size());
  }
  [[nodiscard]] const std::vector<std::uint32_t>& areas() const { return areas_; }  // from 0 within the group
  // By position in areas(); 1 = highest score.
  template <class Value>
  const std::vector<std::uint32_t>& rank(const Value* score) {
    for (std::size_t k = 0; k < areas_.size(); ++k) dense_[k] = static_cast<double>(score[areas_[k]]);
    stat::composite::ranks_from_lowest({dense_.data(), nullptr}, areas_.size(), -1.0, {key_.data(), order_.data()}, rank_.data());
    return rank_;
  }

 private:
  std::vector<std::uint32_t> areas_, order_, rank_;
  std::vector<std::uint64_t> key_;
  std::vector<double> dense_;
};

// Intervals and ranks of one column in one group from the scores of the replications, [replication][area].
void summarise(const std::vector<float>& drawn, std::size_t replications, const AreaGroup& group, ScoreColumn& column) {
  Ranking ranking(column, group);
  const std::size_t count = ranking.areas().size();
  const bool ranked = count >= kFewestAreas;
  const std::size_t top = top_size(count);
  if (ranked) {
    const auto& nominal = ranking.rank(column.score.data() + group.first);
    for (std::size_t k = 0; k < count; ++k) {
      const AreaIndex a = group.first + ranking.areas()[k];
      column.rank[a] = nominal[k];
      column.ranked[a] = static_cast<std::uint32_t>(count);
    }
  }
  if (replications == 0) return;
  const kernel::Places places = kernel::places_of(replications);
  std::vector<std::uint32_t> ranks(ranked ? count * replications : 0);
  for (std::size_t r = 0; ranked && r < replications; ++r) {
    const auto& rank = ranking.rank(drawn.data() + r * group.size());
    for (std::size_t k = 0; k < count; ++k) ranks[k * replications + r] = rank[k];
  }
  std::vector<float> values(replications);
  std::vector<std::uint32_t> seen(count + 1);
  std::vector<std::uint64_t> key(replications);
  for (std::size_t k = 0; k < count; ++k) {
    const AreaIndex a = group.first + ranking.areas()[k];
    for (std::size_t r = 0; r < replications; ++r) values[r] = drawn[r * group.size() + ranking.areas()[k]];
    const kernel::FloatRange scores = kernel::score_range(values.data(), replications, places, key.data());
    column.lower[a] = std::min(scores.lower, static_cast<float>(column.score[a]));
    column.upper[a] = std::max(scores.upper, static_cast<float>(column.score[a]));
    if (!ranked) continue;
    const kernel::RankRange range =
        kernel::rank_range(ranks.data() + k * replications, replications, count, top, places, seen.data(), key.data());
    column.in_top[a] = static_cast<float>(range.in_top) / static_cast<float>(replications);
    column.rank_lower[a] = std::min(range.lower, column.rank[a]);
    column.rank_upper[a] = std::max(range.upper, column.rank[a]);
  }
}

void prepare(ScoreColumn& column, std::size_t areas, bool intervals) {
  column.rank.assign(areas, 0);
  column.ranked.assign(areas, 0);
  if (!intervals) return;
  column.lower.assign(areas, 0.0F);
  column.upper.assign(areas, 0.0F);
  column.rank_lower.assign(areas, 0);
  column.rank_upper.assign(areas, 0);
  column.in_top.assign(areas, 0.0F);
}

void hide_what_is_unknown(const UncertaintyInput& in, Scores& scores) {
  const std::size_t areas = in.areas.size();
  std::vector<std::vector<float>> unknown(in.ladder.columns());
  for (std::size_t i = 0; i < in.ladder.indicators; ++i) {
    const IndicatorScore& score = scores.indicators[i];
    const SeriesEstimate& estimate = in.estimates.series[score.series];
    unknown[i].assign(areas, -1.0F);
    for (std::size_t a = 0; a < areas; ++a)
      if (score.has[a] != 0) unknown[i][a] = estimate.lower.empty() || estimate.has[a] == 0 ? 1.0F : 0.0F;
  }
  unknown[in.ladder.nothing()].assign(areas, -1.0F);
  for (std::size_t g = 0; g < in.ladder.groups.size(); ++g) {
    const LadderGroup& group = in.ladder.groups[g];
    ScoreColumn& column = column_of(scores, g);
    std::vector<float>& own = unknown[in.ladder.first_group() + g];
    own.resize(areas);
    std::vector<std::uint8_t> exists(areas);
    for (std::size_t a = 0; a < areas; ++a) exists[a] = column.reason[a] == NoScore::none ? 1 : 0;
    std::vector<const float*> parts;
    for (const auto& part : unknown) parts.push_back(part.data());
    kernel::unknown_part(group.view(), parts.data(), areas, exists.data(), own.data());
    for (std::size_t a = 0; a < areas; ++a) {
      if (static_cast<double>(own[a]) <= kernel::kMostUnknown) continue;
      column.lower[a] = column.upper[a] = column.in_top[a] = std::numeric_limits<float>::quiet_NaN();
      column.rank[a] = column.rank_lower[a] = column.rank_upper[a] = column.ranked[a] = 0;
    }
  }
}

void find_tops(const UncertaintyInput& in, Scores& scores) {
  for (const GroupScore& column : scores.groups)
    for (const AreaLevel level : {AreaLevel::gemeente, AreaLevel::wijk, AreaLevel::buurt}) {
      TopStability out{.level = column.level, .trede = column.trede, .domein = column.domein, .areas = level};
      double kept = 0.0;
      for (const AreaGroup& group : in.groups) {
        if (group.level != level) continue;
        double sum = 0.0;
        std::size_t top = 0;
        for (AreaIndex a = group.first; a < group.last; ++a) {
          if (column.ranked[a] < kFewestForTop || column.rank[a] > top_size(column.ranked[a])) continue;
          sum += static_cast<double>(column.in_top[a]);
          ++top;
        }
        if (top == 0) continue;
        ++out.rankings;
        kept += sum / static_cast<double>(top);
      }
      if (out.rankings == 0) continue;
      out.kept = kept / static_cast<double>(out.rankings);
      scores.tops.push_back(std::move(out));
    }
}

}  // namespace

void add_uncertainty(const UncertaintyInput& in, Scores& scores) {
  scores.replications = replications_for(scores.settings.replications, in.areas.size());
  const auto replications = static_cast<std::size_t>(scores.replications);
  for (std::size_t g = 0; g < in.ladder.groups.size(); ++g) prepare(column_of(scores, g), in.areas.size(), replications > 0);
  parallel_for(in.groups.size(), in.threads, [&](std::size_t k) {
    const AreaGroup& group = in.groups[k];
    const auto drawn =
        replications == 0 ? std::vector<std::vector<float>>(in.ladder.groups.size()) : replicate(in, scores, k, replications);
    for (std::size_t g = 0; g < in.ladder.groups.size(); ++g) summarise(drawn[g], replications, group, column_of(scores, g));
  });
  if (replications == 0) return;
  hide_what_is_unknown(in, scores);
  find_tops(in, scores);
}

}  // namespace trede
