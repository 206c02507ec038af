// SPDX-License-Identifier: EUPL-1.2
// trede serve: starts trede-server, the program beside this one that cannot see a source.
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/share.hpp"

namespace trede::cli {

int run_serve(const std::filesystem::path& folder, int port, Console& console) {
  const std::string program = (program_folder() / "trede-server").string();
  const std::string project = folder.string();
  const std::string web = (share_folder() / "web").string();
  const std::string api = (share_folder() / "api").string();
  const std::string number = std::to_string(port);
  const std::string language = console.language();
  const std::array<const char*, 12> arguments = {program.c_str(), "--project", project.c_str(), "--web",  web.c_str(),      "--api",
                                                 api.c_str(),     "--port",    number.c_str(),  "--lang", language.c_str(), nullptr};
  ::execv(program.c_str(), const_cast<char* const*>(arguments.data()));
  return console.fail(Errors({"serve.program",
                              Failure::io,
                              fmt::format("trede-server kan niet worden gestart: {}.", std::strerror(errno)),
                              fmt::format("trede-server cannot be started: {}.", std::strerror(errno)),
                              {.file = "trede-server"}}));
}

}  // namespace trede::cli
