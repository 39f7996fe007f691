"""The commands that the texts cite, and what is to be done with each.

A command is a line of a ```sh fence, or a code span that begins like one. It
ends with 0 unless the text says otherwise: in a fence by a comment, `# exit
status 1`, behind a span by the words "exit status 1" in the same paragraph. The
Chinese for it is 退出状态. Of a program by hand it is the status with which it
ends, if it ends by itself.
"""
import dataclasses
import re

from texts import line_of, name, texts

TOLD = re.compile(r"(?:exit\s+status(?:\s+is)?|退出状态[是为]?)\s*(\d+)", re.I)
FENCE = re.compile(r"^([ ]*)(`{3,})([^`\n]*)\n(.*?)^\1\2[ ]*$", re.M | re.S)
SPAN = re.compile(r"(?<!`)`((?:\./sticky|build/release/|python3 |g\+\+ |cmake "
                  r"|ctest |STICKY_\w+=)[^`]*)`(?!`)")
BY_HAND = re.compile(r"build/release/lessons/\S+")
MAKES = re.compile(r"(cp|cd|g\+\+|\w+=\S+)(\s|$)")
STATE = re.compile(r"cd \S+$|\w+='[^']*'$|\w+=\S+$")
START = re.compile(r"\./sticky check \w+ lessons/\w+/exercises/")

# What is not run here, as narrow as it can be told, and why.
NOT_RUN = [
    (r"\./sticky (test|bench|build|fuzz)\b.*",
     "builds; tests/launcher and tests/bench try it"),
    (r"STICKY_PRESET=\w+\s+\./sticky .*", "takes another build"),
    (r"\./sticky tour", "the whole course; tests/sticky/test_show.cpp plays it"),
    (r"(cmake|ctest) --.*|cmake|ninja -C .*", "builds, or runs the tests"),
    (r"STICKY_FAULTS_MOST=\w+ build/\S+/test_faults.*",
     "is a test itself, a long one"),
    (r"build/release/bench/.*", "measures; tests/bench tries it"),
    (r"\./sticky learn --watch", "waits for an editor; Learn.Watches tries it"),
    (r"seq 8 \| parallel -S host1,host2 .*", "needs other machines"),
    (r"python3 tests/docs/check_texts.py --fix", "rewrites the texts"),
    (r"build/release/lessons/28_event_loop/client_shelf 127\.0\.0\.1 9000",
     "needs the server that the reader has written; Exercises play it"),
]

# A command with a place to fill in, and what is run for it.
FILLED_IN = {
    "./sticky": "./sticky --help",
    "./sticky show": "./sticky show --help",
    "./sticky check": "./sticky check --help",
    "./sticky check NN FILE":
        "./sticky check 22 lessons/22_struct_header/exercises/client_whole.cpp",
    "./sticky check NN lessons/NN_NAME/exercises/FILE.cpp":
        "./sticky check 22 lessons/22_struct_header/exercises/client_whole.cpp",
    "./sticky check --json FILE ...": "./sticky check --json FILE 15 seqpacket",
    "./sticky trace": "./sticky trace --help",
    "./sticky step NN": "./sticky step 11",
    "./sticky trace --cues \"...\" -- NN/server ::: NN/client":
        "./sticky trace --cues server:listen -- 11/server ::: 11/client",
    "./sticky trace --json FILE -- ...":
        "./sticky trace --json FILE -- 11/server ::: 11/client",
}

# Where the machine, or luck, has a say: what else may be the status.
OR = {
    "python3 -c \"from socket import *; "
    "socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)\"": (0, "root may"),
    "build/release/lessons/04_address_in_use/server_plain":
        (1, "it may work, says the text: who closes first has a say"),
    "getent services http ssh": (2, "a small machine has no /etc/services"),
}

# Where a text asks the reader how it ends.
ASKED = {
    "build/release/lessons/01_phone_call/server 127.0.0.1 8080": 1,
    "python3 -c \"from socket import *; "
    "socket(AF_INET, SOCK_STREAM, IPPROTO_UDP)\"": 1,
    "python3 -c \"from socket import *; "
    "socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)\"": 1,
    "./sticky check -- 12/server 127.0.0.1 8888 5 ::: "
    "12/client 127.0.0.1 8888": 1,
}

# What a text has had started before it comes to these.
BEFORE = {
    "build/release/lessons/06_udp_echo/server 127.0.0.1 8080":
        "build/release/lessons/01_phone_call/server",
}

# Of a search only the first FEW schedules are played, but for these: the tests
# of the lessons search the rest. Where a fault is to be found a FIRST few may do.
WHOLE = ["./sticky check 22"]
FIRST, FEW = 10, 100


