// SPDX-License-Identifier: EUPL-1.2
// The choice of families: what a finding must show depends on how many families were searched, and averaged over the families that may
// speak no more than the stated part of what they say is chance.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "signal/families.hpp"

namespace trede {
namespace {

// A family as the kinds make it: q-values of its tests, a signal for each at or below the rate.
void add_family(signal::Found& all, SignalKind kind, const std::vector<double>& p) {
  const std::vector<double> q = signal::family(all, kind, "f" + std::to_string(all.families.size()), p);
  for (std::size_t i = 0; i < q.size(); ++i) {
    if (q[i] > signal::kRate) continue;
    Signal s;
    s.kind = kind;
    s.id = all.families.back().id + "/" + std::to_string(i);
    s.p = p[i];
    s.q = q[i];
    s.stability = {{.id = "niveau", .holds = true, .words = {"ja", "yes"}}};
    s.strength = signal::strength_of(s.q, s.stability);
    all.list.push_back(std::move(s));
    ++all.families.back().found;
  }
}

std::vector<std::string> ids(const signal::Found& all) {
  std::vector<std::string> out;
  for (const Signal& s : all.list) out.push_back(s.id);
  return out;
}

TEST(Families, a_finding_among_twenty_families_is_judged_at_a_twentieth_of_the_rate) {
  signal::Found all;
  for (int f = 0; f < 19; ++f) add_family(all, SignalKind::cluster, {0.9});
  add_family(all, SignalKind::cluster, {0.0005, 0.012, 0.9, 0.9});  // q: 0.002, 0.024, 0.9, 0.9
  ASSERT_EQ(all.list.size(), 2U);
  signal::choose_families(all);
  ASSERT_EQ(ids(all), std::vector<std::string>{"f19/0"}) << "0.024 would do for one family, not for one of twenty";
  EXPECT_NEAR(all.families[19].level, 0.05 / 20, 1e-15);
  EXPECT_NEAR(all.list[0].q, 0.04, 1e-12) << "the rate at which it would just be found";
  EXPECT_EQ(all.list[0].strength, Strength::weak) << "0.002 was clear, 0.04 is not";
  EXPECT_EQ(all.families[19].found, 1);
  EXPECT_NEAR(all.families[19].expected_false, 0.05, 1e-15);
}

TEST(Families, a_least_q_value_that_many_families_would_have_by_chance_is_no_finding) {
  signal::Found all;
  for (int f = 0; f < 19; ++f) add_family(all, SignalKind::cluster, {0.9});
  add_family(all, SignalKind::cluster, {0.004});
  signal::choose_families(all);
  EXPECT_TRUE(all.list.empty());
  EXPECT_EQ(all.families[19].found, 0);
  EXPECT_EQ(all.families[19].level, 0.0);
  EXPECT_EQ(all.families[19].expected_false, 0.0);
}

TEST(Families, where_all_families_are_chosen_nothing_changes) {
  signal::Found all;
  for (int f = 0; f < 3; ++f) add_family(all, SignalKind::stacking, {0.0001, 0.03, 0.9});
  const signal::Found before = all;
  ASSERT_EQ(before.list.size(), 6U);
  signal::choose_families(all);
  ASSERT_EQ(ids(all), ids(before));
  for (std::size_t i = 0; i < all.list.size(); ++i) {
    EXPECT_NEAR(all.list[i].q, before.list[i].q, 1e-15);
    EXPECT_EQ(all.list[i].strength, before.list[i].strength);
  }
}

TEST(Families, of_another_kind_or_without_tests_count_for_nothing) {
  signal::Found all;
  for (int f = 0; f < 50; ++f) add_family(all, SignalKind::cluster, {0.9});
  for (int f = 0; f < 50; ++f) add_family(all, SignalKind::stacking, {});
  add_family(all, SignalKind::stacking, {0.04});
  signal::choose_families(all);
  EXPECT_EQ(ids(all), std::vector<std::string>{"f100/0"});
}

TEST(Families, keep_their_own_signals_when_another_loses_some) {
  signal::Found all;
  add_family(all, SignalKind::cluster, {0.0001, 0.0001});
  add_family(all, SignalKind::stacking, {0.0001});
  for (int f = 0; f < 3; ++f) add_family(all, SignalKind::cluster, {0.045});
  add_family(all, SignalKind::stacking, {0.0002});
  signal::choose_families(all);
  // Of four families of clusters all are chosen: the fourth least q-value is below the rate. Of five it would have to be below 4/5 of it.
  EXPECT_EQ(ids(all), (std::vector<std::string>{"f0/0", "f0/1", "f1/0", "f2/0", "f3/0", "f4/0", "f5/0"}));
  add_family(all, SignalKind::cluster, {0.9});
  signal::Found five;
  five.families = all.families;
  five.list = all.list;
  signal::choose_families(five);
  EXPECT_EQ(ids(five), (std::vector<std::string>{"f0/0", "f0/1", "f1/0", "f5/0"}));
  EXPECT_EQ(five.families[0].found, 2);
  EXPECT_EQ(five.families[2].found, 0);
}

// Forty families of fifty tests, in four of which there is something to find: the part of chance, averaged over the families that speak,
// stays within the rate. Each family at the rate by itself would let about two of the others speak, of chance alone.
TEST(Families, that_speak_say_on_average_no_more_by_chance_than_the_rate) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> any(0.0, 1.0);
  constexpr int kRounds = 400, kFamilies = 40, kReal = 4, kTests = 50, kTrue = 5;
  double chance = 0.0, alone = 0.0;
  int missed = 0;
  for (int round = 0; round < kRounds; ++round) {
    signal::Found all;
    for (int f = 0; f < kFamilies; ++f) {
      std::vector<double> p(kTests);
      for (double& one : p) one = any(random);
      if (f < kReal) std::fill(p.begin(), p.begin() + kTrue, 1e-6);
      add_family(all, SignalKind::cluster, p);
    }
    const auto false_part = [&](const signal::Found& found) {
      double sum = 0.0;
      int speaking = 0;
      std::size_t at = 0;
      for (std::size_t f = 0; f < found.families.size(); ++f) {
        int wrong = 0;
        for (std::int64_t i = 0; i < found.families[f].found; ++i, ++at) wrong += found.list[at].p > 1e-6 ? 1 : 0;
        if (found.families[f].found == 0) continue;
        ++speaking;
        sum += static_cast<double>(wrong) / static_cast<double>(found.families[f].found);
      }
      return speaking == 0 ? 0.0 : sum / speaking;
    };
    alone += false_part(all) / kRounds;
    signal::choose_families(all);
    chance += false_part(all) / kRounds;
    for (int f = 0; f < kReal; ++f) missed += all.families[static_cast<std::size_t>(f)].found < kTrue ? 1 : 0;
  }
  EXPECT_GT(alone, 0.2) << "without the choice a third of the families that speak speaks of nothing";
  EXPECT_LE(chance, signal::kRate);
  EXPECT_EQ(missed, 0);
}

}  // namespace
}  // namespace trede
