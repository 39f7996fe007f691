"""What the benchmarks found: tables in Markdown, and charts by gnuplot.

Usage: bench/report.py FOLDER     draws the JSON that lies there once more
"""

import collections
import json
import pathlib
import re
import shutil
import statistics
import sys

from chart import Chart

SIZES = {
    16: "16 B",
    64: "64 B",
    1024: "1 KiB",
    65536: "64 KiB",
    1048576: "1 MiB",
}


class Unreadable(Exception):
    """Not what a benchmark writes, or only the beginning of it."""


class Results:
    """The medians of one benchmark's repetitions."""

    def __init__(self, path):
        try:
            self.take(json.loads(path.read_text()))
        except (OSError, ValueError, LookupError, TypeError) as why:
            raise Unreadable(
                f"{path}: cannot be read; ./sticky bench {path.stem} measures it"
                f" once more ({type(why).__name__}: {why})"
            ) from None

    def take(self, found):
        self.errors = []
        runs = collections.defaultdict(lambda: collections.defaultdict(list))
        # Their order is mixed, in time; here they stand as in the source.
        for row in sorted(
            found["benchmarks"],
            key=lambda row: (
                row["family_index"],
                row["per_family_instance_index"],
            ),
        ):
            if row.get("run_type") == "aggregate":
                continue
            if row.get("error_occurred"):
                self.errors.append(f"{row['name']}: {row['error_message']}")
                continue
            # cure/bytes:64, encode/cure/bytes:64, cure/delay_ms:10/real_time
            name = re.match(
                r"(.+?)/(?!iterations|repeats)\w+:(\d+)(/|$)", row["run_name"]
            )
            series, x = (
                (name[1], int(name[2]))
                if name
                else (row["name"].split("/")[0], 0)
            )
            seconds = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[
                row["time_unit"]
            ]
            row["seconds"] = row["real_time"] * seconds
            for key, value in row.items():
                if isinstance(value, (int, float)):
                    runs[series, x][key].append(value)
        self.median = {
            at: {key: statistics.median(values) for key, values in of.items()}
            for at, of in runs.items()
        }

    def series(self):
        return list(dict.fromkeys(name for name, _ in self.median))

    def values(self, series, value):
        """[(x, value of that row)], in the order of x."""
        return sorted(
            (x, value(row))
            for (name, x), row in self.median.items()
            if name == series
        )


def table(head, rows):
    lines = [
        "| " + " | ".join(head) + " |",
        "|---" + "|---:" * (len(head) - 1) + "|",
    ]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def by_series(results, columns, cell, only=lambda series: True):
    """A table with one line for each series; `columns` names its x."""
    rows = []
    for series in filter(only, results.series()):
        found = {
            x: cell(row)
            for (name, x), row in results.median.items()
            if name == series
        }
        if any(x in columns for x in found):
            rows.append([f"`{series}`"] + [found.get(x, "") for x in columns])
    return table([""] + list(columns.values()), rows)


