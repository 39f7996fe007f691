"""Lesson 20 in Python, after document 000 §12: reads the
length as text, says "recv_ready", reads the report.
usage: length_exchange_client.py [host] [port], commands on standard input"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080


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
    # The text has no end of its own: one recv() is all that can be done.
    length = int(connection.recv(1024).decode("utf-8"))
    connection.sendall("recv_ready".encode("utf-8"))
    report = recv_exact(length)
    print("report", len(report), report)
connection.close()
