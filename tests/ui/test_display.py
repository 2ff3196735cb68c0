"""How pages look is the reader's choice, kept by the browser; what was done can be taken back."""

import pytest
from django.test import Client

from fairlead.ui.display import KEYS, THEMES
from fairlead.ui.toasts import MARK, undo_address
from tests.people import make_account, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_kept_before_and_after_signing_in(client: Client, theme: str) -> None:
    answer = client.post("/display/", {"theme": theme, "next": "/account/login/"})
    kept = answer.cookies["theme"]
    page = client.get("/account/login/").content.decode()

    assert answer.headers["Location"] == "/account/login/"
    assert (kept.value, kept["httponly"], kept["samesite"]) == (theme, True, "Lax")
    assert (f'data-theme="{theme}"' in page) is (theme != "system")
    sign_in(client, make_account("analyst"))
    assert client.get("/").cookies.get("theme") is None, "it is set once and not with every page"


@pytest.mark.parametrize("theme", ["", "neon", '"><script>', "x" * 5_000])
def test_what_is_no_theme_is_not_kept_and_not_believed(client: Client, theme: str) -> None:
    answer = client.post("/display/", {"theme": theme})
    assert "theme" not in answer.cookies
    client.cookies["theme"] = "neon"

    assert "neon" not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("keys", KEYS)
def test_single_letters_are_switched_on_the_server_as_well(client: Client, keys: str) -> None:
    client.post("/display/", {"keys": keys})

    assert f'data-keys="{keys}"' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_a_choice_leads_nowhere_else(client: Client, address: str) -> None:
    answer = client.post("/display/", {"theme": "dark", "next": address})

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("tags", "address"),
    [
        (f"{MARK}/cases/1/undo/", "/cases/1/undo/"),
        (f"{MARK}//elsewhere.example/", ""),
        (f"{MARK}https://elsewhere.example/", ""),
        (f"{MARK}javascript:alert(1)", ""),
        ("success", ""),
        ("", ""),
    ],
)
def test_what_undoes_is_an_address_of_ours(tags: str, address: str) -> None:
    assert undo_address(tags) == address


@pytest.mark.parametrize("role", ["analyst", "administrator", "oversight"])
def test_purpose_and_agency_stand_on_every_page(client: Client, role: str) -> None:
    account = make_account(role)
    sign_in(client, account)
    for address in ("/", "/approvals/", "/exports/", "/account/sessions/"):
        page = client.get(address).content.decode()

        assert "No purpose chosen" in page
        assert account.agency.name in page
