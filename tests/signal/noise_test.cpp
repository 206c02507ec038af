// SPDX-License-Identifier: EUPL-1.2
// On a town in which nothing is going on, a family of tests gives a finding in about one of twenty cases at most.
#include <gtest/gtest.h>

#include <map>

#include "signal/town.hpp"

namespace trede {
namespace {

using drawn::Town;

TEST(Noise, families_with_a_false_signal_stay_at_or_below_the_stated_rate) {
  std::map<SignalKind, std::pair<int, int>> with_of;  // families with a finding, families
  std::mt19937_64 random(2020);
  for (int round = 0; round < 4; ++round) {
    Town town(8, 10);
    const std::vector<const char*> areas_of_life = {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"};
    for (int k = 0; k < 12; ++k) {
      const std::string id = "i" + std::to_string(k);
      Indicator& i = town.in(id, areas_of_life[static_cast<std::size_t>(k) % 6]);
      const IndicatorId other("i" + std::to_string(k ^ 1));
      i.pairs = {{k % 2 == 0 ? PairRole::perceived : PairRole::registered, other}};
      const std::vector<double> rate(town.size(), 0.004 * (1 + k));
      for (int year = 2013; year <= 2020; ++year) town.draw(id, year, rate, 600, random);
    }
    const Signals signals = town.signals();
    for (const SignalFamily& f : signals.families) {
      with_of[f.kind].first += f.found > 0 ? 1 : 0;
      ++with_of[f.kind].second;
      EXPECT_NEAR(f.expected_false, f.rate * static_cast<double>(f.found), 1e-12);
    }
  }
  for (const auto& [kind, n] : with_of) {
    const double expected = 0.05 * n.second;
    EXPECT_LE(n.first, expected + 3.0 * std::sqrt(expected) + 1.0) << published_word(kind) << ": " << n.first << " of " << n.second;
    RecordProperty(std::string(published_word(kind)), std::to_string(n.first) + " of " + std::to_string(n.second));
  }
  EXPECT_GE(with_of.size(), 5U) << "reach gaps need a pair of another role; a course is tested only where something is judged worse";
}

}  // namespace
}  // namespace trede
