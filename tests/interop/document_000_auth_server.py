"""A server after document 000 §14 as it stands: the HMAC of the challenge alone,
read with one recv. MD5 is named, which was the default once.

usage: document_000_auth_server.py HOST PORT
"""
import hmac
import os
import socket
import sys

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, _ = listener.accept()
challenge = os.urandom(32)
connection.sendall(challenge)
digest = hmac.new(b"linhaifeng bang bang bang", challenge, "md5").digest()
if not hmac.compare_digest(connection.recv(len(digest)), digest):
    print("not authorised")
    connection.close()
    sys.exit()
print("authorised")
while data := connection.recv(1024):
    connection.sendall(data.upper())
