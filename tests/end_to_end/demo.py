#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The fictitious town from the first command to the served page: figures or a stated reason for all 75 indicators, the planted truths
in what is published, the same seed the same edition, and the server's answers."""

import json
import os
import pathlib
import re
import selectors
import signal
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from support import ROOT, EndToEnd, binary, digest, resource, table, trede


def mean(values):
    return sum(values) / len(values)


class Demo(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town = cls.folder / "stad"
        cls.run_ = trede("demo", cls.town, "--no-serve", "--json", timeout=900)
        assert cls.run_.code == 0, cls.run_.said[-4000:]
        cls.edition = cls.town / "editions" / "current"
        cls.truth = json.loads((cls.town / "waarheid.json").read_text(encoding="utf-8"))
        cls.rows = table(cls.edition, "waarnemingen")
        cls.by_key = {(r["indicator"], r["periode"], r["gebied"]): r for r in cls.rows}

    def values(self, indicator, period, areas):
        found = [self.by_key.get((indicator, period, a)) for a in areas]
        return [float(r["waarde"]) for r in found if r and r["waarde"]]

    def periods(self, indicator):
        return sorted({r["periode"] for r in self.rows if r["indicator"] == indicator and r["waarde"]})

    def level(self, prefix):
        return sorted({r["gebied"] for r in table(self.edition, "gebieden") if r["gebied"].startswith(prefix)})

    def test_all_75_indicators_have_figures_or_a_stated_reason(self):
        ladder = [i for i in resource(self.edition, "indicatoren")["indicatoren"] if i["variantVan"] is None and i["groep"] is None]
        self.assertEqual(len(ladder), 75)
        without = [i for i in ladder if not i["perioden"]]
        for indicator in without:
            self.assertTrue(indicator["waaromGeenCijfers"]["nl"] and indicator["waaromGeenCijfers"]["en"], indicator["id"])
        self.assertLess(len(without), 15, [i["id"] for i in without])
        published = {r["indicator"] for r in self.rows if r["waarde"]}
        self.assertEqual({i["id"] for i in ladder if i["perioden"]} - published, set())

    def test_every_figure_without_a_value_has_a_reason_and_no_other_does(self):
        for row in self.rows:
            self.assertEqual(row["waarde"] == "", row["reden"] != "", row)

    def test_the_town_is_called_fictitious_wherever_it_is_shown(self):
        self.assertTrue(resource(self.edition, "editie")["fictief"])
        self.assertTrue(json.loads((self.edition / "manifest.json").read_text())["fictional"])

    def test_the_planted_cluster_stands_out(self):
        cluster = self.truth["cluster"]["buurten"]
        for indicator in ("t1-angst-depressie", "t1-veel-stress"):
            period = self.periods(indicator)[-1]
            others = [b for b in self.level("BU") if b not in cluster]
            inside, outside = self.values(indicator, period, cluster), self.values(indicator, period, others)
            self.assertGreaterEqual(len(inside), len(cluster) - 1)
            self.assertGreater(mean(inside), 1.25 * mean(outside), indicator)

    def test_the_planted_rise_is_published_year_by_year(self):
        rise = self.truth["stijging"]
        for year, count in zip(self.truth["jaren"], rise["stijging_meldingen"]):
            row = self.by_key.get((rise["indicator"], str(year), rise["wijk"]))
            if row and row["teller"]:
                self.assertGreaterEqual(count, 1)
        before = self.values_of_years(rise["indicator"], rise["wijk"], range(rise["vanaf"] - 2, rise["vanaf"]))
        after = self.values_of_years(rise["indicator"], rise["wijk"], range(rise["vanaf"], rise["vanaf"] + 2))
        self.assertTrue(before and after)
        self.assertGreater(mean(after), 1.5 * mean(before))

    def values_of_years(self, indicator, area, years):
        return [v for year in years for v in self.values(indicator, str(year), [area])]

    def test_the_institution_that_dominates_its_buurt_has_no_figure_there_and_counts_in_the_town(self):
        """Most of the count of its buurt is the institution's own residents, which the register says; so it is a figure about one address."""
        planted = self.truth["instelling"]
        indicator = planted["indicator"]
        self.assertEqual(self.values(indicator, self.periods(indicator)[-1], [planted["buurt"]]), [])
        town = [r for (i, _, a), r in self.by_key.items() if i == indicator and a in self.level("GM") and r["teller"]]
        self.assertTrue(town, "the town has a figure")
        self.assertGreater(max(int(r["teller"]) for r in town), max(planted["instelling_bewoners"]))

    def test_the_split_wijk_hides_a_good_and_a_bad_half(self):
        split = self.truth["gespleten_wijk"]
        indicator = "t1-bijstand" if self.periods("t1-bijstand") else "t1-angst-depressie"
        for indicator in {indicator, "t1-angst-depressie"}:
            period = self.periods(indicator)[-1]
            good, bad = self.values(indicator, period, split["goed"]), self.values(indicator, period, split["slecht"])
            self.assertTrue(good and bad, indicator)
            self.assertGreater(mean(bad), 1.2 * mean(good), indicator)

    def test_the_boundary_changes_are_in_the_concordance(self):
        changes = self.truth["grenswijzigingen"]
        edges = [e for e in table(self.edition, "concordantie") if e["van"] == str(changes["van"])]
        found = {(e["gebied_van"], e["gebied_naar"]): e["soort"] for e in edges}
        words = {"split": "gesplitst", "merged": "samengevoegd", "recoded": "hercodering", "renamed": "hernoemd", "redrawn": "hertekend"}
        self.assertTrue(changes["lijst"])
        for change in changes["lijst"]:
            kind = words.get(change["soort"], change["soort"])
            pairs = [(a, b) for a in change["van"] for b in change["naar"] if (a, b) in found]
            self.assertTrue(pairs, change)
            self.assertIn(kind, {found[p] for p in pairs}, change)

    def test_an_empty_buurt_says_not_applicable(self):
        for buurt in self.truth["bijzonder"]["onbewoond"]:
            period = self.periods("t1-angst-depressie")[-1]
            self.assertEqual(self.by_key["t1-angst-depressie", period, buurt]["reden"], "niet_van_toepassing")

    def test_municipal_counts_below_ten_are_withheld_with_all_that_tells_them(self):
        registers = {b["id"] for b in resource(self.edition, "bronnen")["bronnen"] if b["toegang"] == "municipal" or b["toegang"] == "gemeentelijk"}
        seen = withheld = 0
        for row in self.rows:
            if row["bron"] in registers and row["eenheid"] != "aantal" and row["teller"]:
                seen += 1
                self.assertTrue(float(row["teller"]) >= 10 or float(row["teller"]) == 0, row)
            if row["reden"] == "onderdrukt":
                withheld += 1
                self.assertEqual((row["waarde"], row["ondergrens"], row["bovengrens"], row["teller"]), ("", "", "", ""), row)
        self.assertGreater(seen, 100)
        self.assertGreater(withheld, 100)

    def test_the_edition_verifies_and_the_same_seed_gives_the_same_edition(self):
        self.must(trede("verify", self.edition))
        again = self.must(trede("demo", self.folder / "nog eens", "--no-serve", "--json", "--threads", "1", timeout=900))
        self.assertEqual(again.report()["edition"]["id"], self.run_.report()["edition"]["id"])
        self.assertEqual(digest(self.folder / "nog eens" / "editions" / "current" / "manifest.json"), digest(self.edition / "manifest.json"))

    def test_another_seed_gives_another_town(self):
        other = self.must(trede("demo", self.folder / "anders", "--no-serve", "--json", "--seed", "99", timeout=900))
        self.assertNotEqual(other.report()["edition"]["id"], self.run_.report()["edition"]["id"])

    # --- served --------------------------------------------------------------------------------------------------------------------

    def served(self):
        child = subprocess.Popen([str(binary()), "serve", str(self.town), "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(self.stop, child)
        watch, told = selectors.DefaultSelector(), ""
        watch.register(child.stdout, selectors.EVENT_READ)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if watch.select(0.2):
                line = child.stdout.readline()
                told += line
                address = re.search(r"http://127\.0\.0\.1:(\d+)", told)
                if address:
                    return child, f"http://127.0.0.1:{address[1]}"
                if not line:
                    break
        self.fail(f"the server did not say where it listens: {told}")

    @staticmethod
    def stop(child):
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
            child.wait(20)
        child.stdout.close()

    @staticmethod
    def get(url, **headers):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args):
                return None
        request = urllib.request.Request(url, headers=headers)
        try:
            with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def test_the_server_hands_out_the_edition_and_stops_gracefully(self):
        child, base = self.served()
        name = (self.edition).resolve().name
        status, headers, body = self.get(base + "/v1/edities")
        self.assertEqual((status, json.loads(body)["edities"][0]["id"]), (200, name))
        status, headers, _ = self.get(base + "/v1/edities/actueel/gebieden")
        self.assertEqual((status, headers["Location"]), (307, f"/v1/edities/{name}/gebieden"))
        status, headers, body = self.get(base + headers["Location"])
        self.assertEqual(status, 200)
        self.assertEqual(body, (self.edition / "v1" / "gebieden.json").read_bytes())
        self.assertIn("immutable", headers["Cache-Control"])
        tag = headers["ETag"]
        self.assertEqual(self.get(base + f"/v1/edities/{name}/gebieden", **{"If-None-Match": tag})[0], 304)
        status, headers, body = self.get(base + f"/v1/edities/{name}/gebieden", **{"Accept-Encoding": "gzip"})
        self.assertEqual((headers["Content-Encoding"], body), ("gzip", (self.edition / "v1" / "gebieden.json.gz").read_bytes()))
        status, headers, body = self.get(base + f"/v1/edities/{name}/waarnemingen/t1-angst-depressie/buurt", Accept="text/csv")
        self.assertEqual((status, headers.get_content_type()), (200, "text/csv"))
        self.assertIn(b";", body.splitlines()[0])
        status, headers, body = self.get(base + f"/v1/edities/{name}/bestaat-niet")
        self.assertEqual((status, headers.get_content_type()), (404, "application/problem+json"))
        self.assertTrue(json.loads(body)["detail"])
        status, headers, body = self.get(base + "/")
        if (ROOT / "web" / "dist" / "index.html").is_file():
            self.assertEqual((status, headers.get_content_type()), (200, "text/html"))
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        child.send_signal(signal.SIGTERM)
        self.assertIn(child.wait(20), (0, 128 + 15))

    def test_a_file_outside_the_edition_is_never_handed_out(self):
        _, base = self.served()
        name = self.edition.resolve().name
        for path in (f"/v1/edities/{name}/../../../monitor.toml", f"/v1/edities/{name}/%2e%2e/%2e%2e/waarheid", "/../waarheid.json", "/v1/edities/..%2f..%2fwaarheid.json"):
            status, _, body = self.get(base + path)
            self.assertNotEqual(status, 200, path)
            self.assertNotIn(b"cluster", body, path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
