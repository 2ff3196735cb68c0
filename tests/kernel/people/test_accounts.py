"""A stopped account loses everything at its next request, on every path."""

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client

from fairlead.core.errors import BadInput, Conflict
from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.keys import authenticate_key
from fairlead.kernel.people.models import Account
from tests.entries import acts, last
from tests.kernel.people.keys import give_key
from tests.people import make_account, make_agency, make_service

pytestmark = pytest.mark.django_db
CONSOLE = of_console()


def test_a_new_account_can_do_nothing_yet() -> None:
    account = actions.create_account(
        authority=CONSOLE, email="New.Person@Utopia.example", name="New", agency=make_agency()
    )

    assert account.email == "new.person@utopia.example"
    assert not account.has_usable_password()
    assert not account.grants.exists()
    assert acts() == ["people.account.created"]


def test_an_address_has_one_account_whatever_its_case() -> None:
    agency = make_agency()
    actions.create_account(authority=CONSOLE, email="one@utopia.example", name="1", agency=agency)

    with pytest.raises(Conflict):
        actions.create_account(
            authority=CONSOLE, email="ONE@utopia.example", name="2", agency=agency
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="ONE@utopia.example", name="2", agency=agency)


def test_a_machine_has_an_owner_and_no_password() -> None:
    service = actions.create_service(
        authority=CONSOLE, name="Push", agency=make_agency(), owner=make_account()
    )

    assert not service.has_usable_password()
    assert service.email.endswith("@service.invalid")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=service.pk).update(owner=None)
    with pytest.raises(Conflict):
        actions.create_service(
            authority=CONSOLE, name="x", agency=make_agency(), owner=make_service()
        )


@pytest.mark.parametrize("how", ["suspend", "revoke"])
def test_a_stopped_person_is_out_at_the_next_request(client: Client, how: str) -> None:
    account = make_account("analyst")
    client.force_login(account)
    assert client.get("/").status_code == 200

    stop(account, how)

    assert client.get("/").headers["Location"].startswith("/account/login/")
    assert client.post("/account/sessions/end-others/").status_code == 302
    assert acts()[-1] == f"people.account.{'suspended' if how == 'suspend' else 'revoked'}"


@pytest.mark.parametrize("how", ["suspend", "revoke"])
def test_the_key_of_a_stopped_machine_fails_at_the_next_call(how: str) -> None:
    service = make_service()
    raw = give_key(service)
    assert authenticate_key(raw) is not None

    stop(service, how)

    assert authenticate_key(raw) is None


def test_what_was_stopped_stays_ended_when_the_account_is_restored(client: Client) -> None:
    account, service = make_account("analyst"), make_service()
    client.force_login(account)
    raw = give_key(service)
    for one in (account, service):
        stop(one, "suspend")
        actions.restore_account(authority=CONSOLE, account=one)

    assert client.get("/").status_code == 302
    assert authenticate_key(raw) is None
    client.force_login(Account.objects.get(pk=account.pk))
    assert client.get("/").status_code == 200


def test_a_session_that_nobody_listed_ends_too(client: Client) -> None:
    account = make_account("analyst")
    client.force_login(account)  # writes no row in the person's own list
    account.status = "suspended"
    account.save()
    account.status = "active"
    account.save()
    assert client.get("/").status_code == 200, "the status alone would let it live again"

    actions.end_all_sessions(authority=CONSOLE, account=account)

    assert client.get("/").status_code == 302
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_revoked_is_for_ever() -> None:
    account = make_account()
    stop(account, "revoke")

    for again in ("suspend", "revoke"):
        with pytest.raises(Conflict):
            stop(account, again)
    with pytest.raises(Conflict):
        actions.restore_account(authority=CONSOLE, account=account)


def test_only_a_suspended_account_is_restored() -> None:
    with pytest.raises(Conflict):
        actions.restore_account(authority=CONSOLE, account=make_account())


def test_the_reason_is_from_the_closed_list() -> None:
    account = make_account()
    with pytest.raises(BadInput):
        actions.suspend_account(authority=CONSOLE, account=account, reason="I do not like him")

    account.refresh_from_db()
    assert account.is_active
    actions.suspend_account(authority=CONSOLE, account=account, reason="security")
    assert last("people.account.suspended").reason == "security"


def test_a_persons_name_never_stands_in_a_header() -> None:
    account = make_account(name="Planted Name", email="planted@utopia.example")
    actions.suspend_account(authority=CONSOLE, account=account, reason="absence")
    actions.restore_account(authority=CONSOLE, account=account)

    assert b"lanted" not in last("people.account.restored").encode()


def stop(account: Account, how: str) -> None:
    act = actions.suspend_account if how == "suspend" else actions.revoke_account
    act(authority=CONSOLE, account=account, reason="security")
