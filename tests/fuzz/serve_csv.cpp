// SPDX-License-Identifier: EUPL-1.2
// Two JSON texts, divided by a line with a single `|`, as figures and areas: rendering them as CSV never crashes.

#include <cstdint>
#include <string_view>

#include "serve/csv_rendering.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find("\n|\n");
  if (cut == std::string_view::npos) return 0;
  (void)trede::serve::render_csv(bytes.substr(0, cut), bytes.substr(cut + 3));
  return 0;
}
