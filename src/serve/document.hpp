// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bytes held in memory with their compressed twins: the web app, the API's description, the list of editions.

#include <memory>
#include <string>
#include <string_view>

namespace trede::serve {

struct Document {
  std::string type;                                       // media type
  std::shared_ptr<const std::string> identity, br, gzip;  // twins are null when they would not be smaller
  std::string tag;                                        // first 32 hex of the SHA-256 of `identity`
};

// `compress`: make twins (for text of more than 1 KiB).
Document make_document(std::string type, std::string bytes, bool compress);

}  // namespace trede::serve
