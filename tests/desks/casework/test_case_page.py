"""The page of a case: everything on it once, covered until asked, and only what can be done."""

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from fairlead.core.cases.moments import Moment, Precision
from fairlead.desks.casework.forms import CASE_ACTS
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.case import close_case, submit_case, visit_case
from fairlead.kernel.cases.actions.decision import take_decision
from fairlead.kernel.cases.actions.exhibit import add_exhibit
from fairlead.kernel.cases.actions.link import add_link
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.task import add_task
from fairlead.kernel.cases.actions.timeline import add_entry
from fairlead.kernel.cases.models import Case, Mention
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import Keeping
from tests.desks.casework.case_staff import (
    INSPECTION,
    Person,
    Unit,
    fresh,
    name_somebody,
)

NAMES = ("Raphael Hythlodaeus", "رافائيل هيثلوديوس", "Рафаил Гитлодей", "拉斐尔·希斯拉德")
SAID = ("Said-in-a-note", "Said-in-a-task", "Said-of-an-event", "Said-of-a-link", "Said-of-paper")


def fill(unit: Unit, case: Case, times: int = 1) -> None:
    """Put something of every kind into a case, as often as is said."""
    context, key = unit.analyst.context, case.pk
    for place in range(times):
        one = name_somebody(context, case, NAMES[place % 4], f"UTO{place:07}")
        other = name_somebody(context, case, NAMES[(place + 1) % 4], f"UTX{place:07}")
        add_note(context, case=key, words=SAID[0], mentions=[unit.supervisor.account.pk])
        add_task(context, case=key, words=SAID[1], assignee=unit.analyst.account.pk)
        begins = Moment.of(now() - timedelta(days=9), Precision.DAY)
        add_entry(context, case=key, begins=begins, words=SAID[2], source="x")
        add_link(
            context,
            case=key,
            kind="paid",
            from_=("subject", one.pk),
            to=("subject", other.pk),
            certainty="possible",
            source="x",
            words=SAID[3],
        )
        add_exhibit(
            context, case=key, stream=[b"%PDF-1.4 x"], name="a.pdf", title=SAID[4], source="x"
        )
        take_decision(
            context,
            case=key,
            question="concern",
            outcome="unsure",
            reason="document",
            words="A decision",
            shown={"a": place},
        )


@pytest.fixture
def case(here: Unit, keys: Path) -> Case:
    made = here.make_case()
    fill(here, made)
    return made


def test_identities_are_covered_until_somebody_asks_and_the_asking_is_noted(
    here: Unit, case: Case
) -> None:
    unmasked = Entry.objects.filter(act="retention.identity.unmasked")
    before = unmasked.count()
    page = here.analyst.case(case)
    assert [name for name in (*NAMES, *SAID) if name in page] == []
    assert unmasked.count() == before
    assert "(covered)" in page

    here.analyst.unmask(case)
    page = here.analyst.case(case)

    assert [name for name in (*NAMES[:2], *SAID) if name not in page] == []
    assert unmasked.count() == before + 1


def test_what_is_shown_is_covered_again_after_a_while_and_for_another_purpose(
    here: Unit, case: Case
) -> None:
    here.analyst.unmask(case)
    assert NAMES[0] in here.analyst.case(case)
    assert NAMES[0] not in here.supervisor.case(case)  # who has not asked

    here.analyst.client.post(f"/casework/cases/{case.pk}/identities/", {"cover": "yes"})
    assert NAMES[0] not in here.analyst.case(case)

    here.analyst.unmask(case)
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert NAMES[0] not in here.analyst.case(case)


def count(person: Person, address: str) -> int:
    person.page(address)
    with CaptureQueriesContext(connection) as seen:
        person.page(address)
    return len(seen)


def test_one_of_everything_and_three_take_the_same_number_of_queries(here: Unit) -> None:
    case = here.make_case()
    fill(here, case)
    address = f"/casework/cases/{case.pk}/"
    one = count(here.analyst, address)
    fill(here, case, times=2)

    # On PostgreSQL the wall of another agency’s rows is told twice who is at work.
    expected = 48 if connection.vendor == "postgresql" else 46
    assert count(here.analyst, address) == one == expected


def test_a_full_case_is_quick_and_small(here: Unit) -> None:
    case = here.make_case()
    fill(here, case, times=6)
    here.analyst.unmask(case)
    here.analyst.case(case)

    spent = []
    for _ in range(5):
        start = time.process_time()
        page = here.analyst.case(case)
        spent.append(time.process_time() - start)

    assert len(page.encode()) < 100_000
    assert min(spent) < 0.3


