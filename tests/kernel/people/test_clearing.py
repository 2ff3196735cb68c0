from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, jobs
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Invitation
from tests.entries import acts, last
from tests.people import make_account, sign_in

pytestmark = pytest.mark.django_db


def counters() -> int:
    with connection.cursor() as cursor:
        table = settings.CACHES["default"]["LOCATION"]
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own table's name
        return int(cursor.fetchone()[0])


def test_what_is_over_is_forgotten_and_the_rest_stays(client: Client) -> None:
    cache.set("planted", "192.0.2.7", 60)
    cache.set("lasting", "value", None)
    actions.invite_account(authority=of_console(), account=make_account())
    sign_in(client, make_account())
    Client().post("/account/login/", {"login": "x@y.example", "password": "wrong"})
    before = counters()

    jobs.clear_sessions()
    assert Session.objects.count() == UserSession.objects.count() == Invitation.objects.count() == 1
    assert counters() == before

    with time_machine.travel(now() + timedelta(days=40)):
        jobs.clear_sessions()
        assert Session.objects.count() == UserSession.objects.count() == 0
        assert Invitation.objects.count() == 0
        assert counters() == 1, "only what lasts"
        assert cache.get("lasting") == "value"
    assert acts().count("people.sessions.cleared") == 1


def test_with_nothing_to_forget_nothing_is_written() -> None:
    cache.clear()
    jobs.clear_sessions()

    assert "people.sessions.cleared" not in acts()


def test_a_person_hears_of_attempts_that_failed(client: Client) -> None:
    account = make_account("analyst")
    sign_in(client, account)
    client.post("/account/logout/")
    for _ in range(2):
        Client().post("/account/login/", {"login": account.email, "password": "wrong"})

    with time_machine.travel(now() + timedelta(minutes=2)):
        sign_in(client, account)
        page = client.get("/").content.decode()
        assert "2 attempts to sign in as you failed" in page
        client.post("/account/logout/")
    with time_machine.travel(now() + timedelta(minutes=4)):
        sign_in(client, account)
        assert "attempt" not in client.get("/").content.decode()


def aged(client: Client, **ages: timedelta) -> None:
    """Let a session look as if nobody had come back for so long."""
    session, moment = client.session, now()
    for name, age in ages.items():
        session[f"people.{name}"] = (moment - age).timestamp()
    session.save()
    rows = UserSession.objects.filter(session_key=session.session_key)
    rows.update(
        last_seen_at=moment - ages["seen"], created_at=moment - ages.get("opened", ages["seen"])
    )


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("ages", "reason"),
    [
        ({"seen": HOUR}, "idle"),
        ({"seen": timedelta(minutes=1), "opened": 13 * HOUR}, "lifetime"),
    ],
)
def test_a_session_that_nobody_comes_back_to_gets_its_closing_entry(
    client: Client, ages: dict[str, timedelta], reason: str
) -> None:
    account = make_account()
    sign_in(client, account)
    name = client.session["people.reference"]
    other = Client()
    sign_in(other, make_account())
    aged(client, **ages)

    jobs.close_over()
    jobs.close_over()

    entry = last("people.session.closed")
    assert (entry.reason, entry.objects) == (reason, (f"account:{account.pk}",))
    assert entry.authority.session == name
    assert entry.authority.agency == str(account.agency_id)
    assert acts().count("people.session.closed") == 1
    assert client.get("/").status_code == 302, "it is over"
    assert acts().count("people.session.closed") == 1
    assert other.get("/").status_code == 200, "this one goes on"


def test_a_session_that_was_seen_in_between_goes_on(client: Client) -> None:
    """Its row says that nobody came for long; the session itself knows better."""
    sign_in(client, make_account())
    UserSession.objects.update(last_seen_at=now() - HOUR)

    jobs.close_over()

    assert client.get("/").status_code == 200
    assert "people.session.closed" not in acts()


def test_before_a_session_is_forgotten_it_is_closed(client: Client) -> None:
    sign_in(client, make_account())
    with time_machine.travel(now() + timedelta(days=2)):
        jobs.clear_sessions()

    assert UserSession.objects.count() == 0
    assert last("people.session.closed").reason in {"idle", "lifetime"}


def test_one_whose_data_is_gone_is_closed_all_the_same(client: Client) -> None:
    sign_in(client, make_account())
    Session.objects.all().delete()
    UserSession.objects.update(last_seen_at=now() - HOUR)

    jobs.close_over()

    assert last("people.session.closed").reason == "idle"
    assert UserSession.objects.count() == 0
