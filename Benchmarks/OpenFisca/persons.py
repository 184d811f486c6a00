"""Persons for whom a stay is to be settled, every one different: requests of /v1/settlements.

    python persons.py COUNT > persons.ndjson

All stays end on one day, since OpenFisca computes one period for all. Schemes, levels, routes,
groups, layers held, institutions, fees and the year so far are drawn at random but the same each
time; most persons are insured, entitled and treated as most are.
"""

import json
import random
import sys

DAY = "2024-05-11"
LEVELS = ["primary", "secondary", "tertiary"]
ROUTES = [
    "local", "resettled", "referredOut", "emergencyOut", "resettledHomeVisit", "unreferredOut"]
GROUPS = [
    "minimumLiving", "extremePoverty", "marginalMinimumLiving", "disabled", "orphan",
    "childInDifficulty", "otherAided", "veteranWorker", "modelWorker"]


def yuan(fen):
    """An amount as a request has it."""
    return fen / 100


def amount(draw):
    """Fen of any magnitude up to a million yuan, or nothing."""
    return draw.randint(0, 10 ** draw.randint(0, 8))


def person_of(draw):
    scheme = draw.choice(["employee", "employee", "employee", "resident", "resident", "student"])
    person = {
        "scheme": scheme, "entitled": draw.random() < 0.97,
        "groups": draw.sample(GROUPS, draw.choice([0, 0, 0, 0, 0, 0, 1, 1, 2]))}
    if scheme == "employee":
        person["status"] = draw.choice(["active", "active", "retired"])
        person["civilServant"] = draw.random() < 0.1
        person["supplementary"] = draw.random() < 0.3
        if draw.random() < 0.8:
            person["accountBalance"] = yuan(draw.randint(0, 800_000))
    return person


def request(draw, number):
    parts = {
        "selfFunded": amount(draw), "classBCopay": amount(draw), "overLimit": amount(draw) // 100,
        "refusedDischarge": amount(draw) // 10 if draw.random() < 0.02 else 0}
    total = sum(parts.values()) + amount(draw)
    before = {"inScope": 0, "deductiblePaid": 0}
    if draw.random() < 0.5:
        before = {
            "inScope": yuan(draw.randint(0, 70_000_000)),
            "deductiblePaid": yuan(draw.choice([20_000, 30_000, 40_000, 60_000, 70_000])),
            "highestLevel": draw.choice(LEVELS)}
    readings = {}
    if draw.random() < 0.2:
        readings = {
            "unreferredReduction": draw.choice(["relative", "points"]),
            "priorSelfPayCap": draw.choice(["net", "gross"])}
    return {
        "requestId": str(number), "person": person_of(draw),
        "encounter": {
            "kind": draw.choice(["inpatient", "inpatient", "inpatient", "specialDisease"]),
            "date": DAY, "level": draw.choice(LEVELS),
            "route": draw.choices(ROUTES, [60, 10, 12, 6, 4, 8])[0],
            "designated": draw.random() < 0.97, "emergency": draw.random() < 0.2},
        "fees": {"total": yuan(total), **{name: yuan(part) for name, part in parts.items()}},
        "yearToDate": {"inpatient": before}, "options": {"readings": readings}}


def main():
    draw = random.Random(20240511)
    for number in range(int(sys.argv[1])):
        line = request(draw, number)
        if line["encounter"]["kind"] == "specialDisease":
            line["encounter"]["disease"] = "epilepsy"
        print(json.dumps(line))


if __name__ == "__main__":
    main()
