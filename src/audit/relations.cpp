// SPDX-License-Identifier: EUPL-1.2
#include "audit/relations.hpp"

namespace trede::audit {

Unknown Relations::add_unknown(std::int64_t lower, std::int64_t upper) {
  least.push_back(lower);
  most.push_back(upper);
  return static_cast<Unknown>(least.size() - 1);
}

void Relations::add_row(std::span<const Term> row_terms, std::int64_t row_low, std::int64_t row_high, bool is_independent) {
  terms.insert(terms.end(), row_terms.begin(), row_terms.end());
  first.push_back(terms.size());
  low.push_back(row_low);
  high.push_back(row_high);
  independent.push_back(is_independent ? 1 : 0);
}

RowsOfUnknown rows_of_unknowns(const Relations& relations) {
  RowsOfUnknown out;
  out.first.assign(relations.size() + 1, 0);
  for (const Term& term : relations.terms) ++out.first[term.unknown + 1];
  for (std::size_t u = 0; u < relations.size(); ++u) out.first[u + 1] += out.first[u];
  out.row.resize(relations.terms.size());
  std::vector<std::size_t> next(out.first.begin(), out.first.end() - 1);
  for (std::size_t r = 0; r < relations.rows(); ++r)
    for (const Term& term : relations.row(r)) out.row[next[term.unknown]++] = static_cast<std::uint32_t>(r);
  return out;
}

}  // namespace trede::audit
