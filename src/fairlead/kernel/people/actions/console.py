import getpass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from fairlead.core.errors import Refused
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.people.actions.factors import use_factor, use_recovery_code
from fairlead.kernel.people.actions.sessions import refuse_session, throttle_session
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import account_of, failures_since

MOST_FAILURES, LOOKED_BACK = 5, timedelta(minutes=15)
CONSOLE = "console"  # in the place of a network address


@transaction.atomic
def use_console(*, authority: Authority, command: str) -> None:
    """Note that somebody on the machine itself changes accounts, and under which name there."""
    try:
        operator = getpass.getuser()
    except (KeyError, OSError):  # a process without a name
        operator = ""
    record(
        act="people.console.used",
        verb=Verb.OPERATE,
        authority=authority,
        reason=command,
        payload={"operator": operator},
    )


def prove_at_console(*, authority: Authority, email: str, password: str, code: str) -> Account:
    """Return the person who proves here who they are: by password and by a second factor.

    The code is of their authenticator app, or one of their recovery codes. Every failure is in
    the ledger, and after a few of them even what is right is refused for a while.
    """
    account = account_of(email)
    if account is not None and failures_since(account, now() - LOOKED_BACK) >= MOST_FAILURES:
        throttle_session(authority=authority, account=account, address=CONSOLE)
        raise Refused("too many attempts failed; wait a while", reasons=["too-many-attempts"])
    if account is None or not (account.is_person and account.is_active):
        refuse_session(authority=authority, account=account, reason="unknown", address=CONSOLE)
        raise _refused()
    if not account.check_password(password):
        refuse_session(authority=authority, account=account, reason="password", address=CONSOLE)
        raise _refused()
    kind = _factor_shown(authority, account, code.strip())
    if not kind:
        refuse_session(authority=authority, account=account, reason="code", address=CONSOLE)
        raise _refused()
    use_factor(authority=authority, account=account, kind=kind)
    return account


def _factor_shown(authority: Authority, account: Account, code: str) -> str:
    """Return what kind of second factor the code is of; "" if it is of none."""
    app = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if app is not None and TOTP(app).validate_code(code):
        return str(Authenticator.Type.TOTP)
    if use_recovery_code(authority=authority, account=account, code=code):
        return "recovery-code"
    return ""


def _refused() -> Refused:
    """Say no more than that it does not fit: not which of the three."""
    return Refused(
        "address, password and code do not fit an active account", reasons=["not-proven"]
    )
