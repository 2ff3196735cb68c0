"""Cursors: where the next page of a list begins.

A cursor holds the sort values of the last row that was shown, so the next page begins after
that row whatever has been inserted meanwhile. It is a capsule: nobody reads a name out of an
address in a log, and nobody writes a cursor but us. It is bound to the list, the filter and
the reader it was made for, and expires.
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence

from fairlead.core.errors import BadInput
from fairlead.core.protocol import capsules

CODE = "bad-cursor"
LONGEST = 2000
_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")

Value = str | int | float | bool | None


def make_cursor(key: bytes, values: Sequence[Value], *bound: str, expires: int, salt: bytes) -> str:
    """Write a cursor; ``expires`` is in seconds since 1970."""
    content = json.dumps([expires, *values], ensure_ascii=False, separators=(",", ":")).encode()
    capsule = capsules.seal(key, content, "cursor", *bound, salt=salt)
    return base64.urlsafe_b64encode(capsule).rstrip(b"=").decode()


def read_cursor(key: bytes, text: str, *bound: str, at: int) -> list[Value]:
    """Return the values, or raise ``BadInput`` where the cursor is not for this list any more.

    >>> cursor = make_cursor(
    ...     bytes(32), ["2026-11-20", 7], "/entries", expires=100, salt=bytes(16)
    ... )
    >>> read_cursor(bytes(32), cursor, "/entries", at=99)
    ['2026-11-20', 7]
    """
    if len(text) > LONGEST or not _ALPHABET.fullmatch(text):
        raise BadInput("This is not a cursor of ours.", code=CODE)
    try:
        capsule = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        content = capsules.unseal(key, capsule, "cursor", *bound)
    except (binascii.Error, BadInput):
        raise BadInput("This cursor was not made for this list and reader.", code=CODE) from None
    expires, *values = json.loads(content)
    if at >= expires:
        raise BadInput("This cursor has expired; begin with the first page.", code=CODE)
    found: list[Value] = values
    return found
