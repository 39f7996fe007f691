"""What the texts are: where they stand, their fences, a part of a drawing."""
import json
import pathlib
import re
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADINGS = {
    "en": ["The question (predict first)", "Run it", "What you see", "Why",
           "What the document says", "Try it", "Next"],
    "zh": ["先猜一猜", "运行", "你会看到", "为什么", "文档怎么说", "动手试试",
           "下一课"],
}
TITLE = {"en": "# Lesson {}: {}", "zh": "# 第 {} 课：{}"}
SUFFIX = {"en": ".md", "zh": ".zh.md"}
FENCE = re.compile(r"^(`{3,})([^`\n]*)\n(.*?)^\1[ ]*$\n?", re.M | re.S)
DETAILS = re.compile(r"^<details>$.*?^</details>$\n?", re.M | re.S)
WINDOW = re.compile(r"(?<= win )\d+")
MOST_DRAWN = 0.4


class Missing(Exception):
    """This machine cannot show what is to be compared."""


def lessons():
    return sorted(p for p in (ROOT / "lessons").iterdir()
                  if re.match(r"\d\d_", p.name))


def scenes(folder):
    return json.loads((folder / "scenes.json").read_text("utf-8"))


def texts():
    """Every text that may cite something, with its language."""
    for folder in [ROOT, ROOT / "docs", *lessons()]:
        for path in sorted(folder.glob("*.md")):
            yield path, "zh" if path.name.endswith(".zh.md") else "en"


def name(path):
    return path.relative_to(ROOT).as_posix()


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def command_of(body):
    """The command that a fence begins with: it goes on in the next line behind
    a backslash and inside of quotes."""
    lines = body.split("\n")
    command = lines[0]
    for line in lines[1:]:
        if not command.endswith("\\") and command.count("'") % 2 == 0:
            break
        command += "\n" + line
    return command


def columns(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def part_of_ladder(lines, spans):
    row = re.compile(r"#(\d+)(?:-(\d+))? ")
    first = next(i for i, line in enumerate(lines) if row.match(line)) - 1
    ladder = lines[first:lines.index("", first)]
    spans = [[int(n) for n in span.split("-")] for span in spans]
    chosen, kept = False, [ladder[0]]
    for line in ladder[1:]:
        if begins := row.match(line):
            calls = int(begins[1]), int(begins[2] or begins[1])
            chosen = not spans or any(
                calls[0] <= span[-1] and calls[1] >= span[0] for span in spans)
        if chosen:
            kept.append(line)
    return "\n".join(kept) + "\n"


def part_of_drawing(whole, info):
    """Of the drawing of a play what the words behind "console" ask for: `calls
    FROM-TO ...` those rows of the table of calls, `ribbon` the ribbons, `ladder
    FROM-TO ...` those rungs of the ladder."""
    lines = whole.rstrip("\n").split("\n")
    if info[0] == "ladder":
        return part_of_ladder(lines, info[1:])
    row = re.compile(r"  #(\d+)(?:-(\d+))? ")
    first = next(i for i, line in enumerate(lines) if row.match(line)) - 1
    blank = lines.index("", first)
    parts = []
    if "calls" in info:
        spans = [[int(n) for n in word.split("-")] for word in info
                 if re.fullmatch(r"\d+(-\d+)?", word)]
        chosen, table = False, [lines[first]]
        for line in lines[first + 1:blank]:
            if begins := row.match(line):
                calls = range(int(begins[1]),
                              int(begins[2] or begins[1]) + 1)
                chosen = any(calls[0] <= span[-1] and calls[-1] >= span[0]
                             for span in spans)
            if chosen:
                table.append(line)
        parts.append(table)
    if "ribbon" in info:
        # Behind the ribbons comes the end, and with show how to play it again.
        paragraphs = "\n".join(lines[blank + 1:]).split("\n\n")
        parts += [part.split("\n") for part in paragraphs
                  if re.search("──▶|◀──", part)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
