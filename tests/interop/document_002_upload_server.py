"""A server after document 002 (the file upload): looks up `file_new_name` and
`file_size`; one client, one file, no look at the digest. Its three mistakes that
stop it from running are mended. It keeps nothing.
usage: document_002_upload_server.py [host] [port]"""
import hashlib
import json
import socket
import struct
import sys

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen(5)
connection, _ = server.accept()
size = struct.unpack("i", connection.recv(4))[0]
info = json.loads(connection.recv(size).decode("utf-8"))
total, md5 = 0, hashlib.md5()
while total < info["file_size"]:
    data = connection.recv(1024)
    if not data:
        sys.exit("the client left")
    total += len(data)
    md5.update(data)
print("put", info["file_new_name"], total, md5.hexdigest())
connection.close()
server.close()
