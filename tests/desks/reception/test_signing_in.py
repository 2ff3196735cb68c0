"""Every path into the house, for accounts in every state."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account
from tests.entries import acts, last
from tests.people import (
    PASSWORD,
    code_now,
    give_code,
    give_password,
    make_account,
    make_service,
    sign_in,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/login/"
SECOND = "/account/second-factor/"
FACTORS = "/account/factors/"
HOME = "/"


def state(name: str) -> Account:
    """Return an account in this state; all of them know `PASSWORD` and share the app's secret."""
    match name:
        case "service":
            account = make_service()
        case "invited":
            return make_account("analyst", password="!")
        case "without-factor":
            return make_account("analyst", protected=False)
        case _:
            account = make_account("analyst")
    if name in {"suspended", "revoked"}:
        account.status = name
        account.save()
    return account


def place(client: Client) -> str:
    """Return where a visit of the home page ends."""
    answer = client.get(HOME)
    return str(answer.headers["Location"]).split("?")[0] if answer.status_code == 302 else HOME


# state × path → where the person stands afterwards
MATRIX = [
    ("active", "password", SIGN_IN),
    ("active", "password and code", HOME),
    ("active", "password and recovery code", HOME),
    ("active", "password and wrong code", SIGN_IN),
    ("active", "wrong password", SIGN_IN),
    ("active", "code alone", SIGN_IN),
    ("without-factor", "password", FACTORS),
    ("without-factor", "wrong password", SIGN_IN),
    ("without-factor", "password and code", FACTORS),
    ("suspended", "password", SIGN_IN),
    ("suspended", "password and code", SIGN_IN),
    ("revoked", "password", SIGN_IN),
    ("revoked", "password and code", SIGN_IN),
    ("invited", "password", SIGN_IN),
    ("invited", "empty password", SIGN_IN),
    ("service", "password", SIGN_IN),
    ("service", "password and code", SIGN_IN),
]


@pytest.mark.parametrize(("name", "path", "end"), MATRIX, ids=str)
def test_states_and_paths(client: Client, name: str, path: str, end: str) -> None:
    account = state(name)
    recovery = ["none"]
    if "recovery" in path:
        recovery = actions.make_recovery_codes(authority=of_console(), account=account)
    typed = {"wrong password": "not this one at all", "empty password": ""}.get(path, PASSWORD)
    if path != "code alone":
        give_password(client, account, typed)
    if path.endswith("recovery code"):
        give_code(client, recovery[0])
    elif path.endswith("wrong code"):
        give_code(client, "000000" if code_now() != "000000" else "111111")
    elif "code" in path:
        give_code(client)

    assert place(client) == end


def test_both_steps_are_one_entry_with_their_method(client: Client) -> None:
    account = make_account("analyst")

    sign_in(client, account)

    entry = last("people.session.opened")
    assert entry.authority.actor == f"account:{account.pk}"
    assert entry.authority.agency == str(account.agency_id)
    assert entry.authority.session
    assert entry.reason == "password+totp"
    assert b"127.0.0.1" not in entry.encode(), "an address is personal: payload only"


def test_signing_out_is_an_entry_and_ends_the_session(client: Client) -> None:
    account = make_account("analyst")
    sign_in(client, account)
    key = client.session.session_key

    client.post("/account/logout/")

    assert acts()[-2:] == ["people.session.opened", "people.session.closed"]
    assert not Session.objects.filter(session_key=key).exists()
    assert place(client) == SIGN_IN


@pytest.mark.parametrize("name", ["active", "suspended", "revoked", "invited", "service", "nobody"])
def test_a_failure_reads_the_same_whatever_the_account(client: Client, name: str) -> None:
    email = "nobody@utopia.example" if name == "nobody" else state(name).email
    answer = client.post(SIGN_IN, {"login": email, "password": "certainly not this"})

    page = answer.content.decode().replace(email, "…")
    other = Client().post(SIGN_IN, {"login": "x@y.example", "password": "certainly not this"})
    expected = other.content.decode().replace("x@y.example", "…")
    assert answer.status_code == other.status_code == 200
    assert without_tokens(page) == without_tokens(expected)


