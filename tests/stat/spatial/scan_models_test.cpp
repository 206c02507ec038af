// SPDX-License-Identifier: EUPL-1.2
// Models, windows and random maps of the scan, against looking at every zone one by one.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "stat/random.hpp"
#include "stat/spatial/scan_lanes.hpp"

namespace trede::stat {
namespace {

struct Map {
  std::vector<double> x, y, expected, population;
  std::vector<std::uint32_t> cases;
  std::size_t periods = 1;
  bool degrees = false;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours;
  [[nodiscard]] ScanInput input() const { return {x, y, cases, expected, population, periods, degrees, neighbours}; }
  [[nodiscard]] std::size_t areas() const { return x.size(); }
};

// Persons in every cell, of whom about one in twenty is a case; `steady`: as many in every period.
Map town(std::uint32_t areas, std::size_t periods, std::uint64_t seed, bool steady = false) {
  Map m;
  m.periods = periods;
  for (std::uint32_t a = 0; a < areas; ++a) {
    Philox random(seed, 0, a);
    m.x.push_back(1000.0 * random.uniform());
    m.y.push_back(1000.0 * random.uniform());
    m.population.push_back(0.0);
    for (std::size_t t = 0; t < periods; ++t) {
      const double persons = steady && t > 0 ? m.expected.back() : std::floor(200.0 * random.uniform());
      m.expected.push_back(persons);
      m.population.back() += persons;
      m.cases.push_back(binomial(random, static_cast<std::uint32_t>(persons), 0.05));
    }
  }
  return m;
}

double share_likelihood(double cases, double persons) {
  const auto part = [persons](double k) { return k > 0.0 ? k * std::log(k / persons) : 0.0; };
  return part(cases) + part(persons - cases);
}

// The log-likelihood ratio straight from its definition.
double defined_ratio(ScanModel model, double c, double e, double all, double persons) {
  if (model == ScanModel::bernoulli) {
    const double n = e * persons / all;
    return share_likelihood(c, n) + share_likelihood(all - c, persons - n) - share_likelihood(all, persons);
  }
  const auto part = [](double k, double of) { return k > 0.0 ? k * std::log(k / of) : 0.0; };
  return part(c, e) + part(all - c, all - e);
}

struct Strongest {
  double ratio = 0;
  std::vector<std::uint32_t> areas;
  std::size_t from = 0, to = 0;
};

Strongest by_hand(const Map& m, const ScanOptions& o) {
  const double all = std::accumulate(m.cases.begin(), m.cases.end(), 0.0);
  const double total = std::accumulate(m.expected.begin(), m.expected.end(), 0.0);
  const double people = std::accumulate(m.population.begin(), m.population.end(), 0.0);
  std::vector<double> of_area(m.areas(), 0.0), of_period(m.periods, 0.0);
  for (std::size_t cell = 0; cell < m.cases.size(); ++cell) {
    of_area[cell / m.periods] += m.cases[cell];
    of_period[cell % m.periods] += m.cases[cell];
  }
  const std::size_t longest = o.most_periods == 0 ? std::max<std::size_t>(1, m.periods / 2) : o.most_periods;
  Strongest best;
  for (std::uint32_t centre = 0; centre < m.areas(); ++centre) {
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t a = 0; a < m.areas(); ++a) near.emplace_back(std::hypot(m.x[a] - m.x[centre], m.y[a] - m.y[centre]), a);
    std::sort(near.begin(), near.end());
    std::vector<std::uint32_t> inside;
    double population = 0.0;
    for (const auto& [distance, area] : near) {
      population += m.population[area];
      if (population > o.most_share * people || distance > o.most_radius) break;
      inside.push_back(area);
      for (std::size_t from = 0; from < m.periods; ++from)
        for (std::size_t to = from; to < m.periods && to - from < longest; ++to) {
          if (o.prospective && to + 1 < m.periods) continue;
          double c = 0.0, e = 0.0;
          for (const std::uint32_t a : inside)
            for (std::size_t t = from; t <= to; ++t) {
              c += m.cases[a * m.periods + t];
              e += o.model == ScanModel::permutation ? of_area[a] * of_period[t] / all : m.expected[a * m.periods + t] * all / total;
            }
          if (!(e > 0.0) || !(e < all) || (c > e ? o.rates == ScanRates::low : o.rates == ScanRates::high)) continue;
          const double ratio = defined_ratio(o.model, c, e, all, total);
          if (ratio > best.ratio + 1e-9) best = {ratio, inside, from, to};
        }
    }
  }
  return best;
}

TEST(ScanModels, TheStrongestClusterIsThatOfLookingAtEveryZone) {
  for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli, ScanModel::permutation})
    for (const ScanRates rates : {ScanRates::high, ScanRates::low, ScanRates::both})
      for (const bool prospective : {false, true}) {
        const Map m = town(30, 5, 40 + static_cast<std::uint64_t>(model));
        const ScanOptions o{.most_share = 0.4,
                            .replications = 9,
                            .threads = 1,
                            .model = model,
                            .rates = rates,
                            .most_radius = 600.0,
                            .most_periods = 3,
                            .prospective = prospective};
        const Strongest want = by_hand(m, o);
        const Cluster got = scan(m.input(), o)->front();
        EXPECT_NEAR(got.ratio, want.ratio, 1e-9);
        EXPECT_EQ(got.areas.size(), want.areas.size());
        EXPECT_EQ(got.from, want.from);
        EXPECT_EQ(got.to, want.to);
      }
}

