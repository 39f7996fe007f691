"""A server of lesson 26 in Python, after document 000, section 14, as it has to
be: all of the answer is read, and the server proves itself as well.

usage: client_auth_server.py HOST PORT
"""
import hmac
import os
import socket
import sys

KEY = b"linhaifeng bang bang bang"


def recv_exact(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            return b""
        data += piece
    return data


def main():
    listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
    connection, _ = listener.accept()
    where = connection.getsockname()[0].encode()
    challenge = os.urandom(32)
    connection.sendall(challenge)
    answer = recv_exact(connection, 64)
    nonce, proof = answer[:32], answer[32:]

    def prove(who):
        return hmac.new(KEY, who + challenge + nonce + where,
                        "sha256").digest()

    if not hmac.compare_digest(proof, prove(b"client")):
        sys.exit("refused")
    connection.sendall(prove(b"server"))
    while data := connection.recv(1024):
        connection.sendall(data.upper())
    print("accepted, and left")


main()
