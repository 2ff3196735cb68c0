"""An inspector's sample in a real browser: with a script and without, in English and in Arabic."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from fairlead.desks.oversight.models import Drawn
from tests.browsers import faults
from tests.contexts import context_of
from tests.desks.oversight.drawing import make_looks, signed_tree
from tests.people import make_account, sign_in
from tests.ui.browsing import browsing

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def inspect(page: Page) -> None:
    """Announce a sample, draw it, and write down what each look was."""
    page.goto("/oversight/samples/")
    page.locator("main .head a.button").click()
    page.wait_for_url("**/new/")
    page.fill("[name=size]", "2")
    page.locator("main form.card button[type=submit]").click()
    page.wait_for_url("**/samples/*-*/")
    expect(page.locator("main .head button")).to_be_disabled()
    signed_outside(page)
    page.locator("main .head button").click()
    expect(page.locator("table[data-rows] tbody tr")).to_have_count(2)
    page.locator("table[data-rows] tbody th a").first.click()
    for outcome in ("lawful", "unfounded"):
        page.wait_for_selector("textarea[name=words]")
        page.check(f"[name=outcome][value={outcome}]")
        page.fill("[name=words]", "Nothing in the case explains this look.")
        page.locator("main form.card button[type=submit]").click()
        page.wait_for_timeout(300)
    expect(page.locator("table[data-rows] .badge.good")).to_have_count(1)
    expect(page.locator("table[data-rows] .badge.bad")).to_have_count(1)


def signed_outside(page: Page) -> None:
    """Sign the ledger as the worker does, while the browser waits."""
    from tests.ui.browsing import _outside_the_loop

    with _outside_the_loop():
        signed_tree()
    page.reload()


@pytest.mark.parametrize(
    ("language", "script"), [("en", True), ("en", False), ("ar", True)], ids=str
)
def test_a_sample_from_the_announcement_to_the_finding(
    client: Client,
    language: str,
    script: bool,
) -> None:
    officer = make_account("oversight", language=language)
    sign_in(client, officer)
    client.post("/purpose/", {"purpose": "oversight.inspection"})
    make_looks(9)
    signed_tree()

    with browsing(client, java_script_enabled=script) as page:
        inspect(page)
        direction = page.get_attribute("html", "dir")

    assert direction == ("rtl" if language == "ar" else "ltr")
    context = context_of(officer, "oversight.inspection")
    outcomes = (
        Drawn.objects.for_context(context).order_by("place").values_list("outcome", flat=True)
    )
    assert list(outcomes) == ["lawful", "unfounded"]


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "ar")])
def test_nobody_is_kept_out(client: Client, theme: str, language: str) -> None:
    from fairlead.desks.oversight.views.frame import PAGES

    sign_in(client, make_account("oversight", "analyst", language=language))
    client.post("/purpose/", {"purpose": "oversight.inspection"})
    client.post("/display/", {"theme": theme})
    make_looks(9)
    signed_tree()

    with browsing(client) as page:
        wrong = {}
        for name, _data_class, _label in PAGES:
            page.goto(f"/oversight/{'' if name == 'overview' else name}/".replace("//", "/"))
            if found := faults(page):
                wrong[name] = found
    assert wrong == {}