// The largest ratio of each random map, with and without passing over zones that cannot be the largest.
template <class Count>
void expect_the_largest(const Map& m, const ScanOptions& o) {
  const ScanStudy study(m.input(), o, {});
  const RandomMaps random(study, 5);
  const std::size_t cells = m.areas() * study.periods();
  std::vector<Count> maps(cells * kScanLanes);
  random.deal<Count>(3, 1, maps.data());
  LaneRatios quick{}, slow{};
  std::vector<Near> circle;
  Zones zones;
  for (std::uint32_t centre = 0; centre < m.areas(); ++centre) {
    study.circle(centre, circle);
    study.zones(centre, circle, zones, nullptr);
    walk_zones<Count>(study, zones, maps.data(), quick);
    for (std::size_t k = 0; k < circle.size(); ++k)
      for (std::size_t w = 0; w < study.windows().size(); ++w)
        for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
          std::int64_t cases = 0;
          double expected = 0.0;
          for (std::size_t j = 0; j <= k; ++j)
            for (std::uint32_t t = study.windows()[w].from; t < study.windows()[w].to; ++t) {
              const std::size_t cell = circle[j].place * study.periods() + t;
              cases += maps[cell * kScanLanes + lane] - (t > 0 ? maps[(cell - 1) * kScanLanes + lane] : Count{0}) + study.round(cell);
              expected += study.expected(cell);
            }
          slow[lane] = std::max(slow[lane], study.ratio()(static_cast<double>(cases), expected));
        }
  }
  for (std::size_t lane = 0; lane < kScanLanes; ++lane) EXPECT_NEAR(quick[lane], slow[lane], 1e-9);
}

TEST(ScanModels, NoRandomMapLosesItsLargestRatioByPassingOverZones) {
  for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli, ScanModel::permutation})
    for (const ScanRates rates : {ScanRates::high, ScanRates::low, ScanRates::both})
      for (const std::size_t periods : {std::size_t{1}, std::size_t{4}}) {
        if (model == ScanModel::permutation && periods == 1) continue;
        const ScanOptions o{.most_share = 0.5, .model = model, .rates = rates};
        expect_the_largest<std::int16_t>(town(24, periods, 8), o);
        expect_the_largest<std::int32_t>(town(24, periods, 8), o);
      }
}

// Cases of a random map, cell by cell.
std::vector<std::int64_t> dealt(const ScanStudy& study, const std::vector<std::int16_t>& maps, std::size_t map) {
  std::vector<std::int64_t> out;
  const std::size_t cells = study.places() * study.periods();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::int16_t* here = maps.data() + (map / kScanLanes * cells + cell) * kScanLanes + map % kScanLanes;
    out.push_back(*here - (cell % study.periods() > 0 ? *(here - kScanLanes) : 0) + study.round(cell));
  }
  return out;
}

