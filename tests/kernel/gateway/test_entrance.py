"""Calling with a key: what it opens, and everything that it does not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from fairlead.core.ledger import Authority
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.models import Account, ApiKey, RoleGrant
from tests.kernel.gateway.conftest import PORT, Caller, latest
from tests.people import give_role, make_service

pytestmark = pytest.mark.django_db
MakeKey = Callable[..., "Machine"]


class Machine(Caller):
    """A service that calls with its key, and has no session."""

    secret: str
    key: ApiKey

    def send(self, method: str, path: str, message: Any = None, **headers: str) -> Any:
        return super().send(
            method, path, message, **{"Authorization": f"Bearer {self.secret}"} | headers
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)


@pytest.fixture
def machine() -> MakeKey:
    def make(*scopes: str, roles: tuple[str, ...] = ()) -> Machine:
        service = make_service()
        for role in roles:
            give_role(service, role)
        made = Machine(Client(), service)
        made.key, made.secret = actions.issue_key(
            authority=Authority(actor="anonymous"),
            service=service,
            maker=service.owner or service,
            label="Port system",
            scopes=scopes or ("lodge.list",),
            expires_at=now() + timedelta(days=30),
        )
        return made

    return make


def test_a_key_opens_what_any_key_opens(machine: MakeKey) -> None:
    assert machine().get("agencies").status_code == 200


def test_a_key_opens_only_what_its_scopes_name(machine: MakeKey) -> None:
    narrow, wide = machine("lodge.list"), machine("lodge.list", "lodge.work")

    refused = narrow.get("work")

    assert (refused.status_code, refused.json()["reasons"]) == (403, ["scope-missing"])
    entry = latest()
    assert (entry.act, entry.objects) == ("access.scope.denied", ("scope:lodge.work",))
    assert entry.authority.actor == f"service:{narrow.key.account_id}"
    assert wide.get("work").status_code == 200


def test_no_key_opens_what_is_for_persons(machine: MakeKey) -> None:
    refused = machine("lodge.list", "lodge.work").get("for-persons")

    assert (refused.status_code, refused.json()["reasons"]) == (403, ["scope-missing"])


def test_a_call_serves_the_purpose_that_it_names(machine: MakeKey) -> None:
    caller = machine("lodge.list", roles=("analyst",))

    unnamed = caller.get("guests")
    named = caller.get("guests", Fairlead_Purpose="lodge.keeping")

    assert (unnamed.status_code, unnamed.json()["reasons"]) == (403, ["purpose-missing"])
    assert named.json() == {"purpose": "lodge.keeping"}
    authority = latest().authority
    assert authority.session == f"key:{caller.key.prefix}"
    assert authority.purpose == "lodge.keeping"


@pytest.mark.parametrize(
    ("purpose", "reason"),
    [("lodge.inquiry", "purpose-not-of-key"), ("nothing.at-all", "purpose-not-of-key")],
)
def test_a_key_serves_only_purposes_of_its_scopes(
    machine: MakeKey, purpose: str, reason: str
) -> None:
    answer = machine("lodge.list", roles=("analyst",)).get("guests", Fairlead_Purpose=purpose)

    assert (answer.status_code, answer.json()["reasons"]) == (403, [reason])


def test_a_scope_gives_no_role(machine: MakeKey) -> None:
    answer = machine("lodge.list").get("guests", Fairlead_Purpose="lodge.keeping")

    assert (answer.status_code, answer.json()["reasons"]) == (403, ["purpose-not-of-role"])


@pytest.mark.parametrize("header", ["Fairlead_Purpose", "Fairlead_Case"])
@pytest.mark.parametrize("value", ["", "No Such Thing", "\x01", "x" * 101])
def test_a_purpose_and_a_case_have_a_form(machine: MakeKey, header: str, value: str) -> None:
    assert machine().get("agencies", **{header: value}).status_code == 400


def test_a_key_needs_no_token_against_cross_site_requests(machine: MakeKey) -> None:
    caller = machine("lodge.list", "lodge.work")
    caller.client = Client(enforce_csrf_checks=True)

    assert caller.post("work", PORT).status_code == 201


def end(caller: Machine) -> None:
    actions.revoke_key(authority=Authority(actor="anonymous"), key=caller.key)


def suspend(caller: Machine) -> None:
    Account.objects.filter(pk=caller.key.account_id).update(status="suspended")


def expire(caller: Machine) -> None:
    ApiKey.objects.filter(pk=caller.key.pk).update(
        created_at=now() - timedelta(days=2), expires_at=now()
    )


@pytest.mark.parametrize("stop", [end, suspend, expire])
def test_a_stopped_key_opens_nothing_at_its_next_call(
    machine: MakeKey, stop: Callable[[Machine], None]
) -> None:
    caller = machine()
    assert caller.get("agencies").status_code == 200

    stop(caller)

    assert caller.get("agencies").status_code == 401


def test_a_role_that_was_taken_back_counts_at_the_next_call(machine: MakeKey) -> None:
    caller = machine("lodge.list", roles=("analyst",))
    assert caller.get("guests", Fairlead_Purpose="lodge.keeping").status_code == 200

    RoleGrant.objects.filter(account=caller.account).update(ended_at=now())

    assert caller.get("guests", Fairlead_Purpose="lodge.keeping").status_code == 403


def test_a_key_that_waits_expires(machine: MakeKey) -> None:
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        caller = machine()
        clock.shift(timedelta(days=30, seconds=-1))
        assert caller.get("agencies").status_code == 200
        clock.shift(1)
        assert caller.get("agencies").status_code == 401


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer {}x", "Bearer {} {}", "bearer\t{}"],
)
def test_nothing_else_is_a_key(machine: MakeKey, authorization: str) -> None:
    caller = machine()
    shown = authorization.format(caller.secret, caller.secret)

    assert caller.get("agencies", Authorization=shown).status_code == 401


def test_the_name_of_the_scheme_has_no_case(machine: MakeKey) -> None:
    caller = machine()

    assert caller.get("agencies", Authorization=f"bEARER {caller.secret}").status_code == 200


def test_the_secret_is_in_no_log(machine: MakeKey, caplog: pytest.LogCaptureFixture) -> None:
    caller = machine()
    wrong = caller.secret[:-1] + ("a" if caller.secret[-1] != "a" else "b")

    caller.get("agencies", Authorization=f"Bearer {wrong}")

    assert "a key did not open" in caplog.text
    assert wrong not in caplog.text
    assert wrong[13:] not in caplog.text


def test_a_session_does_not_lend_its_account_to_a_key(machine: MakeKey, caller: Caller) -> None:
    other = machine()
    other.client = caller.client

    answer = other.get("whoami")

    assert answer.json() == {"account": str(other.key.account_id)}
    assert caller.get("whoami").json() == {"account": str(caller.account.pk)}
