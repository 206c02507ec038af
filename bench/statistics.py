#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Called by statistics.sh: makes the test country once, runs bench-statistics and the peers on it, and prints one table.

The country (areas with inhabitants, events, and three planted clusters) is a CSV; borders are pairs of areas that share a corner of their
polygons. Both are kept in the build folder.
"""
import argparse
import collections
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path


def country(maker: Path, folder: Path, areas: int):
    """The files of the country: areas, borders."""
    csv, borders = folder / f"country-{areas}.csv", folder / f"country-{areas}-borders.csv"
    if csv.exists() and borders.exists():
        return csv, borders
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / f"country-{areas}"
    print(f"making a country of {areas} areas", file=sys.stderr)
    subprocess.run([sys.executable, str(maker), str(areas), str(base)], check=True, stdout=subprocess.DEVNULL)
    import geopandas
    at = collections.defaultdict(set)
    for i, shape in enumerate(geopandas.read_file(f"{base}.gpkg").geometry):
        for part in getattr(shape, "geoms", [shape]):
            for x, y in part.exterior.coords:
                at[round(x, 2), round(y, 2)].add(i)
    pairs = sorted({pair for areas_there in at.values() for pair in itertools.combinations(sorted(areas_there), 2)})
    borders.write_text("i,j\n" + "".join(f"{i + 1},{j + 1}\n" for i, j in pairs))
    return csv, borders


def measured(command):
    """Lines of name, what, target, wall, cpu, note."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        print(f"{command[0]} ended with {done.returncode}", file=sys.stderr)
    return [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 5], done.returncode


def show(rows, markdown):
    head = ["", "target s", "cpu s", "wall s", "what came out"]
    table = [[f"{who}: {what}", target, cpu, wall, note] for who, what, target, wall, cpu, note in rows]
    if markdown:
        print("| " + " | ".join(head) + " |\n|---|---:|---:|---:|---|")
        for row in table:
            print("| " + " | ".join(row) + " |")
        return
    widths = [max(len(row[c]) for row in [head, *table]) for c in range(len(head))]
    for row in [head, *table]:
        print("  ".join(cell.ljust(w) if c in (0, 4) else cell.rjust(w) for c, (cell, w) in enumerate(zip(row, widths))).rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maker", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--countries", type=Path, required=True)
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--areas", type=int, default=14500)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--simulate", action="store_true", help="also the long simulations with known truth")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("words", nargs="*")
    wanted = parser.parse_args()
    csv, borders = country(wanted.maker, wanted.countries, wanted.areas)
    own, status = measured([str(wanted.program), str(csv), str(borders), *(["--simulate"] if wanted.simulate else []), *wanted.words])
    rows = [["trede", what, f"{float(target):g}" if float(target) > 0 else "", wall, cpu, note] for _, what, target, wall, cpu, note in own]
    if not wanted.no_peers and shutil.which("Rscript"):
        peers, _ = measured(["Rscript", "--vanilla", str(wanted.peers), str(csv), str(borders), *wanted.words])
        rows += [[who, what, "", wall, cpu, note] for who, what, _, wall, cpu, note in peers]
    elif not wanted.no_peers:
        print("no Rscript: trede alone", file=sys.stderr)
    show(rows, wanted.markdown)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; one thread unless the line says otherwise; median of the repeats", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
