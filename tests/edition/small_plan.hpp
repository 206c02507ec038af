// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small edition without figures: enough files to test how editions are written, kept and checked.

#include <string>

#include "edition/staging.hpp"
#include "edition/twins.hpp"

namespace trede::testing_edition {

inline EditionPart part_of(std::string path, std::string bytes, bool twins) {
  return {path, [path, bytes, twins](EditionStaging& staging) -> Checked<void> {
            auto added = twins ? add_with_twins(staging, path, bytes) : staging.add(path, bytes);
            if (!added) return fail(added.error());
            return {};
          }};
}

// `text` makes the content differ.
inline EditionPlan small_plan(const std::string& text) {
  EditionPlan plan;
  plan.manifest.name = "Proefstad";
  plan.manifest.fictional = true;
  plan.manifest.vintage = 2020;
  plan.manifest.catalogue_id = "proef";
  plan.manifest.catalogue_version = "1";
  plan.manifest.catalogue_sha256 = std::string(64, '0');
  plan.manifest.engine = "0.1.0";
  plan.manifest.rules = {{"mo", DisclosureConfig{}}};
  plan.manifest.sources = {{"mo", "mo", "mo #1", std::string(64, '1'), "2020-01-02", "", "CC BY 4.0", "municipal"}};
  plan.slug = "proefstad";
  plan.editie_rest = R"("naam":"Proefstad"})";
  plan.parts = {part_of("v1/gebieden.json", R"({"tekst":")" + text + R"("})", true),
                part_of("v1/profielen/GM9999.json", R"({"gemeente":"GM9999"})", true),
                part_of("kaarten/2020.topojson", R"({"type":"Topology"})", false), part_of("rapport/bouw.json", R"({"regels":[]})", false)};
  return plan;
}

}  // namespace trede::testing_edition
