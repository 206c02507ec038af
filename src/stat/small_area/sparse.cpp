// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/sparse.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/OrderingMethods>
#include <Eigen/Sparse>

namespace trede::stat {
namespace {

// Position in the order of elimination, by row of A.
std::vector<std::uint32_t> minimum_degree(const SparseSymmetric& a) {
  const auto size = static_cast<Eigen::Index>(a.size());
  std::vector<Eigen::Triplet<double, int>> entries;
  entries.reserve(a.row.size() + a.size());
  for (std::size_t j = 0; j < a.size(); ++j) {
    entries.emplace_back(static_cast<int>(j), static_cast<int>(j), 1.0);
    for (std::uint32_t k = a.first[j]; k < a.first[j + 1]; ++k) entries.emplace_back(static_cast<int>(a.row[k]), static_cast<int>(j), 1.0);
  }
  Eigen::SparseMatrix<double, Eigen::ColMajor, int> pattern(size, size);
  pattern.setFromTriplets(entries.begin(), entries.end());
  Eigen::AMDOrdering<int>::PermutationType order;
  Eigen::AMDOrdering<int>()(pattern, order);
  std::vector<std::uint32_t> place(a.size());
  for (std::size_t k = 0; k < a.size(); ++k)
    place[static_cast<std::size_t>(order.indices()[static_cast<Eigen::Index>(k)])] = static_cast<std::uint32_t>(k);
  return place;
}

}  // namespace

SparseStructure::SparseStructure(const SparseSymmetric& a) : place_(minimum_degree(a)), a_diagonal_(a.size(), 0.0) {
  const std::size_t size = a.size();
  struct Entry {
    std::uint32_t column = 0, row = 0;
    double value = 0;
  };
  std::vector<Entry> upper;
  for (std::size_t j = 0; j < size; ++j) {
    for (std::uint32_t k = a.first[j]; k < a.first[j + 1]; ++k) {
      const std::uint32_t column = place_[j], row = place_[a.row[k]];
      if (row == column) a_diagonal_[row] += a.value[k];
      else if (row < column) upper.push_back({column, row, a.value[k]});
    }
  }
  std::sort(upper.begin(), upper.end(),
            [](const Entry& x, const Entry& y) { return x.column != y.column ? x.column < y.column : x.row < y.row; });
  a_first_.assign(size + 1, 0);
  for (const Entry& e : upper) {
    ++a_first_[e.column + 1];
    a_row_.push_back(e.row);
    a_value_.push_back(e.value);
  }
  for (std::size_t j = 0; j < size; ++j) a_first_[j + 1] += a_first_[j];

  // Elimination tree and the pattern of each row of L: the paths from the entries of A up to the row.
  constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  std::vector<std::uint32_t> parent(size, kNone), seen(size, kNone), path;
  reach_first_.assign(1, 0);
  l_first_.assign(size + 1, 0);
  for (std::uint32_t k = 0; k < size; ++k) {
    seen[k] = k;
    const std::size_t start = reach_.size();
    for (std::uint32_t p = a_first_[k]; p < a_first_[k + 1]; ++p) {
      for (std::uint32_t i = a_row_[p]; seen[i] != k; i = parent[i]) {
        if (parent[i] == kNone) parent[i] = k;
        reach_.push_back(i);
        seen[i] = k;
      }
    }
    // A column comes before its parent in the tree, so ascending order will do.
    std::sort(reach_.begin() + static_cast<std::ptrdiff_t>(start), reach_.end());
    for (std::size_t p = start; p < reach_.size(); ++p) ++l_first_[reach_[p] + 1];
    reach_first_.push_back(static_cast<std::uint32_t>(reach_.size()));
  }
  for (std::size_t j = 0; j < size; ++j) l_first_[j + 1] += l_first_[j];
  row_.resize(reach_.size());
  std::vector<std::uint32_t> next(l_first_.begin(), l_first_.end() - 1);
  for (std::uint32_t k = 0; k < size; ++k)
    for (std::uint32_t p = reach_first_[k]; p < reach_first_[k + 1]; ++p) row_[next[reach_[p]]++] = k;
}

SparseFactor::SparseFactor(const SparseStructure& structure)
    : structure_(&structure), l_(structure.entries()), d_(structure.size()), work_(structure.size()), fill_(structure.size()) {}

bool SparseFactor::factor(std::span<const double> add) {
  const SparseStructure& s = *structure_;
  const std::size_t size = s.size();
  for (std::size_t i = 0; i < size; ++i) d_[s.place_[i]] = s.a_diagonal_[s.place_[i]] + add[i];
  std::fill(work_.begin(), work_.end(), 0.0);
  std::copy(s.l_first_.begin(), s.l_first_.end() - 1, fill_.begin());
  for (std::size_t k = 0; k < size; ++k) {
    for (std::uint32_t p = s.a_first_[k]; p < s.a_first_[k + 1]; ++p) work_[s.a_row_[p]] = s.a_value_[p];
    double pivot = d_[k];
    for (std::uint32_t q = s.reach_first_[k]; q < s.reach_first_[k + 1]; ++q) {
      const std::uint32_t j = s.reach_[q];
      const double y = work_[j];
      work_[j] = 0.0;
      const std::uint32_t end = fill_[j];
      for (std::uint32_t p = s.l_first_[j]; p < end; ++p) work_[s.row_[p]] -= l_[p] * y;
      const double entry = y / d_[j];
      pivot -= entry * y;
      l_[end] = entry;
      fill_[j] = end + 1;
    }
    if (!(pivot > 0.0)) return false;
    d_[k] = pivot;
  }
  return true;
}

void SparseFactor::solve(std::span<const double> right, std::span<double> out) const {
  const SparseStructure& s = *structure_;
  const std::size_t size = s.size();
  std::vector<double> x(size);
  for (std::size_t i = 0; i < size; ++i) x[s.place_[i]] = right[i];
  for (std::size_t j = 0; j < size; ++j)
    for (std::uint32_t p = s.l_first_[j]; p < s.l_first_[j + 1]; ++p) x[s.row_[p]] -= l_[p] * x[j];
  for (std::size_t j = size; j-- > 0;) {
    double sum = x[j] / d_[j];
    for (std::uint32_t p = s.l_first_[j]; p < s.l_first_[j + 1]; ++p) sum -= l_[p] * x[s.row_[p]];
    x[j] = sum;
  }
  for (std::size_t i = 0; i < size; ++i) out[i] = x[s.place_[i]];
}

double SparseFactor::log_determinant() const {
  double sum = 0.0;
  for (const double d : d_) sum += std::log(d);
  return sum;
}

void SparseFactor::inverse_diagonal(std::span<double> out) const {
  const SparseStructure& s = *structure_;
  const std::size_t size = s.size();
  std::vector<double> z(s.entries()), diagonal(size), sum(size, 0.0), own(size, 0.0);
  for (std::size_t j = size; j-- > 0;) {
    const std::uint32_t start = s.l_first_[j], end = s.l_first_[j + 1];
    for (std::uint32_t p = start; p < end; ++p) {
      own[s.row_[p]] = l_[p];
      sum[s.row_[p]] = 0.0;
    }
    // sum_i = Σ_k L_kj Z_ik over the rows k of column j. Column k of Z holds every later row of column j; its other rows meet own = 0, and
    // nobody reads their sum.
    for (std::uint32_t p = start; p < end; ++p) {
      const std::uint32_t k = s.row_[p];
      const double lk = l_[p];
      double at = lk * diagonal[k];
      for (std::uint32_t q = s.l_first_[k]; q < s.l_first_[k + 1]; ++q) {
        const std::uint32_t i = s.row_[q];
        at += own[i] * z[q];
        sum[i] += lk * z[q];
      }
      sum[k] += at;
    }
    double d = 1.0 / d_[j];
    for (std::uint32_t p = start; p < end; ++p) {
      z[p] = -sum[s.row_[p]];
      d -= l_[p] * z[p];
    }
    diagonal[j] = d;
    for (std::uint32_t p = start; p < end; ++p) own[s.row_[p]] = 0.0;
  }
  for (std::size_t i = 0; i < size; ++i) out[i] = diagonal[s.place_[i]];
}

}  // namespace trede::stat
