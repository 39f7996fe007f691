"""Lesson 25 in Python, after document 000 §13 and document 004 §6: receives
files with the header of document 003. It keeps nothing, and answers, which the
documents' servers do not.
usage: file_upload_server.py [host] [port]"""
import hashlib
import json
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080


def recv_exact(size):
    """Exactly this many bytes; none if the client left."""
    data = b""
    while len(data) < size:
        piece = connection.recv(min(1024, size - len(data)))
        if not piece:
            return b""
        data += piece
    return data


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, port))
listener.listen(5)
while True:
    connection, _ = listener.accept()
    while True:
        prefix = recv_exact(4)
        if not prefix:
            break
        header = json.loads(recv_exact(struct.unpack("i", prefix)[0]))
        data = recv_exact(header["total_size"])
        right = hashlib.md5(data).hexdigest() == header["md5"]
        print("put", header["filename"], len(data), right)
        answer = b"kept" if right else b"refused: the digest differs"
        connection.sendall(struct.pack("i", len(answer)) + answer)
    connection.close()
