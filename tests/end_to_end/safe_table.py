#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The guide to a safe table does what it says, and `trede protect` writes nothing when something is wrong."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(os.environ.get("TREDE_BIN", ROOT / "build/release/bin"))
AREAS = "code,parent\nGM,\nw1,GM\nw2,GM\nb1,w1\nb2,w1\nb3,w2\nb4,w2\n"
TYPES = "code,parent\nT,\nx,T\ny,T\n"
CELLS = "area,type,n\nb1,x,1\nb1,y,7\nb2,x,10\nb2,y,3\nb3,x,20\nb3,y,9\nb4,x,8\nb4,y,2\n"


class SafeTable(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        for name, text in (("area.csv", AREAS), ("type.csv", TYPES), ("cells.csv", CELLS)):
            (self.folder / name).write_text(text)

    def protect(self, *more, out="pub.csv"):
        return subprocess.run([BIN / "trede", "protect", "--lang", "en", "--cells", "cells.csv", "--dim", "area=area.csv", "--dim", "type=type.csv", "--out",
                               out, *more], cwd=self.folder, capture_output=True, text=True)

    def audit(self, *more):
        return subprocess.run([BIN / "trede", "audit", "--table", "pub.csv", "--dim", "area=area.csv", "--dim", "type=type.csv", *more],
                              cwd=self.folder, capture_output=True, text=True).returncode

    def test_the_guide_runs_as_it_stands(self):
        done = subprocess.run([sys.executable, "-B", ROOT / "tests/repo/run_page.py", "docs/guides/safe-table.md", "safe-table", BIN], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_objective_effort_and_width_gives_a_safe_table(self):
        for more in ([], ["--objective", "value"], ["--objective", "mixed", "--effort", "thorough"], ["--width", "3"]):
            width = more[-1] if "--width" in more else "1"
            done = self.protect("--rule", "min=5", "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            said = json.loads(done.stdout)
            self.assertEqual(said["sensitive"], 3)
            self.assertGreater(said["secondary"], 0)
            self.assertEqual(self.audit("--rule", "min=5", "--width", width), 0, more)

    def test_one_and_two_threads_write_the_same_bytes(self):
        written = []
        for threads in ("1", "2"):
            self.assertEqual(self.protect("--rule", "min=5", "--width", "3", "--threads", threads).returncode, 0)
            written.append((self.folder / "pub.csv").read_bytes())
        self.assertEqual(*written)

    def test_the_other_methods_show_every_cell(self):
        (self.folder / "key.txt").write_text("invented-for-this-test-only\n")
        for more in (["--method", "rounding", "--base", "5"], ["--method", "cell-key", "--key", "key.txt"]):
            done = self.protect(*more)
            self.assertEqual(done.returncode, 0, done.stderr)
            rows = (self.folder / "pub.csv").read_text().splitlines()
            self.assertEqual(len(rows), 22)
            self.assertFalse([row for row in rows if ",," in row])

    def test_nothing_is_written_when_something_is_wrong(self):
        (self.folder / "key.txt").write_text("short\n")
        before = sorted(self.folder.iterdir())
        (self.folder / "cells.csv").write_text(CELLS + "b1,x,4\nb9,x,-2\n")
        done = self.protect("--rule", "min=5")
        self.assertEqual(done.returncode, 3)
        for place in ("cells.csv:10", "cells.csv:11", "protect.cells.twice", "protect.cells.code_unknown", "protect.cells.count_wrong"):
            self.assertIn(place, done.stderr)
        (self.folder / "cells.csv").write_text(CELLS)
        for code, more in ((2, []), (2, ["--rule", "min=1"]), (2, ["--rule", "5"]), (2, ["--rule", "min=5", "--dim", "area=area.csv"]),
                           (2, ["--method", "cell-key"]), (3, ["--method", "cell-key", "--key", "key.txt"])):
            self.assertEqual(self.protect(*more).returncode, code, more)
        self.assertEqual(self.protect("--rule", "min=5", out="nowhere/pub.csv").returncode, 6)
        self.assertEqual(sorted(self.folder.iterdir()), before)

    def test_an_input_is_never_overwritten(self):
        os.link(self.folder / "area.csv", self.folder / "other-name.csv")
        for out in ("cells.csv", "./type.csv", "other-name.csv"):
            self.assertEqual(self.protect("--rule", "min=5", out=out).returncode, 2)
        self.assertEqual((self.folder / "cells.csv").read_text(), CELLS)
        self.assertEqual((self.folder / "area.csv").read_text(), AREAS)


if __name__ == "__main__":
    unittest.main()
