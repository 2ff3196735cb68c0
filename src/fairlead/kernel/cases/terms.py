"""The clocks of redress, from the law in force."""

from dataclasses import dataclass
from datetime import datetime

from fairlead.core.retention import Period
from fairlead.kernel.retention.adoption import current_law

RECORD_CLASS = "cases.redress"


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when, how long that is, and by which law."""

    ends: datetime
    term: str
    citation: str


def answer_clock(start: datetime) -> Clock:
    """Return when a request must be answered whose clock started at this moment."""
    term, citation = _value("access-request-term", start)
    return Clock(Period.parse(term).after(start), term, citation)


def extended_clock(start: datetime) -> Clock:
    """Return when it must be answered after the one extension that the law allows."""
    term, citation = _value("access-request-term", start)
    more, more_citation = _value("access-request-extension", start)
    ends = Period.parse(more).after(Period.parse(term).after(start))
    both = "; ".join(dict.fromkeys([citation, more_citation]))
    return Clock(ends, f"{term}+{more}", both)


def _value(name: str, start: datetime) -> tuple[str, str]:
    law, on = current_law().law, start.date()
    text = law.value(name, str, on=on, record_class=RECORD_CLASS)
    found = law.find(name, on=on, record_class=RECORD_CLASS)
    return text, found.citation if found else ""
