from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from fairlead.kernel.access.context import Context
from fairlead.kernel.access.seeing import Look
from fairlead.kernel.people.models import Account


class HouseRequest(HttpRequest):
    """A request as every view of the house receives it."""

    user: Account | AnonymousUser
    context: Context
    look: Look  # behind a @door: what this page shows, for the ledger
    LANGUAGE_CODE: str
