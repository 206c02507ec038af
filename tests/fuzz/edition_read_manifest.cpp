// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a manifest: refused with a sentence, or exactly the text that rendering it gives again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "edition/read/check_table.hpp"
#include "edition/read/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = trede::parse_manifest(text, "f");
  if (manifest && trede::render_manifest(*manifest) != text) std::abort();
  if (!manifest && manifest.error().list().empty()) std::abort();
  trede::check_table("tabellen/scores.csv.gz", "f", text);
  return 0;
}
