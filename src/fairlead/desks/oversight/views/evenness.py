from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from fairlead.core.ledger import Verb
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.apps import FINDING
from fairlead.desks.oversight.queries import evenness as queries
from fairlead.desks.oversight.views.frame import framed
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest


@require_GET
@door(verb=Verb.CONSULT, data_class=FINDING, act="oversight.evenness.consulted")
def evenness(request: HouseRequest) -> HttpResponse:
    """Show how often somebody else was taken for an entry, by group."""
    made = queries.latest(request.context)
    shown = queries.dimensions(made) if made else []
    share = made.mistaken / made.judged if made and made.judged else 0
    return framed(request, "evenness", made=made, dimensions=shown, share=share)


@require_POST
@door(verb=Verb.COLLECT, data_class=FINDING, act="oversight.evenness.begun")
def measure(request: HouseRequest) -> HttpResponse:
    """Have it counted anew."""
    actions.ask_measurement(context=request.context)
    messages.success(request, gettext("It is being counted. Look at this page again soon."))
    return redirect("oversight:evenness")
