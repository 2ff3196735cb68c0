"""Twenty hits, one after the other: by keyboard alone, without a script, and from right to left."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Page

from fairlead.kernel.screening.models import Hit
from tests.browsers import faults
from tests.desks.casework.hits import Desk, at_work, fill, make_desk
from tests.kernel.screening.conftest import again
from tests.ui.browsing import browsing

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]
COUNT, SECONDS = 20, 60
HIT = re.compile(r"/casework/hits/([0-9a-f-]{36})/")
QUEUE = re.compile(r"/casework/hits/queue/all/")


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(FAIRLEAD_KEYS=tmp_path / "keys", FAIRLEAD_DATA=tmp_path / "data"):
        yield


def decided(desk: Desk, hits: list[Hit]) -> list[str]:
    return [again(desk.context, hit).outcome for hit in hits]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_twenty_hits_by_keyboard_alone(client: Client, language: str) -> None:
    desk = make_desk(language)
    hits = fill(desk, COUNT)
    at_work(client, desk.analyst)
    with browsing(client, viewport={"width": 1280, "height": 800}) as page:
        page.goto("/casework/hits/")
        assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
        begun = time.process_time()
        page.keyboard.press("n")
        for hit in hits:
            _press_through(page, hit)
        page.wait_for_url(QUEUE)
        took = time.process_time() - begun

    assert decided(desk, hits) == ["different"] * COUNT
    assert took < SECONDS


def _press_through(page: Page, hit: Hit) -> None:
    """Uncover, choose the second reason, say that it is somebody else."""
    page.wait_for_url(re.compile(str(hit.pk)))
    page.wait_for_selector("[data-key=o]")
    page.wait_for_load_state()
    page.keyboard.press("o")
    page.wait_for_selector("[data-key=y]")
    page.wait_for_load_state()  # the script as well
    page.keyboard.press("2")
    page.keyboard.press("n")


def test_the_same_without_a_script(client: Client) -> None:
    desk = make_desk()
    hits = fill(desk, 3)
    at_work(client, desk.analyst)
    with browsing(client, java_script_enabled=False) as page:
        page.goto("/casework/hits/")
        page.get_by_role("link", name="Next hit").click()
        for hit in hits:
            page.wait_for_url(re.compile(str(hit.pk)))
            page.get_by_role("button", name="Show who it is").click()
            page.get_by_label("Date or place of birth").check()
            page.get_by_role("button", name="Different").click()
        page.wait_for_url(QUEUE)
    assert decided(desk, hits) == ["different"] * len(hits)


def test_single_letters_can_be_switched_off(client: Client) -> None:
    desk = make_desk()
    (hit,) = fill(desk, 1)
    at_work(client, desk.analyst)
    client.post("/display/", {"keys": "off"})
    with browsing(client) as page:
        page.goto(f"/casework/hits/{hit.pk}/")
        page.keyboard.press("o")
        page.wait_for_timeout(300)
        assert "Raphael" not in page.content()


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "ar")])
def test_nobody_is_kept_out(client: Client, theme: str, language: str) -> None:
    desk = make_desk(language)
    hit, *_others = fill(desk, 3)
    at_work(client, desk.analyst)
    client.post("/display/", {"theme": theme})
    pages = ("", "figures/", "shift/", f"{hit.pk}/", f"{hit.pk}/escalate/", f"{hit.pk}/snooze/")
    with browsing(client, viewport={"width": 1280, "height": 800}) as page:
        wrong = {}
        for place in pages:
            page.goto(f"/casework/hits/{place}")
            wrong[place] = faults(page)
        page.goto(f"/casework/hits/{hit.pk}/")
        page.keyboard.press("o")
        page.wait_for_selector("[data-key=y]")
        wrong["uncovered"] = faults(page)
    assert {place: found for place, found in wrong.items() if found} == {}
