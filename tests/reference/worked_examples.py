#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The worked examples of docs/methods are run, and must give what the page says.

In a page, a block ```csv NAME``` is written to the file NAME; in a block ```console``` a line that starts with "$ trede " is run and the lines
below it must be its output, to the letter. The Dutch and the English page of a subject (x.nl.md, x.en.md) have the same blocks. Every method
of `trede stat` occurs in at least one example.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "methods"
TREDE = Path(os.environ.get("TREDE_BIN", ROOT / "build" / "release" / "bin")).resolve() / "trede"
BLOCK = re.compile(r"^```(csv (?P<name>\S+)|console)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path):
    return [(m["name"], m["body"]) for m in BLOCK.finditer(page.read_text())]


def run_page(page: Path, used: set) -> list:
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for name, body in blocks(page):
            if name:
                (Path(folder) / name).write_text(body)
                continue
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                line, _, wanted = part.partition("\n")
                words = shlex.split(line)
                if words[0] != "trede":
                    problems.append(f"{page.name}: an example runs {words[0]}, not trede")
                    continue
                count += 1
                if words[1] == "stat":
                    used.add(words[2])
                done = subprocess.run([str(TREDE), *words[1:]], cwd=folder, capture_output=True, text=True)
                if done.returncode != 0 or done.stdout.strip() != wanted.strip():
                    problems.append(f"{page.name}: $ {line}\n  the page says:\n{wanted}\n  trede says (exit {done.returncode}):\n{done.stdout}{done.stderr}")
    print(f"{page.name}: {count} examples")
    return problems


def main() -> int:
    used, problems, pages = set(), [], sorted(PAGES.glob("*.nl.md"))
    for page in pages:
        other = page.with_name(page.name.replace(".nl.md", ".en.md"))
        problems += run_page(page, used)
        if not other.is_file():
            problems.append(f"{other.name} is missing")
        elif blocks(page) != blocks(other):
            problems.append(f"{page.name} and {other.name} do not have the same examples")
    listed = subprocess.run([str(TREDE), "stat", "--help"], capture_output=True, text=True).stdout
    methods = set(re.findall(r"^  ([a-z][a-z0-9-]+) {2,}", listed.partition("Subcommands:")[2], re.MULTILINE))
    problems += [f"trede stat {name} has no worked example" for name in sorted(methods - used)]
    print("\n".join(problems))
    print(f"{len(pages)} pages, {len(used)} of {len(methods)} methods, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
