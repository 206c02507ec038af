#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""examples/eindhoven on the real files: the figures that an independent reader finds in those files must stand in the edition."""

import csv
import gzip
import json
import os
import random
import re
import unittest

from support import ROOT, EndToEnd, copy_of, figure, real_data, resource, table, trede, tree, write

DATA = real_data()
YEARS = [str(year) for year in range(2008, 2022)]
# Everything but the table of sources, which holds the hashes of the files.
OF_FIGURES = ("waarnemingen", "gebieden", "indicatoren", "concordantie", "scores")


def by_name(file, delimiter=";"):
    with open(DATA / "eindhoven" / file, encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text, delimiter=delimiter))
    return rows[0], {row[0]: row for row in rows[1:]}


def buurten_of_cbs():
    """code → name in 2020."""
    with gzip.open(DATA / "kwb2020" / "84799NED_WijkenEnBuurten.csv.gz", "rt", encoding="utf-8") as text:
        return {r["Key"].strip(): r["Title"].strip() for r in csv.DictReader(text) if r["Key"].startswith("BU0772")}


def buurten_of_2017():
    """code of 2017 → code of 2020, by the municipality's own number."""
    features = json.loads((DATA / "eindhoven" / "eindhoven_buurten_cbs.geojson").read_text(encoding="utf-8"))["features"]
    return {f["properties"]["statcode_2017"]: f["properties"]["statcode"] for f in features}


