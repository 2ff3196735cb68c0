"""JSON Pointer (RFC 6901): the address of one value inside a document."""

from collections.abc import Iterable


def pointer(parts: Iterable[str | int]) -> str:
    """Join the steps from the root of a document to a place in it.

    >>> pointer(["names", 0, "given/first"])
    '/names/0/given~1first'
    >>> pointer([])
    ''
    """
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def steps(text: str) -> tuple[str, ...]:
    """Give the steps back; the reverse of ``pointer``.

    >>> steps("/names/0/given~1first")
    ('names', '0', 'given/first')
    """
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:])
