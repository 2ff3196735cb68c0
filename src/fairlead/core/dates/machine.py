"""Dates of machine-readable zones (ICAO Doc 9303): six characters, fillers for what is unknown."""

import re
from datetime import date
from typing import Final

from fairlead.core.dates.calendars import gregorian
from fairlead.core.dates.numeric import centuries
from fairlead.core.dates.values import Date

_SHAPE: Final = re.compile(r"(\d\d)(\d\d|<<|00)(\d\d|<<|00)", re.ASCII)
_REACH: Final = 50  # years that a document may still be valid


def of_machine(text: str, at: date, *, later: bool = False) -> Date | None:
    """Return the date of ``YYMMDD`` as read on a day, with the other centuries as readings.

    A birth lies before that day, so of two centuries the later that has passed comes first. The
    end of a document's validity may lie after it: then say ``later``.
    """
    found = _SHAPE.fullmatch(text)
    if not found:
        return None
    month, day = (int(part.replace("<", "0")) for part in found.groups()[1:])
    short = int(found[1])
    years = centuries(short, at.replace(year=at.year + _REACH, day=1) if later else at)
    dates = [gregorian(year, month, day if month else 0) for year in years]
    readings = [
        one
        for one in dates
        if one and (later or (one.year, one.month, one.day) <= (at.year, at.month, at.day))
    ]
    if not readings:
        return None
    first, *others = readings
    return Date(first.year, first.month, first.day, others=() if later else tuple(others))
