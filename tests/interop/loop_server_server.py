"""Lesson 02 in Python, after document 000 §7: one caller after the other, each
answered in upper case until it hangs up.
usage: loop_server_server.py [host] [port]"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8081

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
phone.bind((host, port))
phone.listen(5)
while True:
    call, _ = phone.accept()
    print("a call")
    while True:
        words = call.recv(1024)
        print("recv", len(words), words)
        if not words:
            break
        call.sendall(words.upper())
    call.close()
