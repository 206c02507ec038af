#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Texts of the repository: no path of somebody's machine, no unfinished ends, no file over 400 kB, no data."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MACHINE_PATH = re.compile(r"(?<![\w$}.])/(?:work|home|root|Users|mnt|media)/[\w.-]+")
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
LIMIT = 400_000
BINARY = {".png", ".webp", ".wasm", ".woff2", ".ico", ".parquet", ".gz", ".br", ".gpkg"}


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    return [name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


def main() -> int:
    problems, checked = [], 0
    for name in tracked():
        path = ROOT / name
        if path.stat().st_size > LIMIT:
            problems.append(f"{name}: {path.stat().st_size // 1000} kB; the repository holds no data and no builds")
        if path.suffix in BINARY or name.startswith(("LICENSES/", "tests/fuzz/corpus/")):
            continue
        checked += 1
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            for rule, text in ((MACHINE_PATH, "a path of one machine"), (UNFINISHED, "an unfinished end")):
                found = rule.search(line)
                if found:
                    problems.append(f"{name}:{number}: {text}: {found.group(0)}")
    print("\n".join(problems) if problems else f"text: {checked} files without machine paths or unfinished ends")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
