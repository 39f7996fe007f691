"""Lesson 08 in Python, after document 000 §9: three recvfrom() of these sizes.
usage: udp_truncation_server.py [host] [port] [size size size]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 9003
sizes = [int(size) for size in sys.argv[3:]] or [1, 1, 1]

letterbox = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
letterbox.bind((host, port))
for size in sizes:
    data, _ = letterbox.recvfrom(size)
    print("recvfrom", len(data), data)
letterbox.close()
