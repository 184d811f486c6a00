"""Why a task fails. No message has anything of a request in it."""

from __future__ import annotations


class BatchFault(RuntimeError):
    """A partition cannot be settled here and now; Spark tries the task again."""


class Missing(BatchFault):
    """The program or the policy is not on this machine."""


class OtherIdentity(BatchFault):
    """The program or the policy here is another than the job was started with."""


class BrokenOff(BatchFault):
    """The program ended before its work was done, or would not end."""


class Unpaired(BatchFault):
    """The program gave too few answers, too many, or an exit code that belies them."""
