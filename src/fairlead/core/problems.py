"""What is wrong with something that came from outside, as data: a code, a place, a severity.

Readers never raise on bad input and never drop a record: they go on, and say what they met as
`Problem`s. A problem holds no sentence; whoever shows it renders ``code`` and ``facts`` in the
reader's language.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters to whoever relies on the record."""

    NOTE = "note"  # unusual, and understood
    WARNING = "warning"  # against the standard; what was meant is certain
    ERROR = "error"  # something could not be read, or is not certain


@dataclass(frozen=True, slots=True)
class Problem:
    """One deviation and where it stands.

    ``offset`` counts bytes from the start of the source; ``line`` counts from one, and is zero
    where lines mean nothing. ``segment`` names the part in the words of the format (``NAD``, a
    column, a property); ``ordinal`` is that part's number within its message.
    """

    code: str
    severity: Severity = Severity.ERROR
    offset: int = 0
    line: int = 0
    segment: str = ""
    ordinal: int = 0
    raw: bytes = b""
    facts: tuple[tuple[str, str], ...] = ()
