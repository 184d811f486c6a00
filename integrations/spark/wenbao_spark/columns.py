"""An answer as columns: its text, or the problem's, and its amounts as exact decimals."""

from __future__ import annotations

from pyspark.sql import DataFrame, functions
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

# What of an answer is read: Spark takes decimals from their text, never through a double.
ANSWER_TYPE = StructType(
    [StructField("amounts", StructType([StructField(name, AMOUNT_TYPE) for name in AMOUNTS]))]
)

# The text columns of an answer, of which one is null; `amounts` comes after them.
TEXT_FIELDS = (StructField("answer", StringType()), StructField("problem", StringType()))

# The names of all columns of an answer.
COLUMNS = ("answer", "problem", "amounts")

PROBLEM_MEMBER = b'"problem":'


def texts_of(answer: bytes) -> tuple[str | None, str | None]:
    """The text columns of one line of answer, in the order of `TEXT_FIELDS`."""
    if answer.startswith(REFUSAL):
        return None, problem_of(answer)
    return answer.decode(), None


def problem_of(answer: bytes) -> str:
    """The problem of a refused line, as it stands there.

    What stands before it are a number and strings, and no string has a quote without a backslash.
    """
    start = answer.index(PROBLEM_MEMBER) + len(PROBLEM_MEMBER)
    return answer[start : answer.rindex(b"}")].decode()


def with_amounts(table: DataFrame) -> DataFrame:
    """A table of answers with their amounts; an amount that its column cannot hold fails it."""
    answer = functions.from_json("answer", ANSWER_TYPE, {"mode": "FAILFAST"})
    return table.withColumn("amounts", answer.amounts)
