#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs `trede protect` and `trede audit --table` on instances of disclosure control and prints what they did; see disclosure.sh.

An instance is a folder with cells.csv and a dim_….csv per dimension. Fresh ones come from the generator with other seeds. With R and the
package GaussSuppression (and sdcTable) installed the same instances are given to these, and the same attacker judges their result.
Exit code 1 when the attacker finds anything in a table of trede.
"""
import argparse
import csv
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass
class Run:
    """One line of the table."""
    instance: str
    minimum: int = 5
    width: int = 1
    objective: str = "count"
    effort: str = "fast"
    national: bool = False

    def name(self):
        words = [self.instance, f"T={self.minimum}"]
        if self.width > 1:
            words.append(f"width {self.width}")
        if self.objective != "count":
            words.append(self.objective)
        if self.effort != "fast":
            words.append(self.effort)
        return ", ".join(words)


@dataclass
class Measured:
    code: int
    wall: float
    cpu: float
    mib: float
    out: dict = field(default_factory=dict)
    text: str = ""


KNOWN = [
    Run("ehv_mo_1d"), Run("ehv_mo_1d", 10), Run("nl_mo_1d"), Run("nl_mo_1d", 10),
    Run("ehv_mo_2d"), Run("ehv_mo_2d", 10), Run("ehv_mo_2d", objective="value"), Run("ehv_mo_2d", width=3),
    Run("reg_mo_2d"), Run("reg_mo_2d", 10), Run("reg_mo_2d", objective="value"),
    Run("ehv_pair_2d/v1"), Run("ehv_pair_2d/v2"), Run("ehv_pair_2d/joint"),
    Run("ehv_mo_3d"), Run("ehv_mo_3d", effort="thorough"), Run("ehv_mo_3d", 10), Run("ehv_mo_3d", width=3),
    Run("ehv_mo_4d"), Run("ehv_mo_4d", effort="thorough"), Run("ehv_mo_4d", 10), Run("ehv_mo_4d", width=3),
    Run("ehv_mo_4d", objective="mixed"),
]
DRAWN = [
    Run("ehv_wmo_4d"), Run("reg_mo_4d"),
    Run("nl_mo_2d", national=True), Run("nl_mo_2d", 10, national=True), Run("nl_mo_4d", national=True),
]
FRESH = ["ehv_mo_1d", "nl_mo_1d", "ehv_mo_2d", "reg_mo_2d", "ehv_mo_3d", "ehv_mo_4d", "ehv_wmo_4d", "reg_mo_4d", "nl_mo_2d", "nl_mo_4d"]


def measure(command, json_out=True):
    """Runs a command; wall and CPU seconds, peak memory, and its JSON line."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, use = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        text = out.read().decode()
        result = Measured(child.returncode, wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, text=text + err.read().decode())
    if json_out:
        lines = [line for line in text.splitlines() if line.startswith("{")]
        result.out = json.loads(lines[-1]) if lines else {}
    return result


def generator(reference, work):
    """The generator as a module; it writes beside the folder that it is given, so it is read and never changed."""
    copy = work / "gen_sdc.py"
    shutil.copyfile(reference / "gen_sdc.py", copy)
    spec = importlib.util.spec_from_file_location("gen_sdc", copy)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def draw(module, name, seed, work):
    """An instance of the generator in work/; seed 0 is the generator's own."""
    fresh = name if seed == 0 else f"{name}_s{seed}"
    if not (work / fresh / "cells.csv").exists():
        parameters = module.INST[name]
        module.INST[fresh] = parameters[:-1] + (parameters[-1] + 1000 * seed,)
        stdout, sys.stdout = sys.stdout, sys.stderr
        try:
            module.make(fresh, str(work))
        finally:
            sys.stdout = stdout
    return work / fresh


def instance(reference, run, module, work):
    """The folder of an instance: one at hand, two divisions of one town joined, or one that is drawn now."""
    folder = reference / run.instance
    if (folder / "cells.csv").exists():
        return folder
    if folder.exists():  # ehv_pair_2d/joint has the cells of either version
        joint = work / "joint"
        shutil.copytree(folder, joint, dirs_exist_ok=True)
        shutil.copyfile(folder.parent / "v1" / "cells.csv", joint / "cells.csv")
        return joint
    name, _, seed = run.instance.partition("_s")
    return draw(module, name, int(seed or 0), work)


def dimensions_of(folder):
    with open(folder / "cells.csv") as file:
        return next(csv.reader(file))[:-1]


def dims(folder):
    words = []
    for name in dimensions_of(folder):
        words += ["--dim", f"{name}={folder / f'dim_{name}.csv'}"]
    return words


def audit(trede, folder, table, run):
    return measure([trede, "audit", "--table", table, *dims(folder), "--width", str(run.width), "--rule", f"min={run.minimum}", "--json"])


