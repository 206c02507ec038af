// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cell-key method: every count gets a small change that its own records decide.
//
// Each record has a key of 32 bits; the key of a cell is the sum of the keys of its records modulo 2³². The perturbation table gives,
// by count, the distribution of the change; the cell key, as a fraction of 2³², picks from it. The same records give the same figure in
// every table, edition and rebuild, so nothing averages out; one record more or less gives an unrelated change. Every cell is changed on
// its own, totals too: the printed parts do not add up to the printed totals, and that is said with the figures.
//
// The distribution for count n has mean zero, the asked variance, changes of at most `max_change`, no negative result and no positive
// result of `hidden` or less; of all these it is the one with the greatest entropy, p(d) ∝ exp(λ·d + μ·d²). Zero stays zero. Where small
// counts leave no such variance, the nearest one that exists is taken.
//
// Fraser & Wooton (2005); Thompson, Broadfoot & Elazar (2013), "Methodology for the automatic confidentialisation of statistical outputs
// from remote servers at the Australian Bureau of Statistics"; Marley & Leaver (2011), ISI 58th session; Giessing (2016), LNCS 9867.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "protect/table.hpp"

namespace trede::protect {

using CellKey = std::uint32_t;  // keys are added modulo 2³²

struct CellKeyRule {
  int max_change = 8;      // D ≥ 1
  double variance = 6.25;  // V: 0 < V ≤ D·(D + 1) / 3, that of equal chances
  int hidden = 2;          // no printed count from 1 to this; 0 ≤ hidden < D
};

// The key of a record: a keyed hash of its pseudonym. The secret belongs to the organisation that holds the records, never leaves it and
// stays the same from year to year; with another secret every figure changes.
CellKey record_key(std::string_view secret, std::string_view record);

// The key of a leaf of which only the count is at hand: as if the leaf held the records "1" … "n" of its own name. Name it by everything
// that tells it from other leaves (indicator, period, codes). A count that grows by one keeps the records it had.
CellKey leaf_key(std::string_view secret, std::string_view leaf, std::int32_t count);

// The perturbation table.
class Perturbation {
 public:
  struct Row {                         // the distribution for one count; the last row serves all larger counts
    std::vector<std::int32_t> change;  // ascending
    std::vector<double> probability;   // > 0, adds up to one
    std::vector<std::uint64_t> upto;   // cumulative, in 2⁻³²; a key below upto[i] and not below upto[i − 1] picks change[i]
    double variance = 0.0;
  };

  // Error: protect.cell_key.rule, when the numbers of the rule cannot go together.
  static Checked<Perturbation> make(const CellKeyRule& rule);

  [[nodiscard]] std::int32_t apply(std::int32_t count, CellKey key) const;
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const Row& row(std::int32_t count) const;

 private:
  std::vector<Row> rows_;
};

// All cells of a table: leaves get `leaf_key` of their codes joined with '|', a total the sum of the keys of its leaves.
std::vector<std::int32_t> perturb_table(const Table& table, const Perturbation& perturbation, std::string_view secret);

}  // namespace trede::protect
