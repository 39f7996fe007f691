"""Lesson 21 in Python, after document 000 §13: takes one connection and unpacks
I3sf, 4sI and ii with the struct module.
usage: struct_pack_server.py [host] [port]"""
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, port))
listener.listen(5)
connection, _ = listener.accept()
for letters in "I3sf", "4sI", "ii":
    packed = b""
    while len(packed) < struct.calcsize(letters):
        piece = connection.recv(struct.calcsize(letters) - len(packed))
        if not piece:
            sys.exit(f"the client left inside of {letters}")
        packed += piece
    print(letters, packed.hex(), struct.unpack(letters, packed))
connection.close()
listener.close()
