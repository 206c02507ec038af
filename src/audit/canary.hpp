// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A search through every byte of every file of an edition for texts and numbers that must not occur, as the bytes stand there and as they
// read when unpacked: gzip, Brotli, and the pages of Parquet files (zstd).
//
// A text is found anywhere, in UTF-8. A number is found where it stands by itself ("812" is not found in "1812" or "8.12"), and in
// Parquet also as a little-endian double or 64-bit whole number among the values of a page or of the statistics.
//
// What cannot be seen: text in pictures, text in another encoding or split by markup.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/edition_findings.hpp"
#include "base/error.hpp"

namespace trede::audit {

struct Canary {
  std::string text;
  std::optional<double> number;  // the text as a number
};

// One canary a line; lines that are empty or start with # are passed over. A line that is a number is searched as a number.
std::vector<Canary> read_canaries(std::string_view text);

// The forms in which a file can be read, the file itself first. Not whole when something packed in it does not unpack.
struct DecodedForms {
  std::vector<std::string> texts;
  bool whole = true;
};
DecodedForms decoded_forms(const std::string& path, const std::string& bytes);

// One finding per file and canary. Findings say which line of the list was found (its number), not what it says. What cannot be read or
// unpacked is a finding as well: nobody has looked there.
std::vector<EditionFinding> search_canaries(const std::filesystem::path& edition, const std::vector<Canary>& canaries, unsigned threads);

}  // namespace trede::audit
