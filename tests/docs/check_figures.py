#!/usr/bin/env python3
"""The pictures beside the lessons' texts must be legible wherever they are
shown: on a projector, on a telephone, on a dark page.

  a picture is 800 wide, its letters are 16 high or more, and nothing of it is
  outside; a rectangle of its own is behind all of it
  it is there in both languages, with as many words in each, and every text of
  that language shows it and says in words what is to be seen
  a lesson that it names by its number is named in the text too

usage: check_figures.py [FOLDER]    the lessons; those of this repository

Exit status: 0 all is well, 1 something is not.
"""
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, LEAST = 800, 16
ANCHORS = {"c": 0.5, "e": 1}  # the classes of text that does not begin at x


def sizes(style):
    """By class, the height of its letters; "" is all text without one."""
    found = {"": 0.0}
    for names, body in re.findall(r"([^{}]+)\{([^}]*)\}", style):
        if size := re.search(r"font(?:-size)?:[^;]*?(\d+)px", body):
            for name in names.split(","):
                name = name.strip()
                found["" if name == "text" else name.lstrip(".")] = float(
                    size[1])
    return found


def extent(text, size, bold):
    """How wide it may become, by letters of DejaVu Sans, a broad face."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return size * (wide + (len(text) - wide) * (0.66 if bold else 0.58))


def faults_of(path):
    """What is wrong with a picture, and the words in it."""
    root = xml.etree.ElementTree.parse(path).getroot()
    box = [float(n) for n in root.get("viewBox").split()]
    if box[:3] != [0, 0, WIDTH]:
        yield f"its viewBox must begin with 0 0 {WIDTH}"
    drawn = [e for e in root if e.tag not in (SVG + "title", SVG + "style")]
    behind = drawn[0]
    if (behind.tag != SVG + "rect" or behind.get("width") != "100%" or
            behind.get("height") != "100%" or not behind.get("fill")):
        yield "must begin with a rectangle of 100 % that is filled"
    if root.find(SVG + "title") is None:
        yield "lacks a title"
    by_class = sizes(root.findtext(SVG + "style") or "")
    for text in root.iter(SVG + "text"):
        classes = (text.get("class") or "").split()
        size = max([by_class[c] for c in classes if c in by_class] or
                   [by_class[""]])
        words = "".join(text.itertext())
        if size < LEAST:
            yield f"\"{words}\" is {size:g} high; the least is {LEAST}"
        width = extent(words, size, {"t", "h", "l"} & set(classes))
        left = float(text.get("x")) - width * max(
            [ANCHORS.get(c, 0) for c in classes] or [0])
        if left < 0 or left + width > WIDTH or not (
                size < float(text.get("y")) < box[3]):
            yield f"\"{words}\" may reach outside"


def words_of(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    return ["".join(text.itertext()) for text in root.iter(SVG + "text")]


def lessons_in(path):
    """The numbers in text of the class for lessons."""
    root = xml.etree.ElementTree.parse(path).getroot()
    return {number for text in root.iter(SVG + "text")
            if "l" in (text.get("class") or "").split()
            for number in re.findall(r"\b\d\d\b", text.text)}


def check(path):
    """What is wrong with a picture and with the text that shows it."""
    yield from faults_of(path)
    chinese = path.name.endswith(".zh.svg")
    if not chinese:
        other = path.with_suffix(".zh.svg")
        if not other.exists():
            yield f"lacks {other.name}"
        elif len(words_of(path)) != len(words_of(other)):
            yield f"has other words than {other.name}"
    text = (path.parent / ("README.zh.md" if chinese else "README.md")
            ).read_text("utf-8")
    if not re.search(rf"!\[[^\]]{{20,}}\]\({re.escape(path.name)}\)", text):
        yield "is not shown in the text, with what is to be seen in words"
    for number in sorted(lessons_in(path)):
        if not re.search(rf"(?<!\d){number}(?!\d)", text):
            yield f"names lesson {number}; the text does not"


def main():
    root = pathlib.Path(sys.argv[1] if sys.argv[1:] else
                        pathlib.Path(__file__).resolve().parents[2] / "lessons")
    pictures = sorted(root.glob("[0-9][0-9]_*/*.svg"))
    faults = [f"{path.relative_to(root)}: {fault}"
              for path in pictures for fault in check(path)]
    print("\n".join(faults or [f"{len(pictures)} pictures"]))
    return 1 if faults or not pictures else 0


if __name__ == "__main__":
    sys.exit(main())
