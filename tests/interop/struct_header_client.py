"""Lesson 22 in Python, after document 003 §1.2: reads the
length in four bytes, then the report.
usage: struct_header_client.py [host] [port], commands on standard input"""
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8083


def recv_exact(size):
    """Exactly this many bytes: one recv() may bring fewer."""
    data = b""
    while len(data) < size:
        piece = connection.recv(min(1024, size - len(data)))
        if not piece:
            sys.exit(f"the server left after {len(data)} of {size} bytes")
        data += piece
    return data


connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
for line in sys.stdin:
    command = line.strip()
    if not command:
        continue
    if command == "quit":
        break
    connection.sendall(command.encode("utf-8"))
    length = struct.unpack("i", recv_exact(4))[0]
    report = recv_exact(length)
    print("report", len(report), report)
connection.close()
