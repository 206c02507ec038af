// SPDX-License-Identifier: EUPL-1.2
// trede verify: is this edition whole and unchanged?
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "edition/read/verify.hpp"

namespace trede::cli {

int run_verify(const std::filesystem::path& edition, unsigned threads, Console& console) {
  Errors errors = verify(edition, {.threads = threads});
  if (errors.fatal())
    return console.fail(std::move(errors), {"Deze editie is niet te vertrouwen. Zet haar terug uit een reservekopie of bouw opnieuw.",
                                            "This edition cannot be trusted. Restore it from a backup or build again."});
  console.say(console.pick("In orde: elk bestand is wat het manifest zegt.", "All well: every file is what the manifest says."));
  if (console.json()) console.data(JsonWriter().begin_object().field_bool("ok", true).end_object().take());
  return 0;
}

}  // namespace trede::cli
