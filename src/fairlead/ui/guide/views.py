from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.core.registration import Label
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.ui import toasts
from fairlead.ui.guide import figures, lists, matters, titles

Build = Callable[[HouseRequest], Any]
_BLOCKS: dict[str, Callable[[], list[Any]]] = {
    "record": matters.record,
    "comparison": matters.comparison,
    "timeline": matters.timeline,
    "graph": matters.graph,
    "seats": matters.seats,
    "bars": figures.bars,
    "lines": figures.lines,
    "heat-map": figures.heat_map,
    "distribution": figures.distribution,
    "upload": matters.upload,
    "job": matters.jobs,
    "empty": matters.empty,
    "trouble": matters.trouble,
}


@signed_in
def index(request: HouseRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Begin with colours and letters."""
    return redirect("style:component", code="ground")


@signed_in
def component(request: HouseRequest, code: str) -> HttpResponse:
    """Show one component as a desk would."""
    title = titles.TITLES.get(code)
    if title is None:
        raise Http404
    shown: dict[str, Any] = {"title": title, "pages": _pages(code)}
    if code == "table":
        shown["table"] = lists.table(request)
    elif code == "messages":
        _say(request)
    elif code == "explanation":
        shown["evidence"] = matters.evidence()
    elif code == "ground":
        shown["names"] = matters.NAMES
    else:
        shown["blocks"] = _BLOCKS.get(code, list)()
    return render(request, f"ui/guide/{titles.TEMPLATES.get(code, 'blocks')}.html", shown)


@signed_in
def job(request: HouseRequest) -> HttpResponse:
    """Answer as a job that goes on: with the component alone."""
    return render(request, "ui/job.html", {"it": matters.jobs()[0]})


def _pages(current: str) -> list[tuple[str, Label, bool]]:
    return [
        (reverse("style:component", args=[code]), label, code == current)
        for code, label in titles.TITLES.items()
    ]


def _say(request: HouseRequest) -> None:
    messages.info(request, _("The names are kept."))
    messages.error(request, _("That job has changed meanwhile. Look again."))
    toasts.done(request, _("The view is removed."), undo=reverse("style:index"))
