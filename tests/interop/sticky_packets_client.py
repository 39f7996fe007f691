"""Lesson 11 in Python, after document 000 §11: two messages, two sends.
usage: sticky_packets_client.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8085

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
for message in ("hello", "feng"):
    print("send", connection.send(message.encode("utf-8")))
connection.close()
