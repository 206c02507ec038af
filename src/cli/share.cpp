// SPDX-License-Identifier: EUPL-1.2
#include "cli/share.hpp"

#include <cstdlib>

namespace trede::cli {

std::filesystem::path program_folder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

std::filesystem::path share_folder() {
  const char* set = std::getenv("TREDE_SHARE");
  if (set != nullptr && *set != '\0') return set;
  return program_folder().parent_path() / "share" / "trede";
}

}  // namespace trede::cli
