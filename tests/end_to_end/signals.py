#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What was planted in the fictitious town comes out as signals, with the right places, words and reservations; what is modelled gives no
clusters, breaks or courses; and every signal says how many like it chance would give."""

import json
import re
import unittest

from support import EndToEnd, resource, table, trede

ALARM = ("alarm", "gevaar", "gevaarlijk", "ernstig probleem", "probleemwijk", "achterstandswijk", "schokkend", "dramatisch", "danger", "alarming")
PERSON = re.compile(r"\b(hij|zij heeft|dader|daders|risicoburger|verdachte bewoner)\b", re.IGNORECASE)


class Signals(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town = cls.folder / "stad"
        done = trede("demo", cls.town, "--no-serve", timeout=900)
        assert done.code == 0, done.said[-4000:]
        cls.edition = cls.town / "editions" / "current"
        cls.truth = json.loads((cls.town / "waarheid.json").read_text(encoding="utf-8"))
        cls.signals = resource(cls.edition, "signalen")
        cls.list = cls.signals["signalen"]
        cls.indicators = {i["id"]: i for i in resource(cls.edition, "indicatoren")["indicatoren"]}
        cls.names = {r["gebied"]: r["naam"] for r in table(cls.edition, "gebieden")}

    def found(self, kind, indicator=None):
        return [s for s in self.list if s["soort"] == kind and (indicator is None or indicator in s["indicatoren"])]

    def test_the_planted_cluster_is_found_in_the_survey_and_in_the_register_with_its_buurten(self):
        planted = set(self.truth["cluster"]["buurten"])
        for indicator in ("t1-woonoverlast-beleving", "t1-onveiligheid-beleving", "t2-woonoverlast-meldingen"):
            hits = [s for s in self.found("cluster", indicator) if planted & set(s["gebieden"])]
            self.assertEqual(len(hits), 1, indicator)
            areas = set(hits[0]["gebieden"])
            self.assertGreaterEqual(len(areas & planted), 5, indicator)
            self.assertLessEqual(len(areas - planted), 2, indicator)
            sentence = hits[0]["zin"]["nl"]
            self.assertTrue(sentence.startswith(self.indicators[indicator]["naam"]["nl"] + ":"), sentence)
            self.assertIn("hoger dan in Trededam", sentence)
            self.assertIn("meer dan door toeval te verwachten", sentence)
            for code in list(areas)[:1]:
                self.assertIn(self.names[code], sentence)

    def test_the_planted_rise_is_a_break_from_its_first_year(self):
        rise = self.truth["stijging"]
        hits = [s for s in self.found("breuk", rise["indicator"]) if s["gebieden"] == [rise["wijk"]]]
        self.assertEqual(len(hits), 1)
        self.assertIn(f"sinds {rise['vanaf']}", hits[0]["zin"]["nl"])
        self.assertIn(self.names[rise["wijk"]], hits[0]["zin"]["nl"])
        self.assertIn("vastleggen", hits[0]["nietVoor"]["nl"])
        evidence = {e["id"]: e["waarde"] for e in hits[0]["bewijs"]}
        self.assertGreater(evidence["waarde"], 2 * evidence["eerder"])
        self.assertEqual(evidence["aantal"], sum(rise["stijging_meldingen"][-2:]))

    def test_no_other_wijk_breaks_with_it(self):
        rise = self.truth["stijging"]
        self.assertEqual([s["gebieden"] for s in self.found("breuk", rise["indicator"]) if s["gebieden"] != [rise["wijk"]]], [])

    def test_the_split_wijk_is_named_with_both_halves(self):
        truth = self.truth["gespleten_wijk"]
        hits = self.found("gespleten_wijk")
        self.assertEqual([s["gebieden"][0] for s in hits], [truth["wijk"]])
        good, bad = hits[0]["zin"]["nl"].split(" gunstiger voor dan ")
        for code in truth["goed"]:
            self.assertIn(self.names[code], good)
            self.assertNotIn(self.names[code], bad)
        for code in truth["slecht"]:
            self.assertIn(self.names[code], bad)
        self.assertEqual(set(hits[0]["gebieden"]), {truth["wijk"], *truth["goed"], *truth["slecht"]})

    def test_a_buurt_in_which_one_institution_is_most_of_the_count_gives_no_signal_about_it(self):
        truth = self.truth["instelling"]
        wijk = truth["buurt"].replace("BU", "WK")[:8]
        for s in self.list:
            for cell in s["cijfers"]:
                self.assertFalse(cell["indicator"] == truth["indicator"] and cell["gebied"] in (truth["buurt"], wijk), s["id"])

    def test_modelled_figures_are_in_no_cluster_break_or_course_and_that_is_said(self):
        modelled = {i for i, d in self.indicators.items() if d["maat"] == "model_aandeel" and d["variantVan"] is None and d["groep"] is None
                    and d["richting"] != "context" and d["perioden"]}
        self.assertGreater(len(modelled), 5)
        for kind in ("cluster", "breuk", "ongunstig_en_ongunstiger"):
            used = {i for s in self.found(kind) for i in s["indicatoren"]}
            self.assertEqual(used & modelled, set(), kind)
            refused = {n["indicator"]: n["waarom"]["nl"] for n in self.signals["nietBekeken"] if n["soort"] == kind}
            for indicator in modelled:
                self.assertIn("modelschatting", refused[indicator], (kind, indicator))

    def test_what_may_be_reach_or_is_context_is_never_called_worse(self):
        never = {i for i, d in self.indicators.items() if d["richting"] == "context" or any(p["rol"] == "bereik" for p in d["paren"])}
        for kind in ("cluster", "breuk", "ongunstig_en_ongunstiger", "stapeling", "gespleten_wijk"):
            self.assertEqual({i for s in self.found(kind) for i in s["indicatoren"]} & never, set(), kind)

    def test_every_signal_rests_on_published_figures(self):
        shown = {(r["indicator"], r["periode"], r["gebied"]) for r in table(self.edition, "waarnemingen") if r["waarde"]}
        for s in self.list:
            self.assertTrue(s["cijfers"], s["id"])
            for cell in s["cijfers"]:
                self.assertIn((cell["indicator"], cell["periode"], cell["gebied"]), shown, s["id"])

    def test_sentences_are_in_both_languages_name_a_place_and_never_alarm(self):
        for s in self.list:
            for text in (s["zin"], s["nietVoor"]):
                self.assertTrue(text["nl"].strip() and text["en"].strip(), s["id"])
                self.assertNotIn("{", text["nl"] + text["en"], s["id"])
                for word in ALARM:
                    self.assertNotIn(word, (text["nl"] + " " + text["en"]).lower(), s["id"])
                self.assertIsNone(PERSON.search(text["nl"]), s["id"])
            self.assertTrue(any(self.names[code] in s["zin"]["nl"] for code in s["gebieden"]), s["zin"]["nl"])

    def test_families_say_how_much_was_tested_and_how_much_of_it_is_chance(self):
        families = {f["id"]: f for f in self.signals["families"]}
        self.assertEqual(len(families), len(self.signals["families"]), "an id is used twice")
        for f in families.values():
            self.assertGreater(f["toetsen"], 0)
            self.assertAlmostEqual(f["verwachtToevallig"], f["grens"] * f["gevonden"], places=2)
        by_kind = {}
        for s in self.list:
            by_kind[s["soort"]] = by_kind.get(s["soort"], 0) + 1
            self.assertLessEqual(s["q"], 0.05)
        for kind, count in by_kind.items():
            self.assertEqual(sum(f["gevonden"] for f in families.values() if f["soort"] == kind), count, kind)

    def test_the_strongest_stand_first_and_ids_are_unique(self):
        order = ["sterk", "duidelijk", "zwak"]
        ranks = [order.index(s["sterkte"]) for s in self.list]
        self.assertEqual(ranks, sorted(ranks))
        ids = [s["id"] for s in self.list]
        self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    unittest.main()
