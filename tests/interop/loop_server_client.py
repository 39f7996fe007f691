"""Lesson 02 in Python, after document 000 §7: sends each line of its standard
input that is not empty, prints each answer.
usage: loop_server_client.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8081

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.connect((host, port))
for line in sys.stdin:
    words = line.strip()
    if not words:
        continue
    phone.sendall(words.encode("utf-8"))
    answer = phone.recv(1024)
    print("recv", len(answer), answer)
    if not answer:
        break
phone.close()
