// SPDX-License-Identifier: EUPL-1.2
// The whole country: what one gemeente needs does not depend on how many others there are.
#include <gtest/gtest.h>

#include <ctime>

#include "disclose/drawn_town.hpp"

namespace trede {
namespace {

// `gemeenten` gemeenten of four wijken with six buurten each; counts of the register with people of no known buurt.
double seconds_for(int gemeenten) {
  std::vector<AreaRow> rows;
  const auto digits = [](int v, int width) {
    std::string s = std::to_string(v);
    return std::string(static_cast<std::size_t>(width) - s.size(), '0') + s;
  };
  for (int g = 1; g <= gemeenten; ++g) {
    rows.push_back({drawn::code("GM" + digits(g, 4)), "G" + std::to_string(g)});
    for (int w = 0; w < 4; ++w) {
      rows.push_back({drawn::code("WK" + digits(g, 4) + digits(w, 2)), "W"});
      for (int b = 0; b < 6; ++b) rows.push_back({drawn::code("BU" + digits(g, 4) + digits(w, 2) + digits(b, 2)), "B"});
    }
  }
  drawn::Town town(*AreaSet::build(Vintage{2020}, rows));
  std::mt19937 random(3);
  std::vector<double> x(town.areas.size(), 0.0), n(town.areas.size(), 0.0);
  const auto run = town.areas.run(AreaLevel::buurt);
  for (AreaIndex b = run.first; b < run.last; ++b) {
    x[b] = static_cast<double>(random() % (random() % 2 ? 12 : 60));
    n[b] = 1000.0;
  }
  for (AreaIndex a = static_cast<AreaIndex>(town.areas.size()); a-- > 1;) {
    x[town.areas.parent(a)] += x[a] + (town.areas.level(a) == AreaLevel::wijk && random() % 4 == 0 ? 2.0 : 0.0);
    n[town.areas.parent(a)] += n[a];
  }
  town.count("a", 2020, x, n);
  const std::clock_t begin = std::clock();
  const auto figures = town.publish();
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const PublishedSeries& s = drawn::find(figures, "a");
  EXPECT_TRUE(town.warnings.empty());
  // Withheld in every gemeente: the work was done.
  EXPECT_GE(std::count(s.missing.begin(), s.missing.end(), Missing::suppressed_primary), 5 * gemeenten);
  EXPECT_GE(std::count(s.missing.begin(), s.missing.end(), Missing::suppressed_secondary), gemeenten / 4);
  return seconds;
}

TEST(Scale, time_grows_with_the_number_of_gemeenten_and_not_with_its_square) {
  const double few = seconds_for(20), many = seconds_for(160);
  RecordProperty("few", std::to_string(few));
  RecordProperty("many", std::to_string(many));
  EXPECT_LT(many, 8.0 * few * 2.5 + 0.2);
}

}  // namespace
}  // namespace trede
