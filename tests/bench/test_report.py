"""What report.py makes of a benchmark's numbers.

Usage: test_report.py FOLDER_OF_REPORT_PY [unittest's arguments]
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

BENCH = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(BENCH))
sys.dont_write_bytecode = True
import report  # noqa: E402


def row(family, instance, name, **values):
    """As Google Benchmark writes it, with what report.py looks at."""
    return {
        "name": name,
        "run_name": name,
        "run_type": "iteration",
        "family_index": family,
        "per_family_instance_index": instance,
        "real_time": 1000.0,
        "time_unit": "ns",
        **values,
    }


def frames(family, instance, name, nanoseconds):
    return row(family, instance, name, items_per_second=1e9 / nanoseconds)


# Two families, three repetitions of each row, their order mixed; no median is
# the mean, none is the first or the last.
FRAMING = [
    frames(1, 0, "decode/cure/bytes:16/manual_time", 9),
    frames(0, 1, "encode/cure/bytes:64", 40),
    frames(0, 0, "encode/cure/bytes:16", 90),
    frames(0, 0, "encode/cure/bytes:16", 20),
    frames(1, 0, "decode/cure/bytes:16/manual_time", 7),
    frames(0, 1, "encode/cure/bytes:64", 30),
    frames(0, 0, "encode/cure/bytes:16", 10),
    frames(0, 1, "encode/cure/bytes:64", 1250),
    frames(1, 0, "decode/cure/bytes:16/manual_time", 2),
    frames(1, 1, "decode/cure/bytes:64/manual_time", 8.5),
    # Made of the others; not one more of them.
    dict(
        frames(0, 0, "encode/cure/bytes:16", 5000),
        name="encode/cure/bytes:16_mean",
        run_type="aggregate",
    ),
]
FAILED = row(
    2,
    0,
    "decode/ill/bytes:16",
    error_occurred=True,
    error_message="a wrong answer",
)


class Report(unittest.TestCase):
    def setUp(self):
        self.box = tempfile.TemporaryDirectory()
        self.addCleanup(self.box.cleanup)
        self.folder = pathlib.Path(self.box.name)

    def put(self, name, rows):
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({"context": {}, "benchmarks": rows}))
        return path

    def run_it(self, status):
        done = subprocess.run(
            [sys.executable, "-B", BENCH / "report.py", self.folder],
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def results_md(self):
        return (self.folder / "results.md").read_text()

    def test_takes_the_median_of_the_repetitions(self):
        found = report.Results(self.put("framing", FRAMING))
        self.assertEqual(
            {at: 1e9 / of["items_per_second"] for at, of in found.median.items()},
            {
                ("encode/cure", 16): 20,
                ("encode/cure", 64): 40,
                ("decode/cure", 16): 7,
                ("decode/cure", 64): 8.5,
            },
        )

    def test_shows_rows_in_the_order_of_the_source(self):
        found = report.Results(self.put("framing", FRAMING))
        self.assertEqual(found.series(), ["encode/cure", "decode/cure"])

    def test_turns_all_units_into_seconds(self):
        units = {"ns": 5e9, "us": 5e6, "ms": 5e3, "s": 5}
        found = report.Results(
            self.put(
                "round_trip",
                [
                    row(i, 0, f"{unit}/delay_ms:1", real_time=time, time_unit=unit)
                    for i, (unit, time) in enumerate(units.items())
                ],
            )
        )
        for unit in units:
            self.assertAlmostEqual(found.median[unit, 1]["seconds"], 5)

    def test_writes_tables_with_those_numbers(self):
        self.put("framing", FRAMING)
        self.run_it(status=0)
        self.assertIn("| `encode/cure` | 20 | 40 |  |  |\n", self.results_md())
        self.assertIn("| `decode/cure` | 7 | 8.5 |  |  |\n", self.results_md())

    def test_knows_a_row_without_an_argument(self):
        self.put(
            "schedules",
            [
                row(0, 0, "bare/iterations:1/repeats:2/real_time", time_unit="us"),
                row(
                    1,
                    0,
                    "search/iterations:1/repeats:2/real_time",
                    time_unit="ms",
                    per_schedule=0.004,
                ),
            ],
        )
        self.run_it(status=0)
        self.assertIn("| `bare` | 1,000 |\n", self.results_md())
        self.assertIn("| `search` | 4,000 |\n", self.results_md())

    def test_shows_transfers_as_a_part_of_the_limit(self):
        self.put(
            "loopback",
            [
                row(0, 0, "unframed/bytes:1048576/manual_time", bytes_per_second=4e9),
                row(1, 0, "cure/bytes:16/manual_time", bytes_per_second=1e9),
            ],
        )
        self.run_it(status=0)
        self.assertIn("1 = 4.00 GB/s", self.results_md())
        self.assertIn("| `cure` | 0.25 |", self.results_md())

    def test_lists_errors_and_leaves_their_rows_out(self):
        self.put("framing", [*FRAMING, FAILED])
        self.run_it(status=0)
        self.assertIn(
            "\nError: decode/ill/bytes:16: a wrong answer\n", self.results_md()
        )
        self.assertNotIn("`decode/ill`", self.results_md())

    def test_draws_no_chart_of_nothing_but_errors(self):
        self.put("framing", [FAILED])
        self.run_it(status=0)
        self.assertIn("a wrong answer", self.results_md())
        self.assertEqual(list(self.folder.glob("*.svg")), [])

    def test_says_in_one_line_what_it_cannot_read(self):
        self.put("framing", FRAMING)
        bad = self.folder / "servers.json"
        for text in ["", '{"context": {}, "benchmarks": [', "[]", '{"context": {}}']:
            with self.subTest(text):
                bad.write_text(text)
                done = self.run_it(status=1)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                self.assertIn(f"{bad}: cannot be read", done.stderr)
                self.assertIn("`encode/cure`", self.results_md())

    def test_says_in_one_line_that_there_is_nothing(self):
        done = self.run_it(status=1)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(f"{self.folder}: no results", done.stderr)


if __name__ == "__main__":
    unittest.main()
