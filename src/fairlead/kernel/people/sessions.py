"""How long a session lives, and how it is called without naming its secret key."""

from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F
from django.http import HttpRequest

from fairlead.kernel.clock import new_id
from fairlead.kernel.people.models import Account

_OPENED = "people.opened"
_SEEN = "people.seen"
_REFERENCE = "people.reference"
_ASKED = "people.asked"  # for which act a proof is wanted, and how many steps there were before
SECOND_FACTOR = "mfa"  # what allauth calls a step with one
PROOF_HOLDS = timedelta(minutes=5)
Session = MutableMapping[str, Any]
NOTED_EVERY = timedelta(minutes=1)  # presence is noted so often and not at every request

IDLE = "idle"
LIFETIME = "lifetime"
UNDATED = "undated"


def begin(session: SessionBase, at: datetime) -> None:
    """Start the session's clocks and give it the name that the ledger uses."""
    session[_OPENED] = session[_SEEN] = at.timestamp()
    session[_REFERENCE] = str(new_id())


def reference(session: SessionBase) -> str:
    """Return the session's name in the ledger; "" before sign-in."""
    return str(session.get(_REFERENCE, ""))


def opened_at(session: SessionBase) -> float:
    """Return when the person signed in, in seconds; 0 before."""
    return float(session.get(_OPENED, 0))


def proven_at(session: SessionBase) -> datetime | None:
    """Return when somebody last proved in this session who they are; None before sign-in."""
    if _OPENED not in session:
        return None
    moments = [step["at"] for step in _steps(session) if step.get("reauthenticated")]
    return datetime.fromtimestamp(max([opened_at(session), *moments]), UTC)


def ask_proof(session: Session, act: str) -> None:
    """Remember that whoever is here is asked to prove it for this one act."""
    session[_ASKED] = {"act": act, "before": len(_steps(session))}


def has_proof(session: Session, act: str, at: datetime) -> bool:
    """Say whether a second factor was shown for this act, since it was asked, and just now.

    What was shown at sign-in, or for another act, does not count.
    """
    asked = session.get(_ASKED)
    if not asked or asked["act"] != act:
        return False
    shown = [
        step["at"]
        for step in _steps(session)[asked["before"] :]
        if step.get("reauthenticated") and step.get("method") == SECOND_FACTOR
    ]
    return bool(shown) and at.timestamp() - max(shown) < PROOF_HOLDS.total_seconds()


def spend_proof(session: Session, act: str, at: datetime) -> bool:
    """Use a proof up: the next act needs its own. Return whether there was one."""
    found = has_proof(session, act, at)
    if found:
        del session[_ASKED]
    return found


def _steps(session: Session) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return steps


def reason_to_end(session: SessionBase, at: datetime) -> str:
    """Return why this session is over, or "" while it is not."""
    if _OPENED not in session or _SEEN not in session:
        return UNDATED
    if at.timestamp() - session[_OPENED] >= settings.FAIRLEAD_SESSION_LIFETIME.total_seconds():
        return LIFETIME
    if at.timestamp() - session[_SEEN] >= settings.FAIRLEAD_SESSION_IDLE.total_seconds():
        return IDLE
    return ""


def note_presence(session: SessionBase, at: datetime) -> bool:
    """Remember that the person is here; return whether that was worth writing down."""
    if at.timestamp() - session[_SEEN] < NOTED_EVERY.total_seconds():
        return False
    session[_SEEN] = at.timestamp()
    return True


def forget_sessions(account: Account) -> None:
    """Make every session of an account worthless with one write, and clear what is left.

    A part of acts that record it: suspension, a new password, a changed factor.
    """
    Account.objects.filter(pk=account.pk).update(session_generation=F("session_generation") + 1)
    account.refresh_from_db(fields=["session_generation"])
    rows = UserSession.objects.filter(user=account)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in rows.values_list("session_key", flat=True):
        store.delete(key)
    rows.delete()


def keep_only_this(request: HttpRequest, account: Account) -> None:
    """End all sessions of an account but the one of this request, which gets a new key."""
    forget_sessions(account)
    update_session_auth_hash(request, account)
    UserSession.objects.create_from_request(request)


def renew_key(request: HttpRequest) -> None:
    """Give the session a new key, as after every proof of who somebody is."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
