"""A server after document 004 §6 (the video): looks up `file_name` and `size`,
many files a connection, no digest and no answer. `with` is `while` here, and the
client may leave. It keeps nothing.
usage: document_004_upload_server.py [host] [port]"""
import hashlib
import json
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen(5)
while True:
    connection, _ = server.accept()
    while prefix := connection.recv(4):
        header = json.loads(connection.recv(struct.unpack("i", prefix)[0]))
        size, came, md5 = header.get("size"), 0, hashlib.md5()
        while came < size:
            data = connection.recv(1024)
            if not data:
                sys.exit("the client left")
            came += len(data)
            md5.update(data)
        print("put", header.get("file_name"), came, md5.hexdigest())
    connection.close()