def offered(page: str) -> set[str]:
    return set(re.findall(r'/do/([a-z-]+)/(?:[0-9a-f-]{36}/)?"', page))


def test_every_act_that_a_page_offers_opens_its_form(here: Unit, case: Case) -> None:
    for person in (here.analyst, here.supervisor):
        page = person.case(case)
        for address in set(re.findall(r'href="(/casework/cases/[^"]*/do/[^"]*)"', page)):
            form = person.page(address)
            assert "<form" in form


def test_a_state_offers_its_verbs_and_says_why_not_the_others(here: Unit, case: Case) -> None:
    page = here.analyst.case(case)

    assert {"assign", "suspend", "release", "edit"} <= offered(page)
    assert not {"submit", "close", "reopen", "annul", "offer"} & offered(page)
    assert "Something in this case is not finished." in page  # submit, because of the task
    assert "A supervisor must do this." in page  # annul, offer


def test_a_closed_case_offers_nothing_but_to_be_opened_again(here: Unit) -> None:
    case = here.make_case()
    case = submit_case(here.analyst.context, case=case.pk, version=case.version, reason="resolved")
    assert "close" not in offered(here.analyst.case(case))
    assert "close" in offered(here.supervisor.case(case))
    close_case(here.supervisor.context, case=case.pk, version=case.version)

    assert offered(here.analyst.case(case)) == set()
    assert offered(here.supervisor.case(case)) == {"reopen", "hold"}
    assert "Is erased on" in here.supervisor.case(case)


def test_an_inspector_reads_everything_and_can_do_nothing(here: Unit, case: Case) -> None:
    inspector = Person.at_work("oversight", agency=here.agency, purpose=INSPECTION)

    page = inspector.case(case)

    assert offered(page) == set()
    assert NAMES[0] not in page
    inspector.unmask(case)
    assert NAMES[0] in inspector.case(case)
    assert inspector.client.get(f"/casework/cases/{case.pk}/do/edit/").status_code == 403
    assert inspector.client.get(f"/casework/cases/{case.pk}/report/").status_code == 403


def test_a_mention_is_listed_until_the_note_was_read(here: Unit, case: Case) -> None:
    assert str(case) in here.supervisor.page("/casework/tasks/")
    here.supervisor.case(case)  # covered: nothing was read
    assert Mention.objects.for_context(here.supervisor.context).filter(read_at=None).exists()

    here.supervisor.unmask(case)
    here.supervisor.case(case)

    assert not Mention.objects.for_context(here.supervisor.context).filter(read_at=None).exists()


def test_what_others_did_since_the_last_visit_bears_a_mark(here: Unit, case: Case) -> None:
    with time_machine.travel(now() - timedelta(hours=2)):
        visit_case(here.supervisor.context, case=case.pk)
        visit_case(here.analyst.context, case=case.pk)

    assert here.supervisor.case(case).count("new since your last visit") > 1
    assert here.analyst.case(case).count("new since your last visit") == 0  # all is her own


def test_an_exhibit_comes_back_byte_for_byte_to_who_asked(here: Unit, case: Case) -> None:
    here.analyst.unmask(case)
    page = here.analyst.case(case)
    found = re.search(r'href="(/casework/cases/[^"]*/exhibits/[^"]*)"', page)
    assert found is not None

    answer = here.analyst.client.get(found.group(1))

    assert answer.content == b"%PDF-1.4 x"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert here.supervisor.client.get(found.group(1)).status_code == 403


def test_the_past_is_read_as_of_a_date_and_compared(here: Unit) -> None:
    case = here.make_case("The first title")
    start = now()
    with time_machine.travel(start + timedelta(days=2)):
        here.analyst.client.logout()
        someone = Person.at_work("analyst", agency=here.agency)
        someone.do(fresh(someone.context, case), "edit", title="The second", tlp="TLP:RED")
        someone.unmask(case)
        day = "%Y-%m-%dT%H:%M:%S"
        early, late = start + timedelta(hours=1), start + timedelta(days=3)

        then = someone.case(case, f"history/?at={early.strftime(day)}")
        both = someone.case(case, f"history/?at={late.strftime(day)}&and={early.strftime(day)}")
        before = someone.case(case, "history/?at=2020-01-01T00:00")

    assert "The first title" in then
    assert "The second" not in then
    assert "The first title" in both
    assert "The second" in both
    assert "The case was not open yet." in before


