// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a CSV (first byte even) or OData file (odd) of a small table: refused or read, never a crash, and what is read is finite.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

#include "ingest/staged.hpp"

namespace {

using namespace trede;

struct World {
  Project project;
  Catalogue catalogue;
  std::vector<AreaSet> divisions;
  std::string path = "/dev/shm/trede-fuzz-" + std::to_string(::getpid());

  World() {
    const auto code = [](const char* text) { return *AreaCode::parse(text); };
    divisions.push_back(
        *AreaSet::build(Vintage{2020}, {{code("GM0001"), "Voorbeeld"}, {code("WK000101"), "Oost"}, {code("BU00010101"), "Molenwijk"}}));
    project.gemeenten = {code("GM0001")};
    project.to = Period::year(2022);
    Source source;
    source.id = SourceId("tabel");
    source.area_column = "gebied";
    source.period_column = "jaar";
    source.missing = {{".", Missing::confidential}};
    catalogue.sources = {source};
    Denominator denominator;
    Figures figures;
    figures.source = source.id;
    figures.columns.numerator = {"inwoners"};
    denominator.figures = {figures};
    catalogue.denominators = {denominator};
    SourceConfig config;
    config.id = source.id;
    config.files.resize(1);
    config.files[0].path = path;
    config.files[0].shown = "fuzz";
    config.files[0].vintage = Vintage{2020};
    project.sources = {config};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (size == 0) return 0;
  std::ofstream(world.path, std::ios::binary).write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  world.project.sources[0].files[0].format = data[0] % 2 == 0 ? FileFormat::csv : FileFormat::odata3;
  IngestOptions options;
  options.threads = 1;
  const auto staging = ingest(world.project, world.catalogue, world.divisions, options);
  if (!staging) {
    if (!staging.error().fatal()) std::abort();
    return 0;
  }
  for (const StagedTable& table : staging->tables)
    for (const StagedColumn& column : table.columns)
      for (std::size_t row = 0; row < column.value.size(); ++row)
        if (!std::isfinite(column.value[row]) || column.value[row] < 0 || (column.missing[row] != Missing::none && column.value[row] != 0))
          std::abort();
  return 0;
}
