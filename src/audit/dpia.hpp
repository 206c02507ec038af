// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The annex for a data protection impact assessment, made from the edition's own manifest, rules and attack: which data goes in, what
// leaves which zone, by which rules, how long it is kept, and what the attack gave. Dutch, because that is what the assessment is in.
// It replaces no assessment: purpose, legal basis and proportionality are for the municipality.

#include <string>

#include "audit/edition.hpp"

namespace trede::audit {

std::string dpia_json(const EditionAudit& audit, const Manifest& manifest);
std::string dpia_html(const EditionAudit& audit, const Manifest& manifest);

}  // namespace trede::audit
