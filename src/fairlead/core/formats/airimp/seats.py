"""Seats, as SSR SEAT, RQST, NSS* and SSD write them: ``15A``, ``036K``, ``.03BN``."""

import re
from functools import lru_cache

_SEAT = re.compile(r"^[+.\s]*0*(?P<row>\d{1,3})(?P<letter>[A-Z])(?:[NSX]?)$")
_IN_TEXT = re.compile(r"(?<!\d)0*(\d{1,3}[A-HJ-L])(?=[NSX]?(?:\d|[.\s/+]|$))")


@lru_cache(maxsize=1 << 12)
def seat(text: str) -> str:
    """Give a seat without noughts before it; empty when none is named.

    >>> seat("036K"), seat("+074E"), seat("XXX"), seat("15A")
    ('36K', '74E', '', '15A')
    """
    found = _SEAT.match(text.strip().upper())
    return found["row"] + found["letter"] if found else ""


@lru_cache(maxsize=1 << 12)
def in_text(text: str) -> tuple[str, ...]:
    """Find the seats that a text of AIRIMP lists.

    >>> in_text(".03BN03AN")
    ('3B', '3A')
    """
    return tuple(_IN_TEXT.findall(text.upper()))
