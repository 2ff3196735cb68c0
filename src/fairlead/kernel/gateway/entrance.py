"""Coming in: who calls, for which purpose, and whether this operation's door opens.

A machine shows a key, ``Authorization: Bearer …``; a page of ours uses its session, and then
every change needs the token against cross-site requests. A request that shows a key is judged
by the key alone, also when it is wrong.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

from fairlead.core.errors import Misconfigured, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import looks, purposes
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.access.doors import Door
from fairlead.kernel.clock import now
from fairlead.kernel.gateway.operations import ANY_KEY
from fairlead.kernel.gateway.problems import Problem
from fairlead.kernel.gateway.requests import ApiRequest
from fairlead.kernel.people.keys import authenticate_key
from fairlead.kernel.people.queries import declared_scopes, roles_of

SAFE_METHODS = frozenset({"GET", "HEAD"})
PURPOSE = "Fairlead-Purpose"
CASE = "Fairlead-Case"
IN_CLEAR = "not-encrypted"
CHALLENGE = 'Bearer realm="Fairlead"'
_PURPOSE = re.compile(r"[a-z0-9_.-]{1,100}")
_log = logging.getLogger("fairlead.gateway")


def authenticate(request: ApiRequest, *, door: Door, scope: str) -> None:
    """Give the request the context of whoever calls, or raise."""
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise Refused(_("Call by https: what came in the clear could be read."), code=IN_CLEAR)
    if door.kind == "public":
        return
    if "Authorization" in request.headers:
        _by_key(request, scope)
    else:
        _by_session(request)


@contextmanager
def behind(request: ApiRequest, door: Door) -> Iterator[None]:
    """Open the door, and keep one transaction open as long as somebody is behind it."""
    if door.kind == "public":
        yield
    elif door.kind == "signed-in":
        request.context = replace(request.context, closed=True)
        with looks.entered():
            yield
    elif door.kind == "purpose" and door.verb is not None:
        with looks.look(
            request.context, verb=door.verb, data_class=door.data_class, act=door.act
        ) as request.look:
            yield
    else:
        raise Misconfigured("a door of an unknown kind stays shut", place=door.kind)


def _by_key(request: ApiRequest, scope: str) -> None:
    scheme, _space, secret = request.headers["Authorization"].partition(" ")
    found = authenticate_key(secret.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        _log.warning("a key did not open: request %s", request.context.request)
        raise _unknown()
    account, key = found
    context = Context(
        actor=f"service:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=roles_of(account, now()),
        session=f"key:{key.prefix}",
        request=request.context.request,
    )
    if scope != ANY_KEY and scope not in key.scopes:
        raise _beyond(context, "scope-missing", f"scope:{scope or 'persons'}")
    request.context = _serving(request, context, frozenset(key.scopes))


def _serving(request: ApiRequest, context: Context, scopes: frozenset[str]) -> Context:
    """Return the context under the purpose that the call names, within what its key allows."""
    purpose, case = _claimed(request)
    if not purpose:
        return context
    declared = declared_scopes()
    allowed = [declared[code].purposes for code in scopes if code in declared]
    if not any(purpose in some for some in allowed):
        raise _beyond(context, "purpose-not-of-key", "purpose:other")
    return purposes.checked(context, purpose=purpose, case=case)


def _claimed(request: ApiRequest) -> tuple[str, UUID | None]:
    """Return the purpose and the case that the headers name."""
    purpose = request.headers.get(PURPOSE)
    if purpose is not None and not _PURPOSE.fullmatch(purpose):
        raise Problem("bad-request", _("It must be the code of a purpose."), place=PURPOSE)
    try:
        case = UUID(request.headers[CASE]) if CASE in request.headers else None
    except ValueError:
        raise Problem("bad-request", _("It must be a UUID."), place=CASE) from None
    return purpose or "", case


def _beyond(context: Context, reason: str, what: str) -> Refused:
    """Refuse what this key is not for; the ledger notes who tried."""
    denial = Denial(
        context=context, verb=Verb.OPERATE, what="scope", reasons=(reason,), objects=(what,)
    )
    return refusal(denial, _("This key was not made for this."))


def _by_session(request: ApiRequest) -> None:
    context = request.context
    if context.account is None:
        raise _unknown()
    purpose, case = _claimed(request)
    if purpose not in ("", context.purpose) or case not in (None, context.case):
        raise Refused(
            _("A session works under the purpose and the case that were chosen for it."),
            reasons=("purpose-of-session",),
        )
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
