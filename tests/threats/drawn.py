# SPDX-License-Identifier: EUPL-1.2
"""A drawn municipality for the threat tests: wijken and buurten of which a test says itself how many people live there and how many of
them are counted. It is written as an ordinary project folder and built with the ordinary program.

    Drawn(folder).build()                                            16 buurten in 4 wijken, 1,000 people each
    drawn.count("t2-hulp", 2024, {"BU90020101": 7, …})               the rest of the buurten get `fill`

Counts come as a table of a municipal source, so that a test decides about every cell. Wijken and the gemeente are the sums of their
buurten unless a test says otherwise."""

import gzip
import hashlib
import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from support import trede, write  # noqa: E402

GEMEENTE = "GM9002"


def wijk_of(buurt):
    return "WK" + buurt[2:8]


def buurten(wijken=4, each=4):
    return [f"BU9002{w + 1:02d}{b + 1:02d}" for w in range(wijken) for b in range(each)]


SOURCE = """
[[source]]
id = "{id}"
name = {{ nl = "Telling {id}", en = "Count {id}" }}
organisation = "gemeente"
kind = "table"
access = "municipal"
licence = "municipal"
attribution = "gemeente"
description = {{ nl = "Getekende telling.", en = "Drawn count." }}
treatment = {{ nl = "Geen.", en = "None." }}
disclosure = "counts"
[source.columns]
area = "gebied"
period = "jaar"
[source.nulls]
otherwise = "unknown"
[[source.table]]
id = "{id}"
"""

INDICATOR = """
[[indicator]]
id = "{id}"
trede = "{trede}"
leefgebied = "{leefgebied}"
name = {{ nl = "Teller {id}", en = "Counter {id}" }}
definition = {{ nl = "Getekend.", en = "Drawn." }}
why = {{ nl = "Voor de proef.", en = "For the test." }}
how_to_read = {{ nl = "Niet.", en = "Not." }}
use_for = {{ nl = "De proef.", en = "The test." }}
not_for = {{ nl = "Iets anders.", en = "Anything else." }}
numerator = {{ nl = "getelden", en = "counted" }}
denominator_text = {{ nl = "inwoners", en = "residents" }}
denominator = "inwoners"
counts = "persons"
unit = "{unit}"
decimals = {decimals}
measure = "register_rate"
direction = "higher_worse"
finest_level = "buurt"
access = "municipal"
licence = "municipal"
periodicity = "yearly"
verified = "yes"
verified_where = "drawn"
{more}
[[indicator.figures]]
source = "{id}"
numerator = ["aantal"]
"""

RULE = """
[disclosure.source."{source}"]
{keys}
reason = "een proef"
approved_by = "de proefleider"
"""


