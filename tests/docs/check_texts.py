#!/usr/bin/env python3
"""Texts and programs must not drift apart. Checks, and with --fix rewrites:

  headings    a lesson has both texts, with the same headings everywhere
  predictions each numbered question of "predict first" has an answer, hidden
              in <details> until it is asked for
  tries       "Try it" has two to four items, as many in both languages, each
              with an answer in docs/answers.md
  answers     a lesson's text leads to its part of docs/answers.md
  excerpts    ```cpp FILE: a run of lines of FILE, beside the text
  drawings    ```console: what the command after "$ ./sticky" prints (it goes
              on behind a backslash and inside of quotes);
              ```console calls 9-11 ribbon: of a play these calls only, and the
              ribbons with their sentences; ```console ribbon: the ribbons;
              ```console ladder 7-9: of a ladder these calls with their packets
  lengths     drawings outside of <details> are at most 40 % of the lines there
  exercises   the head of an exercise says in both languages what is to be done
  pictures    docs/ribbon.svg and docs/ribbon.zh.svg
  table       the lessons in README.md: their titles and what to remember
  languages   both languages cite the same excerpts, drawings and commands
  coverage    docs/coverage.md and coverage.zh.md have the same rows, each
              section of the documents, and for each row a place or a reason
  links       a relative link leads to a file, and its #part to a heading; a
              Chinese text leads to the Chinese of what it names

usage: check_texts.py [--fix] [--sticky PROGRAM] [CHECK ...]

Exit status: 0 all is well (or was rewritten), 1 something differs, 2 wrong use,
77 this machine cannot draw the whole picture (no network of its own).
"""
import argparse
import concurrent.futures
import difflib
import itertools
import json
import os
import re
import subprocess
import sys
import urllib.parse

import coverage_table
from texts import (DETAILS, FENCE, HEADINGS, MOST_DRAWN, ROOT, SUFFIX, TITLE,
                   WINDOW, Missing, columns, command_of, lessons, line_of, name,
                   part_of_drawing, scenes, texts)


