"""An answer as columns: its text, or the problem's, and its amounts as exact decimals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Optional

from pyspark.sql.types import DecimalType, StringType, StructField, StructType

from .pipe import REFUSAL

# The amounts of an answer, in the order of the contract.
AMOUNTS = (
    "total",
    "selfFunded",
    "classBCopay",
    "overLimit",
    "refusedDischarge",
    "inScope",
    "notCovered",
    "priorSelfPay",
    "deductible",
    "coinsurance",
    "overCap",
    "basicFund",
    "catastrophic",
    "civilServant",
    "supplementary",
    "assistance",
    "personal",
    "account",
    "cash",
)

# Yuan to the fen, up to 9999999999.99, which is the most that the contract allows.
AMOUNT_TYPE = DecimalType(12, 2)

# The columns of an answer. Either `problem` is null, or `answer` and `amounts` are.
ANSWER_FIELDS = (
    StructField("answer", StringType()),
    StructField("problem", StringType()),
    StructField("amounts", StructType([StructField(name, AMOUNT_TYPE) for name in AMOUNTS])),
)

AMOUNTS_MEMBER = b'"amounts":'
PROBLEM_MEMBER = b'"problem":'

Columns = tuple[Optional[str], Optional[str], Optional[tuple[Decimal, ...]]]


def columns_of(answer: bytes) -> Columns:
    """The columns of one line of answer, in the order of `ANSWER_FIELDS`."""
    if answer.startswith(REFUSAL):
        return None, problem_of(answer), None
    return answer.decode(), None, amounts_of(answer)


def problem_of(answer: bytes) -> str:
    """The problem of a refused line, as it stands there.

    What stands before it are a number and strings, and no string has a quote without a backslash.
    """
    start = answer.index(PROBLEM_MEMBER) + len(PROBLEM_MEMBER)
    return answer[start : answer.rindex(b"}")].decode()


def amounts_of(answer: bytes) -> tuple[Decimal, ...]:
    """The amounts of a settlement, in the order of `AMOUNTS`.

    They are the first member of that name, an object of numbers, which has one brace at its end.

    Raises:
        ValueError: an amount is no whole number of fen, or more than its column holds.
    """
    start = answer.index(AMOUNTS_MEMBER) + len(AMOUNTS_MEMBER)
    members = json.loads(
        answer[start : answer.index(b"}", start) + 1], parse_float=Decimal, parse_int=Decimal
    )
    return tuple(exact(members[name], name) for name in AMOUNTS)


def exact(amount: Decimal, name: str) -> Decimal:
    """An amount that its column holds as it is; Spark would round another, or make it null."""
    fen = amount.scaleb(AMOUNT_TYPE.scale)
    if fen != fen.to_integral_value() or abs(fen) >= 10**AMOUNT_TYPE.precision:
        raise ValueError(f"the amount {name} does not fit {AMOUNT_TYPE.simpleString()}")
    return amount
