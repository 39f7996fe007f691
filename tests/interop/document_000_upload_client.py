"""A client after document 000 §13: sends `cmd`, `filename` and `filesize`, then
the data; reads no answer.
usage: document_000_upload_client.py [host] [port], "put NAME TEXT" as input"""
import json
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)
connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    command, name, text = line.split()
    data = text.encode("utf-8")
    header = json.dumps(
        {"cmd": command, "filename": name, "filesize": len(data)}
    ).encode("utf-8")
    connection.send(struct.pack("i", len(header)))
    connection.send(header)
    connection.send(data)
    print("upload successful")
connection.close()