class Checker:
    def __init__(self, sticky, fix):
        self.sticky, self.fix, self.faults = sticky, fix, 0

    def fault(self, where, what):
        self.faults += 1
        print(f"{where}: {what}")

    def compare(self, path, text, wanted):
        """The text of a file as it should be: rewrites it, or shows where it
        differs."""
        if text == wanted:
            return
        if self.fix:
            path.write_text(wanted, "utf-8")
            print(f"{name(path)}: rewritten")
            return
        self.fault(name(path), "is not up to date; the target fix-texts "
                   "(cmake --build --preset release --target fix-texts) "
                   "rewrites it")
        print("\n".join(list(difflib.unified_diff(
            text.split("\n"), wanted.split("\n"), "as it is",
            "as it should be", lineterm="", n=1))[:40]))

    def with_fences(self, path, change):
        """Replaces the body of each fence by what `change` makes of it."""
        text = path.read_text("utf-8")

        def replace(match):
            where = f"{name(path)}:{line_of(text, match.start())}"
            body = change(where, match[2].split(), match[3])
            return match[0] if body is None else (
                f"{match[1]}{match[2]}\n{body}{match[1]}\n")
        self.compare(path, text, FENCE.sub(replace, text))

    # ---- the checks ----------------------------------------------------------

    def headings(self):
        for folder in lessons():
            if not (folder / "scenes.json").exists():
                self.fault(name(folder), "lacks scenes.json")
                continue
            for language in HEADINGS:
                path = folder / ("README" + SUFFIX[language])
                if not path.exists():
                    self.fault(name(folder), f"lacks {path.name}")
                    continue
                self.headings_of(path, language, folder)

    def headings_of(self, path, language, folder):
        text = FENCE.sub("", path.read_text("utf-8"))
        title = TITLE[language].format(
            folder.name[:2], scenes(folder)["title"][language])
        if text.split("\n")[0] != title:
            self.fault(name(path) + ":1", f"must be \"{title}\", as in "
                       "scenes.json")
        found = re.findall(r"^## (.*)$", text, re.M)
        if found != HEADINGS[language]:
            self.fault(name(path), f"has the headings {found}; they must be "
                       f"{HEADINGS[language]}")

    def predictions(self):
        for folder in lessons():
            for language, suffix in SUFFIX.items():
                path = folder / ("README" + suffix)
                text = FENCE.sub("", path.read_text("utf-8"))
                heading = f"\n## {HEADINGS[language][0]}\n"
                section = text.partition(heading)[2].partition("\n## ")[0]
                hidden = "".join(DETAILS.findall(section))
                asked = re.findall(r"^(\d+)\. ", DETAILS.sub("", section), re.M)
                answered = re.findall(r"^(\d+)\. ", hidden, re.M)
                if not hidden or asked != answered:
                    self.fault(name(path), f"asks {asked} and answers "
                               f"{answered} in <details>")

    def answers(self):
        for folder in lessons():
            for suffix in SUFFIX.values():
                path = folder / ("README" + suffix)
                if f"docs/answers{suffix}#" not in path.read_text("utf-8"):
                    self.fault(name(path), "does not lead to its part of "
                               f"docs/answers{suffix}")

    def lengths(self):
        for path, _ in texts():
            seen = DETAILS.sub("", path.read_text("utf-8"))
            drawn = sum(m[0].count("\n") for m in FENCE.finditer(seen)
                        if m[2].split()[:1] == ["console"])
            lines = seen.count("\n")
            if drawn > MOST_DRAWN * lines:
                self.fault(name(path), f"{drawn} of {lines} lines are drawings "
                           f"({drawn * 100 // lines} %; at most 40 %): move "
                           "them into <details>, or show a ribbon only")

    def exercises(self):
        for folder in lessons():
            for path in sorted(folder.glob("exercises/*.cpp")):
                lines = path.read_text("utf-8").split("\n")
                head = list(itertools.takewhile(
                    lambda line: line.startswith("//"), lines))
                chinese = [line for line in head
                           if re.search("[\u4e00-\u9fff]", line)]
                if not chinese or len(chinese) == len(head):
                    self.fault(name(path), "its head must say in English and "
                               "in Chinese what is to be done")
                for line in lines:
                    if columns(line) > 80:
                        self.fault(name(path), f"over 80 columns: {line}")

    def tries(self):
        answers = {
            suffix: (ROOT / "docs" / ("answers" + suffix)).read_text("utf-8")
            for suffix in SUFFIX.values()}
        for folder in lessons():
            counts = []
            for language, suffix in SUFFIX.items():
                path = folder / ("README" + suffix)
                text = FENCE.sub("", path.read_text("utf-8"))
                heading = f"\n## {HEADINGS[language][5]}\n"
                section = text.partition(heading)[2].partition("\n## ")[0]
                found = re.findall(r"^(\d+)\. ", section, re.M)
                if (not 2 <= len(found) <= 4 or
                        found != [str(i + 1) for i in range(len(found))]):
                    self.fault(name(path), f"\"{HEADINGS[language][5]}\" has "
                               f"the items {found}; they must be numbered, "
                               "two to four")
                counts.append(len(found))
                answered = answers[suffix].partition(
                    f"(../lessons/{folder.name}/README{suffix})\n")[2]
                answered = re.findall(r"^(\d+)\. ",
                                      answered.partition("\n## ")[0], re.M)
                if answered != found:
                    self.fault(f"docs/answers{suffix}", f"answers {answered} "
                               f"of {folder.name}, which asks {found}")
            if len(set(counts)) > 1:
                self.fault(name(folder), "has other items to try in each "
                           f"language: {counts}")

    def excerpts(self):
        def excerpt(folder, where, info, body):
            if len(info) != 2 or info[0] != "cpp":
                return None
            source = folder / info[1]
            if not source.exists():
                self.fault(where, f"no file {info[1]} beside this text")
                return None
            return self.excerpt(where, source, body)
        for path, _ in texts():
            self.with_fences(path, lambda *fence: excerpt(path.parent, *fence))

    def excerpt(self, where, source, body):
        """The lines of the source from the first to the last of the body."""
        lines = source.read_text("utf-8").splitlines()
        cited = body.splitlines()
        if not cited:
            self.fault(where, f"cites no line of {source.name}")
            return None
        for i in range(len(lines)):
            if lines[i:i + len(cited)] == cited:
                return None
        starts = [i for i, line in enumerate(lines) if line == cited[0]]
        for start in starts:
            if cited[-1] in lines[start:]:
                end = lines.index(cited[-1], start)
                return "".join(l + "\n" for l in lines[start:end + 1])
        self.fault(where, f"the excerpt's first and last line are not in "
                   f"{source.name} any more: choose anew")
        return None

    def drawings(self):
        wanted = {}
        for path, language in texts():
            for match in FENCE.finditer(path.read_text("utf-8")):
                if match[2].split()[:1] == ["console"]:
                    wanted[command_of(match[3]), language] = None
        self.need_whole_pictures()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            drawn = dict(zip(wanted, pool.map(
                lambda key: self.output(*key), wanted)))
        for path, language in texts():
            def drawing(where, info, body):
                if info[:1] != ["console"]:
                    return None
                command = command_of(body)
                output = drawn[command, language]
                if output is None:
                    self.fault(where, f"\"{command}\" must be \"$ ./sticky "
                               "...\" and must work")
                    return None
                if info[1:]:
                    output = part_of_drawing(output, info[1:])
                for line in output.split("\n"):
                    if columns(line) > 80:
                        self.fault(where, f"over 80 columns: {line}")
                wanted_body = command + "\n" + output
                # A window is the kernel's choice, and another one's differs.
                same = WINDOW.sub("", body) == WINDOW.sub("", wanted_body)
                return None if same else wanted_body
            self.with_fences(path, drawing)

    def run(self, line, language):
        """What the command says after "./sticky" and these words, as a shell
        reads them."""
        environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ["bash", "-c", 'exec "$0" --lang "$1" ' + line, self.sticky,
             language], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", timeout=60)

    def output(self, command, language):
        start = "$ ./sticky "
        if not command.startswith(start):
            return None
        done = self.run(command[len(start):], language)
        # 1: a fault was found in the programs, which is what a scene may show.
        return done.stdout if done.returncode in (0, 1) else None

    def need_whole_pictures(self):
        done = self.run("show 11 late_reader --json -", "en")
        notes = json.loads(done.stdout)["notes"] if done.stdout else [
            done.stderr.strip()]
        if notes:
            raise Missing("; ".join(notes))

    def pictures(self):
        self.need_whole_pictures()
        for language, picture in ("en", "ribbon.svg"), ("zh", "ribbon.zh.svg"):
            path = ROOT / "docs" / picture
            svg = self.run("show 11 late_reader --svg -", language).stdout
            self.compare(path, path.read_text("utf-8"), svg)

    def table(self):
        for language in TITLE:
            path = ROOT / ("README" + SUFFIX[language])
            text = path.read_text("utf-8")
            rows = ""
            for folder in lessons():
                told = scenes(folder)
                link = f"lessons/{folder.name}" + (
                    "/README.zh.md" if language == "zh" else "")
                rows += (f"| [{folder.name[:2]} {told['title'][language]}]"
                         f"({link}) | {told['remember'][language]} |\n")
            row = r"\| \[\d\d [^\n]*\n"
            if not re.search(row, text):
                self.fault(name(path), "has no table of the lessons")
            self.compare(path, text, re.sub(
                f"(?:{row})+", lambda _: rows, text, count=1))

    def languages(self):
        for english, language in texts():
            chinese = english.with_name(english.stem + ".zh.md")
            if language == "en" and chinese.exists():
                one, other = self.cited(english), self.cited(chinese)
                if one != other:
                    self.fault(name(chinese), "must cite what the English text "
                               "cites, in the same order")
                    print("\n".join(difflib.unified_diff(
                        one, other, "en", "zh", lineterm="", n=0)))

    def cited(self, path):
        """Excerpts, drawings and commands, each on a line, without comments."""
        found = []
        for match in FENCE.finditer(path.read_text("utf-8")):
            kind, body = match[2].strip(), match[3]
            if kind.split()[:1] == ["console"]:
                body = command_of(body)
            elif kind == "sh":
                body = re.sub(r"[ ]*# .*", "", body)
            elif not kind.startswith("cpp "):
                continue
            found += [kind] + body.rstrip().split("\n")
        return found

    def coverage(self):
        tables = [(ROOT / "docs" / ("coverage" + suffix)).read_text("utf-8")
                  for suffix in SUFFIX.values()]
        for where, what in coverage_table.faults(*tables):
            self.fault(where, what)

    def links(self):
        for path, _ in texts():
            text = FENCE.sub(lambda m: "\n" * m[0].count("\n"),
                             path.read_text("utf-8"))
            text = re.sub(r"`[^`\n]*`", "", text)
            for match in re.finditer(
                    r"\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"", text):
                link = match[1] or match[2]
                if re.match(r"[a-z]+:", link):
                    continue
                where = f"{name(path)}:{line_of(text, match.start())}"
                self.link(where, path, *link.partition("#")[::2])

    def link(self, where, path, target, part):
        to = (path.parent / urllib.parse.unquote(target)
              if target else path).resolve()
        if not to.exists():
            self.fault(where, f"{target} does not exist")
        elif not to.is_relative_to(ROOT):
            self.fault(where, f"{target} is outside of the repository")
        elif (path.name.endswith(".zh.md") and to.suffixes == [".md"] and
              path != (chinese := to.with_name(to.stem + ".zh.md")) and
              chinese.exists()):
            self.fault(where, f"{target} is there in Chinese, too")
        elif part and to.suffix == ".md":
            heads = re.findall(r"^#+ (.*)$",
                               FENCE.sub("", to.read_text("utf-8")), re.M)
            # Of a heading that is a link only the words count.
            heads = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head)
                     for head in heads]
            anchors = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
                       for head in heads]
            if urllib.parse.unquote(part) not in anchors:
                self.fault(where, f"no heading #{part} in {name(to)}")


CHECKS = ["headings", "tries", "excerpts", "drawings", "pictures", "table",
          "languages", "coverage", "links", "exercises", "predictions",
          "answers", "lengths"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fix", action="store_true", help="rewrite the texts")
    parser.add_argument("--sticky", default=ROOT / "build/release/sticky",
                        help="the built command (build/release/sticky)")
    parser.add_argument("checks", nargs="*", metavar="CHECK")
    given = parser.parse_args()
    unknown = set(given.checks) - set(CHECKS)
    if unknown:
        parser.error(f"no check {', '.join(unknown)}; there are "
                     f"{', '.join(CHECKS)}")
    if not os.access(given.sticky, os.X_OK):
        parser.error(f"{given.sticky}: not built; ./sticky builds it")
    checker = Checker(given.sticky, given.fix)
    try:
        for check in given.checks or CHECKS:
            getattr(checker, check)()
    except Missing as why:
        print(f"not drawn here: {why}")
        return 77
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
