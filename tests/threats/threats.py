#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The threats of docs/concepts/disclosure.md as permanent tests: a drawn municipality in which a rule matters is built with the rules on,
and then the attacker finds nothing; and the same with the rule off, or with what it hides filled in, and then the attacker finds exactly
the kind of thing that the rule was there for. T-numbers are those of that page.

Where a rule cannot be judged from outside (who an institution is, who shares a household), the test looks at what is published."""

import json
import unittest

from drawn import GEMEENTE, Drawn, wijk_of
from support import EndToEnd, everything_in, resource, table, trede
from tamper import audit, change_json, change_rows, claim, copied, seal, show, shown

YEAR = "2024"
HELP = "t2-hulp"


class Threat(EndToEnd):
    def drawn(self, name, **arguments):
        return Drawn(self.folder / self.id().split(".")[-1] / name, **arguments)

    def built(self, town):
        self.must(town.build())
        return town.edition

    def rows(self, edition, indicator=HELP):
        return {(r["periode"], r["gebied"]): r for r in table(edition, "waarnemingen") if r["indicator"] == indicator}

    def kinds(self, edition, *earlier, arguments=()):
        """What the attacker finds; a copy that a test changed is sealed first, so that only its contents can give it away."""
        if edition.parent.name != "editions":
            edition = seal(edition)
        run, report = audit(edition, *earlier, arguments=arguments)
        self.assertIn(run.code, (0, 4), run.said[-2000:])
        self.assertIsNotNone(report, run.said[-2000:])
        self.assertEqual(run.code == 4, bool(report["bevindingen"]), "exit 4 exactly when something was found")
        return {finding["soort"] for finding in report["bevindingen"]}

    def safe(self, edition, *earlier):
        self.assertEqual(self.kinds(edition, *earlier), set())

    def with_rule_off(self, town, source=HELP, off=None, on=None):
        """The town built under a weaker rule, by an edition that says it kept the default."""
        weak = Drawn(town.folder.parent / f"{town.folder.name}-off", town.inhabitants, town.year)
        weak.__dict__.update({**town.__dict__, "folder": weak.folder, "rules": {**town.rules}})
        weak.rule(source, **off)
        edition = copied(self.built(weak), weak.folder / "claimed")
        return claim(edition, source, **on)

    def filled_in(self, town, edition, indicator, period, area, base=None):
        """A copy in which a withheld count stands in the table."""
        copy = copied(edition, town.folder / f"filled-{area}-{period}")
        show(copy, indicator, period, area, town.truth(indicator, int(period), area), base or town.inhabitants[area])
        return copy


class SmallCounts(Threat):
    """T1, T2, T14: what is withheld because of the cell itself."""

    def small(self, name="town"):
        town = self.drawn(name)
        buurten = town.areas
        # Thirteen buurten with 0 to 12, spread over the wijken, among buurten with 40.
        town.count(HELP, 2024, {b: n for n, b in enumerate(buurten[:13])}, fill=40)
        return town, buurten

    def test_t1_no_count_from_1_to_9_is_in_any_output(self):
        town, buurten = self.small()
        edition = self.built(town)
        rows = self.rows(edition)
        periods = {p for p, _ in rows}
        for n, buurt in enumerate(buurten[:13]):
            for period in periods:
                row = rows[(period, buurt)]
                if 1 <= n <= 9:
                    self.assertEqual((row["waarde"], row["teller"], row["noemer"], row["ondergrens"], row["bovengrens"]), ("",) * 5, row)
        for row in rows.values():
            if row["teller"]:
                self.assertTrue(float(row["teller"]) == 0 or float(row["teller"]) >= 10, row)
        self.safe(edition)

    def test_t1_with_the_minimum_off_the_attacker_sees_small_counts(self):
        town, _ = self.small()
        self.assertIn("small_count", self.kinds(self.with_rule_off(town, off={"minimum_count": 1, "width": 1}, on={"minimum_count": 10, "width": 3})))

    def edges(self, name, **settings):
        """Buurten of 50 people of whom 0, 1, 41, 49 and 50 are counted."""
        areas = self.drawn("x").areas
        people = {b: 50 if b[6:8] == "01" else 1000 for b in areas}
        town = self.drawn(name, inhabitants=people)
        full = [b for b in areas if b[6:8] == "01"]
        return town.count(HELP, 2024, dict(zip(full, (49, 50, 0, 25))), fill=120, **settings), full

    def test_t2_nearly_all_and_all_are_withheld_and_a_structural_zero_is_shown(self):
        town, (nearly, every, none, half) = self.edges("town")
        edition = self.built(town)
        rows = {a: r for (_, a), r in self.rows(edition).items()}
        self.assertEqual((rows[nearly]["waarde"], rows[every]["waarde"]), ("", ""))
        self.assertEqual(rows[none]["teller"], "0")
        self.safe(edition)

    def test_t2_with_the_rules_off_the_attacker_sees_the_complement_and_the_group(self):
        town, _ = self.edges("town")
        self.assertIn("complement", self.kinds(self.with_rule_off(
            town, off={"minimum_complement": 1, "group_share": 1.0, "width": 1}, on={"minimum_complement": 10, "group_share": 0.9, "width": 3})))
        large = self.drawn("large", inhabitants={b: 1000 for b in town.areas}).count(HELP, 2024, {town.areas[0]: 950}, fill=300)
        self.assertIn("group", self.kinds(self.with_rule_off(large, off={"group_share": 1.0}, on={"group_share": 0.9})))

    def test_t2_a_zero_of_a_sensitive_indicator_is_withheld_and_seen_when_it_is_not(self):
        town, (_, _, none, _) = self.edges("sensitive", more="sensitive = true")
        edition = self.built(town)
        row = self.rows(edition)[(YEAR, none)]
        self.assertEqual(row["waarde"], "")
        self.safe(edition)
        self.assertIn("sensitive_zero", self.kinds(self.filled_in(town, edition, HELP, YEAR, none)))

    def test_t14_an_area_with_few_people_has_no_figure(self):
        areas = self.drawn("x").areas
        people = {**{b: 1000 for b in areas}, **dict(zip(areas, (0, 1, 5, 49, 50)))}
        town = self.drawn("town", inhabitants=people).count(HELP, 2024, dict(zip(areas, (0, 1, 3, 12, 20))), fill=60)
        edition = self.built(town)
        rows = {a: r for (_, a), r in self.rows(edition).items()}
        for area in areas[:4]:
            self.assertEqual(rows[area]["waarde"], "", rows[area])
        self.safe(edition)
        self.assertIn("denominator", self.kinds(self.with_rule_off(
            town, off={"minimum_denominator": 1, "minimum_count": 1, "minimum_complement": 1, "group_share": 1.0, "width": 1},
            on={"minimum_denominator": 50})))


class Sums(Threat):
    """T3, T4, T10: what follows from other figures."""

    def hidden(self, town, edition, indicator=HELP):
        """Withheld cells that would be shown if they stood alone: they are there to protect others."""
        found = []
        for (period, area), row in self.rows(edition, indicator).items():
            if row["reden"] == "onderdrukt" and period.isdigit() and town.truth(indicator, int(period), area) >= 10:
                found.append((period, area))
        return found

    def three(self):
        town = self.drawn("town")
        return town.count(HELP, 2024, {town.areas[1]: 4, town.areas[6]: 7, town.areas[11]: 2}, fill=35)

    def test_t3_every_withheld_cell_keeps_an_interval_of_the_width_of_its_rule(self):
        town = self.three()
        edition = self.built(town)
        self.assertTrue(self.hidden(town, edition), "a withheld cell alone in its wijk needs company")
        self.safe(edition)

    def test_t3_without_the_company_the_attacker_calculates_the_cell(self):
        town = self.three()
        edition = self.built(town)
        for period, area in self.hidden(town, edition):
            if area.startswith("BU"):
                self.assertTrue(self.kinds(self.filled_in(town, edition, HELP, period, area)) & {"recalculated", "narrow"}, area)
                return
        self.fail("no secondary cell")

    LINK = """
