// SPDX-License-Identifier: EUPL-1.2
#include "serve/document.hpp"

#include "base/compress.hpp"
#include "base/hash.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kWorthCompressing = 1024;

std::shared_ptr<const std::string> smaller(std::string packed, std::size_t than) {
  return packed.size() < than ? std::make_shared<const std::string>(std::move(packed)) : nullptr;
}

}  // namespace

Document make_document(std::string type, std::string bytes, bool compress) {
  Document document;
  document.type = std::move(type);
  document.tag = sha256_hex(bytes).substr(0, 32);
  if (compress && bytes.size() > kWorthCompressing) {
    document.br = smaller(brotli(bytes), bytes.size());
    document.gzip = smaller(gzip(bytes), bytes.size());
  }
  document.identity = std::make_shared<const std::string>(std::move(bytes));
  return document;
}

}  // namespace trede::serve
