"""The list of cases."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.desks.casework.apps import CASE
from fairlead.desks.casework.queries.cases import CASES, ages, ways_in
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases.queries import register
from fairlead.ui.blocks import Empty
from fairlead.ui.tables import table_page

_EMPTY = Empty(
    _("No case is open"),
    _("A case is opened from a hit, from what another agency sends, or by hand."),
)


@door(verb=Verb.CONSULT, data_class=CASE, act="casework.list.consulted")
def cases(request: HouseRequest) -> HttpResponse:
    """List the cases within reach and purpose, the most urgent first."""
    context = request.context
    figures = register.counts(context)
    extra = {
        "ways": ways_in(figures, request.META.get("QUERY_STRING", "")),
        "ages": ages(figures),
        "may_open": bool(decide(context, Verb.COLLECT, CASE)),
    }
    return table_page(request, CASES, "casework/cases.html", extra=extra, empty=_EMPTY)
