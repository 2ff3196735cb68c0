"""What stands around every page of this desk: the ways to the others that this reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.desks.oversight.apps import CONDUCT, FINDING, LEDGER, TERMS
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.tables.declarations import Table
from fairlead.ui.blocks import Empty
from fairlead.ui.tables import find, show_table

PAGES: tuple[tuple[str, str, Label], ...] = (
    ("overview", LEDGER, pgettext_lazy("page of oversight", "Overview")),
    ("ledger", LEDGER, pgettext_lazy("page of oversight", "Ledger")),
    ("verification", LEDGER, pgettext_lazy("page of oversight", "Verification")),
    ("samples", FINDING, pgettext_lazy("page of oversight", "Samples")),
    ("lookers", LEDGER, pgettext_lazy("page of oversight", "Who looks most")),
    ("emergencies", CONDUCT, pgettext_lazy("page of oversight", "Break-glass")),
    ("proposals", CONDUCT, pgettext_lazy("page of oversight", "Proposals")),
    ("accounts", CONDUCT, pgettext_lazy("page of oversight", "Accounts")),
    ("sessions", CONDUCT, pgettext_lazy("page of oversight", "Sessions")),
    ("keys", CONDUCT, pgettext_lazy("page of oversight", "Keys")),
    ("retention", TERMS, pgettext_lazy("page of oversight", "Terms")),
    ("holds", TERMS, pgettext_lazy("page of oversight", "Holds")),
    ("certificates", TERMS, pgettext_lazy("page of oversight", "Certificates")),
    ("unsealings", TERMS, pgettext_lazy("page of oversight", "Unsealing")),
    ("redress", TERMS, pgettext_lazy("page of oversight", "Redress")),
    ("jobs", CONDUCT, pgettext_lazy("page of oversight", "Jobs")),
    ("evenness", FINDING, pgettext_lazy("page of oversight", "Even-handedness")),
    ("statistics", FINDING, pgettext_lazy("page of oversight", "Yearly report")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A page of this desk."""

    label: Label
    url: str
    is_current: bool


def ways(request: HouseRequest, current: str) -> list[Way]:
    """Return the pages that this reader may see under this purpose."""
    return [
        Way(label, reverse(f"oversight:{name}"), name == current)
        for name, data_class, label in PAGES
        if decide(request.context, Verb.CONSULT, data_class)
    ]


def framed(
    request: HouseRequest,
    page: str,
    template: str = "",
    /,
    *,
    status: int = 200,
    **shown: Any,  # noqa: ANN401 - whatever the template shows
) -> HttpResponse:
    """Answer a page of this desk."""
    values: Mapping[str, Any] = {"ways": ways(request, page), **shown}
    return render(request, f"oversight/{template or page}.html", values, status=status)


def listed(
    request: HouseRequest,
    page: str,
    table: Table,
    /,
    *,
    empty: Label,
    words: Label = "",
    action: bool = False,
) -> HttpResponse:
    """Answer a page whose heart is one table; a finder's form is answered by a redirection."""
    if request.method == "POST":
        return find(request, table)
    nothing = Empty(empty, _("What comes in here is listed with its newest row first."))
    seen = show_table(request, table, empty=nothing)
    return framed(request, page, "list", table=seen, title=table.label, words=words, action=action)
