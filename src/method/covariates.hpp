// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The columns that the setting "covariates" names, with commas between; none when it is empty.

#include <string>
#include <vector>

#include "method/method.hpp"

namespace trede::method {

struct Covariates {
  std::vector<std::string> names;
  std::vector<double> values;  // row after row
};

// Errors: stat.column_missing, stat.no_value, stat.not_a_number.
inline Checked<Covariates> read_covariates(const Call& call) {
  Covariates out;
  const std::string& text = call.settings.at("covariates");
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t comma = text.find(',', start), end = comma == std::string::npos ? text.size() : comma;
    out.names.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  Errors errors;
  out.values.resize(out.names.size() * call.table.rows());
  for (std::size_t k = 0; k < out.names.size(); ++k) {
    const auto column = call.table.numbers(out.names[k]);
    if (!column) {
      errors.add(column.error());
      continue;
    }
    for (std::size_t i = 0; i < column->size(); ++i) out.values[i * out.names.size() + k] = (*column)[i];
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

}  // namespace trede::method
