#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""examples/nederland on the real files: all 17,341 areas, with figures that an independent reader finds in those files. bench/nederland.sh
compares every figure."""

import csv
import gzip
import unittest
from collections import defaultdict

from support import ROOT, EndToEnd, copy_of, real_data, resource, table, trede

DATA = real_data()


class Nederland(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = copy_of(ROOT / "examples" / "nederland", cls.folder / "nl")
        cls.run_ = trede("build", cls.project, "--json", env={"TREDE_REAL_DATA": str(DATA)}, timeout=900)
        assert cls.run_.code == 0, cls.run_.said[-4000:]
        cls.edition = cls.project / "editions" / "current"

    def test_all_17341_areas_are_there_in_less_than_two_gigabytes(self):
        report = self.run_.report()
        self.assertEqual(report["areas"], {"gemeente": 355, "wijk": 3177, "buurt": 13808})
        self.assertEqual(len(table(self.edition, "gebieden")), 17_341)
        self.assertGreater(report["figures"]["published"], 1_000_000)
        self.assertLess(max(stage["peak_mib"] for stage in report["stages"]), 2048)

    def test_the_edition_verifies(self):
        self.must(trede("verify", self.edition, timeout=900))

    def test_the_estimates_of_two_age_groups_are_those_of_the_source(self):
        ours = {(r["indicator"], r["gebied"]): r for r in table(self.edition, "waarnemingen") if r["indicator"].startswith("t1-sterk-eenzaam") and r["periode"] == "2016"}
        for file, indicator in (("smap_2016_18plus.csv.gz", "t1-sterk-eenzaam"), ("smap_2016_65plus.csv.gz", "t1-sterk-eenzaam-65plus")):
            values = 0
            with gzip.open(DATA / "smap" / file, "rt", encoding="utf-8") as text:
                for row in csv.DictReader(text):
                    area = row["WijkenEnBuurten"].strip().replace("NL01", "NL00")
                    mine, raw = ours[indicator, area], row["ErnstigZeerErnstigEenzaam_29"].strip()
                    if raw in ("", "."):
                        self.assertTrue(mine["waarde"] == "" and mine["reden"], area)
                    else:
                        self.assertEqual(float(mine["waarde"]), float(raw), area)
                        values += 1
            self.assertGreater(values, 15_000)

    def test_a_code_that_got_another_name_is_not_silently_the_same_area(self):
        with open(DATA / "codes" / "kwb2017_83765NED_areas.csv", encoding="utf-8-sig", newline="") as text:
            old = {r["Identifier"].strip(): r["Title"].strip() for r in csv.DictReader(text)}
        with gzip.open(DATA / "kwb2020" / "84799NED_WijkenEnBuurten.csv.gz", "rt", encoding="utf-8") as text:
            new = {r["Key"].strip(): r["Title"].strip() for r in csv.DictReader(text)}
        other = [code for code in old if code.startswith("BU") and code in new and old[code] != new[code]]
        self.assertEqual(len(other), 386)
        kinds = defaultdict(set)
        for edge in table(self.edition, "concordantie"):
            if edge["gebied_van"] == edge["gebied_naar"]:
                kinds[edge["gebied_van"]].add(edge["soort"])
        self.assertEqual([code for code in other if "gelijk" in kinds[code]], [])
        self.assertGreater(sum(kinds[code] == {"gelijk"} for code in old if code.startswith("BU")), 11_000)

    def test_each_gemeente_has_a_profile_of_its_own(self):
        profile = resource(self.edition, "profielen/GM0772")
        self.assertEqual([len(profile["niveaus"][level]["gebieden"]) for level in ("gemeente", "wijk", "buurt")], [1, 20, 116])
        self.assertEqual(len(list((self.edition / "v1" / "profielen").glob("GM*.json"))), 355)


if __name__ == "__main__":
    unittest.main(verbosity=2)
