"""The ways through the house on the narrowest screen: one line, opened without JavaScript."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page, ViewportSize

from tests.browsers import chromium, faults
from tests.house.source import PACKAGE
from tests.people import make_account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

STYLE = PACKAGE / "ui" / "static" / "ui" / "fairlead.css"
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=800)
PICTURE = re.compile(r'<link rel="icon"[^>]*>|<img [^>]*>')
SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')


@pytest.fixture(params=["ar", "fr", "zh-hans"])
def home(request: pytest.FixtureRequest, client: Client) -> str:
    """Return the home page of an administrator, who has the most ways, with its style inside."""
    sign_in(client, make_account("administrator"))
    client.post("/language/", {"language": request.param})
    page = PICTURE.sub("", client.get("/").content.decode())
    return SHEET.sub(f"<style>{STYLE.read_text(encoding='utf-8')}</style>", page)


@contextmanager
def shown(html: str, *, scripts: bool = False) -> Iterator[Page]:
    with chromium(viewport=NARROW, java_script_enabled=scripts) as browser:
        page = browser.new_page()
        page.set_content(html)
        yield page


def test_one_line_stands_before_the_heading_and_opens_by_keyboard(home: str) -> None:
    with shown(home) as page:
        assert top(page, "h1") < 130, "the heading is on the first screen"
        assert not page.is_visible("nav a")
        page.keyboard.press("Tab")  # skip to the content
        page.keyboard.press("Tab")  # the mark, to the home page
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        ways = page.locator("nav a")
        assert all(ways.nth(each).is_visible() for each in range(ways.count()))
        assert ways.count() >= 6
        page.keyboard.press("Tab")
        assert page.locator("nav a").first.evaluate("way => way === document.activeElement")
        page.click(".menu summary")
        assert not page.is_visible("nav a")


def test_a_wide_screen_shows_all_ways_and_nobody_is_kept_out_of_a_narrow_one(home: str) -> None:
    with shown(home, scripts=True) as page:
        assert faults(page) == []
        page.click(".menu summary")
        assert faults(page) == []
        assert page.locator("nav a").first.bounding_box()["height"] >= 44  # type: ignore[index]
        page.set_viewport_size(WIDE)
        assert not page.is_visible(".menu summary")
        assert page.locator("nav a").last.is_visible()
        assert top(page, "h1") < 170


@pytest.mark.parametrize("home", ["ar"], indirect=True)
def test_without_the_style_sheet_everything_is_open(home: str) -> None:
    with shown(re.sub(r"<style>.*?</style>", "", home, flags=re.DOTALL)) as page:
        assert page.locator("nav a").last.is_visible()


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"]
