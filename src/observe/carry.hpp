// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bringing figures of an earlier or later area division to the edition's division.
//
// Counts are additive: they are shared out over the new areas by the edge's share and added up. A published share or mean is not
// additive: it crosses only where the place stayed one and the same (same, recoded, renamed), and a merged area gets the mean of its
// parts weighted by `weights` when all of those are known. Everything else is Missing::boundary_changed. Without shapes or official
// shares (EdgeBasis::names, codes_and_names) a split count is not shared out: the split is known, the shares are not.

#include <vector>

#include "area/concordance.hpp"
#include "base/missing.hpp"

namespace trede {

// One quantity over the areas of a division.
struct Quantity {
  std::vector<double> value;
  std::vector<Missing> missing;
  std::vector<std::uint8_t> carried;  // by area: 1 = crossed a changed border; empty when native

  static Quantity none(std::size_t areas, Missing reason) {
    return {std::vector<double>(areas, 0.0), std::vector<Missing>(areas, reason), {}};
  }
};

class Carrier {
 public:
  // Indexes the edges once. `to` has the areas of the edition's division.
  Carrier(const Concordance& concordance, const AreaSet& from, const AreaSet& to);

  [[nodiscard]] Vintage from() const { return from_vintage_; }
  [[nodiscard]] Quantity counts(const Quantity& old) const;
  // The same for what one institution provides: every part enters whole, since the institution may lie in the piece that came over.
  [[nodiscard]] Quantity most(const Quantity& old) const;
  // The same for persons or households that may be the same ones in two parts: those of the part that brings most.
  [[nodiscard]] Quantity least(const Quantity& old) const;
  // `weights`: a count of the old division (inhabitants), for merged areas; may be null.
  [[nodiscard]] Quantity values(const Quantity& old, const Quantity* weights) const;
  // Where one record of the old area certainly lies now; kNoArea when that is not certain.
  [[nodiscard]] AreaIndex place(AreaIndex old) const { return certain_[old]; }

 private:
  struct In {
    AreaIndex from;
    double share;
    bool same_place;
    bool share_known;
    bool whole;
  };
  [[nodiscard]] bool of_whole_parts(AreaIndex area) const;
  void wijken_from_buurten(Quantity& out) const;
  const AreaSet& to_;
  Vintage from_vintage_;
  std::vector<std::vector<In>> in_;  // by new area
  std::vector<AreaIndex> certain_;   // by old area
};

}  // namespace trede
