"""A client of lesson 26 in Python, after document 000, section 14, as it has to
be: SHA-256 named, both nonces and the role in the proof, the server checked.

usage: client_auth_client.py HOST PORT    and one line on standard input
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
            sys.exit(f"expected {size} bytes, the server left after "
                     f"{len(data)}")
        data += piece
    return data


def main():
    connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    where = connection.getpeername()[0].encode()
    challenge = recv_exact(connection, 32)
    nonce = os.urandom(32)

    def prove(who):
        return hmac.new(KEY, who + challenge + nonce + where,
                        "sha256").digest()

    connection.sendall(nonce + prove(b"client"))
    if not hmac.compare_digest(recv_exact(connection, 32), prove(b"server")):
        sys.exit("a false server")
    question = input().encode()
    connection.sendall(question)
    print(recv_exact(connection, len(question)))


main()
