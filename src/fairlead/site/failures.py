"""The pages for what goes wrong. They need no database, no session and no template of a desk.

They say what a person can do, and the number of the request, under which an administrator
finds it in the logs; never what was asked for, and nothing of the program.
"""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import Unavailable
from fairlead.core.registration import Label
from fairlead.kernel.access.doors import public
from fairlead.kernel.gateway.kinds import BY_STATUS, KINDS
from fairlead.kernel.gateway.middleware import ROOT
from fairlead.kernel.gateway.problems import Occurrence

RETRY = 10  # seconds
WORDS: dict[int, tuple[Label, Label]] = {
    400: (
        _("This request cannot be read"),
        _("Go back, and try again. If you typed an address, check it."),
    ),
    403: (
        _("This is not open to you"),
        _("If your work needs it, ask your security officer for the role or the purpose."),
    ),
    404: (
        _("There is nothing here"),
        _("The address may be mistyped, or what was here is no longer kept."),
    ),
    413: (
        _("This is too large"),
        _("Send it in smaller parts, or ask your administrator how large it may be."),
    ),
    429: (
        _("Too many requests"),
        _("Wait a moment, then go on. Nothing was lost."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("Nothing was changed. Tell your administrator the number below."),
    ),
    503: (
        _("The service is not available at the moment"),
        _("Nothing was changed. Try again in a few moments."),
    ),
}
CSRF = (
    _("This form is too old"),
    _("Go back, reload the page and send it again. Cookies must be allowed."),
)


def answer(
    request: HttpRequest, status: int, words: tuple[Label, Label] | None = None
) -> HttpResponse:
    """Return the page for this status, or a problem document below /api/."""
    number = str(getattr(request, "number", ""))
    if request.path_info.startswith(ROOT):
        response = Occurrence(BY_STATUS.get(status, KINDS["internal"])).response(number)
    else:
        title, advice = words or WORDS[status]
        shown = {"title": title, "advice": advice, "number": number, "status": status}
        # No request, and so no context processors, which read the session and the database.
        response = render(None, "ui/failure.html", shown, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY)
    return response


@public("says that a request cannot be read")
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 400)


@public("says that something is not open")
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 403)


@public("says that there is nothing")
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 404)


@public("says that something went wrong")
def server_error(request: HttpRequest) -> HttpResponse:
    """Tell what failed apart from what is only out of reach at the moment."""
    out_of_reach = (OperationalError, InterfaceError, Unavailable)
    return answer(request, 503 if isinstance(sys.exc_info()[1], out_of_reach) else 500)


@public("says that a form lacks its token")
def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 403, CSRF)
