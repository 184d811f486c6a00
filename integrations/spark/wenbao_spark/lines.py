"""Requests as lines, and the lines of refused ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .pipe import REFUSAL

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

NUMBER = re.compile(rb'\{"line":([0-9]+)')


def read_lines(spark: SparkSession, path: str) -> RDD[bytes]:
    """The lines of a file, octet for octet, in order; those of several files in some order.

    Spark's other readers take a carriage return for a line end, or replace octets that are not
    UTF-8, of which a request would then be refused for something else or not at all.
    """
    table = spark.read.text(path, lineSep="\n")
    return table.select(table.value.cast("binary")).rdd.map(first_octets)


def first_octets(row: Any) -> bytes:
    """The first column of a row, which is binary."""
    return bytes(row[0])


def line_of(request: str | bytes | bytearray | None) -> bytes:
    """The line that a request is sent as.

    Line ends become tabs: between members JSON takes both, within a string neither, so what is a
    request stays one, and what is none is refused. Where there is no request, the line is empty,
    which is refused.

    Raises:
        TypeError: the request is neither text nor octets.
    """
    if request is None:
        return b""
    if isinstance(request, str):
        octets = request.encode("utf-8", "surrogatepass")
    elif isinstance(request, (bytes, bytearray)):
        octets = bytes(request)
    else:
        raise TypeError(f"a request must be text or octets, not {type(request).__name__}")
    return octets.replace(b"\n", b"\t")


def renumbered(answer: bytes, lines_before: int) -> bytes:
    """An answer whose line number, if it is refused, counts the lines before its partition too."""
    if lines_before == 0 or not answer.startswith(REFUSAL):
        return answer
    found = NUMBER.match(answer)
    assert found
    return b"%s%d%s" % (REFUSAL, int(found[1]) + lines_before, answer[found.end() :])