TEST(ScanModels, RandomMapsKeepTheirTotalAndHaveTheMeansAndVariancesOfTheirModel) {
  for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli})
    for (const double persons_per_case : {1.6, 100.0}) {  // many cases: drawn from tables; few: one by one
      Map m = town(12, 1, 3);
      for (std::size_t a = 0; a < m.areas(); ++a) m.cases[a] = static_cast<std::uint32_t>(m.expected[a] / persons_per_case);
      const ScanStudy study(m.input(), {.model = model}, {});
      constexpr std::uint32_t kBatches = 60;
      std::vector<std::int16_t> maps(kBatches * m.areas() * kScanLanes);
      RandomMaps(study, 9).deal<std::int16_t>(0, kBatches, maps.data());
      std::vector<double> sum(m.areas(), 0.0), squares(m.areas(), 0.0);
      const double all = study.ratio().all, count = kBatches * kScanLanes;
      for (std::size_t map = 0; map < kBatches * kScanLanes; ++map) {
        const auto cases = dealt(study, maps, map);
        EXPECT_EQ(std::accumulate(cases.begin(), cases.end(), std::int64_t{0}), static_cast<std::int64_t>(all));
        for (std::size_t k = 0; k < cases.size(); ++k) {
          EXPECT_GE(cases[k], 0);
          sum[k] += static_cast<double>(cases[k]);
          squares[k] += static_cast<double>(cases[k] * cases[k]);
        }
      }
      for (std::size_t k = 0; k < m.areas(); ++k) {
        const double share = study.expected(k) / all, mean = sum[k] / count;
        double variance = all * share * (1.0 - share);
        if (model == ScanModel::bernoulli) variance *= (study.ratio().persons - all) / (study.ratio().persons - 1.0);
        EXPECT_NEAR(mean, study.expected(k), 4.5 * std::sqrt(variance / count) + 1e-12);
        EXPECT_NEAR(squares[k] / count - mean * mean, variance, 0.2 * variance + 0.02);
      }
    }
}

TEST(ScanModels, PermutedMapsKeepTheCasesOfEveryAreaAndEveryPeriod) {
  const Map m = town(15, 4, 21);
  const ScanStudy study(m.input(), {.model = ScanModel::permutation}, {});
  std::vector<std::int16_t> maps(m.cases.size() * kScanLanes);
  RandomMaps(study, 2).deal<std::int16_t>(0, 1, maps.data());
  std::size_t changed = 0;
  for (std::size_t map = 0; map < kScanLanes; ++map) {
    const auto cases = dealt(study, maps, map);
    for (std::size_t t = 0; t < 4; ++t) {
      std::int64_t got = 0, want = 0;
      for (std::uint32_t p = 0; p < 15; ++p) got += cases[p * 4 + t], want += study.cases(p * 4 + t);
      EXPECT_EQ(got, want);
    }
    for (std::uint32_t p = 0; p < 15; ++p) {
      std::int64_t got = 0, want = 0;
      for (std::size_t t = 0; t < 4; ++t)
        got += cases[p * 4 + t], want += study.cases(p * 4 + t), changed += cases[p * 4 + t] != study.cases(p * 4 + t);
      EXPECT_EQ(got, want);
    }
  }
  EXPECT_GT(changed, 500U);
}

TEST(ScanModels, OnNoiseEveryModelAlarmsAboutAsOftenAsStated) {
  for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli, ScanModel::permutation}) {
    int alarms = 0, gumbel = 0;
    constexpr int kMaps = 40;
    for (std::uint64_t k = 0; k < kMaps; ++k) {
      const auto found = scan(town(16, 3, 500 + k, true).input(),
                              {.most_share = 0.3, .replications = 99, .seed = k, .threads = 2, .model = model, .rates = ScanRates::both});
      alarms += found->front().p <= 0.1 ? 1 : 0;
      gumbel += found->front().p_gumbel <= 0.1 ? 1 : 0;
    }
    SCOPED_TRACE(static_cast<int>(model));
    EXPECT_LE(alarms, 11);  // binomial(40, 0.1) is above 11 once in 1,300
    EXPECT_GE(alarms, 1);
    EXPECT_NEAR(alarms, gumbel, 6);
  }
}

