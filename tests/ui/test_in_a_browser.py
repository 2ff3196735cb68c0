"""Every component in a real browser: for all eyes, in both directions, by keyboard alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from fairlead.kernel.people.models import Account
from fairlead.ui.guide.titles import TITLES
from tests.browsers import faults
from tests.kernel.tables.conftest import plant
from tests.people import make_account, make_agency, sign_in
from tests.ui.browsing import browsing

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.urls("tests.ui.urls"),
]
DESK = {"width": 1280, "height": 800}

# Links inside of sentences are as high as their line: WCAG 2.5.8 leaves them out.
SMALL = """() => [...document.querySelectorAll(
    'button, .button, summary, input, select, nav a, thead a, .chips a, tbody th a')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen'))
  .map(one => [one.labels?.[0] || one, one])
  .filter(pair => pair.every(each => { const box = each.getBoundingClientRect();
    return box.width > 0 && (box.width < 24 || box.height < 24); }))
  .map(([target, one]) => one.outerHTML.slice(0, 120))"""
WIDE = "document.documentElement.scrollWidth > innerWidth"
LENGTHEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const node of found) {
    if (node.parentElement.closest('svg') || !node.textContent.trim()) continue;
    node.textContent = node.textContent.replace(
      /[A-Za-z]{3,}/g, word => word + 'é'.repeat(Math.ceil(word.length * 0.4)));
  }
}"""
UNSEEN_FOCUS = """() => { const style = getComputedStyle(document.activeElement);
  const own = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = document.activeElement.querySelector(':is(circle, rect, path)');
  return own || (inside && parseFloat(getComputedStyle(inside).strokeWidth) >= 3)
    || document.activeElement === document.body
    ? '' : document.activeElement.outerHTML.slice(0, 120); }"""


@contextmanager
def guide(client: Client, *, language: str = "en", theme: str = "light") -> Iterator[Page]:
    sign_in(client, make_account("analyst", "administrator", language=language))
    client.post("/purpose/", {"purpose": "administration.operation"})
    client.post("/display/", {"theme": theme})
    with browsing(client, viewport=DESK) as page:
        yield page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "ar"), ("contrast", "zh-hans")]
)
def test_nobody_is_kept_out(client: Client, theme: str, language: str) -> None:
    with guide(client, theme=theme, language=language) as page:
        wrong = {}
        for code in TITLES:
            page.goto(f"/style/{code}/")
            found = faults(page) + page.evaluate(SMALL)
            page.set_viewport_size({"width": 1024, "height": 768})
            found += ["overflows at 1,024 pixels"] if page.evaluate(WIDE) else []
            page.evaluate(LENGTHEN)
            found += ["overflows with longer words"] if page.evaluate(WIDE) else []
            page.set_viewport_size(DESK)  # type: ignore[arg-type]
            if found:
                wrong[code] = found
    assert wrong == {}


@pytest.mark.slow
def test_whatever_has_the_focus_shows_it(client: Client) -> None:
    with guide(client) as page:
        for code in ("table", "record", "graph", "controls"):
            page.goto(f"/style/{code}/")
            for _step in range(60):
                page.keyboard.press("Tab")
                assert page.evaluate(UNSEEN_FOCUS) == ""


def test_the_palette_goes_where_it_is_told(client: Client) -> None:
    with guide(client) as page:
        page.goto("/style/record/")
        page.keyboard.press("Control+k")
        assert faults(page) == []
        page.keyboard.type("expo")
        expect(page.locator("#palette [role=option]")).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/exports/")
        page.keyboard.press("Control+k")
        page.keyboard.type("no such page")
        expect(page.locator("#palette [data-nothing]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#palette")).to_be_hidden()


def test_single_keys_act_until_they_are_switched_off(client: Client) -> None:
    with guide(client) as page:
        page.goto("/style/table/")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.textContent.trim()") == "UTO-2026-0002"
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.textContent.trim()") == "UTO-2026-0001"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q"
        page.keyboard.type("j?")
        assert page.input_value("[name=q]") == "j?"
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        assert "Assign to me" in page.inner_text("#keys")
        assert faults(page) == []
        page.click("#keys [name=keys]")
        page.wait_for_load_state()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1024])
