"""By what a list can be narrowed. A filter reads its words from the address and gives a condition.

What it cannot read, it refuses: a filter that is quietly ignored shows, counts and exports more
than somebody asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput
from fairlead.core.registration import Label
from fairlead.kernel.access.context import Context

Words = Mapping[str, Sequence[str]]  # part of the filter → what was chosen; "" is the whole
Option = tuple[str, Label]
_LAST = "\U0010ffff"


class Filter(Protocol):
    """What every filter can do."""

    parts: ClassVar[tuple[str, ...]]
    control: ClassVar[str]  # how a page asks for it
    is_typed: ClassVar[bool]  # free words, which are not kept in saved views

    def condition(self, context: Context, words: Words) -> Q: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One or several of a closed list; each record has one of them in ``field``."""

    field: str
    options: Sequence[Option] | Callable[[Context], Iterable[Option]]
    parts: ClassVar[tuple[str, ...]] = ("",)
    control: ClassVar[str] = "choice"
    is_typed: ClassVar[bool] = False

    def offered(self, context: Context) -> list[Option]:
        """Return what this reader can choose from."""
        return list(self.options(context) if callable(self.options) else self.options)

    def condition(self, context: Context, words: Words) -> Q:
        """Return that the field has one of the chosen values."""
        chosen = set(words.get("", ()))
        if chosen - {code for code, _label in self.offered(context)}:
            raise _unknown()
        return Q(**{f"{self.field}__in": sorted(chosen)})


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no, by any condition."""

    yes: Q
    parts: ClassVar[tuple[str, ...]] = ("",)
    control: ClassVar[str] = "flag"
    is_typed: ClassVar[bool] = False

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return the condition, or its opposite."""
        chosen = list(words.get("", ()))
        if chosen not in (["yes"], ["no"]):
            raise _unknown()
        return self.yes if chosen == ["yes"] else ~self.yes


@dataclass(frozen=True, slots=True)
class Span:
    """Days from and to, both included, in UTC."""

    field: str
    parts: ClassVar[tuple[str, ...]] = ("from", "to")
    control: ClassVar[str] = "span"
    is_typed: ClassVar[bool] = False

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return that the moment lies between the days."""
        found = Q()
        if first := _only(words, "from"):
            found &= Q(**{f"{self.field}__gte": _day(first)})
        if last := _only(words, "to"):
            found &= Q(**{f"{self.field}__lt": _day(last) + timedelta(days=1)})
        return found


@dataclass(frozen=True, slots=True)
class Between:
    """Whole numbers from and to, both included."""

    field: str
    parts: ClassVar[tuple[str, ...]] = ("from", "to")
    control: ClassVar[str] = "between"
    is_typed: ClassVar[bool] = False

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return that the number lies between the two."""
        found = Q()
        for part, comparison in (("from", "gte"), ("to", "lte")):
            if text := _only(words, part):
                found &= Q(**{f"{self.field}__{comparison}": _number(text)})
        return found


@dataclass(frozen=True, slots=True)
class Starts:
    """How a code begins: a range of an index, so it is quick in a million rows."""

    field: str
    parts: ClassVar[tuple[str, ...]] = ("",)
    control: ClassVar[str] = "text"
    is_typed: ClassVar[bool] = True

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return that the field begins like this."""
        return begins(self.field, _only(words, ""))


def begins(field: str, text: str) -> Q:
    """Return that a field begins with this text, as typed or in capitals; by an index."""
    found = Q()
    for form in sorted({text, text.upper()}):
        found |= _begins(field, form)
    return found


def _begins(field: str, text: str) -> Q:
    """Ask for a range where letters are compared by their numbers, and for a pattern elsewhere.

    SQLite walks an index along a range but not for a pattern that minds capitals. PostgreSQL may
    compare as a language does, where no letter is the last; it walks an index for the pattern.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})
    return Q(**{f"{field}__startswith": text})


def _only(words: Words, part: str) -> str:
    found = [text.strip() for text in words.get(part, ())]
    if len(found) > 1:
        raise _unknown()
    return found[0] if found else ""


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise BadInput(_("A day is written 2026-11-20."), code="tables.filter") from None


def _number(text: str) -> int:
    if not text.lstrip("-").isdecimal() or len(text) > 15:  # noqa: PLR2004 - within 64 bits
        raise BadInput(_("A whole number is needed."), code="tables.filter")
    return int(text)


def _unknown() -> BadInput:
    return BadInput(_("This filter has no such choice."), code="tables.filter")
