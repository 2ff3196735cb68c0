import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.desks.administration.forms import AgencyNamesForm
from fairlead.desks.administration.queries import doctor as doctor_queries
from fairlead.desks.administration.queries import work as work_queries
from fairlead.desks.administration.queries.agencies import AGENCIES
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.jobs import actions as jobs
from fairlead.kernel.people import actions as people
from fairlead.kernel.people.models import Agency
from fairlead.ui.tables import table_page

STATES = {"good": _("Good"), "warning": _("Warning"), "bad": _("Bad")}
VERDICTS = {
    "good": _("All is well."),
    "warning": _("It works, but something needs attention."),
    "bad": _("Something is wrong."),
}


@door(verb=Verb.CONSULT, data_class=INSTALLATION, act="administration.health.consulted")
def doctor(request: HouseRequest) -> HttpResponse:
    """Say on one page whether all is well."""
    found = doctor_queries.examine()
    state = doctor_queries.worst(found)
    shown = [{"finding": each, "state": STATES[each.health.state]} for each in found]
    return render(
        request,
        "administration/doctor.html",
        {"findings": shown, "state": state, "verdict": VERDICTS[state]},
    )


@door(verb=Verb.CONSULT, data_class=INSTALLATION, act="administration.job.consulted")
def work(request: HouseRequest) -> HttpResponse:
    """Show what runs, what waits, what failed for good, and the schedules."""
    return render(request, "administration/jobs.html", {"work": work_queries.work()})


@require_POST
@door(verb=Verb.OPERATE, data_class=INSTALLATION, act="administration.job.asked")
def retry(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Give a dead letter all its attempts again."""
    return _decide(request, key, jobs.retry_job, gettext("The job is tried again."))


@require_POST
@door(verb=Verb.OPERATE, data_class=INSTALLATION, act="administration.job.asked")
def discard(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Decide that a dead letter will not be done."""
    return _decide(request, key, jobs.discard_job, gettext("The job is discarded."))


@require_POST
@door(verb=Verb.OPERATE, data_class=INSTALLATION, act="administration.job.asked")
def cancel(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """End a waiting job, or ask a running one to stop."""
    return _decide(
        request, key, jobs.cancel_job, gettext("The job is cancelled, or stops at its next step.")
    )


def _decide(
    request: HouseRequest, key: uuid.UUID, act: Callable[..., None], words: str
) -> HttpResponse:
    try:
        act(request.context, job=key)
    except Conflict:
        messages.error(request, gettext("That job has changed meanwhile. Look again."))
    else:
        messages.success(request, words)
    return redirect("administration:jobs")


@door(verb=Verb.CONSULT, data_class=INSTALLATION, act="administration.agency.consulted")
def agencies(request: HouseRequest) -> HttpResponse:
    """List the agencies, and the languages in which each has a name."""
    return table_page(request, AGENCIES, "administration/agencies.html")


@door(verb=Verb.CONSULT, data_class=INSTALLATION, act="administration.agency.consulted")
def agency(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show the names of one agency, to be changed."""
    found = get_object_or_404(Agency, pk=key)
    return _names_page(request, found, AgencyNamesForm.of(found))


@require_POST
@door(verb=Verb.OPERATE, data_class=INSTALLATION, act="administration.agency.asked")
def alter_agency(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Give an agency its names."""
    found = get_object_or_404(Agency, pk=key)
    form = AgencyNamesForm(request.POST)
    if not form.is_valid():
        return _names_page(request, found, form)
    people.alter_agency(
        authority=request.context.authority(), agency=found, changes=form.cleaned_data
    )
    messages.success(request, gettext("The names are kept."))
    return redirect("administration:agencies")


def _names_page(request: HouseRequest, agency: Agency, form: AgencyNamesForm) -> HttpResponse:
    return render(request, "administration/agency.html", {"agency": agency, "form": form})
