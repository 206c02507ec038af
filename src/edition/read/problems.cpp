// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/problems.hpp"

#include <cstring>

#include <fmt/format.h>

namespace trede {
namespace {

Error broken(std::string code, std::string nl, std::string en, const std::string& file) {
  return {std::move(code), Failure::integrity, std::move(nl), std::move(en), {.file = file}};
}

constexpr std::string_view kRestoreNl = "Zet de editie terug uit een kopie of bouw haar opnieuw.";
constexpr std::string_view kRestoreEn = "Restore the edition from a copy or build it again.";

}  // namespace

Error manifest_missing(const std::string& file) {
  return broken("edition.manifest_missing", fmt::format("De editie heeft geen manifest.json dat een gewoon bestand is. {}", kRestoreNl),
                fmt::format("The edition has no manifest.json that is a regular file. {}", kRestoreEn), file);
}

Error manifest_damaged(const std::string& file, std::string_view nl, std::string_view en) {
  return broken("edition.manifest_damaged", fmt::format("Het manifest is beschadigd: {}. {}", nl, kRestoreNl),
                fmt::format("The manifest is damaged: {}. {}", en, kRestoreEn), file);
}

Error schema_newer(const std::string& file, std::int64_t schema) {
  return broken("edition.schema_newer",
                fmt::format("Deze editie heeft schema {} en is gemaakt met een nieuwere versie van trede. Werk trede bij.", schema),
                fmt::format("This edition has schema {} and was made by a newer version of trede. Update trede.", schema), file);
}

Error content_mismatch(const std::string& file) {
  return broken("edition.content_mismatch",
                fmt::format("Het manifest is gewijzigd nadat de editie was gemaakt: de inhoud past niet bij `content`. {}", kRestoreNl),
                fmt::format("The manifest was changed after the edition was made: its content does not fit `content`. {}", kRestoreEn),
                file);
}

Error wrong_id(const std::string& file) {
  return broken("edition.wrong_id",
                "Het id van de editie past niet bij de inhoud of bij de naam van de map. Geef de map haar eigen naam terug.",
                "The id of the edition does not fit its content or the name of its folder. Give the folder its own name again.", file);
}

Error not_an_edition(const std::string& path) {
  return {"edition.not_found",
          Failure::input,
          "Deze map bestaat niet. Geef de map van een editie, bijvoorbeeld editions/current.",
          "This folder does not exist. Give the folder of an edition, for example editions/current.",
          {.file = path}};
}

Error missing_file(const std::string& path) {
  return broken("edition.file_missing", fmt::format("Dit bestand staat in het manifest en ontbreekt. {}", kRestoreNl),
                fmt::format("This file is in the manifest and is absent. {}", kRestoreEn), path);
}

Error extra_file(const std::string& path) {
  return broken("edition.file_extra", "Dit bestand staat niet in het manifest en hoort niet bij de editie. Haal het weg.",
                "This file is not in the manifest and does not belong to the edition. Remove it.", path);
}

Error extra_folder(const std::string& path) {
  return broken("edition.folder_extra", "Deze map bevat niets uit het manifest en hoort niet bij de editie. Haal haar weg.",
                "This folder holds nothing from the manifest and does not belong to the edition. Remove it.", path);
}

Error symlink_inside(const std::string& path) {
  return broken("edition.symlink",
                "Dit is een symbolische link; een editie bestaat uit gewone bestanden. Haal hem weg en zet het bestand terug.",
                "This is a symbolic link; an edition consists of regular files. Remove it and put the file back.", path);
}

Error special_file(const std::string& path) {
  return broken("edition.special_file", "Dit is geen gewoon bestand (maar een pijp, socket of apparaat). Haal het weg.",
                "This is not a regular file (but a pipe, socket or device). Remove it.", path);
}

Error wrong_size(const std::string& path, std::uint64_t expected, std::uint64_t found) {
  return broken("edition.file_size",
                fmt::format("Dit bestand is {} bytes groot en hoort {} bytes te zijn. {}", found, expected, kRestoreNl),
                fmt::format("This file is {} bytes and should be {} bytes. {}", found, expected, kRestoreEn), path);
}

Error wrong_hash(const std::string& path) {
  return broken("edition.file_changed",
                fmt::format("De inhoud van dit bestand is gewijzigd: de SHA-256 klopt niet met het manifest. {}", kRestoreNl),
                fmt::format("The content of this file was changed: its SHA-256 does not fit the manifest. {}", kRestoreEn), path);
}

Error wrong_editie(const std::string& path) {
  return broken("edition.editie_mismatch",
                fmt::format("Dit bestand noemt een ander id, volgnummer of andere inhoud dan het manifest. {}", kRestoreNl),
                fmt::format("This file names another id, sequence or content than the manifest. {}", kRestoreEn), path);
}

Error wrong_twin(const std::string& path) {
  return broken("edition.twin_mismatch", fmt::format("Uitgepakt is dit bestand anders dan het bestand zonder .br of .gz. {}", kRestoreNl),
                fmt::format("Unpacked, this file differs from the file without .br or .gz. {}", kRestoreEn), path);
}

Error wrong_table(const std::string& path, std::string_view nl, std::string_view en) {
  return broken("edition.table", fmt::format("Deze tabel voldoet niet aan docs/formats/edition.md: {}.", nl),
                fmt::format("This table does not fulfil docs/formats/edition.md: {}.", en), path);
}

Error unreadable(const std::string& path, int reason) {
  return {"edition.unreadable",
          Failure::io,
          fmt::format("Dit kan niet worden gelezen: {}.", std::strerror(reason)),
          fmt::format("This cannot be read: {}.", std::strerror(reason)),
          {.file = path}};
}

Error current_broken(const std::string& path) {
  return broken("edition.current_broken", "Dit is geen link naar een editie ernaast. Haal hem weg en bouw opnieuw.",
                "This is not a link to an edition beside it. Remove it and build again.", path);
}

}  // namespace trede
