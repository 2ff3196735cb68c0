"""The timeline: what happened, how exactly it is known, and that nothing is rewritten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from fairlead.core.cases.moments import Moment, Precision
from fairlead.core.errors import BadInput, Conflict
from fairlead.kernel.cases.actions.link import add_link, end_link
from fairlead.kernel.cases.actions.subject import add_subject, end_involvement, involve_subject
from fairlead.kernel.cases.actions.timeline import add_entry, withdraw_entry
from fairlead.kernel.cases.models import Case, Involvement, Subject, TimelineEntry
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.relations import graph, related
from tests.kernel.cases.conftest import Make, Unit, again, particulars

MAY = Moment.of(datetime(2026, 5, 17, tzinfo=UTC), Precision.MONTH)
NOON = Moment.of(datetime(2026, 5, 17, 12, tzinfo=UTC))
SPRING = Moment.between(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))


def enter(here: Unit, case: Case, begins: Moment = MAY, **fields: object) -> TimelineEntry:
    values = {"words": "Seen at the port", "source": "A camera"} | fields
    return add_entry(here.analyst, case=case.pk, begins=begins, **values)  # type: ignore[arg-type]


def test_entries_stand_in_the_order_of_what_happened(here: Unit, case: Case) -> None:
    for begins, words in ((NOON, "noon"), (SPRING, "spring"), (MAY, "May")):
        enter(here, case, begins, words=words)

    page = case_page(here.analyst, case.pk, unmask=True)

    assert [one.values["words"] for one in page.timeline] == ["spring", "May", "noon"]
    assert [one.begins and one.begins.precision for one in page.timeline] == [
        "approximate",
        "month",
        "exact",
    ]


def test_covered_entries_show_no_moment(here: Unit, case: Case) -> None:
    enter(here, case)

    shown = case_page(here.analyst, case.pk).timeline[0]

    assert (shown.begins, shown.is_covered) == (None, True)


def test_what_ends_does_not_end_before_it_begins(here: Unit, case: Case) -> None:
    before = Moment.of(datetime(2026, 4, 1, tzinfo=UTC))
    with pytest.raises(BadInput):
        enter(here, case, ends=before)
    enter(here, case, ends=NOON)  # may have begun before or after noon: nobody can tell


@pytest.mark.parametrize(
    "fields", [{"lane": "sky"}, {"anchor": "omega"}, {"words": " "}, {"source": ""}]
)
def test_lanes_anchors_words_and_sources(here: Unit, case: Case, fields: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        enter(here, case, MAY, **fields)


def test_an_entry_is_corrected_once_by_another(here: Unit, case: Case, make_case: Make) -> None:
    first = enter(here, case)
    second = enter(here, case, NOON, corrects=first.pk)

    assert again(here.analyst, second).corrects_id == first.pk
    with pytest.raises(Conflict):
        enter(here, case, corrects=first.pk)
    with pytest.raises(BadInput):
        enter(here, make_case(), corrects=second.pk)


def test_a_withdrawn_entry_remains(here: Unit, case: Case) -> None:
    entry = enter(here, case)
    withdraw_entry(here.analyst, entry=entry.pk, version=entry.version)

    assert again(here.analyst, entry).withdrawn_by_id == here.analyst.account
    assert len(case_page(here.analyst, case.pk).timeline) == 1


def test_an_entry_names_subjects_of_its_own_case(
    here: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    enter(here, case, subjects=[subject.pk])
    with pytest.raises(BadInput):
        enter(here, make_case(), subjects=[subject.pk])


# ------------------------------------------------------------------ links, graph, relations


def test_a_link_joins_two_and_can_end(here: Unit, case: Case, subject: Subject) -> None:
    other = add_subject(here.analyst, case=case.pk, particulars=particulars("Raphael", "UTO2"))
    link = add_link(
        here.analyst,
        case=case.pk,
        kind="associate-of",
        from_=("subject", subject.pk),
        to=("subject", other.pk),
        certainty="probable",
        source="A statement",
        since=MAY,
    )

    drawn = graph(here.analyst, case.pk, unmask=True)

    assert {node.label for node in drawn.nodes} == {str(case.number), "Amal Utopia", "Raphael"}
    assert {(edge.kind, edge.certainty) for edge in drawn.edges} == {
        ("subject", "confirmed"),
        ("associate-of", "probable"),
    }
    assert {node.label for node in graph(here.analyst, case.pk).nodes} == {str(case.number), ""}

    end_link(here.analyst, link=link.pk, version=link.version)
    assert {edge.kind for edge in graph(here.analyst, case.pk).edges} == {"subject"}


def test_a_link_needs_two_ends_a_known_kind_and_a_source(
    here: Unit, case: Case, subject: Subject
) -> None:
    good = {
        "case": case.pk,
        "kind": "owns",
        "from_": ("subject", subject.pk),
        "to": ("case", case.pk),
        "certainty": "possible",
        "source": "A register",
    }
    for change in (
        {"to": ("subject", subject.pk)},
        {"to": ("account", here.analyst.account)},
        {"kind": "envies"},
        {"certainty": "sure"},
        {"source": ""},
    ):
        with pytest.raises(BadInput):
            add_link(here.analyst, **(good | change))  # type: ignore[arg-type]
    add_link(here.analyst, **good)  # type: ignore[arg-type]


def test_cases_that_share_a_number_are_related_and_mere_namesakes_come_last(
    here: Unit, there: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    same = make_case()
    add_subject(here.analyst, case=same.pk, particulars=particulars("Another", "uto 123-4567"))
    namesake = make_case()
    add_subject(
        here.analyst, case=namesake.pk, particulars=particulars("AMAL  utopia", "UTO7654321")
    )
    stranger = make_case()
    add_subject(here.analyst, case=stranger.pk, particulars=particulars("Nobody", "UTO9"))
    from tests.kernel.cases.conftest import work_on

    theirs = work_on(there)
    add_subject(there.analyst, case=theirs.pk, particulars=particulars())

    with transaction.atomic():
        found = related(here.analyst, case.pk)

    assert [(one.shared, one.cases) for one in found] == [
        (("passport",), (same.number,)),
        (("name",), (namesake.number,)),
    ]


def test_a_subject_in_two_cases_is_one_record(
    here: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    other = make_case()
    involve_subject(here.analyst, subject=subject.pk, case=other.pk, role="witness")
    involve_subject(here.analyst, subject=subject.pk, case=case.pk, role="holder")

    assert case_page(here.analyst, case.pk).subjects[0].roles == ("subject", "holder")
    assert case_page(here.analyst, other.pk).subjects[0].record.pk == subject.pk
    with pytest.raises(Conflict):
        involve_subject(here.analyst, subject=subject.pk, case=other.pk, role="witness")


def test_a_role_that_ended_is_remembered_and_can_be_given_again(
    here: Unit, case: Case, subject: Subject
) -> None:
    with transaction.atomic():
        role = Involvement.objects.for_context(here.analyst).get(subject=subject)
    end_involvement(here.analyst, involvement=role.pk)

    assert case_page(here.analyst, case.pk).subjects == ()
    assert again(here.analyst, role).ended_by_id == here.analyst.account
    involve_subject(here.analyst, subject=subject.pk, case=case.pk, role="subject")
    assert len(case_page(here.analyst, case.pk).subjects) == 1


def test_approximate_means_both_ends() -> None:
    assert SPRING.latest - SPRING.earliest == timedelta(days=92)
