#!/usr/bin/env python3
"""Holds a settlement to its budgets of instructions and allocations, which do not depend on load.

    Benchmarks/budgets.py

Exits with 1 when a budget is exceeded. A budget is a little more than what is measured: raise one
only with the reason in the commit.
"""

import sys

import services

# Instructions of one settlement, by what is done (see SettlementLoop).
INSTRUCTIONS = {"core": 680, "explain": 1_450, "bytes": 27_000, "http": 33_000}

# Allocations of one settlement as a request of a connection that persists.
ALLOCATIONS = {"core": 0, "explain": 0, "bytes": 0, "http": 0}


def main():
    exceeded = False
    for unit, budgets, measure in [
        ("instructions", INSTRUCTIONS, services.instructions),
        ("allocations", ALLOCATIONS, services.allocations_in_loop),
    ]:
        for mode, budget in budgets.items():
            count = round(measure(mode))
            verdict = "" if count <= budget else " EXCEEDED"
            exceeded = exceeded or count > budget
            print(f"{mode}: {count} {unit}, budget {budget}{verdict}", flush=True)
    sys.exit(exceeded)


if __name__ == "__main__":
    main()
