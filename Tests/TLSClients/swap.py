"""Swaps a wenbao service's certificate under load, and counts requests that are lost.

usage: swap.py PROGRAM PORT SERVED OTHER

SERVED is the folder of `wenbao dev-certificates` that the service uses, OTHER another one. The load
is of connections that are kept and of new ones, none of which tries anything again.
"""

import hashlib
import http.client
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading

PROGRAM, PORT = sys.argv[1], int(sys.argv[2])
SERVED, OTHER = (pathlib.Path(path) for path in sys.argv[3:5])
NAMES = ["server.pem", "server-key.pem"]
SWAPS = 6
# What each kind of client gets answered between one swap and the next.
ANSWERS = 20


class Load:
    """Clients that ask until they are told to stop, with what has become of their requests."""

    def __init__(self, trust):
        self.context = ssl.create_default_context(cafile=trust)
        self.counts = {"kept": 0, "new": 0}
        self.seen, self.lost = set(), []
        self.changed, self.is_over = threading.Condition(), False
        self.threads = [threading.Thread(target=self.run, args=[kind]) for kind in self.counts]
        for thread in self.threads:
            thread.start()

    def connect(self):
        return http.client.HTTPSConnection("localhost", PORT, timeout=60, context=self.context)

    def run(self, kind):
        connection = self.connect()
        while not self.is_over:
            try:
                # Not /healthz, which tells of a machine that pauses.
                connection.request("GET", "/version")
                certificate = connection.sock.getpeercert(binary_form=True)
                response = connection.getresponse()
                response.read()
                if response.status != 200:
                    raise OSError(f"answered {response.status}")
                with self.changed:
                    self.counts[kind] += 1
                    if kind == "new":
                        self.seen.add(hashlib.sha256(certificate).hexdigest())
                    self.changed.notify_all()
            except Exception as error:
                with self.changed:
                    self.lost.append(f"{kind}: {error!r}")
                    self.changed.notify_all()
                return
            if kind == "new":
                connection.close()
                connection = self.connect()
        connection.close()

    def wait(self):
        """Waits until each kind of client has got some more answers, or lost one."""
        with self.changed:
            goal = {kind: count + ANSWERS for kind, count in self.counts.items()}
            self.changed.wait_for(
                lambda: self.lost or all(self.counts[kind] >= goal[kind] for kind in goal))

    def finish(self):
        self.is_over = True
        for thread in self.threads:
            thread.join()


def reload(expected):
    outcome = subprocess.run(
        [PROGRAM, "reload", "--seconds", "60", f"https://127.0.0.1:{PORT}"],
        capture_output=True, text=True)
    if outcome.returncode != expected:
        sys.exit(f"a reload ends with {outcome.returncode}: {outcome.stdout}{outcome.stderr}")


def main():
    with tempfile.TemporaryDirectory() as name:
        first = pathlib.Path(name)
        for file in NAMES:
            shutil.copy(SERVED / file, first / file)
        trust = first / "trust.pem"
        trust.write_text((SERVED / "ca.pem").read_text() + (OTHER / "ca.pem").read_text())
        load = Load(trust)
        load.wait()
        for swap in range(SWAPS):
            for file in NAMES:
                shutil.copy([OTHER, first][swap % 2] / file, SERVED / file)
            reload(0)
            load.wait()
            if swap == SWAPS // 2:
                (SERVED / "server.pem").write_text("rubbish")
                reload(3)
                load.wait()
        load.finish()
    if load.lost:
        sys.exit("\n".join(load.lost))
    if len(load.seen) != 2:
        sys.exit(f"{len(load.seen)} certificates were seen")
    print("both certificates seen, no request lost")


main()
