"""Lesson 10 in Python, after document 000 §10: the bare command in a datagram,
an empty one too, and one recvfrom(1024) for its two answers.
usage: remote_command_udp_client.py [host] [port], commands on standard input"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 9003

letters = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    letters.sendto(line.strip().encode("utf-8"), (host, port))
    answer, _ = letters.recvfrom(1024)
    print("recvfrom", len(answer), answer[:12])
letters.close()
