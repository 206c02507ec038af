#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The checks on the repository notice what they are there for: each case breaks one rule in a copy of the tracked files."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    return [name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


class Gates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.copy = Path(cls.temporary.name)
        for name in tracked():
            if name.startswith(("web/", "tests/")) and not name.endswith(".md"):
                continue
            (cls.copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, cls.copy / name)
        cls.git("init", "-q")
        cls.git("add", "-A")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def git(cls, *arguments):
        subprocess.run(["git", *arguments], cwd=cls.copy, check=True, capture_output=True)

    def run_gate(self, gate):
        done = subprocess.run([sys.executable, f"tools/{gate}"], cwd=self.copy, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def refuses(self, gate, file, addition, sentence):
        """With `addition` at the end of `file` the gate fails and says `sentence`; without it the gate does not say so."""
        path = self.copy / file
        before = path.read_text() if path.exists() else None
        self.assertNotIn(sentence, self.run_gate(gate)[1])
        path.write_text((before or "") + addition)
        self.git("add", "-A")
        try:
            code, said = self.run_gate(gate)
        finally:
            path.unlink() if before is None else path.write_text(before)
            self.git("add", "-A")
        self.assertEqual(code, 1, said)
        self.assertIn(sentence, said)

    def test_the_server_may_not_include_the_room_that_counts(self):
        self.refuses("check-includes.py", "src/serve/log.cpp", '#include "observe/observations.hpp"\n', "the server never sees observe")

    def test_a_room_may_not_include_a_later_room(self):
        self.refuses("check-includes.py", "src/base/text.cpp", '#include "area/area_set.hpp"\n', "base may not include area")

    def test_after_disclose_nobody_includes_the_gate(self):
        self.refuses("check-includes.py", "src/estimate/estimates.cpp", '#include "disclose/gate.hpp"\n', "only disclose/published.hpp")

    def test_the_attacker_includes_nothing_of_those_who_protect(self):
        self.refuses("check-includes.py", "src/audit/table.cpp", '#include "protect/table.hpp"\n', "audit may not include protect")

    def test_the_attacker_cannot_be_given_the_room_that_protects(self):
        self.refuses("check-includes.py", "CMakeLists.txt", "trede_room(audit ROOMS base protect)\n", "the room audit uses protect")

    def test_nobody_defines_a_second_gate(self):
        self.refuses("check-includes.py", "src/score/scores.cpp", "namespace trede { class Gate; }\n", "class Gate belongs to disclose")

    def test_the_server_may_not_link_disclosure(self):
        self.refuses("check-includes.py", "CMakeLists.txt", "trede_program(other DIR src/server ROOMS serve disclose)\n", "the server may not")

    def test_a_path_of_somebodys_machine_is_found(self):
        self.refuses("check-text.py", "docs/privacy-note.md", "See /" + "home/someone/notes.\n", "a path of one machine")

    def test_an_unfinished_end_is_found(self):
        self.refuses("check-text.py", "src/base/text.cpp", "// TO" + "DO later\n", "an unfinished end")

    def test_a_large_file_is_found(self):
        self.refuses("check-text.py", "docs/data.csv", "1;2\n" * 150_000, "the repository holds no data")

    def test_a_dead_link_is_found(self):
        self.refuses("check-docs.py", "docs/developing.md", "[gone](nowhere.md)\n", "link to nowhere.md")

    def test_a_link_to_a_heading_that_is_not_there_is_found(self):
        self.refuses("check-docs.py", "docs/developing.md", "[gone](glossary.md#no-such-heading)\n", "there is no such heading")

    def test_an_undocumented_error_code_is_found(self):
        self.refuses("check-docs.py", "src/base/text.cpp", '// "base.text.invented"\n', "base.text.invented is not described")

    def test_a_documented_error_code_that_does_not_exist_is_found(self):
        self.refuses("check-docs.py", "docs/formats/errors.md", "\n| `base.text.gone` | 3 | … |\n", "base.text.gone does not occur")

    def test_an_undocumented_flag_is_found(self):
        self.refuses("check-docs.py", "src/cli/main.cpp", '// app.add_flag("--invented", x);\n', "--invented is not described")

    def test_an_undocumented_key_of_monitor_toml_is_found(self):
        self.refuses("check-docs.py", "src/ingest/project.cpp", '// table.string("invented_key")\n', "invented_key is not described")

    def test_a_make_target_that_does_not_exist_is_found(self):
        self.refuses("check-docs.py", "docs/developing.md", "`make everything`\n", "make everything does not exist")

    def test_an_incomplete_publiccode_file_is_found(self):
        self.refuses("check-publiccode.py", "publiccode.yml", 'developmentStatus: perfect\n', "developmentStatus is not one of")


if __name__ == "__main__":
    unittest.main()