@pytest.mark.parametrize("name", ["suspended", "revoked", "service"])
def test_the_right_password_of_a_stopped_account_says_nothing_more(
    client: Client, name: str
) -> None:
    right = give_password(client, state(name))
    wrong = give_password(Client(), make_account(), "certainly not this")

    assert right.status_code == wrong.status_code
    assert "do not open an account" in right.content.decode()
    assert last("people.session.refused").outcome == "refused"


def test_what_was_typed_stands_nowhere(client: Client) -> None:
    account = make_account()
    client.post(SIGN_IN, {"login": account.email, "password": "planted-and-typed"})
    client.post(SIGN_IN, {"login": "typo-password@x.example", "password": "planted-and-typed"})

    refused = last("people.session.refused")
    assert refused.reason == "unknown"
    assert refused.objects == ()
    assert "planted" not in everything_in_the_database()
    assert "typo-password" not in everything_in_the_database()


def test_a_session_gets_a_new_key_at_each_step_up(client: Client) -> None:
    account = make_account("analyst")
    client.get(SIGN_IN)
    client.session.save()
    planted = client.session.session_key

    give_password(client, account)
    give_code(client)

    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(planted)
    assert place(thief) == SIGN_IN


def test_the_half_signed_in_are_nobody(client: Client) -> None:
    give_password(client, make_account("administrator", "security_officer"))

    for address in (HOME, FACTORS, "/account/sessions/", "/account/keys/", "/account/password/"):
        assert client.get(address).headers["Location"].startswith(SIGN_IN), address


def test_a_code_opens_once(client: Client) -> None:
    account = make_account()
    code = code_now()
    give_password(client, account)
    assert give_code(client, code).status_code == 302

    second = Client()
    give_password(second, account)
    answer = give_code(second, code)

    assert answer.status_code == 200
    assert "wrong, or was used already" in answer.content.decode()


def test_a_recovery_code_opens_once(client: Client) -> None:
    account = make_account()
    code = actions.make_recovery_codes(authority=of_console(), account=account)[3]
    give_password(client, account)
    assert give_code(client, code.upper().replace("-", " ")).status_code == 302

    second = Client()
    give_password(second, account)

    assert give_code(second, code).status_code == 200
    assert acts().count("people.recovery_code.used") == 1


def test_a_code_of_another_account_does_not_open(client: Client) -> None:
    other = actions.make_recovery_codes(authority=of_console(), account=make_account())
    give_password(client, make_account())

    assert give_code(client, other[0]).status_code == 200
    assert last("people.factor.refused").reason == "code"


@pytest.mark.parametrize(
    "address",
    [
        "/account/signup/",
        "/account/password/reset/",
        "/account/password/set/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/inactive/",
        "/account/phone/change/",
        "/account/2fa/",
        "/account/social/login/cancelled/",
        "/account/sessions/all",
        "/account/",
    ],
)
def test_what_is_not_needed_does_not_exist(client: Client, address: str) -> None:
    client.force_login(make_account())

    assert client.get(address).status_code == 404


def test_somebody_without_a_second_step_reaches_nothing_else(client: Client) -> None:
    give_password(client, make_account("administrator", "security_officer", protected=False))

    for address in (HOME, "/account/sessions/", "/account/keys/", "/account/password/"):
        assert client.get(address).headers["Location"] == FACTORS, address
    assert client.get(FACTORS).status_code == 200
    assert client.post("/account/factors/recovery-codes/").headers["Location"] == FACTORS


def test_a_sign_up_by_force_is_refused(client: Client) -> None:
    from allauth.account.adapter import get_adapter

    assert get_adapter().is_open_for_signup(client.request().wsgi_request) is False


def test_next_leads_back_but_never_away() -> None:
    account = make_account()
    for target, end in (
        ("/account/sessions/", "/account/sessions/"),
        ("https://evil.example", HOME),
    ):
        visitor = Client()
        visitor.post(
            f"{SIGN_IN}?next={target}",
            {"login": account.email, "password": PASSWORD, "next": target},
        )
        code = actions.make_recovery_codes(authority=of_console(), account=account)[0]
        assert give_code(visitor, code).headers["Location"] == end


def test_every_password_is_hashed_with_argon2id_and_nothing_else() -> None:
    from fairlead.site import settings as product

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
        hashed = make_password(PASSWORD)
    assert hashed.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def without_tokens(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def everything_in_the_database() -> str:
    """Return every value of every table, to search for what must not be kept."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        texts = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            texts += [str(row) for row in cursor.fetchall()]
    return "\n".join(texts)
