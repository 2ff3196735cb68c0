"""SSR TKNE and its kin: the number of an electronic ticket, and its coupon."""

import re
from typing import NamedTuple

_TICKET = re.compile(r"^[.\s]*(?P<infant>INF)?\s*(?P<number>\d{13,14})(?:C(?P<coupon>\d{1,2}))?")


class Tkne(NamedTuple):
    """A ticket; ``infant`` when it is that of the infant beside the adult."""

    number: str
    coupon: str
    infant: bool


def read_tkne(text: str) -> Tkne | None:
    """Read SSR TKNE; None when the text names no ticket.

    >>> read_tkne(".1393534576000C1")
    Tkne(number='1393534576000', coupon='1', infant=False)
    >>> read_tkne("INF1392178947000C2").infant
    True
    """
    found = _TICKET.match(text.upper())
    if not found:
        return None
    return Tkne(found["number"], found["coupon"] or "", bool(found["infant"]))
