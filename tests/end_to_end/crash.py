#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A build that dies at any step leaves the old edition as it was; running it again gives the bytes of a build that nobody disturbed."""

import os
import signal
import subprocess
import time
import unittest

from support import KEY_FIGURES, EndToEnd, binary, copy_of, editions, tree, trede, village, write

KILLED = 128 + 9


class Crash(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = village(cls.folder / "begin")
        assert trede("build", cls.start).code == 0
        cls.old = (cls.start / "editions" / "current").resolve().name
        cls.before = tree(cls.start / "editions" / cls.old)
        write(cls.start / "sources" / "kwb.csv", KEY_FIGURES.replace("BU90010101,1200", "BU90010101,1215"))
        cls.undisturbed = copy_of(cls.start, cls.folder / "ongestoord")
        assert trede("build", cls.undisturbed).code == 0
        cls.new = (cls.undisturbed / "editions" / "current").resolve().name
        cls.after = cls.visible(cls.undisturbed)

    @staticmethod
    def visible(project):
        """What a reader can see: editions and the link, not the lock or a staging folder."""
        return {name: value for name, value in tree(project / "editions").items() if not name.startswith(".")}

    def crash_and_rerun(self, step):
        project = copy_of(self.start, self.folder / f"stap{step}")
        run = trede("build", project, env={"TREDE_CRASH_AT": str(step)})
        current = project / "editions" / "current"
        self.assertIn(current.resolve().name, (self.old, self.new))
        self.assertEqual(tree(project / "editions" / self.old), self.before)
        self.must(trede("verify", current))
        if run.code == 0:
            return False
        self.assertEqual(run.code, KILLED, run.said)
        self.must(trede("build", project))
        self.assertEqual(self.visible(project), self.after)
        self.assertEqual([p.name for p in (project / "editions").iterdir() if p.name.startswith(".staging")], [])
        return True

    def test_a_build_killed_at_any_step_leaves_the_old_edition_and_can_be_repeated(self):
        self.assertNotEqual(self.old, self.new)
        last = self.number_of_steps()
        self.assertGreater(last, 20)
        spread = {1 + (last - 1) * i // 29 for i in range(30)}
        steps = sorted(set(range(1, 6)) | spread | set(range(max(1, last - 11), last + 1)))
        for step in steps:
            with self.subTest(step=step, of=last):
                self.assertTrue(self.crash_and_rerun(step))
        self.assertFalse(self.crash_and_rerun(last + 1))

    def number_of_steps(self):
        """The last step at which a build can still die, by halving."""
        def dies(step):
            project = copy_of(self.start, self.folder / f"zoek{step}")
            return trede("build", project, env={"TREDE_CRASH_AT": str(step)}).code != 0
        low, high = 1, 2
        while dies(high):
            low, high = high, high * 2
            self.assertLess(high, 1 << 22)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if dies(middle) else (low, middle)
        return low

    def test_kill_9_at_random_moments_never_leaves_a_half_edition(self):
        for milliseconds in (5, 20, 40, 60, 80, 100, 130, 160, 200, 300):
            with self.subTest(milliseconds=milliseconds):
                project = copy_of(self.start, self.folder / f"na{milliseconds}")
                child = subprocess.Popen([str(binary()), "build", str(project)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(milliseconds / 1000)
                child.send_signal(signal.SIGKILL)
                child.wait()
                self.must(trede("verify", project / "editions" / "current"))
                self.assertEqual(tree(project / "editions" / self.old), self.before)
                self.must(trede("build", project))
                self.assertEqual(self.visible(project), self.after)

    def test_every_flipped_truncated_missing_extra_or_swapped_file_is_found(self):
        files = [name for name, value in tree(self.undisturbed / "editions" / self.new).items() if not value.startswith("->")]
        chosen = files[:: max(1, len(files) // 12)] + ["manifest.json"]
        for name in chosen:
            for kind in ("flip", "cut", "gone"):
                with self.subTest(f"{kind} {name}"):
                    edition = copy_of(self.undisturbed / "editions" / self.new, self.folder / f"{kind}-{abs(hash(name))}" / self.new)
                    path = edition / name
                    data = bytearray(path.read_bytes())
                    if kind == "flip":
                        data[len(data) // 2] ^= 1
                        path.write_bytes(data)
                    elif kind == "cut":
                        path.write_bytes(data[:-1])
                    else:
                        path.unlink()
                    self.must(trede("verify", edition), 5)
        edition = copy_of(self.undisturbed / "editions" / self.new, self.folder / "extra" / self.new)
        write(edition / "v1" / "extra.json", "{}")
        self.must(trede("verify", edition), 5)
        edition = copy_of(self.undisturbed / "editions" / self.new, self.folder / "swap" / self.new)
        os.replace(edition / files[0], edition / "tussen")
        os.replace(edition / files[1], edition / files[0])
        os.replace(edition / "tussen", edition / files[1])
        self.must(trede("verify", edition), 5)

    def test_of_two_builds_at_once_both_end_well_or_one_says_that_it_is_locked(self):
        project = copy_of(self.start, self.folder / "samen")
        children = [subprocess.Popen([str(binary()), "build", str(project)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
        codes = sorted(child.wait(120) for child in children)
        self.assertIn(codes, ([0, 0], [0, 7]))
        self.assertEqual(self.visible(project), self.after)
        self.assertEqual(len(editions(project)), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
