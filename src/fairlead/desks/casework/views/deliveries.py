"""What other agencies sent: looked at, accepted, refused, answered, given back."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.ledger import Verb
from fairlead.desks.casework import rules
from fairlead.desks.casework.apps import IDENTITY
from fairlead.desks.casework.forms.delivery import ACTS
from fairlead.desks.casework.queries.items import TONES
from fairlead.desks.casework.queries.lists import DELIVERIES
from fairlead.desks.casework.queries.targets import Target
from fairlead.desks.casework.views.acts import Place, act_page
from fairlead.desks.casework.views.shown import cover, is_shown, show
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Case, Delivery
from fairlead.ui.blocks import Empty
from fairlead.ui.records import Badge, Fact, RecordHead, Step
from fairlead.ui.tables import table_page

_EMPTY = Empty(
    _("No agency has sent anything"),
    _("Referrals, cases that are offered to you, and what others tell you arrive here."),
)


@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.delivery.listed")
def deliveries(request: HouseRequest) -> HttpResponse:
    """List what other agencies sent."""
    return table_page(request, DELIVERIES, "casework/deliveries.html", empty=_EMPTY)


@require_GET
@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.delivery.consulted")
def delivery(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show one delivery: before it is accepted, what it is about and nothing else."""
    context, unmasks = request.context, is_shown(request, key)
    found = find(context, Delivery, key)
    values = values_of(context, [found], unmask=unmasks)[found.pk]
    opened = Case.objects.for_context(context).filter(origin=found.pk).first()
    shown = {
        "delivery": found,
        "head": _head(context, found),
        "values": values,
        "content": values.get("snapshot", {}).get("content") if values else None,
        "opened": opened,
        "unmasks": unmasks,
    }
    return render(request, "casework/delivery.html", shown)


def _head(context: Context, found: Delivery) -> RecordHead:
    state = codes.DELIVERY_STATES.get(found.status, found.status)
    facts = [
        Fact(_("Sender"), str(found.sender)),
        Fact(pgettext_lazy("a delivery, when", "Received"), found.recorded_at, "moment"),
    ]
    if found.ask:
        facts.append(Fact(_("What is asked"), codes.ASKS.get(found.ask, found.ask)))
    if found.digest:
        facts.append(Fact(_("Digest of what was sent"), found.digest, "code"))
    if found.reason:
        facts.append(Fact(_("Reason"), _reason(found)))
    return RecordHead(
        found.get_kind_display(),
        found.number,
        [Badge(state, TONES.get(found.status, "")), Badge(found.tlp, "accent")],
        found.answer_due_at if found.status == "offered" else None,
        facts,
        [
            Step(
                ACTS[found.kind][verb].label,
                reverse("casework:delivery-act", args=[found.pk, verb]),
                asks=True,
                is_main=place == 0,
            )
            for place, verb in enumerate(rules.delivery_verbs(context, found))
            if verb in ACTS[found.kind]
        ],
    )


def _reason(found: Delivery) -> object:
    lists = (codes.REFUSAL_REASONS, codes.RECALL_REASONS, codes.CONFIRMATIONS)
    return next((one[found.reason] for one in lists if found.reason in one), found.reason)


@require_POST
@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.identity.asked")
def unmask_delivery(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show what a delivery holds for a while, or cover it again."""
    find(request.context, Delivery, key)
    (cover if request.POST.get("cover") else show)(request, key)
    return redirect("casework:delivery", key)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.ALTER, data_class=IDENTITY, act="casework.act.asked")
def delivery_act(request: HouseRequest, key: uuid.UUID, code: str) -> HttpResponse:
    """Answer what another agency sent."""
    found = find(request.context, Delivery, key)
    form = ACTS[found.kind].get(code)
    if form is None:
        raise Http404
    target = Target(context=request.context, record=found, unmasks=is_shown(request, key))
    back = reverse("casework:delivery", args=[key])
    return act_page(request, form, target, Place(title=form.label, number=found.number, back=back))
