// SPDX-License-Identifier: EUPL-1.2
// trede demo: makes the fictitious town, builds its edition, checks it and serves it.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "demo/demo.hpp"

namespace trede::cli {

int run_demo(const DemoCommand& command, Console& console) {
  console.begin("demo", "Een verzonnen gemeente maken", "Making a fictitious municipality");
  auto town = demo::generate({.seed = command.seed, .out_dir = command.folder});
  if (!town) return console.fail(std::move(town.error()));
  console.end();
  console.say(fmt::format(fmt::runtime(console.pick(
                              "Alles hieronder is verzonnen: {} wijken, {} buurten, {} inwoners, {} registraties, {} respondenten.",
                              "Everything below is fictitious: {} wijken, {} buurten, {} inhabitants, {} registrations, {} respondents.")),
                          town->wijken, town->buurten, town->inhabitants, town->register_rows, town->respondents));
  if (const int code = run_build(command.folder, command.threads, console); code != 0) return code;
  Console quiet(console.language(), false);  // one report on stdout: that of the build
  if (const int code = run_verify(command.folder / "editions" / "current", command.threads, quiet); code != 0) return code;
  if (!command.serve) return 0;
  return run_serve(command.folder, command.port, console);
}

}  // namespace trede::cli
