"""One `wenbao batch` beside a task: a line in, a line out, in order.

A thread feeds the program while the caller reads it, and what it says goes to a file, so no pipe
that fills up stops them both. What waits for its answer is what the program has read ahead, some
hundred KiB, however many lines there are.
"""

from __future__ import annotations

import collections
import contextlib
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Generic, TypeVar

from .faults import BrokenOff, Missing, Unpaired
from .identity import said

Record = TypeVar("Record")

# How the answer to a refused line begins, and no other.
REFUSAL = b'{"line":'

# The exit codes of a batch that came to its end: every line settled, or one of them refused.
EXIT_SETTLED, EXIT_REFUSED = 0, 1

# The octets between two system calls: as many as a pipe of Linux holds.
BUFFER_BYTES = 64 * 1024

# How much of what the program said is repeated, in octets: its last lines.
MESSAGE_BYTES_MAX = 4096

# How long the program may take to end once it has answered, in seconds.
ENDING_SECONDS = 60.0


def piped(
    command: Sequence[str], records: Iterable[Record], line_of: Callable[[Record], bytes]
) -> Iterator[tuple[Record, bytes]]:
    """Each record with the answer to its line, in order; neither line has a line end.

    Whoever stops early ends the program, and at most one record more is taken.

    Raises:
        Missing: the program cannot be started.
        BrokenOff: it ended otherwise than with all lines answered.
        Unpaired: its answers are not one for each line.
        Exception: whatever `records` or `line_of` raised.
    """
    with tempfile.TemporaryFile() as messages:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=messages,
                bufsize=BUFFER_BYTES,
            )
        except OSError as error:
            raise Missing(f"{command[0]}: cannot be run here: {error}") from None
        assert process.stdin and process.stdout
        feeder = Feeder(process.stdin, records, line_of)
        feeder.start()
        answers = Answers(feeder)
        try:
            yield from answers.read(process.stdout)
            answers.check(ending(process, messages), messages)
        finally:
            feeder.stop()
            process.kill()
            process.wait()
            feeder.join()
            process.stdout.close()


class Feeder(threading.Thread, Generic[Record]):
    """Writes the line of each record, and keeps the record for its answer."""

    def __init__(
        self, sink: IO[bytes], records: Iterable[Record], line_of: Callable[[Record], bytes]
    ) -> None:
        super().__init__(name="wenbao-feeder", daemon=True)
        # The records whose answers have not been read; each is here before its line is written.
        self.waiting: collections.deque[Record] = collections.deque()
        # Whether every line has been written; set before the program can see the end.
        self.has_finished = False
        # What the records or their lines raised; set before the program can see the end.
        self.error: BaseException | None = None
        self._sink = sink
        self._records = records
        self._line_of = line_of
        self._is_stopped = threading.Event()

    def stop(self) -> None:
        """Takes no more records."""
        self._is_stopped.set()

    def run(self) -> None:
        try:
            self.has_finished = self._feed()
        except BaseException as error:  # It is raised where the answers are read.
            self.error = error
        finally:
            # Where the program has gone, whoever reads its answers sees that.
            with contextlib.suppress(OSError):
                self._sink.close()

    def _feed(self) -> bool:
        for record in self._records:
            if self._is_stopped.is_set():
                return False
            line = self._line_of(record)
            self.waiting.append(record)
            if not self._write(line + b"\n"):
                return False
        return self._write(b"", is_last=True)

    def _write(self, octets: bytes, is_last: bool = False) -> bool:
        """Whether the program takes them."""
        try:
            self._sink.write(octets)
            if is_last:
                self._sink.flush()
        except OSError:
            return False
        return True


class Answers(Generic[Record]):
    """Pairs what the program answers with what it was fed."""

    def __init__(self, feeder: Feeder[Record]) -> None:
        self._feeder = feeder
        self._answered = 0
        self._refused = 0
        self._is_cut = False

    def read(self, source: Iterable[bytes]) -> Iterator[tuple[Record, bytes]]:
        """The records with their answers, up to the end of what the program writes."""
        waiting = self._feeder.waiting
        for answer in source:
            if not answer.endswith(b"\n"):
                self._is_cut = True
                return
            if not waiting:
                raise Unpaired(f"more answers than lines: {self._answered} lines were fed")
            self._answered += 1
            self._refused += answer.startswith(REFUSAL)
            yield waiting.popleft(), answer[:-1]

    def check(self, code: int, messages: IO[bytes]) -> None:
        """Fails unless every line has been fed and answered, and the program says so too."""
        if self._feeder.error:
            raise self._feeder.error
        if code not in (EXIT_SETTLED, EXIT_REFUSED):
            how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
            raise BrokenOff(f"wenbao {how} after {self._answered} answers: {last_of(messages)}")
        if self._is_cut or not self._feeder.has_finished or self._feeder.waiting:
            raise Unpaired(f"wenbao ended with {code} after {self._answered} answers, before all")
        if (code == EXIT_REFUSED) != (self._refused > 0):
            raise Unpaired(f"wenbao ended with {code}, and refused {self._refused} lines")


def ending(process: subprocess.Popen[bytes], messages: IO[bytes]) -> int:
    """The exit code of a program that answers no more; negative for a signal."""
    try:
        return process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        raise BrokenOff(f"wenbao answers no more and does not end: {last_of(messages)}") from None


def last_of(messages: IO[bytes]) -> str:
    """The last that the program said; it never speaks of what it was fed."""
    length = messages.seek(0, 2)
    messages.seek(max(0, length - MESSAGE_BYTES_MAX))
    return said(messages.read())
