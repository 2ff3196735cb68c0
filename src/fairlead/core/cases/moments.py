"""When something happened, and how exactly that is known.

A moment is an interval with the precision with which it was said. "May 2026" is not 1 May: it
is anything from the first instant of May up to, and not including, the first of June.

>>> may = Moment.of(datetime(2026, 5, 17, 9, 30, tzinfo=UTC), Precision.MONTH)
>>> may.earliest.isoformat(), may.latest.isoformat()
('2026-05-01T00:00:00+00:00', '2026-06-01T00:00:00+00:00')
>>> order(may, Moment.of(datetime(2026, 5, 20, tzinfo=UTC), Precision.DAY))
<Order.UNKNOWN: 'unknown'>
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from fairlead.core.errors import BadInput


class Precision(StrEnum):
    EXACT = "exact"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    APPROXIMATE = "approximate"  # an interval that somebody stated


class Order(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"  # the intervals overlap: nobody can tell


LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """From ``earliest`` up to and not including ``latest``; exact ones are a single instant."""

    earliest: datetime
    latest: datetime
    precision: Precision

    def __post_init__(self) -> None:
        for place in ("earliest", "latest"):
            if getattr(self, place).utcoffset() != timedelta(0):
                raise BadInput("a moment is stated in UTC", place=place)
        if self.latest < self.earliest:
            raise BadInput("a moment does not end before it begins", place="latest")

    @classmethod
    def of(cls, when: datetime, precision: Precision = Precision.EXACT) -> Self:
        """Return the interval that ``when`` stands for at this precision."""
        if when.tzinfo is None:
            raise BadInput("a moment is stated with its time zone", place="when")
        when = when.astimezone(UTC)
        if precision is Precision.APPROXIMATE:
            raise BadInput("an approximate moment states both ends", place="precision")
        if precision is Precision.EXACT:
            return cls(when, when, precision)
        start = _start(when, precision)
        return cls(start, _end(start, precision), precision)

    @classmethod
    def between(cls, earliest: datetime, latest: datetime) -> Self:
        """Return an approximate moment: somewhere in here."""
        if earliest.tzinfo is None or latest.tzinfo is None:
            raise BadInput("a moment is stated with its time zone", place="when")
        return cls(earliest.astimezone(UTC), latest.astimezone(UTC), Precision.APPROXIMATE)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Return the moment that ``write`` wrote."""
        try:
            return cls(
                datetime.fromisoformat(values["earliest"]),
                datetime.fromisoformat(values["latest"]),
                Precision(values["precision"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput("this is not a moment", place="moment") from error

    def write(self) -> dict[str, str]:
        """Return plain values for JSON."""
        return {
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "precision": str(self.precision),
        }


def order(one: Moment, other: Moment) -> Order:
    """Say which came first, if that can be known at all."""
    if one.latest <= other.earliest and one.earliest < other.latest:
        return Order.BEFORE
    if other.latest <= one.earliest and other.earliest < one.latest:
        return Order.AFTER
    return Order.UNKNOWN


def _start(when: datetime, precision: Precision) -> datetime:
    hour = when.replace(minute=0, second=0, microsecond=0)
    if precision is Precision.HOUR:
        return hour
    day = hour.replace(hour=0)
    if precision is Precision.DAY:
        return day
    month = day.replace(day=1)
    return month if precision is Precision.MONTH else month.replace(month=1)


def _end(start: datetime, precision: Precision) -> datetime:
    try:
        if precision is Precision.HOUR:
            return start + timedelta(hours=1)
        if precision is Precision.DAY:
            return start + timedelta(days=1)
        if precision is Precision.YEAR:
            return start.replace(year=start.year + 1)
        return _start(start + timedelta(days=31), Precision.MONTH)
    except (OverflowError, ValueError):
        return LAST
