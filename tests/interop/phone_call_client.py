"""Lesson 01 in Python, after document 000 §6: says hello, prints the answer.
usage: phone_call_client.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.connect((host, port))
phone.sendall("hello".encode("utf-8"))
answer = phone.recv(1024)
print("recv", len(answer), answer)
phone.close()
