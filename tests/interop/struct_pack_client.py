"""Lesson 21 in Python, after document 000 §13: packs what it is told with the
struct module and sends it.
usage: struct_pack_client.py [host] [port], "I3sf 1 abc 2.7" on standard input"""
import re
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
for line in sys.stdin:
    words = line.split()
    if not words:
        continue
    values = words[1:]
    codes = []
    for count, code in re.findall(r"(\d*)([a-zA-Z])", words[0]):
        codes += ["s"] if code == "s" else [code] * int(count or 1)
    kinds = {"s": str.encode, "f": float}
    packed = struct.pack(words[0], *(kinds.get(code, int)(value)
                                     for code, value in zip(codes, values)))
    print(f"{words[0]}: {len(packed)} bytes {packed.hex()}")
    connection.sendall(packed)
connection.close()
