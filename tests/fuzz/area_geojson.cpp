// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a map: read, checked, measured and drawn again without a crash. The first byte chooses the coordinate system.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "area/shapes.hpp"

namespace {

const trede::AreaSet& areas() {
  static const trede::AreaSet set = [] {
    std::vector<trede::AreaRow> rows;
    for (const char* text : {"GM0001", "WK000101", "BU00010101", "BU00010102", "BU00010103"})
      rows.push_back({*trede::AreaCode::parse(text), text});
    return *trede::AreaSet::build(trede::Vintage{2020}, rows);
  }();
  return set;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const int file = memfd_create("kaart", 0);
  if (file < 0 || ftruncate(file, 0) != 0 || pwrite(file, data + 1, size - 1, 0) != static_cast<ssize_t>(size - 1)) std::abort();
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  const auto layer =
      trede::read_shapes({trede::AreaLevel::buurt, path, "", "code", "naam", data[0] % 2 == 0 ? "EPSG:28992" : "EPSG:4326"}, areas());
  if (!layer) return layer.error().empty() ? (std::abort(), 1) : 0;
  trede::check_topology(areas(), *layer, nullptr);
  trede::measures(areas(), {*layer});
  trede::neighbours(areas(), *layer, trede::Contiguity::rook, true);
  const std::string text = trede::to_topojson(areas(), {*layer}, data[0] / 2.0);
  return text.empty() ? (std::abort(), 1) : 0;
}
