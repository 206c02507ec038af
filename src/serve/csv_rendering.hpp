// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The figures of one resource `waarnemingen` as CSV (docs/formats/api.md): one record per period and area, in the order of the resource.
// UTF-8, `;`, LF, RFC 4180 quoting, decimal point, empty = no value. A text cell that a spreadsheet would take for a formula gets a leading
// `'`; numbers are never touched.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trede::serve {

inline constexpr std::size_t kMaxCsvSource = std::size_t{64} << 20;  // bytes of JSON that are converted at most

// `waarnemingen` and `gebieden` are the JSON resources of one edition.
// Errors: serve.csv.damaged (not the shape of api.md), serve.csv.too_large.
Result<std::string> render_csv(std::string_view waarnemingen, std::string_view gebieden);

}  // namespace trede::serve
