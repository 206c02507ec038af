// SPDX-License-Identifier: EUPL-1.2
#include "edition/problems.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace trede {
namespace {

std::string_view advice_nl(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT: return "Maak ruimte vrij en bouw opnieuw.";
    case EACCES:
    case EPERM:
    case EROFS: return "Zorg dat u hier mag schrijven en bouw opnieuw.";
    default: return "Controleer de schijf en bouw opnieuw.";
  }
}

std::string_view advice_en(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT: return "Free some space and build again.";
    case EACCES:
    case EPERM:
    case EROFS: return "Make sure that you may write here and build again.";
    default: return "Check the disk and build again.";
  }
}

}  // namespace

Error write_failed(const std::filesystem::path& path, int reason) {
  return {"edition.write_failed",
          Failure::io,
          fmt::format("Schrijven mislukte: {}. De vorige editie is niet veranderd. {}", std::strerror(reason), advice_nl(reason)),
          fmt::format("Writing failed: {}. The previous edition is unchanged. {}", std::strerror(reason), advice_en(reason)),
          {.file = path.string()}};
}

Error table_failed(const std::filesystem::path& path, std::string_view reason) {
  return {"edition.write_failed",
          Failure::io,
          fmt::format("De tabel kon niet worden geschreven: {}. De vorige editie is niet veranderd.", reason),
          fmt::format("The table could not be written: {}. The previous edition is unchanged.", reason),
          {.file = path.string()}};
}

Error edition_locked(const std::filesystem::path& lock) {
  return {"edition.locked",
          Failure::locked,
          "Een andere build schrijft op dit moment in deze map. Wacht tot die klaar is.",
          "Another build is writing in this folder now. Wait until it is done.",
          {.file = lock.string()}};
}

Error existing_damaged(const std::filesystem::path& edition) {
  return {"edition.existing_damaged",
          Failure::integrity,
          "Deze editie is eerder gemaakt en is beschadigd (zie trede verify). Verplaats de map en bouw opnieuw.",
          "This edition was made before and is damaged (see trede verify). Move the folder away and build again.",
          {.file = edition.string()}};
}

Error old_edition_stays(const std::filesystem::path& edition, int reason) {
  return {"edition.old_stays",
          Failure::io,
          fmt::format("Een oude editie kon niet worden verwijderd: {}.", std::strerror(reason)),
          fmt::format("An old edition could not be removed: {}.", std::strerror(reason)),
          {.file = edition.string()},
          Severity::warning};
}

}  // namespace trede
