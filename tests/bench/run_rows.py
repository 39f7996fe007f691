"""Runs some rows of a benchmark, each for as short as it can.

Usage: run_rows.py PROGRAM FILTER

Exit status 0 if there are such rows, and none of them had an error.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

program, rows = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    out = pathlib.Path(folder, "rows.json")
    done = subprocess.run(
        [
            program,
            "--benchmark_min_time=0",
            "--benchmark_repetitions=1",
            f"--benchmark_filter={rows}",
            f"--benchmark_out={out}",
        ]
    )
    if done.returncode != 0:
        sys.exit(f"{program} ended with status {done.returncode}")
    text = out.read_text()

found = json.loads(text)["benchmarks"] if text else []
errors = [
    f"{row['name']}: {row['error_message']}"
    for row in found
    if row.get("error_occurred")
]
if not found:
    errors = [f"no row is called {rows}"]
if errors:
    sys.exit("\n".join(errors))
