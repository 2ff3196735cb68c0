"""Values that mean one thing only, whoever writes them."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

# RFC 3339, section 5.6; without leap seconds, which no database keeps.
_MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


def _as_written(value: object) -> object:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("a moment is written as in RFC 3339, with its offset")
    return value


def _in_utc(value: datetime) -> datetime:
    """Move to UTC, and refuse what has no place there: the first and the last year.

    RFC 3339 allows offsets of up to a day; PostgreSQL reads none beyond sixteen hours.
    """
    if not 1 < value.year < 9999:  # noqa: PLR2004 - the calendar of Python and of the databases
        raise ValueError("the year is out of range")
    return value.astimezone(UTC)


Moment = Annotated[
    datetime,
    BeforeValidator(_as_written),
    AfterValidator(_in_utc),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment with its offset, read strictly: no numbers, no local time, no date alone."""
