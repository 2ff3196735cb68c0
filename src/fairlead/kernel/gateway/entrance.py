"""Coming in: who calls, for which purpose, and whether this operation's door opens.

A machine shows a key, ``Authorization: Bearer …``; a page of ours uses its session, and then
every change needs the token against cross-site requests. A request that shows a key is judged
by the key alone, also when it is wrong.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.kernel.access.doors import Door
from fairlead.kernel.gateway.problems import Problem
from fairlead.kernel.gateway.requests import ApiRequest

SIGNED_IN = Door("signed-in")
SAFE_METHODS = frozenset({"GET", "HEAD"})
PURPOSE = "Fairlead-Purpose"
CASE = "Fairlead-Case"
CHALLENGE = 'Bearer realm="Fairlead"'


def authenticate(request: ApiRequest, *, door: Door, scope: str) -> None:
    """Give the request the context of whoever calls, or raise."""
    authorization = request.headers.get("Authorization", "")
    if door.kind == "public":
        return
    if authorization:
        _by_key(request, authorization, scope)
    else:
        _by_session(request)


def enter(request: ApiRequest, door: Door) -> None:
    """Go through the door, or raise with the reasons."""
    if door.kind not in ("public", "signed-in"):
        raise Refused(_("The rules do not permit this."), reasons=("door-unknown",))


def _by_key(request: ApiRequest, authorization: str, scope: str) -> None:
    raise _unknown()


def _by_session(request: ApiRequest) -> None:
    if request.context.account is None:
        raise _unknown()
    if request.method not in SAFE_METHODS:
        _check_token(request)


def _check_token(request: ApiRequest) -> None:
    """Refuse a change that another site could have made the browser send."""
    check = CsrfViewMiddleware(_nothing)
    request.csrf_processing_done = False  # type: ignore[attr-defined]  # Django's own mark
    check.process_request(request)
    if check.process_view(request, _nothing, (), {}) is not None:
        raise Refused(
            _("The request does not prove that it comes from a page of ours."), code="csrf"
        )


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _unknown() -> Problem:
    return Problem("unauthenticated", headers={"WWW-Authenticate": CHALLENGE})
