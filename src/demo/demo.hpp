// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A complete fictitious municipality: the project folder of a town that does not exist, with shapes in two divisions, tables in the form
// in which CBS, RIVM and the police publish theirs, registers at record level, a residents' survey and a monitor.toml.
//
// Everything follows from the seed by integer arithmetic alone, so the same seed gives the same bytes on every machine, and another
// seed gives another town. Patterns that an analysis ought to find are planted and written to waarheid.json, which is no source.
//
// The folder is written file by file into `out_dir`, which may exist; a folder that holds a monitor.toml of somebody else is refused.
// Errors: demo.not_ours (the folder holds another project), demo.write (a file could not be written).

#include <cstdint>
#include <filesystem>

#include "base/error.hpp"

namespace trede::demo {

inline constexpr std::uint64_t kDefaultSeed = 2024;

struct DemoOptions {
  std::uint64_t seed = kDefaultSeed;
  std::filesystem::path out_dir;
};

struct DemoSummary {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t wijken = 0;  // of the latest division
  std::size_t buurten = 0;
  std::int64_t inhabitants = 0;  // in the latest year
  std::size_t register_rows = 0;
  std::size_t respondents = 0;
};

Checked<DemoSummary> generate(const DemoOptions& options);

}  // namespace trede::demo
