"""How much arrives, how much was false, how long it took and what waits."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fairlead.core.ledger import Verb
from fairlead.core.sheets import FORMATS
from fairlead.desks.casework.queries import figures as words
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now
from fairlead.kernel.screening.queries.figures import ENOUGH, figures
from fairlead.ui.exports import attachment

IDENTITY = "hit-identity"
USUAL = 30


@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.figures.consulted")
@require_GET
def hit_figures(request: HouseRequest) -> HttpResponse:
    """Show the figures of the hits within reach; numbers only."""
    days = _days(request)
    found = figures(request.context, days=days)
    return render(
        request,
        "casework/figures.html",
        {
            "found": found,
            "whole": words.Named("", found.whole),
            "groups": words.groups(found),
            "pictures": words.pictures(found),
            "headings": words.HEADINGS[2:],
            "spans": [(span, label, span == days) for span, label in words.SPANS.items()],
            "days": days,
            "enough": ENOUGH,
            "exports": [(code, kind.name) for code, kind in FORMATS.items()]
            if decide(request.context, Verb.DISCLOSE, IDENTITY)
            else [],
        },
    )


@door(verb=Verb.DISCLOSE, data_class=IDENTITY, act="casework.figures.disclosed")
@require_POST
def export_figures(request: HouseRequest) -> HttpResponse:
    """Give the figures as a file: exactly the lines of the page."""
    kind = request.POST.get("kind", "")
    if kind not in FORMATS:
        raise BadRequest("this is no kind of file")
    found = figures(request.context, days=_days(request))
    sheet, cells = words.sheet(found, str(_("Figures of hits")), right_to_left=get_language_bidi())
    name = f"casework-figures-{now():%Y-%m-%d-%H%M}.{FORMATS[kind].ending}"
    return attachment(name, kind, b"".join(FORMATS[kind].write(sheet, cells)))


def _days(request: HouseRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in map(str, words.SPANS) else USUAL
