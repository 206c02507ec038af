// SPDX-License-Identifier: EUPL-1.2
#include "demo/demo.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "demo/people.hpp"
#include "demo/project.hpp"
#include "demo/town.hpp"

namespace trede::demo {
namespace {

Error not_ours(const std::filesystem::path& file) {
  return {.code = "demo.not_ours",
          .failure = Failure::usage,
          .nl = "In deze map staat een ander project. Kies een lege of nieuwe map voor de verzonnen gemeente.",
          .en = "This folder holds another project. Choose an empty or new folder for the fictitious town.",
          .where = {.file = display_name(file.string())}};
}

Error not_written(const std::filesystem::path& file, std::string_view why) {
  return {.code = "demo.write",
          .failure = Failure::io,
          .nl = fmt::format("Dit bestand kon niet worden geschreven ({}). Kijk naar rechten en ruimte.", why),
          .en = fmt::format("This file could not be written ({}). Look at permissions and space.", why),
          .where = {.file = display_name(file.string())}};
}

// A monitor.toml that this generator did not write belongs to somebody.
bool foreign(const std::filesystem::path& monitor) {
  std::ifstream in(monitor, std::ios::binary);
  if (!in) return false;
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return text.find(kFictional) == std::string::npos;
}

tl::expected<void, Error> write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return tl::unexpected(not_written(path, error.message()));
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return tl::unexpected(not_written(path, std::make_error_code(std::errc::io_error).message()));
  return {};
}

}  // namespace

Checked<DemoSummary> generate(const DemoOptions& options) {
  if (foreign(options.out_dir / "monitor.toml")) return fail(not_ours(options.out_dir / "monitor.toml"));
  const Town town = build_town(options.seed);
  const Ledger ledger(town);
  Project project;
  add_divisions(project, town);
  add_key_figures(project, town, ledger);
  add_health(project, town, ledger);
  add_police(project, town, ledger);
  add_care(project, town, ledger);
  add_gemeente_tables(project, town, ledger);
  add_municipal_tables(project, town, ledger);
  add_registers(project, town, ledger);
  add_survey(project, town, ledger);
  add_story(project, town);
  add_front(project, town, ledger);

  DemoSummary summary{.files = project.files.size(),
                      .bytes = 0,
                      .wijken = town.after.wijken.size(),
                      .buurten = town.after.buurten.size(),
                      .inhabitants = ledger.sum(town.after.gemeente, kLastYear)[kInhabitants],
                      .register_rows = project.register_rows,
                      .respondents = project.respondents};
  for (const auto& [path, bytes] : project.files) {
    summary.bytes += bytes.size();
    if (auto written = write_file(options.out_dir / path, bytes); !written) return fail(written.error());
  }
  return summary;
}

}  // namespace trede::demo
