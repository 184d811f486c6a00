#!/usr/bin/env python3
"""Asks a million requests of every kind and sees that the server holds no more after than before.

    Benchmarks/soak.py [--requests 1000000] [--seconds-max 600]

The first tenth warms the server up; memory and descriptors are then compared with the end, when all
connections are closed. Some requests are refused, some connections end in the middle of a request.
Exits with 1 when memory has grown by more than a few MiB or a descriptor is left.
"""

import argparse
import itertools
import sys
import threading
import time

import services
from services import STAY, get, post

# What an allocator may keep of buffers that were larger for a while, in MiB.
GROWTH_MAX = 8
CLIENTS = 16
# Requests sent at once on a connection, and on a connection before it is closed.
BATCH = 20
PER_CONNECTION = 400


def mixture():
    """Requests that are answered and requests that are refused, in turn."""
    stay = STAY.read_bytes()
    longer = stay.replace(b'"requestId"', b" " * 20_000 + b'"requestId"', 1)
    maternity = b'{"date":"2024-05-11","event":"birth"}'
    return itertools.cycle([
        get("/healthz"), post("/v1/settlements", stay), get("/readyz"), get("/version"),
        post("/v1/settlements", stay), get("/v1/policy?date=2024-05-11"), get("/nothing"),
        post("/v1/coverage", stay), post("/v1/settlements", b'{"person":'),
        post("/v1/contributions", b"{}"), post("/v1/maternity-allowances", maternity),
        post("/v1/settlements", longer), get("/healthz"), post("/v1/settlements", stay),
    ])


class Soak:
    def __init__(self, server, requests, deadline):
        self.server, self.left, self.deadline = server, requests, deadline
        self.lock = threading.Lock()

    def take(self):
        """Whether another batch is to be sent."""
        with self.lock:
            self.left -= BATCH
            return self.left >= 0 and time.monotonic() < self.deadline

    def client(self):
        requests = mixture()
        more = True
        while more:
            with self.server.connect() as stream:
                for _ in range(PER_CONNECTION // BATCH):
                    more = self.take()
                    if not more:
                        break
                    stream.sendall(b"".join(next(requests) for _ in range(BATCH)))
                    self.receive(stream, BATCH)
                # Left in the middle of a request, which the server must forget.
                stream.sendall(get("/healthz")[:-5])

    def receive(self, stream, count):
        """Takes so many answers; their statuses are not looked at."""
        buffer = b""
        while count:
            head, separator, rest = buffer.partition(b"\r\n\r\n")
            start = head.lower().find(b"\ncontent-length:")
            length = int(head[start + 16:].split(b"\r", 1)[0]) if separator and start >= 0 else 0
            if separator and len(rest) >= length:
                buffer, count = rest[length:], count - 1
            else:
                buffer += services.received(stream)

    def run(self):
        clients = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--seconds-max", type=int, default=600)
    options = parser.parse_args()
    services.build("wenbao", services.ROOT)
    start = time.monotonic()
    deadline = start + options.seconds_max
    with services.wenbao() as server:
        Soak(server, options.requests // 10, deadline).run()
        before = (server.resident_kibibytes() / 1024, server.descriptors())
        soak = Soak(server, options.requests * 9 // 10, deadline)
        soak.run()
        after = (server.resident_kibibytes() / 1024, server.descriptors())
        alive = server.process.poll() is None
    sent = options.requests - max(soak.left, 0)
    print(f"{sent} requests in {time.monotonic() - start:.0f} s: memory {before[0]:.1f} MiB, then "
          f"{after[0]:.1f} MiB; descriptors {before[1]}, then {after[1]}")
    grown = after[0] - before[0] > GROWTH_MAX or after[1] > before[1]
    sys.exit(grown or not alive)


if __name__ == "__main__":
    main()
