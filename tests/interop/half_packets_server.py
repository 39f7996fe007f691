"""Lesson 12 in Python, after document 002 (the wrong example): one message,
read in three pieces. usage: half_packets_server.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8888

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, port))
listener.listen(5)
connection, _ = listener.accept()
for size in (2, 2, 1):
    print(connection.recv(size))
connection.close()
listener.close()
