// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Certificates: moves in whole numbers.
//
// A linear program answers in floating point. Its corners are small fractions, so the answer is brought to its common denominator and
// checked in integers against every equation and every bound; what does not pass is not a proof. A move with a denominator is multiplied
// out where the bounds allow it: the certificate is then a second table of whole numbers that an attacker cannot tell from the first.

#include <cstdint>
#include <optional>
#include <vector>

#include "protect/moves_lp.hpp"
#include "protect/system.hpp"

namespace trede::protect::moves {

struct Shift {
  CellIndex cell;
  std::int32_t by;  // in units of 1 / denominator of the certificate
};

struct Certificate {
  std::vector<Shift> shifts;
  std::int32_t denominator = 1;

  [[nodiscard]] bool moves_by(const Shift& shift, std::int32_t width) const {
    return std::int64_t{shift.by} * (shift.by < 0 ? -1 : 1) >= std::int64_t{width} * denominator;
  }
};

class Notary {
 public:
  explicit Notary(const System& system);

  // The move as a certificate; nothing when it is not a small fraction or fails the check.
  std::optional<Certificate> certify(const std::vector<Step>& move);
  // Every equation and every bound, in integers.
  bool holds(const Certificate& certificate);

 private:
  [[nodiscard]] bool within_bounds(const Certificate& certificate) const;

  const System& system_;
  std::vector<std::uint32_t> column_first_, column_row_;
  std::vector<std::int8_t> column_sign_;
  std::vector<std::int64_t> sum_;  // by equation
  std::vector<std::uint32_t> touched_;
};

}  // namespace trede::protect::moves
