"""What the persons recorded ask of the agency, under the law's clock."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.desks.casework.apps import IDENTITY, REDRESS
from fairlead.desks.casework.forms.redress import ACTS, ReceiveRedressForm
from fairlead.desks.casework.queries.lists import REQUESTS
from fairlead.desks.casework.queries.targets import Target
from fairlead.desks.casework.views.acts import Place, act_page
from fairlead.desks.casework.views.shown import cover, is_shown, show
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases import codes, rules
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Redress
from fairlead.kernel.cases.queries import relations
from fairlead.ui.blocks import Empty
from fairlead.ui.records import Badge, Fact, RecordHead, Step
from fairlead.ui.tables import table_page

_EMPTY = Empty(
    _("Nobody has asked anything"),
    _("Access, correction and objection: each request has its clock, and each answer its reason."),
)
_GRAVE = frozenset({"dismiss", "erase-subject"})


@door(verb=Verb.CONSULT, data_class=REDRESS, act="casework.redress.listed")
def requests(request: HouseRequest) -> HttpResponse:
    """List the requests, the clock that ends first in front."""
    may = bool(decide(request.context, Verb.COLLECT, REDRESS))
    extra = {"may_receive": may}
    return table_page(request, REQUESTS, "casework/requests.html", extra=extra, empty=_EMPTY)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.COLLECT, data_class=REDRESS, act="casework.act.asked")
def receive(request: HouseRequest) -> HttpResponse:
    """Record a request on the day it came in."""
    back = reverse("casework:redress-list")
    place = Place(title=ReceiveRedressForm.label, number="", back=back)
    return act_page(request, ReceiveRedressForm, Target(context=request.context), place)


@require_GET
@door(verb=Verb.CONSULT, data_class=REDRESS, act="casework.redress.consulted")
def redress(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show one request, what was said and answered, and what is held about the person."""
    context, unmasks = request.context, is_shown(request, key)
    found = find(context, Redress, key)
    values = values_of(context, [found], unmask=unmasks)[found.pk]
    shown = {
        "redress": found,
        "head": _head(context, found, str(values.get("name", ""))),
        "said": [(label, values[name]) for name, label in _SAID if values.get(name)],
        "held": _held(context, found) if found.subject_id else None,
        "unmasks": unmasks,
        "is_covered": not values,
    }
    return render(request, "casework/redress.html", shown)


_SAID: tuple[tuple[str, Label], ...] = (
    ("words", _("What is asked")),
    ("address", pgettext_lazy("where somebody is found", "Address")),
    ("extension", _("Why it takes longer")),
    ("answer", pgettext_lazy("to a question", "Answer")),
    ("appeal", _("What is said against the answer")),
    ("appeal_answer", _("Decision on the appeal")),
)


def _held(context: Context, found: Redress) -> list[tuple[Label, int]] | None:
    """Return how much is held about the subject, of each kind, where the policy lets one know."""
    if not decide(context, Verb.CONSULT, IDENTITY):
        return None
    assert found.subject_id is not None  # noqa: S101 - the caller asked
    held = relations.held_about(context, found.subject_id)
    return [
        (_("Earlier versions"), len(held.revisions)),
        (_("Roles in cases"), len(held.involvements)),
        (_("Links"), len(held.links)),
        (_("Entries of the timeline"), len(held.entries)),
        (_("Decisions"), len(held.decisions)),
        (_("Told to others"), len(held.disseminations)),
        (_("Recipients"), len(held.recipients)),
        (_("Referrals"), len(held.referrals)),
    ]


def _head(context: Context, found: Redress, name: str) -> RecordHead:
    state = codes.REDRESS_STATES.get(found.status, found.status)
    waits = found.answered_at is None and found.closed_at is None
    return RecordHead(
        name or pgettext_lazy("a name", "(covered)"),
        "",
        [Badge(found.get_kind_display(), "accent"), Badge(state)],
        found.answer_due_at if waits else None,
        list(_facts(found)),
        [
            Step(
                ACTS[verb].label,
                reverse("casework:redress-act", args=[found.pk, verb]),
                asks=True,
                is_main=place == 0,
                is_grave=verb in _GRAVE,
            )
            for place, verb in enumerate(_verbs(context, found))
        ],
    )


def _facts(found: Redress) -> Iterator[Fact]:
    yield Fact(pgettext_lazy("a request, when", "Received"), found.received_at, "moment")
    yield Fact(_("The clock runs from"), found.clock_from, "moment")
    yield Fact(_("Answer until"), found.answer_due_at, "moment")
    yield Fact(_("By which law"), found.citation)
    if found.outcome:
        outcome: Any = codes.REDRESS_OUTCOMES.get(found.outcome, found.outcome)
        yield Fact(pgettext_lazy("of a request", "Outcome"), outcome)
        yield Fact(_("Reason"), codes.REDRESS_REASONS.get(found.reason, found.reason))
    if found.appeal_outcome:
        appeal: Any = codes.APPEAL_OUTCOMES.get(found.appeal_outcome, found.appeal_outcome)
        yield Fact(_("Decision on the appeal"), appeal)


def _verbs(context: Context, found: Redress) -> tuple[str, ...]:
    if not decide(context, Verb.ALTER, REDRESS):
        return ()
    verbs = rules.possible(context, found)
    if found.questioned_at is None:
        verbs = tuple(verb for verb in verbs if verb != "dismiss")
    erases = found.subject_id and decide(context, Verb.ERASE, IDENTITY)
    return (*verbs, "erase-subject") if erases and found.status in {"open", "extended"} else verbs


@require_POST
@door(verb=Verb.CONSULT, data_class=REDRESS, act="casework.identity.asked")
def unmask_redress(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show who asks for a while, or cover it again."""
    find(request.context, Redress, key)
    (cover if request.POST.get("cover") else show)(request, key)
    return redirect("casework:redress", key)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.ALTER, data_class=REDRESS, act="casework.act.asked")
def redress_act(request: HouseRequest, key: uuid.UUID, code: str) -> HttpResponse:
    """Go on with a request."""
    found, form = find(request.context, Redress, key), ACTS.get(code)
    if form is None or (code == "erase-subject" and found.subject_id is None):
        raise Http404
    target = Target(context=request.context, record=found, unmasks=is_shown(request, key))
    back = reverse("casework:redress", args=[key])
    return act_page(request, form, target, Place(title=form.label, number="", back=back))
