import uuid

from babel.dates import format_skeleton
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fairlead.core.ledger import Verb
from fairlead.desks.oversight.apps import TERMS
from fairlead.desks.oversight.queries import terms
from fairlead.desks.oversight.views.frame import framed, listed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now
from fairlead.kernel.retention import laws
from fairlead.kernel.retention.queries import last_run
from fairlead.ui.writing import locale


@require_GET
@door(verb=Verb.CONSULT, data_class=TERMS, act="oversight.calendar.consulted")
def retention(request: HouseRequest) -> HttpResponse:
    """Show how many records end within a year, month by month, and what is overdue."""
    calendar = terms.calendar(now())
    return framed(
        request,
        "retention",
        calendar=calendar,
        months=[format_skeleton("yMMM", month, locale=locale()) for month in calendar.months],
        law=laws.in_force(),
        run=last_run(),
    )


@require_GET
@door(verb=Verb.CONSULT, data_class=TERMS, act="oversight.holds.consulted")
def holds(request: HouseRequest) -> HttpResponse:
    """List the orders that keep records beyond their term."""
    return listed(request, "holds", terms.HOLDS, empty=_("Nothing is held"))


@require_GET
@door(verb=Verb.CONSULT, data_class=TERMS, act="oversight.certificates.consulted")
def certificates(request: HouseRequest) -> HttpResponse:
    """List the runs of the terms, each with its certificate."""
    return listed(request, "certificates", terms.CERTIFICATES, empty=_("No run has ended yet"))


@require_GET
@door(verb=Verb.DISCLOSE, data_class=TERMS, act="oversight.certificate.fetched")
def certificate(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Give one certificate, as the ledger knows it."""
    run = terms.certificate_of(key)
    if run is None:
        raise Http404
    request.look.add(f"run:{run.pk}")
    response = HttpResponse(run.certificate, content_type="application/json")
    response["Content-Disposition"] = (
        f'attachment; filename="certificate-{run.as_of:%Y-%m-%d}.json"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@door(verb=Verb.CONSULT, data_class=TERMS, act="oversight.unsealings.consulted")
def unsealings(request: HouseRequest) -> HttpResponse:
    """List who asked to open which class of sealed record, and for how long it was open."""
    return listed(request, "unsealings", terms.UNSEALINGS, empty=_("Nobody asked to unseal"))


@require_GET
@door(verb=Verb.CONSULT, data_class=TERMS, act="oversight.redress.consulted")
def redress(request: HouseRequest) -> HttpResponse:
    """List the requests of persons recorded by their clocks; who asked is not shown."""
    return listed(request, "redress", terms.REDRESS_CLOCKS, empty=_("Nobody asked for redress"))
