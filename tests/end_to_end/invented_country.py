#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""An invented country: a project folder of several gemeenten with shapes and figures, all of it following from its size alone.

    invented_country.py FOLDER [--gemeenten 4x3] [--buurten 4x4] [--detail 3]

A gemeente is a block of buurten, a wijk a block of two by two of them; borders are wiggly and shared. Names are numbers, figures are drawn.
`--gemeenten 17x18 --buurten 6x8 --detail 8` is the size of the Netherlands: 14,688 buurten."""

import argparse
import hashlib
import json
import pathlib

CELL = 2_400                        # metres
WEST, SOUTH = 20_000, 310_000       # RD
KEY_FIGURES = ["WijkenEnBuurten", "AantalInwoners_5", "k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11", "PersonenPerSoortUitkeringBijstand_74", "HuishoudensTotaal_28", "k_40HuishoudensMetLaagsteInkomen_70"]
HEALTH = ["Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "ErnstigZeerErnstigEenzaam_6"]

MONITOR = """# Everything in this folder is invented.
schema = 1

[monitor]
name = "Verzonnen land"
areas = ["GM*"]
vintage = 2020
periods = { from = "2020", to = "2020" }
reference = "NL00"
fictional = true
languages = ["nl", "en"]

[[division]]
vintage = 2020
codes = { path = "codes.csv", format = "csv", code = "code", name = "naam", delimiter = ";" }
levels = { buurt = { path = "buurt.geojson", code = "code", name = "naam" }, wijk = { path = "wijk.geojson", code = "code", name = "naam" }, gemeente = { path = "gemeente.geojson", code = "code", name = "naam" } }
crs = "EPSG:28992"
inhabitants = { source = "kwb", column = "AantalInwoners" }

[[source]]
id = "kwb"
[[source.file]]
path = "kwb.csv"
table = "84799NED"
retrieved = 2021-03-27

[[source]]
id = "smap"
[[source.file]]
path = "gezondheid.csv"
table = "50120NED"
retrieved = 2021-03-27
vintage = 2020
"""


def draw(*key):
    """A number in [0, 1) that follows from the key."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=6).digest(), "big") / 2**48