TEST(ScanModels, PlantedClustersOfTwiceTheRiskAreFoundForTheMostPart) {
  double planted = 0.0, called = 0.0, both = 0.0;
  int clear = 0;
  constexpr std::uint64_t kMaps = 20;
  for (std::uint64_t k = 0; k < kMaps; ++k) {
    Map m = town(200, 1, 3000 + k);
    std::vector<std::uint8_t> spot(200, 0);
    for (std::uint32_t a = 0; a < 200; ++a) {
      spot[a] = std::hypot(m.x[a] - m.x[0], m.y[a] - m.y[0]) < 150.0 ? 1 : 0;
      Philox random(k, 1, a);
      if (spot[a] != 0) m.cases[a] = binomial(random, static_cast<std::uint32_t>(m.expected[a]), 0.1);
      planted += spot[a];
    }
    const Cluster first = scan(m.input(), {.most_share = 0.2, .replications = 99, .seed = k})->front();
    clear += first.p <= 0.05 ? 1 : 0;
    called += static_cast<double>(first.areas.size());
    for (const std::uint32_t a : first.areas) both += spot[a];
  }
  EXPECT_GE(clear, 18);
  EXPECT_GE(both / planted, 0.85);
  EXPECT_GE(both / called, 0.85);
}

TEST(ScanModels, TheGumbelPValueAgreesWithTheRankAndGoesBeyondIt) {
  Map m = town(60, 1, 77);
  const auto calm = scan(m.input(), {.replications = 999});
  for (const Cluster& c : *calm)
    if (c.p < 0.9) {
      EXPECT_NEAR(c.p, c.p_gumbel, 0.06);
    }
  m.cases[7] += 60;
  const auto clear = scan(m.input(), {.replications = 999});
  EXPECT_DOUBLE_EQ(clear->front().p, 0.001);
  EXPECT_LT(clear->front().p_gumbel, 1e-6);
}

TEST(ScanModels, AnEmptySpotIsFoundOnlyWhenLookingForFewCases) {
  Map m = town(60, 1, 12);
  const std::uint32_t centre = 5;
  for (std::uint32_t a = 0; a < 60; ++a)
    if (std::hypot(m.x[a] - m.x[centre], m.y[a] - m.y[centre]) < 250.0) m.cases[a] = 0;
  EXPECT_GT(scan(m.input(), {})->front().p, 0.01);
  const auto low = scan(m.input(), {.rates = ScanRates::low});
  const auto both = scan(m.input(), {.rates = ScanRates::both});
  EXPECT_TRUE(low->front().low);
  EXPECT_DOUBLE_EQ(low->front().p, 0.001);
  EXPECT_EQ(low->front().areas, both->front().areas);
  EXPECT_LE(low->front().p_gumbel, both->front().p_gumbel);  // looking both ways costs
}

TEST(ScanModels, ProspectiveClustersLastUntilTheEndAndTakeTheShareOfTheWholeStudy) {
  Map m = town(40, 12, 30);
  for (std::size_t t = 10; t < 12; ++t)
    for (std::size_t a = 0; a < 3; ++a) m.cases[a * 12 + t] += 12;
  m.x[1] = m.x[0] + 1.0, m.x[2] = m.x[0] - 1.0, m.y[1] = m.y[2] = m.y[0];
  const auto got = scan(m.input(), {.most_periods = 4, .prospective = true});
  for (const Cluster& c : *got) EXPECT_EQ(c.to, 11U);
  EXPECT_EQ(got->front().from, 10U);
  EXPECT_DOUBLE_EQ(got->front().p, 0.001);
}

