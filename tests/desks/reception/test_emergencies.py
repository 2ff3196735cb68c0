"""The emergency in the browser, from the plea to the review."""

import pytest
from django.http import HttpResponse
from django.test import Client

from fairlead.kernel.access.models import Emergency, Notice
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
from tests.lodge.models import Guest
from tests.people import make_account, make_agency, prove, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lodge.urls")]

PLEA = {
    "purpose": "lodge.emergency",
    "cause": "danger-to-life",
    "words": "A guest has called for help.",
    "minutes": "30",
}


def enter(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


def break_glass(client: Client, **changes: str) -> HttpResponse:
    """Plead, be asked for the second factor, show it, and go on where one was."""
    asked = client.post("/emergency/open/", PLEA | changes)
    assert asked.headers["Location"].startswith("/account/prove/code/"), "also right after sign-in"
    return prove(client, asked.headers["Location"])


def test_from_the_plea_to_the_review() -> None:
    agency = make_agency()
    analyst, watcher = (
        make_account("analyst", agency=agency),
        make_account("oversight", agency=agency),
    )
    keeper = context_of(make_account("analyst", agency=agency), "lodge.keeping")
    Guest.objects.for_context(keeper).create(name="Thomas", agency=agency)
    client, oversight = enter(analyst), enter(watcher)
    assert client.get("/lodge/").status_code == 302

    assert "Break the glass" in client.get("/emergency/").content.decode()
    assert break_glass(client).headers["Location"] == "/emergency/"
    assert b"Thomas" in client.get("/lodge/").content

    told = oversight.get("/notices/").content.decode()
    assert "Somebody broke the glass." in told
    assert "Somebody looked at data under an emergency purpose." in told
    found = Emergency.objects.get()
    assert PLEA["words"] in oversight.get(f"/emergency/{found.pk}/review/").content.decode()
    answer = oversight.post(
        f"/emergency/{found.pk}/review/", {"verdict": "justified", "words": "As it was."}
    )
    assert answer.status_code == 302

    assert client.get("/lodge/").status_code == 302
    assert "Break the glass" in client.get("/emergency/").content.decode()


def test_it_can_be_ended_by_who_opened_it() -> None:
    agency = make_agency()
    make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    break_glass(client)
    found = Emergency.objects.get()

    other = enter(make_account("analyst", agency=agency))
    assert other.post(f"/emergency/{found.pk}/close/").status_code == 404
    assert client.post(f"/emergency/{found.pk}/close/").status_code == 302

    assert Emergency.objects.get().state == "over"
    assert client.get("/lodge/").status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": "61"},
        {"minutes": "0"},
        {"words": "short"},
        {"cause": "curiosity"},
        {"purpose": "lodge.keeping"},
    ],
)
def test_a_plea_is_complete_or_none(change: dict[str, str]) -> None:
    agency = make_agency()
    make_account("oversight", agency=agency)

    answer = break_glass(enter(make_account("analyst", agency=agency)), **change)

    assert (answer.status_code, Emergency.objects.count()) == (200, 0)


def test_nobody_is_reviewed_by_others_than_oversight() -> None:
    agency = make_agency()
    make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    break_glass(client)
    key = Emergency.objects.get().pk

    for account in (make_account("supervisor", agency=agency), make_account("oversight")):
        assert enter(account).get(f"/emergency/{key}/review/").status_code == 404
    assert client.get(f"/emergency/{key}/review/").status_code == 404


def test_a_notice_is_read_by_those_to_whom_it_is_addressed() -> None:
    agency = make_agency()
    watcher = make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    break_glass(client)
    notice = Notice.objects.get(role="oversight")

    assert client.post(f"/notices/{notice.pk}/seen/").status_code == 404
    assert enter(watcher).post(f"/notices/{notice.pk}/seen/").status_code == 302

    notice.refresh_from_db()
    assert notice.seen_by == watcher


def test_a_proof_serves_one_emergency() -> None:
    """After the review the glass can be broken again, and the second factor is asked for again."""
    agency = make_agency()
    watcher = make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    break_glass(client)
    found = Emergency.objects.get()
    verdict = {"verdict": "justified", "words": "As it was."}
    enter(watcher).post(f"/emergency/{found.pk}/review/", verdict)

    again = client.post("/emergency/open/", PLEA)

    assert "/account/prove/" in again.headers["Location"]
    assert Emergency.objects.count() == 1


def test_a_proof_for_something_else_does_not_break_the_glass() -> None:
    agency = make_agency()
    make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    prove(client)

    answer = client.post("/emergency/open/", PLEA)

    assert "/account/prove/" in answer.headers["Location"]
    assert not Emergency.objects.exists()


def test_the_page_is_opened_with_one_proof_and_filled_in() -> None:
    agency = make_agency()
    make_account("oversight", agency=agency)
    client = enter(make_account("analyst", agency=agency))
    asked = client.get("/emergency/open/")
    assert prove(client, asked.headers["Location"]).headers["Location"] == "/emergency/open/"

    assert client.get("/emergency/open/").status_code == 200
    assert client.post("/emergency/open/", PLEA | {"words": "short"}).status_code == 200
    assert client.post("/emergency/open/", PLEA).headers["Location"] == "/emergency/"
    assert Emergency.objects.count() == 1
