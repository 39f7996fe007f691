"""Charts as SVG, drawn by gnuplot where it is installed."""

import subprocess

# Dark enough for a projector, and told apart by the colour-blind.
COLOURS = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#5d3a9b", "#b8860b", "#000000",
    "#56b4e9", "#994f00", "#666666", "#117733", "#882255", "#44aa99",
]  # fmt: skip


def quoted(text):
    """A string for gnuplot, in which a quote is written twice."""
    return "'" + str(text).replace("'", "''") + "'"


class Chart:
    """Lines over x, written as SVG by gnuplot. `logarithmic` names the axes
    that are: "xy", "x" or ""."""

    def __init__(self, title, x, y, ticks=None, logarithmic="xy"):
        self.title, self.x, self.y, self.ticks = title, x, y, ticks
        self.logarithmic = logarithmic
        self.lines = []

    def add(self, name, points, quiet=False):
        """`quiet`: a thin, dashed line, for those that ours are compared to."""
        if points:
            self.lines.append((name, points, quiet))

    def write(self, path):
        """Not without a line: gnuplot takes that for an error."""
        script = [
            "set terminal svg size 900,520 font 'sans,15' background 'white'",
            f"set output {quoted(path)}",
            f"set title {quoted(self.title)}",
            f"set xlabel {quoted(self.x)}",
            f"set ylabel {quoted(self.y)}",
            f"set logscale {self.logarithmic}" if self.logarithmic else "",
            "set yrange [0:]" if "y" not in self.logarithmic else "",
            "set format y '%g'",
            "set grid ytics lc '#dddddd'",
            "set border 3",
            "set tics nomirror",
            "set key outside right top Left reverse noenhanced",
        ]
        if self.ticks:
            ticks = ", ".join(
                f"{quoted(name)} {at}" for at, name in self.ticks.items()
            )
            script.append(f"set xtics ({ticks})")
        plots = []
        # The thin ones last: on top of the others they can be seen.
        lines = sorted(self.lines, key=lambda line: line[2])
        for i, (name, points, quiet) in enumerate(lines):
            script.append(f"$line{i} << END")
            script += [f"{x} {y}" for x, y in points] + ["END"]
            look = "lw 1.5 dt 2 pt 6 ps 0.5" if quiet else "lw 3 pt 7 ps 0.7"
            plots.append(
                f"$line{i} with linespoints lc '{COLOURS[i % len(COLOURS)]}' {look} title '{name}'"
            )
        script.append("plot " + ", ".join(plots))
        subprocess.run(
            ["gnuplot"], input="\n".join(script), text=True, check=True
        )
