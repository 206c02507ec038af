// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The numbers of the disclosure rules, as monitor.toml states them and the manifest repeats them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trede {

enum class ProtectionMethod : std::uint8_t { suppression, rounding, cell_key };

// The words of monitor.toml and the manifest.
constexpr std::string_view to_string(ProtectionMethod method) {
  switch (method) {
    case ProtectionMethod::suppression: return "suppression";
    case ProtectionMethod::rounding: return "rounding";
    case ProtectionMethod::cell_key: return "cell-key";
  }
  return {};
}
constexpr std::optional<ProtectionMethod> parse_protection_method(std::string_view word) {
  for (const auto method : {ProtectionMethod::suppression, ProtectionMethod::rounding, ProtectionMethod::cell_key})
    if (word == to_string(method)) return method;
  return std::nullopt;
}

// The rules of docs/concepts/disclosure.md, for a source; the values here are the defaults.
struct DisclosureConfig {
  int minimum_count = 10;
  int minimum_complement = 10;
  int minimum_denominator = 50;
  int minimum_denominator_dwellings = 20;  // households and dwellings
  int minimum_households = 5;              // behind a count of persons, where the register says who shares a household
  int minimum_respondents = 30;
  int minimum_answers = 5;   // of a survey, on either side of the question
  double group_share = 0.9;  // a count above this share of its denominator says something about everyone
  double dominance = 0.5;    // one institution may not provide more than this share of a count
  int width = 3;             // least width of an outsider's interval for a withheld count
  double half_width = 0.25;  // survey shares: the widest 95 % half-width that is shown, as a fraction (0.25 = 25 percentage points)
  ProtectionMethod method = ProtectionMethod::suppression;
  int rounding_base = 5;     // rounding
  double level_share = 0.5;  // the share of the population, and of what is counted, that a publication level must show
  int pool_years = 3;        // years in a pooled window; 1 = never pool
  std::string reason, approved_by;
  friend bool operator==(const DisclosureConfig&, const DisclosureConfig&) = default;
};

}  // namespace trede
