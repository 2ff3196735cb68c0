"""Buckets: the records of one class that end in one month share one key, and lose it together.

A record is in exactly one bucket. Until it is sealed that is the *open* bucket of the month in
which it will be sealed (or erased, if it is never sealed); from then on, the *sealed* bucket of
the month in which it will be erased. So when a month's records have been sealed, the key that
opened them in the ordinary way is destroyed, and a copy of the database from before cannot be
opened either.

The name of a bucket is the name of its key: ``travel.pnr.open.2027-05``. When one person's
erasure must reach every copy at once, all other records of the bucket move to a second
generation, ``travel.pnr.open.2027-05.2``, and the first key is destroyed before its time.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from fairlead.core.errors import BadInput

_NAME = re.compile(
    r"(?P<record_class>[a-z0-9_.-]+)\.(?P<compartment>open|sealed)"
    r"\.(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:\.(?P<generation>[2-9]|[1-9]\d+))?",
    re.ASCII,
)


class Compartment(StrEnum):
    """Which door a key belongs to."""

    OPEN = "open"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """One bucket, by its parts.

    >>> str(Bucket.of("travel.pnr", Compartment.OPEN, datetime(2027, 5, 31, tzinfo=UTC)))
    'travel.pnr.open.2027-05'
    """

    record_class: str
    compartment: Compartment
    year: int
    month: int
    generation: int = 1

    @classmethod
    def of(cls, record_class: str, compartment: Compartment, moment: datetime) -> "Bucket":
        """Return the bucket of the month in which this moment lies, in UTC."""
        moment = moment.astimezone(UTC)
        return cls(record_class, compartment, moment.year, moment.month)

    @classmethod
    def parse(cls, name: str) -> "Bucket":
        """Return the bucket of this name."""
        match = _NAME.fullmatch(name)
        if match is None:
            raise BadInput(f"{name!r} is not the name of a bucket.", place="bucket")
        parts = match.groupdict()
        return cls(
            parts["record_class"],
            Compartment(parts["compartment"]),
            int(parts["year"]),
            int(parts["month"]),
            int(parts["generation"] or 1),
        )

    def __str__(self) -> str:
        name = f"{self.record_class}.{self.compartment}.{self.year:04}-{self.month:02}"
        return name if self.generation == 1 else f"{name}.{self.generation}"

    @property
    def ends_at(self) -> datetime:
        """The first moment after the bucket's month."""
        years, month = divmod(self.month, 12)
        return datetime(self.year + years, month + 1, 1, tzinfo=UTC)

    def next_generation(self) -> "Bucket":
        """Return the bucket that takes over when this one must go before its time."""
        return replace(self, generation=self.generation + 1)
