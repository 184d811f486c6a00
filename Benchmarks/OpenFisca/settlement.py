"""The settlement of a stay in OpenFisca, for many persons at once, timed for each person.

    python settlement.py PERSONS ROUNDS

The rules are those of the core for stays: scheme and status, level and the highest level before,
route, the cap's room, the deductible due, the fund's rate, the accumulators moved on, and what the
person bears from the account and in cash. Left out are the layers after the basic fund, for which
no figures are in force, the notes and the steps. OpenFisca computes in single-precision floats.

Prints the nanoseconds of processor time that one person takes, the least of the rounds, and what
the fund pays for the stay of stay.json.
"""

import sys
import time

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2024"
Person = build_entity(key="person", plural="persons", label="", is_person=True)
system = TaxBenefitSystem([Person])


def value(amount):
    return {"values": {"2023-01-01": {"value": amount}}}


system.parameters = ParameterNode("", data={
    "employee": {
        "primary": value(200), "secondary": value(300), "tertiary": value(600),
        "cap": value(598332), "active": value(0.90), "retired": value(0.95),
    },
    "resident": {
        "primary": value(300), "secondary": value(400), "tertiary": value(700),
        "cap": value(200000),
        "rate_primary": value(0.90), "rate_secondary": value(0.80), "rate_tertiary": value(0.70),
    },
    "out_of_city": {"prior_self_pay": value(0.10), "reduction": value(0.20)},
})


def variable(formula):
    """A variable computed by a formula."""
    members = {
        "value_type": float, "entity": Person, "definition_period": YEAR, "formula": formula}
    system.add_variable(type(formula.__name__, (Variable,), members))
    return formula


def given(*names):
    """Variables that the claim gives."""
    for name in names:
        members = {"value_type": float, "entity": Person, "definition_period": YEAR}
        system.add_variable(type(name, (Variable,), members))


given(
    "is_employee", "is_retired", "is_entitled", "is_designated", "is_emergency", "bears_first",
    "is_unreferred", "level", "highest_level_before", "total", "self_funded", "class_b_copay",
    "over_limit", "refused_discharge", "in_scope_before", "deductible_before", "account_balance")


@variable
def in_scope(person, period):
    return (
        person("total", period) - person("self_funded", period) - person("class_b_copay", period)
        - person("over_limit", period) - person("refused_discharge", period))


@variable
def is_covered(person, period):
    designated = (person("is_designated", period) != 0) | (person("is_emergency", period) != 0)
    return (person("is_entitled", period) != 0) & designated


@variable
def highest_level(person, period):
    return numpy.maximum(person("level", period), person("highest_level_before", period))


@variable
def standard(person, period, parameters):
    employee, resident = parameters(period).employee, parameters(period).resident
    highest = person("highest_level", period)
    levels = [highest == 1, highest == 2]
    return numpy.where(
        person("is_employee", period),
        numpy.select(levels, [employee.primary, employee.secondary], employee.tertiary),
        numpy.select(levels, [resident.primary, resident.secondary], resident.tertiary))


@variable
def room(person, period, parameters):
    cap = numpy.where(
        person("is_employee", period), parameters(period).employee.cap,
        parameters(period).resident.cap)
    return numpy.maximum(cap - person("in_scope_before", period), 0)


@variable
def rate(person, period, parameters):
    employee, resident = parameters(period).employee, parameters(period).resident
    level = person("level", period)
    listed = numpy.where(
        person("is_employee", period),
        numpy.where(person("is_retired", period), employee.retired, employee.active),
        numpy.select(
            [level == 1, level == 2], [resident.rate_primary, resident.rate_secondary],
            resident.rate_tertiary))
    reduction = parameters(period).out_of_city.reduction
    return numpy.where(person("is_unreferred", period), listed * (1 - reduction), listed)


@variable
def not_covered(person, period):
    return numpy.where(person("is_covered", period), 0, person("in_scope", period))


@variable
def prior_self_pay(person, period, parameters):
    share = parameters(period).out_of_city.prior_self_pay
    bears = (person("bears_first", period) != 0) & (person("is_covered", period) != 0)
    return numpy.where(bears, numpy.round(person("in_scope", period) * share, 2), 0)


@variable
def pool(person, period):
    left = person("in_scope", period) - person("not_covered", period)
    return left - person("prior_self_pay", period)


@variable
def over_cap(person, period):
    return numpy.maximum(person("pool", period) - person("room", period), 0)


@variable
def due(person, period):
    return numpy.maximum(person("standard", period) - person("deductible_before", period), 0)


@variable
def deductible(person, period):
    return numpy.minimum(
        person("due", period), person("pool", period) - person("over_cap", period))


@variable
def basic_fund(person, period):
    base = person("pool", period) - person("over_cap", period) - person("deductible", period)
    return numpy.round(base * person("rate", period), 2)


@variable
def coinsurance(person, period):
    within = person("pool", period) - person("over_cap", period)
    return within - person("deductible", period) - person("basic_fund", period)


@variable
def in_scope_after(person, period):
    return person("in_scope_before", period) + person("pool", period)


@variable
def deductible_after(person, period):
    return person("deductible_before", period) + person("deductible", period)


@variable
def personal(person, period):
    return person("total", period) - person("basic_fund", period)


@variable
def account(person, period):
    payable = (
        person("personal", period) - person("self_funded", period)
        - person("refused_discharge", period) - person("not_covered", period))
    return numpy.minimum(person("account_balance", period), payable)


@variable
def cash(person, period):
    return person("personal", period) - person("account", period)


CLAIM = {
    "is_employee": 1, "is_entitled": 1, "is_designated": 1, "level": 3, "total": 23456.78,
    "self_funded": 1200, "class_b_copay": 800.5, "account_balance": 1200,
}
RESULTS = [
    "due", "rate", "room", "not_covered", "prior_self_pay", "over_cap", "deductible", "basic_fund",
    "coinsurance", "in_scope_after", "deductible_after", "personal", "account", "cash",
]


def simulation_of(persons):
    """A simulation of so many persons with the same claim."""
    simulation = SimulationBuilder().build_default_simulation(system, count=persons)
    for name in system.variables:
        if system.variables[name].is_input_variable():
            simulation.set_input(name, PERIOD, numpy.full(persons, CLAIM.get(name, 0.0)))
    return simulation


def main():
    persons, rounds = int(sys.argv[1]), int(sys.argv[2])
    least = float("inf")
    for _ in range(rounds):
        simulation = simulation_of(persons)
        start = time.process_time()
        results = {name: simulation.calculate(name, PERIOD) for name in RESULTS}
        least = min(least, time.process_time() - start)
    print(round(least / persons * 1e9, 1), round(float(results["basic_fund"][0]), 2))


if __name__ == "__main__":
    main()
