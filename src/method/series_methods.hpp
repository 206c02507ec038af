// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The family of series is written in two files: trends and breaks (series.cpp) and alarms (alarms.cpp).

#include "method/method.hpp"

namespace trede::method {

void add_alarm_methods(std::vector<Method>& list);

}  // namespace trede::method
