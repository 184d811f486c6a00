"""Two executors against one machine: the same octets in the same order, whatever happens."""

import json
import os
import pathlib
import signal
import stat
import threading
import time
import unittest
from decimal import Decimal

import settle
from cluster import CLAIMS, Cluster, program, wait_for
from pyspark.sql import functions
from pyspark.sql.types import BinaryType, DecimalType, StringType, StructField, StructType
from stall import stalled
from wenbao_spark import AMOUNTS, Batch, Identity, by_person, read_lines
from wenbao_spark.columns import texts_of
from wenbao_spark.pipe import REFUSAL

# What is refused, each for another reason; one has an identifier, which no log may have.
SPOILT = [b"", b"{", b"null", b'{"requestId":"spoilt-330302"}', b"\xff\xfe", b'{"a":\r1}']

REQUEST = StructType([StructField("number", StringType()), StructField("request", StringType())])


def setUpModule():
    global cluster
    cluster = Cluster()


def tearDownModule():
    cluster.stop()


def spoilt(lines, every):
    """Lines with one refused for each so many."""
    for number, line in enumerate(lines):
        yield SPOILT[number // every % len(SPOILT)] + b"\n" if number % every == 7 else line


def sample(count, every):
    """Some claims among which are spoilt lines, and the answers that one machine gives."""
    claims = program("sample", "--count", str(count)).splitlines(keepends=True)
    lines = b"".join(spoilt(claims, every))
    answers = program("batch", lines=lines, expects=1)
    return lines.split(b"\n")[:-1], answers.splitlines()


class Settled(unittest.TestCase):
    def test_lines_are_answered_in_order_and_in_their_place(self):
        lines, answers = sample(2000, every=50)
        requests = cluster.context.parallelize(lines, 5)
        found = Batch().settle_lines(requests)
        self.assertEqual(found.getNumPartitions(), 5)
        self.assertEqual(found.collect(), answers)

    def test_without_counting_lines_are_numbered_within_their_partition(self):
        requests = cluster.context.parallelize([b"{", b"{", b"{"], 3)
        found = Batch(language="en").settle_lines(requests, number_through=False).collect()
        self.assertEqual([answer[:10] for answer in found], [b'{"line":1,'] * 3)

    def test_partitions_may_be_empty(self):
        requests = cluster.context.parallelize([b"{"], 3)
        self.assertEqual(Batch().settle_lines(requests).count(), 1)
        self.assertEqual(Batch().settle_lines(cluster.context.parallelize([], 2)).collect(), [])

    def test_who_takes_a_few_leaves_no_program_behind(self):
        lines, answers = sample(2000, every=50)
        requests = cluster.context.parallelize(lines, 2)
        self.assertEqual(Batch().settle_lines(requests).take(3), answers[:3])
        wait_for(lambda: not cluster.programs(), "the programs to end")

    def test_rows_keep_their_columns_and_order(self):
        lines, answers = sample(1000, every=50)
        texts = [line.decode(errors="ignore") for line in lines]
        rows = [(str(number), text) for number, text in enumerate(texts)]
        table = cluster.spark.createDataFrame(cluster.context.parallelize(rows, 3), REQUEST)
        found = Batch().settle(table).collect()
        self.assertEqual([(row.number, row.request) for row in found], rows)
        for number, row in enumerate(found):
            if lines[number] == texts[number].encode():
                expected = columns_of(answers[number])
                self.assertEqual((row.answer, row.problem, row.amounts), expected)

    def test_amounts_are_decimals_to_the_fen(self):
        table = Batch().settle(cluster.spark.createDataFrame([("1", None)], REQUEST))
        types = {field.dataType for field in table.schema["amounts"].dataType}
        self.assertEqual(types, {DecimalType(12, 2)})
        row = table.first()
        self.assertIsNone(row.answer or row.amounts)
        self.assertIn("notJSON", row.problem)

    def test_the_largest_amount_has_its_fen(self):
        request = json.loads(program("sample", "--count", "1"))
        request["fees"] = {"total": "9999999999.99"}
        table = cluster.spark.createDataFrame([("1", json.dumps(request))], REQUEST)
        self.assertEqual(Batch().settle(table).first().amounts.total, Decimal("9999999999.99"))

    def test_a_request_on_several_lines_is_one(self):
        line = program("sample", "--count", "1").decode()
        table = cluster.spark.createDataFrame([("1", line.replace(",", ",\n"))], REQUEST)
        answer = program("batch", lines=line.encode()).decode().strip()
        self.assertEqual(Batch().settle(table).first().answer, answer)

    def test_what_is_used_up_is_carried_along_the_rows_of_a_person(self):
        claims = program("sample", "--count", "1000", "--name-persons").splitlines(keepends=True)
        lines = b"".join(spoilt(claims, every=100))
        answers = program("batch", "--carry", "person", lines=lines, expects=1).splitlines()
        rows = [(str(number), line) for number, line in enumerate(lines.split(b"\n")[:-1], 10_000)]
        schema = StructType([REQUEST["number"], StructField("request", BinaryType())])
        table = cluster.spark.createDataFrame(cluster.context.parallelize(rows, 3), schema)
        found = Batch(carry="person").settle(by_person(table, ["number"], partitions=4))
        found = [(row.answer, row.problem, row.amounts) for row in found.sort("number").collect()]
        self.assertEqual(found, [columns_of(answer) for answer in answers])

    def test_columns_that_are_not_there_or_taken_are_refused(self):
        table = cluster.spark.createDataFrame([("1", "{}")], REQUEST)
        with self.assertRaisesRegex(ValueError, "one column named claim"):
            Batch().settle(table, "claim")
        with self.assertRaisesRegex(ValueError, "named answer already"):
            Batch().settle(table.withColumnRenamed("number", "answer"))

    def test_lines_are_read_octet_for_octet(self):
        octets = b'{"a":\r1}\r\n\n\xff\xfe\nlast'
        path = pathlib.Path(cluster.path("octets"))
        path.write_bytes(octets)
        self.assertEqual(read_lines(cluster.spark, str(path)).collect(), octets.split(b"\n"))


class Failed(unittest.TestCase):
    def test_a_program_that_dies_fails_the_job_and_is_quoted(self):
        broken = pathlib.Path(cluster.path("broken"))
        digest = "0" * 64
        broken.write_text(
            f"#!/bin/sh\n[ $1 = check ] && echo digest {digest} && exit\n"
            "echo disk full >&2\nexit 7\n"
        )
        broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
        cluster.context.addFile(str(broken))
        self.fails(Batch(program="broken"), "BrokenOff: wenbao ended with 7 .*disk full")

    def test_another_policy_than_the_job_s_fails_the_job(self):
        other = Identity(program="0" * 64, policy="0" * 64)
        self.fails(Batch(identity=other), "OtherIdentity: the program here is [0-9a-f]{64}, the")

    def test_a_program_that_the_driver_does_not_have_is_missed_there(self):
        with self.assertRaisesRegex(RuntimeError, "absent: neither shipped with the job nor"):
            Batch(program="absent").settle_lines(cluster.context.parallelize([b"{"], 1))

    def fails(self, batch, reason):
        lines = program("sample", "--count", "10").splitlines()
        answers = batch.settle_lines(cluster.context.parallelize(lines, 1))
        with self.assertRaisesRegex(Exception, f"(?s)failed 4 times.*{reason}"):
            answers.collect()

    def test_no_identifier_reaches_a_log(self):
        Batch().settle_lines(cluster.context.parallelize([SPOILT[3]], 1)).collect()
        self.fails(Batch(identity=Identity(program="", policy="")), "OtherIdentity")
        wait_for(lambda: b"OtherIdentity" in cluster.logs(), "the logs")
        logs = cluster.logs()
        for identifier in (b"spoilt-330302", b"sample-1-"):
            self.assertNotIn(identifier, logs)


class Killed(unittest.TestCase):
    def test_a_killed_executor_changes_no_answer(self):
        lines, answers = sample(8000, every=100)
        found = self.with_one_killed(lines, lambda rdd: Batch().settle_lines(rdd, False).collect())
        # Refused lines have their numbers within the partition.
        self.assertEqual([*map(texts_of, found)], [*map(texts_of, answers)])

    def test_a_killed_executor_changes_no_total(self):
        lines, answers = sample(8000, every=100)

        def totals(rdd):
            rows = rdd.map(lambda line: ("", line.decode(errors="replace")))
            return totals_of(Batch().settle(cluster.spark.createDataFrame(rows, REQUEST)))

        self.assertEqual(self.with_one_killed(lines, totals), totals_of_lines(answers))

    def with_one_killed(self, lines, job):
        """What a job comes to of which an executor is killed in the middle of a partition."""
        folder = pathlib.Path(cluster.path(self.id()))
        folder.mkdir()
        place = str(folder)
        requests = cluster.context.parallelize(lines, 4).mapPartitionsWithIndex(
            lambda partition, lines: stalled(place, partition, lines)
        )
        killed = []
        killer = threading.Thread(
            target=kill_executor, args=[folder / "executor", killed], daemon=True
        )
        killer.start()
        found = job(requests)
        killer.join()
        self.assertEqual(len(killed), 1, "no executor was killed")
        self.assertTrue((folder / "again").exists(), "the partition was not tried again")
        wait_for(lambda: not cluster.programs(), "the programs to end")
        return found


def kill_executor(file, killed):
    """Kills the executor that a file names, once a program is in the middle of its work."""
    wait_for(file.exists, "a partition to be in the middle")
    wait_for(cluster.programs, "a program to be in the middle")
    executor = int(file.read_text())
    command = pathlib.Path(f"/proc/{executor}/cmdline").read_bytes()
    assert b"CoarseGrainedExecutorBackend" in command, command
    os.kill(executor, signal.SIGKILL)
    killed.append(executor)


class City(unittest.TestCase):
    """As many claims as SPARK_CLAIMS says, from a file to files."""

    def test_a_file_is_answered_as_on_one_machine(self):
        claims, answers = cluster.path("claims.ndjson"), cluster.path("answers.ndjson")
        program("sample", "--count", str(CLAIMS), "--out", cluster.path("sample.ndjson"))
        with open(cluster.path("sample.ndjson"), "rb") as lines, open(claims, "wb") as file:
            file.writelines(spoilt(lines, every=997))
        alone = timed(program, "batch", "--no-explain", "--in", claims, "--out", answers, expects=1)
        options = ["--in", claims, "--no-explain"]
        lines = timed(settle.main, [*options, "--out", cluster.path("lines")])
        parts = sorted(pathlib.Path(cluster.path("lines")).glob("part-*"))
        self.assertGreater(len(parts), 1)
        self.assertTrue(has_parts(answers, parts), "the answers are not those of one machine")

        columns = timed(settle.main, [*options, "--parquet", "--out", cluster.path("columns")])
        table = cluster.spark.read.parquet(cluster.path("columns"))
        with open(answers, "rb") as file:
            self.assertEqual(totals_of(table), totals_of_lines(file))
        self.assertEqual(table.count(), CLAIMS)
        print(
            f"\n{CLAIMS} claims: {alone:.1f} s on this machine alone, {lines:.1f} s as lines and "
            f"{columns:.1f} s as columns on Spark, in {len(parts)} partitions"
        )


def timed(work, *arguments, **options):
    start = time.monotonic()
    work(*arguments, **options)
    return time.monotonic() - start


def has_parts(whole, parts):
    """Whether a file has the octets of the parts, one after the other."""
    with open(whole, "rb") as file:
        for part in parts:
            with open(part, "rb") as other:
                while piece := other.read(1 << 20):
                    if file.read(len(piece)) != piece:
                        return False
        return not file.read(1)


def totals_of(table):
    """The sums of all amounts of a table, and how many rows were refused."""
    sums = [functions.sum(f"amounts.{name}") for name in AMOUNTS]
    return tuple(table.agg(*sums, functions.count("problem")).first())


def totals_of_lines(answers):
    """The same of lines."""
    sums, refused = [Decimal(0)] * len(AMOUNTS), 0
    for answer in answers:
        if answer.startswith(REFUSAL):
            refused += 1
        else:
            sums = [sum + amount for sum, amount in zip(sums, amounts_of(answer))]
    return (*sums, refused)


def columns_of(answer):
    """All columns of a line of answer, read another way."""
    amounts = None if answer.startswith(REFUSAL) else amounts_of(answer)
    return (*texts_of(answer), amounts)


def amounts_of(answer):
    """The amounts of an answer; they are the first member of that name."""
    members = answer.split(b'"amounts":', 1)[1].split(b"}", 1)[0] + b"}"
    amounts = json.loads(members, parse_float=Decimal)
    return tuple(amounts[name] for name in AMOUNTS)
