"""A client of lesson 28: each line in a frame, struct.pack('>I') in front.

usage: event_loop_client.py HOST PORT    and lines on standard input
"""
import socket
import struct
import sys


def recv_exact(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            sys.exit("the server left")
        data += piece
    return data


connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    text = line.rstrip("\n").encode()
    connection.sendall(struct.pack(">I", len(text)) + text)
    size, = struct.unpack(">I", recv_exact(connection, 4))
    print(recv_exact(connection, size))
