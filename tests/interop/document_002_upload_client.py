"""A client after document 002: one file, `MD5`, `file_name` (a path of its own
machine), `file_size` and `file_new_name`; reads no answer. The document's MD5 is
a constant; here it is the third word, "right" stands for the file's own.
usage: document_002_upload_client.py [host] [port], "NAME TEXT MD5" as input"""
import hashlib
import json
import socket
import struct
import sys

name, text, md5 = input().split()
data = text.encode("utf-8")
info = json.dumps({
    "MD5": hashlib.md5(data).hexdigest() if md5 == "right" else md5,
    "file_name": "/somewhere/demo.mp4",
    "file_size": len(data),
    "file_new_name": name,
}).encode("utf-8")
client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
client.send(struct.pack("i", len(info)))
client.send(info)
client.send(data)
client.close()