class Country:
    def __init__(self, gemeenten, buurten, detail):
        self.columns, self.rows = gemeenten
        self.across, self.up = buurten
        self.detail = detail
        self.edges = {}
        self.areas = [("NL00", "Verzonnen land", None)]
        self.shapes = {"gemeente": [], "wijk": [], "buurt": []}
        for g in range(self.columns * self.rows):
            self.add_gemeente(g)

    def add_gemeente(self, g):
        code, x, y = f"{8001 + g:04d}", g % self.columns * self.across, g // self.columns * self.up
        self.add("gemeente", "GM" + code, f"Gemeente {g + 1}", (x, y, x + self.across, y + self.up))
        wijk = 0
        for wy in range(0, self.up, 2):
            for wx in range(0, self.across, 2):
                wijk += 1
                box = (x + wx, y + wy, x + min(wx + 2, self.across), y + min(wy + 2, self.up))
                self.add("wijk", f"WK{code}{wijk:02d}", f"Wijk {g + 1}.{wijk}", box)
                cells = [(bx, by) for by in range(box[1], box[3]) for bx in range(box[0], box[2])]
                for n, (bx, by) in enumerate(cells, 1):
                    self.add("buurt", f"BU{code}{wijk:02d}{n:02d}", f"Buurt {g + 1}.{wijk}.{n}", (bx, by, bx + 1, by + 1))

    def add(self, level, code, name, box):
        self.areas.append((code, name, level))
        self.shapes[level].append((code, name, self.outline(*box)))

    def corner(self, x, y):
        return (WEST + CELL * (x + 0.3 * (draw("cx", x, y) - 0.5)), SOUTH + CELL * (y + 0.3 * (draw("cy", x, y) - 0.5)))

    def edge(self, a, b):
        """The points from corner a up to b, b itself not included; the same border for whoever asks."""
        if (b, a) in self.edges or b < a:
            there = self.edge(b, a)
            return [self.corner(*a)] + there[:0:-1]
        if (a, b) not in self.edges:
            (x0, y0), (x1, y1) = self.corner(*a), self.corner(*b)
            points = [(x0, y0)]
            for i in range(1, self.detail + 1):
                t, off = i / (self.detail + 1), 0.12 * (draw("edge", a, b, i) - 0.5)
                points.append((x0 + t * (x1 - x0) - off * (y1 - y0), y0 + t * (y1 - y0) + off * (x1 - x0)))
            self.edges[a, b] = points
        return self.edges[a, b]

    def outline(self, x0, y0, x1, y1):
        around = [(x, y0) for x in range(x0, x1)] + [(x1, y) for y in range(y0, y1)] + [(x, y1) for x in range(x1, x0, -1)] + [(x0, y) for y in range(y1, y0, -1)]
        ring = [p for a, b in zip(around, around[1:] + around[:1]) for p in self.edge(a, b)]
        return [[round(x, 1), round(y, 1)] for x, y in ring + ring[:1]]

    # --- figures -----------------------------------------------------------------------------------------------------------------

    def buurt(self, code):
        """Inhabitants, three age groups, on social assistance, households, low incomes in per cent, severely lonely in per cent."""
        if draw("empty", code) < 0.01:
            return None
        here = 0.5 * draw("gemeente", code[2:6]) + 0.3 * draw("wijk", code[2:8]) + 0.2 * draw("buurt", code)
        people = 5 * round(40 + 700 * draw("people", code))
        ages = [5 * round(people * share / 5) for share in (0.12, 0.25, 0.28)]
        return people, *ages, 10 * round(sum(ages) * 0.12 * here * here / 10), 5 * round(people / 11), 15 + 50 * here, 4 + 14 * here

    def figures(self):
        per = {code: self.buurt(code) for code, _, level in self.areas if level == "buurt"}
        for level, prefix, below in (("wijk", 8, "BU"), ("gemeente", 6, "WK")):
            parts = {}
            for code, values in per.items():
                if values and code.startswith(below):
                    parts.setdefault(code[2:prefix], []).append(values)
            per.update({code: self.together(parts.get(code[2:], [])) for code, _, of in self.areas if of == level})
        per["NL00"] = self.together([v for c, v in per.items() if v and c.startswith("GM")])
        return per

    @staticmethod
    def together(parts):
        if not parts:
            return None
        people = sum(p[0] for p in parts)
        return *(sum(p[i] for p in parts) for i in range(6)), *(sum(p[0] * p[i] for p in parts) / people for i in (6, 7))

    def write(self, folder):
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "monitor.toml").write_text(MONITOR, encoding="utf-8")
        (folder / "codes.csv").write_text("code;naam\n" + "".join(f"{code};{name}\n" for code, name, _ in self.areas), encoding="utf-8")
        for level, shapes in self.shapes.items():
            features = [{"type": "Feature", "properties": {"code": code, "naam": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for code, name, ring in shapes]
            (folder / f"{level}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        key, health = [",".join(KEY_FIGURES)], [",".join(HEALTH)]
        for code, values in self.figures().items():
            if values is None:
                key.append(f"{code},0,0,0,0,,0,")
                continue
            *counts, low, lonely = values
            secret = code.startswith("BU") and draw("secret", code) < 0.04
            key.append(f"{code},{','.join(map(str, counts))},{'.' if secret else f'{low:.1f}'}")
            if draw("health", code) >= 0.03:
                health.append(f"20300,MW00000,{code},2020JJ00,{lonely:.1f}")
        (folder / "kwb.csv").write_text("\n".join(key) + "\n", encoding="utf-8")
        (folder / "gezondheid.csv").write_text("\n".join(health) + "\n", encoding="utf-8")
        return folder


def size(text):
    across, up = text.split("x")
    return int(across), int(up)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--gemeenten", type=size, default=(4, 3))
    parser.add_argument("--buurten", type=size, default=(4, 4))
    parser.add_argument("--detail", type=int, default=3)
    given = parser.parse_args()
    Country(given.gemeenten, given.buurten, given.detail).write(given.folder)


if __name__ == "__main__":
    main()
