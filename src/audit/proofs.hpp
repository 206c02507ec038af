// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Solutions that prove: one linear program over a set of unknowns, aimed at many of them at once and then, where that is not enough, at
// one after the other.
//
// Every solution of the program counts as evidence for every unknown in it. A program over some unknowns with the others held at the
// values of one solution of the whole (a region) gives solutions of the whole too: evidence from inside, never a bound from outside.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/linear_program.hpp"
#include "audit/parts.hpp"

namespace trede::audit {

// Numbers that look random and are the same every time (splitmix64, Steele, Lea & Flood 2014).
class Shuffled {
 public:
  explicit Shuffled(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  // Between 0.5 and 1.5, of either sign.
  double weight() { return (0.5 + unit()) * ((next() & 1) != 0 ? 1.0 : -1.0); }

 private:
  std::uint64_t state_;
};

class Prover {
 public:
  // The program over `unknowns`, whose columns stand in that order.
  Prover(LinearProgram program, std::span<const Unknown> unknowns, Evidence& evidence, std::uint64_t seed);

  // Any solution at all. False when there is none.
  bool start();
  // Aims at all unsettled unknowns together, up and down, as long as it pays.
  void together(int rounds);
  // Aims at each unsettled unknown by itself. With `whole` the optimum bounds it from outside.
  void one_by_one(bool whole);
  // Every unknown that is wide by way of fractions only: its ends in whole numbers, as far as branching gets.
  void in_whole_numbers();
  [[nodiscard]] LinearProgram& program() { return program_; }

 private:
  std::vector<std::uint32_t> unsettled() const;
  bool solve_and_see();
  struct Search;
  void branch(Search& search);
  std::optional<std::uint32_t> first_fraction() const;
  LinearProgram program_;
  std::vector<Unknown> unknowns_;
  Evidence* evidence_;
  Shuffled shuffled_;
};

LinearProgram program_of(const Relations& relations, const Bounds& bounds, std::span<const Unknown> unknowns,
                         std::span<const std::uint32_t> rows, std::vector<int>& column, const std::vector<double>& value);

}  // namespace trede::audit
