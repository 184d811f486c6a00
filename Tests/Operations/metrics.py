"""Starts the program and sees that alerts and dashboard ask for nothing that it does not tell.

    metrics.py PROGRAM

Every metric, label and value of a label that an expression names must stand on a page of /metrics,
and promtool must find nothing wrong with the page. docs/observe.md must name every metric of the
page and no other, each with its type and labels.
"""

import hashlib
import json
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETTLEMENT = {
    "person": {"scheme": "resident"},
    "encounter": {"kind": "inpatient", "date": "2024-05-11", "level": "tertiary"},
    "fees": {"total": 23456.78},
    "yearToDate": {"inpatient": {"inScope": 0, "deductiblePaid": 0}},
}
# What Prometheus itself adds.
ADDED_LABELS = {"job", "instance"}
ADDED_METRICS = {"up"}
TOKEN = "the-token-of-these-tests"
TLS_SETTINGS = """
callers:
  - name: operations
    scopes: [settle, operate]
    tokens: [{sha256: DIGEST, expires: 9999-12-30}]
tls:
  certificates:
    - {certificate: FOLDER/server.pem, key: FOLDER/server-key.pem}
drain: {graceSeconds: 3600}
decisions: {file: FOLDER/decisions.ndjson, key: FOLDER/decisions.key}
tracing: {collector: "http://127.0.0.1:9"}
"""


class Service:
    """The program, serving at a port that the kernel chose."""

    def __init__(self, program, *arguments):
        arguments = [program, "serve", "--port", "0", *arguments]
        self.process = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r'listening on (https?://[^\s"]+)', line):
                self.url = found[1]
                return
        sys.exit("the program did not start")

    def ask(self, path, content=None):
        """The answer's text, whatever its status."""
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.url + path, data)
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {TOKEN}")
        try:
            context = ssl._create_unverified_context()
            with urllib.request.urlopen(request, context=context, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode()


def pages(program):
    """What /metrics says of a service that has seen something, and of one that serves HTTPS."""
    folder = ROOT / ".build-operations"
    shutil.rmtree(folder / "tls", ignore_errors=True)
    subprocess.run([program, "dev-certificates", folder / "tls"], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)
    key = folder / "tls" / "decisions.key"
    key.touch(mode=0o600)
    key.write_text("k" * 64)
    settings = folder / "tls.yaml"
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    settings.write_text(
        TLS_SETTINGS.replace("FOLDER", str(folder / "tls")).replace("DIGEST", digest))
    service = Service(program, "--config", str(settings))
    service.ask("/v1/settlements", SETTLEMENT)
    service.ask("/v1/settlements", {})
    service.ask("/nowhere")
    service.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 60
    while '"takingWork":false' not in service.ask("/readyz"):
        if time.monotonic() > deadline:
            sys.exit("the program does not drain")
        time.sleep(0.05)
    page = service.ask("/metrics")
    service.process.kill()
    service.process.wait()
    return page


def samples(page):
    """The label sets of each metric."""
    found = {}
    for name, labels in re.findall(r"^([a-z_]+)(?:\{(.*)\})? \S+$", page, re.MULTILINE):
        pairs = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels))
        found.setdefault(name, []).append(pairs)
    return found


def told(page):
    """The metrics of a page, each with its type and labels."""
    known = samples(page)
    for name, kind in re.findall(r"^# TYPE (\w+) (\w+)$", page, re.MULTILINE):
        sets = known.get(f"{name}_bucket" if kind == "histogram" else name, [])
        yield name, kind, frozenset(label for pairs in sets for label in pairs if label != "le")


def documented():
    """The metrics of the table of docs/observe.md, each with its type and labels."""
    text = (ROOT / "docs/observe.md").read_text()
    for name, kind, labels in re.findall(r"^\| `(\w+)` \| (\w+) \| ([^|]*)\|", text, re.MULTILINE):
        yield name, kind, frozenset(re.findall(r"\w+", labels))


def faults(expression, legend, known):
    """What an expression, or the text with its labels, names that no page has."""
    names = re.findall(r"\b(?:wenbao|process|go|node)_\w+|\b\w+(?=\{)", expression)
    for name in names:
        if name not in known and name not in ADDED_METRICS:
            yield f"no metric {name}"
    labels = {label for name in names for pairs in known.get(name, []) for label in pairs}
    labels |= ADDED_LABELS
    for group in re.findall(r"\bby \(([^)]*)\)", expression):
        for label in re.findall(r"\w+", group):
            if label not in labels:
                yield f"no label {label} to group by"
    for label in re.findall(r"\{\{ *(?:\$labels\.)?(\w+) *\}\}", legend):
        if label not in labels:
            yield f"no label {label} to show"
    for name, matchers in re.findall(r"\b(\w+)\{([^}]*)\}", expression):
        sets = known.get(name, [])
        for label, operator, value in re.findall(r'(\w+)(=~|=)"([^"]*)"', matchers):
            if label in ADDED_LABELS:
                continue
            values = [pairs[label] for pairs in sets if label in pairs]
            same = re.compile(value if operator == "=~" else re.escape(value)).fullmatch
            if not any(map(same, values)):
                yield f"no {name} with {label}{operator}{value}"


def expressions():
    """Every expression of alerts and dashboard, with the texts that show its labels."""
    alerts = yaml.safe_load((ROOT / "Config/ops/alerts.yaml").read_text())
    for group in alerts["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"], " ".join(rule["annotations"].values())
    dashboard = json.loads((ROOT / "Config/ops/dashboard.json").read_text())
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"], target["legendFormat"]
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            metric, label = re.fullmatch(r"label_values\((.*), (\w+)\)", variable["query"]).groups()
            yield variable["name"], metric, "{{" + label + "}}"


def main():
    page = pages(sys.argv[1])
    subprocess.run(["promtool", "check", "metrics"], input=page, text=True, check=True)
    known = samples(page)
    asked = list(expressions())
    found = [f"{title}: {fault}" for title, expression, legend in asked
             for fault in faults(expression, legend, known)]
    for name, kind, labels in sorted(set(told(page)) ^ set(documented()), key=lambda row: row[:2]):
        found.append(f"not the same in docs/observe.md: {name}, {kind}, {sorted(labels)}")
    if found:
        sys.exit("\n".join(found))
    print(f"{len(asked)} expressions of alerts and dashboard name only metrics that there are, "
          "and docs/observe.md names all")


main()