TEST(ScanModels, InTurnsASecondClusterIsJudgedWithoutTheFirst) {
  Map m = town(120, 1, 60);
  std::vector<int> spot(120, 0);
  for (std::uint32_t a = 0; a < 120; ++a) {
    const double first = std::hypot(m.x[a] - 250.0, m.y[a] - 250.0), second = std::hypot(m.x[a] - 750.0, m.y[a] - 750.0);
    spot[a] = first < 180.0 ? 1 : second < 150.0 ? 2 : 0;
    m.cases[a] = spot[a] == 1 ? m.cases[a] * 3 + 5 : spot[a] == 2 ? m.cases[a] * 3 / 2 + 1 : m.cases[a];
  }
  const auto once = scan(m.input(), {});
  const auto turns = scan(m.input(), {.iterative = true});
  ASSERT_GE(turns->size(), 2U);
  EXPECT_EQ((*once)[0].areas, (*turns)[0].areas);
  EXPECT_LE((*turns)[1].p_gumbel, (*once)[1].p_gumbel);
  for (const std::uint32_t a : (*turns)[1].areas) EXPECT_EQ(std::count((*turns)[0].areas.begin(), (*turns)[0].areas.end(), a), 0);
  for (std::size_t k = 0; k + 1 < turns->size(); ++k) EXPECT_LE((*turns)[k].p, 0.05);
}

TEST(ScanModels, DegreesGiveKilometresOverTheGlobe) {
  Map m = town(50, 1, 14);
  for (std::size_t a = 0; a < 50; ++a) m.x[a] = 5.4 + m.x[a] / 1e4, m.y[a] = 51.4 + m.y[a] / 1e4;
  m.degrees = true;
  m.cases[3] += 50;
  const auto got = scan(m.input(), {.replications = 19, .most_radius = 2.0});
  for (const Cluster& c : *got) {
    EXPECT_LE(c.radius, 2.0);
    const double north = (m.y[c.areas.back()] - m.y[c.areas.front()]) * 111.195;
    const double east = (m.x[c.areas.back()] - m.x[c.areas.front()]) * 111.195 * std::cos(51.45 * 3.14159265358979 / 180.0);
    EXPECT_NEAR(c.radius, std::hypot(north, east), 0.005);
  }
}

// Neighbours: areas nearer than a distance.
Map with_neighbours(Map m, double within) {
  for (std::uint32_t a = 0; a < m.areas(); ++a)
    for (std::uint32_t b = a + 1; b < m.areas(); ++b)
      if (std::hypot(m.x[a] - m.x[b], m.y[a] - m.y[b]) < within) m.neighbours.emplace_back(a, b);
  return m;
}

bool connected(const Map& m, const std::vector<std::uint32_t>& set) {
  std::vector<std::uint32_t> reached{set.front()};
  for (std::size_t k = 0; k < reached.size(); ++k)
    for (const std::uint32_t b : set) {
      const bool beside = std::any_of(m.neighbours.begin(), m.neighbours.end(), [&](const auto& pair) {
        return pair == std::pair{std::min(reached[k], b), std::max(reached[k], b)};
      });
      if (beside && std::count(reached.begin(), reached.end(), b) == 0) reached.push_back(b);
    }
  return reached.size() == set.size();
}

TEST(ScanModels, FlexibleShapesAreTheConnectedSetsNearACentre) {
  const Map m = with_neighbours(town(25, 1, 33), 280.0);
  const ScanOptions o{.most_share = 0.4, .replications = 9, .threads = 1, .rates = ScanRates::both, .flexible_areas = 7};
  const double all = std::accumulate(m.cases.begin(), m.cases.end(), 0.0),
               total = std::accumulate(m.expected.begin(), m.expected.end(), 0.0);
  Strongest best;
  std::size_t sets = 0;
  for (std::uint32_t centre = 0; centre < 25; ++centre) {
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t a = 0; a < 25; ++a) near.emplace_back(std::hypot(m.x[a] - m.x[centre], m.y[a] - m.y[centre]), a);
    std::sort(near.begin(), near.end());
    for (std::uint32_t mask = 1; mask < (1U << 7U); mask += 2) {
      std::vector<std::uint32_t> set;
      double c = 0.0, e = 0.0;
      for (std::uint32_t k = 0; k < 7; ++k)
        if ((mask >> k & 1U) != 0) {
          set.push_back(near[k].second);
          c += m.cases[set.back()];
          e += m.expected[set.back()] * all / total;
        }
      if (e > 0.4 * all || !connected(m, set)) continue;
      ++sets;
      const double ratio = defined_ratio(ScanModel::poisson, c, e, all, 0.0);
      if (ratio > best.ratio + 1e-9) best = {ratio, set, 0, 0};
    }
  }
  const auto got = scan(m.input(), o);
  EXPECT_NEAR(got->front().ratio, best.ratio, 1e-9);
  auto areas = got->front().areas;
  std::sort(areas.begin(), areas.end());
  std::sort(best.areas.begin(), best.areas.end());
  EXPECT_EQ(areas, best.areas);
  for (const Cluster& c : *got) EXPECT_TRUE(connected(m, c.areas));
  const ScanStudy study(m.input(), o, {});
  std::vector<Near> near;
  Zones zones;
  std::size_t walked = 0;
  for (std::uint32_t centre = 0; centre < 25; ++centre) {
    study.circle(centre, near);
    study.zones(centre, near, zones, nullptr);
    walked += zones.place.size();
  }
  EXPECT_EQ(walked, sets);  // each of them once
}