class Eindhoven(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = copy_of(ROOT / "examples" / "eindhoven", cls.folder / "ergens anders")
        cls.run_ = cls.build(cls.project)
        assert cls.run_.code == 0, cls.run_.said[-4000:]
        cls.edition = cls.project / "editions" / "current"
        cls.rows = table(cls.edition, "waarnemingen")
        cls.index = {(r["indicator"], r["periode"], r["gebied"]): r for r in cls.rows}

    @staticmethod
    def build(project, *arguments, data=DATA):
        return trede("build", project, "--json", *arguments, env={"TREDE_REAL_DATA": str(data)})

    def value(self, indicator, period, area):
        return self.index[indicator, period, area]["waarde"]

    def test_the_edition_has_116_buurten_and_20_wijken(self):
        report = self.run_.report()
        self.assertEqual(report["areas"], {"gemeente": 1, "wijk": 20, "buurt": 116})
        areas = table(self.edition, "gebieden")
        own = [a["gebied"][:2] for a in areas if a["indeling"] == "2020"]
        self.assertEqual((own.count("BU"), own.count("WK")), (116, 20))
        self.assertGreater(report["figures"]["published"], 10_000)

    def test_the_reference_values_of_anxiety_and_loneliness_are_found_exactly(self):
        expected = {"t1-angst-depressie": {"GM0772": ("8.2", "8.4", "8.7"), "BU07721110": ("7.9", "8.3", "9.5")},
                    "t1-sterk-eenzaam": {"GM0772": ("11.8", "13.6", "14.0"), "BU07721110": ("12.4", "13.6", "15.5")}}
        for indicator, areas in expected.items():
            for area, values in areas.items():
                with self.subTest(f"{indicator} {area}"):
                    got = tuple(float(self.value(indicator, year, area)) for year in ("2012", "2016", "2020"))
                    self.assertEqual(got, tuple(map(float, values)))
                    self.assertEqual({self.index[indicator, y, area]["status"] for y in ("2012", "2016", "2020")}, {"modelschatting"})

    def test_every_health_estimate_is_that_of_the_source_and_the_rest_says_why_not(self):
        columns = {"t1-angst-depressie": ("HoogRisicoOpAngstOfDepressie_25", False), "t1-sterk-eenzaam": ("ErnstigZeerErnstigEenzaam_29", False),
                   "t1-weinig-regie": ("MatigVeelRegieOverEigenLeven_27", True), "t1-slecht-ervaren-gezondheid": ("ErvarenGezondheidGoedZeerGoed_4", True),
                   "t1-rookt": ("Roker_11", False)}
        checked = 0
        for year in ("2012", "2016", "2020"):
            with gzip.open(DATA / "smap" / f"smap_{year}_18plus.csv.gz", "rt", encoding="utf-8") as text:
                for row in csv.DictReader(text):
                    area = row["WijkenEnBuurten"].strip()
                    if area[2:6] != "0772":
                        continue
                    for indicator, (column, complement) in columns.items():
                        ours, raw = self.index.get((indicator, year, area)), row[column].strip()
                        checked += 1
                        if raw in ("", "."):
                            self.assertTrue(ours is None or (ours["waarde"] == "" and ours["reden"]), (indicator, year, area))
                        else:
                            self.assertEqual(float(ours["waarde"]), round(100 - float(raw), 1) if complement else float(raw), (indicator, year, area))
        self.assertEqual(checked, 3 * 137 * len(columns))

    def test_four_buurten_without_inhabitants_say_that_figures_do_not_apply(self):
        names = buurten_of_cbs()
        empty = sorted(code for code, name in names.items() if name in ("Poeijers", "Leenderheide", "Flight Forum", "Beemden"))
        areas = resource(self.edition, "gebieden")["niveaus"]["buurt"]
        self.assertEqual([code for code, nobody in zip(areas["code"], areas["leeg"]) if nobody], empty)
        for code in empty:
            for indicator, year in (("t1-angst-depressie", "2020"), ("t1-sterk-eenzaam", "2016"), ("t1-bijstand", "2020")):
                row = self.index[indicator, year, code]
                self.assertEqual((row["waarde"], row["reden"]), ("", "niet_van_toepassing"), (indicator, code))

    def test_benefits_are_divided_as_by_hand_and_missing_ones_have_a_reason(self):
        missing = 0
        with gzip.open(DATA / "kwb2020" / "84799NED_TypedDataSet.csv.gz", "rt", encoding="utf-8") as text:
            for row in csv.DictReader(text):
                area = row["WijkenEnBuurten"].strip()
                if not area.startswith("BU0772"):
                    continue
                count = next(v for k, v in row.items() if k.startswith("PersonenPerSoortUitkeringBijstand")).strip()
                people = sum(int(row[k]) for k in ("k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11") if row[k].strip())
                ours = self.index["t1-bijstand", "2020", area]
                if not count:
                    missing += 1
                    self.assertEqual(ours["waarde"], "")
                    self.assertIn(ours["reden"], ("geheim", "niet_van_toepassing"))
                elif people:
                    self.assertAlmostEqual(float(ours["waarde"]), 1000 * int(count) / people, delta=0.501)
                    self.assertEqual((ours["teller"], ours["noemer"]), (count, str(people)))
        self.assertEqual(missing, 13)

    def test_the_population_series_runs_unbroken_from_2008_to_2021_for_all_116_buurten(self):
        header, raw = by_name("timed_data-Population.csv")
        names = buurten_of_cbs()
        self.assertEqual(len(names), 116)
        for code, name in names.items():
            for column, year in ((i, h.split("|")[1]) for i, h in enumerate(header) if "|" in h):
                ours = self.index["eindhoven-inwoners", year, code]
                if raw[name][column] == "x":
                    self.assertEqual((ours["waarde"], ours["reden"]), ("", "geheim"))
                else:
                    self.assertEqual(ours["waarde"], raw[name][column], (name, year))
                    self.assertEqual(ours["status"], "gemeten")
        series = resource(self.edition, "waarnemingen/eindhoven-inwoners/buurt")["reeks"]
        self.assertEqual([s["periode"] for s in series], YEARS)
        self.assertEqual({s["breuk"] is None for s in series}, {True})

    def test_the_other_municipal_series_are_read_by_name(self):
        names = buurten_of_cbs()
        for file, indicator, first in (("timed_data-NumberHouses.csv", "eindhoven-woningen", 2008), ("timed_data-WOZ.csv", "eindhoven-woz", 2008),
                                       ("timed_data-Health-bad-to-worst.csv", "eindhoven-gezondheid-enquete", 2008)):
            header, raw = by_name(file)
            for code, name in names.items():
                for column, label in enumerate(header):
                    year = label.split("|")[-1]
                    if not year.isdigit() or int(year) < first:
                        continue
                    ours, text = self.index[indicator, year, code], raw[name][column]
                    if re.fullmatch(r"\d+", text):
                        self.assertEqual(float(ours["waarde"]), float(text), (file, name, year))
                    else:
                        self.assertEqual(ours["waarde"], "", (file, name, year))
                        self.assertTrue(ours["reden"], (file, name, year))
        _, happy = by_name("happines_neighborhood_2022.csv", ",")
        for code, name in names.items():
            ours = self.index.get(("eindhoven-ongelukkig", "2022", code))
            if name in happy:
                self.assertEqual(float(ours["waarde"]), float(happy[name][1]), name)
            else:
                self.assertTrue(ours is None or (ours["waarde"] == "" and ours["reden"]), name)

    def test_all_116_buurten_of_2017_are_found_recoded_and_7_wijken_became_20(self):
        edges = [e for e in table(self.edition, "concordantie") if (e["van"], e["naar"]) == ("2017", "2020")]
        buurten = [e for e in edges if e["gebied_van"].startswith("BU")]
        self.assertEqual({(e["gebied_van"], e["gebied_naar"]) for e in buurten}, set(buurten_of_2017().items()))
        self.assertEqual([e["soort"] for e in buurten], ["hercodering"] * 116)
        wijken = [e for e in edges if e["gebied_van"].startswith("WK")]
        self.assertEqual((len({e["gebied_van"] for e in wijken}), len({e["gebied_naar"] for e in wijken})), (7, 20))

    def test_a_series_on_the_codes_of_2017_continues_on_those_of_2020_and_says_so(self):
        """The municipal population once more, with the years to 2018 delivered on the codes of 2017."""
        project = copy_of(ROOT / "examples" / "eindhoven", self.folder / "hercodering")
        header, raw = by_name("timed_data-Population.csv")
        names = buurten_of_cbs()
        old = {new: code for code, new in buurten_of_2017().items()}
        for file, years, codes in (("oud.csv", range(2008, 2019), old), ("nieuw.csv", range(2019, 2022), {c: c for c in names})):
            lines = ["code;" + ";".join(f"Population|{y}" for y in years)]
            lines += [codes[c] + ";" + ";".join(raw[n][header.index(f"Population|{y}")] for y in years) for c, n in names.items()]
            write(project / file, "\n".join(lines) + "\n")
        text = (project / "monitor.toml").read_text(encoding="utf-8")
        block = next(b for b in text.split("\n\n") if "timed_data-Population" in b)
        made = [block.replace("$TREDE_REAL_DATA/eindhoven/timed_data-Population.csv", file).replace("vintage = 2020", f"vintage = {vintage}").replace('area = "NbName"', 'area = "code"')
                .replace('area = { by = "name", level = "buurt", aliases = "aliassen.csv" }', 'area = { by = "code", level = "buurt" }') for file, vintage in (("oud.csv", 2017), ("nieuw.csv", 2020))]
        write(project / "monitor.toml", text.replace(block, "\n\n".join(made)))
        self.must(self.build(project))
        rows = {(r["periode"], r["gebied"]): r for r in table(project / "editions" / "current", "waarnemingen") if r["indicator"] == "eindhoven-inwoners"}
        for code in names:
            for year in YEARS:
                ours, direct = rows[year, code], self.index["eindhoven-inwoners", year, code]
                self.assertEqual((ours["waarde"], ours["reden"]), (direct["waarde"], direct["reden"]), (year, code))
                if ours["waarde"] and int(year) < 2019:
                    self.assertIn("omgezet_2017", ours["behandeling"], (year, code))

    def test_the_edition_verifies_and_a_second_build_gives_the_same_one(self):
        self.must(trede("verify", self.edition))
        before = tree(self.project / "editions")
        again = self.must(self.build(self.project)).report()
        self.assertEqual(again["edition"]["id"], self.run_.report()["edition"]["id"])
        self.assertEqual(tree(self.project / "editions"), before)

    def test_one_and_two_threads_give_the_same_bytes(self):
        trees = []
        for threads in ("1", "2"):
            project = copy_of(ROOT / "examples" / "eindhoven", self.folder / f"draden{threads}")
            self.must(self.build(project, "--threads", threads))
            trees.append(tree(project / "editions"))
        self.assertEqual(trees[0], trees[1])
        self.assertEqual(trees[0], tree(self.project / "editions"))

    def test_the_order_of_rows_in_the_sources_changes_no_figure(self):
        data = self.folder / "door elkaar"
        order = random.Random(7)
        for path in sorted(DATA.rglob("*")):
            target = data / path.relative_to(DATA)
            if not path.is_file() or path.parent.name not in ("kwb2020", "smap", "codes", "eindhoven"):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.name.endswith((".csv", ".csv.gz")) and path.name != "mostrecent_data.csv":
                raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                head, *lines = raw.splitlines(keepends=True)
                if lines and not lines[-1].endswith(b"\n"):
                    lines[-1] += b"\n"
                order.shuffle(lines)
                body = head + b"".join(lines)
                target.write_bytes(gzip.compress(body, 1) if path.suffix == ".gz" else body)
            else:
                os.symlink(path, target)
        project = copy_of(ROOT / "examples" / "eindhoven", self.folder / "permutatie")
        self.must(self.build(project, data=data))
        for name in OF_FIGURES:
            for kind in ("csv.gz", "parquet"):
                mine, other = ((p / "editions" / "current" / "tabellen" / f"{name}.{kind}").read_bytes() for p in (self.project, project))
                self.assertEqual(mine == other, True, f"{name}.{kind}")

    def test_a_project_made_by_init_is_checked_and_built_once_its_files_are_named(self):
        project = self.folder / "nieuw"
        self.must(trede("init", "GM0772", project))
        told = self.must(self.check(project), 3)
        self.assertEqual(told.codes(), {"project.division_missing"})
        text = (ROOT / "examples" / "eindhoven" / "monitor.toml").read_text(encoding="utf-8")
        divisions = text[text.index("[[division]]\nvintage = 2020"):text.index("# The division before")]
        open_sources = text[text.index('[[source]]\nid = "kwb"'):text.index("# The municipality's own series")]
        with open(project / "monitor.toml", "a", encoding="utf-8") as monitor:
            monitor.write("\n" + divisions + open_sources)
        self.must(self.check(project))
        self.assertEqual(tree(project / "editions"), {}, "check writes nothing")
        report = self.must(self.build(project)).report()
        self.assertEqual(report["areas"], {"gemeente": 1, "wijk": 20, "buurt": 116})
        row = figure(table(project / "editions" / "current", "waarnemingen"), "t1-angst-depressie", "2020", "GM0772")
        self.assertEqual(row["waarde"], "8.7")

    @staticmethod
    def check(project):
        return trede("check", project, "--json", env={"TREDE_REAL_DATA": str(DATA)})

    def test_the_lineage_of_a_figure_leads_to_the_file_and_its_hash(self):
        series = resource(self.edition, "waarnemingen/t1-angst-depressie/buurt")["reeks"][-1]
        origin = series["herkomst"]
        self.assertEqual((origin["bron"], origin["tabel"], origin["bestand"]), ("smap", "50120NED", "smap_2020_18plus.csv.gz"))
        import hashlib
        self.assertEqual(origin["sha256"], hashlib.sha256((DATA / "smap" / "smap_2020_18plus.csv.gz").read_bytes()).hexdigest())
        self.assertEqual(origin["kolommen"], ["HoogRisicoOpAngstOfDepressie_25"])
        sources = {b["id"]: b for b in resource(self.edition, "bronnen")["bronnen"]}
        self.assertEqual(sources["kwb"]["bestanden"][0]["stand"], "2021-03-26T02:00:00")

    def test_a_map_of_116_buurten_and_20_wijken_with_shared_borders(self):
        topology = resource(self.edition, "kaarten/2020")
        self.assertEqual([len(topology["objects"][level]["geometries"]) for level in ("buurt", "wijk")], [116, 20])
        self.assertLess((self.edition / "v1" / "kaarten" / "2020.json.gz").stat().st_size, 40_000)
        codes = resource(self.edition, "gebieden")["niveaus"]["buurt"]["code"]
        self.assertEqual([g["id"] for g in topology["objects"]["buurt"]["geometries"]], codes)


if __name__ == "__main__":
    unittest.main(verbosity=2)
