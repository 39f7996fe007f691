"""Lesson 22 in Python, after document 003 §1.2: the length
in four bytes, then the report.
usage: struct_header_server.py [host] [port]"""
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8083

# As many bytes as our own servers answer; dir and ipconfig as in the table of
# document 002.
sizes = {b"whoami": 5, b"date": 11, b"dir": 418, b"ipconfig": 1517,
         b"tasklist": 2500}

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, port))
listener.listen(5)
while True:
    connection, _ = listener.accept()
    while True:
        command = connection.recv(1024)
        if not command:
            break
        print("command", command)
        if command in sizes:
            report = (b"0123456789abcd\r\n" * 200)[:sizes[command]]
        else:
            report = b"no such command: " + command + b"\r\n"
        connection.sendall(struct.pack("i", len(report)))
        connection.sendall(report)
    connection.close()
