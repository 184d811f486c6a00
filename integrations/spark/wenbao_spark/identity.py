"""What computes: one program and one policy, the same on every executor."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import subprocess
from dataclasses import dataclass

from .faults import Missing, OtherIdentity

# What `wenbao check` ends its line with.
POLICY_DIGEST = re.compile(rb"digest ([0-9a-f]{64})$", re.MULTILINE)

# How much of a file is read at a time, in octets.
PIECE_BYTES = 1 << 20

# How long a policy may take to be checked, in seconds; it takes a fraction of one.
CHECK_SECONDS = 300.0


@dataclass(frozen=True)
class Identity:
    """A program and a policy, by the digests that receipts name them with."""

    # The SHA-256 of the program's file.
    program: str
    # The digest of the policy.
    policy: str

    def require(self, other: Identity) -> None:
        """Fails where another program or policy would compute.

        Raises:
            OtherIdentity: with both digests.
        """
        for what in ("program", "policy"):
            ours, theirs = getattr(self, what), getattr(other, what)
            if ours != theirs:
                raise OtherIdentity(f"the {what} here is {theirs}, the job's is {ours}")


def identity_of(program: str, policy: str) -> Identity:
    """The identity of a program's file and a policy's folder.

    Raises:
        Missing: the program cannot be read or run, or it refuses the policy.
    """
    try:
        status = os.stat(program)
        digest = file_digest(program, status.st_size, status.st_mtime_ns)
        check = subprocess.run(
            [program, "check", policy],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=CHECK_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{program}: cannot be run here: {error}") from None
    found = POLICY_DIGEST.search(check.stdout)
    if check.returncode != 0 or not found:
        raise Missing(f"{program} cannot use {policy}: {said(check.stderr)}")
    return Identity(program=digest, policy=found[1].decode())


@functools.lru_cache(maxsize=1)
def file_digest(path: str, size: int, modified: int) -> str:
    """The SHA-256 of a file in hexadecimal digits, computed again when size or time differ."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def said(message: bytes) -> str:
    """What the program said, without the space around it."""
    return message.decode(errors="replace").strip() or "it said nothing"
