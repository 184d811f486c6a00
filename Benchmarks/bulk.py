#!/usr/bin/env python3
"""Settles millions of claims in a pipe and holds the batch to its memory.

    Benchmarks/bulk.py [--count 10000000]

Ten million claims are about 3 GB of requests and 22 GB of answers, made, settled and thrown away
as they go. Prints the peak of resident memory after each tenth and exits with 1 where it is above
200 MiB or still grows in the second half.
"""

import argparse
import pathlib
import re
import subprocess
import sys

import services

# What a batch may take, in KiB, whatever its length.
RESIDENT_MAX = 200 << 10
# What the peak may grow by in the second half, in KiB: what a longer line than before needs.
GROWTH_MAX = 4 << 10


def peak(process):
    """The peak of a process's resident memory in KiB; nothing once it has ended."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10_000_000)
    count = parser.parse_args().count
    services.build("wenbao", services.ROOT)
    wenbao = [str(services.WENBAO)]
    policy = ["--policy", str(services.POLICY)]
    sample = subprocess.Popen(
        wenbao + ["sample", "--count", str(count)] + policy, stdout=subprocess.PIPE)
    batch = subprocess.Popen(
        wenbao + ["batch"] + policy, stdin=sample.stdout, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=False)
    sample.stdout.close()
    lines, peaks = 0, []
    while piece := batch.stdout.read(1 << 20):
        before, lines = lines, lines + piece.count(b"\n")
        if before * 10 // count < lines * 10 // count and (now := peak(batch)):
            peaks.append(now)
            print(f"{lines} lines: peak {now >> 10} MiB", flush=True)
    report = batch.stderr.read().decode()
    print(report, end="")
    if batch.wait() or sample.wait() or lines != count:
        sys.exit("the batch did not settle every line")
    if max(peaks) > RESIDENT_MAX:
        sys.exit(f"the batch took more than {RESIDENT_MAX >> 10} MiB")
    if peaks[-1] - peaks[len(peaks) // 2] > GROWTH_MAX:
        sys.exit("the memory of the batch grows with its length")


if __name__ == "__main__":
    main()