def plain(number):
    """With two or three digits that mean something."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


# ---- one function for each benchmark ----------------------------------------
# Each gives lines of Markdown, and charts by name.

LIBRARIES = ("asio", "asio_chat", "libevent", "libuv", "zeromq")


def nanoseconds(row):
    return 1e9 / row["items_per_second"]


def framing(results):
    lines = ["Nanoseconds a frame, in memory.", ""]
    lines += by_series(
        results, SIZES_IN_MEMORY, lambda row: plain(nanoseconds(row))
    )
    charts = {}
    for what in ("encode", "decode"):
        chart = Chart(
            f"{what}: time of a frame, in memory",
            "bytes of a message",
            "ns",
            SIZES_IN_MEMORY,
        )
        for series in results.series():
            if series.startswith(what + "/"):
                chart.add(
                    series.split("/")[1], results.values(series, nanoseconds)
                )
        for series in (
            ("memcpy",)
            if what == "encode"
            else ("lines/memchr", "lines/getline")
        ):
            chart.add(
                series.split("/")[-1],
                results.values(series, nanoseconds),
                quiet=True,
            )
        charts[what] = chart
    return lines, charts


def loopback(results):
    limit = results.median.get(("unframed", 1048576), {}).get(
        "bytes_per_second"
    )
    if not limit:
        return ["The limit was not measured."], {}
    ratio = lambda row: row["bytes_per_second"] / limit
    lines = [
        f"Payload a second over loopback; 1 = {limit / 1e9:.2f} GB/s, the same"
        " bytes without frames in blocks of 1 MiB.",
        "",
    ]
    gain = lambda series: series.startswith("gain/")
    shown = lambda series: series not in (
        "unframed",
        "many_messages",
    ) and not gain(series)
    lines += by_series(results, SIZES, lambda row: plain(ratio(row)), shown)
    lines += [
        "",
        "The length prefix, without one part of the fast way each:",
        "",
    ]
    lines += by_series(results, SIZES, lambda row: plain(ratio(row)), gain)
    many = results.values("many_messages", nanoseconds)
    if many:
        lines += ["", "Messages of 64 B, as their number grows:", ""]
        lines += table(
            ["messages"] + [f"{x:,}" for x, _ in many],
            [
                ["ns a message"] + [plain(y) for _, y in many],
                ["memory of both processes at most, MB"]
                + [
                    plain(y)
                    for _, y in results.values(
                        "many_messages",
                        lambda row: (row["sender_kib"] + row["receiver_kib"])
                        * 1024e-6,
                    )
                ],
            ],
        )
    words = (
        "Payload over loopback, as a part of the limit",
        "bytes of a message",
        "1 = no frames, blocks of 1 MiB",
        SIZES,
    )
    chart, upper = Chart(*words), Chart(*words, logarithmic="x")
    for series in filter(shown, results.series()):
        points = results.values(series, ratio)
        chart.add(series, points, series in LIBRARIES)
        # Once more without those that would lie on the bottom line.
        if points[0][1] > 0.1:
            upper.add(series, points, series in LIBRARIES)
    return lines, {"loopback": chart, "loopback_upper": upper}


def round_trip(results):
    delays = {0: "no delay", 1: "1 ms", 10: "10 ms", 50: "50 ms"}
    lines = [
        "Microseconds until the answer, 64 B each way; the delay is a round trip's.",
        "",
    ]
    lines += by_series(results, delays, lambda row: plain(row["seconds"] * 1e6))
    lines += ["", "Round trips that an answer takes:", ""]
    lines += by_series(
        results,
        {x: name for x, name in delays.items() if x},
        lambda row: f"{row['round_trips']:.2f}" if "round_trips" in row else "",
    )
    # Straight lines: their slope is the number of round trips.
    chart = Chart(
        "Time until the answer",
        "round trip of the network, ms",
        "ms",
        logarithmic="",
    )
    for series in results.series():
        points = results.values(series, lambda row: row["seconds"] * 1e3)
        if len(points) > 1:
            chart.add(series, points, series == "bare")
    return lines, {"round_trip": chart}


def servers(results):
    crowds = {4**i: f"{4**i:,}" for i in range(7)}
    quantities = {
        "requests a second": lambda row: row["items_per_second"],
        "p50, us": lambda row: row["p50_us"],
        "p99, us": lambda row: row["p99_us"],
        "server's CPU a request, us": lambda row: row["server_cpu_us"],
        "server's memory a connection, KB": lambda row: row["memory"] / 1e3,
    }
    lines, charts = [], {}
    for name, quantity in quantities.items():
        lines += [
            f"{name[0].upper()}{name[1:]}, by the number of connections:",
            "",
        ]
        lines += by_series(
            results, crowds, lambda row: plain(quantity(row))
        ) + [""]
    for file, name in (
        ("servers", "p99, us"),
        ("servers_cpu", "server's CPU a request, us"),
    ):
        chart = Chart(
            f"{name}, by the number of connections", "connections", name, crowds
        )
        for series in results.series():
            chart.add(series, results.values(series, quantities[name]))
        charts[file] = chart
    return lines[:-1], charts


def upload(results):
    sizes = sorted({x for _, x in results.median})
    columns = {x: f"{x:,} MiB" for x in sizes}
    lines = ["MB/s, with the file at its place in the end.", ""]
    lines += by_series(
        results, columns, lambda row: plain(row["bytes_per_second"] / 1e6)
    )
    lines += ["", "Seconds of a processor, both ends together:", ""]
    lines += by_series(
        results, columns, lambda row: plain(row["processor_seconds"])
    )
    return lines, {}


def schedules(results):
    lines = ["Microseconds; of a search, for each of its schedules:", ""]
    each = lambda row: row.get("per_schedule", row["seconds"]) * 1e6
    return (
        lines
        + by_series(results, {0: "lesson 11"}, lambda row: plain(each(row))),
        {},
    )


SIZES_IN_MEMORY = {x: name for x, name in SIZES.items() if x < 1048576}
PARTS = [framing, loopback, round_trip, servers, upload, schedules]


def write(folder):
    """results.md and the charts, from the JSON that lies in the folder. What
    cannot be read is left out, and one line; False then."""
    text, drawn, whole = [], [], True
    for part in PARTS:
        path = folder / f"{part.__name__}.json"
        if not path.exists():
            continue
        try:
            results = Results(path)
        except Unreadable as why:
            print(why, file=sys.stderr)
            whole = False
            continue
        lines, charts = part(results)
        text += [f"## {part.__name__}", "", *lines, ""]
        text += [
            line for error in results.errors for line in (f"Error: {error}", "")
        ]
        for name, chart in charts.items():
            if chart.lines and shutil.which("gnuplot"):
                chart.write(folder / f"{name}.svg")
                drawn.append(f"{name}.svg")
    (folder / "results.md").write_text("\n".join(text))
    print(f"results: {folder}/results.md")
    if drawn:
        print(f"charts:  {folder}/{{{','.join(sorted(drawn))}}}")
    elif not shutil.which("gnuplot"):
        print("no charts: gnuplot is missing (apt-get install gnuplot-nox)")
    return whole


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    there = pathlib.Path(sys.argv[1])
    if not any(there.glob("*.json")):
        sys.exit(
            f"{there}: no results; ./sticky bench --out {there} makes some"
        )
    sys.exit(0 if write(there) else 1)
