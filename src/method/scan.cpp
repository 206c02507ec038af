// SPDX-License-Identifier: EUPL-1.2
#include "method/method.hpp"

namespace trede::method {

void add_scan_methods(std::vector<Method>&) {}

}  // namespace trede::method