def test_the_graph_has_its_table_and_related_cases_name_no_value(here: Unit, case: Case) -> None:
    other = here.make_case("Elsewhere")
    name_somebody(here.analyst.context, other, "Somebody Else", "UTO0000000")

    page = here.analyst.case(case, "links/")

    assert "<svg" in page
    assert "The same as a table" in page
    assert str(other) in page
    assert "passport" in page
    assert "UTO0000000" not in page


def test_the_report_says_who_printed_it_under_which_marking(here: Unit, case: Case) -> None:
    page = here.analyst.case(case, "report/")

    assert f"Printed by {here.analyst.account.name}, {here.agency.name}" in page
    assert page.count(case.tlp) >= 2
    assert NAMES[0] not in page
    assert Entry.objects.filter(act="cases.case.printed").count() == 1


def test_an_unknown_act_and_a_part_of_another_case_are_not_found(here: Unit, case: Case) -> None:
    other = here.make_case("Other")
    task = add_task(here.analyst.context, case=other.pk, words="Theirs")

    for tail in ("do/nothing/", "do/edit-task/", f"do/edit-task/{task.pk}/", f"do/edit/{task.pk}/"):
        assert here.analyst.client.get(f"/casework/cases/{case.pk}/{tail}").status_code == 404


def test_every_act_of_the_kernel_has_its_form() -> None:
    """What can be done to a case can be done on its page."""
    from fairlead.desks.casework.forms import delivery, redress
    from fairlead.kernel.cases import machines

    of_case = {rule.verb for rule in machines.CASE.rules if rule.who != "house"}
    assert of_case <= set(CASE_ACTS)
    of_delivery = {rule.verb for rule in machines.DELIVERY.rules if rule.who != "house"}
    assert of_delivery <= {verb for acts in delivery.ACTS.values() for verb in acts}
    assert {rule.verb for rule in machines.REDRESS.rules} <= set(redress.ACTS)


SEALING = """
[profile]
code = "utopia-sealing"
title = "Demonstration only: cases are sealed"
version = "1"
rests_on = "icao-annex9"

[[source]]
code = "act"
title = "Demonstration only"
reference = "Invented"
url = "https://utopia.example/act"
verified = "Invented."

[[rule]]
record_class = "cases"
clock = "recorded"
term = "P6M"
action = "seal"
source = "act"
citation = "section 1"
valid_from = 2000-01-01

[[rule]]
record_class = "cases"
clock = "recorded"
term = "P5Y"
action = "erase"
source = "act"
citation = "section 2"
valid_from = 2000-01-01

[[basis]]
purpose = "cases.work"
source = "act"
citation = "section 4"
valid_from = 2000-01-01

[[basis]]
purpose = "cases.exchange"
source = "act"
citation = "section 5"
valid_from = 2000-01-01
"""


def test_a_sealed_subject_is_opened_with_two_people_for_an_hour_to_who_asked(
    db: None, keys: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "sealing.toml"
    profile.write_text(SEALING, encoding="utf-8")
    with override_settings(FAIRLEAD_PROFILE=str(profile)):
        here = Unit.make("Passenger Information Unit of Utopia")
        case = here.make_case()
        subject = name_somebody(here.analyst.context, case, NAMES[0])
        type(subject).objects.for_context(here.analyst.context).filter(pk=subject.pk).update(
            keeping=Keeping.SEALED
        )
        here.analyst.unmask(case)
        page = here.analyst.case(case)
        assert "Sealed: it takes an order and a second person." in page
        assert NAMES[0] not in page

        here.analyst.do(
            case,
            "ask-unseal",
            subject.pk,
            kind="court",
            by="Court of Amaurot",
            reference="7/2026",
            minutes="30",
        )
        assert NAMES[0] not in here.analyst.case(case)
        officer = Person.at_work("protection_officer", agency=here.agency, purpose="cases.redress")
        approval = Approval.objects.get()
        sent: dict[str, Any] = {"digest": approval.digest, "step": "approve"}
        officer.client.post(f"/approvals/{approval.pk}/", sent)
        officer.client.post(f"/approvals/{approval.pk}/decide/", sent)

        assert NAMES[0] in here.analyst.case(case)
        here.supervisor.unmask(case)
        assert NAMES[0] not in here.supervisor.case(case)
        with time_machine.travel(now() + timedelta(minutes=10)):
            here.analyst.unmask(case)
            assert NAMES[0] in here.analyst.case(case)
