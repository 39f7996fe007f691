"""docs/coverage.md and docs/coverage.zh.md: what the documents say, section by
section, and where the course has it. Both must have the same rows, all numbered
sections in their order, and for each row a place or a reason."""
import difflib
import re

# How many numbered sections each document has that the course follows.
SECTIONS = {"000": 15, "001": 0, "002": 0, "003": 3, "004": 6}
HEAD = {"en": "| Section |", "zh": "| 章节 |"}
NOT_TAKEN = {"en": "not taken, because", "zh": "未收，因为"}


def rows(lines, language):
    """Of each row its line's number, document, section, links, and if it says
    at all where the course has it or why not."""
    document = ""
    for number, line in enumerate(lines, 1):
        if heading := re.match(r"## (\d+)$", line):
            document = heading[1]
        if not line.startswith("| ") or line.startswith(HEAD[language]):
            continue
        section, _, where = line.strip("| ").split(" | ")
        # A heading is in the language of its text; its number is not.
        links = [link.replace(".zh.md", ".md")
                 for link in re.findall(r"\]\(([^)#]+(?:#\d+)?)", where)]
        says = bool(links) or where.startswith(NOT_TAKEN[language])
        yield number, document, section, " ".join(links), says


def faults(english, chinese):
    """Where and what is wrong with the two texts."""
    tables = {"en": list(rows(english.split("\n"), "en")),
              "zh": list(rows(chinese.split("\n"), "zh"))}
    for language, suffix in ("en", ".md"), ("zh", ".zh.md"):
        for number, *_, says in tables[language]:
            if not says:
                yield (f"docs/coverage{suffix}:{number}", "neither a link nor "
                       f"\"{NOT_TAKEN[language]} ...\"")
    one, other = ([f"{document} {section}: {links}"
                   for _, document, section, links, _ in table]
                  for table in tables.values())
    if one != other:
        yield ("docs/coverage.zh.md", "must have the rows of coverage.md, in "
               "the same order, with the same links:\n" + "\n".join(
                   difflib.unified_diff(one, other, "en", "zh", "", "", 0, "")))
    for document, sections in SECTIONS.items():
        of_it = [row[2] for row in tables["en"] if row[1] == document]
        found = [int(m[1]) for m in map(re.compile(r"§(\d+)").match, of_it)
                 if m]
        # One that comes back later stands there twice.
        found = [n for i, n in enumerate(found) if i == 0 or n != found[i - 1]]
        if not of_it or found != list(range(1, sections + 1)):
            yield ("docs/coverage.md", f"has {len(of_it)} rows and the sections"
                   f" {found} of document {document}, which has {sections} "
                   "numbered ones")