[[link]]
total = "t2-hulp"
parts = ["t2-deel"]
rest = true
why = { nl = "Wie in het deel zit, telt mee in het geheel.", en = "Who is in the part counts in the whole." }
"""

    def linked(self, links):
        town = self.drawn("linked" if links else "apart")
        town.links = self.LINK if links else ""
        town.count(HELP, 2024, {town.areas[1]: 43}, fill=35)
        town.count("t2-deel", 2024, {town.areas[1]: 40}, fill=14)
        return town

    def test_t4_the_difference_of_two_linked_indicators_is_protected_too(self):
        self.safe(self.built(self.linked(True)))

    def test_t4_an_edition_that_shows_whole_and_part_next_to_a_small_rest_is_caught(self):
        town = self.linked(True)
        edition = self.built(town)
        copy = copied(edition, town.folder / "filled")
        area = town.areas[1]
        for indicator in (HELP, "t2-deel"):
            if self.rows(copy, indicator)[(YEAR, area)]["waarde"] == "":
                show(copy, indicator, YEAR, area, town.truth(indicator, 2024, area), 1000)
        self.assertIn("linked", self.kinds(copy))

    def own_area(self):
        """A team's area of a wijk and one buurt more: the difference of the two is that buurt."""
        town = self.drawn("team")
        wijk, more = town.areas[:4], town.areas[5]
        town.rest = ('\n[[own_area]]\nid = "team-noord"\nname = { nl = "Team Noord", en = "Team North" }\nareas = ['
                     + ", ".join(f'"{b}"' for b in (*wijk, more)) + "]\n")
        return town.count(HELP, 2024, {more: 4}, fill=35), more

    def test_t12_an_own_area_does_not_give_a_buurt_away(self):
        town, more = self.own_area()
        edition = self.built(town)
        self.assertEqual(self.rows(edition)[(YEAR, more)]["waarde"], "")
        self.safe(edition)
        copy = copied(edition, town.folder / "shown")
        change_rows(copy, "eigen_gebieden", lambda row: shown(row, 28.8, 144, 5000) if row["indicator"] == HELP else row)
        for (period, area), row in self.rows(copy).items():
            if row["reden"] == "onderdrukt" and (area in town.areas[:4] or area == wijk_of(town.areas[0])):
                show(copy, HELP, period, area, town.truth(HELP, 2024, area), 4000 if area.startswith("WK") else 1000)
        self.assertTrue(self.kinds(copy) & {"own_area", "recalculated", "narrow"})

    RARE = "t3-mo-maatwerk"

    def pooled(self, name="years"):
        """Five to nine different persons a year per buurt: too few for a year, enough for three years together."""
        town = self.drawn(name)
        for year in range(2016, 2025):
            town.persons += [(b, "", "", year) for i, b in enumerate(town.areas) for _ in range(5 + (i + year) % 5)]
        return town

    def test_t10_windows_of_years_do_not_overlap_and_no_year_stands_beside_its_window(self):
        town = self.pooled()
        edition = self.built(town)
        periods = sorted({p for p, _ in self.rows(edition, self.RARE)})
        self.assertTrue(any("-" in p for p in periods), periods)
        years = [set(range(int(p[:4]), int(p[-4:]) + 1)) for p in periods]
        for i, one in enumerate(years):
            for other in years[i + 1:]:
                self.assertEqual(one & other, set(), periods)
        self.safe(edition)

    def test_t10_a_year_beside_its_window_gives_the_other_years_away(self):
        town = self.pooled()
        edition = self.built(town)
        copy = copied(edition, town.folder / "rolling")
        window = max(p for p, _ in self.rows(edition, self.RARE) if "-" in p)
        first, last = int(window[:4]), int(window[-4:])

        def add(row):
            if (row["indicator"], row["periode"], row["niveau"]) != (self.RARE, window, "buurt") or not row["waarde"]:
                return row
            counts = [sum(one[0] == row["gebied"] and one[3] == year for one in town.persons) for year in range(first, last)]
            years = [{**shown(row, round(n / 0.08, 1), n, 800), "periode": str(year)} for year, n in zip(range(first, last), counts)]
            return [*years, row]
        change_rows(copy, "waarnemingen", add)
        self.assertTrue(self.kinds(copy) & {"pooled", "small_count"})


