// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/autocorrelation.hpp"

#include "stat/reference.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

Neighbours edges(const std::string& file, std::size_t areas, Weights weights = Weights::row, bool self = false) {
  const auto t = read_columns(reference(file));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  const auto i = t.numbers(t.text.contains("i") ? "i" : "from"), j = t.numbers(t.text.contains("j") ? "j" : "to");
  for (std::size_t k = 0; k < i.size(); ++k) pairs.emplace_back(static_cast<std::uint32_t>(i[k]) - 1, static_cast<std::uint32_t>(j[k]) - 1);
  return neighbours(areas, pairs, weights, self);
}

void compare(const std::vector<double>& got, const std::vector<double>& want, const char* what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-9 * std::max(1.0, std::abs(want[i]))) << what << ' ' << i;
}

class Data : public testing::TestWithParam<std::tuple<const char*, const char*, std::size_t>> {};

TEST_P(Data, LocalMoranAndGiEqualTheReferenceInEveryColumn) {
  const auto [name, column, areas] = GetParam();
  const std::string file = std::string(name) + "_expected.csv", prefix = std::string(column) + "_";
  NEEDS_REFERENCE(file);
  const auto t = read_columns(reference(file));
  const std::string links = std::string(name) + "_queen_edges_1based.csv";
  const auto w = edges(links, areas);
  const auto x = t.numbers(column);
  const LocalMoran got = local_moran(x, w);
  compare(got.ii, t.numbers(prefix + "Ii"), "Ii");
  compare(got.expected, t.numbers(prefix + "EIi_cond"), "E cond");
  compare(got.variance, t.numbers(prefix + "VarIi_cond"), "Var cond");
  compare(got.z, t.numbers(prefix + "ZIi_cond"), "Z cond");
  compare(got.expected_total, t.numbers(prefix + "EIi_total"), "E total");
  compare(got.variance_total, t.numbers(prefix + "VarIi_total"), "Var total");
  compare(local_g(x, w, false).z, t.numbers(prefix + "G"), "G");
  compare(local_g(x, edges(links, areas, Weights::row, true), true).z, t.numbers(prefix + "Gstar"), "G*");
  compare(false_discovery(t.numbers(prefix + "Pr_Sim_two_99999")), t.numbers(prefix + "BH_two"), "BH");
  const auto want_p = t.numbers(prefix + "Pr_Sim_two_99999");
  const auto words = t.text.at(prefix + "quadr_mean");
  const std::array<std::string, 4> quadrants = {"Low-Low", "Low-High", "High-Low", "High-High"};
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(quadrants[static_cast<std::size_t>(got.quadrant[i])], words[i]);
}

INSTANTIATE_TEST_SUITE_P(Autocorrelation, Data,
                         testing::Values(std::tuple{"columbus", "CRIME", std::size_t{49}}, std::tuple{"columbus", "HOVAL", std::size_t{49}},
                                         std::tuple{"ncsids74", "ft74", std::size_t{100}}),
                         [](const auto& one) { return std::string(std::get<0>(one.param)) + std::get<1>(one.param); });

TEST(Autocorrelation, GlobalMoranAndGearyEqualTheReference) {
  NEEDS_REFERENCE("columbus_expected.csv");
  const auto columbus = read_columns(reference("columbus_expected.csv"));
  const auto w = edges("columbus_queen_edges_1based.csv", 49);
  const auto i = moran(columbus.numbers("CRIME"), w);
  EXPECT_NEAR(i.value, 0.500188557182861, 1e-12);
  EXPECT_NEAR(i.variance, 0.00868928920133206, 1e-12);
  EXPECT_NEAR(i.z, 5.5893826750445, 1e-9);
  EXPECT_NEAR(i.p_two, 2.27878270078257e-08, 1e-15);
  const auto c = geary(columbus.numbers("CRIME"), w);
  EXPECT_NEAR(c.value, 0.540528202702068, 1e-12);
  EXPECT_NEAR(c.variance, 0.00938426377696502, 1e-12);
  // In this file n is the number of cases and x the number of births.
  const auto sids = read_columns(reference("ncsids74_expected.csv"));
  const auto nc = edges("ncsids74_queen_edges_1based.csv", 100);
  EXPECT_NEAR(moran(sids.numbers("ft74"), nc).variance, 0.00422691743236397, 1e-12);
  EXPECT_NEAR(moran(rate_deviates(sids.numbers("n"), sids.numbers("x")), nc).value, 0.248746214263511, 1e-12);
}

