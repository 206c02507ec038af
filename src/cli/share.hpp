// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where the shipped catalogue, the web app and the API description are: $TREDE_SHARE, else share/trede beside the folder of the program.

#include <filesystem>

namespace trede::cli {

std::filesystem::path program_folder();
std::filesystem::path share_folder();

}  // namespace trede::cli