TEST(ScanModels, FlexibleShapesFollowALineThatACircleDoesNot) {
  Map m;
  std::vector<std::uint32_t> line;
  for (std::uint32_t a = 0; a < 81; ++a) {
    const std::uint32_t column = a % 9, row = a / 9;
    const bool on_line = row == 4 && column >= 2 && column <= 6;
    if (on_line) line.push_back(a);
    m.x.push_back(column);
    m.y.push_back(row);
    m.cases.push_back(on_line ? 12 : 2);
    m.expected.push_back(100.0);
    m.population.push_back(100.0);
    if (column < 8) m.neighbours.emplace_back(a, a + 1);
    if (row < 8) m.neighbours.emplace_back(a, a + 9);
  }
  const ScanOptions o{.replications = 99, .threads = 1, .flexible_areas = 13};
  const auto flexible = scan(m.input(), o);
  auto areas = flexible->front().areas;
  std::sort(areas.begin(), areas.end());
  EXPECT_EQ(areas, line);
  EXPECT_DOUBLE_EQ(flexible->front().radius, 2.0);
  EXPECT_DOUBLE_EQ(flexible->front().p, 0.01);
  EXPECT_NE(scan(m.input(), {.replications = 99})->front().areas.size(), line.size());
  ScanOptions two = o;
  two.threads = 2;
  EXPECT_EQ(flexible->front().p_gumbel, scan(m.input(), two)->front().p_gumbel);
}

TEST(ScanModels, OnNoiseFlexibleShapesAlarmAboutAsOftenAsStated) {
  int alarms = 0;
  for (std::uint64_t k = 0; k < 40; ++k)
    alarms +=
        scan(with_neighbours(town(25, 1, 900 + k), 250.0).input(), {.replications = 99, .seed = k, .flexible_areas = 6})->front().p <= 0.1
            ? 1
            : 0;
  EXPECT_LE(alarms, 11);  // binomial(40, 0.1) is above 11 once in 1,300
  EXPECT_GE(alarms, 1);
}

TEST(ScanModels, TheTreeFindsEveryPointOnceAndByDistance) {
  const Map m = town(300, 1, 90);
  const NearTree tree(m.x, m.y, false);
  for (std::uint32_t place = 0; place < 300; place += 7) {
    std::vector<Near> found;
    double from = 0.0;
    for (double below = tree.first_square(place); from < 4e6; from = below, below *= 2.5) tree.ring(place, from, below, found);
    ASSERT_EQ(found.size(), 300U);
    std::sort(found.begin(), found.end());
    const std::uint32_t centre = tree.area(place);
    EXPECT_EQ(found.front().area, centre);
    for (std::size_t k = 0; k < 300; ++k) {
      const std::uint32_t a = found[k].area;
      EXPECT_EQ(tree.area(found[k].place), a);
      EXPECT_NEAR(found[k].square, std::pow(m.x[a] - m.x[centre], 2) + std::pow(m.y[a] - m.y[centre], 2), 1e-6);
    }
  }
}

}  // namespace
}  // namespace trede::stat
