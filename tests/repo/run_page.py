#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Does what a page says: runs its shell blocks marked <!-- test: NAME --> one after the other in an empty folder, stopping at the first
command that fails.

    run_page.py docs/developing.md add-indicator [folder with the programs]
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def blocks(page: Path, name: str):
    return re.findall(rf"^<!-- test: {re.escape(name)} -->\n```sh\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


def main() -> int:
    page, name = ROOT / sys.argv[1], sys.argv[2]
    programs = Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else ROOT / "build/release/bin"
    found = blocks(page, name)
    if not found:
        print(f"{sys.argv[1]} has no block marked {name}")
        return 1
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "LANG": "en_GB.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        for number, block in enumerate(found, 1):
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
            print(f"--- {sys.argv[1]}, {name}, block {number} of {len(found)}: exit code {done.returncode}\n{done.stdout}")
            if done.returncode != 0:
                return 1
    print(f"{len(found)} checks: blocks of {sys.argv[1]} run as they stand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
