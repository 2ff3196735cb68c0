"""The cookie of a session holds more than the database knows."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.site import settings as product
from tests.people import PASSWORD, code_now, make_account

NAME = settings.SESSION_COOKIE_NAME
OWN = {"MIDDLEWARE": product.MIDDLEWARE}


def signed_in() -> Client:
    """Sign in through the product's own middleware."""
    client = Client()
    account = make_account("analyst")
    client.post("/account/login/", {"login": account.email, "password": PASSWORD})
    client.post("/account/second-factor/", {"code": code_now()})
    assert client.get("/").status_code == 200
    return client


def visit(cookie: str) -> int:
    thief = Client()
    thief.cookies[NAME] = cookie
    return thief.get("/").status_code


@override_settings(**OWN)
class SealedCookies(TestCase):
    def test_the_key_in_the_database_opens_nothing(self) -> None:
        client = signed_in()
        cookie = client.cookies[NAME].value
        key = Session.objects.get().session_key

        assert cookie.startswith(key)
        assert visit(cookie) == 200
        assert visit(key) == 302
        with override_settings(SECRET_KEY="another" * 8):
            assert visit(cookie) == 302

    @given(
        st.text(alphabet=st.characters(codec="ascii", exclude_characters=';,"\\ \r\n'), max_size=90)
    )
    def test_no_invented_cookie_opens(self, cookie: str) -> None:
        signed_in()

        assert visit(cookie) == 302

    def test_the_cookie_keeps_what_the_browser_must_respect(self) -> None:
        cookie = signed_in().cookies[NAME]

        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == "", "it ends with the browser"

    def test_leaving_takes_the_cookie_away(self) -> None:
        client = signed_in()
        cookie = client.cookies[NAME].value
        client.post("/account/logout/")

        assert visit(cookie) == 302


def test_the_product_seals() -> None:
    assert "fairlead.kernel.people.middleware.SealedSessionMiddleware" in product.MIDDLEWARE
    assert "django.contrib.sessions.middleware.SessionMiddleware" not in product.MIDDLEWARE


@pytest.mark.parametrize("name", ["SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY"])
def test_no_script_reads_a_cookie(name: str) -> None:
    assert getattr(product, name) is True
