"""Writes the answers of a running program into openapi.yaml, as the examples of its requests.

    refresh.py http://127.0.0.1:8080

For when a figure, a clause or a word has changed: look at the difference before committing it. The
digests stay, since the tests do not compare them.
"""

import json
import re
import sys
import urllib.error
import urllib.request

import yaml

FILE = "openapi.yaml"
COLUMNS = 100
PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff“（〔][^:#{}\[\],&*!|>'\"%@`\\]*")
WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "none"}


class Number(str):
    """A number with the digits it was written with."""


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(child)}" for name, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, Number):
        return value
    if isinstance(value, str):
        isPlain = PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in WORDS
        return value if isPlain else "'" + value.replace("'", "''") + "'"
    return json.dumps(value)


def block(value, indent):
    """The lines of a container: what fits on a line stands on one."""
    if isinstance(value, dict):
        entries = [(f"{name}: ", name + ":", child) for name, child in value.items()]
    else:
        entries = [("- ", "-", child) for child in value]
    for lead, alone, child in entries:
        line = " " * indent + lead + flow(child)
        if not isinstance(child, (dict, list)) or len(line) <= COLUMNS and alone != "steps:":
            yield line
            continue
        lines = list(block(child, indent + 2))
        if alone == "-":
            yield " " * indent + "- " + lines.pop(0).lstrip()
        else:
            yield " " * indent + alone
        yield from lines


def member(node, *path):
    """The node at a path of keys; nothing where there is none."""
    for name in path:
        node = next((child for key, child in node.value if key.value == name), None)
        if node is None:
            return None
    return node


def text(node):
    """A node as JSON, numbers with their digits."""
    if isinstance(node, yaml.MappingNode):
        members = (f"{json.dumps(key.value)}: {text(child)}" for key, child in node.value)
        return "{" + ", ".join(members) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(text, node.value)) + "]"
    return json.dumps(node.value) if node.tag.endswith(":str") else node.value


def ask(url, content):
    request = urllib.request.Request(
        url, data=content.encode(), headers={"Content-Type": "application/json"}
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    content = json.loads(answer.read(), parse_int=Number, parse_float=Number)
    return str(answer.status), content


def main(url):
    with open(FILE, encoding="utf-8") as file:
        source = file.read()
    lines = source.split("\n")
    changes = []
    for path, item in member(yaml.compose(source), "paths").value:
        operation = member(item, "post")
        if operation is None:
            continue
        requests = member(operation, "requestBody", "content", "application/json", "examples")
        for name, example in requests.value:
            status, answer = ask(url + path.value, text(member(example, "value")))
            [(_, content)] = member(operation, "responses", status, "content").value
            shown = member(content, "examples", name.value, "value")
            if shown is None:
                sys.exit(f"{path.value} {name.value}: now answered with {status}")
            if "policy" in answer:
                answer["policy"]["digest"] = member(shown, "policy", "digest").value
            changes.append((shown.start_mark, shown.end_mark, answer))
    for start, end, answer in sorted(changes, key=lambda change: -change[0].line):
        lines[start.line : end.line] = block(answer, start.column)
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


main(sys.argv[1])
