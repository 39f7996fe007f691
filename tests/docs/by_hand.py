"""Runs programs as somebody does with a terminal for each: starts one after the
other, and the next as soon as the one before waits for something or has ended.
Where all have been started the last must end, unless it serves, and those of
which a status is told; the others may go on, and are ended then. In a network
of their own: started by check_commands.py under `unshare`. Reads a JSON list of
[line, told], writes one of [status, output]; null is the status of what went
on, or of a server whose end nobody tells: where nobody types, it may fail."""
import fcntl
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

LIMIT = 30
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


def bring_up_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(
            any_socket, SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS,
                    struct.pack("16sh14x", b"lo", flags | IFF_UP))


def is_waiting(process):
    """Whether it sleeps with a socket in its hands."""
    place = pathlib.Path("/proc") / str(process.pid)
    try:
        state = (place / "stat").read_text().rpartition(")")[2].split()[0]
        return state == "S" and any(
            os.readlink(fd).startswith("socket:")
            for fd in (place / "fd").iterdir())
    except OSError:
        return False


def until(happened):
    end = time.monotonic() + LIMIT
    while not happened() and time.monotonic() < end:
        time.sleep(0.01)


def main():
    bring_up_loopback()
    running, waited_for = [], []
    lines = json.load(sys.stdin)
    for line, told in lines:
        output = tempfile.TemporaryFile("w+", errors="replace")
        process = subprocess.Popen(line.split(), stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT)
        until(lambda: process.poll() is not None or is_waiting(process))
        if told or process.poll() is not None:
            waited_for.append(process)
        running.append((process, output))
    if "server" not in lines[-1][0]:
        waited_for.append(process)
    until(lambda: all(one.poll() is not None for one in waited_for))
    # By a signal nobody should end.
    ended = [one.poll() if one in waited_for or (one.poll() or 0) < 0 else None
             for one, _ in running]
    for one, _ in running:
        if one.poll() is None:
            one.kill()
            one.wait()
    results = []
    for status, (_, output) in zip(ended, running):
        output.seek(0)
        results.append([status, output.read()])
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
