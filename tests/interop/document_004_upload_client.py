"""A client after document 004 §6: a numbered menu of what it has, `file_name`,
`desc`, `size` and `info` in the header; reads no answer. (The document sends one
constant name, whatever was chosen; here it is the chosen one.)
usage: document_004_upload_client.py [host] [port], numbers as input"""
import json
import socket
import struct
import sys

FILES = {"lesson.mp4": b"not a film", "hello.txt": b"hello"}

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
names = list(FILES)
for choice in sys.stdin:
    name = names[int(choice) - 1]
    header = json.dumps({
        "file_name": name,
        "desc": "很重要",
        "size": len(FILES[name]),
        "info": "困了就看看",
    })
    # len() counts characters: right only because json.dumps escapes 很重要.
    client.send(struct.pack("i", len(header)))
    client.send(header.encode("utf-8"))
    client.send(FILES[name])
client.close()
