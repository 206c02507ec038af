// SPDX-License-Identifier: EUPL-1.2
#include "method/method.hpp"

namespace trede::method {

void add_small_area_methods(std::vector<Method>&) {}

}  // namespace trede::method
