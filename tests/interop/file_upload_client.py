"""Lesson 25 in Python, after document 000 §13 and document 004 §6: sends files
with the header of document 003, and no digest but its MD5.
usage: file_upload_client.py [host] [port], "put NAME TEXT" on standard input"""
import hashlib
import json
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080


def recv_exact(size):
    """Exactly this many bytes: one recv() may bring fewer."""
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            sys.exit("the server left without an answer")
        data += piece
    return data


connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
for line in sys.stdin:
    _, name, text = line.split()
    data = text.encode("utf-8")
    header = json.dumps({
        "filename": name,
        "total_size": len(data),
        "md5": hashlib.md5(data).hexdigest(),
    }).encode("utf-8")
    connection.sendall(struct.pack("i", len(header)))
    connection.sendall(header)
    connection.sendall(data)
    answer = recv_exact(struct.unpack("i", recv_exact(4))[0])
    print(name, answer.decode("utf-8"))
connection.close()
