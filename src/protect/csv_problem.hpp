// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the readers of dim_*.csv and cells.csv say of a problem.

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trede::protect {

Error csv_problem(Where where, const char* code, std::string nl, std::string en, Failure failure = Failure::input);

// The first place where the text is not UTF-8 (protect.csv.encoding) or holds a control character (protect.csv.control).
std::optional<Error> text_problem(std::string_view text, const std::string& file);

}  // namespace trede::protect
