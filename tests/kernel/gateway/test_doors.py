"""Doors of operations: the same policy, and the same ledger, as those of pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from fairlead.core.errors import LedgerUnavailable, Misconfigured
from fairlead.core.ledger import Verb
from fairlead.kernel.access.doors import Door
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.gateway.operations import Operations
from tests.kernel.gateway.conftest import Caller, latest
from tests.people import make_account

pytestmark = pytest.mark.django_db
Entrance = Callable[..., Caller]


@pytest.fixture
def with_roles() -> Entrance:
    def enter(*roles: str, purpose: str = "") -> Caller:
        client = Client()
        client.force_login(make_account(*roles))
        if purpose:
            session = client.session
            session["fairlead.purpose"] = {"purpose": purpose, "case": ""}
            session.save()
        return Caller(client)

    return enter


def acts() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("id").values_list("act", "verb"))


def test_a_look_is_in_the_ledger(with_roles: Entrance) -> None:
    caller = with_roles("analyst", purpose="lodge.keeping")
    before = len(acts())

    answer = caller.get("guests")

    assert answer.json() == {"purpose": "lodge.keeping"}
    assert acts()[before:] == [("lodge.guests.listed", "consult")]
    assert latest().objects == ("guest:1",)


@pytest.mark.parametrize(
    ("roles", "purpose", "reason"),
    [
        (["analyst"], "", "purpose-missing"),
        (["oversight"], "lodge.keeping", "purpose-missing"),
        ([], "lodge.keeping", "purpose-missing"),
        (["analyst"], "lodge.emergency", "purpose-missing"),
    ],
)
def test_a_shut_door_says_why_and_tells_the_ledger(
    with_roles: Entrance, roles: list[str], purpose: str, reason: str
) -> None:
    caller = with_roles(*roles, purpose=purpose)
    before = len(acts())

    answer = caller.get("guests")

    assert (answer.status_code, answer.json()["reasons"]) == (403, [reason])
    assert acts()[before:] == [("access.guest.denied", "deny")]


def test_a_write_goes_through_its_door_first(with_roles: Entrance) -> None:
    caller = with_roles("analyst", purpose="lodge.keeping")

    answer = caller.send("POST", "guests")

    assert answer.status_code == 403, "and not 400 for the missing key: that is behind the door"
    assert caller.get("guests").status_code == 200
    assert with_roles("supervisor", purpose="lodge.keeping").post("guests").status_code == 201


def test_without_a_ledger_nothing_is_shown(
    with_roles: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = with_roles("analyst", purpose="lodge.keeping")

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise LedgerUnavailable("the ledger cannot be written")

    monkeypatch.setattr("fairlead.kernel.access.looks.record", broken)
    answer = caller.get("guests")

    assert (answer.status_code, answer.json()["code"]) == (503, "ledger-unavailable")
    assert "purpose" not in answer.json()


def test_a_session_keeps_the_purpose_that_was_chosen(with_roles: Entrance) -> None:
    caller = with_roles("analyst", purpose="lodge.keeping")

    same = caller.get("guests", **{"Fairlead-Purpose": "lodge.keeping"})
    other = caller.get("guests", **{"Fairlead-Purpose": "lodge.emergency"})

    assert same.status_code == 200
    assert (other.status_code, other.json()["reasons"]) == (403, ["purpose-of-session"])


def test_nothing_is_changed_through_a_public_door() -> None:
    with pytest.raises(Misconfigured):
        Operations("x").create("/x", door=Door("public", why="no"), answer=dict[str, str])


def test_a_door_of_an_unknown_kind_stays_shut() -> None:
    from fairlead.kernel.gateway import entrance

    with pytest.raises(Misconfigured), entrance.behind(None, Door("ajar")):  # type: ignore[arg-type]
        pass


def test_every_address_shows_its_doors() -> None:
    from tests.kernel.gateway.sample import interface

    views: dict[str, Any] = {one.name: one.callback for one in interface.addresses("") if one.name}

    assert views["list_guests"].doors["GET"].verb is Verb.CONSULT
    assert set(views["list_guests"].doors) == {"GET", "HEAD", "POST"}
