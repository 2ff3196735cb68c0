"""From an empty installation to a first administrator who signs in with a passkey."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.browsers import add_authenticator, chromium, faults
from tests.installations import Installation, installation, wait_until

PASSWORD = "a long sentence about boats"

pytestmark = pytest.mark.browser


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Installation, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://localhost:{port}"
    with installation(folder, FAIRLEAD_ORIGIN=origin, FAIRLEAD_PORT=str(port)) as made:
        server = made.start("serve", "--threads", "2")
        try:
            wait_until(lambda: answers(f"{origin}/health/ready"))
            yield made, origin
        finally:
            server.terminate()
            server.communicate(timeout=20)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def test_a_first_administrator_signs_in_with_a_passkey(tmp_path: Path) -> None:
    with serving(tmp_path) as (house, origin):
        house.run("user", "add-agency", "technology", "Office for Technology", "--state", "UTO")
        said = house.run(
            *("user", "add-administrator", "first@utopia.example", "--name", "First Person"),
            *("--agency", "technology", "--json"),
        )
        link = json.loads(said.stdout)["link"]
        with chromium() as browser:
            page = browser.new_page()
            add_authenticator(page)
            set_password(page, link)
            take_first_step(page, origin)
            assert page.url == f"{origin}/account/factors/", "nothing else opens yet"
            codes = add_passkey(page)
            sign_out(page)
            sign_in_with_passkey(page, origin)
            sign_out(page)
            sign_in_with_recovery_code(page, origin, codes[0])
            sign_out(page)
            use_passkey_as_second_step(page, origin)
        assert "first@utopia.example" in house.run("user", "list", "--json").stdout


OWN_PAGES = (
    "factors/",
    "factors/app/",
    "factors/passkey/",
    "factors/recovery-codes/",
    "prove/passkey/",
    "sessions/",
    "password/",
    "keys/",
    "logout/",
)


@pytest.mark.slow
def test_everybody_can_use_every_page(tmp_path: Path) -> None:
    with serving(tmp_path) as (house, origin), chromium() as browser:
        house.run("user", "add-agency", "technology", "Office for Technology", "--state", "UTO")
        said = house.run(
            *("user", "add-administrator", "first@utopia.example", "--name", "First Person"),
            *("--agency", "technology", "--json"),
        )
        page = browser.new_page()
        add_authenticator(page)
        page.goto(json.loads(said.stdout)["link"])
        assert faults(page) == []
        set_password(page, page.url)
        assert faults(page) == []
        take_first_step(page, origin)
        assert faults(page) == [], "without a second factor"
        add_passkey(page)
        for scheme, language in (("light", "English"), ("dark", "العربيّة")):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            page.get_by_role("button", name=language).click()
            for address in OWN_PAGES:
                page.goto(f"{origin}/account/{address}")
                assert faults(page) == [], f"{address} {scheme} {language}"


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    assert page.url.endswith("/account/invitation/"), "the secret left the address"
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("Your password is set").first.wait_for()


def take_first_step(page: Page, origin: str) -> None:
    page.goto(f"{origin}/account/login/")
    page.get_by_label("E-mail address").fill("first@utopia.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def add_passkey(page: Page) -> list[str]:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("virtual device")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Make ten codes").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("virtual device").wait_for()
    return codes


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def sign_in_with_passkey(page: Page, origin: str) -> None:
    page.goto(f"{origin}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Good day, First Person").wait_for()


def sign_in_with_recovery_code(page: Page, origin: str, code: str) -> None:
    take_first_step(page, origin)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Good day, First Person").wait_for()


def use_passkey_as_second_step(page: Page, origin: str) -> None:
    take_first_step(page, origin)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Good day, First Person").wait_for()
