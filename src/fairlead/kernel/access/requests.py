from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Account


class HouseRequest(HttpRequest):
    """A request as every view of the house receives it."""

    user: Account | AnonymousUser
    context: Context
    LANGUAGE_CODE: str
