#!/usr/bin/env python3
"""Every command of the texts runs, and ends with the status that the text says:
0, unless it says "exit status N"; commands.py tells where. Each command runs
once, whoever cites it, in a folder that looks like the project's and belongs to
its text. What is not run is listed there with the reason.

usage: check_commands.py [--sticky PROGRAM] [--list] [PART ...]

PART is one of those below (default: all). --list says of every command where
it stands and what is done with it.

Exit status: 0 all end as told, 1 something differs, 2 wrong use, 77 nothing of
it can run on this machine.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from commands import BEFORE, NOT_RUN, OR, START, STATE, as_run, commands, unmarked
from texts import ROOT, name

LIMIT = 300  # seconds for a command; what takes longer hangs
HERE = pathlib.Path(__file__).resolve().parent
PARTS = {
    "readmes": r"[^/]*$",
    "errata": r"docs/errata",
    "docs": r"docs/(?!errata)",
    "lessons_00_13": r"lessons/(0\d|1[0-3])_",
    "lessons_14_28": r"lessons/(1[4-9]|2\d)_",
    "exercises_00_13": r"./sticky check (0\d|1[0-3]) ",
    "exercises_14_28": r"./sticky check (1[4-9]|2\d) ",
    "by_hand": None,
}
# The reader's own programs: what the port is, the last argument says.
READERS = {"my_server": "server", "my_client": "client", "server": "server",
           "client": "client"}


class Folder:
    """A folder that looks like the project's, in which one text's commands
    run."""

    def __init__(self, sticky):
        self.whole = tempfile.TemporaryDirectory(prefix="sticky_commands_")
        self.place = pathlib.Path(self.whole.name) / "project"
        for folder in ("build", "tmp", "home"):
            (self.place / folder).mkdir(parents=True)
        for folder in ("lessons", "demos", "tests", "docs", "bench"):
            (self.place / folder).symlink_to(ROOT / folder)
        build = pathlib.Path(sticky).resolve().parent
        (self.place / "build" / "release").symlink_to(build)
        self.script("sticky", "exec build/release/sticky \"$@\"")
        lesson = "build/release/lessons/22_struct_header/"
        for own, role in READERS.items():
            self.script(own, "for port; do :; done\n"
                        f"exec {lesson}{role} 127.0.0.1 \"$port\"")
        for own, source in {
                "my_client.cpp": ROOT / "lessons/22_struct_header/client.cpp",
                "server.cpp": HERE / "reader" / "server.cpp"}.items():
            shutil.copy(source, self.place / own)

    def script(self, called, body):
        path = self.place / called
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def run(self, lines):
        """The status of the last of these lines, and what it all printed; no
        status: it hung."""
        script = "\n".join(lines).replace("/tmp/", f"{self.place}/tmp/")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80",
                       "HOME": str(self.place / "home")}
        for variable in [v for v in environment if v.startswith("XDG_")]:
            del environment[variable]
        with tempfile.TemporaryFile() as output, subprocess.Popen(
                ["bash", "-c", script], cwd=self.place, env=environment,
                stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True) as shell:
            try:
                status = shell.wait(LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)
                status = None
            output.seek(0)
            return status, output.read().decode("utf-8", "replace")

    def run_by_hand(self, lines):
        try:
            done = subprocess.run(
                ["unshare", "-rn", sys.executable, HERE / "by_hand.py"],
                input=json.dumps(lines), cwd=self.place, text=True,
                capture_output=True, timeout=2 * LIMIT)
        except FileNotFoundError:
            return None, "no unshare here"
        if done.returncode:
            return None, (done.stderr.strip() or "unshare fails").split("\n")[-1]
        return json.loads(done.stdout), ""


def short(command):
    lines = command.text.split("\n")
    return " ... ".join(lines if len(lines) < 3 else [lines[0], lines[-1]])


def lacking(line, place):
    """What this machine lacks to run the line, or nothing."""
    if STATE.match(line):
        return ""
    line = re.sub(r"'[^']*'|\"[^\"]*\"", "''", line)
    for word in re.findall(r"(?:^|[|;]\s*|&& )([\w+./]+)", line):
        if word.startswith("build/") and not (place / word).exists():
            return f"{word} is not built"
        if "/" not in word and not shutil.which(word) and (
                re.fullmatch(r"[a-z+0-9]+", word)):
            return f"no {word} here"
    page = re.match(r"man (\d) (\w+)", line)
    if page and subprocess.run(["man", "-w", *page.groups()],
                               capture_output=True, check=False).returncode:
        return "no such manual page here"
    return ""


class Checker:
    def __init__(self, sticky, found):
        self.sticky, self.found = sticky, found
        self.faults = self.ran = self.skipped = 0
        self.cited = {}
        for command in found:
            self.cited.setdefault(command.key(), []).append(command)

    def fault(self, where, what, output=""):
        self.faults += 1
        print(f"{where}: {what}")
        for line in output.rstrip().split("\n")[-8:] if output else []:
            print(f"    {line}")

    def skip(self, command, why):
        self.skipped += 1
        print(f"{command.where()}: `{short(command)}` not run: {why}")

    def compare(self, command, status, output):
        """Each text that cites it may say something else."""
        self.ran += 1
        for cited in self.cited[command.key()]:
            wanted = [cited.status]
            if cited.text in OR:
                wanted.append(OR[cited.text][0])
            if status not in wanted:
                got = (f"has not ended in {LIMIT} s" if status is None
                       else f"ends with {status}")
                self.fault(cited.where(), f"`{short(cited)}` {got}; the text "
                           f"says {wanted[0]}", output)
                output = ""

    def part(self, which):
        print(f"{which}:")
        if which == "by_hand":
            self.by_hand()
            return
        stems = {}
        for first, *_ in self.cited.values():
            exercise = which.startswith("exercises")
            if exercise != bool(START.match(first.text)):
                continue
            stem = name(first.path).split(".")[0]
            if re.match(PARTS[which], first.text if exercise else stem):
                stems.setdefault(stem, []).append(first)
        for here in stems.values():
            folder = Folder(self.sticky)
            for command in sorted(here, key=lambda c: c.line):
                self.one(folder, command)

    def one(self, folder, command):
        if command.treated == "named":
            program = folder.place / command.text.split()[0]
            self.ran += 1
            if not program.exists():
                self.fault(command.where(), f"`{command.text}` is not there")
        if command.treated != "run":
            return
        for line in as_run(command):
            if why := lacking(line, folder.place):
                self.skip(command, why)
                return
            began = time.monotonic()
            status, output = folder.run([*command.state, line])
            if self.verbose:
                print(f"  {time.monotonic() - began:5.1f} s  {status}  {line}")
            if status == command.status:
                break
        self.compare(command, status, output)

    def by_hand(self):
        fences, seen = {}, []
        for command in self.found:
            if command.treated == "by hand":
                fences.setdefault((command.path, command.fence),
                                  []).append(command)
        folder = Folder(self.sticky)
        for lines in fences.values():
            told = [one.text for one in lines], [one.status for one in lines]
            if told in seen:
                continue  # as in the other language
            seen.append(told)
            before = [[BEFORE[one.text], False] for one in lines
                      if one.text in BEFORE]
            ended, why = folder.run_by_hand(
                before + [[one.text, one.told] for one in lines])
            if ended is None:
                self.skip(lines[0], why)
                continue
            ended = ended[len(before):]
            for one, (status, output) in zip(lines, ended):
                if self.verbose:
                    print(f"  {status}  {one.text}")
                if status is not None or one.told or (
                        one is lines[-1] and "server" not in one.text):
                    self.compare(one, status, output)

    def marks(self):
        for where in unmarked():
            self.fault(where, "commands stand in a fence ```sh")
        for pattern, why in NOT_RUN:
            if not any(c.why == why and re.fullmatch(pattern, c.text, re.S)
                       for c in self.found):
                self.fault(name(HERE / "commands.py"),
                           f"no text cites \"{pattern}\" any more")


def listed(found):
    for command in found:
        said = command.treated + (f" ({command.why})" if command.why else "")
        if command.treated in ("run", "by hand"):
            said += f", {command.status}"
        print(f"{command.where()}: {said}: "
              + command.text.replace("\n", "\\n"))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sticky", default=ROOT / "build/release/sticky",
                        help="the built command (build/release/sticky)")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--verbose", action="store_true",
                        help="say what each took")
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=", ".join(["marks", *PARTS]))
    given = parser.parse_args()
    unknown = set(given.parts) - {"marks", *PARTS}
    if unknown:
        parser.error(f"no part {', '.join(unknown)}")
    if not os.access(given.sticky, os.X_OK):
        parser.error(f"{given.sticky}: not built; ./sticky builds it")
    found = commands()
    if given.list:
        listed(found)
        return 0
    checker = Checker(given.sticky, found)
    checker.verbose = given.verbose
    for part in given.parts or ["marks", *PARTS]:
        if part == "marks":
            checker.marks()
        else:
            checker.part(part)
    print(f"{checker.ran} run, {checker.skipped} not run here, "
          f"{checker.faults} not as told")
    if checker.faults:
        return 1
    return 77 if checker.skipped and not checker.ran else 0


if __name__ == "__main__":
    sys.exit(main())
