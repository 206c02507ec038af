#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Stories of a project folder: a good one is published with the edition, a bad one stops the build with every problem at once."""

import unittest

from support import EndToEnd, copy_of, editions, resource, tree, trede, village, write

GOOD = """# Bijstand in het dorp

Wat we zien, en wat niet.

In Kade is het [cijfer](cijfer:t1-bijstand/BU90010101), in het dorp [cijfer](cijfer:t1-bijstand/GM9001/2020).

![Bijstand per buurt](/kaart/t1-bijstand?niveau=buurt&gebied=BU90010101)

> Herkent u dit?
"""

BAD = """# Bijstand

### Een niveau te diep

![](/kaart/t1-bestaat-niet?gebied=BU90019999&kleur=rood)

Klik <a onclick="x()">hier</a> of [daar](javascript:alert(1)).
"""


class Stories(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.village = village(cls.folder / "dorp")
        write(cls.village / "stories" / "bijstand.nl.md", GOOD)
        write(cls.village / "stories" / "bijstand.en.md", "# Benefits\n\nWhat we see.\n")
        cls.checked = trede("check", cls.village, "--json")
        cls.built = trede("build", cls.village, "--json")

    def test_a_good_story_is_part_of_the_edition_and_is_checked_with_it(self):
        self.must(self.checked)
        self.must(self.built)
        edition = self.village / "editions" / "current"
        self.assertEqual(resource(edition, "editie")["verhalen"], 1)
        listed = resource(edition, "verhalen")["verhalen"]
        self.assertEqual([(v["id"], v["titel"], v["talen"], v["beelden"]) for v in listed],
                         [("bijstand", {"nl": "Bijstand in het dorp", "en": "Benefits"}, ["nl", "en"], 1)])
        blocks = resource(edition, "verhalen/bijstand")["tekst"]["nl"]
        self.assertEqual([b["soort"] for b in blocks], ["alinea", "alinea", "beeld", "citaat"])
        self.assertEqual(blocks[2]["vraag"], {"niveau": "buurt", "gebied": "BU90010101"})
        pieces = [p for p in blocks[1]["inhoud"] if p["soort"] == "cijfer"]
        self.assertEqual([(p["gebied"], p["periode"]) for p in pieces], [("BU90010101", None), ("GM9001", "2020")])
        self.must(trede("verify", edition))

    def test_a_bad_story_is_told_with_every_place_and_nothing_is_published(self):
        project = copy_of(self.village, self.folder / "slecht")
        write(project / "stories" / "slecht.nl.md", BAD)
        write(project / "stories" / "los.en.md", "# Only English\n")
        before = tree(project / "editions")
        for command in ("check", "build"):
            run = self.must(trede(command, project, "--json"), 3)
            told = {(p["bestand"], p.get("regel"), p["regelcode"]) for p in run.problems()}
            self.assertEqual(told, {
                ("stories/los.en.md", None, "story.dutch_missing"),
                ("stories/slecht.nl.md", 3, "story.heading_skipped"),
                ("stories/slecht.nl.md", 5, "story.caption_missing"),
                ("stories/slecht.nl.md", 5, "story.indicator_unknown"),
                ("stories/slecht.nl.md", 5, "story.area_unknown"),
                ("stories/slecht.nl.md", 5, "story.parameter_unknown"),
                ("stories/slecht.nl.md", 7, "story.no_html"),
                ("stories/slecht.nl.md", 7, "story.link"),
            })
            self.assertEqual(tree(project / "editions"), before)
        english = self.must(trede("check", project, env={"LANG": "en_GB.UTF-8"}), 3)
        self.assertIn("stories/slecht.nl.md:5:1", english.err)
        self.assertIn("does not exist in the division of 2020", english.err)

    def test_a_project_without_stories_publishes_an_empty_list(self):
        project = village(self.folder / "stil")
        self.must(trede("build", project, "--json"))
        edition = project / "editions" / "current"
        self.assertEqual(resource(edition, "verhalen"), {"verhalen": []})
        self.assertEqual(resource(edition, "editie")["verhalen"], 0)
        self.assertEqual(len(editions(project)), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
