"""Settles stays in OpenFisca, for many persons at once, timed for each person.

    python settlement.py PERSONS.ndjson COUNT ROUNDS [ANSWERS.ndjson]

The persons are requests as persons.py draws them, or one request; they are repeated until there
are COUNT. What is computed is what the core settles a stay to, wholly: who has a channel of their
own, coverage with its reasons, level and route, the cap's room, the deductible due, the fund's
rate under either reading, the layers, the account, the accumulators moved on, and the notes. The
steps are not there: OpenFisca gives none.

Money is whole fen in OpenFisca's integers of 32 bits, up to 21 million yuan, with products in 64,
rounded half up; its floats have single precision, in which every fourth of these persons would
have an amount wrong by a fen or more.

Prints the nanoseconds of processor time that one person takes, the least of the rounds. Where
answers are given, one a request, every amount of every person must agree with them to the fen.
"""

import json
import pathlib
import sys
import time

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2024-05"
Person = build_entity(key="person", plural="persons", label="", is_person=True)
system = TaxBenefitSystem([Person])

# Codes in the order of these lists; levels rank.
SCHEMES = ["employee", "resident", "student"]
LEVELS = ["primary", "secondary", "tertiary"]
ROUTES = [
    "local", "resettled", "referredOut", "emergencyOut", "resettledHomeVisit", "unreferredOut"]
GROUPS = [
    "minimumLiving", "extremePoverty", "marginalMinimumLiving", "disabled", "orphan",
    "childInDifficulty", "otherAided", "veteranWorker", "modelWorker", "retiredCadre",
    "retiredCadreSpouse", "disabledSoldierGrade1to6"]
AIDED, OTHER_INSTRUMENT, OWN_CHANNEL = 0b1111111, 0b11 << 7, 0b111 << 9
EMPLOYEE = SCHEMES.index("employee")
EMERGENCY_OUT, UNREFERRED_OUT = ROUTES.index("emergencyOut"), ROUTES.index("unreferredOut")


def since(day, amount):
    return {"values": {day: {"value": amount}}}


def value(amount):
    return since("2023-01-01", amount)


# Fen, and rates in ten-thousandths.
system.parameters = ParameterNode("", data={
    "employee": {
        "primary": value(200_00), "secondary": value(300_00), "tertiary": value(600_00),
        "cap_multiple": value(6), "active": value(9000), "retired": value(9500),
    },
    "resident": {
        "primary": value(300_00), "secondary": value(400_00), "tertiary": value(700_00),
        "cap": value(200_000_00),
        "rate_primary": value(9000), "rate_secondary": value(8000), "rate_tertiary": value(7000),
    },
    "average_wage_last_year": {"values": {
        "2023-01-01": {"value": 96_240_00}, "2024-01-01": {"value": 99_722_00}}},
    "out_of_city": {"prior_self_pay": value(1000), "reduction": value(2000)},
    "supplementary": {
        "primary": since("2024-03-01", 5500), "elsewhere": since("2024-03-01", 3500)},
})


def add(name, **members):
    members = {"entity": Person, "definition_period": MONTH, **members}
    system.add_variable(type(name, (Variable,), members))


def given(value_type, *names):
    """Variables that the claim gives."""
    for name in names:
        add(name, value_type=value_type)


def computed(value_type):
    """A variable computed by a formula."""
    def register(formula):
        add(formula.__name__, value_type=value_type, formula=formula)
        return formula
    return register


money, flag, code = computed(int), computed(bool), computed(int)

given(
    bool, "is_retired", "is_entitled", "is_designated", "is_emergency", "is_civil_servant",
    "holds_supplementary", "lowers_by_points", "counts_gross")
given(
    int, "scheme", "level", "route", "groups", "highest_level_before", "total", "self_funded",
    "class_b_copay", "over_limit", "refused_discharge", "in_scope_before", "deductible_before",
    "account_balance")


def share(amount, rate):
    """The amount times a rate, rounded half up to the fen."""
    return (amount * numpy.asarray(rate, numpy.int64) + 5000) // 10_000


# Coverage.

@flag
def has_own_channel(person, period):
    return (person("groups", period) & OWN_CHANNEL) != 0


@flag
def is_employee(person, period):
    return person("scheme", period) == EMPLOYEE


@flag
def not_designated(person, period):
    emergency = person("is_emergency", period) | (person("route", period) == EMERGENCY_OUT)
    return ~(person("is_designated", period) | emergency)


@flag
def is_covered(person, period):
    return person("is_entitled", period) & ~person("not_designated", period)


@money
def in_scope(person, period):
    return (
        person("total", period) - person("self_funded", period) - person("class_b_copay", period)
        - person("over_limit", period) - person("refused_discharge", period))


@money
def not_covered(person, period):
    return numpy.where(person("is_covered", period), 0, person("in_scope", period))


# Terms.

@code
def highest_level(person, period):
    return numpy.maximum(person("level", period), person("highest_level_before", period))


