#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The documentation says what the program does.

  links      every relative link and picture in a page resolves, headings included
  commands   every command and flag of trede and trede-server is in docs/reference/commands.md, and nothing more is
  keys       every key of monitor.toml is in docs/formats/project.md, every key of the catalogue in docs/formats/catalogue.md
  errors     every error code of src is in docs/formats/errors.md, and every code there exists
  words      every published word is in docs/glossary.md
  make       every make target a page tells to run exists
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ROOT / "docs/reference/commands.md"
ERRORS = ROOT / "docs/formats/errors.md"
GLOSSARY = ROOT / "docs/glossary.md"
# First parts of an error code: the rooms, and what the user's own files are called.
CODE_HEADS = {"base", "catalogue", "area", "ingest", "observe", "disclose", "estimate", "score", "edition", "serve", "demo", "project",
              "rule", "init", "trede", "build", "check", "verify", "protect", "audit", "cli", "stat", "story", "theme"}
FILE_ENDS = {"toml", "json", "csv", "geojson", "topojson", "gpkg", "parquet", "html", "sql", "svg", "md", "cpp", "hpp", "nl", "xml", "gz", "br", "css", "woff2", "png"}


def sources(*folders, ends=(".cpp", ".hpp")):
    for folder in folders:
        for path in sorted((ROOT / "src" / folder).rglob("*")):
            if path.suffix in ends:
                yield path, path.read_text()


def pages():
    out = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT, check=True, capture_output=True).stdout
    return [ROOT / name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


def without_code(text: str) -> str:
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path):
    """The ids that a Markdown page's headings get."""
    for line in page.read_text().splitlines():
        if line.startswith("#"):
            words = re.sub(r"[`*_]", "", line.lstrip("#").strip().lower())
            yield re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def check_links(problems):
    count = 0
    for page in pages():
        for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text())):
            if re.match(r"[a-z]+:", target):
                continue
            count += 1
            file, _, anchor = target.partition("#")
            place = (page.parent / file).resolve() if file else page
            where = page.relative_to(ROOT)
            if not place.exists():
                problems.append(f"{where}: link to {target}, which does not exist")
            elif anchor and place.suffix == ".md" and anchor not in set(anchors(place)):
                problems.append(f"{where}: link to {target}; there is no such heading")
    return count


def declared_commands():
    """→ the commands and flags that the two programs declare to their command line parser."""
    commands, flags = set(), {"--help"}
    for _, text in sources("cli", "server"):
        commands |= set(re.findall(r'(?:command\(app, \w+, |app\.add_subcommand\()"([a-z]+)"', text))
        flags |= set(re.findall(r'(?:add_option|add_flag|set_version_flag)\(\s*"[^"]*?(--[a-z-]+)', text))
    return commands, flags


def check_commands(problems):
    commands, flags = declared_commands()
    if not COMMANDS.is_file():
        problems.append("docs/reference/commands.md is missing")
        return 0
    text = COMMANDS.read_text()
    for command in sorted(commands):
        if f"`trede {command}" not in text:
            problems.append(f"docs/reference/commands.md: trede {command} is not described")
    for command in sorted(set(re.findall(r"^## `trede ([a-z]+)", text, re.MULTILINE)) - commands):
        problems.append(f"docs/reference/commands.md: trede {command} does not exist")
    named = set(re.findall(r"--[a-z][a-z-]+", text))
    for flag in sorted(flags - named):
        problems.append(f"docs/reference/commands.md: {flag} is not described")
    for flag in sorted(named - flags):
        problems.append(f"docs/reference/commands.md: {flag} does not exist")
    return len(commands) + len(flags)


def toml_keys(text: str):
    """Keys that a reader of TOML asks for: table.string("key"), paths.read(table, "key", …) and the like."""
    asked = re.findall(r'[.>](?:required_)?(?:string|integer|number|boolean|date|strings|table|tables|rows|text)\("([A-Za-z_0-9]+)"', text)
    return set(asked + re.findall(r'\b(?!(?:problem|add|unknown)\b)\w+(?:<\w+>)?\(\*?\w+, "([a-z_0-9]+)"', text))


