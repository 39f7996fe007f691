"""Lesson 24 in Python, after the tables of documents 000 and 004: connect_ex,
settimeout and gettimeout, getsockname and getpeername. What has come of a
message is kept when the limit strikes.
usage: time_limits_client.py [host] [port]"""
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8086


def messages(kept):
    """The whole messages at the head of `kept`, which loses them."""
    while len(kept) >= 4:
        end = 4 + struct.unpack("!I", kept[:4])[0]
        if len(kept) < end:
            return
        yield bytes(kept[4:end])
        del kept[:end]


connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.settimeout(1)
print("connect_ex", connection.connect_ex((host, port)))
print("gettimeout", connection.gettimeout())
print("blocking", connection.getblocking())
print("peer is", connection.getpeername()[1] == port)
print("own is", connection.getsockname()[0])
kept = bytearray()
while True:
    try:
        piece = connection.recv(1024)
    except socket.timeout:
        continue  # and `kept` stays as it is
    if not piece:
        break
    kept += piece
    for message in messages(kept):
        print("message", len(message), message)
print("left over", len(kept))
connection.close()
