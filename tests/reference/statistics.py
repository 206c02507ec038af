#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""`trede stat` against known-good numbers: for each reference file the method, the largest deviation and the tolerance.

The files are in $TREDE_REFERENCE/statistics, else ../shared/reference/statistics; without them the exit code is 77 (skipped). The cases
stand in one module per family of methods (intervals.py, small_area.py, bym2.py, spatial.py, scan.py, series.py, composite.py), each with a
function cases(check). A reference file that no case has used is a failure, so a new one cannot be forgotten.

  python3 tests/reference/statistics.py [FAMILY…]
"""
import csv
import importlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TREDE_REFERENCE", ROOT.parent / "shared" / "reference")) / "statistics"
TREDE = Path(os.environ.get("TREDE_BIN", ROOT / "build" / "release" / "bin")).resolve() / "trede"
FAMILIES = ["intervals", "small_area", "bym2", "spatial", "scan", "series", "composite"]
# Allocation belongs to outreach, which is not built yet; the generator of the test country is no reference.
ELSEWHERE = {"README.md", "national_lattice.py", "alloc_apportion_200h_expected.csv", "alloc_demand.csv", "alloc_expected.json", "alloc_sites.csv",
             "orlib_pmed1_edges.csv", "orlib_pmed1_expected.json"}


def number(cell):
    """A cell as float; NaN for an empty one."""
    if cell in ("", "NA", "NaN"):
        return math.nan
    return {"Inf": math.inf, "-Inf": -math.inf}.get(cell) or float(cell)


class Check:
    """What the modules of cases use."""

    def __init__(self):
        self.used, self.lines, self.failed = set(), [], 0
        self.scratch = Path(tempfile.mkdtemp(prefix="trede-stat-"))

    def path(self, name) -> Path:
        self.used.add(name)
        return FOLDER / name

    def table(self, name) -> dict:
        """A reference CSV as {column: [text]}; the name of a column without one is ''."""
        with open(self.path(name), newline="") as file:
            # One column of the files lists two levels of confidence with a comma and without quotes.
            rows = list(csv.reader(line.replace("95%, 99.8%", "95% 99.8%") for line in file))
        return {column: [row[i] for row in rows[1:]] for i, column in enumerate(rows[0])}

    def json(self, name):
        return json.loads(self.path(name).read_text())

    def stat(self, method, columns, neighbours=None, settings=(), second=None, threads=0) -> dict:
        """Runs trede stat on {column: values}; gives {column: [float or text]}. `neighbours`: the name of a reference file with i,j."""
        def write(name, table):
            path = self.scratch / name
            with open(path, "w", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(table)
                out.writerows(["" if isinstance(v, float) and math.isnan(v) else v for v in row] for row in zip(*table.values()))
            return str(path)

        command = [str(TREDE), "stat", method, "--in", write("in.csv", columns), "--out", str(self.scratch / "out.csv"), "--threads", str(threads)]
        if neighbours:
            command += ["--neighbours", str(self.path(neighbours))]
        if second:
            command += ["--with", write("with.csv", second)]
        for setting in settings:
            command += ["--set", setting]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
        with open(self.scratch / "out.csv", newline="") as file:
            rows = list(csv.reader(file))
        out = {}
        for i, column in enumerate(rows[0]):
            cells = [row[i] for row in rows[1:]]
            try:
                out[column] = [number(c) for c in cells]
            except ValueError:
                out[column] = cells
        return out

    def items(self, *arguments, **named) -> dict:
        """As stat(), for methods that give name,value."""
        out = self.stat(*arguments, **named)
        return dict(zip(out["name"], out["value"]))

    def compare(self, file, what, got, want, tolerance, relative=False):
        """Largest deviation of two lists of numbers (or two numbers); NaN must meet NaN."""
        got = [got] if isinstance(got, (int, float)) else list(got)
        want = [want] if isinstance(want, (int, float)) else [number(w) if isinstance(w, str) else w for w in want]
        largest, wrong = 0.0, len(got) != len(want)
        for a, b in zip(got, want):
            if math.isnan(a) or math.isnan(b):
                wrong = wrong or not (math.isnan(a) and math.isnan(b))
            elif a != b:
                largest = max(largest, abs(a - b) / (max(abs(b), 1e-300) if relative else 1.0))
        self._line(file, what, len(want), largest, tolerance, not wrong and largest <= tolerance)

    def equal(self, file, what, got, want):
        """Exactly the same: ids, classes, whole numbers."""
        got, want = list(got), list(want)
        differ = sum(a != b for a, b in zip(got, want)) + abs(len(got) - len(want))
        self._line(file, what, len(want), differ, 0, differ == 0)

    def true(self, file, what, value):
        self._line(file, what, 1, 0 if value else 1, 0, bool(value))

    def _line(self, file, what, count, largest, tolerance, good):
        self.failed += not good
        self.lines.append((file, what, count, largest, tolerance, good))
        print(f"{'ok    ' if good else 'FAILED'} {file:42} {what:48} n={count:<6} largest {largest:<10.3g} allowed {tolerance:g}", flush=True)


def main() -> int:
    if not FOLDER.is_dir():
        print(f"0 checks: SKIPPED, no reference results: {FOLDER} is absent (set TREDE_REFERENCE)")
        return 77
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    families = sys.argv[1:] or FAMILIES
    check = Check()
    for family in families:
        started = time.monotonic()
        try:
            importlib.import_module(family).cases(check)
        except (RuntimeError, KeyError, ValueError) as error:
            check.failed += 1
            print(f"FAILED {family}: {error!r}")
        print(f"       {family}: {time.monotonic() - started:.1f} s")
    if not sys.argv[1:]:
        for name in sorted({p.name for p in FOLDER.iterdir()} - check.used - ELSEWHERE):
            check.failed += 1
            print(f"FAILED {name}: no case uses this reference file")
    print(f"{len(check.lines)} checks, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
