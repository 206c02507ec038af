// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The last step before an edition becomes visible: it is attacked as an outsider would, together with all that the project published
// before, also in editions that were removed since (edition/read/earlier.hpp).
// When anything is found the build stops (exit 4) and nothing changes; otherwise the report and the DPIA annex become part of it.

#include <filesystem>

#include "edition/staging.hpp"

namespace trede::cli {

// `editions`: the folder with the earlier ones. Those with the very same figures add nothing and are left out, so that a second build of
// the same input is the same edition. Errors: audit.* for each finding (disclosure), those of audit_edition,
// edition.earlier_damaged (integrity).
Examine examine_for_privacy(std::filesystem::path editions, unsigned threads);

}  // namespace trede::cli
