"""Lesson 01 in Python, after document 000 §6: takes one call, answers in
upper case, hangs up.  usage: phone_call_server.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
phone.bind((host, port))
phone.listen(5)
print("waiting for a call")
call, _ = phone.accept()
words = call.recv(1024)
print("recv", len(words), words)
call.sendall(words.upper())
call.close()
phone.close()
