"""Lesson 09 in Python, after documents 000 §10, 002 and 003: the bare command,
without an end, and one recv(1024) for its answer.
usage: remote_command_client.py [host] [port], commands on standard input"""
import socket
import sys

sys.stdout.reconfigure(line_buffering=True)
host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((host, port))
for line in sys.stdin:
    command = line.strip()
    if not command:
        continue
    if command == "quit":
        break
    connection.send(command.encode("utf-8"))
    answer = connection.recv(1024)
    print("recv", len(answer), answer[:12])
connection.close()
