"""Lesson 08 in Python, after document 000 §9: one datagram for each text.
usage: udp_truncation_client.py [host] [port] [text ...]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 9003
texts = sys.argv[3:] or ["hello", "world", "egon"]

letters = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for text in texts:
    print("sendto", letters.sendto(text.encode("utf-8"), (host, port)))
letters.close()
