"""The pages themselves: every one has a door, carries no script, and lets helpers fill forms."""

import re
import time
from statistics import median

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver

from fairlead.desks.reception import urls
from fairlead.kernel.people.queries import current_code
from tests.people import (
    code_now,
    give_password,
    make_account,
    sign_in,
)

PUBLIC = ["/account/login/", "/account/invitation/"]
OWN = [
    "/account/logout/",
    "/account/password/",
    "/account/factors/",
    "/account/factors/app/",
    "/account/factors/passkey/",
    "/account/factors/recovery-codes/",
    "/account/prove/code/",
    "/account/sessions/",
    "/account/keys/",
]


@pytest.mark.parametrize("pattern", urls.account + urls.urlpatterns, ids=lambda one: str(one.name))
def test_every_address_has_a_door(pattern: URLPattern) -> None:
    door = getattr(pattern.callback, "door", None)

    assert door is not None
    assert door.kind == "signed-in" or door.why


def test_the_addresses_of_sign_in_are_these_and_no_others() -> None:
    names = {pattern.name for pattern in urls.account}
    routed = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
    }

    assert routed == names
    assert not names & {
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_set_password",
        "mfa_trust",
        "mfa_signup_webauthn",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC + OWN)
def test_no_page_carries_a_script_or_a_style(client: Client, address: str) -> None:
    if address in OWN:
        sign_in(client, make_account("analyst"))
    page = client.get(address).content.decode()

    assert re.findall(r"<script(?! src=\"/static/)", page) == []
    assert "<style" not in page
    assert not re.search(r"\s(on\w+|style)=", page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/account/login/", {"login": "username", "password": "current-password"}),
        ("/account/second-factor/", {"code": "one-time-code"}),
        ("/account/factors/app/", {"code": "one-time-code"}),
        (
            "/account/password/",
            {
                "oldpassword": "current-password",
                "password1": "new-password",
                "password2": "new-password",
            },
        ),
    ],
)
def test_password_managers_know_every_field(
    client: Client, address: str, fields: dict[str, str]
) -> None:
    account = make_account()
    give_password(client, account)
    if "login" not in fields and "second" not in address:
        client.post("/account/second-factor/", {"code": code_now()})
    page = (Client() if "login" in fields else client).get(address).content.decode()

    for name, purpose in fields.items():
        tag = next(tag for tag in re.findall(r"<input[^>]+>", page) if f'name="{name}"' in tag)
        assert f'autocomplete="{purpose}"' in tag
        assert 'type="password"' in tag or "password" not in name
        assert "onpaste" not in tag


@pytest.mark.django_db
@pytest.mark.parametrize("address", OWN)
def test_every_page_offers_the_way_out(client: Client, address: str) -> None:
    sign_in(client, make_account("analyst"))

    assert 'action="/account/logout/"' in client.get(address).content.decode()


@pytest.mark.django_db
def test_leaving_by_a_link_from_elsewhere_does_not_work(client: Client) -> None:
    sign_in(client, make_account("analyst"))
    client.get("/account/logout/")

    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_change_from_another_site_is_refused() -> None:
    visitor = Client(enforce_csrf_checks=True)

    for address in ("/account/login/", "/account/logout/", "/language/", "/account/passkey/"):
        assert visitor.post(address, {"login": "x", "password": "y"}).status_code == 403, address


@pytest.mark.django_db
@override_settings(FAIRLEAD_DEMONSTRATION=True)
def test_the_demonstration_shows_the_code(client: Client) -> None:
    account = make_account()
    give_password(client, account)

    page = client.get("/account/second-factor/").content.decode()

    assert current_code(account) in page
    assert 'id="demonstration-code"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["000000", "123456"])
def test_production_never_shows_the_code(client: Client, code: str) -> None:
    assert settings.FAIRLEAD_DEMONSTRATION is False
    account = make_account()
    give_password(client, account)
    sent = {"code": code, "demonstration": "1", "FAIRLEAD_DEMONSTRATION": "true"}
    pages = [
        client.get("/account/second-factor/?demonstration=1").content.decode(),
        client.post("/account/second-factor/", sent).content.decode(),
    ]

    for page in pages:
        assert current_code(account) not in page
        assert "demonstration-code" not in page


@pytest.mark.django_db
def test_an_unknown_address_takes_as_long_as_a_known_one() -> None:
    """Coarsely: the slow hash is computed either way, and nothing else is slow."""
    from fairlead.site import settings as product

    with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
        account = make_account(password=make_password("the product's own hash"))
        ratio = _compare(account.email, "nobody@utopia.example")
    assert 0.5 < ratio < 2


def _compare(known: str, unknown: str) -> float:
    """Return how many times as long the first takes, in processor time, at the median."""

    def took(email: str, number: int) -> float:
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        started = time.process_time()
        client.post("/account/login/", {"login": email, "password": "certainly wrong"})
        return time.process_time() - started

    pairs = [(took(known, 2 * n), took(unknown, 2 * n + 1)) for n in range(5)]
    return median(one / other for one, other in pairs)
