# SPDX-License-Identifier: EUPL-1.2
"""What somebody could have published by mistake: a copy of an edition in which a rule was not kept. Only files are changed, as a faulty
program would have written them; the attacker must notice."""

import csv
import gzip
import hashlib
import io
import json
import pathlib
import re
import shutil

from support import trede

EDITIE = "v1/editie.json"


def copied(edition, to):
    to = pathlib.Path(to)
    shutil.copytree(edition, to / edition.name)
    return to / edition.name


def change_rows(edition, name, change):
    """`change(row)` gives the row as it should stand, or None to leave it out; a list gives several rows."""
    path = edition / "tabellen" / f"{name}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        columns, rows = reader.fieldnames, list(reader)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        made = change(dict(row))
        for one in made if isinstance(made, list) else [made]:
            if one is not None:
                writer.writerow(one)
    path.write_bytes(gzip.compress(out.getvalue().encode("utf-8"), mtime=0))


def shown(row, value, numerator, denominator):
    """A row as if nothing had been withheld."""
    text = lambda number: "" if number is None else f"{number:g}"
    return {**row, "waarde": text(value), "teller": text(numerator), "noemer": text(denominator), "status": "gemeten", "reden": ""}


def show(edition, indicator, period, area, numerator, denominator, scale=1000, decimals=1):
    """Fills in a withheld count in the table of figures."""
    def change(row):
        if (row["indicator"], row["periode"], row["gebied"]) != (indicator, period, area):
            return row
        assert row["waarde"] == "", "the cell was shown already"
        return shown(row, round(scale * numerator / denominator, decimals), numerator, denominator)
    change_rows(edition, "waarnemingen", change)


def change_json(edition, name, change):
    path = edition / name
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def claim(edition, source, **rule):
    """The manifest says that a stricter rule was used than the one that was."""
    path = edition / "manifest.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith('{"source":' + json.dumps(source) + ',"minimum_count"'))
    for key, value in rule.items():
        lines[at], n = re.subn(rf'"{key}":("[^"]*"|[0-9.]+)', f'"{key}":{json.dumps(value)}', lines[at])
        assert n == 1, key
    path.write_text("\n".join(lines), encoding="utf-8")
    return edition


def seal(edition):
    """Gives a changed edition the hashes, the content hash and the id that belong to it, as a faulty program would have. Returns its folder."""
    head, *lines = (edition / "manifest.json").read_text(encoding="utf-8").split("\n")
    for i, line in enumerate(lines):
        if line.startswith('{"path":'):
            name = json.loads(line.rstrip(",]}") + "}")["path"]
            if not name.startswith(EDITIE):
                lines[i] = entry(edition, name) + line[line.rindex('"') + 2:]
    kept = "\n".join(line for line in lines if not line.startswith('{"path":"' + EDITIE))
    content = hashlib.sha256((head.split(',"id"')[0] + ",\n" + kept).encode("utf-8")).hexdigest()
    identity = f"{edition.name.rsplit('-', 1)[0]}-{content[:12]}"
    head = re.sub(r'"id":"[^"]*"', f'"id":"{identity}"', re.sub(r'"content":"[^"]*"', f'"content":"{content}"', head))
    first = (edition / EDITIE).read_text(encoding="utf-8")
    (edition / EDITIE).write_text(re.sub(r'"id":"[^"]*"', f'"id":"{identity}"', first, count=1), encoding="utf-8")
    for i, line in enumerate(lines):
        if line.startswith('{"path":"' + EDITIE + '"'):
            lines[i] = entry(edition, EDITIE) + line[line.rindex('"') + 2:]
    (edition / "manifest.json").write_text("\n".join([head, *lines]), encoding="utf-8")
    return edition.rename(edition.parent / identity)


def entry(edition, name):
    data = (edition / name).read_bytes()
    return f'{{"path":{json.dumps(name)},"bytes":{len(data)},"sha256":"{hashlib.sha256(data).hexdigest()}"}}'


def audit(edition, *earlier, arguments=()):
    """The findings of the attacker, as (kinds, what the program said)."""
    more = [part for one in earlier for part in ("--earlier", one)]
    run = trede("audit", edition, *more, *arguments, "--json")
    report = next((line for line in run.lines() if "bevindingen" in line), None)
    return run, report
