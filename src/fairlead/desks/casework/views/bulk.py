"""Many hits with one comment: first what would happen, then the doing, then ten minutes."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.desks.casework.forms.hits import BatchForm
from fairlead.desks.casework.queries.hits import HITS, IDENTITY, QUEUES
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.screening import codes, rules
from fairlead.kernel.screening.actions.batch import start_batch, undo_batch
from fairlead.kernel.screening.queries.batches import needs_second, plan
from fairlead.kernel.tables.reading import selected
from fairlead.kernel.tables.states import read_state
from fairlead.ui.toasts import done


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.batch.prepared")
@require_POST
def batch(request: HouseRequest) -> HttpResponse:
    """Show what one comment would do to the chosen hits; nothing happens yet."""
    keys = _chosen(request)
    return _page(request, keys, BatchForm(), request.POST.get("queue", "all"))


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.batch.started")
@require_POST
def start(request: HouseRequest) -> HttpResponse:
    """Decide the hits that were shown, or propose it to a second person."""
    keys, queue = _named(request.POST.getlist("hit")), request.POST.get("queue", "all")
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, keys, form, queue)
    try:
        made = start_batch(request.context, hits=keys, **form.cleaned_data)
    except BadInput as problem:
        form.add_error(problem.place if problem.place in form.fields else None, problem.message)
        return _page(request, keys, form, queue)
    if made.approval:
        done(request, _("%(count)s hits wait for a second person.") % {"count": made.count})
    else:
        words = ngettext(
            "%(count)s hit decided. It can be taken back for ten minutes.",
            "%(count)s hits decided. They can be taken back for ten minutes.",
            made.count,
        )
        undo = reverse("casework:batch-undo", args=[made.pk])
        done(request, words % {"count": made.count}, undo=undo)
    return redirect("casework:hits", queue if queue in QUEUES else "all")


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.batch.undone")
@require_POST
def undo(request: HouseRequest, key: UUID) -> HttpResponse:
    """Take a batch back."""
    try:
        count = undo_batch(request.context, batch=key)
    except Conflict as problem:
        messages.error(request, problem.message)
    else:
        words = ngettext("%(count)s hit taken back.", "%(count)s hits taken back.", count)
        done(request, words % {"count": count})
    return redirect("casework:hits", "all")


def _chosen(request: HouseRequest) -> list[UUID]:
    """Return the hits that were ticked, or all that the list shows, up to one more than the cap."""
    queue = request.POST.get("queue") or request.GET.get("queue", "all")
    state = read_state(HITS, request.context, request.GET)
    every = request.POST.get("every") == "yes"
    found = selected(
        HITS,
        request.context,
        state,
        request.POST.getlist("row"),
        every=every,
        parameters={"queue": queue},
    )
    return list(found.order_by("order_at", "pk").values_list("pk", flat=True)[: rules.MOST + 1])


def _named(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts[: rules.MOST + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _page(request: HouseRequest, keys: list[UUID], form: BatchForm, queue: str) -> HttpResponse:
    outcome = form.data.get("outcome", "different") if form.is_bound else "different"
    planned = plan(request.context, keys, outcome)
    left = [
        (codes.HIT_STATES.get(state, _("with a colleague")), count)
        for state, count in sorted(planned.left.items())
    ]
    return render(
        request,
        "casework/batch.html",
        {
            "form": form,
            "keys": planned.keys[: rules.MOST],
            "planned": planned,
            "left": left,
            "bands": [(codes.BANDS[band], count) for band, count in sorted(planned.bands.items())],
            "second": needs_second(planned),
            "alone": rules.ALONE,
            "most": rules.MOST,
            "too_many": planned.count > rules.MOST,
            "queue": queue if queue in QUEUES else "all",
        },
        status=422 if form.is_bound else 200,
    )
