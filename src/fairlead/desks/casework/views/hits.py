"""Queues of hits, and the page on which one is judged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.core.states import IllegalVerb
from fairlead.desks.casework.forms.hits import (
    DecisionForm,
    OpinionForm,
    ShiftForm,
    StepForm,
    offer_colleagues,
    step_form,
)
from fairlead.desks.casework.queries import hitpage
from fairlead.desks.casework.queries.hits import HITS, IDENTITY, QUEUES, others, ways_in
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases.changing import find
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.actions import hit as acts
from fairlead.kernel.screening.actions import judgement as judging
from fairlead.kernel.screening.actions.filing import file_hit
from fairlead.kernel.screening.actions.shift import pass_shift
from fairlead.kernel.screening.models import Hit
from fairlead.kernel.screening.queries.page import HitPage, hit_page
from fairlead.kernel.screening.queries.queue import next_hit
from fairlead.kernel.wording import listed
from fairlead.ui.blocks import Empty
from fairlead.ui.records import RecordHead
from fairlead.ui.tables import Bulk, table_page
from fairlead.ui.toasts import done

HIT = "hit"
Act = Callable[..., Any]
ACTS: Mapping[str, Act] = {
    "take": acts.take_hit,
    "wake": acts.wake_hit,
    "release": acts.release_hit,
    "assign": acts.assign_hit,
    "snooze": acts.snooze_hit,
    "escalate": acts.escalate_hit,
    "reopen": acts.reopen_hit,
}
LEAVES = frozenset({"assign", "snooze", "escalate", "release"})  # afterwards comes the next one


# ------------------------------------------------------------------ queues
@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.queue.consulted")
def hits(request: HouseRequest, queue: str = "all") -> HttpResponse:
    """Show one queue, the most urgent first."""
    if queue not in QUEUES:
        raise Http404
    ways, parts = ways_in(request.context, queue, request.META.get("QUERY_STRING", ""))
    may_decide = bool(decide(request.context, Verb.ALTER, IDENTITY)) and queue != "decided"
    bulk = [Bulk(_("Decide together"), reverse("casework:batch"), key="b")] if may_decide else []
    return table_page(
        request,
        HITS,
        "casework/hits.html",
        parameters={"queue": queue},
        extra={"ways": ways, "parts": parts, "queue": queue, "may_decide": may_decide},
        bulk=bulk,
        empty=Empty(
            _("Nothing waits here"),
            _("Hits come when a list or a person changes, or somebody travels."),
            reverse("casework:hits", args=["all"]) if queue != "all" else "",
            _("All that wait"),
        ),
    )


@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.queue.entered")
@require_GET
def next_in_queue(request: HouseRequest) -> HttpResponse:
    """Go to the most urgent hit that nobody else works on."""
    return _onward(request)


# ------------------------------------------------------------------ one hit
@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.hit.consulted")
@require_GET
def hit(request: HouseRequest, key: UUID) -> HttpResponse:
    """Show one hit; who it is stays covered until it is asked for."""
    if decide(request.context, Verb.ALTER, HIT):
        acts.visit_hit(request.context, hit=key)
    return _page(request, hit_page(request.context, key))


@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.hit.uncovered")
@require_POST
def open_hit(request: HouseRequest, key: UUID) -> HttpResponse:
    """Show who it is, for half an hour."""
    acts.open_hit(request.context, hit=key)
    return redirect(_address(request, key))


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.hit.judged")
@require_POST
def judge(request: HouseRequest, key: UUID) -> HttpResponse:
    """Take the judgement, and go on with the next in the queue."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, hit_page(request.context, key), form, status=422)
    try:
        judgement = judging.decide_hit(request.context, hit=key, **form.cleaned_data)
    except BadInput as problem:
        form.add_error(problem.place if problem.place in form.fields else None, problem.message)
        return _page(request, hit_page(request.context, key), form, status=422)
    except Conflict as problem:
        return _told(request, key, problem)
    outcome = codes.OUTCOMES[judgement.outcome]
    if judgement.approval:
        done(request, _("Waits for a second person: %(outcome)s.") % {"outcome": outcome})
    else:
        undo = reverse("casework:judgement-undo", args=[judgement.pk])
        words = _("Decided: %(outcome)s. It can be taken back for ten minutes.")
        done(request, words % {"outcome": outcome}, undo=undo)
    return _onward(request, after=key)


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.judgement.undone")
@require_POST
def undo(request: HouseRequest, key: UUID) -> HttpResponse:
    """Take a judgement back."""
    try:
        found = judging.undo_judgement(request.context, judgement=key)
    except Conflict as problem:
        messages.error(request, problem.message)
        return redirect("casework:hits", "decided")
    done(request, _("Taken back."))
    return redirect("casework:hit", found.pk)


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.hit.stepped")
@require_http_methods(["GET", "POST"])
def step(request: HouseRequest, key: UUID, verb: str) -> HttpResponse:
    """Take a step with a hit; those that ask something have a page of their own."""
    found = find(request.context, Hit, key)
    if verb == "favour" and request.method == "POST":
        favourite = not hit_page(request.context, key).is_favourite
        acts.favour_hit(request.context, hit=key, favourite=favourite)
        return redirect(_address(request, key))
    if verb not in ACTS:
        raise Http404
    if verb not in hitpage.ASKS:
        return _bare(request, found, verb)
    form = step_form(
        verb, request.context, found, request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        return _stepped(request, found, verb, form)
    return _asking(request, found, verb, form)


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.hit.filed")
@require_POST
def open_case(request: HouseRequest, key: UUID) -> HttpResponse:
    """Open a case about the person of a hit."""
    found = find(request.context, Hit, key)
    try:
        case = file_hit(request.context, hit=key, version=found.version)
    except Conflict as problem:
        return _told(request, key, problem)
    return redirect("casework:case", case.pk)


@door(verb=Verb.ALTER, data_class=HIT, act="casework.opinion.given")
@require_POST
def opinion(request: HouseRequest, key: UUID) -> HttpResponse:
    """Take the second opinion on a judgement."""
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, hit_page(request.context, key), opinion_form=form, status=422)
    try:
        judging.give_opinion(
            request.context,
            hit=key,
            agrees=form.cleaned_data["agrees"] == "agrees",
            words=form.cleaned_data["words"],
        )
    except Conflict as problem:
        return _told(request, key, problem)
    done(request, _("Your opinion is kept with the decision."))
    return redirect(_address(request, key))


