"""The head of a record: what it is, in which state, until when, whose, and what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairlead.core.registration import Label


@dataclass(frozen=True, slots=True)
class Badge:
    """A state or a mark in one word; the tone is never the only thing that says it."""

    words: Label
    tone: str = ""  # good, warning, bad, accent


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a head: a label and its value; ``kind`` as of a column of a table."""

    label: Label
    value: object
    kind: str = "text"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An act that is open to this reader now: a form that is sent, or a page that asks for more."""

    label: Label
    url: str
    asks: bool = False  # leads to a page first
    is_grave: bool = False
    is_main: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What stands above every record."""

    title: Label
    number: str = ""
    badges: Sequence[Badge] = ()
    deadline: datetime | None = None
    facts: Sequence[Fact] = ()
    steps: Sequence[Step] = ()
    template = "ui/record.html"
