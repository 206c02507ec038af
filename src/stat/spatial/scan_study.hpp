// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The input of a scan made ready: areas in the order of their places, sums over time, the windows to look at; and the zones around one
// centre. Used by the scan alone.

#include <cstdint>
#include <span>
#include <vector>

#include "stat/spatial/scan_model.hpp"
#include "stat/spatial/scan_near.hpp"

namespace trede::stat {

struct ScanWindow {  // [from, to) in the sums over time
  std::uint32_t from = 0, to = 1;
};

// The strongest zone around a centre.
struct BestZone {
  double ratio = 0;
  std::uint32_t centre = 0;  // place
  std::uint32_t zone = 0;    // among the circles or sets around the centre
  std::uint32_t areas = 0;   // in it
  std::uint32_t window = 0, cases = 0;
  double expected = 0, square = 0;  // square: of the radius
};

struct Track {  // of a zone: its row of bounds, and how far the counts from which the random maps deviate lie above the row's base
  std::uint32_t row = 0;
  std::int32_t offset = 0;
};

// The circles around one centre, each one area larger than the one before; per circle all windows. Or the connected sets, in the order of
// a walk: a set of depth d is the last set of depth d − 1 before it and one area more.
struct Zones {
  std::vector<std::uint32_t> place;  // taken in
  std::vector<std::uint8_t> depth;   // sets only
  std::vector<double> expected;      // circle × window
  std::vector<Track> track;          // circle × window
};

class ScanStudy {
 public:
  // `gone`: areas that lie in no circle any more (empty = none).
  ScanStudy(const ScanInput& input, const ScanOptions& options, const std::vector<std::uint8_t>& gone);

  [[nodiscard]] std::uint32_t places() const { return near_.size(); }
  [[nodiscard]] std::size_t periods() const { return periods_; }
  [[nodiscard]] const NearTree& near() const { return near_; }
  [[nodiscard]] const ScanRatio& ratio() const { return ratio_; }
  [[nodiscard]] const ScanBounds& bounds() const { return bounds_; }
  [[nodiscard]] const std::vector<ScanWindow>& windows() const { return windows_; }
  // Of a cell, by place · periods + period: expected, the whole number from which counts are kept as a deviation, and (observed) cases.
  [[nodiscard]] double expected(std::size_t cell) const { return expected_[cell]; }
  [[nodiscard]] std::int64_t round(std::size_t cell) const { return round_[cell]; }
  [[nodiscard]] std::uint32_t cases(std::size_t cell) const { return cases_[cell]; }
  [[nodiscard]] double population(std::uint32_t place) const { return population_[place]; }
  // First and last period of a window in the periods of the input.
  [[nodiscard]] std::pair<std::size_t, std::size_t> span_of(std::uint32_t window) const;
  // True when no deviation in a zone leaves sixteen bits.
  [[nodiscard]] bool narrow() const;

  // Areas of the largest circle around a centre, by distance (ties by area).
  void circle(std::uint32_t centre, std::vector<Near>& out) const;
  [[nodiscard]] bool flexible() const { return flexible_ > 0; }
  // The places of a zone, the centre first.
  [[nodiscard]] std::vector<std::uint32_t> places_of(const BestZone& zone) const;
  // Fills the zones, and tells the strongest in the observed map when asked.
  void zones(std::uint32_t centre, const std::vector<Near>& circle, Zones& out, BestZone* best) const;

 private:
  void sets(std::uint32_t centre, const std::vector<Near>& near, Zones& out, BestZone* best) const;
  ScanStudy(const ScanInput& input, const ScanOptions& options, const std::vector<std::uint8_t>& gone, std::size_t folded,
            std::size_t longest);

  NearTree near_;
  std::size_t folded_ = 0;  // periods of the input that lie together in the first period here
  std::size_t periods_ = 1;
  double most_population_ = 0, most_square_ = 0, largest_expected_ = 0;
  ScanRatio ratio_;
  std::vector<double> expected_, population_;
  std::vector<std::uint32_t> cases_;
  std::vector<std::int64_t> round_;
  std::vector<std::uint8_t> gone_;  // by place
  std::vector<ScanWindow> windows_;
  std::size_t flexible_ = 0;                        // areas near a centre from which sets are made
  std::vector<std::vector<std::uint32_t>> beside_;  // by place
  ScanBounds bounds_;
};

}  // namespace trede::stat