def check_keys(problems):
    count = 0
    for folder, pattern, page in (("ingest", "project*.cpp", "docs/formats/project.md"), ("catalogue", "*.cpp", "docs/formats/catalogue.md")):
        keys = set()
        for path in sorted((ROOT / "src" / folder).glob(pattern)):
            keys |= toml_keys(path.read_text())
        text = (ROOT / page).read_text()
        for key in sorted(keys):
            if not re.search(rf"\b{re.escape(key)}\b", text):
                problems.append(f"{page}: key {key} is not described")
        count += len(keys)
    return count


def codes_in_source():
    codes = set()
    for path, text in sources("."):
        for code in re.findall(r'"([a-z]+(?:\.[a-z][a-z0-9_]*)+)"', text):
            if code.split(".")[0] in CODE_HEADS and code.rsplit(".", 1)[1] not in FILE_ENDS:
                codes.add(code)
        # TomlTable::problem(key, "short code", …): the file's area comes before it.
        area = {"catalogue": "catalogue", "ingest": "project"}.get(path.relative_to(ROOT / "src").parts[0])
        if area:
            for code in re.findall(r'[.>]problem\([^,()"]*(?:"[^"]*")?[^,()"]*,\s*"([a-z_]+)"', text):
                codes.add(f"{area}.{code}")
        if area == "catalogue":      # the helpers of check.cpp
            codes |= {f"{area}.{code}" for code in re.findall(r'\b(?:add|unknown)\(errors_?, "([a-z_]+)"', text)}
    for area in ("catalogue", "project"):
        codes |= {f"{area}.{code}" for code in ("toml_damaged", "key_unknown", "key_missing", "type_wrong", "value_wrong")}
    return codes


def check_errors(problems):
    if not ERRORS.is_file():
        problems.append("docs/formats/errors.md is missing")
        return 0
    codes = codes_in_source()
    documented = set()
    for line in ERRORS.read_text().splitlines():
        found = re.match(r"\|\s*`([a-z]+(?:\.[a-z][a-z0-9_]*)+)`\s*\|", line)
        if found:
            documented.add(found.group(1))
    for code in sorted(codes - documented):
        problems.append(f"docs/formats/errors.md: {code} is not described")
    for code in sorted(documented - codes):
        problems.append(f"docs/formats/errors.md: {code} does not occur in src")
    return len(codes)


def check_words(problems):
    text = GLOSSARY.read_text() if GLOSSARY.is_file() else ""
    words = set()
    for file in ("src/base/missing.cpp", "src/catalogue/words.hpp"):
        source = (ROOT / file).read_text()
        words |= set(re.findall(r'\{"[a-z_0-9]+", "([a-z_0-9]+)"\}', source)) | set(re.findall(r'return "([a-z]+)"', source))
    for word in sorted(words):
        if f"`{word}`" not in text:
            problems.append(f"docs/glossary.md: the published word {word} is not explained")
    return len(words)


def check_shell_blocks(problems):
    """Every `trede …` in a shell block of a page is a command with flags that exist."""
    commands, flags = declared_commands()
    count = 0
    for page in pages():
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
            block = re.sub(r"<<'END'\n.*?^END$", "", block, flags=re.MULTILINE | re.DOTALL)
            for command, rest in re.findall(r"^\s*(?:\S*/)?trede ([a-z]+)([^#\n|]*)", block, re.MULTILINE):
                count += 1
                where = page.relative_to(ROOT)
                if command not in commands:
                    problems.append(f"{where}: trede {command} does not exist")
                for flag in set(re.findall(r"--[a-z-]+", rest)) - flags:
                    problems.append(f"{where}: trede {command} has no flag {flag}")
    return count


def check_make(problems):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    count = 0
    for page in pages():
        for target in re.findall(r"(?:`|^ *|\$ )make ([a-z-]+)", page.read_text(), re.MULTILINE):
            count += 1
            if target not in targets:
                problems.append(f"{page.relative_to(ROOT)}: make {target} does not exist")
    return count


def main() -> int:
    problems = []
    counts = {"links": check_links(problems), "commands and flags": check_commands(problems), "keys": check_keys(problems),
              "error codes": check_errors(problems), "words": check_words(problems), "make targets": check_make(problems),
              "commands in pages": check_shell_blocks(problems)}
    print("\n".join(problems) if problems else "docs: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
