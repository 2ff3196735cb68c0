"""How much the database works for a page: literal numbers of queries, and plans at 100,000 rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.actions.task import add_task
from fairlead.kernel.cases.actions.timeline import add_entry
from fairlead.kernel.cases.models import Case
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.register import (
    PAGE,
    Wanted,
    cases,
    counts,
    first_page,
    inbox,
    redress_waiting,
    tasks_for,
    unread_mentions,
)
from fairlead.kernel.cases.queries.relations import related
from tests.kernel.cases.conftest import Make, Unit, particulars
from tests.kernel.cases.many import multiply
from tests.kernel.cases.test_timeline import MAY

ROWS = 100_000
LIST, CASE_PAGE, RELATED = 6, 25, 9


def queries(look: Callable[[], object]) -> int:
    """Return how many statements a look needs, without those that only set the walls."""
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as captured,
    ):
        look()
    statements = [one["sql"] for one in captured if "set_config" not in one["sql"]]
    return len(statements)


def fill(here: Unit, case: Case, number: int) -> None:
    by = here.analyst
    add_subject(by, case=case.pk, particulars=particulars(f"Amal {number}", f"UTO{number}"))
    add_note(by, case=case.pk, words="A note", mentions=[here.colleague])
    add_task(by, case=case.pk, words="A task", assignee=by.account)
    add_entry(by, case=case.pk, begins=MAY, words="An entry", source="A camera")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_cases_needs_as_many_queries_for_three_as_for_one(
    here: Unit, make_case: Make, rows: int
) -> None:
    for _ in range(rows):
        make_case()

    assert queries(lambda: first_page(here.analyst)) == LIST
    assert queries(lambda: counts(here.analyst)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_case_page_needs_as_many_queries_for_three_as_for_one(
    here: Unit, case: Case, rows: int
) -> None:
    for number in range(rows):
        fill(here, case, number)

    assert queries(lambda: case_page(here.analyst, case.pk, unmask=True)) == CASE_PAGE
    assert queries(lambda: related(here.analyst, case.pk)) == RELATED


@pytest.mark.parametrize("rows", [1, 3])
def test_short_lists_need_one_query(here: Unit, case: Case, rows: int) -> None:
    for number in range(rows):
        fill(here, case, number)

    lists: list[tuple[Callable[[], QuerySet[Any]], int]] = [
        (lambda: tasks_for(here.analyst, here.analyst.account), rows),
        (lambda: unread_mentions(here.supervisor), rows),
        (lambda: inbox(here.analyst), 0),
        (lambda: redress_waiting(here.officer), 0),
    ]
    for look, expected in lists:
        assert queries(lambda look=look: list(look())) == 1  # type: ignore[misc]
        with transaction.atomic():
            assert len(look()) == expected


@pytest.mark.slow
def test_lists_of_a_hundred_thousand_cases_are_read_from_an_index(here: Unit, case: Case) -> None:
    with transaction.atomic():
        multiply(case, ROWS)
        for name, wanted, index in (
            ("queue", Wanted(), "cases_case_queue"),
            ("mine", Wanted(owner=here.analyst.account), "cases_case_mine"),
            ("closed", Wanted(closed=True), "cases_case_register"),
        ):
            plan = explain(here.analyst, wanted)
            assert index in plan, f"{name}:\n{plan}"
            assert not sorts(plan), f"{name}:\n{plan}"
            assert len(cases(here.analyst, wanted)[:PAGE]) == PAGE
        assert counts(here.analyst).live > ROWS // 3


@pytest.mark.slow
def test_the_search_for_a_plan_finds_a_bad_one(here: Unit, case: Case) -> None:
    """The test above could not fail otherwise."""
    with transaction.atomic():
        multiply(case, 5_000)
        plan = cases(here.analyst).order_by("changed_at", "id")[:PAGE].explain()

    assert sorts(plan), plan


def explain(context: Context, wanted: Wanted) -> str:
    return cases(context, wanted).select_related("owner")[:PAGE].explain()


def sorts(plan: str) -> bool:
    return any(
        word in plan
        for word in ("TEMP B-TREE", "Sort", "Seq Scan on cases_case", "SCAN cases_case\n")
    )
