"""bench/run, as ./sticky bench calls it.

Usage: test_run.py FOLDER_OF_RUN FOLDER_OF_PROGRAMS [unittest's arguments]
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

BENCH = pathlib.Path(sys.argv.pop(1))
PROGRAMS = pathlib.Path(sys.argv.pop(1))


class Run(unittest.TestCase):
    def setUp(self):
        box = tempfile.TemporaryDirectory()
        self.addCleanup(box.cleanup)
        self.programs = pathlib.Path(box.name, "programs")
        self.programs.mkdir()
        self.out = pathlib.Path(box.name, "not", "yet there")

    def run_it(self, *arguments, status, programs=None):
        done = subprocess.run(
            [
                *(sys.executable, "-B", BENCH / "run"),
                *("--programs", programs or self.programs),
                *("--out", self.out, *arguments),
            ],
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def stand_in(self, name, body):
        """A program that only does this."""
        program = self.programs / f"bench_{name}"
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)

    def test_says_in_one_line_that_there_is_no_room_for_results(self):
        pathlib.Path(self.out).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(self.out).write_text("a file, not a folder")
        done = self.run_it("framing", status=2)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertIn("--out", done.stderr)

    def test_refuses_a_name_that_is_none(self):
        done = self.run_it("no_such", status=2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn("'no_such'", done.stderr)
        self.assertIn("framing", done.stderr)
        self.assertFalse(self.out.exists())

    def test_helps(self):
        done = self.run_it("--help", status=0)
        self.assertIn("Usage: ./sticky bench", done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertFalse(self.out.exists())

    def test_leaves_numbers_and_tables(self):
        self.run_it("--quick", "framing", status=0, programs=PROGRAMS)
        rows = json.loads((self.out / "framing.json").read_text())["benchmarks"]
        self.assertNotEqual(rows, [])
        results = (self.out / "results.md").read_text()
        self.assertTrue(results.startswith("## framing\n"), results)
        self.assertIn("`encode/length_prefix`", results)
        self.assertIn("`decode/length_prefix`", results)

    def test_runs_only_what_is_named(self):
        for name in ("framing", "servers"):
            self.stand_in(name, f"touch {self.programs}/{name}_ran; exit 3")
        self.run_it("servers", status=1)
        self.assertTrue((self.programs / "servers_ran").exists())
        self.assertFalse((self.programs / "framing_ran").exists())

    def test_says_which_one_failed(self):
        self.stand_in("servers", "echo bench_servers: no room >&2; exit 3")
        done = self.run_it("servers", status=1)
        self.assertIn("bench_servers: no room\n", done.stdout)
        self.assertIn("error: bench_servers ended with status 3\n", done.stdout)

    def test_says_which_row_had_an_error(self):
        failed = json.dumps(
            {
                "benchmarks": [
                    {
                        "name": "a/connections:1",
                        "run_name": "a/connections:1",
                        "family_index": 0,
                        "per_family_instance_index": 0,
                        "error_occurred": True,
                        "error_message": "a wrong answer",
                    }
                ]
            }
        )
        self.stand_in("servers", f"echo '{failed}' >'{self.out}/servers.json'")
        done = self.run_it("servers", status=1)
        self.assertIn("error: a/connections:1: a wrong answer\n", done.stdout)

    def test_does_without_what_is_not_built(self):
        done = self.run_it("servers", status=0)
        self.assertIn("servers: not built", done.stderr)


if __name__ == "__main__":
    unittest.main()
