"""Asks a wenbao service over HTTPS twice on one connection and prints what it was told.

usage: client.py PORT CA VERSION [CERTIFICATE KEY]
"""

import http.client
import ssl
import sys

port, authority, version = sys.argv[1:4]
context = ssl.create_default_context(cafile=authority)
context.set_alpn_protocols(["http/1.1"])
context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
if len(sys.argv) > 4:
    context.load_cert_chain(sys.argv[4], sys.argv[5])

connection = http.client.HTTPSConnection("localhost", int(port), timeout=60, context=context)
for _ in range(2):
    connection.request("GET", "/healthz")
    response = connection.getresponse()
    response.read()
    print(response.status, connection.sock.version(), connection.sock.selected_alpn_protocol())

# The server's close_notify must follow its last answer: without it, recv raises SSLEOFError.
socket = connection.sock
socket.suppress_ragged_eofs = False
socket.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
while socket.recv(65536):
    pass
print("ended")
