"""A client after document 000 §14 as it stands: answers the challenge with its
HMAC, and asks for nothing in return. MD5 is named, which was the default once.

usage: document_000_auth_client.py HOST PORT    and lines on standard input
"""
import hmac
import socket
import sys

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
challenge = connection.recv(32)
connection.sendall(
    hmac.new(b"linhaifeng bang bang bang", challenge, "md5").digest())
for line in sys.stdin:
    connection.sendall(line.strip().encode())
    print(connection.recv(1024))
