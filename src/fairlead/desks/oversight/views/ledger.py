import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.apps import LEDGER
from fairlead.desks.oversight.queries import conduct, overview, words
from fairlead.desks.oversight.queries import ledger as ledger_queries
from fairlead.desks.oversight.queries.verification import readings
from fairlead.desks.oversight.views.frame import framed, listed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.audit.models import Entry, reference
from fairlead.kernel.jobs.queries import progress
from fairlead.kernel.tables.states import read_state
from fairlead.ui.charts import Bars
from fairlead.ui.working import LongJob


@require_GET
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.overview.consulted")
def overview_page(request: HouseRequest) -> HttpResponse:
    """Show what waits, what is late, and how the ledger stands."""
    found = overview.matters(request.context)
    return framed(request, "overview", matters=found, standing=audit.standing())


@require_http_methods(["GET", "POST"])
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.entries.consulted")
def entries(request: HouseRequest) -> HttpResponse:
    """List the entries that fit; whom a search was about is noted with the look."""
    table = ledger_queries.LEDGER_TABLE
    asked = read_state(table, request.context, request.GET).filters
    for subject in ledger_queries.subjects(asked):
        request.look.add(subject)
    return listed(request, "ledger", table, empty=_("The ledger is empty"), words=_LEDGER_WORDS)


_LEDGER_WORDS = _(
    "Who did what to which record, when, why and by what right. What an entry holds of persons is "
    "sealed, and on none of these pages. Every search is itself an entry."
)


@require_GET
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.entry.consulted")
def entry(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show one entry: everything that it says, its place, and the way to its proof."""
    found = get_object_or_404(Entry.objects.select_related("leaf"), pk=key)
    request.look.add(reference("entry", key))
    header = audit.header_of(found)
    return framed(
        request,
        "ledger",
        "entry",
        entry=found,
        header=header,
        leaf=getattr(found, "leaf", None),
        name=words.names_of([found.actor])[found.actor],
        verb=words.VERBS[found.verb],
        purpose=words.purpose_label(found.purpose),
        is_covered=_is_covered(found),
        command=_command(found),
    )


def _command(found: Entry) -> str:
    """Return how the proof is checked without this program."""
    leaf = getattr(found, "leaf", None)
    name = f"entry-{leaf.index}.tlog-proof" if leaf else ""
    return f"script/verify-ledger {name} --key ledger.pub"


def _is_covered(found: Entry) -> bool:
    """Say whether a signed checkpoint covers the entry, so that it can be proven."""
    leaf = getattr(found, "leaf", None)
    return leaf is not None and leaf.index < audit.standing().checkpoint_size


@require_GET
@door(verb=Verb.DISCLOSE, data_class=LEDGER, act="oversight.entry.proven")
def proof(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Give the proof that an entry is in the ledger, as a file that others can check."""
    get_object_or_404(Entry, pk=key)
    request.look.add(reference("entry", key))
    try:
        proven = audit.prove(key)
    except Conflict:
        messages.error(request, gettext("No signature covers this entry yet: try in a minute."))
        return redirect("oversight:entry", key)
    response = HttpResponse(str(proven), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="entry-{proven.index}.tlog-proof"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.lookers.consulted")
def lookers(request: HouseRequest) -> HttpResponse:
    """Show who looked most at records about persons of late."""
    found = conduct.lookers()
    chart = Bars(
        title=_("Looks at records about persons in the last thirty days"),
        rows=[(looker.name, looker.looks) for looker in found],
        unit=_("Looks"),
    )
    return framed(request, "lookers", lookers=found, chart=chart)


# ---------------------------------------------------------------- verification
@require_GET
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.verification.consulted")
def verification(request: HouseRequest) -> HttpResponse:
    """Show how far the ledger was read again, by whom it is witnessed, and what was found."""
    return framed(
        request,
        "verification",
        standing=audit.standing(),
        witnesses=audit.witness_rows(),
        readings=readings(),
    )


@require_POST
@door(verb=Verb.OPERATE, data_class=LEDGER, act="oversight.verification.begun")
def verify(request: HouseRequest) -> HttpResponse:
    """Have the whole ledger read again."""
    job = actions.ask_verification(context=request.context)
    return redirect("oversight:verifying", job)


@require_GET
@door(verb=Verb.CONSULT, data_class=LEDGER, act="oversight.verification.consulted")
def verifying(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far a verification is; the script asks for this part of the page alone."""
    found = progress(key)
    if found is None:
        return redirect("oversight:verification")
    work = LongJob(
        progress=found,
        url=reverse("oversight:verifying", args=[key]),
        done_url=reverse("oversight:verification"),
        done_label=_("What was found"),
    )
    if request.headers.get("HX-Request"):
        return render(request, "oversight/working.html", {"work": work})
    return framed(request, "verification", "verifying", work=work)
