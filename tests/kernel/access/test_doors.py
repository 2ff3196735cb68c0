"""What is behind a door runs in one transaction with its entry, or not at all."""

import dataclasses
import uuid

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client

from fairlead.core.errors import LedgerUnavailable, Misconfigured
from fairlead.core.ledger import Verb
from fairlead.kernel.access import doors, looks, policy
from fairlead.kernel.access.models import Notice
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
from tests.lodge.models import Guest
from tests.people import make_account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lodge.urls")]


@pytest.fixture
def analyst() -> Account:
    return make_account("analyst")


@pytest.fixture
def thomas(analyst: Account) -> Guest:
    context = context_of(analyst, "lodge.keeping")
    return Guest.objects.for_context(context).create(name="Thomas", agency=analyst.agency)


def enter(client: Client, account: Account, purpose: str = "") -> Client:
    sign_in(client, account)
    if purpose:
        answer = client.post("/purpose/", {"purpose": purpose})
        assert answer.status_code == 302, answer.content.decode()
    return client


def latest(act: str) -> Entry:
    return Entry.objects.filter(act=act).latest("pk")


# ---------------------------------------------------------------- coming in
def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/lodge/")

    assert answer.headers["Location"].startswith("/account/login/")


def test_without_a_purpose_the_way_leads_over_the_purpose_page(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst)

    answer = client.get("/lodge/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/purpose/?next=%2Flodge%2F%3Fpage%3D2",
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Keeping the guest book" in page
    assert thomas.name not in page
    chosen = client.post("/purpose/", {"purpose": "lodge.keeping", "next": "/lodge/?page=2"})
    assert chosen.headers["Location"] == "/lodge/?page=2"
    assert thomas.name in client.get("/lodge/").content.decode()


def test_other_doors_show_nothing_without_a_purpose(client: Client, analyst: Account) -> None:
    enter(client, analyst)

    answer = client.get("/lodge/peep/")

    assert answer.status_code == 302


def test_other_doors_show_nothing_with_a_purpose_either(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    """A look through them would have no entry in the ledger."""
    enter(client, analyst, "lodge.keeping")

    answer = client.get("/lodge/peep/")

    assert answer.status_code == 403
    assert header_of(latest("access.guest.denied")).reason == "door-closed"
    assert thomas.pk


def test_a_role_that_ends_takes_its_purpose_along(client: Client, analyst: Account) -> None:
    enter(client, analyst, "lodge.keeping")
    assert client.get("/lodge/").status_code == 200

    analyst.grants.all().delete()

    assert client.get("/lodge/").status_code == 302


def test_what_the_policy_denies_is_refused_and_in_the_ledger(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst, "lodge.keeping")

    answer = client.post(f"/lodge/{thomas.pk}/erase/")

    assert answer.status_code == 403
    entry = latest("access.guest.denied")
    header = header_of(entry)
    assert (header.verb, header.outcome, header.reason) == (
        Verb.DENY,
        "denied:erase",
        "role-missing",
    )
    assert header.authority.actor == f"account:{analyst.pk}"
    assert Guest.objects.for_context(context_of(analyst, "lodge.keeping")).count() == 1


# ---------------------------------------------------------------- the entry
def test_a_look_names_who_looked_at_whom_why_and_under_which_policy(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst, "lodge.keeping")

    client.get(f"/lodge/{thomas.pk}/")

    header = header_of(latest("lodge.guest.shown"))
    assert header.verb == Verb.CONSULT
    assert header.objects == (thomas.reference,)
    assert header.authority.actor == f"account:{analyst.pk}"
    assert header.authority.agency == str(analyst.agency_id)
    assert header.authority.purpose == "lodge.keeping"
    assert header.authority.legal_basis == "Lodging Act of Utopia, section 1"
    assert header.authority.policy == policy.table().version
    assert header.authority.session
    assert header.authority.request


def test_a_list_names_everyone_it_showed(client: Client, analyst: Account, thomas: Guest) -> None:
    raphael = Guest.objects.for_context(context_of(analyst, "lodge.keeping")).create(
        name="Raphael", agency=analyst.agency
    )
    enter(client, analyst, "lodge.keeping")

    client.get("/lodge/")

    objects = header_of(latest("access.guest.consulted")).objects
    assert set(objects) == {thomas.reference, raphael.reference}


def test_a_long_list_has_as_many_entries_as_it_needs(
    client: Client, analyst: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "MOST_OBJECTS", 10)
    guests = Guest.objects.for_context(context_of(analyst, "lodge.keeping"))
    guests.bulk_create([Guest(name=f"Guest {n}", agency=analyst.agency) for n in range(25)])
    enter(client, analyst, "lodge.keeping")

    client.get("/lodge/")

    entries = Entry.objects.filter(act="access.guest.consulted")
    objects = [name for entry in entries for name in header_of(entry).objects]
    assert (entries.count(), len(set(objects))) == (3, 25)


def test_masking_is_the_policys_to_say(client: Client, analyst: Account, thomas: Guest) -> None:
    enter(client, analyst, "lodge.keeping")
    assert client.get(f"/lodge/{thomas.pk}/").content == b"******"

    supervisor = make_account("supervisor", agency=analyst.agency)
    assert (
        enter(Client(), supervisor, "lodge.keeping").get(f"/lodge/{thomas.pk}/").content
        == b"Thomas"
    )


# ---------------------------------------------------------------- all or nothing
@pytest.fixture
def broken_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_fields: object) -> None:
        raise LedgerUnavailable("the disk is full")

    monkeypatch.setattr(looks, "record", fail)


@pytest.mark.usefixtures("broken_ledger")
def test_without_the_ledger_nothing_is_served(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst, "lodge.keeping")

    for path in ("/lodge/", f"/lodge/{thomas.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert b"Thomas" not in answer.content
        assert b"*" * 6 not in answer.content


@pytest.mark.usefixtures("broken_ledger")
def test_without_the_ledger_nothing_is_changed(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst, "lodge.keeping")

    assert client.post(f"/lodge/{thomas.pk}/rename/", {"name": "Peter"}).status_code == 503

    assert Guest.objects.for_context(context_of(analyst, "lodge.keeping")).get().name == "Thomas"


def test_a_database_that_refuses_the_entry_is_a_ledger_that_cannot_be_written(
    client: Client, analyst: Account, thomas: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, analyst, "lodge.keeping")

    def refuse(*_arguments: object) -> None:
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr("fairlead.kernel.audit.writing.Rows.write", refuse)
    answer = client.get(f"/lodge/{thomas.pk}/")

    assert (answer.status_code, b"***" in answer.content) == (503, False)


def test_what_fails_is_undone_with_its_entry(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    enter(client, analyst, "lodge.keeping")
    before = Entry.objects.count()

    with pytest.raises(ValueError, match="late"):
        client.post(f"/lodge/{thomas.pk}/rename/?fail=late", {"name": "Peter"})

    assert Guest.objects.for_context(context_of(analyst, "lodge.keeping")).get().name == "Thomas"
    assert Entry.objects.count() == before


def test_a_streaming_answer_is_stopped_before_its_first_byte(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    """It would be read after the transaction, out of sight of the ledger."""
    enter(client, analyst, "lodge.keeping")
    before = Entry.objects.count()

    with pytest.raises(Misconfigured, match="streaming"):
        client.get("/lodge/stream/")

    assert Entry.objects.count() == before
    assert thomas.pk


def test_a_look_that_must_be_told_leaves_a_notice(analyst: Account) -> None:
    context = context_of(analyst, "lodge.emergency")
    acute = dataclasses.replace(context, emergency=uuid.uuid4())

    with looks.look(acute, verb=Verb.CONSULT, data_class="guest"):
        pass

    assert set(Notice.objects.values_list("kind", "about", "role")) == {
        ("look", "guest", "oversight"),
        ("look", "guest", "protection_officer"),
    }


# ---------------------------------------------------------------- another agency
def test_another_agency_gets_what_nobody_gets(
    client: Client, analyst: Account, thomas: Guest
) -> None:
    stranger = make_account("supervisor")
    enter(client, stranger, "lodge.keeping")

    seen = client.get("/lodge/")
    there, nowhere = (client.get(f"/lodge/{key}/") for key in (thomas.pk, uuid.uuid4()))
    changed = client.post(f"/lodge/{thomas.pk}/rename/", {"name": "Peter"})

    assert b"Thomas" not in seen.content
    assert (there.status_code, nowhere.status_code, changed.status_code) == (404, 404, 404)
    assert there.content == nowhere.content


# ---------------------------------------------------------------- the shape of doors
def test_every_kind_of_door_can_be_seen_from_outside() -> None:
    @doors.public("a test")
    def open_view(request: object) -> HttpResponse: ...  # type: ignore[empty-body]

    @doors.door(verb=Verb.CONSULT, data_class="guest")
    def shut_view(request: object) -> HttpResponse: ...  # type: ignore[empty-body]

    assert open_view.door == doors.Door("public", why="a test")  # type: ignore[attr-defined]
    assert shut_view.door.data_class == "guest"  # type: ignore[attr-defined]


def test_every_reason_to_refuse_has_words() -> None:
    from fairlead.core.policy.decisions import Reason
    from fairlead.kernel.access.words import REASONS, in_words

    permitting = {
        *(Reason.PERMITTED, Reason.OWN_AGENCY, Reason.SHARED, Reason.SUPERVISED, Reason.DUTY)
    }
    assert set(Reason) - permitting <= set(REASONS)
    assert in_words(["agency-other", "unheard-of"]) == [REASONS["agency-other"], "unheard-of"]