class Derived(Threat):
    """T5 to T9, T16, T23, T27: what is computed from a figure, and the other files in which it stands."""

    def town(self, count=7, name="town"):
        town = self.drawn(name)
        return town.count(HELP, 2024, {town.areas[5]: count}, fill=35)

    def test_t5_a_rate_without_its_count_gives_the_count_back(self):
        town = self.town()
        edition = self.built(town)
        self.safe(edition)
        copy = copied(edition, town.folder / "rate")
        area = town.areas[5]
        change_rows(copy, "waarnemingen", lambda row: row if (row["indicator"], row["gebied"]) != (HELP, area)
                    else {**row, "waarde": "7", "noemer": "1000", "status": "gemeten", "reden": ""})
        self.assertIn("rate_inverted", self.kinds(copy))
        # The count beside the rate was raised to the minimum; the rate was made with the true one.
        copy = copied(edition, town.folder / "raised")
        change_rows(copy, "waarnemingen", lambda row: row if (row["indicator"], row["gebied"]) != (HELP, area)
                    else {**row, "waarde": "7", "teller": "10", "noemer": "1000", "status": "gemeten", "reden": ""})
        self.assertIn("rate_inverted", self.kinds(copy))

    def test_t5_t16_no_published_rate_or_interval_gives_a_withheld_count_with_public_denominators(self):
        """Also with denominators rounded to fives, as everybody can get them."""
        town = self.town()
        edition = self.built(town)
        hidden = {a for (_, a), r in self.rows(edition).items() if r["reden"] == "onderdrukt"}
        self.assertIn(town.areas[5], hidden)
        for name in ("waarnemingen", "eigen_gebieden"):
            for row in table(edition, name):
                if row.get("gebied") in hidden and row["indicator"] == HELP:
                    self.assertEqual({row[c] for c in ("waarde", "teller", "noemer", "ondergrens", "bovengrens") if c in row}, {""})
        rounded = copied(edition, town.folder / "rounded")
        change_rows(rounded, "gebieden", lambda row: {**row, "inwoners": str(5 * round(int(row["inwoners"]) / 5))} if row["inwoners"] else row)
        self.assertEqual(self.kinds(rounded) - {"metadata"}, set())

    def test_t6_an_area_without_a_figure_has_no_estimate_interval_or_share_in_one(self):
        town = self.town()
        edition = self.built(town)
        withheld = {a for (_, a), r in self.rows(edition).items() if not r["waarde"]}
        for level in ("buurt", "wijk", "gemeente"):
            codes = resource(edition, "gebieden")["niveaus"][level]["code"]
            for series in resource(edition, f"waarnemingen/{HELP}/{level}")["reeks"]:
                for column in ("waarde", "ondergrens", "bovengrens", "teller", "noemer"):
                    for code, value in zip(codes, series[column] or []):
                        if code in withheld:
                            self.assertIsNone(value, (column, code))

    def test_t7_t9_a_z_score_a_class_and_a_score_of_a_withheld_figure_are_seen(self):
        town = self.town()
        edition = self.built(town)
        place = sorted(town.areas).index(town.areas[5])
        profile, figures = f"v1/profielen/{GEMEENTE}.json", f"v1/waarnemingen/{HELP}/buurt.json"

        def z(content):
            one = next(i for i in content["indicatoren"] if i["id"] == HELP)
            one["niveaus"]["buurt"]["z"] = one["niveaus"]["buurt"]["z"] or [None] * 16
            one["niveaus"]["buurt"]["z"][place] = -2.5
        copy = copied(edition, town.folder / "z")
        change_json(copy, profile, z)
        self.assertIn("shown_elsewhere", self.kinds(copy))
        copy = copied(edition, town.folder / "classes")
        change_json(copy, figures, lambda content: content.update(klassen=[7.0, *content["klassen"]]))
        self.assertIn("order", self.kinds(copy))

        def score(content):
            cell = next(c for c in content["ladder"]["cellen"] if (c["trede"], c["leefgebied"]) == ("2", "sociale_relaties"))
            cell["niveaus"]["buurt"]["score"][place] = -1.0
            cell["niveaus"]["buurt"]["aantal"][place] = 1
        copy = copied(edition, town.folder / "score")
        change_json(copy, profile, score)
        self.assertIn("score", self.kinds(copy))

    def test_t8_t27_nine_or_one_behind_a_withheld_cell_leave_every_byte_of_it_and_every_size_the_same(self):
        """The count of one hidden cell changes places with that of another one in its wijk, so that nothing shown changes."""
        def build(first, second, name):
            town = self.drawn(name)
            town.count(HELP, 2024, {town.areas[4]: first, town.areas[5]: second}, fill=35)
            return self.built(town)
        one, other = build(9, 1, "nine"), build(1, 9, "one")
        mine, theirs = self.rows(one), self.rows(other)
        self.assertEqual(mine, theirs)
        names = {str(p.relative_to(one)) for p in one.rglob("*") if p.is_file()}
        self.assertEqual(names, {str(p.relative_to(other)) for p in other.rglob("*") if p.is_file()})
        differ = {name for name in names if (one / name).read_bytes() != (other / name).read_bytes()}
        # Only what names the source file by its (salted) hash, and what repeats the edition's id, may differ.
        named = {"manifest.json", "tabellen/bronnen.csv.gz", "tabellen/bronnen.parquet"}
        for name in sorted(differ - named):
            self.assertTrue(name.startswith(("v1/editie", "v1/bronnen", "v1/waarnemingen/", "privacy/")), name)
            if name.endswith(".json") and not name.startswith("privacy/"):
                self.assertEqual((one / name).stat().st_size, (other / name).stat().st_size, name)
                hashes = lambda text: [part for part in text.split('"') if len(part) not in (64,)]
                same = hashes((one / name).read_text(encoding="utf-8")), hashes((other / name).read_text(encoding="utf-8"))
                if not name.startswith("v1/editie"):
                    self.assertEqual(*same, name)

    def test_t8_a_cell_that_goes_from_9_to_1_keeps_its_row(self):
        area = self.town().areas[5]
        rows = [self.rows(self.built(self.town(count, f"flip{count}")))[(YEAR, area)] for count in (9, 1)]
        self.assertEqual(rows[0], rows[1])
        self.assertEqual(rows[0]["waarde"], "")

    def test_t23_a_value_left_in_a_parquet_file_or_a_document_is_seen(self):
        town = self.town()
        edition = self.built(town)
        copy = copied(edition, town.folder / "parquet")
        # The CSV says that a figure is withheld; the Parquet file of the same name still has it.
        other = Drawn(town.folder / "open", town.inhabitants)
        other.count(HELP, 2024, {town.areas[5]: 7}, fill=35).rule(HELP, minimum_count=1, width=1)
        (copy / "tabellen" / "waarnemingen.parquet").write_bytes((self.built(other) / "tabellen" / "waarnemingen.parquet").read_bytes())
        self.assertIn("metadata", self.kinds(copy))
        copy = copied(edition, town.folder / "document")

        def back(content):
            content["reeks"][-1]["teller"][sorted(town.areas).index(town.areas[5])] = 7
        change_json(copy, f"v1/waarnemingen/{HELP}/buurt.json", back)
        self.assertIn("shown_elsewhere", self.kinds(copy))


