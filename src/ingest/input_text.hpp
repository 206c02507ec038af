// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A source file as checked text: read, ungzipped, of the format that was declared, decoded to UTF-8, without forbidden characters.

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"

namespace trede {

struct InputText {
  std::string text;    // UTF-8 without byte order mark
  std::string sha256;  // of the file on disk
};

// Errors: base.file.*, base.gzip.*; ingest.file.format, ingest.text.encoding, ingest.text.forbidden.
Result<InputText> read_text(const std::string& path, const std::string& shown, Encoding encoding);

// What the first bytes say the content is, when that is clearly not delimited text: "xlsx", "parquet", "sqlite", "pdf", … or "".
std::string_view content_kind(std::string_view bytes);

}  // namespace trede
