"""Three instances of wenbao behind HAProxy, rolled one by one under load, then one of them killed.

    Tests/Balancer/run.py PROGRAM

No request may be lost: a draining instance answers what it has, and what a killed one leaves
unanswered HAProxy sends to another, since it holds the request whole.
"""

import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
WHOLE_CLIENTS = 12
SLOW_CLIENTS = 4
STAY = b"""{"person": {"scheme": "employee", "status": "active", "accountBalance": 1200},
"encounter": {"kind": "inpatient", "date": "2024-05-11", "level": "tertiary"},
"fees": {"total": 23456.78, "selfFunded": 1200, "classBCopay": 856.78},
"yearToDate": {"inpatient": {"inScope": 0, "deductiblePaid": 0}}}"""
POST = b"POST /v1/settlements HTTP/1.1\r\nHost: wenbao\r\nContent-Type: application/json\r\n" + (
    b"Content-Length: %d\r\n\r\n" % len(STAY)
)
GET = b"GET /v1/policy?date=2024-05-11 HTTP/1.1\r\nHost: wenbao\r\n\r\n"

SETTLEMENTS = r'^wenbao_requests_total\{path="/v1/settlements".*\} (\d+)$'


class Fault(Exception):
    """Why the test fails."""


def free_ports(count):
    """So many ports, each another one since all are taken at the same time."""
    listeners = [socket.socket() for _ in range(count)]
    for listener in listeners:
        listener.bind(("127.0.0.1", 0))
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def read_answer(stream):
    """Status, whether the connection ends, and the content of one answer."""
    status = stream.readline().split(b" ")
    if len(status) < 2:
        raise ConnectionError("no answer")
    length, is_last = 0, False
    while (line := stream.readline().strip().lower()):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            length = int(value)
        if name == b"connection" and b"close" in value:
            is_last = True
    content = stream.read(length)
    if len(content) < length:
        raise ConnectionError("an answer broke off")
    return int(status[1]), is_last, content


def ask(port, path):
    """The content of GET; None where nothing answers with 200."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET %s HTTP/1.1\r\nHost: wenbao\r\n\r\n" % path.encode())
            status, _, content = read_answer(connection.makefile("rb"))
            return content if status == 200 else None
    except OSError:
        return None


def wait_until(what, holds):
    deadline = time.monotonic() + 120
    while not holds():
        if time.monotonic() > deadline:
            raise Fault(f"in vain: {what}")
        time.sleep(0.02)


class Instance:
    """One process of the service, at a port of its own."""

    def __init__(self, port, log):
        self.port, self.log, self.process = port, log, None

    def start(self):
        arguments = [PROGRAM, "serve", "--config", "Config/wenbao.yaml", "--port", str(self.port)]
        self.process = subprocess.Popen(arguments, cwd=ROOT, stderr=self.log)
        wait_until("an instance is ready", lambda: ask(self.port, "/readyz"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            raise Fault("an instance did not drain")

    def kill(self):
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()

    def settlement_count(self):
        page = (ask(self.port, "/metrics") or b"").decode()
        return sum(map(int, re.findall(SETTLEMENTS, page, re.MULTILINE)))


class Client(threading.Thread):
    """Asks one request after another on a connection that persists, and counts what came of them.

    A slow one sends its content some time after its head.
    """

    stops = threading.Event()

    def __init__(self, port, is_slow):
        super().__init__(daemon=True)
        self.port, self.is_slow = port, is_slow
        self.answered, self.failures, self.connection = 0, [], None

    def run(self):
        while not self.stops.is_set():
            try:
                self.exchange()
                self.answered += 1
            except (OSError, ValueError) as error:
                self.failures.append(str(error))
                self.close()

    def exchange(self):
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.stream = self.connection.makefile("rb")
        is_settlement = self.is_slow or self.answered % 4 != 0
        if self.is_slow:
            self.connection.sendall(POST)
            time.sleep(0.03)
            self.connection.sendall(STAY)
        else:
            self.connection.sendall(POST + STAY if is_settlement else GET)
        status, is_last, content = read_answer(self.stream)
        if is_last:
            self.close()
        if status != 200:
            raise ValueError(f"answered {status}: {content[:200]}")
        if (b'"basicFund":18720.00' if is_settlement else b'"parameters"') not in content:
            raise ValueError(f"not the answer: {content[:200]}")

    def close(self):
        if self.connection is not None:
            self.stream.close()
            self.connection.close()
        self.connection = None


def configuration(ports):
    """The documented configuration, at other ports."""
    text = (ROOT / "Config/ops/haproxy.cfg").read_text()
    for usual, port in zip([8000, 8081, 8082, 8083], ports):
        assert f"127.0.0.1:{usual}" in text
        text = text.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{port}")
    return text


def answered(clients):
    return sum(client.answered for client in clients)


def failures(clients):
    return [failure for client in clients for failure in client.failures]


def let_answer(clients, count):
    """Waits until so many more requests are answered."""
    goal = answered(clients) + count
    wait_until("requests are answered", lambda: answered(clients) >= goal)


def roll(instances, clients):
    """Stops and starts one instance after another; no request may fail."""
    for instance in instances:
        instance.stop()
        let_answer(clients, 100)
        instance.start()
        wait_until("it takes part again", lambda: instance.settlement_count() > 0)
    lost = failures(clients)
    print(f"rolled three instances: {answered(clients)} requests answered, {len(lost)} lost")
    if lost:
        raise Fault("\n".join(lost[:10]))


def kill(instance, clients):
    """Kills an instance with requests in flight on it."""
    let_answer(clients, 200)
    instance.kill()
    let_answer(clients, 1000)
    lost = failures(clients)
    print(f"killed one: {answered(clients)} requests answered, {len(lost)} lost")
    if lost:
        raise Fault("\n".join(lost[:10]))


def run(ports, folder, log):
    instances = [Instance(port, log) for port in ports[1:]]
    pathlib.Path(f"{folder}/haproxy.cfg").write_text(configuration(ports))
    for instance in instances:
        instance.start()
    haproxy = subprocess.Popen(["haproxy", "-db", "-f", f"{folder}/haproxy.cfg"], stderr=log)
    try:
        wait_until("HAProxy answers", lambda: ask(ports[0], "/readyz"))
        clients = [Client(ports[0], False) for _ in range(WHOLE_CLIENTS)]
        clients += [Client(ports[0], True) for _ in range(SLOW_CLIENTS)]
        for client in clients:
            client.start()
        wait_until(
            "every instance is asked",
            lambda: all(instance.settlement_count() > 50 for instance in instances),
        )
        roll(instances, clients)
        kill(instances[1], clients)
        Client.stops.set()
        for client in clients:
            client.join()
        instances[0].stop()
        instances[2].stop()
    finally:
        haproxy.kill()
        for instance in instances:
            instance.kill()


def main():
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/log", "w+") as log:
        try:
            run(free_ports(4), folder, log)
        except Fault as fault:
            log.seek(0)
            sys.exit(f"{log.read()[-3000:]}\n{fault}")


main()
