"""The UDP server of document 003, section 3.2: a thread for each datagram. The
request is a pair: the datagram, and the socket for the answer.

usage: threading_server_udp_server.py HOST PORT
"""
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, server = self.request
        server.sendto(data.upper(), self.client_address)


class Server(socketserver.ThreadingUDPServer):
    daemon_threads = True


Server((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
