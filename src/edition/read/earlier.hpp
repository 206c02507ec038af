// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Everything that a project has published so far: the editions that are there, and of those that were removed (`keep`) the figures, which
// stay in editions/.gepubliceerd/<id>. Who kept an old edition can still lay it beside a new one, so neither the gate nor the attacker may
// forget it.

#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "edition/read/manifest.hpp"

namespace trede {

inline constexpr std::string_view kSetAside = ".gepubliceerd";

// Whether this file of an edition (path inside it) stays when the edition is removed: what the gate and the attacker read.
bool stays_when_removed(std::string_view path);

// The editions in the folder and those set aside, newest first, each id once. `damaged` holds only manifests that cannot be used.
EditionList list_published(const std::filesystem::path& editions);
// The files that stay against the manifest. Errors: edition.file_missing, edition.file_changed.
Errors check_what_stays(const EditionEntry& edition);

// The same list, checked, for a build. With `needed` (the project has sources that are protected) every damaged one is an error,
// edition.earlier_damaged (integrity); without, all problems are added to `warnings` and what is damaged is left out.
Checked<std::vector<EditionEntry>> published_before(const std::filesystem::path& editions, bool needed, Errors& warnings);

// An earlier edition that cannot be weighed, with what to do.
Error earlier_damaged(const std::filesystem::path& folder);

}  // namespace trede
