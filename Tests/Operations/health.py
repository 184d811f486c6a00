"""Asks for the service's health while it has all the work it can do, and while a loop is stuck.

    health.py PROGRAM
"""

import contextlib
import ctypes
import math
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The longest that an answer may take under full load, in seconds.
ANSWER_TIME = 0.05
# How many of a hundred answers must keep to it.
IN_TIME = 99
# How often the measurement may be made: the machine may have other work for a while.
MEASUREMENTS = 20
# How often a loop is stopped somewhere in its work.
STOPS = 2000
# The share of a core that a thread works which has work without end.
BUSY = 0.1
# Longer than everything here takes; it is ended when that is done.
LOAD_SECONDS = 3600
LOAD = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[{"person": {"scheme": "resident"},
  "encounter": {"kind": "inpatient", "date": "2024-05-11", "level": "tertiary"},
  "fees": {"total": 23456.78},
  "yearToDate": {"inpatient": {"inScope": 0, "deductiblePaid": 0}}}]]
"""
SETTINGS = "listen: {loops: 2}\noperations: {port: 0}\ndrain: {graceSeconds: 0}\n"
PTRACE_ATTACH, PTRACE_DETACH, WAIT_FOR_THREADS = 16, 17, 0x40000000


def start(program, folder):
    """The process, and where it listens: for everyone, for operators."""
    (folder / "wenbao.yaml").write_text(SETTINGS)
    arguments = [program, "serve", "--config", folder / "wenbao.yaml", "--port", "0"]
    process = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    operations = None
    for line in process.stderr:
        if found := re.search(r'operations on http://([^\s"]+)', line):
            operations = found[1]
        if found := re.search(r'listening on http://([^\s"]+)', line):
            return process, found[1], operations
    sys.exit("the program did not start")


def ask(place, path):
    """The status, and the seconds that the answer took."""
    host, port = place.rsplit(":", 1)
    begin = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        status = connection.makefile("rb").readline().split(b" ")[1]
    return int(status), time.monotonic() - begin


def measure(place, path):
    """The time within which as many of a hundred answers come as must."""
    answers = [ask(place, path) for _ in range(100)]
    # A machine that pauses makes a loop look stuck: that answer is none in time.
    times = [seconds if status == 200 else math.inf for status, seconds in answers]
    return sorted(times)[IN_TIME - 1]


def check_times(places):
    for place in places:
        for path in ["/healthz", "/readyz"]:
            for _ in range(MEASUREMENTS):
                seconds = measure(place, path)
                print(f"{path}: {IN_TIME} of 100 answers in {seconds * 1000:.1f} ms")
                if seconds <= ANSWER_TIME:
                    break
                time.sleep(2)
            else:
                sys.exit(f"{path} does not answer 200 within {ANSWER_TIME} s")


def busiest_thread(pid):
    """The thread of a process that works most within a second, once one is busy."""
    def ticks():
        found = {}
        for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
            try:
                fields = (thread / "stat").read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # It has just ended.
            found[int(thread.name)] = int(fields[11]) + int(fields[12])
        return found
    after = ticks()
    for _ in range(60):
        before = after
        time.sleep(1)
        after = ticks()
        work = {thread: after[thread] - before.get(thread, 0) for thread in after}
        thread = max(work, key=work.get)
        if work[thread] >= BUSY * os.sysconf("SC_CLK_TCK"):
            return thread
    sys.exit("no thread is busy under full load")


@contextlib.contextmanager
def stopped(thread):
    """Stops a thread in the middle of its work, as a fault of the program would."""
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.ptrace(PTRACE_ATTACH, thread, None, None) != 0:
        raise PermissionError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    os.waitpid(thread, WAIT_FOR_THREADS)
    try:
        yield
    finally:
        kernel.ptrace(PTRACE_DETACH, thread, None, None)


def check_independence(thread, asked):
    """Stops a loop wherever it happens to be: it may hold nothing that another needs to answer."""
    for _ in range(STOPS):
        with stopped(thread):
            for path in ["/healthz", "/readyz"]:
                ask(asked, path)
        # It gets anywhere in its work again.
        time.sleep(random.uniform(0, 0.002))
    print(f"{STOPS} times a loop stops anywhere, and another answers")


def check_stuck(thread, asked):
    """Stops a loop for long, and asks another."""
    for _ in range(20):
        with stopped(thread):
            time.sleep(2.5)
            # A loop that was stopped while it waited for work is not stuck: another try.
            statuses = [ask(asked, path)[0] for path in ["/healthz", "/readyz"]]
        if statuses == [503, 503]:
            break
    else:
        sys.exit("a loop is stuck and nobody says so")
    deadline = time.monotonic() + 60
    while ask(asked, "/healthz")[0] != 200:
        if time.monotonic() > deadline:
            sys.exit("a loop turns again and nobody says so")
        time.sleep(0.05)
    print("while a loop is stuck, /healthz and /readyz answer 503")


def check_stops(pid, asked):
    thread = busiest_thread(pid)
    try:
        check_independence(thread, asked)
        check_stuck(thread, asked)
    except PermissionError as error:
        # A container may forbid it; nothing is known then of a stuck loop.
        print(f"not tried, a thread cannot be stopped: {error.strerror}")


@contextlib.contextmanager
def load(*arguments):
    """All the requests that a client can make."""
    client = subprocess.Popen(
        ["wrk", "-t", "1", "-c", "64", "-d", f"{LOAD_SECONDS}s", *arguments],
        stdout=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield
    finally:
        client.kill()
        client.wait()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        process, place, operations = start(sys.argv[1], folder)
        (folder / "load.lua").write_text(LOAD)
        script = ["-s", folder / "load.lua"]
        try:
            with load(f"http://{place}/v1/settlements", *script):
                check_times([place, operations])
                check_stops(process.pid, operations)
            with load(f"http://{operations}/healthz"):
                check_stops(process.pid, place)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


main()
