from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fairlead.core.ledger import Verb
from fairlead.desks.oversight.apps import CONDUCT
from fairlead.desks.oversight.queries import conduct, staff
from fairlead.desks.oversight.views.frame import listed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.emergencies.consulted")
def emergencies(request: HouseRequest) -> HttpResponse:
    """List who broke the glass, and what became of it."""
    return listed(request, "emergencies", conduct.EMERGENCIES, empty=_("Nobody broke the glass"))


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.proposals.consulted")
def proposals(request: HouseRequest) -> HttpResponse:
    """List every act that takes a second person."""
    return listed(
        request,
        "proposals",
        conduct.PROPOSALS,
        empty=_("Nothing was proposed yet"),
        words=_("What waits for your own decision stands under Approvals."),
    )


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.accounts.consulted")
def accounts(request: HouseRequest) -> HttpResponse:
    """List who may come in, in which roles, and with which second factor."""
    return listed(request, "accounts", staff.ACCOUNTS, empty=_("You watch over no account"))


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.sessions.consulted")
def sessions(request: HouseRequest) -> HttpResponse:
    """List where somebody is signed in now."""
    return listed(request, "sessions", staff.SESSIONS, empty=_("Nobody is signed in"))


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.keys.consulted")
def keys(request: HouseRequest) -> HttpResponse:
    """List the keys of services."""
    return listed(request, "keys", staff.KEYS, empty=_("No service has a key"))


@require_GET
@door(verb=Verb.CONSULT, data_class=CONDUCT, act="oversight.jobs.consulted")
def jobs(request: HouseRequest) -> HttpResponse:
    """List the work that was asked for, and how it went."""
    return listed(request, "jobs", conduct.JOBS, empty=_("No work was asked for"))
