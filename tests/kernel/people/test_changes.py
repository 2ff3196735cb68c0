"""A person hears what changed in how they sign in, and whoever made the change cannot hide it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fairlead.core.ledger import Authority
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.changes import CHANGES, LISTED, changes_since
from fairlead.kernel.people.models import Account
from tests.people import make_account, sign_in

pytestmark = pytest.mark.django_db
AUTHORITY = Authority(actor="duty:tests")

Do = Callable[[Account], object]
DONE: dict[str, Do] = {
    "people.account.invited": lambda one: actions.invite_account(authority=AUTHORITY, account=one),
    "people.factor.added": lambda one: actions.add_factor(
        authority=AUTHORITY, account=one, kind="webauthn"
    ),
    "people.factor.removed": lambda one: actions.remove_factor(
        authority=AUTHORITY, account=one, kind="webauthn"
    ),
    "people.password.changed": lambda one: actions.change_password(
        authority=AUTHORITY, account=one, password="a long sentence about boats"
    ),
    "people.recovery_codes.made": lambda one: actions.make_recovery_codes(
        authority=AUTHORITY, account=one
    ),
}


@pytest.mark.parametrize("act", DONE)
def test_every_change_is_listed_for_its_owner_and_nobody_else(act: str) -> None:
    mine, other = make_account("analyst"), make_account("analyst")
    before = now()
    DONE[act](mine)

    assert CHANGES[act] in [each.words for each in changes_since(mine, before)]
    assert changes_since(other, before) == []


def test_the_next_sign_in_tells_it_once_and_the_list_keeps_it(client: Client) -> None:
    """Whoever got in, and signs in again to use up the telling, cannot use up the list."""
    account = make_account("analyst")
    sign_in(client, account)
    client.post("/account/logout/")
    DONE["people.factor.added"](account)

    with time_machine.travel(now() + timedelta(minutes=2)):
        sign_in(client, account)
        page = client.get("/").content.decode()
        assert "a second factor was added" in page
        assert "tell a security officer" in page
        client.post("/account/logout/")
    with time_machine.travel(now() + timedelta(minutes=4)):
        sign_in(client, account)
        assert "a second factor was added" not in client.get("/").content.decode()
        assert "a second factor was added" in client.get("/account/sessions/").content.decode()
        client.post("/account/logout/")
    with time_machine.travel(now() + LISTED + timedelta(days=1)):
        sign_in(client, account)
        assert "Nothing, in the last 90 days." in client.get("/account/sessions/").content.decode()


def test_a_sign_in_alone_is_no_change(client: Client) -> None:
    account = make_account("analyst")
    before = now()
    sign_in(client, account)

    assert changes_since(account, before) == []
