#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Faulty inputs through the command line: each row makes one fault in the village's project, and the build must stop with the expected
exit code and rule, publish nothing, leave the old edition as it was and repeat nothing of the register. Rows with code 0 are inputs
that look odd and must be accepted."""

import codecs
import os
import pathlib
import shutil
import unittest

from support import (AREAS, CANARY, KEY_FIGURES, MONITOR, POPULATION, EndToEnd, copy_of, editions, everything_in, figure, register, resource, table,
                     trede, tree, village, write)

KWB, POP, REG, AREA, MON = "sources/kwb.csv", "sources/bevolking.csv", "sources/maatwerk.csv", "sources/gebieden.csv", "monitor.toml"
SECRET = "GEHEIM4242"   # a value that stands only in a faulty municipal cell: never repeated


def put(path, content):
    return lambda project: write(project / path, content)


def swap(path, old, new, count=1):
    """Replaces a piece of a file; the piece must be there, or the row tests nothing."""
    def change(project):
        text = (project / path).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        write(project / path, text.replace(old, new, count))
    return change


def both(*changes):
    return lambda project: [change(project) for change in changes]


def kwb_cell(value):
    """The number of residents of Kade."""
    return swap(KWB, "BU90010101,1200,", f"BU90010101,{value},")


def pop_cell(value):
    return swap(POP, "BU90010101;2020;1200;", f"BU90010101;2020;{value};")


def replaced_by(path, make):
    """The file becomes something that is no plain file."""
    def change(project):
        target = project / path
        target.unlink()
        make(target)
    return change


def override(text):
    return put("catalogue/eigen.toml", "schema = 1\n" + text)


OWN_INDICATOR = '''[[indicator]]
id = "eigen-cijfer"
trede = "0-1"
leefgebied = "huisvesting"
name = { nl = "Eigen cijfer", en = "Own figure" }
definition = { nl = "Een deel.", en = "A share." }
why = { nl = "Het telt.", en = "It matters." }
how_to_read = { nl = "Lees het.", en = "Read it." }
use_for = { nl = "Kijken.", en = "Looking." }
not_for = { nl = "Oordelen.", en = "Judging." }
numerator = { nl = "Mensen", en = "People" }
denominator_text = { nl = "Inwoners", en = "Residents" }
denominator = "inwoners"
counts = "persons"
unit = "percent"
decimals = 1
measure = "register_rate"
direction = "higher_worse"
finest_level = "buurt"
access = "open"
licence = "CC-BY-4.0"
periodicity = "yearly"
verified = "no"
weight = 1.0
[[indicator.figures]]
source = "kwb"
numerator = ["PersonenPerSoortUitkeringBijstand"]
'''


def without(line_start):
    lines = [line for line in OWN_INDICATOR.splitlines() if not line.startswith(line_start)]
    assert len(lines) < len(OWN_INDICATOR.splitlines()), line_start
    return "\n".join(lines) + "\n"


def with_bsn():
    """Thirty numbers that pass the eleven test, in a column nobody asked for."""
    numbers, candidate = [], 123456700
    while len(numbers) < 30:
        digits = [int(d) for d in f"{candidate:09d}"]
        if (sum((9 - i) * digits[i] for i in range(8)) - digits[8]) % 11 == 0:
            numbers.append(f"{candidate:09d}")
        candidate += 1
    rows = register().splitlines()
    return "\n".join([rows[0] + ",kenmerk"] + [row + "," + numbers[i % 30] for i, row in enumerate(rows[1:])]) + "\n"


def open_division(extra):
    return MONITOR + "\n[[division]]\nvintage = 2019\n" + extra


AREAS_2019 = AREAS.replace("BU900101", "BU900109").replace("BU900102", "BU900108").replace("WK900101", "WK900109").replace("WK900102", "WK900108")

# name, fault, exit code, rules (all must be reported), text that must be in the place of the problem
FAULTS = [
    # F1
    ("F1 an empty file has no rows", put(KWB, b""), 3, {"base.csv.empty"}),
    ("F1 a header alone has no rows", put(KWB, KEY_FIGURES.splitlines()[0] + "\n"), 3, {"ingest.table.no_rows"}),
    ("F1 a byte order mark alone has no rows", put(KWB, codecs.BOM_UTF8), 3, {"base.csv.empty"}),
    # F2
    ("F2 a file cut in the middle of a row", put(KWB, KEY_FIGURES[:-30]), 3, {"base.csv.columns"}),
    ("F2 a file cut inside quotes", put(KWB, KEY_FIGURES + 'BU90010202,"12'), 3, {"base.csv.open_quote"}),
    ("F2 a file cut inside a UTF-8 character", put(AREA, (AREAS + "BU90010203,Caf\u00e9").encode()[:-1]), 3, {"area.codelist.encoding"}),
    ("F2 a missing final newline is accepted", put(KWB, KEY_FIGURES.rstrip("\n")), 0, set()),
    # F3
    ("F3 Windows-1252 that was not declared", put(KWB, KEY_FIGURES.replace("_74", "_74,Ge\u00ebngageerd").replace("\n", ",\u00eb\n").replace("Ge\u00ebngageerd,\u00eb", "Ge\u00ebngageerd").encode("cp1252")), 3, {"ingest.text.encoding"}),
    ("F3 UTF-16 that was not declared", put(KWB, codecs.BOM_UTF16_LE + KEY_FIGURES.encode("utf-16-le")), 3, {"ingest.text.encoding"}),
    ("F3 UTF-16 that was declared", both(put(KWB, codecs.BOM_UTF16_LE + KEY_FIGURES.encode("utf-16-le")),
                                         swap(MON, 'table = "84799NED"', 'table = "84799NED"\ndialect = { encoding = "utf-16" }')), 0, set()),
    # F4
    ("F4 a byte order mark is not part of the first header", put(KWB, codecs.BOM_UTF8 + KEY_FIGURES.encode()), 0, set()),
    # F5
    ("F5 bytes that are no UTF-8", put(KWB, KEY_FIGURES.replace("1200", "12\udc80").encode("utf-8", "surrogateescape")), 3, {"ingest.text.encoding"}),
    ("F5 a NUL byte", put(KWB, KEY_FIGURES.replace("1200", "12\0")), 3, {"ingest.text.forbidden"}),
    ("F5 a sign that turns the direction of writing", put(KWB, KEY_FIGURES.replace("1200", "12\u202e")), 3, {"ingest.text.forbidden"}),
    # F6
    ("F6 a decimal comma that was not declared", pop_cell("12,5"), 3, {"ingest.number.decimal_mark"}),
    ("F6 a point between thousands reads as a fraction of a count", pop_cell("1.234"), 3, {"ingest.value.fraction"}),
    ("F6 a blank between thousands", pop_cell("1 234"), 3, {"ingest.number.thousands"}),
    ("F6 a hard blank between thousands", pop_cell("1\u00a0234"), 3, {"ingest.number.thousands"}),
    ("F6 a percent sign", pop_cell("12%"), 3, {"ingest.number.percent_sign"}),
    # F7
    ("F7 another delimiter than was declared", put(POP, POPULATION.replace(";", ",")), 3, {"ingest.csv.delimiter"}),
    ("F7 mixed delimiters", put(POP, POPULATION.replace("BU90010201;2020;1000;800", "BU90010201,2020,1000,800")), 3, {"base.csv.columns"}),
    # F8
    ("F8 CRLF line ends are accepted", put(KWB, KEY_FIGURES.replace("\n", "\r\n")), 0, set()),
    ("F8 a quote inside an unquoted field", kwb_cell('12"00'), 3, {"base.csv.quote_in_field"}),
    ("F8 text behind a closing quote", kwb_cell('"12"00'), 3, {"base.csv.text_after_quote"}),
    # F9
    ("F9 a row with a field too many", swap(POP, ";1200;1000", ";1200;1000;7"), 3, {"base.csv.columns"}),
    ("F9 a header that stands there twice", swap(POP, "inwoners_18plus", "inwoners"), 3, {"base.csv.duplicate_header"}),
    ("F9 a header in other capitals", swap(POP, "inwoners_18plus", "Inwoners_18Plus"), 3, {"ingest.header.misspelt"}),
    ("F9 the column of areas is missing", swap(POP, "gebied", "plek"), 3, {"ingest.header.missing"}),
    ("F9 a table without any column that is asked for", put(KWB, "WijkenEnBuurten,Iets_1\nBU90010101,3\n"), 3, {"ingest.header.nothing_wanted"}),
    ("F9 the order of columns is free", put(POP, "\n".join(";".join(reversed(line.split(";"))) for line in POPULATION.splitlines()) + "\n"), 0, set()),
    # F10
    ("F10 a field of three megabytes", kwb_cell("1" * (3 << 20)), 8, {"base.csv.field_too_long"}),
    ("F10 a header of a hundred thousand columns", put(KWB, ",".join(f"k{i}" for i in range(100_000)) + "\n1\n"), 8, None),
    # F11
    ("F11 the same row twice is a warning", put(KWB, KEY_FIGURES + "BU90010101,1200,200,400,200,90\n"), 0, set()),
    ("F11 the same key with other values", put(KWB, KEY_FIGURES + "BU90010101,1205,200,400,200,90\n"), 3, {"ingest.table.duplicate"}),
    # F12
    ("F12 an unknown code of this gemeente", swap(KWB, "BU90010102,800", "BU90010199,800"), 3, {"ingest.area.unknown_code"}),
    ("F12 a code of another year's division", both(put("sources/gebieden2019.csv", AREAS_2019),
                                                   put(MON, open_division('codes = { path = "sources/gebieden2019.csv", format = "csv", code = "Key", name = "Title" }\n')),
                                                   swap(KWB, "BU90010102,800", "BU90010902,800")), 3, {"ingest.area.unknown_code"}, "2019"),
    ("F12 a wijk in a column of buurten", swap(MON, 'dialect = { delimiter = ";" }', 'dialect = { delimiter = ";" }\narea = { by = "code", level = "buurt" }'), 3, {"ingest.area.wrong_level"}),
    ("F12 letters and zeros lost by a spreadsheet", swap(KWB, "BU90010102,800", "90010102,800"), 3, {"ingest.area.lost_zero"}),
    ("F12 a code in lower case", swap(KWB, "BU90010102,800", "bu90010102,800"), 3, {"ingest.area.lower_case"}),
    ("F12 a row without an area", swap(KWB, "BU90010102,800", ",800"), 3, {"ingest.area.empty"}),
    # F14
    ("F14 a period in the future", swap(POP, "BU90010101;2020", "BU90010101;2031"), 3, {"ingest.period.future"}),
    ("F14 years and quarters in one file", swap(POP, "BU90010101;2020;", "BU90010101;2020-K1;"), 3, {"ingest.period.mixed_kinds"}),
    ("F14 a period before there was a division", swap(POP, "BU90010101;2020", "BU90010101;1950"), 3, {"ingest.period.before_division"}),
    ("F14 something that is no period", swap(POP, "BU90010101;2020", "BU90010101;vorig jaar"), 3, {"ingest.period.unreadable"}),
    # F15
    ("F15 a negative count", pop_cell("-5"), 3, {"ingest.value.negative"}),
    ("F15 half a person", pop_cell("12.5"), 3, {"ingest.value.fraction"}),
    # F16
    ("F16 not a number", pop_cell("NaN"), 3, {"ingest.number.not_finite"}),
    ("F16 infinity", pop_cell("-inf"), 3, {"ingest.number.not_finite"}),
    ("F16 an exponent", pop_cell("1e308"), 3, {"ingest.number.exponent"}),
    ("F16 a hexadecimal number", pop_cell("0x10"), 3, {"ingest.number.hexadecimal"}),
    ("F16 an underscore between digits", pop_cell("1_000"), 3, {"ingest.number.thousands"}),
    ("F16 four hundred digits", pop_cell("9" * 400), 3, {"ingest.number.too_large"}),
    ("F16 digits of another script", pop_cell("\u0663"), 3, {"ingest.number.not_ascii"}),
    ("F16 minus zero is zero", swap(POP, "BU90010202;2020;0;0", "BU90010202;2020;-0;0"), 0, set()),
    ("F16 a word instead of a number is not repeated", pop_cell(SECRET), 3, {"ingest.number.unknown_token"}),
    # F17
    ("F17 a count beyond what can be added exactly", pop_cell("4611686018427387904"), 3, {"ingest.number.too_large"}),
    # F19
    ("F19 a row with a total", put(KWB, KEY_FIGURES + "Totaal,3000,400,800,700,180\n"), 3, {"ingest.area.total_row"}),
    # F20
    ("F20 a date made by a spreadsheet in the column of areas", swap(KWB, "BU90010102,800", "1-2-2020,800"), 3, {"ingest.area.date"}),
    ("F20 a code in scientific notation", swap(POP, "BU90010102;2020", "9,00E+07;2020"), 3, {"ingest.area.scientific"}),
    # F29
    ("F29 a named pipe", replaced_by(KWB, os.mkfifo), 3, {"base.file.not_regular"}),
    ("F29 a folder", replaced_by(KWB, pathlib.Path.mkdir), 3, {"base.file.not_regular"}),
    ("F29 an endless device", replaced_by(KWB, lambda p: p.symlink_to("/dev/zero")), 3, {"base.file.not_regular"}),
    ("F29 a loop of links", replaced_by(KWB, lambda p: p.symlink_to(p.name)), 3, {"base.file.missing"}),
    ("F29 a file that is not there", lambda project: (project / KWB).unlink(), 3, {"base.file.missing"}),
    # F32
    ("F32 citizen service numbers in a register", put(REG, with_bsn()), 3, {"ingest.pii.bsn"}),
    ("F32 a column of names in an aggregate", put(POP, "\n".join(line + (";naam" if i == 0 else f";{SECRET}") for i, line in enumerate(POPULATION.splitlines())) + "\n"), 3, {"ingest.pii.header"}),
    ("F32 a date of birth in a register", put(REG, "\n".join(line + (",geboortedatum" if i == 0 else ",1970-01-01") for i, line in enumerate(register().splitlines())) + "\n"), 3, {"ingest.pii.header"}),
    # F33: a register that cannot be counted
    ("F33 a date that does not exist", put(REG, register([f"{CANARY}-7,2020-02-30,,BU90010101,maatwerk"])), 3, None),
    ("F33 an end before the beginning", put(REG, register([f"{CANARY}-7,2020-05-01,2020-04-01,BU90010101,maatwerk"])), 3, None),
    # F35
    ("F35 an indicator without a definition", override(without("definition")), 3, {"catalogue.key_missing"}),
    ("F35 an indicator without a leefgebied", override(without("leefgebied")), 3, {"catalogue.key_missing"}),
    ("F35 an indicator without a direction", override(without("direction")), 3, {"catalogue.key_missing"}),
    ("F35 an unknown denominator", override(OWN_INDICATOR.replace('denominator = "inwoners"', 'denominator = "inwonertjes"')), 3, {"catalogue.denominator_unknown"}),
    ("F35 an unknown trede", override(OWN_INDICATOR.replace('trede = "0-1"', 'trede = "5"')), 3, {"catalogue.trede_unknown"}),
    ("F35 two indicators with one id", override(OWN_INDICATOR + OWN_INDICATOR), 3, {"catalogue.id_twice"}),
    ("F35 an unknown source", override(OWN_INDICATOR.replace('source = "kwb"', 'source = "kbw"')), 3, {"catalogue.source_unknown"}),
    ("F35 all problems are told at once", override(without("definition").replace('trede = "0-1"', 'trede = "5"').replace('denominator = "inwoners"', 'denominator = "inwonertjes"')), 3,
     {"catalogue.key_missing", "catalogue.trede_unknown", "catalogue.denominator_unknown"}),
    # F36
    ("F36 an unknown key", swap(MON, "reference =", "refrence ="), 3, {"project.key_unknown", "project.key_missing"}),
    ("F36 a key that stands there twice", swap(MON, 'name = "Kleindorp"', 'name = "Kleindorp"\nname = "Kleindorp"'), 3, {"project.toml_damaged"}),
    ("F36 a word where a number belongs", swap(MON, "vintage = 2020", 'vintage = "no"'), 3, {"project.type_wrong"}),
    ("F36 a variable of the environment that is not set", swap(MON, 'path = "sources/kwb.csv"', 'path = "$TREDE_NOT_SET_ANYWHERE/kwb.csv"'), 3, {"project.variable_unset"}),
    ("F36 a source that the catalogue does not know", swap(MON, 'id = "kwb"\n', 'id = "kbw"\n'), 3, None),
    # disclosure
    ("a weaker rule needs a reason and an approval", put(MON, MONITOR + "\n[disclosure]\nminimum_count = 3\n"), 4, {"project.disclosure_weakened"}),
]


class Faults(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good = village(cls.folder / "goed")
        done = trede("build", cls.good, "--json")
        assert done.code == 0, done.said
        cls.before = tree(cls.good / "editions")
        cls.number = 0

    def project(self):
        Faults.number += 1
        return copy_of(self.good, self.folder / f"p{Faults.number}")

    def nothing_said_of_the_register(self, run, project):
        for canary in (CANARY, SECRET):
            self.assertNotIn(canary, run.said)
            for path, data in everything_in(project / "editions"):
                self.assertNotIn(canary.encode(), data, path)

    def nothing_happened(self, project):
        after = tree(project / "editions")
        after = {name: value for name, value in after.items() if not name.startswith(".")}
        before = {name: value for name, value in self.before.items() if not name.startswith(".")}
        self.assertEqual(after, before, "the old edition must stay exactly as it was")
        self.assertEqual([p.name for p in (project / "editions").glob(".staging*")], [])

    def test_each_fault_stops_the_build_with_its_rule(self):
        for row in FAULTS:
            name, fault, code, rules = row[:4]
            told = row[4] if len(row) > 4 else None
            with self.subTest(name):
                project = self.project()
                fault(project)
                run = trede("build", project, "--json")
                self.must(run, code)
                self.nothing_said_of_the_register(run, project)
                if code == 0:
                    self.must(trede("verify", project / "editions" / "current"))
                    continue
                if rules is not None:
                    self.assertLessEqual(rules, run.codes(), run.said[-2000:])
                self.assertTrue(run.codes(), "a stop without a rule")
                self.assertNotIn("trede.internal", run.codes())
                if told:
                    self.assertIn(told, run.said)
                self.nothing_happened(project)
                for problem in run.problems():
                    self.assertTrue(problem["melding"])

    def test_check_tells_the_same_and_writes_nothing(self):
        for row in FAULTS[::7]:
            name, fault, code, rules = row[:4]
            with self.subTest(name):
                project = self.project()
                fault(project)
                run = trede("check", project, "--json")
                self.must(run, code)
                if rules:
                    self.assertLessEqual(rules, run.codes())
                self.assertEqual(tree(project / "editions"), self.before)

    def test_problems_of_several_files_are_told_at_once_with_file_and_line(self):
        project = self.project()
        kwb_cell('"12,5"')(project)
        pop_cell("-5")(project)
        run = self.must(trede("build", project, "--json", "--lang", "en"), 3)
        found = {(p["bestand"], p.get("regel"), p["regelcode"]) for p in run.problems()}
        self.assertLessEqual({(KWB, 6, "ingest.number.decimal_mark"), (POP, 5, "ingest.value.negative")}, found)

    # F33, and the boundary
    def test_a_zero_that_would_tell_of_everybody_and_a_small_count_are_withheld_with_their_cover(self):
        for kept in (0, 4):
            project = self.project()
            shutil.rmtree(project / "editions")   # beside an earlier edition the figure would stay what it was
            lines = register().splitlines()
            mine = [line for line in lines if "BU90010102" in line]
            write(project / REG, "\n".join([line for line in lines if "BU90010102" not in line] + mine[:kept]) + "\n")
            self.must(trede("build", project))
            rows = table(project / "editions" / "current", "waarnemingen")
            for buurt in ("BU90010102", "BU90010101"):   # the small one, and its neighbour that would give it away
                row = figure(rows, "t3-mo-maatwerk", "2020", buurt)
                self.assertEqual([row[c] for c in ("waarde", "ondergrens", "bovengrens", "teller", "noemer", "n", "reden")], ["", "", "", "", "", "", "onderdrukt"], (kept, buurt))
            self.assertEqual(figure(rows, "t3-mo-maatwerk", "2020", "WK900101")["teller"], str(25 + kept))

    # F33
    def test_the_order_of_a_register_and_rows_that_repeat_change_nothing(self):
        lines = register().splitlines()
        project = self.project()
        write(project / REG, "\n".join([lines[0], *reversed(lines[1:]), lines[1], lines[7]]) + "\n")
        self.must(trede("build", project))
        counted = [[r for r in table(p / "editions" / "current", "waarnemingen") if r["indicator"] == "t3-mo-maatwerk"] for p in (self.good, project)]
        self.assertEqual(counted[0], counted[1])

    def test_the_village_counts_persons_once_per_area_and_says_what_is_missing(self):
        rows = table(self.good / "editions" / "current", "waarnemingen")
        maatwerk = {r["gebied"]: r for r in rows if r["indicator"] == "t3-mo-maatwerk" and r["periode"] == "2020"}
        # 25 in Kade and 15 in Markt; 19 in Veld and one more who also lived in Kade; 59 persons in all, nobody added up.
        self.assertEqual({a: maatwerk[a]["teller"] for a in ("BU90010101", "BU90010102", "BU90010201", "WK900101", "WK900102", "GM9001")},
                         {"BU90010101": "25", "BU90010102": "15", "BU90010201": "20", "WK900101": "40", "WK900102": "20", "GM9001": "59"})
        self.assertEqual(maatwerk["BU90010101"]["noemer"], "1000")
        bijstand = {r["gebied"]: r for r in rows if r["indicator"] == "t1-bijstand" and r["periode"] == "2020"}
        # 90 of 200 + 400 + 200 inhabitants of 15 to 64 in Kade, per 1,000 and rounded half away from zero.
        self.assertEqual(bijstand["BU90010101"]["waarde"], "113")
        empty = bijstand["BU90010202"]
        self.assertEqual((empty["waarde"], empty["reden"]), ("", "niet_van_toepassing"))

    # F13
    def test_an_area_that_a_source_leaves_out_is_missing_and_not_zero(self):
        project = self.project()
        swap(KWB, "BU90010102,800,100,200,200,40\n", "")(project)
        self.must(trede("build", project))
        rows = table(project / "editions" / "current", "waarnemingen")
        row = figure(rows, "t1-bijstand", "2020", "BU90010102")
        self.assertIsNotNone(row)
        self.assertEqual((row["waarde"], row["teller"], row["status"]), ("", "", "ontbreekt"))
        self.assertTrue(row["reden"])

    # F15
    def test_more_counted_than_there_are_is_never_published_as_a_share_above_hundred(self):
        project = self.project()
        swap(KWB, "BU90010102,800,100,200,200,40", "BU90010102,800,100,200,200,4000")(project)
        self.must(trede("build", project))
        row = figure(table(project / "editions" / "current", "waarnemingen"), "t1-bijstand", "2020", "BU90010102")
        self.assertEqual([row[c] for c in ("waarde", "teller", "noemer", "reden")], ["", "", "", "onmogelijk"])

    # F2
    def test_a_file_cut_anywhere_is_read_or_refused_but_never_breaks_the_program(self):
        data = KEY_FIGURES.encode()
        refused = 0
        for at in range(1, len(data), 23):
            project = self.project()
            write(project / KWB, data[:at])
            run = trede("check", project, "--json")
            self.assertIn(run.code, (0, 3), run.said)
            refused += run.code == 3
        self.assertGreater(refused, 10)

    # F18
    def test_the_codes_of_a_source_become_typed_reasons(self):
        for token, reason in ((".", "geheim"), ("", "geheim"), ("         .", "geheim")):
            with self.subTest(token):
                project = self.project()
                swap(KWB, "BU90010102,800,100,200,200,40", f"BU90010102,800,100,200,200,{token}")(project)
                self.must(trede("build", project))
                row = figure(table(project / "editions" / "current", "waarnemingen"), "t1-bijstand", "2020", "BU90010102")
                self.assertEqual((row["waarde"], row["reden"]), ("", reason))
        for token in ("x", "-99999999", "Privacy"):
            with self.subTest(f"{token} is not guessed"):
                project = self.project()
                swap(KWB, "BU90010102,800,100,200,200,40", f"BU90010102,800,100,200,200,{token}")(project)
                self.must(trede("build", project, "--json"), 3)
                swap(MON, 'table = "84799NED"', f'table = "84799NED"\ndialect = {{ missing = {{ "{token}" = "unreliable" }} }}')(project)
                self.must(trede("build", project))
                row = figure(table(project / "editions" / "current", "waarnemingen"), "t1-bijstand", "2020", "BU90010102")
                self.assertEqual(row["reden"], "onbetrouwbaar")

    def test_a_damaged_earlier_edition_stops_the_build_until_it_is_moved_away_on_purpose(self):
        project = self.project()
        old = (project / "editions" / "current").resolve()
        kwb_cell(1215)(project)
        (old / "tabellen" / "waarnemingen.csv.gz").write_bytes(b"x")
        run = self.must(trede("build", project, "--json"), 5)
        told = next(p for p in run.problems() if p["regelcode"] == "edition.earlier_damaged")
        self.assertIn(old.name, told["bestand"])
        self.assertEqual(editions(project), [old.name])
        old.rename(project / "apart")
        (project / "editions" / "current").unlink()
        self.must(trede("build", project))

    def test_what_a_removed_edition_showed_is_still_weighed(self):
        project = self.project()
        write(project / MON, MONITOR + "\n[build]\nkeep = 1\n")
        old = (project / "editions" / "current").resolve()
        lines = register().splitlines()
        write(project / REG, "\n".join(lines[:3] + lines[4:]) + "\n")   # one person of Kade less
        self.must(trede("build", project))
        self.assertNotIn(old.name, editions(project))
        aside = project / "editions" / ".gepubliceerd" / old.name
        self.assertTrue((aside / "tabellen" / "waarnemingen.csv.gz").is_file())
        self.assertFalse((aside / "v1" / "gebieden.json").exists())
        # Put next to all earlier ones, also the removed one, no figure moved by the one person.
        self.must(trede("audit", project / "editions" / "current", "--earlier", aside))
        before = {(r["periode"], r["gebied"]): r["teller"] for r in table(aside, "waarnemingen") if r["indicator"] == "t3-mo-maatwerk"}
        write(project / REG, "\n".join(lines[:3] + lines[5:]) + "\n")   # and one more, after the edition was removed
        self.must(trede("build", project))
        self.must(trede("audit", project / "editions" / "current", "--earlier", aside))
        shown = {(r["periode"], r["gebied"]): r["teller"] for r in table(project / "editions" / "current", "waarnemingen")
                 if r["indicator"] == "t3-mo-maatwerk" and r["teller"]}
        self.assertTrue(shown)
        for key, count in shown.items():
            self.assertFalse(before[key] and 0 < abs(int(before[key]) - int(count)) < 10, (key, before[key], count))
        (aside / "manifest.json").unlink()
        run = self.must(trede("build", project, "--json"), 5)
        self.assertIn("edition.earlier_damaged", run.codes())

    # F31
    def test_odd_file_names_are_read_and_shown_safely(self):
        for name in ("-rf.csv", "a;rm -r b.csv", "regel\neinde.csv", "$(id).csv", "x" * 200 + ".csv"):
            with self.subTest(name):
                project = self.project()
                (project / KWB).rename(project / "sources" / name)
                escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
                if "$" in name:
                    continue_with = trede("build", put_name(project, escaped), "--json")
                    self.must(continue_with, 3)   # a dollar sign asks for a variable
                    continue
                self.must(trede("build", put_name(project, escaped)))
                write(project / "sources" / name, KEY_FIGURES.replace("1200", "1,5").replace("BU90010101,1,5", 'BU90010101,"1,5"'))
                run = self.must(trede("build", project, "--json"), 3)
                self.assertNotIn("regel\neinde", run.err)

    # F37
    def test_names_with_markup_formulas_and_other_scripts_are_published_as_text(self):
        project = self.project()
        names = {"Kade": "<script>alert(1)</script>", "Markt": "=HYPERLINK(1)", "Veld": '"Veld" \U0001F33E', "Plas": "\u05d0\u05d1 Plas"}
        text = AREAS
        for old, new in names.items():
            text = text.replace(old, '"' + new.replace('"', '""') + '"')
        put(AREA, text)(project)
        self.must(trede("build", project))
        edition = project / "editions" / "current"
        self.must(trede("verify", edition))
        shown = {r["gebied"]: r["naam"] for r in table(edition, "gebieden")}
        self.assertEqual(shown["BU90010101"], names["Kade"])
        self.assertEqual(shown["BU90010102"], "'" + names["Markt"], "a name that a spreadsheet would calculate gets an apostrophe in CSV")
        self.assertEqual(shown["BU90010201"], names["Veld"])
        areas = resource(edition, "gebieden")["niveaus"]["buurt"]
        self.assertEqual(dict(zip(areas["code"], areas["naam"]))["BU90010102"], names["Markt"], "and stays as it is in JSON")

    def test_a_wrong_command_line_is_exit_2_and_help_shows_an_example(self):
        self.must(trede("bild"), 2)
        self.must(trede("build", "--treads", "2"), 2)
        for verb in ("init", "check", "build", "verify", "serve", "demo"):
            self.assertIn("Example", self.must(trede(verb, "--help")).out)


def put_name(project, escaped):
    swap(MON, 'path = "sources/kwb.csv"', f'path = "sources/{escaped}"')(project)
    return project


if __name__ == "__main__":
    unittest.main(verbosity=2)
