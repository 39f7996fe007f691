"""Lesson 24 in Python: each line as a message, its length and its bytes in a
sendall() each.
usage: time_limits_server.py [host] [port], messages on standard input"""
import socket
import struct
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8086

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((host, port))
server.listen(1)
connection, address = server.accept()
for line in sys.stdin:
    message = line.rstrip("\n").encode("utf-8")
    connection.sendall(struct.pack("!I", len(message)))
    connection.sendall(message)
connection.close()
server.close()
