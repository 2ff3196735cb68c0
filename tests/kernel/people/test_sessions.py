"""How long a session lives, who ends it, and what its owner sees of it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, sessions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import own_sessions
from tests.entries import acts, last
from tests.people import make_account, sign_in

IDLE, LIFETIME = settings.FAIRLEAD_SESSION_IDLE, settings.FAIRLEAD_SESSION_LIFETIME
SIGN_IN = "/account/login/"


class Kept(dict[str, object]):
    """A session as far as its clocks are concerned."""


@given(st.lists(st.integers(min_value=0, max_value=45 * 60), min_size=1, max_size=60))
def test_a_session_never_outlives_its_limits(gaps: list[int]) -> None:
    start = moment = now()
    session = Kept()
    sessions.begin(session, start)  # type: ignore[arg-type]  # all it needs is to keep values
    for gap in gaps:
        moment += timedelta(seconds=gap)
        reason = sessions.reason_to_end(session, moment)  # type: ignore[arg-type]
        if moment - start >= LIFETIME:
            assert reason == sessions.LIFETIME
        elif gap >= IDLE.total_seconds():
            assert reason == sessions.IDLE
        elif gap < (IDLE - sessions.NOTED_EVERY).total_seconds():
            assert reason == ""
        if reason:
            return
        sessions.note_presence(session, moment)  # type: ignore[arg-type]


def test_a_session_without_clocks_is_over() -> None:
    assert sessions.reason_to_end(Kept(), now()) == sessions.UNDATED  # type: ignore[arg-type]


def test_the_limits_are_those_of_the_documentation() -> None:
    assert (timedelta(minutes=30), timedelta(hours=12)) == (IDLE, LIFETIME)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pauses", "reason"),
    [
        ([timedelta(minutes=29)] * 3, ""),
        ([timedelta(minutes=31)], "idle"),
        ([timedelta(minutes=25)] * 30, "lifetime"),
    ],
    ids=["busy", "idle", "lifetime"],
)
def test_a_session_ends_by_itself(client: Client, pauses: list[timedelta], reason: str) -> None:
    account = make_account("analyst")
    with time_machine.travel(now(), tick=False) as clock:
        client.force_login(account)
        answer = client.get("/")
        for pause in pauses:
            clock.shift(pause)
            answer = client.get("/")

        assert answer.status_code == (302 if reason else 200)
        if reason:
            assert last("people.session.closed").reason == reason
            assert not Session.objects.exists()
            assert not UserSession.objects.exists()


@pytest.mark.django_db
def test_presence_is_written_once_a_minute(client: Client) -> None:
    account = make_account("analyst")
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, account)
        row = UserSession.objects.get()
        for _ in range(3):
            clock.shift(20)
            client.get("/")
        row.refresh_from_db()
        assert row.last_seen_at == now()
        clock.shift(30)
        client.get("/")
        row.refresh_from_db()
        assert row.last_seen_at == now() - timedelta(seconds=30)


@pytest.mark.django_db
def test_a_session_keeps_one_name_in_the_ledger_and_it_opens_nothing(client: Client) -> None:
    account = make_account("analyst")
    sign_in(client, account)
    client.post("/language/", {"language": "fr"})
    client.post("/account/logout/")

    names = {
        last(act).authority.session
        for act in ("people.session.opened", "reception.language.chosen", "people.session.closed")
    }
    assert len(names) == 1
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = names.pop()
    assert thief.get("/").status_code == 302


@pytest.mark.django_db
def test_own_sessions_are_listed_and_ended_one_or_all() -> None:
    account, other = make_account("analyst"), make_account("analyst")
    here, there, third, stranger = (Client() for _ in range(4))
    for number, client in enumerate((here, there, third)):
        listed(client, account, agent=f"Firefox {number} Linux")
    listed(stranger, other)

    mine = own_sessions(account, here.session.session_key)
    assert [one.current for one in mine] == [True, False, False]
    page = here.get("/account/sessions/").content.decode()
    assert page.count("Firefox on Linux") == 3
    assert page.count("127.0.0.1") == 3

    foreign = UserSession.objects.get(user=other).pk
    assert here.post(f"/account/sessions/{foreign}/end/").status_code == 404
    assert stranger.get("/").status_code == 200

    there_row = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/account/sessions/{there_row.pk}/end/")
    assert [one.get("/").status_code for one in (here, there, third)] == [200, 302, 200]

    here.post("/account/sessions/end-others/")
    assert [one.get("/").status_code for one in (here, there, third)] == [200, 302, 302]
    assert acts().count("people.session.ended") == 2


@pytest.mark.django_db
def test_this_session_is_not_ended_by_its_own_button(client: Client) -> None:
    listed(client, make_account("analyst"))
    row = UserSession.objects.get()

    client.post(f"/account/sessions/{row.pk}/end/")

    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_ending_from_the_console_needs_nobody_to_be_listed(client: Client) -> None:
    account = make_account("analyst")
    client.force_login(account)

    actions.end_all_sessions(authority=of_console(), account=account)

    assert client.get("/").headers["Location"].startswith(SIGN_IN)


@pytest.mark.django_db
def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    account, elsewhere = make_account("analyst"), Client()
    listed(client, account)
    listed(elsewhere, account)

    answer = client.post(
        "/account/password/",
        {
            "oldpassword": "correct-horse-battery",
            "password1": "nine green lamps at night",
            "password2": "nine green lamps at night",
        },
    )

    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert last("people.password.changed").authority.actor == f"account:{account.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"oldpassword": "not the present one"},
        {"password1": "short", "password2": "short"},
        {"password2": "a different one altogether"},
    ],
)
def test_a_password_is_not_changed_unless_all_is_right(
    client: Client, change: dict[str, str]
) -> None:
    account = make_account("analyst")
    client.force_login(account)
    form = {
        "oldpassword": "correct-horse-battery",
        "password1": "nine green lamps at night",
        "password2": "nine green lamps at night",
    }

    assert client.post("/account/password/", form | change).status_code == 200
    account.refresh_from_db()
    assert account.check_password("correct-horse-battery")


def listed(client: Client, account: Account, agent: str = "Mozilla") -> None:
    """Sign in so that the session stands in the person's own list, without the two steps."""
    client.force_login(account)
    UserSession.objects.create(
        user=account, session_key=client.session.session_key, ip="127.0.0.1", user_agent=agent
    )