@dataclasses.dataclass
class Command:
    """Where a text cites what, with which status."""
    path: object
    line: int
    fence: int  # which one of the text; -1: in a span
    text: str
    status: int
    told: bool
    state: list  # what the fence has set before: cd, variables
    treated: str = "run"  # or "by hand", "drawn", "named", or "listed"
    why: str = ""

    def where(self):
        return f"{name(self.path)}:{self.line}"

    def key(self):
        """Commands with the same key are run once."""
        stem = re.sub(r"(\.zh)?\.md$", "", name(self.path))
        if self.treated == "by hand":
            return self.path, self.line
        if self.state or "/tmp/" in self.text or MAKES.match(self.text):
            return stem, self.fence, self.text
        return (self.text,)


def logical_lines(body):
    """Of a shell's lines the number of the first, the command and its comment,
    with what is continued or quoted over several lines in one."""
    found, start, quote, comment = [], 0, None, False
    text, said = "", ""
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if not text.strip():
            start, text, said = number, "", ""
        else:
            line = line if quote else line.lstrip()
        comment, before = False, ""
        for c in line:
            if comment:
                said += c
            elif quote:
                quote = None if c == quote and before != "\\" else quote
                text += c
            elif c == "#" and before in ("", " "):
                comment = True
            else:
                quote = c if c in "'\"" else None
                text += c
            before = c
        if quote:
            text += "\n"
        elif text.endswith("\\"):
            text = text[:-1].rstrip() + " "
        elif text.strip():
            found.append((start, text.strip(), said))
            text = ""
        elif said and found:  # a comment goes on
            found[-1] = (*found[-1][:2], found[-1][2] + " " + said)
    return found


def in_fences(path, text):
    for fence, match in enumerate(FENCE.finditer(text)):
        first = line_of(text, match.start()) + 1
        if match[3].strip() != "sh":
            continue
        state = []
        for line, command, comment in logical_lines(match[4]):
            told = TOLD.search(comment)
            yield Command(path, first + line, fence, command,
                          int(told[1]) if told else 0, bool(told), state[:])
            if STATE.match(command):
                state.append(command)


def in_spans(path, text):
    text = FENCE.sub(lambda m: "\n" * m[0].count("\n"), text)
    spans = list(SPAN.finditer(text))
    for i, span in enumerate(spans):
        end = spans[i + 1].start() if i + 1 < len(spans) else len(text)
        behind = re.split(r"\n\s*\n|\n(?=\s*(?:\d+\.|[-|]) )",
                          text[span.end():end])[0]
        told = TOLD.search(behind)
        yield Command(path, line_of(text, span.start()), -1,
                      " ".join(span[1].split()), int(told[1]) if told else 0,
                      bool(told), [])


def drawn(every):
    """The commands of the drawings, which check_texts.py runs."""
    return {match[4].split("\n")[0].removeprefix("$ ")
            for _, text in every for match in FENCE.finditer(text)
            if match[3].split()[:1] == ["console"]}


def treat(command, drawings):
    for pattern, why in NOT_RUN:
        if re.fullmatch(pattern, command.text, re.S):
            command.treated, command.why = "listed", why
            return
    if BY_HAND.match(command.text):
        command.treated = "by hand" if command.fence >= 0 else "named"
    elif re.fullmatch(r"build/release(/\S+)?", command.text) and (
            command.fence < 0):
        command.treated = "named"
    elif command.text in drawings:
        command.treated, command.why = "drawn", "check_texts.py draws it"
    if not command.told:
        command.status = ASKED.get(command.text, command.status)
    if START.match(command.text) and not command.told:
        command.status = 1  # as lesson 01 and docs/check.md say of all


def commands():
    every = [(path, path.read_text("utf-8")) for path, _ in texts()]
    drawings = drawn(every)
    found = []
    for path, text in every:
        here = [*in_fences(path, text), *in_spans(path, text)]
        told = {c.text: c for c in here if c.told}
        for command in here:
            treat(command, drawings)
            # Once in a text is enough.
            if command.text in told and command.treated != "by hand":
                command.status = told[command.text].status
        found += sorted(here, key=lambda c: c.line)
    return found


def unmarked():
    """Commands that stand in a fence that is not marked as such."""
    for path, _ in texts():
        text = path.read_text("utf-8")
        for match in FENCE.finditer(text):
            if not match[3].strip() and re.search(r"^(\./|\$ )", match[4],
                                                  re.M):
                yield f"{name(path)}:{line_of(text, match.start())}"


def as_run(command):
    """The lines for the shell: if one does not end as told, the next is tried,
    which searches longer."""
    line = FILLED_IN.get(command.text, command.text)
    search = re.compile(r"sticky check (?!--help)")
    if (line in WHOLE or "--schedules" in line or ".cues" in line or
            not search.search(line)):
        return [line]
    return [search.sub(f"sticky check --schedules {most} ", line)
            for most in ([FEW] if command.status == 0 else [FIRST, FEW])]
