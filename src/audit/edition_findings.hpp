// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an attack on an edition found. Never a count: a finding says which figure, how it can be found and how narrow the interval is, so
// that a message or a report about an edition that was refused does not itself give the figure away.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace trede::audit {

// The words of findings, as in `--json` and privacy/rapport.json; each names one way to get at a figure (docs/formats/privacy-report.md).
namespace found {
inline constexpr const char* kSmallCount = "small_count";   // a count below the minimum is shown
inline constexpr const char* kComplement = "complement";    // so few are not counted that they are known; or everybody is
inline constexpr const char* kGroup = "group";              // so large a share that it says something about everyone
inline constexpr const char* kDenominator = "denominator";  // shown for an area with too few people or homes
inline constexpr const char* kSensitiveZero = "sensitive_zero";
inline constexpr const char* kRespondents = "respondents";    // a survey's figure from too few answers
inline constexpr const char* kHalfWidth = "half_width";       // a survey's figure that is too uncertain
inline constexpr const char* kRecalculated = "recalculated";  // follows exactly from sums over areas
inline constexpr const char* kNarrow = "narrow";              // lies in an interval narrower than the rule asks
inline constexpr const char* kOwnDenominator = "own_denominator";
inline constexpr const char* kLinked = "linked";      // follows from another indicator
inline constexpr const char* kPooled = "pooled";      // follows from a window of years and its years
inline constexpr const char* kOwnArea = "own_area";   // follows from a named own area
inline constexpr const char* kBoundary = "boundary";  // follows from an edition with other boundaries
inline constexpr const char* kBetweenEditions = "difference_between_editions";
inline constexpr const char* kUnsettled = "unsettled";         // the solver gave up: counted as found
inline constexpr const char* kRateInverted = "rate_inverted";  // a rate or interval gives the count
inline constexpr const char* kShownElsewhere = "shown_elsewhere";
inline constexpr const char* kOrder = "order";        // a class or rank bounds a withheld figure
inline constexpr const char* kScore = "score";        // a score counts a withheld figure in
inline constexpr const char* kMetadata = "metadata";  // a file's header, statistics or properties say more than its rows
inline constexpr const char* kCanary = "canary";      // a text or number that must not occur
}  // namespace found

struct EditionFinding {
  std::string kind;
  std::string indicator, period, area;  // empty when it is about a file as a whole
  std::string file;                     // inside the edition; empty when it follows from the figures
  std::int64_t width = -1;              // highest − lowest of the attacker's interval; −1 = not an interval
  Text how;
};

// What was tried, whether or not it found anything.
struct EditionAttempt {
  std::string name;         // a word as above, or a group of them
  std::size_t tried = 0;    // relations, figures or files looked at
  std::size_t refuted = 0;  // relations that the published figures contradict, so that nobody can use them
  std::size_t found = 0;
  Text what;
};

// By indicator with a rule.
struct IndicatorResult {
  std::string indicator, source;
  std::size_t shown = 0, withheld = 0, above_level = 0;
  std::size_t recovered = 0, narrow = 0;  // among the withheld
  std::int64_t narrowest = -1;            // the narrowest interval that could matter; −1 = nothing withheld
  bool at_least = false;                  // true: `narrowest` says "at least"
};

}  // namespace trede::audit
