from allauth.usersessions.models import UserSession
from django.db import transaction

from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.sessions import forget_sessions


@transaction.atomic
def open_session(
    *, authority: Authority, account: Account, method: str, address: str, device: str
) -> None:
    """Note that a person signed in, and how."""
    record(
        act="people.session.opened",
        verb=Verb.SIGN_IN,
        authority=authority,
        objects=[reference("account", account.pk)],
        reason=method,
        payload={"address": address, "device": device},
    )


@transaction.atomic
def refuse_session(
    *, authority: Authority, account: Account | None, reason: str, address: str
) -> None:
    """Note that somebody could not sign in; what was typed is kept nowhere."""
    record(
        act="people.session.refused",
        verb=Verb.DENY,
        authority=authority,
        objects=[reference("account", account.pk)] if account else [],
        outcome="refused",
        reason=reason,
        payload={"address": address},
    )


@transaction.atomic
def throttle_session(*, authority: Authority, account: Account | None, address: str) -> None:
    """Note that an address or an account must wait, once for each time of waiting."""
    record(
        act="people.session.throttled",
        verb=Verb.DENY,
        authority=authority,
        objects=[reference("account", account.pk)] if account else [],
        outcome="refused",
        reason="too-many-attempts",
        payload={"address": address},
    )


@transaction.atomic
def close_session(*, authority: Authority, account: Account, reason: str) -> None:
    """Note that a session is over: signed out, idle too long, or at the end of its life."""
    record(
        act="people.session.closed",
        verb=Verb.SIGN_OUT,
        authority=authority,
        objects=[reference("account", account.pk)],
        reason=reason,
    )


@transaction.atomic
def end_session(*, authority: Authority, account: Account, session: UserSession) -> None:
    """End one session of an account from elsewhere."""
    session.end()
    _record_ended(authority, account, "one")


@transaction.atomic
def end_other_sessions(*, authority: Authority, account: Account, current_key: str) -> int:
    """End every session of an account but this one; return how many there were."""
    others = UserSession.objects.filter(user=account).exclude(session_key=current_key)
    ended = [session.end() for session in others]
    _record_ended(authority, account, "others")
    return len(ended)


@transaction.atomic
def end_all_sessions(*, authority: Authority, account: Account) -> None:
    """End every session of an account at its next request."""
    forget_sessions(account)
    _record_ended(authority, account, "all")


def _record_ended(authority: Authority, account: Account, which: str) -> None:
    record(
        act="people.session.ended",
        verb=Verb.SIGN_OUT,
        authority=authority,
        objects=[reference("account", account.pk)],
        reason=which,
    )
