// SPDX-License-Identifier: EUPL-1.2
// Intervals of shares, numbers and standardised rates.
#include <cmath>
#include <limits>

#include "method/method.hpp"
#include "stat/intervals.hpp"

namespace trede::method {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Result<double> z_of(const Call& call) {
  const auto level = call.number("level", 0.5, 0.9999);
  if (!level) return tl::unexpected(level.error());
  return stat::normal_quantile(0.5 + *level / 2.0);
}

const Setting kLevel = {"level", "0.95", "two-sided level of confidence"};

using ShareInterval = std::optional<stat::Interval> (*)(double, double, double);

Checked<Output> shares(const Call& call, ShareInterval interval) {
  const auto x = call.table.numbers("x", 0.0), n = call.table.numbers("n", 0.0);
  Errors errors = problems(x, n);
  const auto z = z_of(call);
  if (!z) errors.add(z.error());
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  std::vector<double> value(x->size(), kNone), lower = value, upper = value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if ((*x)[i] > (*n)[i]) {
      errors.add({"stat.more_than_all", Failure::input, "x is groter dan n. Een aandeel telt een deel van het geheel.",
                  "x is larger than n. A share counts a part of the whole.", call.table.where(i, "x")});
      continue;
    }
    const auto found = interval((*x)[i], (*n)[i], *z);
    if (!found) continue;
    value[i] = (*x)[i] / (*n)[i];
    lower[i] = found->lower;
    upper[i] = found->upper;
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  Output out;
  out.add("value", std::move(value)).add("lower", std::move(lower)).add("upper", std::move(upper));
  return out;
}

}  // namespace

void add_interval_methods(std::vector<Method>& list) {
  list.push_back({.name = "wilson",
                  .what = "a share with its score interval",
                  .reads = "x (events), n (persons; 0 gives no value)",
                  .gives = "value, lower, upper (fractions)",
                  .formula = "(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = x/n, without continuity correction",
                  .source = "Wilson (1927); Newcombe (1998), method 3",
                  .settings = {kLevel},
                  .run = [](const Call& call) { return shares(call, stat::wilson); }});
}

}  // namespace trede::method
