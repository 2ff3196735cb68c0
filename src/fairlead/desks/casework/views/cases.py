"""The list of cases."""

from django.http import HttpResponse

from fairlead.core.ledger import Verb
from fairlead.desks.casework.apps import CASE
from fairlead.desks.casework.queries.cases import CASES, ways_in
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.ui.tables import table_page


@door(verb=Verb.CONSULT, data_class=CASE, act="casework.list.consulted")
def cases(request: HouseRequest) -> HttpResponse:
    """List the cases within reach and purpose, the most urgent first."""
    ways = ways_in(request.context, request.META.get("QUERY_STRING", ""))
    return table_page(request, CASES, "casework/cases.html", extra={"ways": ways})
