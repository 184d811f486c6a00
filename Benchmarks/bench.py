#!/usr/bin/env python3
"""Measures wenbao against its peers on loopback and prints a table of ratios and counts.

    Benchmarks/bench.py [--rows health,settlement,...] [--rounds 9] [--seconds 1] [--check]

Each pair is measured in turn, round by round, in the same run, so that whatever else the machine
does weighs on both alike; a ratio is the median of the rounds'. With --check the exit code is 1
when a must is missed. Everything takes less than ten minutes once it is built.
"""

import argparse
import contextlib
import os
import pathlib
import re
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import services
from services import HERE, POLICY, RELEASE, STAY

CONNECTIONS = 64
IDLE_CONNECTIONS = 10_000

# Where latency is measured, client and server have a core each.
SERVER_CORE, CLIENT_CORE = 0, 1

# A round of latency takes so many seconds, and the machine rests for as long before it: who has a
# core at real-time priority for longer than 0.95 s is stopped by Linux for 0.05 s.
LATENCY_SECONDS = 0.3


class Row:
    """One line of the table: what was measured, against whom, what must be and what is aimed at."""

    def __init__(
            self, work, against, figure, must, aim, unit="×", at_least=False, detail=""):
        self.work, self.against, self.detail = work, against, detail
        self.figure, self.must, self.aim = figure, must, aim
        self.unit, self.at_least = unit, at_least

    @property
    def holds(self):
        return self.figure >= self.must if self.at_least else self.figure <= self.must

    @property
    def verdict(self):
        return "" if self.holds else " **missed**"

    def bound(self, value):
        return f"{'≥' if self.at_least else '≤'} {value:n} {self.unit}"

    def cells(self):
        figure = f"{self.figure:.3g}" if self.figure < 1000 else f"{self.figure:.0f}"
        return [
            self.work, self.against, f"{figure} {self.unit}{self.verdict}",
            self.bound(self.must), self.bound(self.aim), self.detail]


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wenbao-bench-"))
        self.running = {}

    # Servers, each started once.

    def server(self, name):
        if name not in self.running:
            start = {
                "wenbao": services.wenbao, "hummingbird": services.hummingbird,
                "nginx": self.start_nginx, "wenbao TLS": self.start_secure_wenbao,
                "nginx TLS": self.start_secure_nginx, "wenbao logging": self.start_logging_wenbao,
                "wenbao alone": self.start_lone_wenbao, "nginx alone": self.start_lone_nginx}
            self.running[name] = start[name]()
        return self.running[name]

    def start_nginx(self):
        wenbao = self.server("wenbao")
        return services.nginx({
            "/healthz": wenbao.ask(services.get("/healthz")),
            "/v1/settlements": wenbao.ask(self.settlement())})

    def certificates(self):
        folder = self.folder / "certificates"
        if not folder.exists():
            services.run(services.WENBAO, "dev-certificates", folder)
        return folder

    def start_secure_wenbao(self):
        return services.wenbao(certificates=self.certificates())

    def start_logging_wenbao(self):
        with open(self.folder / "log", "wb") as log:
            return services.wenbao(log=log)

    def start_lone_wenbao(self):
        return services.wenbao(core=SERVER_CORE)

    def start_lone_nginx(self):
        settled = self.server("wenbao alone").ask(self.settlement())
        return services.nginx({"/v1/settlements": settled}, core=SERVER_CORE)

    def start_secure_nginx(self):
        wenbao = self.server("wenbao")
        return services.nginx(
            {"/healthz": wenbao.ask(services.get("/healthz")),
             "/v1/settlements": wenbao.ask(self.settlement())}, self.certificates())

    def settlement(self):
        return services.post("/v1/settlements", STAY.read_bytes())

    def stop(self):
        for server in self.running.values():
            server.__exit__()
        (self.folder / "log").unlink(missing_ok=True)

    # Measuring.

    def script(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def wrk(self, server, path, script=None):
        """The requests a second that a server answers."""
        services.install("wrk")
        command = [
            "wrk", "-t2", f"-c{CONNECTIONS}", f"-d{self.options.seconds}s",
            f"{server.scheme}://127.0.0.1:{server.port}{path}"]
        if script:
            command += ["-s", str(script)]
        report = services.run(*command)
        if "Non-2xx" in report:
            raise SystemExit(f"{server.name} refuses: {report}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])

    def compare(self, names, measure):
        """The medians of two servers measured in turn, and that of the rounds' ratios."""
        rounds = [
            [measure(self.server(name)) for name in names] for _ in range(self.options.rounds)]
        ours, theirs = (statistics.median(figures) for figures in zip(*rounds))
        return ours, theirs, statistics.median(ours / theirs for ours, theirs in rounds)

    def speed(self, work, against, must, aim, path, script=None, over=""):
        ours, theirs, ratio = self.compare(
            ["wenbao" + over, against.lower() + over],
            lambda server: self.wrk(server, path, script))
        detail = f"{ours:,.0f} against {theirs:,.0f} requests/s"
        return Row(work, against, ratio, must, aim, at_least=True, detail=detail)

    def settlement_script(self):
        return self.script("settlement.lua", f"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            local file = io.open("{STAY}", "rb")
            wrk.body = file:read("*a")
            """)

    # Rows.

    def health(self):
        return [self.speed("`GET /healthz`", "nginx", 0.9, 1.2, "/healthz")]

    def settlement_row(self):
        return [self.speed(
            "`POST /v1/settlements`", "nginx", 0.7, 0.95, "/v1/settlements",
            self.settlement_script())]

    def codable(self):
        return [self.speed(
            "`POST /v1/settlements`", "Hummingbird", 5, 8, "/v1/settlements",
            self.settlement_script())]

    def latency(self):
        """The 99th percentile of both at one rate: half of what the slower one answers at most.

        Server and client have a core each, in finding that peak too. The client sends at a
        constant rate and counts from when a request was due, whatever became of those before it.
        Rounds are short and many: where something else takes the core for a while, that is a
        round lost and no more.
        """
        services.build("PacedClient")
        names = ["wenbao alone", "nginx alone"]
        peaks = self.compare(names, lambda server: self.paced(server, rate=0)[0])[:2]
        rate = min(peaks) / 2
        rounds = [
            [self.paced(self.server(name), rate) for name in names]
            for _ in range(3 * self.options.rounds)]
        ours, theirs = ([each[2] for each in side] for side in zip(*rounds))
        ratios = [our / their for our, their in zip(ours, theirs)]
        low, high = services.interval(ratios)
        late = statistics.median(each[4] for pair in rounds for each in pair)
        detail = (
            f"{spread(ours)} against {spread(theirs)} µs at {rate:,.0f} requests/s, the client "
            f"late by {late:.1f}; the ratio is {low:.2f} to {high:.2f}")
        return [Row(
            "99th percentile at half the peak", "nginx", statistics.median(ratios), 1.5, 1,
            detail=detail)]

    def paced(self, server, rate):
        """What PacedClient tells of settlements at a rate, or at the most for 0."""
        request = self.folder / "request"
        request.write_bytes(self.settlement())
        time.sleep(LATENCY_SECONDS)
        report = services.run(
            *services.alone(CLIENT_CORE), RELEASE / "PacedClient", server.port, CONNECTIONS, rate,
            LATENCY_SECONDS, request, "spin")
        return [float(figure) for figure in report.split()]

    def pipelined(self):
        script = self.script("pipelined.lua", """
            init = function(arguments)
              local requests = {}
              for index = 1, 16 do requests[index] = wrk.format("GET", "/healthz") end
              batch = table.concat(requests)
            end
            request = function() return batch end
            """)
        return [self.speed("`GET /healthz`, 16 at once", "nginx", 1, 1.5, "/healthz", script)]

    def secure(self):
        return [self.speed(
            "`POST /v1/settlements` over TLS 1.3", "nginx", 0.7, 1, "/v1/settlements",
            self.settlement_script(), over=" TLS")]

    def handshakes(self):
        return self.handshake_row("full TLS handshakes, two clients", ["-new"], clients=2)

    def resumption(self):
        return self.handshake_row("resumed TLS handshakes, one client", ["-reuse"], clients=1)

    def handshake_row(self, work, flags, clients):
        """Connections of clients that ask for `GET /healthz` and close; wrk would resume."""
        def count(server):
            command = [
                "openssl", "s_time", "-connect", f"127.0.0.1:{server.port}", "-www", "/healthz",
                "-time", str(self.options.seconds), *flags]
            running = [
                subprocess.Popen(
                    command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                for _ in range(clients)]
            reports = [client.communicate()[0] for client in running]
            return sum(
                int(re.search(r"(\d+) connections in \d+ real seconds", report)[1])
                for report in reports)
        ours, theirs, ratio = self.compare(["wenbao TLS", "nginx TLS"], count)
        detail = f"{ours:,.0f} against {theirs:,.0f} in {self.options.seconds} s"
        return [Row(work, "nginx", ratio, 0.8, 1, at_least=True, detail=detail)]

    def logs(self):
        """Every answer logged to a file, against none."""
        script = self.settlement_script()
        logging, silent, ratio = self.compare(
            ["wenbao logging", "wenbao"],
            lambda server: self.wrk(server, "/v1/settlements", script))
        detail = f"{logging:,.0f} against {silent:,.0f} requests/s"
        work = "`POST /v1/settlements`, each logged"
        return [Row(work, "not logged", ratio, 0.95, 0.98, at_least=True, detail=detail)]

    def memory(self):
        with services.wenbao() as server:
            for _ in range(100):
                server.ask(services.get("/healthz"))
            before = server.resident_kibibytes()
            streams = []
            for index in range(IDLE_CONNECTIONS):
                # A thousand from each address: a server holds an address to a little more.
                streams.append(server.connect(source=f"127.0.0.{2 + index // 1000}"))
                server.ask(services.get("/healthz"), streams[-1])
            grown = (server.resident_kibibytes() - before) / 1024
            for stream in streams:
                stream.close()
        return [Row(f"memory, {IDLE_CONNECTIONS} idle connections", "–", grown, 60, 20, "MiB")]

    def allocations(self):
        """Over HTTP, on one connection that persists, each answer logged."""
        counter = services.AllocationCount()
        warm, counted = 400, 500
        environment = {**counter.environment, "WENBAO_LOG_ACCESS": "true"}
        with services.wenbao(environment) as server, contextlib.ExitStack() as stack:
            # Of both loops, and of the writer of the log, whose buffer grows to the rate of lines.
            for _ in range(8):
                stream = stack.enter_context(server.connect())
                for _ in range(warm):
                    server.ask(self.settlement(), stream)
            before = counter.read()
            for _ in range(counted):
                server.ask(self.settlement(), stream)
            each = (counter.read() - before) / counted
        return [Row("allocations a settlement", "–", each, 12, 0, "")]

    def instructions(self):
        count = services.instructions("bytes")
        return [Row("instructions a settlement", "–", count, 40_000, 12_000, "")]

    # Batches.

    def claims(self, count):
        """A file of made-up requests, one a line."""
        path = self.folder / f"claims-{count}.ndjson"
        if not path.exists():
            services.run(
                services.WENBAO, "sample", "--count", count, "--policy", POLICY, "--out", path)
        return path

    def batch_command(self, lines, *flags, threads=1):
        return [
            services.WENBAO, "batch", "--policy", POLICY, "--threads", threads, "--in", lines,
            "--out", "/dev/null", *flags]

    def batch(self):
        """A batch on one core against orjson that parses the same lines and writes them again."""
        environment = HERE / ".build/orjson"
        python = environment / "bin/python"
        if not python.exists():
            services.run(sys.executable, "-m", "venv", environment)
            services.run(python, "-m", "pip", "install", "--quiet", "orjson==3.13.0")
        count = 300_000
        lines = self.claims(count)
        commands = [
            [python, HERE / "Orjson/rewrite.py", lines, "/dev/null"],
            self.batch_command(lines, "--no-explain"), self.batch_command(lines)]
        rounds = [
            [services.processor_seconds(*command, with_kernel=True) for command in commands]
            for _ in range(self.options.rounds)]
        theirs, terse, explained = (statistics.median(figures) for figures in zip(*rounds))
        def ratio(place):
            return statistics.median(each[place] / each[0] for each in rounds)
        detail = "{:.2f} against {:.2f} µs a line"
        micro = 1e6 / count
        return [
            Row("`batch --no-explain`, one core", "orjson", ratio(1), 1.5, 0.8,
                detail=detail.format(terse * micro, theirs * micro)),
            Row("`batch`, explained, one core", "orjson", ratio(2), 3, 1.5,
                detail=detail.format(explained * micro, theirs * micro))]

    def batch_cores(self):
        """The time of a batch that has one core to that with two.

        With one thread alone it would have more than one: those that read and write are beside it.
        """
        lines = self.claims(1_000_000)
        def seconds(cores):
            start = time.monotonic()
            services.run(
                "taskset", "--cpu-list", f"0-{cores - 1}",
                *self.batch_command(lines, threads=cores), stderr=subprocess.DEVNULL)
            return time.monotonic() - start
        rounds = [(seconds(1), seconds(2)) for _ in range(self.options.rounds)]
        one, two = (statistics.median(figures) for figures in zip(*rounds))
        ratio = statistics.median(one / two for one, two in rounds)
        detail = f"{one:.2f} against {two:.2f} s for 1 000 000 lines"
        return [
            Row("`batch` on two cores", "on one", ratio, 1.7, 1.9, at_least=True, detail=detail)]

    def batch_instructions(self):
        counts = (1_000, 11_000)
        rows = []
        for flags, must in ([["--no-explain"], 25_000], [[], 35_000]):
            each = services.instructions_each(
                services.WENBAO,
                [self.batch_command(self.claims(count), *flags)[1:] for count in counts], counts)
            work = " ".join(["instructions a line of `batch", *flags]) + "`"
            rows.append(Row(work, "–", each, must, must / 2, ""))
        return rows

    def batch_neighbours(self):
        """The 99th percentile of settlements beside a batch over HTTP, in that without."""
        services.build("PacedClient")
        request = self.folder / "request"
        request.write_bytes(self.settlement())
        lines = self.claims(300_000)
        server = self.server("wenbao")
        url = f"http://127.0.0.1:{server.port}/v1/settlements/batch"
        upload = [
            "curl", "--silent", "--output", "/dev/null", "--request", "POST", "--header",
            "Content-Type: application/x-ndjson", "--upload-file", str(lines), url]
        def percentile():
            report = services.run(
                RELEASE / "PacedClient", server.port, 8, 500, self.options.seconds, request)
            return float(report.split()[2])
        def percentile_beside():
            with contextlib.ExitStack() as stack:
                batch = stack.enter_context(subprocess.Popen(["sh", "-c", (
                    f"while :; do {shlex.join(upload)}; done")], start_new_session=True))
                stack.callback(os.killpg, batch.pid, signal.SIGTERM)
                return percentile()
        rounds = [(percentile_beside(), percentile()) for _ in range(self.options.rounds)]
        beside, alone = (statistics.median(figures) for figures in zip(*rounds))
        ratio = statistics.median(beside / alone for beside, alone in rounds)
        detail = f"{beside:,.0f} against {alone:,.0f} µs at 500 requests/s"
        work = "99th percentile beside a batch over HTTP"
        return [Row(work, "without it", ratio, 3, 2, detail=detail)]

    def openfisca(self):
        """The same persons, each different, settled by both to the same fen, which is checked."""
        count, rounds = 100_000, 5_000_000
        environment = HERE / ".build/openfisca"
        python = environment / "bin/python"
        if not python.exists():
            services.run(sys.executable, "-m", "venv", environment)
            services.run(python, "-m", "pip", "install", "--quiet", "openfisca-core==46.0.1")
        services.build("SettlementLoop")
        loop = (RELEASE / "SettlementLoop", POLICY)
        persons, answers = self.folder / "persons.ndjson", self.folder / "answers.ndjson"
        persons.write_text(services.run(python, HERE / "OpenFisca/persons.py", 10_000))
        answers.write_text(services.run(*loop, persons, 1, "answers"))

        def processor_time(mode):
            """The nanoseconds of one settlement, without what comes before the first."""
            seconds = [
                services.processor_seconds(*loop, persons, number, mode) for number in (1, rounds)]
            return (seconds[1] - seconds[0]) / rounds * 1e9

        figures = {"core": [], "explain": [], "openfisca": []}
        for _ in range(self.options.rounds):
            # After ten rounds or so its memory stays mapped, and it is a third quicker.
            report = services.run(
                python, HERE / "OpenFisca/settlement.py", persons, count, 20, answers)
            figures["openfisca"].append(float(report))
            for mode in ("core", "explain"):
                figures[mode].append(processor_time(mode))
        core, explained, theirs = (statistics.median(figure) for figure in figures.values())
        detail = "{:.0f} against {:.0f} ns of processor time"
        return [
            Row("one settlement in the core", "OpenFisca", core / theirs, 1.5, 0.7,
                detail=detail.format(core, theirs)),
            Row("the same, explained", "OpenFisca", explained / theirs, 4, 2,
                detail=detail.format(explained, theirs))]


ROWS = {
    "health": Bench.health, "settlement": Bench.settlement_row, "latency": Bench.latency,
    "codable": Bench.codable, "pipelined": Bench.pipelined, "tls": Bench.secure,
    "handshakes": Bench.handshakes, "resumption": Bench.resumption, "logs": Bench.logs,
    "memory": Bench.memory, "allocations": Bench.allocations,
    "instructions": Bench.instructions, "openfisca": Bench.openfisca, "batch": Bench.batch,
    "batch-cores": Bench.batch_cores, "batch-instructions": Bench.batch_instructions,
    "batch-neighbours": Bench.batch_neighbours,
}


def spread(figures):
    """The median of some figures and, in brackets, what half of them lie between."""
    first, median, third = statistics.quantiles(figures, n=4)
    return f"{median:.1f} ({first:.1f} to {third:.1f})"


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model[1] if model else 'unknown'}, load {load:.1f}"


def print_table(rows):
    print("| work | against | measured | must | aim | |\n|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row.cells()) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", default=",".join(ROWS), help="which rows, of: " + ", ".join(ROWS))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="fail when a must is missed")
    options = parser.parse_args()
    names = options.rows.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"unknown rows: {', '.join(unknown)}")
    print(machine(), flush=True)
    if set(names) - {"instructions", "openfisca"}:
        services.build("wenbao", services.ROOT)
    bench, rows, unmeasured = Bench(options), [], []
    try:
        for name in names:
            print(f"measuring {name}", file=sys.stderr, flush=True)
            try:
                rows += ROWS[name](bench)
            except (SystemExit, OSError) as error:
                unmeasured.append(f"{name}: {error}")
    finally:
        bench.stop()
    print_table(rows)
    for reason in unmeasured:
        print(f"not measured: {reason}")
    missed = options.check and not all(row.holds for row in rows)
    sys.exit(bool(unmeasured or missed))


if __name__ == "__main__":
    main()
