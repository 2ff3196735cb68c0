"""As of a past date, compared with another: what was held is what was written then."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.core.errors import Refused
from fairlead.kernel.cases.actions.case import edit_case
from fairlead.kernel.cases.actions.subject import add_subject, edit_subject, end_involvement
from fairlead.kernel.cases.models import Case, Involvement, Revision, Subject
from fairlead.kernel.cases.queries.history import as_of, case_as_of, compare
from fairlead.kernel.clock import now
from tests.kernel.cases.conftest import Unit, again, particulars, work_on

DAY = timedelta(days=1)


def test_a_case_as_it_stood_on_each_day(here: Unit) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        case = work_on(here, "First title")
        clock.shift(DAY)
        case = edit_case(here.analyst, case=case.pk, version=case.version, title="Second title")
        clock.shift(DAY)
        subject = add_subject(here.analyst, case=case.pk, particulars=particulars())
        clock.shift(DAY)
        with transaction.atomic():
            role = Involvement.objects.for_context(here.analyst).get(subject=subject)
        end_involvement(here.analyst, involvement=role.pk)

        def on(days: float) -> dict[str, Any]:
            state = as_of(here.analyst, Case, case.pk, begun + DAY * days, unmask=True).state
            return {name: state.get(name) for name in ("title", "status", "subjects")}

        assert on(-1) == {"title": None, "status": None, "subjects": None}
        assert on(0) == {"title": "First title", "status": "active", "subjects": []}
        assert on(1.5) == {"title": "Second title", "status": "active", "subjects": []}
        assert on(2.5)["subjects"] == [{"subject": str(subject.pk), "role": "subject"}]
        assert on(3)["subjects"] == []
        then, subjects = case_as_of(here.analyst, case.pk, begun + DAY * 2.5, unmask=True)
        assert then.state["title"] == "Second title"
        assert subjects[subject.pk].state["names"][0]["text"] == "Amal Utopia"


def test_two_dates_compared_say_what_by_whom_and_by_which_act(here: Unit) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        case = work_on(here)
        subject = add_subject(here.analyst, case=case.pk, particulars=particulars())
        clock.shift(DAY)
        edit_subject(
            here.supervisor,
            subject=subject.pk,
            version=subject.version,
            particulars=particulars(document="UTO7654321"),
        )
        found = compare(here.analyst, Subject, subject.pk, (begun + 2 * DAY, begun), unmask=True)

    assert [(one.kind, one.path) for one in found.differences] == [
        ("removed", "identifiers"),
        ("added", "identifiers"),
    ]
    assert found.differences[1].after["value"] == "UTO7654321"
    assert [(one.act, one.created_by_id) for one in found.between] == [
        ("cases.subject.edited", here.supervisor.account)
    ]


def test_covered_history_tells_nothing(here: Unit, case: Case, subject: Subject) -> None:
    """The cover holds for the past as for the present."""
    assert as_of(here.analyst, Subject, subject.pk, now()).state == {}
    found = compare(here.analyst, Case, case.pk, (case.recorded_at, now()))
    assert (found.differences, len(found.between)) == ((), 3)


def test_history_of_another_agency_does_not_exist(there: Unit, case: Case) -> None:
    with pytest.raises(Refused):
        as_of(there.analyst, Case, case.pk, now())


def test_revisions_are_numbered_without_a_gap(here: Unit, case: Case, subject: Subject) -> None:
    with transaction.atomic():
        of_case = Revision.objects.for_context(here.analyst).filter(case=case).order_by("number")
        numbers = list(of_case.values_list("number", "act"))

    assert numbers == [
        (1, "cases.case.opened"),
        (2, "cases.case.assigned"),
        (3, "cases.subject.added"),
    ]


@settings(max_examples=10)
@given(titles=st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=5))
def test_every_state_that_ever_was_can_be_read_again(here: Unit, titles: list[str]) -> None:
    """Whatever is edited in whatever order, the past reads as it was written."""
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        case = work_on(here, titles[0])
        for title in titles[1:]:
            clock.shift(DAY)
            case = edit_case(here.analyst, case=case.pk, version=case.version, title=title)
        clock.shift(10 * DAY)
        read = [
            as_of(here.analyst, Case, case.pk, begun + DAY * day, unmask=True).state["title"]
            for day in range(len(titles))
        ]

    assert read == titles
    assert again(here.analyst, case).version == len(titles) + 1
