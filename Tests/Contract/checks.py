"""What the checks of Schemathesis leave out."""

import unicodedata

import schemathesis

# The faults that no schema can tell: they depend on other members, on the policy, on the person.
UNTOLD = {"inconsistent", "yearMismatch", "noPolicyInForce", "parameterMissing", "ownChannel"}

# Characters that are not printable; the pattern of RequestId names the most common of them.
UNPRINTABLE = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}


@schemathesis.check
def schema_tells_all(ctx, response, case):
    """A request that the schema admits has no fault that the schema should have told."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code != 422 or case.method == "HEAD":
        return
    told = [fault for fault in response.json()["errors"] if not is_untold(fault, case.body)]
    assert not told, f"the schema admits what the program refuses: {told}"


def is_untold(fault, body):
    if fault["code"] in UNTOLD:
        return True
    if fault["code"] != "outOfRange":
        return False
    pointer = fault["pointer"].split("/")[1:]
    if pointer[-1] == "requestId":
        text = at(pointer, body)
        return any(unicodedata.category(character) in UNPRINTABLE for character in text)
    # Lines of a bill, each in range, may add up to more than an amount holds.
    return pointer == ["fees"] or pointer[:2] == ["fees", "items"] and len(pointer) == 3


def at(pointer, value):
    for name in pointer:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@schemathesis.serializer("application/x-ndjson")
def lines(_, value):
    """A batch as it is sent: text, whatever it is of."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
