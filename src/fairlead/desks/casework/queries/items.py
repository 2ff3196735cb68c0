"""What stands in the sections of a page: one shape for every kind of record.

``None`` as words means that there are some, and that they are covered until somebody asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from fairlead.core.registration import Label
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.retention.models import Keeping
from fairlead.ui.records import Badge, Fact

TONES = {
    "done": "good",
    "received": "good",
    "answered": "good",
    "accepted": "good",
    "recall-confirmed": "good",
    "recalled": "bad",
    "refused": "bad",
    "expired": "bad",
    "prepared": "warning",
    "sent": "accent",
    "started": "accent",
    "open": "accent",
}


@dataclass(frozen=True, slots=True)
class PartStep:
    """An act on one record: a page that asks, or a form that is sent as it stands."""

    label: Label
    url: str
    asks: bool = True
    version: int = 0
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table in an item: what, its value, from where; and what can be done to it."""

    label: Label
    value: object
    note: Label = ""
    when: datetime | None = None
    badge: Badge | None = None
    steps: Sequence[PartStep] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a section."""

    anchor: str
    title: Label = ""
    words: str | None = ""
    who: str = ""
    when: datetime | None = None
    badges: Sequence[Badge] = ()
    facts: Sequence[Fact] = ()
    lines: Sequence[Line] = ()
    steps: Sequence[PartStep] = ()
    is_new: bool = False
    is_over: bool = False  # corrected, withdrawn, ended: still there, and pale
    keeping: str = Keeping.OPEN
    template = "casework/item.html"

    @property
    def is_sealed(self) -> bool:
        """Whether no asking helps: it takes a second person."""
        return self.keeping in {Keeping.SEALED, Keeping.ERASED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page, what may be added to it, and what stands there when it is empty."""

    code: str
    title: Label
    items: Sequence[Item] = ()
    empty: Label = ""
    steps: Sequence[PartStep] = ()
    component: Any = None  # a picture with its table, above the items
    is_folded: bool = False
    hidden: int = 0  # how many are left out of the picture
    extra: dict[str, Any] = field(default_factory=dict)


def anchor_of(reference: str) -> str:
    """Return where a record stands on its page."""
    return reference.replace(":", "-")


def state_badge(record: Any) -> Badge:  # noqa: ANN401 - any record that moves
    """Return the state of a record in words."""
    states = codes.STATES[record.machine.name]
    return Badge(states.get(record.status, record.status), TONES.get(record.status, ""))


def act_url(case: Any, act: str, part: Record | Any = None) -> str:  # noqa: ANN401 - a key
    """Return the address of an act on a case, or on a part of it."""
    if part is None:
        return reverse("casework:act", args=[case, act])
    return reverse("casework:part-act", args=[case, act, part.pk])
