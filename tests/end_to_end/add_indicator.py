#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/developing.md, "How to add an indicator from a new CSV": its commands are run as they stand there, and the indicator must be in the
edition. No C++ is touched."""

import os
import re
import subprocess
import unittest

from support import ROOT, EndToEnd, binary, resource, table, trede

BLOCK = re.compile(r"<!-- test: add-indicator -->\n+```sh\n(.*?)```", re.DOTALL)


class AddIndicator(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        commands = BLOCK.findall((ROOT / "docs" / "developing.md").read_text(encoding="utf-8"))
        assert len(commands) >= 4, "the marked commands of docs/developing.md were not found"
        cls.done = subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(commands)], cwd=cls.folder, capture_output=True, text=True, timeout=1200,
                                  env={**os.environ, "PATH": f"{binary().parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"})
        cls.edition = cls.folder / "town" / "editions" / "current"

    def test_the_commands_of_the_guide_run_and_show_the_new_figure(self):
        self.assertEqual(self.done.returncode, 0, self.done.stdout[-2000:] + self.done.stderr[-4000:])
        self.assertRegex(self.done.stdout, r"(?m)^t2-buurtkamer;2024;GM\d{4};")

    def test_the_new_indicator_is_in_the_tables_and_in_the_api_with_its_lineage(self):
        self.assertEqual(self.done.returncode, 0)
        rows = [r for r in table(self.edition, "waarnemingen") if r["indicator"] == "t2-buurtkamer"]
        gemeente = next(r for r in rows if r["niveau"] == "gemeente")
        lines = (self.folder / "town" / "sources" / "buurtkamers.csv").read_text(encoding="utf-8").split()
        visitors = sum(int(line.split(";")[2]) for line in lines if line.startswith("BU"))
        self.assertEqual(gemeente["teller"], str(visitors))
        self.assertAlmostEqual(float(gemeente["waarde"]), 1000 * visitors / float(gemeente["noemer"]), delta=0.0501)
        self.assertGreater(sum(r["niveau"] == "buurt" and r["waarde"] != "" for r in rows), 50)
        entry = next(i for i in resource(self.edition, "indicatoren")["indicatoren"] if i["id"] == "t2-buurtkamer")
        self.assertEqual((entry["trede"], entry["leefgebied"], entry["perioden"]), ("2", "sociale_relaties", ["2024"]))
        series = resource(self.edition, "waarnemingen/t2-buurtkamer/buurt")["reeks"][0]
        self.assertEqual((series["herkomst"]["bron"], series["herkomst"]["kolommen"]), ("buurtkamers", ["bezoekers"]))
        self.must(trede("verify", self.edition))


if __name__ == "__main__":
    unittest.main(verbosity=2)
