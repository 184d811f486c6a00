"""DataFrames and RDDs of requests, settled."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Any, TypeVar

from pyspark import RDD, SparkFiles
from pyspark.sql import DataFrame, functions
from pyspark.sql.types import StructType

from .columns import COLUMNS, TEXT_FIELDS, texts_of, with_amounts
from .faults import Missing
from .identity import Identity, identity_of
from .lines import line_of, renumbered
from .pipe import piped

Record = TypeVar("Record")


@dataclass(frozen=True)
class Batch:
    """How requests are settled: by which program, under which policy, in what words.

    A transformation asks the driver's own program and policy for their identity, and each task
    compares its own with it before it settles a line.
    """

    # The program: a path, or the name of a file shipped by Spark, or one on PATH.
    program: str = "wenbao"
    # The folder of the policy: a path, or the name of an archive shipped by Spark.
    policy: str = "policy"
    # Whether answers have their steps, where a request does not say otherwise.
    explain: bool = True
    # The language of titles and messages: "zh" or "en".
    language: str = "zh"
    # "person" keeps what each person has used up from line to line of a partition; see `by_person`.
    carry: str | None = None
    # What every task must compute with; without it, what the driver has.
    identity: Identity | None = None

    def settle(self, requests: DataFrame, column: str = "request") -> DataFrame:
        """The rows, in order and in their partitions, with three `COLUMNS` more.

        `column` has the requests, text or binary. A row whose request is refused has its problem
        in `problem`; all others are settled.

        Raises:
            ValueError: there is no such column, or one of the new names is taken.
            Missing: the driver has no program or policy, and no identity is given.
        """
        if requests.columns.count(column) != 1:
            raise ValueError(f"there must be one column named {column}")
        for name in COLUMNS:
            if name in requests.columns:
                raise ValueError(f"there is a column named {name} already")
        index = requests.columns.index(column)
        rows = requests.rdd.mapPartitions(partial(settled_rows, self._pinned(), index))
        schema = StructType([*requests.schema.fields, *TEXT_FIELDS])
        return with_amounts(requests.sparkSession.createDataFrame(rows, schema, verifySchema=False))

    def settle_lines(self, requests: RDD[str | bytes], number_through: bool = True) -> RDD[bytes]:
        """One line of answer for each request, in order and in their partitions.

        They are the octets that one `wenbao batch` gives for all of them. For that the lines of
        each partition are counted beforehand, since the answer to a refused line has its number;
        without `number_through` they are not, and a line is numbered within its partition.

        Raises:
            Missing: the driver has no program or policy, and no identity is given.
        """
        counts = []
        if number_through and requests.getNumPartitions() > 1:
            counts = requests.mapPartitions(counted).collect()
        before = [0, *accumulate(counts)]
        return requests.mapPartitionsWithIndex(partial(settled_lines, self._pinned(), before))

    def _pinned(self) -> Batch:
        """The same with an identity."""
        return self if self.identity else replace(self, identity=self._identity_here())

    def _identity_here(self) -> Identity:
        return identity_of(found(self.program, os.path.isfile), found(self.policy, os.path.isdir))

    def answered(
        self, records: Iterable[Record], line: Callable[[Record], bytes]
    ) -> Iterator[tuple[Record, bytes]]:
        """Each record of a partition with the answer to its line, on an executor."""
        if self.identity:
            self.identity.require(self._identity_here())
        command = [found(self.program, os.path.isfile), "batch", "--threads", "1"]
        command += ["--policy", found(self.policy, os.path.isdir), "--language", self.language]
        if not self.explain:
            command.append("--no-explain")
        if self.carry:
            command += ["--carry", self.carry]
        return piped(command, records, line)


def by_person(
    requests: DataFrame, order: Sequence[str], column: str = "request", partitions: int = 0
) -> DataFrame:
    """The rows with all of a person in one partition, in order, as `carry="person"` takes them.

    A person is who the request names in `person.id`. The columns of `order` say which row comes
    first, and no two rows of a person may have the same: then whatever Spark tries again comes to
    the same. Without `partitions`, there are as many as of any shuffle.
    """
    person = functions.get_json_object(functions.col(column).cast("string"), "$.person.id")
    if partitions:
        return requests.repartition(partitions, person).sortWithinPartitions(*order)
    return requests.repartition(person).sortWithinPartitions(*order)


def settled_rows(batch: Batch, index: int, rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a partition with the text columns of their answers."""
    for row, answer in batch.answered(rows, lambda row: line_of(row[index])):
        yield (*row, *texts_of(answer))


def settled_lines(
    batch: Batch, before: list[int], partition: int, requests: Iterable[str | bytes]
) -> Iterator[bytes]:
    """The answers of a partition, refused lines numbered after those of the partitions before."""
    lines_before = before[partition] if len(before) > 1 else 0
    for _, answer in batch.answered(requests, line_of):
        yield renumbered(answer, lines_before)


def counted(requests: Iterable[Any]) -> Iterator[int]:
    """How many requests a partition has."""
    yield sum(1 for _ in requests)


def found(name: str, is_there: Callable[[str], bool]) -> str:
    """The path of what a job calls by a name: shipped by Spark, or as the name says, or on PATH.

    Raises:
        Missing: it is in none of these places.
    """
    for path in (os.path.join(SparkFiles.getRootDirectory(), name), name):
        if is_there(path):
            return os.path.abspath(path)
    on_path = shutil.which(name)
    if on_path and is_there(on_path):
        return on_path
    raise Missing(f"{name}: neither shipped with the job nor on this machine")