class Drawn:
    def __init__(self, folder, inhabitants=None, year=2024):
        self.folder = pathlib.Path(folder)
        self.year = year
        self.inhabitants = inhabitants or {b: 1000 for b in buurten()}
        self.indicators = {}   # id → {year: {area: count}}
        self.settings = {}     # id → how the indicator is described
        self.rules = {}        # source → {key: value}
        self.rest = ""         # more of monitor.toml
        self.links = ""        # more of the catalogue
        self.before = None     # an earlier division: (year, {buurt: people}, [(from, to, share), …])
        self.persons = []      # of the register mo-maatwerk: (buurt, institution, household[, year]), a person each

    @property
    def areas(self):
        return sorted(self.inhabitants)

    def count(self, indicator, year, counts, fill=None, sums=None, **settings):
        """`counts` by buurt; every other buurt gets `fill`. `sums` overrides what wijken and the gemeente have."""
        every = {b: counts.get(b, fill) for b in self.areas}
        every = {b: n for b, n in every.items() if n is not None}
        total = {}
        for b, n in every.items():
            for area in (b, wijk_of(b), GEMEENTE):
                total[area] = total.get(area, 0) + n
        self.indicators.setdefault(indicator, {})[year] = {**total, **(sums or {})}
        self.settings.setdefault(indicator, {}).update(settings)
        return self

    def rule(self, source, **keys):
        self.rules.setdefault(source, {}).update(keys)
        return self

    def truth(self, indicator, year, area):
        return self.indicators[indicator][year][area]

    def write(self):
        people = {}
        for b, n in self.inhabitants.items():
            for area in (b, wijk_of(b), GEMEENTE):
                people[area] = people.get(area, 0) + n
        self.write_areas("gebieden.csv", people)
        years = sorted({y for series in self.indicators.values() for y in series} | {(*one, self.year)[3] for one in self.persons} | {self.year})
        write(self.folder / "sources" / "bevolking.csv", "gebied;jaar;inwoners;inwoners_18plus\n" + "".join(
            f"{a};{y};{people[a]};{people[a] * 8 // 10}\n" for y in years for a in sorted(people)))
        catalogue, monitor = "schema = 1\n" + self.links, self.monitor(years)
        for name, series in sorted(self.indicators.items()):
            settings = {"trede": "2", "leefgebied": "sociale_relaties", "unit": "per_1000", "decimals": 1, "more": "", **self.settings[name]}
            catalogue += SOURCE.format(id=name) + INDICATOR.format(id=name, **settings)
            write(self.folder / "sources" / f"{name}.csv", "gebied;jaar;aantal\n" + "".join(
                f"{a};{y};{n}\n" for y in sorted(series) for a, n in sorted(series[y].items())))
            monitor += (f'\n[[source]]\nid = "{name}"\n[[source.file]]\npath = "sources/{name}.csv"\ntable = "{name}"\nvintage = {self.year}\n'
                        f'retrieved = {self.year + 1}-03-01\ndialect = {{ delimiter = ";" }}\n')
        if self.before:
            monitor += self.earlier_division()
        if self.persons:
            monitor += self.register()
        for source, keys in sorted(self.rules.items()):
            monitor += RULE.format(source=source, keys="\n".join(f"{k} = {json.dumps(v)}" for k, v in keys.items()))
        write(self.folder / "catalogue" / "getekend.toml", catalogue)
        write(self.folder / "monitor.toml", monitor + self.rest)
        return self

    def write_areas(self, name, areas):
        names = {"NL00": "Nederland", GEMEENTE: "Bakenrode", **{a: f"Deel {a[2:]}" for a in sorted(areas) if a != GEMEENTE}}
        write(self.folder / "sources" / name, "Key,Title\n" + "".join(f"{k},{v}\n" for k, v in names.items()))

    def earlier_division(self):
        """An earlier division and how it became the present one."""
        year, people, links = self.before
        self.write_areas("gebieden-eerder.csv", {area for b in people for area in (b, wijk_of(b), GEMEENTE)})
        write(self.folder / "sources" / "omzetting.csv", "van;naar;aandeel\n" + "".join(f"{a};{b};{share}\n" for a, b, share in links))
        return f"""
[[division]]
vintage = {year}
codes = {{ path = "sources/gebieden-eerder.csv", format = "csv", code = "Key", name = "Title" }}

[[concordance]]
from = {year}
to = {self.year}
path = "sources/omzetting.csv"
"""

    def register(self):
        """A register of persons, with the institution and the household of each; '' = none, not known."""
        write(self.folder / "sources" / "maatwerk.csv", "persoon,begin,einde,buurt,soort,instelling,huishouden\n" + "".join(
            f"p{i},{year},{year[:4]}-11-30,{buurt},maatwerk,{institution},{household or f'h{i}'}\n"
            for i, (buurt, institution, household, year) in enumerate((*one[:3], f"{(*one, self.year)[3]}-02-01") for one in self.persons)))
        years = sorted({(*one, self.year)[3] for one in self.persons})
        period = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        return (f'\n[[source]]\nid = "mo-maatwerk"\n[[source.file]]\npath = "sources/maatwerk.csv"\nretrieved = {self.year + 1}-03-01\nperiod = "{period}"\n'
                f'vintage = {self.year}\ncolumns = {{ institution = "instelling", household = "huishouden" }}\n')

    def monitor(self, years):
        return f"""schema = 1

[monitor]
name = "Bakenrode"
areas = ["{GEMEENTE}"]
vintage = {self.year}
periods = {{ from = "{years[0]}", to = "{years[-1]}" }}
reference = "{GEMEENTE}"
fictional = true
salt = "zout-van-een-getekend-dorp"

[[division]]
vintage = {self.year}
codes = {{ path = "sources/gebieden.csv", format = "csv", code = "Key", name = "Title" }}
inhabitants = {{ source = "gemeente-bevolking", column = "inwoners" }}

[[source]]
id = "gemeente-bevolking"
[[source.file]]
path = "sources/bevolking.csv"
table = "bevolking"
retrieved = {self.year + 1}-03-01
vintage = {self.year}
dialect = {{ delimiter = ";" }}
"""

    def build(self, threads=2):
        self.write()
        return trede("build", self.folder, "--json", "--threads", threads)

    @property
    def edition(self):
        return (self.folder / "editions" / "current").resolve()
