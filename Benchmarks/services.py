"""What the drivers share: building, starting servers, asking them, and counting."""

import functools
import math
import mmap
import os
import pathlib
import re
import resource
import shutil
import socket
import struct
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
POLICY = ROOT / "Config/policy"
STAY = HERE / "stay.json"
# How often the interval that a median is told to lie in may be wrong.
DOUBT = 0.05
RELEASE = HERE / ".build/release"
WENBAO = ROOT / ".build/release/wenbao"


def run(*command, **options):
    """Runs a command to its end and returns what it prints; its failure ends the driver."""
    ended = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, **options)
    if ended.returncode != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return ended.stdout


def build(product, folder=HERE):
    """Builds a product of a package for release, with Swift's libraries in it, which is faster."""
    run("swift", "build", "--quiet", "-c", "release", "--static-swift-stdlib",
        "--product", product, "--package-path", folder)


def install(*packages):
    """Sees that Debian packages are there."""
    run(ROOT / ".ci/install", *packages)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def head_and_content(stream):
    """One answer of a stream: its head and its content."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(stream)
    head, content = data.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)[1])
    while len(content) < length:
        content += received(stream)
    return head, content


def received(stream):
    data = stream.recv(65536)
    if not data:
        raise ConnectionError("closed in the middle of an answer")
    return data


@functools.cache
def alone(core):
    """What to put before a command that has a core to itself.

    Where that is allowed it runs at real-time priority: else, whenever another program of the
    machine has the core, that is what is measured.
    """
    pinned = ["taskset", "--cpu-list", str(core)]
    first = ["chrt", "--fifo", "1"]
    is_allowed = subprocess.run([*first, "true"], stderr=subprocess.DEVNULL).returncode == 0
    return pinned + first if is_allowed else pinned


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def post(path, content):
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n")
    return head.encode() + content


class Server:
    """A server on a port of loopback, stopped at the end of a `with`."""

    def __init__(
            self, name, port, *command, environment=None, scheme="http",
            errors=subprocess.DEVNULL):
        self.name, self.port, self.scheme = name, port, scheme
        self.process = subprocess.Popen(
            [str(part) for part in command], env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
        self.await_listening()

    def await_listening(self):
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise SystemExit(f"{self.name} does not listen")

    def connect(self, source="127.0.0.1"):
        return socket.create_connection(
            ("127.0.0.1", self.port), timeout=30, source_address=(source, 0))

    def ask(self, request, stream=None):
        """The content of the answer to a request, on a connection of its own if none is given."""
        if stream is not None:
            stream.sendall(request)
            return head_and_content(stream)[1]
        with self.connect() as stream:
            return self.ask(request, stream)

    def resident_kibibytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def wenbao(environment=None, certificates=None, log=None, core=None):
    """wenbao, over TLS where there is a folder of certificates, or with one loop on one core.

    Answers are logged where there is a file for it, and not else, as those of its peers are not.
    """
    access = {"WENBAO_LOG_ACCESS": "true" if log else "false"}
    place = []
    if core is not None:
        place, access["WENBAO_LISTEN_LOOPS"] = alone(core), "1"
    port, settings = free_port(), []
    if certificates:
        file = certificates / "wenbao.yaml"
        chain, key = certificates / "server.pem", certificates / "server-key.pem"
        file.write_text(
            f"tls:\n  certificates:\n    - {{certificate: {chain}, key: {key}}}\n")
        settings = ["--config", file]
    return Server(
        "wenbao", port, *place, WENBAO, "serve", "--port", port, "--policy", POLICY, *settings,
        environment={**access, **(environment or {})},
        scheme="https" if certificates else "http", errors=log or subprocess.DEVNULL)


def nginx(bodies, certificates=None, core=None):
    """nginx with two workers, or one on one core, that returns a body of its own at each path."""
    install("nginx-light")
    port, folder = free_port(), pathlib.Path(tempfile.mkdtemp(prefix="wenbao-nginx-"))
    places = "".join(
        f"location = {path} {{ return 200 '{body.decode()}'; }}\n" for path, body in bodies.items())
    secure, security = "", ""
    if certificates:
        secure = "ssl"
        security = f"""
          ssl_certificate {certificates}/server.pem;
          ssl_certificate_key {certificates}/server-key.pem;
          ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets on;"""
    configuration = folder / "nginx.conf"
    configuration.write_text(f"""
        worker_processes {2 if core is None else 1}; daemon off;
        pid {folder}/pid; error_log stderr crit;
        events {{ worker_connections 16384; }}
        http {{
          access_log off; default_type application/json; client_body_temp_path {folder};
          proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
          scgi_temp_path {folder};
          {security}
          server {{ listen 127.0.0.1:{port} {secure} reuseport; {places} }}
        }}""")
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    place = [] if core is None else alone(core)
    return Server(
        "nginx", port, *place, program, "-c", configuration,
        scheme="https" if certificates else "http")


def hummingbird():
    package = HERE / "HummingbirdSettlement"
    build("HummingbirdSettlement", package)
    port = free_port()
    program = package / ".build/release/HummingbirdSettlement"
    return Server(
        "Hummingbird", port, program, POLICY, port, environment={"LOG_LEVEL": "error"})


class AllocationCount:
    """How often a process that preloads libAllocationCount.so has asked for memory."""

    def __init__(self):
        build("AllocationCount")
        self.file = tempfile.NamedTemporaryFile(prefix="wenbao-allocations-")
        self.file.truncate(8)
        self.memory = mmap.mmap(self.file.fileno(), 8)
        self.environment = {
            "ALLOCATION_COUNT_FILE": self.file.name,
            "LD_PRELOAD": str(RELEASE / "libAllocationCount.so"),
        }

    def read(self):
        return struct.unpack("Q", self.memory[:8])[0]


def instructions(mode, rounds=(100, 1100)):
    """The instructions of one settlement, by the difference of two counts of rounds."""
    build("SettlementLoop")
    return instructions_each(
        RELEASE / "SettlementLoop", [[POLICY, STAY, count, mode] for count in rounds], rounds)


def instructions_each(program, arguments, counts):
    """The instructions of one of many, by the difference of two runs with so many of them."""
    install("valgrind", "binutils")
    with tempfile.TemporaryDirectory() as folder:
        stripped = pathlib.Path(folder) / "program"
        # valgrind does not understand the debug information of Swift.
        run("objcopy", "--strip-debug", program, stripped)
        collected = []
        for each in arguments:
            ended = subprocess.run(
                ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                 *map(str, [stripped, *each])], capture_output=True, text=True,
                # Loading the policy then takes the same instructions each time.
                env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
            collected.append(int(re.search(r"Collected : (\d+)", ended.stderr)[1]))
    return (collected[1] - collected[0]) / (counts[1] - counts[0])


def allocations_in_loop(mode, rounds=(100, 1100)):
    """The allocations of one settlement without sockets, by the difference of two counts."""
    build("SettlementLoop")
    counts = []
    for count in rounds:
        counter = AllocationCount()
        run(RELEASE / "SettlementLoop", POLICY, STAY, count, mode,
            env={**os.environ, **counter.environment, "SWIFT_DETERMINISTIC_HASHING": "1"})
        counts.append(counter.read())
    return (counts[1] - counts[0]) / (rounds[1] - rounds[0])


def processor_seconds(*command, with_kernel=False):
    """The processor time of a command in user mode, or with that of the kernel for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*command, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user = after.ru_utime - before.ru_utime
    return user + (after.ru_stime - before.ru_stime if with_kernel else 0)


def interval(values):
    """Where the median lies, but for a doubt: two of the values, by the sign test."""
    values, cut, below = sorted(values), 0, 0
    while (below := below + math.comb(len(values), cut) / 2 ** len(values)) <= DOUBT / 2:
        cut += 1
    outside = max(cut - 1, 0)
    return values[outside], values[-1 - outside]
