#!/usr/bin/env python3
"""Which targets the tests need whose names match: for ./sticky test -R NAME.

Usage: needed_targets.py BUILD/tests/needs [ctest args]

CMake writes the file: one line for each source of a test program and for each
test that is no GoogleTest. The names stand in the sources; those made of
parameters only in what ctest wrote when it last asked the built program.
Prints the targets in one line. Exit status 1: that cannot be told, so
everything must be built.
"""

import pathlib
import re
import sys

MACRO = re.compile(
    r"^[ \t]*(TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|"
    r"INSTANTIATE_TEST_SUITE_P)\(\s*(\w*)\s*,\s*(\w+)",
    re.MULTILINE,
)
DISCOVERED = re.compile(r"^add_test\( ?\[=*\[(.*?)\]=*\]", re.MULTILINE)


def names_in(source):
    """The tests' names, with 0 for a parameter."""
    found = MACRO.findall(source)
    prefixes = {
        suite: prefix
        for macro, prefix, suite in found
        if macro.startswith("INSTANTIATE")
    }
    for macro, suite, test in found:
        if macro in ("TEST", "TEST_F"):
            yield f"{suite}.{test}"
        elif macro == "TEST_P":
            prefix = prefixes.get(suite)
            yield f"{prefix + '/' if prefix else ''}{suite}.{test}/0"
        elif not macro.startswith("INSTANTIATE"):
            yield f"{suite}/0.{test}"


def tests(needs):
    """Pairs of a test's name and the targets that it needs."""
    for line in needs.read_text().splitlines():
        targets, kind, what = line.split("\t")
        if kind == "test":
            yield what, targets
        else:
            for name in names_in(pathlib.Path(what).read_text()):
                yield name, targets
    for written in needs.parent.glob("*/*_tests.cmake"):
        for name in DISCOVERED.findall(written.read_text()):
            yield name, written.name.split("[")[0]


def main():
    needs, *args = sys.argv[1:]
    if "-U" in args or "--union" in args:  # with what -I names
        return 1
    try:
        wanted = [
            re.compile(pattern)
            for option, pattern in zip(args, args[1:])
            if option in ("-R", "--tests-regex")
        ]
        matching = [
            targets
            for name, targets in tests(pathlib.Path(needs))
            if any(pattern.search(name) for pattern in wanted)
        ]
    except (OSError, re.error):
        return 1
    needed = sorted({word for targets in matching for word in targets.split()})
    if not matching or "all" in needed:
        return 1
    print(*needed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
