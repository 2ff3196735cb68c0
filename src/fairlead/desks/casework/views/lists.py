"""Tasks and mentions of a person."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.desks.casework.apps import IDENTITY
from fairlead.desks.casework.queries.cases import ME, NOBODY, WayIn
from fairlead.desks.casework.queries.lists import TASKS, unread
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.ui.blocks import Empty
from fairlead.ui.tables import table_page

_WAITING = [("f.state", "open"), ("f.state", "started")]
MOST = 20
_EMPTY = Empty(
    _("Nothing is to be done"),
    _("Tasks are added on the page of a case. Here stand those of all cases."),
)


@door(verb=Verb.CONSULT, data_class=IDENTITY, act="casework.task.consulted")
def tasks(request: HouseRequest) -> HttpResponse:
    """List what is to be done, and where the person was named in a note."""
    here, path = request.META.get("QUERY_STRING", ""), reverse("casework:tasks")
    ways = [
        WayIn(label, f"{path}?{query}", is_current=query == here)
        for label, query in (
            (pgettext_lazy("tasks", "Mine"), urlencode([("f.assignee", ME), *_WAITING])),
            (pgettext_lazy("tasks", "Nobody’s"), urlencode([("f.assignee", NOBODY), *_WAITING])),
            (pgettext_lazy("tasks", "All that wait"), urlencode(_WAITING)),
        )
    ]
    named = list(unread(request.context)[:MOST])
    extra = {"ways": ways, "mentions": named}
    return table_page(request, TASKS, "casework/tasks.html", extra=extra, empty=_EMPTY)