TEST(Autocorrelation, JoinCountsEqualTheReferenceAndLocalOnesAreExact) {
  NEEDS_REFERENCE("columbus_localjoincount.csv");
  const auto t = read_columns(reference("columbus_localjoincount.csv"));
  std::vector<std::uint8_t> marked, unmarked;
  for (const double hi : t.numbers("hi")) {
    marked.push_back(hi != 0.0);
    unmarked.push_back(hi == 0.0);
  }
  const auto w = edges("columbus_queen_edges_1based.csv", 49, Weights::binary);
  const auto low = join_count(unmarked, w), high = join_count(marked, w);
  EXPECT_NEAR(low.value, 35, 1e-12);
  EXPECT_NEAR(low.expected, 30.102040816327, 1e-9);
  EXPECT_NEAR(low.variance, 19.247077901938, 1e-9);
  EXPECT_NEAR(high.value, 54, 1e-12);
  EXPECT_NEAR(high.variance, 18.219358955045, 1e-9);
  const auto local = local_join_count(marked, w);
  const auto want = t.numbers("p_exact_hypergeom");
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_TRUE(std::isnan(want[i]) || std::abs(local.p[i] - want[i]) <= 1e-9) << i;
}

TEST(Autocorrelation, MomentsOfLocalGearyAreThoseOfAllWaysToDealTheValues) {
  const std::vector<double> x{4, 7, 1, 3, 2, 9, 2, 8};
  const auto w = neighbours(8, {{0, 1}, {0, 2}, {0, 3}, {4, 5}, {5, 6}}, Weights::row);
  const LocalGeary got = local_geary(x, w);
  double mean = 0.0, square = 0.0;
  for (const double v : x) mean += v / 8.0;
  for (const double v : x) square += (v - mean) * (v - mean) / 7.0;
  const auto gap = [&](std::size_t a) { return (x[0] - x[a]) * (x[0] - x[a]) / square; };
  double ways = 0.0, sum = 0.0, sum2 = 0.0;
  for (std::size_t a = 1; a < 8; ++a)
    for (std::size_t b = a + 1; b < 8; ++b)
      for (std::size_t c = b + 1; c < 8; ++c) {
        const double dealt = (gap(a) + gap(b) + gap(c)) / 3.0;
        ways += 1.0;
        sum += dealt;
        sum2 += dealt * dealt;
      }
  EXPECT_NEAR(got.ci[0], (gap(1) + gap(2) + gap(3)) / 3.0, 1e-12);
  EXPECT_NEAR(got.expected[0], sum / ways, 1e-12);
  EXPECT_NEAR(got.variance[0], sum2 / ways - (sum / ways) * (sum / ways), 1e-12);
  EXPECT_EQ(got.has[7], 0);
  EXPECT_EQ(got.has[0], 1);
}

TEST(Autocorrelation, FalseDiscoveryIsTheStepUpProcedure) {
  // Stopping at the first p above its threshold would flag none of these; the step-up procedure flags all four.
  const std::vector<double> p{0.03, 0.035, 0.038, 0.04};
  for (const double q : false_discovery(p)) EXPECT_NEAR(q, 0.04, 1e-12);
}

TEST(LocalJoinCount, joins_that_cannot_be_missed_are_no_surprise) {
  // A row of four with three marks, and a hub that borders nine others: fewer areas are left than could be without a mark.
  const auto row = local_join_count(std::vector<std::uint8_t>{1, 0, 1, 1}, neighbours(4, {{0, 1}, {1, 2}, {2, 3}}, Weights::binary));
  EXPECT_EQ(row.joins, (std::vector<std::uint32_t>{0, 0, 1, 1}));
  EXPECT_EQ(row.p[3], 2.0 / 3.0);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spokes;
  for (std::uint32_t i = 1; i < 10; ++i) spokes.emplace_back(0, i);
  const auto hub = local_join_count(std::vector<std::uint8_t>{1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, neighbours(10, spokes, Weights::binary));
  EXPECT_EQ(hub.joins[0], 2U);
  EXPECT_EQ(hub.p[0], 1.0);
}

TEST(GlobalMeasures, islands_count_as_areas_only_when_asked) {
  const std::vector<double> x{3, 1, 4, 1, 5, 9, 2, 6};
  const Neighbours w = neighbours(8, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}}, Weights::row);  // 6 and 7 have none
  const GlobalMeasure drop = moran(x, w), count = moran(x, w, Islands::count);
  EXPECT_NEAR(drop.value, count.value * 6.0 / 8.0, 1e-15);
  EXPECT_EQ(drop.expected, -1.0 / 5.0);
  EXPECT_EQ(count.expected, -1.0 / 7.0);
  EXPECT_NEAR(geary(x, w).value, geary(x, w, Islands::count).value * 5.0 / 7.0, 1e-15);
}

TEST(Neighbours, that_are_nearest_need_not_be_mutual) {
  const auto given = neighbours(3, {{0, 1}, {1, 2}, {2, 1}}, Weights::row, false, true);
  EXPECT_EQ(given.count(0), 1U);
  EXPECT_EQ(given.count(1), 1U);
  EXPECT_EQ(given.index[given.first[1]], 2U);
  EXPECT_EQ(neighbours(3, {{0, 1}, {1, 2}, {2, 1}}, Weights::row).count(1), 2U);
}

}  // namespace
}  // namespace trede::stat
