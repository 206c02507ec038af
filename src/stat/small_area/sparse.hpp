// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A sparse symmetric matrix with one structure and many diagonals: A + diag(d), positive definite. Its L D L' factor, solutions, logarithm
// of the determinant, and the diagonal of its inverse.
//
// Order of elimination: approximate minimum degree (Amestoy, Davis & Duff 1996). Factor: row by row (Davis 2005, "Algorithm 849: a concise
// sparse Cholesky factorization package"). Diagonal of the inverse: Takahashi, Fagan & Chen (1973); Rue & Held (2005), § 2.4: only at the
// places where the factor has entries, from the last column to the first.
//
// SparseStructure is fixed and may be read by many threads; each SparseFactor belongs to one. Results depend on the numbers alone.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trede::stat {

// The lower and upper triangle in compressed columns; the diagonal may be absent.
struct SparseSymmetric {
  std::vector<std::uint32_t> first = {0}, row;
  std::vector<double> value;
  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
};

class SparseStructure {
 public:
  explicit SparseStructure(const SparseSymmetric& a);
  [[nodiscard]] std::size_t size() const { return place_.size(); }
  [[nodiscard]] std::size_t entries() const { return row_.size(); }  // of L, below the diagonal

 private:
  friend class SparseFactor;
  std::vector<std::uint32_t> place_;            // position in the order of elimination, by row of A
  std::vector<std::uint32_t> a_first_, a_row_;  // A in that order: above the diagonal, by column
  std::vector<double> a_value_, a_diagonal_;
  std::vector<std::uint32_t> l_first_, row_;        // L below the diagonal, by column, rows ascending
  std::vector<std::uint32_t> reach_first_, reach_;  // the columns with an entry in each row of L, in an order fit for elimination
};

class SparseFactor {
 public:
  explicit SparseFactor(const SparseStructure& structure);
  // Of A + diag(add). False when a pivot is not above zero: then the rest may not be used.
  bool factor(std::span<const double> add);
  void solve(std::span<const double> right, std::span<double> out) const;
  [[nodiscard]] double log_determinant() const;
  void inverse_diagonal(std::span<double> out) const;

 private:
  const SparseStructure* structure_;
  std::vector<double> l_, d_, work_;
  std::vector<std::uint32_t> fill_;
};

}  // namespace trede::stat
