"""The UDP client of document 003, section 3.2, which writes to this machine.

usage: threading_server_udp_client.py HOST PORT    and lines on standard input
"""
import socket
import sys

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(line.strip().encode("utf-8"),
                  (sys.argv[1], int(sys.argv[2])))
    print(client.recvfrom(1024)[0])
client.close()
