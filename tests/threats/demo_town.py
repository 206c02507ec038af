#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The fictitious town under attack: its edition, the next edition after one changed record, and what was planted in it (waarheid.json)."""

import json
import unittest

import drawn  # noqa: F401  (where `support` is)
from support import EndToEnd, table, trede, write
from tamper import audit


class DemoTown(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town = cls.folder / "stad"
        made = trede("demo", cls.town, "--no-serve", "--json", timeout=1200)
        assert made.code == 0, made.said[-4000:]
        cls.edition = (cls.town / "editions" / "current").resolve()
        cls.truth = json.loads((cls.town / "waarheid.json").read_text(encoding="utf-8"))
        cls.rows = {(r["indicator"], r["periode"], r["gebied"]): r for r in table(cls.edition, "waarnemingen")}

    def nothing_found(self, edition, *earlier):
        run, report = audit(edition, *earlier)
        self.assertEqual(run.code, 0, run.said[-3000:])
        self.assertEqual(report["bevindingen"], [])
        return report

    def test_the_attacker_finds_nothing_in_the_town(self):
        report = self.nothing_found(self.edition)
        self.assertGreater(sum(i["achtergehouden"] for i in report["indicatoren"]), 100)
        self.assertGreater(report["relaties"], 300)

    def test_the_report_of_the_build_is_that_of_the_attacker_afterwards(self):
        built = json.loads((self.edition / "privacy" / "rapport.json").read_text(encoding="utf-8"))
        self.assertTrue(built["veilig"])
        self.assertEqual(built["indicatoren"], self.nothing_found(self.edition)["indicatoren"])
        self.assertTrue((self.edition / "privacy" / "dpia-bijlage.html").is_file())

    def test_the_next_edition_after_one_changed_record_lets_nothing_through(self):
        source = next(p for p in sorted((self.town / "sources").rglob("*.csv")) if "maatwerk" in p.name)
        before = source.read_text(encoding="utf-8")
        lines = before.splitlines()
        write(source, "\n".join(lines[:-1]) + "\n")
        try:
            made = self.must(trede("build", self.town, "--json", timeout=1200))
        finally:
            write(source, before)
        second = (self.town / "editions" / "current").resolve()
        self.assertNotEqual(second, self.edition, made.said[-500:])
        self.nothing_found(second, self.edition)
        changed = {r["indicator"] for r in table(second, "waarnemingen")
                   if (old := self.rows.get((r["indicator"], r["periode"], r["gebied"]))) and old["teller"] and r["teller"] and old["teller"] != r["teller"]}
        self.assertEqual(changed, set(), "no shown count moved by one person")

    def test_the_count_that_one_institution_makes_is_not_a_figure_of_its_buurt(self):
        planted = self.truth["instelling"]
        own = [r for (i, _, a), r in self.rows.items() if i == planted["indicator"] and a == planted["buurt"]]
        self.assertTrue(own)
        for row in own:
            self.assertEqual(row["waarde"], "", row)

    def test_figures_across_the_changed_boundaries_give_no_sliver_away(self):
        """Every figure stands in one division only: no code of an earlier one has a figure of its own beside its successor's."""
        changes = self.truth["grenswijzigingen"]
        edges = {(e["gebied_van"], e["gebied_naar"]): e["soort"] for e in table(self.edition, "concordantie") if e["van"] == str(changes["van"])}
        redrawn = next(c for c in changes["lijst"] if c["soort"] == "hertekend")
        self.assertIn("hertekend", {edges.get((a, b)) for a in redrawn["van"] for b in redrawn["naar"]})
        present = {g["gebied"] for g in table(self.edition, "gebieden")}
        gone = {a for c in changes["lijst"] for a in c["van"]} - present
        self.assertTrue(gone)
        self.assertEqual({a for _, _, a in self.rows} & gone, set())
        report = self.nothing_found(self.edition)
        self.assertEqual({p["gevonden"] for p in report["pogingen"]}, {0})

    def test_the_own_area_has_figures_where_they_give_nothing_away_and_the_attacker_tried_it(self):
        rules = {rule["bron"] for rule in json.loads((self.edition / "privacy" / "rapport.json").read_text(encoding="utf-8"))["regels"]}
        own = [r for r in table(self.edition, "eigen_gebieden") if r["bron"] in rules]
        self.assertEqual({r["eigen_gebied"] for r in own}, {"werkgebied-noord"})
        self.assertTrue(any(r["waarde"] for r in own), "nothing is shown of it")
        for row in own:
            self.assertEqual(row["waarde"] == "", row["reden"] != "", row)
            self.assertTrue(row["teller"] in ("", "0") or float(row["teller"]) >= 10, row)
        # Which level has the figure, read off the rows that everybody sees.
        levels = {}
        for (indicator, period, _), row in self.rows.items():
            levels.setdefault((indicator, period), set()).add(row["niveau"])
        for row in table(self.edition, "eigen_gebieden"):
            there = levels.get((row["indicator"], row["periode"]), set())
            if row["reden"] in ("alleen_wijk", "alleen_gemeente", "geen_bron"):
                finest = next((level for level in ("buurt", "wijk", "gemeente") if level in there), None)
                self.assertEqual(row["reden"], {"wijk": "alleen_wijk", "gemeente": "alleen_gemeente"}.get(finest, "geen_bron"), row)
        self.assertIn("alleen_gemeente", {row["reden"] for row in own})
        tried = {p["soort"]: p for p in self.nothing_found(self.edition)["pogingen"]}["own_area"]
        self.assertGreater(tried["bekeken"], 0)
        self.assertEqual(tried["gevonden"], 0)

    def test_where_nobody_lives_nobody_is_counted(self):
        rules = {rule["bron"] for rule in json.loads((self.edition / "privacy" / "rapport.json").read_text(encoding="utf-8"))["regels"]}
        seen = 0
        for (_, _, area), row in self.rows.items():
            if area in self.truth["bijzonder"]["onbewoond"] and row["bron"] in rules:
                seen += 1
                self.assertIn(row["teller"], ("", "0"), row)
        self.assertGreater(seen, 0)

    def test_the_persons_of_a_register_stand_in_no_file_in_any_form(self):
        """The pseudonyms that only a register knows, as texts that may stand nowhere: the search reads every file unpacked."""
        source = next(p for p in sorted((self.town / "sources").rglob("*.csv")) if "mo-maatwerk" in p.name).read_text(encoding="utf-8").splitlines()
        delimiter = ";" if ";" in source[0] else ","
        persons = sorted({line.split(delimiter)[0] for line in source[1:] if line})[:50]
        write(self.folder / "canaries.txt", "\n".join(persons) + "\n")
        run, report = audit(self.edition, arguments=("--canary", self.folder / "canaries.txt"))
        self.assertEqual((run.code, report["bevindingen"]), (0, []), run.said[-2000:])
        self.assertIn("canary", {p["soort"] for p in report["pogingen"]})


if __name__ == "__main__":
    unittest.main(verbosity=2)
