// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What asks for attention now: one sentence per signal, with its evidence, how strong it is, how many such signals chance alone would give,
// and what it may not be used for. A signal is a reason to talk with those who know the place, never a conclusion. Everything is computed
// from PublishedFigures; modelled figures are kept out of clusters, breaks and trends.
//
// One header per kind holds its rule and the source of its method; this one holds what they have in common.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"
#include "estimate/estimates.hpp"
#include "score/scores.hpp"

namespace trede {

enum class SignalKind : std::uint8_t { worse_and_worsening, cluster, series_break, stacking, reach_gap, perception_gap, split_wijk };
inline constexpr std::size_t kSignalKinds = 7;
// "ongunstig_en_ongunstiger", "cluster", "breuk", "stapeling", "bereikkloof", "registratie_en_beleving", "gespleten_wijk"
std::string_view published_word(SignalKind);
Text name_of(SignalKind);  // for people

enum class Strength : std::uint8_t { weak, clear, strong };
std::string_view published_word(Strength);  // "zwak", "duidelijk", "sterk"

struct SignalCell {  // one published figure on which a signal rests
  IndicatorId indicator;
  Period period;
  AreaIndex area = kNoArea;
};

struct Evidence {
  std::string id;  // camelCase, Dutch, stable: "waarde", "referentie", "helling", "pWaarde", "relatiefRisico", "zonesVerwacht"
  Text name;
  double value = 0.0;
  int decimals = 2;
};

struct Stability {
  std::string id;  // "niveau", "buren", "methode"
  bool holds = false;
  Text words;  // "Ook per wijk is dit zichtbaar."
};

struct Signal {
  std::string id;  // the same in every edition for the same kind, indicators and place
  SignalKind kind = SignalKind::worse_and_worsening;
  std::vector<IndicatorId> indicators;
  std::vector<AreaIndex> areas;  // in index order; one for most kinds
  AreaLevel level = AreaLevel::buurt;
  Period period;  // the latest it rests on
  Text sentence, not_for;
  Strength strength = Strength::weak;
  double p = 1.0;  // NaN where the kind has no test
  double q = 1.0;  // after false-discovery control within its family
  std::vector<Evidence> evidence;
  std::vector<Stability> stability;
  std::vector<SignalCell> cells;
};

// The tests that were made together: an indicator and period for one kind and level.
struct SignalFamily {
  SignalKind kind = SignalKind::worse_and_worsening;
  std::string id;  // "cluster/t1-woonoverlast-beleving/2024/buurt"
  std::int64_t tests = 0, found = 0;
  double rate = 0.05;   // the false-discovery rate that was asked
  double level = 0.05;  // at which its q-values were judged, after the choice of families (rate × families with a finding / families)
  double best = 1.0;    // its least q-value
  double expected_false = 0.0;  // about rate × found
};

struct NotLookedAt {
  SignalKind kind = SignalKind::worse_and_worsening;
  IndicatorId indicator;
  Text why;
};

struct Signals {
  std::vector<Signal> list;  // strongest first, then by kind, place, indicators
  std::vector<SignalFamily> families;
  std::vector<NotLookedAt> not_looked_at;  // by kind and catalogue order
};

struct SignalInput {
  const Catalogue& catalogue;
  const PublishedFigures& figures;
  const AreaSet& areas;
  const Estimates& estimates;
  const Scores& scores;
  AreaIndex reference = kNoArea;
  // Areas of one level that share a border, and their middle in metres (RD); empty without a map. Without borders no clusters are sought.
  std::vector<std::pair<AreaIndex, AreaIndex>> borders;
  std::vector<double> x, y;  // by area; NaN where unknown
  unsigned threads = 0;
};

Signals find_signals(const SignalInput& input);

}  // namespace trede
