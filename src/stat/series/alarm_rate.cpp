// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/alarm_rate.hpp"

#include <algorithm>
#include <cmath>

namespace trede::stat {

double expected_false_alarms(double alpha, double series, double periods) { return alpha * series * periods; }
double chance_of_false_alarm(double alpha, double series, double periods) { return -std::expm1(series * periods * std::log1p(-alpha)); }
double recurrence_interval(double alpha, double series) { return 1.0 / (alpha * series); }
double alpha_of_recurrence(double interval, double series) { return std::min(0.5, 1.0 / (interval * series)); }

}  // namespace trede::stat
