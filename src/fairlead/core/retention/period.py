"""Calendar terms: years, months and days, as laws write them.

A term of months or years ends on the same day and at the same time of day. Where that month has
no such day, it ends with the last hour of the month's last day: the rule of Regulation (EEC,
Euratom) 1182/71, Article 3(2)(c), and of most civil codes. Everywhere else that Regulation would
let a term run to midnight; Fairlead ends it at the hour at which it began, which is never later.
Terms are counted from their start, never from one another, so that nothing drifts. All in UTC.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fairlead.core.errors import BadInput

_ISO_8601 = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?", re.ASCII)
_UNITS = (("years", "Y"), ("months", "M"), ("days", "D"))


@dataclass(frozen=True, slots=True)
class Period:
    """So many years, months and days.

    >>> Period.parse("P5Y6M").after(datetime(2026, 8, 31, 9, 30, tzinfo=UTC))
    datetime.datetime(2032, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """

    years: int = 0
    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read ``P5Y``, ``P6M``, ``P30D`` or a mixture; ``P0D`` is at once."""
        match = _ISO_8601.fullmatch(text)
        if match is None:
            raise BadInput(f"{text!r} is not a term such as P5Y, P6M or P30D.", place="term")
        years, months, days = (int(part or 0) for part in match.groups())
        return cls(years, months, days)

    def __str__(self) -> str:
        parts = [f"{count}{unit}" for name, unit in _UNITS if (count := getattr(self, name))]
        return "P" + ("".join(parts) or "0D")

    def after(self, start: datetime) -> datetime:
        """Return the moment at which the term ends that began at ``start``."""
        start = _in_utc(start)
        month = start.year * 12 + start.month - 1 + self.years * 12 + self.months
        try:
            return _same_day(start, month) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            raise BadInput(f"A term of {self} from {start:%Y-%m-%d} has no end.") from None

    def before(self, end: datetime) -> datetime:
        """Return a moment such that every term that began by then has ended by ``end``.

        It may be up to a few days early where months differ in length, and is never late.
        """
        end = _in_utc(end)
        try:
            month = end.year * 12 + end.month - 1 - self.years * 12 - self.months
            start = _same_day(end, month) - timedelta(days=self.days)
            while self.after(start) > end:
                start -= timedelta(days=1)
        except (ValueError, OverflowError):
            raise BadInput(f"No term of {self} can have ended by {end:%Y-%m-%d}.") from None
        return start


def _same_day(start: datetime, month: int) -> datetime:
    """Return the day and hour of ``start`` in the numbered month, or the end of that month."""
    year, month = divmod(month, 12)
    if start.day <= monthrange(year, month + 1)[1]:
        return start.replace(year=year, month=month + 1)
    first_of_next = datetime(year, month + 1, 1, tzinfo=UTC) + timedelta(days=31)
    return first_of_next.replace(day=1)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise BadInput("A moment without a time zone starts no clock.", place="clock start")
    return moment.astimezone(UTC)
