"""Asking again who somebody is, before something sensitive."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from fairlead.kernel.clock import now
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def recently_proven(view: View) -> View:
    """Open only for who signed in, or showed a factor again, in the last five minutes.

    Whoever did not is sent to do so, and comes back. Stands below the door of a view.
    """
    guarded: View = reauthentication_required(view, app="fairlead")
    return guarded


def proven_for(act: str) -> Callable[[View], View]:
    """Open only for who has shown a second factor for this very act, and not for another one.

    Whoever did not is asked, also right after sign-in, and comes back. Stands below the door of a
    view; the act spends the proof (``sessions.spend_proof``), which serves once.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - a view's own arguments
            if not sessions.has_proof(request.session, act, now()):
                sessions.ask_proof(request.session, act)
                raise ReauthenticationRequired
            return view(request, *args, **kwargs)

        return cast("View", guarded)

    return guard


def person_of(request: HttpRequest) -> Account:
    """Return who is signed in, behind a door that lets nobody else through."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