def verdict(measured):
    """"0/0, ≥ 1": cells that come back, or are too narrow or not settled, at lb 0 and at lb 1; and the narrowest interval."""
    bounds = measured.out.get("bounds", [])
    if not bounds:
        return "failed (exit %d)" % measured.code
    counts = "/".join(str(b["exact"] + b["narrow"] + b["open"]) for b in bounds)
    narrowest = min(b["narrowest"] for b in bounds)
    at_least = all(b["narrowest_is_at_least"] for b in bounds)
    shown = measured.out.get("shown_below_minimum", 0)
    return f"{counts}, {'≥ ' if at_least else ''}{narrowest}" + (f", {shown} shown" if shown else "")


def whole(number):
    return f"{number:,}".replace(",", " ")


def row_of(run, protect, attack):
    out = protect.out
    bound = out.get("lower_bound")
    gap = out.get("gap")
    return [run.name(), out.get("engine", "?"), whole(out.get("cells", 0)), whole(out.get("sensitive", 0)), whole(out.get("secondary", 0)),
            whole(out.get("value_withheld", 0)), "–" if bound is None else f"{bound:.1f}",
            "0 (proven)" if out.get("optimal") else "–" if gap is None else f"{100 * gap:.1f} %",
            f"{protect.wall:.2f}", f"{protect.cpu:.2f}", f"{protect.mib:.0f}", verdict(attack), f"{attack.wall:.2f}", f"{attack.mib:.0f}"]


HEAD = ["instance", "engine", "cells", "sensitive", "secondary", "value withheld", "bound", "gap", "s", "cpu s", "MiB", "found at lb 0/1, width",
        "audit s", "audit MiB"]


class Printer:
    def __init__(self, markdown):
        self.markdown = markdown
        self.rows = []

    def add(self, row):
        self.rows.append(row)
        print("  ".join(row), file=sys.stderr, flush=True)

    def finish(self):
        if self.markdown:
            for row in [HEAD, ["---"] + ["---:"] * (len(HEAD) - 1), *self.rows]:
                print("| " + " | ".join(row) + " |")
            return
        widths = [max(len(row[i]) for row in [HEAD, *self.rows]) for i in range(len(HEAD))]
        for row in [HEAD, *self.rows]:
            print("  ".join(cell.ljust(widths[i]) if i < 2 else cell.rjust(widths[i]) for i, cell in enumerate(row)).rstrip())


def peers_here():
    """The R packages that can be compared with."""
    if shutil.which("Rscript") is None:
        return []
    found = []
    for package in ("GaussSuppression", "sdcTable"):
        test = subprocess.run(["Rscript", "-e", f'quit(status = !requireNamespace("{package}", quietly = TRUE))'], capture_output=True)
        if test.returncode == 0:
            found.append(package)
    return found


def with_peer(peer, trede, folder, run, work, seconds):
    """One peer on one instance, judged by the same attacker; None when it took too long."""
    pub = work / "peer.csv"
    command = ["timeout", str(seconds), "Rscript", HERE / "disclosure_peer.R", peer, folder, str(run.minimum), pub]
    made = measure(command)
    if made.code != 0:
        return [run.name(), peer] + ["–"] * 6 + [f"> {seconds}" if made.code == 124 else f"exit {made.code}"] + ["–"] * 5
    made.out["engine"] = peer
    made.wall = made.out["seconds"]
    return row_of(run, made, audit(trede, folder, pub, run))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="without the national instances of two and four dimensions")
    parser.add_argument("--seed", type=int, default=1, help="of the fresh instances; 0 = none")
    parser.add_argument("--only", default="", help="a pattern; the lines whose name matches")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--peer-seconds", type=int, default=900)
    options = parser.parse_args()
    trede = options.bin / "trede"
    runs = KNOWN + DRAWN
    if options.seed > 0:
        runs = runs + [Run(f"{name}_s{options.seed}", national=name in ("nl_mo_2d", "nl_mo_4d")) for name in FRESH]
    runs = [run for run in runs if not (options.quick and run.national) and re.search(options.only, run.name())]
    peers = peers_here()
    if not peers:
        print("no peer: Rscript with GaussSuppression or sdcTable is not installed", file=sys.stderr)
    printer = Printer(options.markdown)
    status = 0
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        module = generator(options.reference, work)
        for run in runs:
            folder = instance(options.reference, run, module, work)
            pub = work / "pub.csv"
            pub.unlink(missing_ok=True)
            protect = measure([trede, "protect", "--cells", folder / "cells.csv", *dims(folder), "--rule", f"min={run.minimum}", "--width",
                               str(run.width), "--objective", run.objective, "--effort", run.effort, "--out", pub, "--json"])
            if not pub.exists():
                print(f"{run.name()}: trede protect gave nothing (exit {protect.code})\n{protect.text[-2000:]}", file=sys.stderr)
                status = 1
                continue
            attack = audit(trede, folder, pub, run)
            status = status or int(attack.code != 0)
            printer.add(row_of(run, protect, attack))
            for peer in peers:
                if run.width == 1 and run.objective == "count" and run.effort == "fast" and "joint" not in run.instance:
                    printer.add(with_peer(peer, trede, folder, run, work, options.peer_seconds))
        printer.finish()
    return status


if __name__ == "__main__":
    sys.exit(main())
