// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the resources and the tables have in common: which indicator has which series, at which levels there is something to say, and how
// many figures there are. Computed once, then read by all threads.
//
// A series says something about a level when at least one area of it has a value, or a value that exists and is not shown (withheld,
// shown at a coarser level only, secret, unreliable, too few, not yet published). Levels about which nothing is said are left out
// everywhere.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edition/write.hpp"

namespace trede {

inline constexpr std::array<AreaLevel, 3> kPublishedLevels = {AreaLevel::gemeente, AreaLevel::wijk, AreaLevel::buurt};
inline constexpr int kScoreDecimals = 2;
inline constexpr int kShareDecimals = 6;

using LevelFlags = std::array<bool, 4>;  // by AreaLevel
inline std::size_t at(AreaLevel level) { return static_cast<std::size_t>(level); }

struct IndicatorView {
  const Indicator* indicator = nullptr;
  std::size_t position = 0;         // in the catalogue
  std::vector<std::size_t> series;  // by period, those that say something
  LevelFlags levels{};              // about which any series says something
  LevelFlags own_levels{};          // of those, where it says more than that a coarser level is shown
  bool has_figures = false;
  std::size_t latest = 0;  // series of the profile; when `series` is not empty
  const IndicatorScore* score = nullptr;
  const Text* why_none = nullptr;
  const PublicationLevel* published_at = nullptr;  // municipal counts only

  [[nodiscard]] int decimals() const { return indicator->decimals; }
  // Numerators and denominators are whole, but for square kilometres.
  [[nodiscard]] int count_decimals() const { return indicator->unit == Unit::per_km2 ? 2 : 0; }
};

// The words of a publication level: its level, or "geen" when not even the gemeente can be shown.
std::string_view level_word(const PublicationLevel& level);

// Figures with and without a value.
struct Tally {
  std::int64_t published = 0;
  std::array<std::int64_t, kMissingCount> without{};
  void add(Missing reason);
  void add(const Tally& other);
  // By published word; primary and secondary suppression share one.
  [[nodiscard]] std::map<std::string, std::int64_t> by_word() const;
};

struct EditionView {
  explicit EditionView(const EditionInput& input);

  const EditionInput& in;
  std::vector<IndicatorView> indicators;      // as the catalogue
  std::vector<LevelFlags> says;               // by series
  std::vector<LevelFlags> says_more;          // by series: more than that a coarser level is shown
  std::vector<std::uint8_t> has_values;       // by series
  std::vector<std::array<Tally, 4>> tallies;  // by series, by level
  Tally total;
  std::optional<AreaIndex> reference;
  AreaIndex land = kNoArea;
  std::vector<std::vector<AreaCode>> formerly;         // by area: codes of the same place in earlier divisions, sorted
  std::vector<std::vector<std::string>> former_names;  // by area: its other names there, sorted

  [[nodiscard]] const PublishedSeries& series(std::size_t i) const { return in.figures.series()[i]; }
  [[nodiscard]] const SeriesEstimate& estimate(std::size_t i) const { return in.estimates.series[i]; }
  [[nodiscard]] const AreaSet& division(Vintage vintage) const;
  [[nodiscard]] std::vector<std::string> periods() const;  // of all series with values, in order of time
  [[nodiscard]] std::size_t ladder_with_figures() const;
  [[nodiscard]] std::vector<AreaLevel> levels() const;  // that have areas, without the country
};

// All words of `reden` ("" first) and `status`, and where a reason stands among them.
const std::vector<std::string_view>& reason_words();
std::size_t reason_index(Missing reason);
const std::vector<std::string_view>& status_words();

}  // namespace trede
