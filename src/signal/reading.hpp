// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the kinds of signal share: the figures of one indicator, period and level as columns to be tested; which indicators may be looked
// at; families of tests.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "signal/signals.hpp"
#include "signal/words.hpp"

namespace trede::signal {

inline constexpr double kRate = 0.05;        // false-discovery rate of every family
inline constexpr std::size_t kFewest = 10;   // areas with a figure, for a test among areas
inline constexpr std::uint64_t kSeed = 975;  // of every permutation; fixed, so that editions can be compared

// One published series at one level: areas with a figure and inhabitants, in index order; the columns are parallel to `areas`.
struct Reading {
  const Indicator* indicator = nullptr;
  std::size_t series = 0;
  Period period;
  AreaLevel level = AreaLevel::buurt;
  std::vector<AreaIndex> areas;
  std::vector<double> value;            // in the indicator's unit
  std::vector<double> error;            // standard error in that unit; -1 where not known
  std::vector<double> events, persons;  // counts, or weighted answers; both empty unless known for all
  bool counts = false;                  // events are counts of persons, households or registrations
  [[nodiscard]] std::size_t size() const { return areas.size(); }
};

// The series of an indicator in time order, as positions in PublishedFigures::series().
std::vector<std::size_t> series_of(const PublishedFigures& figures, const IndicatorId& indicator);
Reading read(const SignalInput& input, std::size_t series, AreaLevel level);
// The latest series with figures for at least `fewest` areas of the level.
std::optional<Reading> latest(const SignalInput& input, const IndicatorId& indicator, AreaLevel level, std::size_t fewest);

// Share of the areas that have the same figures as another one in every period in which either has a figure (at least kSamePeriods of
// them): such areas were measured together, and the source repeats their figure.
inline constexpr std::size_t kSamePeriods = 4;
double share_measured_together(const SignalInput& input, const Reading& reading);

// +1 when more is less favourable, −1 when less is, 0 for context.
int adverse(const Indicator& indicator);
bool is_modelled(const SignalInput& input, const Indicator& indicator);
bool has_role(const Indicator& indicator, PairRole role);

// Whether an indicator of the ladder may be looked at for something unfavourable in counted or surveyed figures; else why not.
struct Admission {
  bool admitted = false;
  bool silent = false;  // not of the ladder, or without any figure: not worth a word
  Text why;
};
Admission admit(const SignalInput& input, const Indicator& indicator, bool modelled_too);

// The area with which `area` is compared: its gemeente when the reference is the country or another gemeente, else the reference.
AreaIndex reference_of(const SignalInput& input, AreaIndex area);
// The buurten of a wijk. They stand together, because the code of a buurt begins with that of its wijk.
AreaSet::Run buurten_of(const AreaSet& areas, AreaIndex wijk);
// Position of an area in `areas` of a reading, or none.
std::optional<std::size_t> position(const Reading& reading, AreaIndex area);
// The published value of an area in a series, if any.
std::optional<double> value_of(const SignalInput& input, std::size_t series, AreaIndex area);

// What one kind gives back; put together in order.
struct Found {
  std::vector<Signal> list;
  std::vector<SignalFamily> families;
  std::vector<NotLookedAt> not_looked_at;
  void add(Found other);
};

// Benjamini–Hochberg over the family; also enters the family.
std::vector<double> family(Found& found, SignalKind kind, std::string id, const std::vector<double>& p);
std::string family_id(SignalKind kind, const Indicator& indicator, const Period& period, AreaLevel level);
// kind-indicator-…-place, only letters, digits, '-' and '_'.
std::string signal_id(SignalKind kind, const std::vector<IndicatorId>& indicators, const AreaCode& place);

// From the q-value and how many of the stability checks hold: strong when q ≤ 0.001 and all hold (at least one), clear when q ≤ 0.01 and at
// least half hold.
Strength strength_of(double q, const std::vector<Stability>& stability);

// Adds a check that could be made; one that could not has no words and says nothing about the signal.
void check(Signal& signal, Stability made);

// "Dat is meer dan door toeval te verwachten."
Text beyond_chance();
Evidence p_value(double p);
Evidence q_value(double q);
double upper_tail(double z);  // P(Z ≥ z)

}  // namespace trede::signal
