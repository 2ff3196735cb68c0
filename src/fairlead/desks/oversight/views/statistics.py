from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fairlead.core.ledger import Verb
from fairlead.desks.oversight.apps import FINDING
from fairlead.desks.oversight.queries import statistics as figures
from fairlead.desks.oversight.views.frame import framed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.clock import now
from fairlead.ui.exports import attachment


@require_GET
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.report.consulted")
def statistics(request: HouseRequest) -> HttpResponse:
    """Show the figures of a year for the public report; made to be printed."""
    year = _year(request)
    return framed(
        request,
        "statistics",
        year=year,
        years=figures.years(),
        sections=figures.report(request.context, year),
        few=figures.FEW,
        counted_at=now(),
        standing=audit.standing(),
    )


@require_GET
@door(verb=Verb.DISCLOSE, data_class=FINDING, act="oversight.report.fetched")
def statistics_file(request: HouseRequest) -> HttpResponse:
    """Give the same figures as a file."""
    year = _year(request)
    content = figures.as_csv(figures.report(request.context, year), year)
    return attachment(f"oversight-{year}.csv", "csv", content)


def _year(request: HouseRequest) -> int:
    asked = request.GET.get("year", "")
    known = figures.years()
    if not asked:
        return known[0]
    if not asked.isdecimal() or len(asked) > 4 or int(asked) not in known:  # noqa: PLR2004 - digits
        raise Http404(_("There is nothing of that year."))
    return int(asked)