def test_every_sheet_of_a_bar_stays_in_the_window(
    client: Client, language: str, width: int
) -> None:
    with guide(client, language=language) as page:
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/style/table/")
        folds = page.locator(".bar > .fold")
        for place in range(folds.count()):
            folds.nth(place).locator("summary").click()
            box = folds.nth(place).locator(".sheet").bounding_box()

            assert not page.evaluate(WIDE)
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            page.keyboard.press("Escape")


def test_picking_rows_counts_them(client: Client) -> None:
    with guide(client) as page:
        page.goto("/style/table/")
        page.check("tbody tr:nth-child(2) [name=row]")
        assert page.inner_text("[data-count]") == "1"
        assert page.evaluate("document.querySelector('[data-all]').indeterminate")
        page.check("[data-all]")
        assert page.inner_text("[data-count]") == "12"


def test_what_was_done_can_be_undone_and_stays_in_sight(client: Client) -> None:
    with guide(client) as page:
        page.goto("/style/messages/")
        toast = page.locator(".toasts li")
        expect(toast).to_have_count(1)
        expect(toast.locator("form button")).to_have_text("Undo")
        toast.get_by_role("button", name="Close").click()
        expect(toast).to_have_count(0)


def test_a_graph_is_walked_through_by_keyboard(client: Client) -> None:
    with guide(client) as page:
        page.goto("/style/graph/")
        page.locator(".graph a.node").first.focus()
        assert "Raphael" in page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Tab")
        assert "node" in page.evaluate("document.activeElement.getAttribute('class')")


# ---------------------------------------------------------------- a table with rows behind it
@pytest.fixture
def supervisor(client: Client) -> Account:
    agency = make_agency()
    plant(agency, 60, "Ours")
    account = make_account("supervisor", agency=agency)
    sign_in(client, account)
    client.post("/purpose/", {"purpose": "lodge.keeping"})
    return account


def test_with_the_script_only_the_table_is_exchanged(client: Client, supervisor: Account) -> None:
    with browsing(client, viewport=DESK) as page:
        page.goto("/lodge/table/")
        page.evaluate("document.querySelector('h1').dataset.same = 'yes'")
        page.click("thead a:has-text('Name')")
        page.wait_for_url("**/lodge/table/?sort=name")
        expect(page.locator("[aria-sort]")).to_have_attribute("aria-sort", "ascending")
        page.click("text=Next page")
        expect(page.locator("tbody tr").first).to_contain_text("Ours 0025")
        assert page.evaluate("document.querySelector('h1').dataset.same") == "yes"
        expect(page.locator("#said")).to_have_text("60 rows")
        page.go_back()
        expect(page.locator("tbody tr").first).to_contain_text("Ours 0000")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_is_narrowed_and_a_view_kept_with_and_without_the_script(
    client: Client, supervisor: Account, *, scripts: bool
) -> None:
    with browsing(client, viewport=DESK, java_script_enabled=scripts) as page:
        page.goto("/lodge/table/")
        page.click("summary:has-text('Filter')")
        page.fill("[name='f.room.from']", "3")
        page.click(".fold[open] button:has-text('Apply')")
        page.wait_for_url("**/lodge/table/?f.room.from=3**")
        expect(page.locator(".data > p")).to_have_text("24 rows")
        page.click("summary:has-text('Views')")
        page.fill("[name=name]", "Upper rooms")
        page.click(".fold[open] button:has-text('Keep')")
        page.wait_for_url("**/lodge/table/?f.room.from=3**")
        page.goto("/lodge/table/")
        page.click("summary:has-text('Views')")
        page.click("a:has-text('Upper rooms')")
        page.wait_for_url("**/lodge/table/?f.room.from=3")
        expect(page.locator(".data > p")).to_have_text("24 rows")


def test_nothing_of_a_page_stays_in_the_browser(client: Client, supervisor: Account) -> None:
    with browsing(client, viewport=DESK) as page:
        page.goto("/lodge/table/")
        page.click("thead a:has-text('Name')")
        page.wait_for_url("**/lodge/table/?sort=name")

        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert "Ours" not in kept, "htmx may remember the address and nothing else"
        assert "<" not in kept
