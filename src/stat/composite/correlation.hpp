// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How columns hang together: Pearson's correlations over the rows where both are there, pairs that say the same, the effective number of
// columns, and principal components.
//
// Effective number: (Σ√λ)² / Σλ over the eigenvalues λ of the correlations (Galwey 2009, Genetic Epidemiology 33, 559–568); negative ones,
// which pairwise correlations can have, count as 0. k independent columns give k, k equal ones give 1.
// Principal components: eigenvectors of the correlations over the complete rows, largest first (Nardo et al. 2008, § 6.1); the sign of a
// component is free, and is chosen so that its weights add up to 0 or more.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stat/composite/kernel.hpp"

namespace trede::stat::composite {

struct Correlations {
  std::size_t size = 0;
  std::vector<double> r;           // size × size; 0 where it is not defined
  std::vector<std::size_t> count;  // size × size: rows where both are there; 0 where r is not defined
  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return r[i * size + j]; }
};
// Not defined below `fewest` shared rows, and for a column without spread on them.
Correlations correlations(std::span<const Column> columns, std::size_t n, std::size_t fewest = 3, unsigned threads = 1);

double effective_number(const Correlations& correlations);

struct CorrelatedPair {
  std::size_t first = 0, second = 0;
  double correlation = 0.0;
  std::size_t count = 0;
};
// |r| ≥ threshold, strongest first.
std::vector<CorrelatedPair> collinear_pairs(const Correlations& correlations, double threshold);

struct Components {
  std::size_t size = 0, rows = 0;  // rows that were complete
  std::vector<double> deviation;   // by component: √λ
  std::vector<double> weight;      // weight[column · size + component]
};
// Nullopt below two complete rows, and where a column has no spread.
std::optional<Components> principal_components(std::span<const Column> columns, std::size_t n);

}  // namespace trede::stat::composite