@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.shift.passed")
@require_http_methods(["GET", "POST"])
def shift(request: HouseRequest) -> HttpResponse:
    """Hand over what one has at the end of a shift."""
    form = ShiftForm(request.POST or None)
    offer_colleagues(form, "to", request.context)
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        passed = pass_shift(
            request.context, to=to.pk if to else None, words=form.cleaned_data["words"]
        )
        done(request, _("Handed over: %(count)s.") % {"count": len(passed)})
        return redirect("casework:hits", "mine")
    status = 422 if form.is_bound else 200
    return render(request, "casework/shift.html", {"form": form}, status=status)


# ------------------------------------------------------------------ parts
def _page(
    request: HouseRequest,
    page: HitPage,
    form: DecisionForm | None = None,
    *,
    opinion_form: OpinionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context, queue = request.context, _queue(request)
    alone = not others(context).exists()
    facts, lines = hitpage.of_source(page)
    may_write = bool(decide(context, Verb.ALTER, HIT))
    judged_by_other = any(one.judgement.created_by_id != context.account for one in page.judgements)
    return render(
        request,
        "casework/hit.html",
        {
            "page": page,
            "others": listed(page.others),
            "queue": queue,
            "head": hitpage.head(page, queue, not alone) if may_write else _read_only(page, queue),
            "comparison": hitpage.comparison(page),
            "evidence": hitpage.evidence(page),
            "of_list": hitpage.of_list(page.hit),
            "source": facts,
            "lines": lines,
            "outcomes": codes.OUTCOMES,
            "reasons": codes.REASONS,
            "remarks": codes.REMARKS,
            "opinions": hitpage.SAID,
            "form": form or DecisionForm(initial={"version": page.hit.version}),
            "opinion_form": opinion_form or OpinionForm(),
            "may_write": may_write,
            "may_judge": may_write and page.may_decide,
            "may_opine": may_write and judged_by_other and not page.hit.is_live,
        },
        status=status,
    )


def _read_only(page: HitPage, queue: str) -> RecordHead:
    return replace(hitpage.head(page, queue, has_colleagues=False), steps=[])


def _bare(request: HouseRequest, found: Hit, verb: str) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    try:
        ACTS[verb](request.context, hit=found.pk, version=found.version)
    except Conflict as problem:
        return _told(request, found.pk, problem)
    if verb in LEAVES:
        return _onward(request, after=found.pk)
    return redirect(_address(request, found.pk))


def _stepped(request: HouseRequest, found: Hit, verb: str, form: StepForm) -> HttpResponse:
    try:
        ACTS[verb](request.context, hit=found.pk, **form.given)
    except BadInput as problem:
        form.add_error(None, problem.message)
        return _asking(request, found, verb, form)
    except Conflict as problem:
        return _told(request, found.pk, problem)
    done(request, _("Done: %(step)s.") % {"step": codes.VERBS[verb]})
    return (
        _onward(request, after=found.pk)
        if verb in LEAVES
        else redirect(_address(request, found.pk))
    )


def _asking(request: HouseRequest, found: Hit, verb: str, form: StepForm) -> HttpResponse:
    return render(
        request,
        "casework/hit_step.html",
        {
            "hit": found,
            "form": form,
            "label": codes.VERBS[verb],
            "back": _address(request, found.pk),
        },
        status=422 if form.is_bound else 200,
    )


def _told(request: HouseRequest, key: UUID, problem: Conflict) -> HttpResponse:
    passed = isinstance(problem, IllegalVerb)
    words = _("This step is not possible any more. This is how it stands now.")
    messages.error(request, words if passed else problem.message)
    return redirect(_address(request, key))


def _onward(request: HouseRequest, *, after: UUID | None = None) -> HttpResponse:
    """Go to the next hit of the queue from which one came; to the queue, when none is left."""
    queue = _queue(request)
    unit = request.GET.get("unit", "")
    found = next_hit(request.context, queue, unit, after=after)
    if found is None:
        return redirect("casework:hits", queue)
    return redirect(_address(request, found.pk))


def _address(request: HouseRequest, key: UUID) -> str:
    query = QueryDict(mutable=True)
    query["queue"] = _queue(request)
    if unit := request.GET.get("unit", ""):
        query["unit"] = unit
    return f"{reverse('casework:hit', args=[key])}?{query.urlencode()}"


def _queue(request: HouseRequest) -> str:
    asked = request.GET.get("queue", "all")
    return asked if asked in QUEUES else "all"