class Behind(Threat):
    """T13, T15: who stands behind a count. An outsider cannot see it, so the test looks at what is published."""

    SHELTER = "t3-mo-maatwerk"

    def register(self, name, behind):
        """Twelve persons in every buurt, each by themselves; in the first buurt those of `behind`."""
        town = self.drawn(name)
        first, *others = town.areas
        town.persons = [(first, *one) for one in behind] + [(b, "", "") for b in others for _ in range(24)]
        return town, first

    def test_t13_a_count_that_one_institution_makes_is_withheld(self):
        behind = [("hostel", "")] * 40 + [("", "")] * 15
        town, area = self.register("town", behind)
        edition = self.built(town)
        self.assertEqual(self.rows(edition, self.SHELTER)[(YEAR, area)]["waarde"], "")
        self.safe(edition)
        off, _ = self.register("off", behind)
        off.rule("mo-maatwerk", dominance=1.0)
        self.assertEqual(self.rows(self.built(off), self.SHELTER)[(YEAR, area)]["teller"], "55")

    def test_t13_an_institution_of_less_than_half_does_not_hide_the_rest(self):
        town, area = self.register("town", [("hostel", "")] * 20 + [("", "")] * 35)
        self.assertEqual(self.rows(self.built(town), self.SHELTER)[(YEAR, area)]["teller"], "55")

    def test_t15_ten_persons_of_one_household_are_withheld(self):
        behind = [("", "huis")] * 11
        town, area = self.register("town", behind)
        edition = self.built(town)
        self.assertEqual(self.rows(edition, self.SHELTER)[(YEAR, area)]["waarde"], "")
        self.safe(edition)
        off, _ = self.register("off", behind)
        off.rule("mo-maatwerk", minimum_households=1)
        self.assertEqual(self.rows(self.built(off), self.SHELTER)[(YEAR, area)]["teller"], "11")

    def test_t13_t15_neither_an_institution_nor_a_household_is_named_anywhere(self):
        town, _ = self.register("town", [("KANARIEHUIS", "KANARIEGEZIN")] * 40)
        for path, data in everything_in(self.built(town)):
            self.assertNotIn(b"KANARIE", data, path)


