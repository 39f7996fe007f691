"""A server after document 000 §13 (the simulated FTP): looks up `cmd`,
`filename` and `filesize`, takes no digest and gives no answer. It keeps nothing,
and prints what the document's would have written.
usage: document_000_upload_server.py [host] [port]"""
import hashlib
import json
import socket
import struct
import sys

sys.stdout.reconfigure(line_buffering=True)


class UploadServer:
    max_packet_size = 8192

    def __init__(self, address):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.socket.bind(address)
            self.socket.listen(5)
        except:
            self.socket.close()
            raise

    def run(self):
        while True:
            self.conn, _ = self.socket.accept()
            while True:
                try:
                    prefix = self.conn.recv(4)
                    if not prefix:
                        break
                    size = struct.unpack("i", prefix)[0]
                    header = json.loads(self.conn.recv(size).decode("utf-8"))
                    if hasattr(self, header["cmd"]):
                        getattr(self, header["cmd"])(header)
                except Exception:
                    break

    def put(self, header):
        came, md5 = 0, hashlib.md5()
        while came < header["filesize"]:
            data = self.conn.recv(self.max_packet_size)
            if not data:
                sys.exit("the client left")
            came += len(data)
            md5.update(data)
        print("put", header["filename"], came, md5.hexdigest())


UploadServer((sys.argv[1], int(sys.argv[2]))).run()
