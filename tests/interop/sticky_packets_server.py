"""Lesson 11 in Python, after document 000 §11: two reads of at most ten bytes.
usage: sticky_packets_server.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8085

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, port))
listener.listen(5)
connection, _ = listener.accept()
for _ in range(2):
    data = connection.recv(10)
    print("----->", len(data), data)
connection.close()
listener.close()