class Again(Threat):
    """T11, T28: the same and nearly the same records published again."""

    def town(self, name="town"):
        town = self.drawn(name)
        return town.count(HELP, 2024, {b: 5 + 9 * i for i, b in enumerate(town.areas)})

    def test_t11_one_person_more_lets_nothing_through(self):
        town = self.town()
        first = self.built(town)
        before = town.indicators[HELP][2024]
        changed = {b: before[b] for b in town.areas}
        changed[town.areas[7]] += 1
        town.count(HELP, 2024, changed)
        second = self.built(town)
        self.assertNotEqual(first, second)
        self.safe(second, first)
        rows, old = self.rows(second), self.rows(first)
        for key, row in rows.items():
            if row["teller"] and old[key]["teller"]:
                self.assertEqual(row["teller"], old[key]["teller"], f"{key}: the difference of two editions is one person")

    def test_t11_an_edition_that_corrects_one_person_in_the_open_is_caught(self):
        town = self.town()
        first = self.built(town)
        copy = copied(first, town.folder / "corrected")
        area = next(a for (_, a), r in self.rows(first).items() if a.startswith("BU") and r["waarde"] and float(r["teller"]) > 20)
        change_rows(copy, "waarnemingen", lambda row: row if (row["indicator"], row["gebied"]) not in ((HELP, area), (HELP, wijk_of(area)), (HELP, GEMEENTE)) or not row["teller"]
                    else {**row, "teller": str(int(row["teller"]) + 1)})
        self.assertIn("difference_between_editions", self.kinds(copy, first))

    def moved_border(self):
        """In the first edition buurt A has 60 of its 1,000 people counted. Then a strip of 40 people, 3 of them counted, goes to buurt B."""
        town = self.drawn("town", year=2023)
        a, b = town.areas[0], town.areas[1]
        town.count(HELP, 2023, {a: 60, b: 70}, fill=80)
        first = self.built(town)
        later = Drawn(town.folder, {**town.inhabitants, a: 960, b: 1040}, 2024)
        later.before = (2023, town.inhabitants, [(a, a, 0.96), (a, b, 0.04), *((c, c, 1) for c in town.areas[1:])])
        later.count(HELP, 2023, {a: 57, b: 73}, fill=80)
        return later, first, (a, b)

    def test_t12_an_edition_after_a_moved_border_does_not_give_the_strip_away(self):
        town, first, _ = self.moved_border()
        second = self.built(town)
        self.assertNotEqual(first, second)
        self.safe(second, first)

    def split(self):
        """In the first edition a buurt has 60 of its 1,000 people counted. Then it is split: 57 of 940, and 3 of 60."""
        town = self.drawn("town", year=2023)
        old, large, small = town.areas[0], "BU90020108", "BU90020109"
        town.count(HELP, 2023, {old: 60}, fill=80)
        first = self.built(town)
        people = {**{b: n for b, n in town.inhabitants.items() if b != old}, large: 940, small: 60}
        later = Drawn(town.folder, people, 2024)
        later.before = (2023, town.inhabitants, [(old, large, 0.94), (old, small, 0.06), *((c, c, 1) for c in town.areas[1:])])
        later.count(HELP, 2023, {large: 57, small: 3}, fill=80)
        return later, first, large, small

    def test_t12_a_split_buurt_is_not_the_difference_with_the_edition_before_the_split(self):
        town, first, large, small = self.split()
        second = self.built(town)
        self.safe(second, first)
        rows = self.rows(second)
        self.assertEqual((rows[("2023", large)]["waarde"], rows[("2023", small)]["waarde"]), ("", ""))

    def test_t12_the_larger_half_of_a_split_buurt_in_the_open_is_caught(self):
        town, first, large, small = self.split()
        second = self.built(town)
        self.assertTrue(self.kinds(self.filled_in(town, second, HELP, "2023", large), first) & {"boundary", "recalculated", "narrow"})

    def test_t28_twenty_builds_of_the_same_records_are_one_edition(self):
        """Twenty stand for a hundred: nothing in a build is drawn at random, so that every further one costs time and shows nothing new."""
        town = self.town()
        town.rule(HELP, method="cell-key")
        found = set()
        for n in range(20):
            self.must(town.build(threads=1 + n % 2))
            found.add(town.edition.name)
        self.assertEqual(len(found), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
