// SPDX-License-Identifier: EUPL-1.2
#include "edition/twins.hpp"

#include "base/compress.hpp"

namespace trede {
namespace {

constexpr std::size_t kSmall = std::size_t{64} << 10U;
constexpr int kBest = 9;
constexpr int kQuick = 5;

}  // namespace

Result<void> add_with_twins(EditionStaging& staging, const std::string& path, std::string_view bytes) {
  const int effort = bytes.size() <= kSmall ? kBest : kQuick;
  if (auto added = staging.add(path, bytes); !added) return added;
  if (auto added = staging.add(path + ".br", brotli(bytes, effort)); !added) return added;
  return staging.add(path + ".gz", gzip(bytes, effort));
}

}  // namespace trede
