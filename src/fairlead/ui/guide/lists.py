"""A table of invented rows: no database stands behind it."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.kernel.access.context import Context
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.tables.columns import COVERED, Column, Row
from fairlead.kernel.tables.declarations import Finder, Table
from fairlead.kernel.tables.filters import Choice, Flag, Span, Starts
from fairlead.kernel.tables.reading import Page
from fairlead.kernel.tables.states import read_state
from fairlead.ui.guide.matters import NAMES
from fairlead.ui.tables import Bulk, ShownTable, dress

STATES = (
    ("open", pgettext_lazy("state of a case", "Open")),
    ("review", pgettext_lazy("state of a case", "In review")),
    ("closed", pgettext_lazy("state of a case", "Closed")),
)
_TONES = {"open": "accent", "review": "warning", "closed": "good"}


def _nobody(_context: Context) -> QuerySet[Agency]:
    return Agency.objects.none()


INVENTED = Table(
    code="style.invented",
    label=_("Cases"),
    source=_nobody,
    data_class="installation",
    columns=(
        Column(
            "number",
            pgettext_lazy("of a case", "Number"),
            lambda row: row.record.number,
            "code",
            sort=("number",),
            filter=Starts("number"),
            link=lambda row: f"#{row.record.number}",
        ),
        Column("name", _("Name"), lambda row: row.record.name, "name"),
        Column(
            "deadline",
            _("Deadline"),
            lambda row: row.record.deadline,
            "deadline",
            sort=("deadline",),
            filter=Span("deadline"),
        ),
        Column(
            "state",
            _("State"),
            lambda row: dict(STATES)[row.record.state],
            "badge",
            filter=Choice("state", STATES),
            tone=lambda row: _TONES[row.record.state],
        ),
        Column("score", pgettext_lazy("of a hit", "Score"), lambda row: row.record.score, "number"),
        Column(
            "mine",
            _("Mine"),
            lambda row: row.record.mine,
            "flag",
            filter=Flag(Q(mine=True)),
            shown=False,
        ),
    ),
    order="deadline",
    search=("number",),
    finders=(Finder("name", _("Name"), lambda _context, _text: Q()),),
)


def table(request: HouseRequest) -> ShownTable:
    """Return a page of the invented cases."""
    state = read_state(INVENTED, request.context, request.GET)
    allowed = INVENTED.columns_for(request.context)
    columns = tuple(c for c in allowed if (c.name in state.columns if state.columns else c.shown))
    rows = [Row(record) for record in _records()]
    seen = Page(columns, rows, count=10_000, is_more=True, before="before", after="after")
    bulk = (Bulk(_("Assign to me"), "#", key="a"), Bulk(_("Close"), "#", is_grave=True))
    return dress(request, INVENTED, state, seen, bulk=bulk)


def _records() -> Iterator[Any]:
    moment = now()
    for place, name in enumerate(NAMES):
        yield SimpleNamespace(
            pk=place,
            number=f"UTO-2026-{place + 1:04}",
            name=COVERED if place % 7 == 5 else name,  # noqa: PLR2004 - here and there
            deadline=moment + timedelta(hours=place * place * 5 - 7),
            state=STATES[place % 3][0],
            score=round(0.97 - place * 0.031, 2),
            mine=place % 2 == 0,
        )