@money
def standard(person, period, parameters):
    employee, resident = parameters(period).employee, parameters(period).resident
    rows = numpy.array([
        employee.primary, employee.secondary, employee.tertiary,
        resident.primary, resident.secondary, resident.tertiary], numpy.int32)
    row = person("highest_level", period) + 3 * ~person("is_employee", period)
    return rows[row]


@money
def cap(person, period, parameters):
    wage, multiple = parameters(period).average_wage_last_year, parameters(period).employee
    return numpy.where(
        person("is_employee", period), numpy.int32(wage * multiple.cap_multiple),
        numpy.int32(parameters(period).resident.cap))


@computed(int)
def rate(person, period, parameters):
    employee, resident = parameters(period).employee, parameters(period).resident
    rows = numpy.array([
        employee.active, employee.retired, resident.rate_primary, resident.rate_secondary,
        resident.rate_tertiary], numpy.int32)
    listed = rows[numpy.where(
        person("is_employee", period), person("is_retired", period), person("level", period) + 2)]
    reduction = parameters(period).out_of_city.reduction
    lowered = numpy.where(
        person("lowers_by_points", period), numpy.maximum(listed - reduction, 0),
        listed * (10_000 - reduction) // 10_000)
    return numpy.where(person("route", period) == UNREFERRED_OUT, lowered, listed)


@money
def room(person, period):
    return numpy.maximum(person("cap", period) - person("in_scope_before", period), 0)


@money
def due(person, period):
    return numpy.maximum(person("standard", period) - person("deductible_before", period), 0)


# The basic fund.

@money
def prior_self_pay(person, period, parameters):
    route = person("route", period)
    bears = (route >= 2) & (route <= 4) & person("is_covered", period)
    rate = parameters(period).out_of_city.prior_self_pay
    return numpy.where(bears, share(person("in_scope", period), rate), 0)


@money
def pool(person, period):
    left = person("in_scope", period) - person("not_covered", period)
    return left - person("prior_self_pay", period)


@money
def over_cap(person, period):
    return numpy.maximum(person("pool", period) - person("room", period), 0)


@money
def within(person, period):
    return person("pool", period) - person("over_cap", period)


@money
def deductible(person, period):
    return numpy.minimum(person("due", period), person("within", period))


@money
def basic_fund(person, period):
    base = person("within", period) - person("deductible", period)
    return share(base, person("rate", period))


@money
def coinsurance(person, period):
    within = person("within", period)
    return within - person("deductible", period) - person("basic_fund", period)


# The layers.

@money
def basic_self_pay(person, period):
    return (
        person("prior_self_pay", period) + person("deductible", period)
        + person("coinsurance", period) + person("over_cap", period))


@money
def supplementary(person, period, parameters):
    rates = parameters(period).supplementary
    rows = numpy.array([rates.primary, rates.elsewhere, rates.elsewhere], numpy.int32)
    paid = share(person("basic_self_pay", period), rows[person("level", period)])
    holds = person("holds_supplementary", period) & person("is_employee", period)
    return numpy.where(holds, paid, 0)


@flag
def catastrophic_not_configured(person, period):
    return person("is_covered", period)


@flag
def civil_servant_not_configured(person, period):
    holds = person("is_civil_servant", period) & person("is_employee", period)
    return holds & person("is_covered", period)


@flag
def assistance_not_configured(person, period):
    return ((person("groups", period) & AIDED) != 0) & person("is_covered", period)


# The person.

@money
def personal(person, period):
    return (
        person("total", period) - person("basic_fund", period) - person("supplementary", period))


@money
def account(person, period):
    payable = (
        person("personal", period) - person("self_funded", period)
        - person("refused_discharge", period) - person("not_covered", period))
    return numpy.minimum(person("account_balance", period), payable)


@money
def cash(person, period):
    return person("personal", period) - person("account", period)


# The year, and the notes.

@money
def in_scope_after(person, period):
    counted = numpy.where(
        person("counts_gross", period), person("in_scope", period), person("pool", period))
    return person("in_scope_before", period) + counted * person("is_covered", period)


@money
def deductible_after(person, period):
    return person("deductible_before", period) + person("deductible", period)


@code
def highest_level_after(person, period):
    return numpy.where(
        person("is_covered", period), person("highest_level", period),
        person("highest_level_before", period))


@flag
def manual_claim(person, period):
    return person("is_covered", period) & ~person("is_designated", period)


@flag
def other_instrument(person, period):
    return (person("groups", period) & OTHER_INSTRUMENT) != 0


# What a settlement is, beside what the claim gives.
RESULTS = [
    "has_own_channel", "is_covered", "not_designated", "standard", "due", "rate", "cap", "room",
    "in_scope", "not_covered", "prior_self_pay", "over_cap", "deductible", "basic_fund",
    "coinsurance", "supplementary", "personal", "account", "cash", "in_scope_after",
    "deductible_after", "highest_level_after", "catastrophic_not_configured",
    "civil_servant_not_configured", "assistance_not_configured", "manual_claim",
    "other_instrument",
]


def fen(yuan):
    return round(yuan * 100)


def inputs(request):
    """The given variables of a request."""
    person, encounter, fees = request["person"], request["encounter"], request["fees"]
    before = request["yearToDate"]["inpatient"]
    readings = request.get("options", {}).get("readings", {})
    level = before.get("highestLevel")
    return {
        "scheme": SCHEMES.index(person["scheme"]), "is_retired": person.get("status") == "retired",
        "is_entitled": person.get("entitled", True),
        "groups": sum(1 << GROUPS.index(group) for group in person.get("groups", [])),
        "is_civil_servant": person.get("civilServant", False),
        "holds_supplementary": person.get("supplementary", False),
        "account_balance": fen(person.get("accountBalance", 0)),
        "level": LEVELS.index(encounter["level"]),
        "route": ROUTES.index(encounter.get("route", "local")),
        "is_designated": encounter.get("designated", True),
        "is_emergency": encounter.get("emergency", False),
        "total": fen(fees["total"]), "self_funded": fen(fees.get("selfFunded", 0)),
        "class_b_copay": fen(fees.get("classBCopay", 0)),
        "over_limit": fen(fees.get("overLimit", 0)),
        "refused_discharge": fen(fees.get("refusedDischarge", 0)),
        "in_scope_before": fen(before["inScope"]),
        "deductible_before": fen(before["deductiblePaid"]),
        "highest_level_before": LEVELS.index(level) if level else -1,
        "lowers_by_points": readings.get("unreferredReduction") == "points",
        "counts_gross": readings.get("priorSelfPayCap") == "gross",
    }


def answered(answer):
    """The computed variables as an answer of the service has them."""
    amounts, after = answer["amounts"], answer["yearToDate"]["inpatient"]
    reasons = answer.get("notCoveredReasons", [])
    notes = [(note["code"], note.get("subject")) for note in answer["notes"]]
    level = after["highestLevel"]
    expected = {
        "has_own_channel": False, "is_covered": answer["outcome"] == "settled",
        "not_designated": "notDesignated" in reasons,
        "in_scope": fen(amounts["inScope"]), "not_covered": fen(amounts["notCovered"]),
        "prior_self_pay": fen(amounts["priorSelfPay"]), "over_cap": fen(amounts["overCap"]),
        "deductible": fen(amounts["deductible"]), "basic_fund": fen(amounts["basicFund"]),
        "coinsurance": fen(amounts["coinsurance"]),
        "supplementary": fen(amounts["supplementary"]), "personal": fen(amounts["personal"]),
        "account": fen(amounts["account"]), "cash": fen(amounts["cash"]),
        "in_scope_after": fen(after["inScope"]),
        "deductible_after": fen(after["deductiblePaid"]),
        "highest_level_after": LEVELS.index(level) if level else -1,
        "catastrophic_not_configured": ("notConfigured", "catastrophic") in notes,
        "civil_servant_not_configured": ("notConfigured", "civilServant") in notes,
        "assistance_not_configured": ("notConfigured", "assistance") in notes,
        "manual_claim": ("manualClaim", None) in notes,
        "other_instrument": ("otherInstrument", None) in notes,
    }
    if "terms" in answer:
        terms = answer["terms"]
        expected.update({name: fen(terms[name]) for name in ("standard", "due", "cap", "room")})
        expected["rate"] = round(terms["rate"] * 10_000)
    return expected


def simulation_of(columns, count):
    """A simulation of so many persons."""
    simulation = SimulationBuilder().build_default_simulation(system, count=count)
    for name, column in columns.items():
        simulation.set_input(name, PERIOD, numpy.resize(column, count))
    return simulation


def disagreements(results, answers):
    """What the answers say otherwise, in words."""
    for index, line in enumerate(answers):
        for name, expected in answered(json.loads(line)).items():
            if results[name][index] != expected:
                yield f"{name} of person {index}: {results[name][index]}, not {expected}"


def main():
    text, count, rounds = pathlib.Path(sys.argv[1]).read_text(), int(sys.argv[2]), int(sys.argv[3])
    lines = text.splitlines() if sys.argv[1].endswith(".ndjson") else [text]
    rows = [inputs(json.loads(line)) for line in lines]
    columns = {name: numpy.array([row[name] for row in rows]) for name in rows[0]}
    least = float("inf")
    for _ in range(rounds):
        simulation = simulation_of(columns, count)
        start = time.process_time()
        results = {name: simulation.calculate(name, PERIOD) for name in RESULTS}
        least = min(least, time.process_time() - start)
    if len(sys.argv) > 4:
        answers = pathlib.Path(sys.argv[4]).read_text().splitlines()
        wrong = list(disagreements(results, answers))
        if wrong or len(answers) != len(rows):
            sys.exit("\n".join([f"{len(answers)} answers for {len(rows)} persons", *wrong[:10]]))
    print(round(least / count * 1e9, 1))


if __name__ == "__main__":
    main()
