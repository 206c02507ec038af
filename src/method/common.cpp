// SPDX-License-Identifier: EUPL-1.2
#include "method/common.hpp"

#include "stat/intervals.hpp"

namespace trede::method {

Result<double> level_of(const Call& call) {
  const auto level = call.number("level", 0.5, 0.9999);
  if (!level) return tl::unexpected(level.error());
  return stat::normal_quantile(0.5 + *level / 2.0);
}

void refuse_more_than_all(const Table& table, const std::vector<double>& x, const std::vector<double>& n, Errors& errors) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] > n[i])
      errors.add({"stat.more_than_all", Failure::input, "x is groter dan n. Een aandeel telt een deel van het geheel.",
                  "x is larger than n. A share counts a part of the whole.", table.where(i, "x")});
}

void refuse_events_without_persons(const Table& table, const std::vector<double>& x, const std::vector<double>& n, Errors& errors) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] > 0.0 && !(n[i] > 0.0))
      errors.add({"stat.events_without_persons", Failure::input,
                  "Hier staan gebeurtenissen (x) bij nul personen (n). Verbeter een van beide.",
                  "There are events (x) among no persons (n). Correct one of the two.", table.where(i, "x")});
}

std::vector<std::string> names_of(const std::string& list) {
  std::vector<std::string> out;
  if (list.empty()) return out;
  std::size_t from = 0;
  while (true) {
    const auto comma = list.find(',', from);
    out.push_back(list.substr(from, comma - from));
    if (comma == std::string::npos) return out;
    from = comma + 1;
  }
}

}  // namespace trede::method
