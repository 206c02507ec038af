# SPDX-License-Identifier: EUPL-1.2
"""What the end-to-end tests share: running the built program, reading an edition as an outsider would, and a village of four buurten
that is small enough to calculate by hand.

    the village GM9001 in 2020            wijk WK900101        wijk WK900102
                                          BU90010101 Kade      BU90010201 Veld
                                          BU90010102 Markt     BU90010202 Plas (nobody lives there)

The programs are looked for in $TREDE_BIN, else in build/*/bin. Each script is a unittest; a name is a sentence."""

import csv
import gzip
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77   # what CTest takes for "skipped"


def binary(name="trede"):
    folder = os.environ.get("TREDE_BIN")
    found = [pathlib.Path(folder) / name] if folder else sorted(ROOT.glob(f"build/*/bin/{name}"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in found:
        if path.is_file():
            return path
    sys.exit(f"{name} is not built: build it first or set TREDE_BIN")


def real_data():
    """The folder with real data, or a loud skip."""
    given = os.environ.get("TREDE_REAL_DATA")
    folder = pathlib.Path(given) if given else ROOT.parent / "shared" / "data"
    if not (folder / "kwb2020").is_dir():
        print("\n*** SKIPPED: no real data. Set TREDE_REAL_DATA to the folder described in examples/eindhoven/README.md. ***\n", flush=True)
        sys.exit(SKIPPED)
    return folder.resolve()


class Run:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def said(self):
        return self.out + self.err

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]

    def report(self):
        """The line with which a build ends."""
        return next((line for line in self.lines() if "edition" in line), {})

    def problems(self):
        return [problem for line in self.lines() for problem in line.get("fouten", [])]

    def codes(self):
        return {problem["regelcode"] for problem in self.problems() if problem["ernst"] == "fout"}


def trede(*arguments, env=None, timeout=300, cwd=None):
    environment = {**os.environ, "LANG": "C.UTF-8", **(env or {})}
    done = subprocess.run([str(binary()), *map(str, arguments)], capture_output=True, env=environment, timeout=timeout, cwd=cwd, stdin=subprocess.DEVNULL)
    return Run(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder):
    """Every file below a folder with its hash; symbolic links with their target."""
    out = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            out[name] = "-> " + os.readlink(path)
        elif path.is_file():
            out[name] = digest(path)
    return out


def table(edition, name):
    """A table of an edition, as a list of dictionaries."""
    with gzip.open(edition / "tabellen" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def resource(edition, path):
    return json.loads((edition / "v1" / f"{path}.json").read_text(encoding="utf-8"))


def figure(rows, indicator, period, area):
    for row in rows:
        if row["indicator"] == indicator and row["periode"] == period and row["gebied"] == area:
            return row
    return None


def everything_in(folder):
    """All bytes that a reader of an edition could get, also those inside compressed files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            yield path, data
            if path.suffix == ".gz":
                yield path, gzip.decompress(data)


def editions(project):
    folder = project / "editions"
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.is_symlink() and not p.name.startswith("."))


# --- the village -------------------------------------------------------------------------------------------------------------------

CANARY = "KANARIE7731"   # in a pseudonym of the register: must never be said or published

AREAS = """Key,Title
NL00,Nederland
GM9001,Kleindorp
WK900101,Dorp
WK900102,Buiten
BU90010101,Kade
BU90010102,Markt
BU90010201,Veld
BU90010202,Plas
"""

# AantalInwoners, 15-24, 25-44, 45-64, bijstand
KEY_FIGURES = """WijkenEnBuurten,AantalInwoners_5,k_15Tot25Jaar_9,k_25Tot45Jaar_10,k_45Tot65Jaar_11,PersonenPerSoortUitkeringBijstand_74
NL00,17407585,2143743,4308904,4836284,421110
GM9001,3000,400,800,700,180
WK900101,2000,300,600,400,130
WK900102,1000,100,200,300,50
BU90010101,1200,200,400,200,90
BU90010102,800,100,200,200,40
BU90010201,1000,100,200,300,50
BU90010202,0,0,0,0,
"""

POPULATION = """gebied;jaar;inwoners;inwoners_18plus
GM9001;2020;3000;2400
WK900101;2020;2000;1600
WK900102;2020;1000;800
BU90010101;2020;1200;1000
BU90010102;2020;800;600
BU90010201;2020;1000;800
BU90010202;2020;0;0
"""

MONITOR = """schema = 1

[monitor]
name = "Kleindorp"
areas = ["GM9001"]
vintage = 2020
periods = { from = "2020", to = "2020" }
reference = "GM9001"
salt = "zout-van-een-klein-dorp"

[[division]]
vintage = 2020
codes = { path = "sources/gebieden.csv", format = "csv", code = "Key", name = "Title" }
inhabitants = { source = "kwb", column = "AantalInwoners" }

[[source]]
id = "kwb"
[[source.file]]
path = "sources/kwb.csv"
table = "84799NED"
retrieved = 2021-03-27

[[source]]
id = "gemeente-bevolking"
[[source.file]]
path = "sources/bevolking.csv"
table = "bevolking"
retrieved = 2021-03-27
vintage = 2020
dialect = { delimiter = ";" }

[[source]]
id = "mo-maatwerk"
[[source.file]]
path = "sources/maatwerk.csv"
retrieved = 2021-03-27
period = "2020"
vintage = 2020
"""


def register(extra=()):
    """59 persons with a place in 2020: 25 in Kade, 15 in Markt, 20 in Veld; one of Kade registered twice, one both in Kade and Veld."""
    rows = ["persoon,begin,einde,buurt,soort"]
    rows += [f"{CANARY}-{i},2020-02-01,2020-11-30,BU90010101,maatwerk" for i in range(25)]
    rows += [f"{CANARY}-{i},2020-05-01,,BU90010102,maatwerk" for i in range(50, 65)]
    rows += [f"{CANARY}-{i},2020-03-01,,BU90010201,maatwerk" for i in range(100, 119)]
    rows += [f"{CANARY}-0,2020-12-05,,BU90010101,maatwerk", f"{CANARY}-1,2020-12-05,,BU90010201,maatwerk"]
    rows += list(extra)
    return "\n".join(rows) + "\n"


def village(folder):
    """Writes the village's project folder."""
    folder = pathlib.Path(folder)
    write(folder / "monitor.toml", MONITOR)
    write(folder / "sources" / "gebieden.csv", AREAS)
    write(folder / "sources" / "kwb.csv", KEY_FIGURES)
    write(folder / "sources" / "bevolking.csv", POPULATION)
    write(folder / "sources" / "maatwerk.csv", register())
    return folder


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8", newline="")


def copy_of(folder, to):
    shutil.copytree(folder, to, symlinks=True)
    return pathlib.Path(to)


class EndToEnd(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls._temporary = tempfile.TemporaryDirectory(prefix="trede-e2e-")
        cls.folder = pathlib.Path(cls._temporary.name)

    @classmethod
    def tearDownClass(cls):
        cls._temporary.cleanup()

    def must(self, run, code=0):
        self.assertEqual(run.code, code, f"\n--- stdout\n{run.out[-3000:]}\n--- stderr\n{run.err[-3000:]}")
        return run
