#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml has what version 0.7 of the standard demands (https://yml.publiccode.tools/), and says the same as the project."""
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
MAINTENANCE = {"internal", "contract", "community", "none"}
SOFTWARE_TYPES = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend", "standalone/other",
                  "addon", "library", "configurationFiles"}


def main() -> int:
    data = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    problems = []

    def need(condition, sentence):
        if not condition:
            problems.append("publiccode.yml: " + sentence)

    def text(value):
        return isinstance(value, str) and value.strip() != ""

    for key in ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
                "maintenance", "localisation"):
        need(key in data, f"key {key} is missing")
    need(re.fullmatch(r"0\.\d+(\.\d+)?", str(data.get("publiccodeYmlVersion"))), "publiccodeYmlVersion is no version")
    need(re.match(r"https?://\S+$", str(data.get("url"))), "url is no URL")
    need(data.get("developmentStatus") in STATUSES, "developmentStatus is not one of " + ", ".join(sorted(STATUSES)))
    need(data.get("softwareType") in SOFTWARE_TYPES, "softwareType is not one of the standard")
    need(isinstance(data.get("platforms"), list) and data["platforms"], "platforms is empty")
    for language in ("nl", "en"):
        part = data.get("description", {}).get(language, {})
        need(text(part.get("shortDescription")) and len(part["shortDescription"]) <= 150, f"description.{language}.shortDescription: 1 to 150 characters")
        need(text(part.get("longDescription")) and 150 <= len(part["longDescription"]) <= 10000, f"description.{language}.longDescription: 150 to 10,000 characters")
        features = part.get("features")
        need(isinstance(features, list) and features and all(text(f) and len(f) <= 100 for f in features), f"description.{language}.features: each 1 to 100 characters")
    licence = data.get("legal", {}).get("license")
    need((ROOT / "LICENSES" / f"{licence}.txt").is_file(), "legal.license has no text in LICENSES/")
    maintenance = data.get("maintenance", {})
    need(maintenance.get("type") in MAINTENANCE, "maintenance.type is not one of the standard")
    if maintenance.get("type") in {"internal", "community"}:
        need(all(text(c.get("name")) for c in maintenance.get("contacts", [])) and maintenance.get("contacts"), "maintenance.contacts: at least one with a name")
    localisation = data.get("localisation", {})
    need(isinstance(localisation.get("localisationReady"), bool), "localisation.localisationReady: true or false")
    need(localisation.get("availableLanguages"), "localisation.availableLanguages is empty")
    version = re.search(r"project\(trede VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
    need(str(data.get("softwareVersion")) == version, f"softwareVersion is not the {version} of CMakeLists.txt")
    need(f"## {version}" in (ROOT / "CHANGELOG.md").read_text(), f"CHANGELOG.md has no chapter {version}")
    print("\n".join(problems) if problems else "publiccode.yml: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
