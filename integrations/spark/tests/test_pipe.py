"""The pipe against programs that behave, and that do not."""

import sys
import threading
import time
import unittest

from wenbao_spark.faults import BrokenOff, Missing, Unpaired
from wenbao_spark.pipe import piped

# Answers each line with itself; of the line "bad" it says that it is refused.
ECHO = """
import sys
code = 0
for number, line in enumerate(sys.stdin.buffer, 1):
    if line == b"bad\\n":
        code, line = 1, b'{"line":%d}\\n' % number
    sys.stdout.buffer.write(line)
sys.stdout.buffer.flush()
sys.exit(code)
"""


def answers(program, lines):
    command = [sys.executable, "-c", program]
    return [(line, answer) for line, answer in piped(command, lines, lambda line: line)]


class WellBehaved(unittest.TestCase):
    def test_each_record_has_its_answer(self):
        lines = [b"%d" % number for number in range(1000)]
        self.assertEqual(answers(ECHO, lines), [(line, line) for line in lines])

    def test_no_record_is_no_answer(self):
        self.assertEqual(answers(ECHO, []), [])

    def test_a_refused_line_stops_no_other(self):
        found = answers(ECHO, [b"a", b"bad", b"", b"c"])
        self.assertEqual([answer for _, answer in found], [b"a", b'{"line":2}', b"", b"c"])

    def test_pipes_that_fill_up_stop_nobody(self):
        # Far more than the pipes and buffers hold, both ways; and read slowly at first.
        lines = [b"%d" % number + b"x" * 10_000 for number in range(2000)]
        found = piped([sys.executable, "-c", ECHO], lines, lambda line: line)
        first = next(found)
        time.sleep(0.2)
        self.assertEqual([first, *found], [(line, line) for line in lines])

    def test_a_program_that_answers_at_the_end_is_fed_whole(self):
        program = "from sys import *; stdout.writelines(stdin.readlines())"
        lines = [b"x" * 1000] * 5000
        self.assertEqual(len(answers(program, lines)), 5000)

    def test_no_more_is_read_ahead_than_pipes_and_buffers_hold(self):
        taken = 0

        def endless():
            nonlocal taken
            while True:
                taken += 1
                yield b"x" * 999

        found = piped([sys.executable, "-c", ECHO], endless(), lambda line: line)
        next(found)
        time.sleep(0.5)
        self.assertLess(taken, 1000)
        found.close()

    def test_who_stops_early_leaves_neither_thread_nor_program(self):
        def endless():
            while True:
                yield b"x"

        found = piped([sys.executable, "-c", ECHO], endless(), lambda line: line)
        next(found)
        found.close()
        names = [thread.name for thread in threading.enumerate()]
        self.assertNotIn("wenbao-feeder", names)


class Misbehaved(unittest.TestCase):
    # More than the pipes hold, so that the feeder is in the middle when a program goes.
    lines = [b"x" * 1000] * 2000

    def test_a_program_that_is_not_there(self):
        with self.assertRaisesRegex(Missing, "cannot be run here"):
            list(piped(["/nowhere/wenbao"], self.lines, lambda line: line))

    def test_a_program_that_breaks_off_is_quoted(self):
        program = "import sys; sys.stdin.readline(); print('a'); sys.exit('disk full')"
        with self.assertRaisesRegex(Unpaired, "ended with 1 after 1 answers"):
            answers(program, self.lines)
        program = "import sys; print('disk full', file=sys.stderr); sys.exit(7)"
        with self.assertRaisesRegex(BrokenOff, "ended with 7 after 0 answers: disk full"):
            answers(program, self.lines)

    def test_a_program_that_is_killed(self):
        program = "import os; os.kill(os.getpid(), 9)"
        with self.assertRaisesRegex(BrokenOff, "ended by signal 9"):
            answers(program, self.lines)

    def test_a_program_that_answers_too_little(self):
        for code in ("", "import sys; print('x'); sys.stdin.read()"):
            with self.assertRaisesRegex(Unpaired, "before all"):
                answers(code, [b"x", b"x"])

    def test_a_last_answer_that_is_cut_is_none(self):
        program = "import sys; sys.stdin.read(); sys.stdout.write('x\\nx')"
        with self.assertRaisesRegex(Unpaired, "after 1 answers"):
            answers(program, [b"x", b"x"])

    def test_a_program_that_answers_too_much(self):
        program = "import sys; sys.stdin.read(); print('x'); print('x')"
        with self.assertRaisesRegex(Unpaired, "more answers than lines"):
            answers(program, [b"x"])

    def test_an_exit_code_that_belies_the_answers(self):
        with self.assertRaisesRegex(Unpaired, "ended with 1, and refused 0"):
            answers("import sys; sys.stdin.read(); print('x'); sys.exit(1)", [b"x"])
        with self.assertRaisesRegex(Unpaired, "ended with 0, and refused 1"):
            answers("""import sys; sys.stdin.read(); print('{"line":1}')""", [b"x"])

    def test_what_the_records_raise_is_raised(self):
        def failing():
            yield b"x"
            raise LookupError("upstream")

        with self.assertRaisesRegex(LookupError, "upstream"):
            answers(ECHO, failing())
