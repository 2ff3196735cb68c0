"""Asking again who somebody is, before something sensitive."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from fairlead.kernel.people.models import Account

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def recently_proven(view: View) -> View:
    """Open only for who signed in, or showed a factor again, in the last five minutes.

    Whoever did not is sent to do so, and comes back. Stands below the door of a view.
    """
    guarded: View = reauthentication_required(view, app="fairlead")
    return guarded


def person_of(request: HttpRequest) -> Account:
    """Return who is signed in, behind a door that lets nobody else through."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
