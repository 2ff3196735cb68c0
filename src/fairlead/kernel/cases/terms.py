"""The clocks of redress, from the law in force."""

from dataclasses import dataclass
from datetime import datetime

from fairlead.core.retention import Period


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when, how long that is, and by which law."""

    ends: datetime
    term: str
    citation: str


def answer_clock(start: datetime) -> Clock:
    """Return when a request must be answered whose clock started at this moment."""
    return _clock("access-request-term", start)


def extended_clock(start: datetime) -> Clock:
    """Return when it must be answered after the one extension that the law allows."""
    first = _clock("access-request-term", start)
    more = _clock("access-request-extension", start)
    return Clock(
        ends=_period(more.term).after(first.ends),
        term=f"{first.term} + {more.term}",
        citation="; ".join(dict.fromkeys([first.citation, more.citation])),
    )
