import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.apps import FINDING
from fairlead.desks.oversight.forms import FindingForm, SampleForm
from fairlead.desks.oversight.models import Sample
from fairlead.desks.oversight.queries import samples as sample_queries
from fairlead.desks.oversight.queries import words
from fairlead.desks.oversight.views.frame import framed, listed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.retention.actions.opening import open_identities


@require_GET
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.samples.consulted")
def samples(request: HouseRequest) -> HttpResponse:
    """List the samples, and how far each is."""
    return listed(
        request,
        "samples",
        sample_queries.SAMPLES,
        empty=_("No sample was drawn yet"),
        words=_SAMPLES_WORDS,
        action=True,
    )


_SAMPLES_WORDS = _(
    "Looks that are inspected are drawn, never chosen: a sample is announced in the ledger first, "
    "and the next signature of the ledger, which nobody knows before, says which looks it shows."
)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.samples.consulted")
def new_sample(request: HouseRequest) -> HttpResponse:
    """Ask from which looks a sample is drawn, and announce it."""
    form = SampleForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return framed(request, "samples", "new_sample", status=status, form=form)
    made = actions.announce_sample(context=request.context, **form.cleaned_data)
    return redirect("oversight:sample", made.pk)


@require_GET
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.sample.consulted")
def sample(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show a sample: how it came to be, its looks, and what is thought of each."""
    found = _sample(request, key)
    return framed(
        request,
        "samples",
        "sample",
        sample=found,
        name=words.names_of([found.actor])[found.actor],
        purposes=[words.purpose_label(code) for code in found.purposes],
        looks=sample_queries.looks_of(request.context, found),
        is_signed=found.drawn_at is None and sample_queries.signed_after(found) is not None,
    )


@require_POST
@door(verb=Verb.ALTER, data_class=FINDING, act="oversight.sample.consulted")
def draw(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Draw what was announced."""
    _sample(request, key)
    try:
        actions.draw_sample(context=request.context, sample=key)
    except Conflict as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, gettext("The sample is drawn."))
    return redirect("oversight:sample", key)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.look.consulted")
def look(request: HouseRequest, key: uuid.UUID, place: int) -> HttpResponse:
    """Show one look of a sample with what stands around it, and take down what was found."""
    found = sample_queries.look_of(request.context, key, place)
    if found is None:
        raise Http404
    request.look.add(f"entry:{found.drawn.entry}")
    form = FindingForm(request.POST or None)
    if form.is_valid():
        return _noted(request, key, place, form)
    earlier = sample_queries.findings_of(request.context, found.drawn)
    opened = open_identities(context=request.context, records=earlier) if earlier else {}
    names = words.names_of(finding.actor for finding in earlier)
    return framed(
        request,
        "samples",
        "look",
        status=422 if form.is_bound else 200,
        look=found,
        form=form,
        around=sample_queries.neighbours(found.header),
        findings=[(each, names[each.actor], opened[each.pk].get("words")) for each in earlier],
        last=found.drawn.sample.looks.for_context(request.context).count(),
    )


def _noted(request: HouseRequest, key: uuid.UUID, place: int, form: FindingForm) -> HttpResponse:
    """Keep the finding and go on with the next look that is not inspected."""
    actions.note_finding(context=request.context, sample=key, place=place, **form.cleaned_data)
    messages.success(request, gettext("The finding is kept."))
    following = sample_queries.next_open(request.context, key, place)
    if following is None:
        return redirect("oversight:sample", key)
    return redirect("oversight:look", key, following)


def _sample(request: HouseRequest, key: uuid.UUID) -> Sample:
    found = sample_queries.sample_of(request.context, key)
    if found is None:
        raise Http404
    return found
