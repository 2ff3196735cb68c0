"""A case from opening to closing: numbers, guards, purposes, and what is written about each act."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.states import IllegalVerb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.case import (
    annul_case,
    assign_case,
    close_case,
    edit_case,
    open_case,
    print_case,
    release_case,
    reopen_case,
    resume_case,
    return_case,
    submit_case,
    suspend_case,
    visit_case,
)
from fairlead.kernel.cases.actions.task import add_task, complete_task
from fairlead.kernel.cases.errors import NotWithinReach
from fairlead.kernel.cases.models import Case
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.register import Counts, Wanted, cases, counts, first_page
from fairlead.kernel.clock import now
from tests.kernel.cases.conftest import Make, Unit, acts, again, closed, worker


def test_numbers_are_given_one_after_another_by_agency_and_year(here: Unit, there: Unit) -> None:
    with time_machine.travel("2026-12-31T23:00:00Z", tick=False) as clock:
        numbers = [open_case(here.analyst, title="One").number for _ in range(3)]
        other = open_case(there.analyst, title="Other").number
        clock.shift(timedelta(hours=2))
        later = open_case(here.analyst, title="In the new year").number

    code = here.agency.code.upper()
    assert numbers == [f"{code}-2026-0000{place}" for place in (1, 2, 3)]
    assert other == f"{there.agency.code.upper()}-2026-00001"
    assert later == f"{code}-2027-00001"


def test_a_number_that_was_rolled_back_is_given_again(here: Unit) -> None:
    """Gap-free: a missing number would look like a missing case."""
    with pytest.raises(BadInput):
        open_case(here.analyst, title="  ")
    with transaction.atomic():
        open_case(here.analyst, title="Undone")
        transaction.set_rollback(True)

    assert str(open_case(here.analyst, title="One").number).endswith("00001")


def test_opening_says_by_whom_for_what_and_why_in_the_ledger(here: Unit) -> None:
    case = open_case(here.analyst, title="A journey to Amaurot")

    entry = Entry.objects.get(act="cases.case.opened")
    assert (entry.actor, entry.purpose, entry.verb) == (
        here.analyst.actor,
        "cases.work",
        "collect",
    )
    assert case.legal_basis.startswith("Demonstration only")
    assert b"Amaurot" not in bytes(entry.header)
    assert set(entry.mentions.values_list("reference", flat=True)) == {case.reference}


def test_a_title_lies_sealed(here: Unit, make_case: Make) -> None:
    case = again(here.analyst, make_case("A journey to Amaurot"))

    assert b"Amaurot" not in bytes(case.identity or b"Amaurot")
    assert [row.title for row in first_page(here.analyst)] == ["A journey to Amaurot"]


def test_the_life_of_a_case_is_in_the_ledger_under_the_names_of_its_actions(
    here: Unit, case: Case
) -> None:
    case = suspend_case(here.analyst, case=case.pk, version=case.version, reason="court")
    case = closed(here, _resumed(here, case))
    case = reopen_case(here.supervisor, case=case.pk, version=case.version, reason="order")

    assert acts() == [
        f"cases.case.{verb}"
        for verb in (
            "opened",
            "assigned",
            "suspended",
            "resumed",
            "submitted",
            "closed",
            "reopened",
        )
    ]


def _resumed(unit: Unit, case: Case) -> Case:
    return resume_case(unit.analyst, case=case.pk, version=case.version)


def test_nobody_closes_what_he_proposed_to_close(here: Unit) -> None:
    """Also when she leads: the second person is another person."""
    case = open_case(here.supervisor, title="Mine")
    case = assign_case(here.supervisor, case=case.pk, version=case.version)
    case = submit_case(here.supervisor, case=case.pk, version=case.version, reason="resolved")

    for somebody in (here.supervisor, here.analyst):
        with pytest.raises(Refused) as caught:
            close_case(somebody, case=case.pk, version=case.version)
        assert caught.value.reasons == ("guard:second-person",)

    other = worker("supervisor", here.agency)
    assert close_case(other, case=case.pk, version=case.version).status == "closed"


def test_a_case_sent_back_can_be_proposed_again(here: Unit, case: Case) -> None:
    case = submit_case(here.analyst, case=case.pk, version=case.version, reason="resolved")
    case = return_case(here.supervisor, case=case.pk, version=case.version, words="Ask the bank")

    assert (case.status, case.reason, case.submitted_by_id) == ("active", "", None)
    assert closed(here, case).status == "closed"


def test_a_colleague_cannot_take_away_what_is_anothers(here: Unit, case: Case) -> None:
    colleague = worker("analyst", here.agency)

    with pytest.raises(Refused) as caught:
        assign_case(colleague, case=case.pk, version=case.version)
    assert caught.value.reasons == ("guard:self-or-supervisor",)
    given = assign_case(
        here.supervisor, case=case.pk, version=case.version, owner=colleague.account
    )
    assert given.owner_id == colleague.account


def test_a_case_is_given_to_somebody_at_work_in_the_agency_only(
    here: Unit, there: Unit, case: Case
) -> None:
    for stranger in (there.analyst.account, uuid.uuid4()):
        with pytest.raises(BadInput):
            assign_case(here.supervisor, case=case.pk, version=case.version, owner=stranger)


def test_what_is_not_finished_stands_in_the_way_of_closing(here: Unit, case: Case) -> None:
    task = add_task(here.analyst, case=case.pk, words="Ask the bank")

    with pytest.raises(Conflict) as caught:
        submit_case(here.analyst, case=case.pk, version=case.version, reason="resolved")
    assert caught.value.code == "case-not-finished"
    assert caught.value.place == f"finish-task {task.reference}"

    complete_task(here.analyst, task=task.pk, version=task.version)
    assert closed(here, case).status == "closed"


def test_a_task_added_after_the_proposal_is_found_at_closing(here: Unit, case: Case) -> None:
    case = submit_case(here.analyst, case=case.pk, version=case.version, reason="resolved")
    add_task(here.supervisor, case=case.pk, words="One more thing")

    with pytest.raises(Conflict):
        close_case(here.supervisor, case=case.pk, version=case.version)


def test_nothing_is_changed_in_a_closed_case(here: Unit, case: Case) -> None:
    case = closed(here, case)

    with pytest.raises(Conflict) as caught:
        edit_case(here.analyst, case=case.pk, version=case.version, title="Other")
    assert caught.value.code == "case-not-live"
    with pytest.raises(Conflict):
        add_task(here.analyst, case=case.pk, words="Late")


def test_an_annulled_case_is_over(here: Unit, case: Case) -> None:
    case = annul_case(here.supervisor, case=case.pk, version=case.version, reason="opened-in-error")

    assert case.closed_at is not None
    with pytest.raises(IllegalVerb, match="possible: nothing"):
        reopen_case(here.supervisor, case=case.pk, version=case.version, reason="order")


def test_a_released_case_belongs_to_nobody(here: Unit, case: Case) -> None:
    case = suspend_case(
        here.analyst, case=case.pk, version=case.version, reason="date", until=now()
    )
    case = release_case(here.analyst, case=case.pk, version=case.version)

    assert (case.owner_id, case.waiting_until, case.reason) == (None, None, "")


@pytest.mark.parametrize("reason", ["", "because", "RESOLVED"])
def test_reasons_come_from_a_closed_list(here: Unit, case: Case, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        submit_case(here.analyst, case=case.pk, version=case.version, reason=reason)
    assert caught.value.place == "reason"


def test_a_case_of_another_agency_is_as_if_it_did_not_exist(there: Unit, case: Case) -> None:
    answers = []
    for key in (case.pk, uuid.uuid4()):
        with pytest.raises(NotWithinReach) as caught:
            edit_case(there.supervisor, case=key, version=case.version, title="Mine now")
        answers.append(str(caught.value))

    assert answers[0] == answers[1]


def test_without_a_purpose_nothing_happens(here: Unit) -> None:
    nowhere = Context(
        actor=here.analyst.actor,
        account=here.analyst.account,
        agency=here.analyst.agency,
        agencies=here.analyst.agencies,
        roles=here.analyst.roles,
    )

    with pytest.raises(Refused):
        open_case(nowhere, title="No purpose")
    assert not Entry.objects.filter(act="cases.case.opened").exists()


def test_a_case_of_another_purpose_is_not_seen(here: Unit, case: Case) -> None:
    """The same agency, the same roles: what was opened for another purpose stays there."""
    house = Context.duty("cases.exchange")
    with transaction.atomic():
        Case.objects.for_context(house).filter(pk=case.pk).update(purpose="travel.screening")

    assert first_page(here.analyst) == []
    assert counts_of(here).live == 0
    with pytest.raises(Refused) as caught:
        case_page(here.analyst, case.pk)
    assert caught.value.reasons == ("purpose-other",)
    with transaction.atomic():
        assert case in cases(here.officer), "redress looks across purposes"


def counts_of(unit: Unit) -> Counts:
    with transaction.atomic():
        return counts(unit.analyst)


def test_the_administrator_sees_no_case(here: Unit, case: Case) -> None:
    administrator = worker("administrator", here.agency)

    with pytest.raises(Refused), transaction.atomic():
        list(cases(administrator))
    with pytest.raises(Refused):
        edit_case(administrator, case=case.pk, version=case.version, title="Mine")


def test_the_database_refuses_a_closed_case_without_a_moment(here: Unit, case: Case) -> None:
    house = Context.duty("cases.exchange")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.for_context(house).filter(pk=case.pk).update(status="closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.for_context(house).filter(pk=case.pk).update(status="asleep")


def test_printing_is_a_disclosure(here: Unit, case: Case) -> None:
    print_case(here.analyst, case=case.pk)

    assert Entry.objects.get(act="cases.case.printed").verb == "disclose"


def test_a_visit_tells_what_is_new_since_the_last_one(here: Unit, case: Case) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        assert visit_case(here.supervisor, case=case.pk) is None
        clock.shift(timedelta(minutes=10))
        assert visit_case(here.supervisor, case=case.pk) is None, "the same visit"
        clock.shift(timedelta(hours=3))
        add_task(here.analyst, case=case.pk, words="Ask the bank")
        clock.shift(timedelta(hours=3))
        since = visit_case(here.supervisor, case=case.pk)

        assert since == begun
        assert case_page(here.supervisor, case.pk).news == 1
        assert case_page(here.analyst, case.pk).news == 0, "never visited: nothing is new"


def test_lists_are_narrowed_and_counted(here: Unit, make_case: Make) -> None:
    late = make_case("Late", deadline=now() - timedelta(days=1))
    soon = make_case("Soon", deadline=now() + timedelta(days=1))
    never = make_case("Some day")
    open_case(here.supervisor, title="Nobody's")
    closed(here, make_case("Over"))

    def titles(**wanted: object) -> list[str]:
        return [row.title for row in first_page(here.analyst, Wanted(**wanted))]  # type: ignore[arg-type]

    assert titles() == ["Late", "Soon", "Some day", "Nobody's"]
    assert titles(unassigned=True) == ["Nobody's"]
    assert titles(owner=here.analyst.account, due_before=now()) == ["Late"]
    assert titles(status=["new"]) == ["Nobody's"]
    assert titles(closed=True) == ["Over"]
    assert titles(older_than=timedelta(days=1)) == []
    with transaction.atomic():
        found = counts(here.analyst)
    assert (found.live, found.mine, found.unassigned, found.overdue) == (4, 3, 1, 1)
    assert found.ages == {"0-2": 4, "3-10": 0, "11-30": 0, "over-30": 0}
    assert [late.order_at is None, soon.deadline is None, never.deadline] == [False, False, None]


def test_age_bands_lie_side_by_side(here: Unit, make_case: Make) -> None:
    house = Context.duty("cases.exchange")
    begun = now()
    with time_machine.travel(begun, tick=False):
        for days in (0, 2, 3, 10, 11, 30, 31, 400):
            case = make_case(f"{days} days")
            with transaction.atomic():
                Case.objects.for_context(house).filter(pk=case.pk).update(
                    recorded_at=begun - timedelta(days=days)
                )
        with transaction.atomic():
            assert counts(here.analyst).ages == {"0-2": 2, "3-10": 2, "11-30": 2, "over-30": 2}
