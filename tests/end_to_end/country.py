#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""An edition of several gemeenten has a map of the whole: tiles of its own, served as they are in the edition, without names or figures."""

import gzip
import json
import math
import subprocess
import unittest
import urllib.error
import urllib.request

from invented_country import Country
from support import ROOT, EndToEnd, binary, resource, trede, village


class TheCountry(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = Country((4, 3), (4, 4), 3).write(cls.folder / "land")
        cls.run_ = trede("build", cls.project, "--json")
        assert cls.run_.code == 0, cls.run_.said[-4000:]
        cls.edition = (cls.project / "editions" / "current").resolve()
        (cls.folder / "web").mkdir()
        (cls.folder / "web" / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
        cls.server = subprocess.Popen([str(binary("trede-server")), "--project", str(cls.project), "--web", str(cls.folder / "web"), "--api", str(ROOT / "api"),
                                       "--port", "0", "--log-level", "error"], stdout=subprocess.PIPE, text=True)
        cls.base = cls.server.stdout.readline().split()[0] + f"/v1/edities/{cls.edition.name}"

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.server.stdout.close()
        super().tearDownClass()

    def get(self, path, **headers):
        with urllib.request.urlopen(urllib.request.Request(f"{self.base}/{path}", headers=headers), timeout=10) as answer:
            return answer.headers, answer.read()

    def places(self, described, zoom):
        """The tiles that a renderer asks for: all that meet the bounding box."""
        west, south, east, north = described["bbox"]
        def y(latitude):
            return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom
        columns = range(math.floor((west + 180) / 360 * 2**zoom), math.ceil((east + 180) / 360 * 2**zoom))
        return [(x, y_) for x in columns for y_ in range(math.floor(y(north)), math.ceil(y(south)))]

    def test_the_edition_says_that_it_has_tiles_and_which(self):
        self.assertTrue(resource(self.edition, "editie")["tegels"])
        headers, body = self.get("kaarten/2020/tegels", Accept="application/json")
        described = json.loads(body)
        self.assertEqual(headers["Content-Type"], "application/json")
        self.assertEqual([(layer["niveau"], layer["gebieden"]) for layer in described["lagen"]], [("gemeente", 12), ("wijk", 48), ("buurt", 192)])
        self.assertEqual(described["indeling"], 2020)

    def test_every_tile_in_the_bounding_box_can_be_had_through_the_server(self):
        described = json.loads(self.get("kaarten/2020/tegels")[1])
        seen = 0
        for layer in described["lagen"]:
            for zoom in (layer["zoom"][0], layer["zoom"][1]):
                filled = 0
                for x, y in self.places(described, zoom):
                    headers, body = self.get(f"kaarten/2020/tegels/{layer['niveau']}/{zoom}/{x}/{y}")
                    self.assertEqual(headers["Content-Type"], "application/vnd.mapbox-vector-tile")
                    self.assertIn("immutable", headers["Cache-Control"])
                    filled += bool(body)
                    self.assertTrue(not body or layer["niveau"].encode() in body[:40])
                self.assertGreater(filled, 0)
                seen += filled
        self.assertGreater(seen, 6)

    def test_a_tile_has_a_compressed_twin_and_no_neighbour_outside_the_box(self):
        described = json.loads(self.get("kaarten/2020/tegels")[1])
        x, y = self.places(described, 6)[0]
        path = f"kaarten/2020/tegels/buurt/6/{x}/{y}"
        headers, packed = self.get(path, **{"Accept-Encoding": "gzip"})
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed), self.get(path)[1])
        for absent in (f"kaarten/2020/tegels/buurt/6/{x + 9}/{y}", "kaarten/2020/tegels/straat/6/1/1", "kaarten/2020/tegels/buurt/6/..%2F6/1", f"kaarten/1999/tegels/buurt/6/{x}/{y}"):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.get(absent)
            self.assertIn(refused.exception.code, (400, 404))
            refused.exception.close()

    def test_tiles_hold_no_name_no_code_and_no_figure(self):
        areas = resource(self.edition, "gebieden")["niveaus"]
        words = [areas[level][field][0].encode() for level in ("gemeente", "wijk", "buurt") for field in ("code", "naam")]
        tiles = sorted((self.edition / "v1" / "kaarten" / "2020" / "tegels").rglob("*.mvt"))
        self.assertGreater(len(tiles), 20)
        for tile in tiles:
            data = tile.read_bytes()
            self.assertFalse([word for word in words if word in data], tile)

    def test_other_figures_on_the_same_borders_give_the_same_tiles(self):
        def tiles(edition):
            folder = edition / "v1" / "kaarten"
            return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        before = tiles(self.edition)
        other = Country((4, 3), (4, 4), 3).write(self.folder / "other")
        figures = (other / "kwb.csv").read_text(encoding="utf-8").splitlines()
        (other / "kwb.csv").write_text("\n".join(figures[:2] + [line.rsplit(",", 1)[0] + ",21.0" for line in figures[2:]]) + "\n", encoding="utf-8")
        self.must(trede("build", other, "--threads", "1"))
        self.assertEqual(tiles((other / "editions" / "current").resolve()), before)

    def test_one_gemeente_has_no_tiles(self):
        project = village(self.folder / "village")
        self.must(trede("build", project))
        self.assertFalse(resource(project / "editions" / "current", "editie")["tegels"])

    def test_the_edition_verifies(self):
        self.must(trede("verify", self.edition))


if __name__ == "__main__":
    unittest.main(verbosity=2)
