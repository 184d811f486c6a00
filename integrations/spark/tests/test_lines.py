"""Lines, texts and identities, without Spark running."""

import pathlib
import re
import unittest

from wenbao_spark.columns import AMOUNTS, texts_of
from wenbao_spark.faults import Missing, OtherIdentity
from wenbao_spark.identity import Identity, identity_of
from wenbao_spark.lines import line_of, renumbered

ROOT = pathlib.Path(__file__).resolve().parents[3]
REFUSED = b'{"line":17,"requestId":"\\"problem\\":{}","problem":{"status":422,"errors":[]}}'


ANSWER = b'{"requestId":"sample-1-1","outcome":"settled","amounts":{"total":66.01}}'


class Lines(unittest.TestCase):
    def test_a_request_is_one_line(self):
        self.assertEqual(line_of('{\n"id": "温州"\r\n}'), '{\t"id": "温州"\r\t}'.encode())
        self.assertEqual(line_of(b"\xff"), b"\xff")
        self.assertEqual(line_of(bytearray(b"a\nb")), b"a\tb")
        self.assertEqual(line_of("\ud800"), b"\xed\xa0\x80")
        self.assertEqual(line_of(None), b"")

    def test_what_is_neither_text_nor_octets_is_told_by_its_type_alone(self):
        with self.assertRaisesRegex(TypeError, "^a request must be text or octets, not int$"):
            line_of(330302)

    def test_a_refused_line_is_numbered_through_all_partitions(self):
        self.assertEqual(renumbered(REFUSED, 0), REFUSED)
        self.assertEqual(renumbered(REFUSED, 1000), REFUSED.replace(b"17", b"1017"))
        self.assertEqual(renumbered(ANSWER, 1000), ANSWER)


class Columns(unittest.TestCase):
    def test_an_answer_is_a_settlement_or_a_problem(self):
        self.assertEqual(texts_of(ANSWER), (ANSWER.decode(), None))
        self.assertEqual(texts_of(REFUSED), (None, '{"status":422,"errors":[]}'))

    def test_the_amounts_are_those_of_the_contract(self):
        contract = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
        schema = contract.split("\n    Amounts:\n")[1].split("\n      properties:\n")[0]
        self.assertEqual(tuple(re.findall(r"^ +- (\w+)$", schema, re.MULTILINE)), AMOUNTS)


class Identities(unittest.TestCase):
    def test_another_program_or_policy_is_told_by_both_digests(self):
        ours = Identity(program="1", policy="2")
        ours.require(Identity(program="1", policy="2"))
        with self.assertRaisesRegex(OtherIdentity, "the program here is 3, the job's is 1"):
            ours.require(Identity(program="3", policy="2"))
        with self.assertRaisesRegex(OtherIdentity, "the policy here is 3, the job's is 2"):
            ours.require(Identity(program="1", policy="3"))

    def test_what_cannot_be_run_has_none(self):
        with self.assertRaisesRegex(Missing, "cannot be run here"):
            identity_of("/nowhere/wenbao", "policy")
        with self.assertRaisesRegex(Missing, "false cannot use policy: it said nothing"):
            identity_of("/bin/false", "policy")

    def test_the_package_has_the_version_of_the_program(self):
        program = (ROOT / "Sources/wenbao/Version.swift").read_text(encoding="utf-8")
        package = (ROOT / "integrations/spark/pyproject.toml").read_text(encoding="utf-8")
        version = re.search(r'current = "([0-9.]+)"', program)[1]
        self.assertIn(f'\nversion = "{version}"\n', package)
