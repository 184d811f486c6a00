"""Settles claims on Apache Spark, each partition through one `wenbao batch`.

    from wenbao_spark import Batch

    answers = Batch(program="wenbao", policy="policy").settle(claims, column="request")
"""

from .batch import Batch, by_person
from .columns import AMOUNTS, COLUMNS
from .faults import BatchFault, BrokenOff, Missing, OtherIdentity, Unpaired
from .identity import Identity
from .lines import read_lines

__all__ = [
    "AMOUNTS",
    "COLUMNS",
    "Batch",
    "BatchFault",
    "BrokenOff",
    "Identity",
    "Missing",
    "OtherIdentity",
    "Unpaired",
    "by_person",
    "read_lines",
]
