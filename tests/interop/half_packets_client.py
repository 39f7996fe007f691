"""Lesson 12 in Python, after document 002: one message in one send.
usage: half_packets_client.py [host] [port]"""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8888

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
print("send", connection.send("hello".encode("utf-8")))
connection.close()
