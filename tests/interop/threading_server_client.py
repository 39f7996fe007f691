"""The client of document 003, section 3.1, connected to the right port.

usage: threading_server_client.py HOST PORT    and lines on standard input
"""
import socket
import sys

client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    message = line.strip()
    if not message:
        continue
    if message == "q":
        break
    client.send(message.encode("utf-8"))
    print(client.recv(1024).decode("utf-8"))
client.close()
