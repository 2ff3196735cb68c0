from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, sessions
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import has_second_factor

_SIGNER_SALT = "fairlead.people.session-cookie"

# All that somebody without a second factor reaches: setting one up, and leaving.
OPEN_WITHOUT_FACTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "set_language",
        "alive",
        "ready",
    }
)


class SealedSessionMiddleware(SessionMiddleware):
    """Signs the key of a session on its way to the browser.

    The database keeps the key as it is. Whoever only reads the database, or a copy of it, holds
    no cookie: the secret of the site, which lies elsewhere, is missing.
    """

    def process_request(self, request: HttpRequest) -> None:
        sealed = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        request.session = self.SessionStore(_unseal(sealed))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and cookie.value:
            sealed = Signer(salt=_SIGNER_SALT).sign(cookie.value)
            response.cookies[settings.SESSION_COOKIE_NAME].set(
                settings.SESSION_COOKIE_NAME, sealed, sealed
            )
        return response


def _unseal(sealed: str) -> str | None:
    try:
        return Signer(salt=_SIGNER_SALT).unsign(sealed)
    except BadSignature:
        return None


class SignedInMiddleware:
    """Asks at every request whether a session still holds, and whether it proves enough.

    The account itself is asked before, when the session is read: see `backends`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account):
            _keep_or_end(request, request.user)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],  # noqa: ARG002 - Django's signature
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponse | None:
        account = request.user
        if not isinstance(account, Account) or has_second_factor(account):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in OPEN_WITHOUT_FACTOR else redirect("mfa_index")


def _keep_or_end(request: HttpRequest, account: Account) -> None:
    moment = now()
    if reason := sessions.reason_to_end(request.session, moment):
        with transaction.atomic():
            actions.close_session(authority=of_request(request), account=account, reason=reason)
            UserSession.objects.filter(session_key=request.session.session_key).delete()
            logout(request)
    elif sessions.note_presence(request.session, moment):
        seen = UserSession.objects.filter(session_key=request.session.session_key)
        seen.update(last_seen_at=moment)
