// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A large part, attacked block by block.
//
// The tree of places cuts a part in blocks (a gemeente with all below it) and a top (the country). Most rows lie within one block; the
// few others couple blocks. A solution of the whole is a mix of solutions of each block that fits the coupling rows (Dantzig & Wolfe
// 1960): one small linear program per block proposes solutions, one over the mixes (the master) chooses. So no program ever holds the
// whole part, blocks are worked on in parallel, and a mix is evidence for every unknown. For an unknown that stays unsettled the same
// two kinds of programs find its largest and smallest value, with a bound from outside that closes in on it.
//
// Deterministic for any number of threads: a block's program sees the same aims in the same order.

#include <cstdint>
#include <optional>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/linear_program.hpp"
#include "audit/parts.hpp"
#include "audit/proofs.hpp"

namespace trede::audit {

struct Cut {
  std::vector<Unknown> top;                      // unknowns of no block
  std::vector<std::vector<Unknown>> blocks;      // unknowns by block, rising
  std::vector<std::vector<std::uint32_t>> rows;  // rows within a block
  std::vector<std::uint32_t> coupling;           // the other rows
};

// Nothing when the tree does not cut the part into blocks of a size that pays.
std::optional<Cut> cut_of(const Relations& relations, const Bounds& bounds, const Part& part, std::size_t largest_block);

// Attacks the part. False when it has no solution.
bool attack_blocks(const Relations& relations, const Bounds& bounds, const std::vector<double>& settled_value, const Cut& cut,
                   unsigned threads, Evidence& evidence);

}  // namespace trede::audit
