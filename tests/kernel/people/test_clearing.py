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
from tests.entries import acts
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
