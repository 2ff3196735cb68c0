"""A case in a real browser: from opening to telling others and taking it back, by two agencies.

Once with the script, once without, and once in Arabic: what can be done is the same.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fairlead.kernel.cases.models import Case, Recipient
from tests.browsers import faults
from tests.desks.casework.case_staff import Person, Unit, name_somebody
from tests.ui.browsing import browsing

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def units(db: None) -> tuple[Unit, Unit]:
    return Unit.make("Passenger Information Unit"), Unit.make("Financial Intelligence Unit")


def press(page: Page, act: str) -> None:
    """Open the form of an act from the page on which it is offered."""
    page.locator(f'a[href*="/do/{act}/"]').first.click()
    page.wait_for_load_state()


def send(page: Page) -> None:
    page.locator("form.act button[type=submit]").click()
    page.wait_for_url(re.compile(r"^(?!.*/(do|open)/)"))  # done, and back where it was offered


def open_case(page: Page) -> None:
    page.goto("/casework/cases/open/")
    page.fill("[name=title]", "Two passports, one traveller")
    send(page)
    expect(page.locator("header.record")).to_contain_text("Two passports")
    press(page, "assign")
    send(page)


def name_subject(page: Page) -> None:
    press(page, "add-subject")
    page.fill("[name=names-0-said]", "رافائيل هيثلوديوس")
    page.fill("[name=origin]", "Utopia Air")
    send(page)


def tell(page: Page) -> None:
    press(page, "tell")
    page.fill("[name=text]", "We ask to be told")
    page.locator("[name=agencies]").first.check()
    send(page)
    press(page, "send")
    page.check("[name=sure]")
    send(page)


def recall(page: Page) -> None:
    press(page, "recall")
    page.locator("[name=reason]").first.check()
    send(page)


def live(units: tuple[Unit, Unit], **options: object) -> Recipient:
    here, there = units
    with browsing(here.analyst.client, viewport=DESK, **options) as page:
        open_case(page)
        name_subject(page)
        page.locator('form[action$="/identities/"] button').click()
        expect(page.locator("#subjects")).to_contain_text("رافائيل")
        tell(page)
        address = page.url
    deliver(there.analyst, "accept", **options)
    with browsing(here.analyst.client, viewport=DESK, **options) as page:
        page.goto(address)
        recall(page)
    deliver(there.analyst, "confirm-recall", **options)
    return Recipient.objects.for_context(here.analyst.context).get()


def deliver(person: Person, act: str, **options: object) -> None:
    """Answer what came, as somebody of the other agency."""
    with browsing(person.client, viewport=DESK, **options) as page:
        page.goto("/casework/received/")
        page.locator("tbody th a").first.click()
        page.wait_for_load_state()
        press(page, act)
        if act == "confirm-recall":
            page.locator("[name=confirmation]").first.check()
        send(page)


@pytest.mark.parametrize("with_script", [True, False])
def test_from_opening_to_a_confirmed_recall(units: tuple[Unit, Unit], with_script: bool) -> None:
    found = live(units, java_script_enabled=with_script)

    assert found.status == "recall-confirmed"


def test_the_same_in_arabic(units: tuple[Unit, Unit]) -> None:
    for person in (units[0].analyst, units[1].analyst):
        person.account.language = "ar"
        person.account.save()

    assert live(units).status == "recall-confirmed"


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "ar"), ("contrast", "zh-hans")]
)
def test_nobody_is_kept_out(units: tuple[Unit, Unit], theme: str, language: str) -> None:
    here, there = units
    here.analyst.account.language = language
    here.analyst.account.save()
    here.analyst.client.post("/display/", {"theme": theme})
    case = here.make_case()
    name_somebody(here.analyst.context, case, "Рафаил Гитлодей")
    here.analyst.do(case, "add-task", text="Ask the register", kind="task")
    here.analyst.unmask(case)
    there.make_case()
    wrong: dict[str, list[str]] = {}
    with browsing(here.analyst.client, viewport=DESK) as page:
        for address in pages_of(case):
            page.goto(address)
            if found := faults(page):
                wrong[re.sub(r"[0-9a-f-]{36}", "…", address)] = found
    assert wrong == {}


def pages_of(case: Case) -> Iterator[str]:
    yield from ("/casework/cases/", "/casework/tasks/", "/casework/received/")
    address = f"/casework/cases/{case.pk}/"
    yield from (address, f"{address}links/", f"{address}report/")
    yield f"{address}history/?at=2030-01-01T00:00&and=2020-01-01T00:00"
    for act in ("edit", "add-subject", "add-entry", "tell", "decide", "add-exhibit"):
        yield f"{address}do/{act}/"
