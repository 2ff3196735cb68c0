"""SSR INFT: an infant without a seat, known by what stands beside the adult.

``SMITH/ANNA 10AUG11``, ``SMITH/ANNA/10AUG11``, ``.SMITH/ANNAMISS 10AUG11 OCCUPYING SEAT``.
"""

import re
from typing import NamedTuple

from fairlead.core.formats.airimp import dates

_DATE = re.compile(r"(?<![A-Z0-9])(\d{1,2}[A-Z]{3}(?:\d{4}|\d{2}))(?![A-Z0-9])")
_MARK = re.compile(r"^[\s.\-/]*(?:(?:INF|INFT|IN)[\s/]+)?(?:\d\s*)?")


class Inft(NamedTuple):
    """An infant's name and birth, as far as the text gives them."""

    surname: str
    given: str
    birth_date: str
    rest: str


def read_inft(text: str, by: str) -> Inft:
    """Read SSR INFT as of the day ``by``.

    >>> read_inft("SMITH/ANNA/10AUG11", "2013-05-22")
    Inft(surname='SMITH', given='ANNA', birth_date='2011-08-10', rest='')
    >>> read_inft(".SMITH/ANNAMISS 10AUG11 OCCUPYING SEAT", "2013-05-22")
    Inft(surname='SMITH', given='ANNAMISS', birth_date='2011-08-10', rest='OCCUPYING SEAT')
    """
    text = _MARK.sub("", text.strip().upper())
    birth, rest = "", ""
    found = _DATE.search(text)
    if found:
        birth = dates.birth_date(found[1], by)
        text, rest = text[: found.start()], text[found.end() :]
    surname, slash, given = text.strip(" /-").partition("/")
    if not slash:
        surname, _, given = text.strip(" /-").partition(" ")
    return Inft(surname.strip(), given.strip(" /"), birth, rest.strip(" /"))
