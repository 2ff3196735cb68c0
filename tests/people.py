"""Invented persons and agencies for the tests."""

import time
from collections.abc import MutableMapping
from datetime import timedelta
from functools import cache as remembered
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials, sessions
from fairlead.kernel.people.models import Account, Agency, RoleGrant

PASSWORD = "correct-horse-battery"  # of invented accounts only
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_numbers = count(1)


def make_agency(code: str = "", **fields: object) -> Agency:
    code = code or f"agency-{next(_numbers)}"
    values = {"name": f"Agency {code} of Utopia", "state": "UTO"} | fields
    return Agency.objects.create(code=code, **values)


def make_account(
    *roles: str, agency: Agency | None = None, protected: bool = True, **fields: object
) -> Account:
    """Make a person who holds these roles for a day, with an authenticator app if protected."""
    number = next(_numbers)
    values = {
        "email": f"person-{number}@utopia.example",
        "name": f"Person {number}",
        "password": _hash(PASSWORD),
        "agency": agency or make_agency(),
    }
    account = Account.objects.create(**values | fields)
    for role in roles:
        give_role(account, role)
    if protected:
        give_app(account)
    return account


def make_service(
    *, owner: Account | None = None, agency: Agency | None = None, **fields: object
) -> Account:
    """Make a machine that may hold keys, with the role of a service."""
    owner = owner or make_account(agency=agency)
    service = make_account(
        agency=agency or owner.agency,
        protected=False,
        kind=Account.Kind.SERVICE,
        owner=owner,
        password="!",
        **fields,
    )
    give_role(service, "service")
    return service


def give_role(account: Account, role: str, *, days: float = 1) -> RoleGrant:
    """Give a role as two other persons would, without asking them."""
    proposer, approver = (_witness(name, account.agency) for name in ("proposer", "approver"))
    return RoleGrant.objects.create(
        account=account,
        role=role,
        ends_at=now() + timedelta(days=days),
        proposed_by=proposer,
        approved_by=approver,
    )


def give_app(account: Account) -> Authenticator:
    """Give an authenticator app that shares `TOTP_SECRET`."""
    made: Authenticator = Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.TOTP,
        data={"secret": credentials.seal(TOTP_SECRET)},
    )
    return made


def _witness(name: str, agency: Agency) -> Account:
    found, _made = Account.objects.get_or_create(
        email=f"{name}@witness.example",
        defaults={"name": name, "agency": agency, "password": "!"},
    )
    return found


@remembered
def _hash(password: str) -> str:
    """Hash once for all accounts of a run: Argon2id is meant to be slow."""
    return make_password(password)


def code_now(secret: str = TOTP_SECRET) -> str:
    """Return what the authenticator app shows now, with time left to use it."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def give_password(client: Client, account: Account, password: str = PASSWORD) -> HttpResponse:
    """Take the first step of signing in."""
    answer = client.post("/account/login/", {"login": account.email, "password": password})
    assert isinstance(answer, HttpResponse)
    return answer


def give_code(client: Client, code: str = "") -> HttpResponse:
    """Take the second step, with the app's code or another one."""
    answer = client.post("/account/second-factor/", {"code": code or code_now()})
    assert isinstance(answer, HttpResponse)
    return answer


def sign_in(client: Client, account: Account) -> HttpResponse:
    """Take both steps, as a person would."""
    give_password(client, account)
    return give_code(client)


def prove(client: Client, address: str = "/account/prove/code/") -> HttpResponse:
    """Show the second factor once more, as if the code of sign-in were long over."""
    cache.clear()
    answer = client.post(address, {"code": code_now()})
    assert isinstance(answer, HttpResponse)
    return answer


def proven(act: str, session: MutableMapping[str, Any], **step: Any) -> None:
    """Leave the proof for an act in a session, as the page that asks for it does."""
    sessions.ask_proof(session, act)
    shown = {"method": "mfa", "at": now().timestamp(), "reauthenticated": True} | step
    session.setdefault("account_authentication_methods", []).append(shown)
