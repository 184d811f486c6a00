"""Parses each line of a file and writes it again, and nothing else: rewrite.py IN OUT."""

import sys

import orjson

with open(sys.argv[1], "rb") as lines, open(sys.argv[2], "wb") as output:
    for line in lines:
        output.write(orjson.dumps(orjson.loads(line)))
        output.write(b"\n")
