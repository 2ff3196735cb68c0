import pytest
from django.conf import settings
from django.test import Client

from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account
from tests.desks.reception.test_signing_in import everything_in_the_database
from tests.entries import acts
from tests.people import PASSWORD, give_password, make_account

pytestmark = pytest.mark.django_db
NEW = "eleven blue boats and a lamp"
FORM = {"password1": NEW, "password2": NEW}
INVITATION = "/account/invitation/"


def invite(account: Account) -> str:
    return actions.invite_account(authority=of_console(), account=account)


def follow(client: Client, token: str) -> None:
    answer = client.get(f"{INVITATION}{token}/")
    assert answer.headers["Location"] == INVITATION


def test_the_link_leads_to_a_password_and_then_to_both_steps(client: Client) -> None:
    account = make_account("analyst")
    follow(client, invite(account))
    assert account.name in client.get(INVITATION).content.decode()

    answer = client.post(INVITATION, FORM)

    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/").status_code == 302, "no one is signed in by a link"
    step = give_password(client, account, NEW)
    assert step.headers["Location"] == "/account/second-factor/", "a reset goes around nothing"


def test_the_secret_of_the_link_is_kept_nowhere(client: Client) -> None:
    token = invite(make_account())
    follow(client, token)

    assert token not in everything_in_the_database()


def test_a_link_works_once(client: Client) -> None:
    token = invite(make_account())
    follow(client, token)
    client.post(INVITATION, FORM)

    follow(client, token)
    assert client.get(INVITATION).status_code == 410
    assert client.post(INVITATION, FORM).status_code == 410
    assert acts().count("people.invitation.accepted") == 1


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é", "-" * 2000])
def test_an_invented_link_is_over(client: Client, token: str) -> None:
    client.get(f"{INVITATION}{token}/")

    assert client.get(INVITATION).status_code == 410


def test_without_a_link_there_is_nothing(client: Client) -> None:
    assert client.get(INVITATION).status_code == 410


@pytest.mark.parametrize(
    "form",
    [
        {"password1": "short", "password2": "short"},
        {"password1": NEW, "password2": NEW + "!"},
        {"password1": "", "password2": ""},
        {"password1": "fairlead-utopia", "password2": "fairlead-utopia"},
    ],
)
def test_a_password_that_will_not_do_is_asked_for_again(
    client: Client, form: dict[str, str]
) -> None:
    account = make_account()
    follow(client, invite(account))

    assert client.post(INVITATION, form).status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_new_password_ends_every_session(client: Client) -> None:
    account = make_account("analyst")
    client.force_login(account)
    visitor = Client()
    follow(visitor, invite(account))

    visitor.post(INVITATION, FORM)

    assert client.get("/").status_code == 302


def test_the_visit_leaves_no_old_session_behind(client: Client) -> None:
    follow(client, invite(make_account()))
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(INVITATION, FORM)

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get(INVITATION).status_code == 410
