// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Is this edition whole and untouched? Everything that is wrong, at once:
//   manifest: absent, damaged, edited, of a newer schema, an id that fits neither content nor folder;
//   files: missing, extra, cut off, changed, swapped with another edition's, symbolic links, pipes and devices; folders that do not belong;
//   v1/editie.json: another id or sequence than the manifest; a .br or .gz that unpacks to something else than its file;
//   tables: other columns than the contract, a cell that is no number in a column of numbers, a figure with a reason for its absence.
// What it cannot see: an edition that was made anew by someone else, with a manifest, id and folder name that fit. Compare the id with the
// one that was announced.
//
// All failures are Failure::integrity, save a path that is not there (input) and a disk that refuses (io). The list is ordered by path.

#include <filesystem>

#include "base/error.hpp"

namespace trede {

struct VerifyOptions {
  unsigned threads = 0;  // 0 = as many as the machine has
  bool unpack = true;    // also compare the twins and read the tables; false = hashes only
};

// `edition` may be a link to the folder (editions/current).
Errors verify(const std::filesystem::path& edition, const VerifyOptions& options = {});

}  // namespace trede
