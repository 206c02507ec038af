// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Unknowns that share no row, not even through others, say nothing about each other: a system falls apart into parts, and each is
// attacked by itself. Unknowns that bounds have settled are numbers by now and hold nothing together.

#include <cstdint>
#include <vector>

#include "audit/bounds.hpp"
#include "audit/linear_program.hpp"
#include "audit/relations.hpp"

namespace trede::audit {

struct Part {
  std::vector<Unknown> unknowns;    // rising; lowest < highest for each
  std::vector<std::uint32_t> rows;  // the independent ones that hold any of them, rising
};

// In order of the smallest unknown.
std::vector<Part> parts_of(const Relations& relations, const RowsOfUnknown& rows, const Bounds& bounds);

// Rows as a linear program has them. `column` gives the column of an unknown, or −1: then `value` stands in for it.
void add_linear_row(const Relations& relations, std::uint32_t row, const std::vector<int>& column, const std::vector<double>& value,
                    LinearRows& out);

// The ends of an unknown's column. What has no upper bound gets one far away.
inline constexpr std::int64_t kFar = 10'000'000;
double column_low(const Bounds& bounds, Unknown unknown);
double column_high(const Bounds& bounds, Unknown unknown);

}  // namespace trede::audit
