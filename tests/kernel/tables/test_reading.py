"""A page, its number, a selection and an export are one thing, seen by one reader."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.core.errors import Misconfigured, Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Supervision
from fairlead.kernel.people.models import Agency
from fairlead.kernel.tables import reading
from fairlead.kernel.tables.columns import COVERED, Column, Row, sealed
from fairlead.kernel.tables.finding import hidden, revealed
from fairlead.kernel.tables.reading import every_row, narrowed, page, selected, shown_columns
from fairlead.kernel.tables.states import State, read_state
from fairlead.kernel.tables.writing import cell_of
from tests.contexts import context_of
from tests.kernel.tables.conftest import PLANTED, keeper, plant
from tests.lodge.models import Guest
from tests.lodge.tables import GUESTS
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db


def asked(context: Context, query: str = "") -> State:
    return read_state(GUESTS, context, QueryDict(query))


def names(rows: list[Row]) -> list[str]:
    return [row.record.name for row in rows]


def walk(context: Context, state: State) -> list[Row]:
    """Go from page to page to the end, and back to the start; both ways are the same rows."""
    there, first = [], page(GUESTS, context, state)
    here = first
    while True:
        there.append(here.rows)
        if not here.after:
            break
        here = page(GUESTS, context, replace(state, place=here.after))
    back = [here.rows]
    while here.before:
        here = page(GUESTS, context, replace(state, place=here.before))
        back.append(here.rows)
    assert [names(rows) for rows in reversed(back)] == [names(rows) for rows in there]
    return [row for rows in there for row in rows]


def exported(context: Context, state: State) -> list[Row]:
    return [row for read in every_row(GUESTS, context, state) for row in read()]


def test_a_page_holds_what_the_context_reaches_and_nothing_else(context: Context) -> None:
    with transaction.atomic():
        shown = page(GUESTS, context, asked(context))

    assert {name.split()[0] for name in names(shown.rows)} == {"Ours"}
    assert (shown.count, shown.is_more, shown.before, shown.after) == (PLANTED, False, "", "")


@pytest.mark.parametrize("sort", ["room", "-room", "name", "-name"])
@pytest.mark.parametrize("size", [1, 2, 5, PLANTED])
def test_every_row_is_on_one_page_in_both_directions(
    context: Context, sort: str, size: int
) -> None:
    rows = walk(context, replace(asked(context, f"sort={sort}"), size=size))
    key = [(row.record.room if "room" in sort else row.record.name) for row in rows]

    assert len(set(names(rows))) == PLANTED
    assert key == sorted(key, reverse=sort.startswith("-"))


def test_rows_that_come_meanwhile_neither_repeat_a_row_nor_push_one_out(context: Context) -> None:
    state = replace(asked(context, "sort=name"), size=5)
    first = page(GUESTS, context, state)
    Guest.objects.for_context(context).create(name="Ours 0000a", agency_id=context.agency)
    second = page(GUESTS, context, replace(state, place=first.after))

    assert names(second.rows)[0] == "Ours 0005"


def test_a_place_of_another_reader_or_order_is_the_first_page(
    context: Context, agencies: list[Agency]
) -> None:
    state = replace(asked(context), size=5)
    place = page(GUESTS, context, state).after
    other = keeper(agencies[0])
    first = names(page(GUESTS, other, state).rows)

    assert names(page(GUESTS, other, replace(state, place=place)).rows) == first
    assert names(page(GUESTS, context, replace(state, place="forged")).rows) == first
    turned = replace(state, sort="-name", place=place)
    assert names(page(GUESTS, context, turned).rows)[0] == f"Ours {PLANTED - 1:04}"


QUERIES = st.lists(
    st.sampled_from(
        [
            *("q=Ours", "q=Theirs", "q=O", "q=%25", "f.room.from=1", "f.room.to=3", "f.room.to=x"),
            *("f.floor=1", "f.floor=1&f.floor=2", "f.floor=9", "f.expected=yes", "f.expected=no"),
            *("f.name=Ours+000", "f.name=E", "f.secret=Ours", "f.agency=1", "sort=-name"),
            *("sort=secret", "columns=name,secret", "columns=room", "size=25", "found=forged"),
        ]
    ),
    max_size=4,
).map("&".join)
WORKERS = st.sampled_from(
    [
        ("supervisor", "lodge.keeping"),
        ("analyst", "lodge.keeping"),
        ("analyst", "lodge.cleaning"),
        ("analyst", "lodge.inquiry"),
        ("oversight", "lodge.inspection"),
        ("administrator", ""),
        ("analyst", ""),
    ]
)


class NobodySeesMore(TestCase):
    """Whatever is asked by whomever: list, count, selection and export say the same."""

    @settings(max_examples=40)
    @given(worker=WORKERS, place=st.integers(0, 2), query=QUERIES)
    def test_all_ways_to_the_rows_are_one(
        self, worker: tuple[str, str], place: int, query: str
    ) -> None:
        agencies = [make_agency() for _number in range(3)]
        for agency, word in zip(agencies, ("Ours", "Theirs", "Elsewhere"), strict=True):
            plant(agency, 7, word)
        Supervision.objects.create(
            supervisor=agencies[0], supervised=agencies[1], adopted_by=agencies[0].pk
        )
        role, purpose = worker
        context = context_of(make_account(role, agency=agencies[place]), purpose)
        try:
            visible = set(Guest.objects.for_context(context).values_list("pk", flat=True))
        except Refused:
            for way in (page, narrowed):
                with pytest.raises(Refused):
                    way(GUESTS, context, State())
            return
        self.compare(context, asked(context, query), visible)

    def compare(self, context: Context, state: State, visible: set[Any]) -> None:
        shown = [row.record.pk for row in walk(context, replace(state, size=3))]

        assert len(shown) == len(set(shown))
        assert set(shown) <= visible
        assert page(GUESTS, context, state).count == len(shown)
        assert [row.record.pk for row in exported(context, state)] == shown
        every = selected(GUESTS, context, state, [], every=True)
        assert set(every.values_list("pk", flat=True)) == set(shown)
        ticked = selected(
            GUESTS,
            context,
            state,
            map(
                str,
                Guest.objects.for_context(Context.duty("lodge.sweeping")).values_list(
                    "pk", flat=True
                ),
            ),
        )
        assert set(ticked.values_list("pk", flat=True)) == set(shown)
        assert "secret" not in {c.name for c in shown_columns(GUESTS, context, state)}


def test_a_chunk_ends_where_the_next_begins(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 4)
    assert len(set(names(exported(context, asked(context))))) == PLANTED
    monkeypatch.setattr(reading, "CHUNK", PLANTED)
    assert len(exported(context, asked(context))) == PLANTED


def test_what_the_policy_masks_is_covered_and_cannot_be_guessed(agencies: list[Agency]) -> None:
    analyst = keeper(agencies[0], "analyst")
    shown = page(GUESTS, analyst, asked(analyst))
    name = next(column for column in shown.columns if column.name == "name")

    assert {name.value(row) for row in shown.rows} == {COVERED}
    assert cell_of(name.value(shown.rows[0])) == "(covered)"
    assert asked(analyst, "sort=name").sort == ""
    assert asked(analyst, "q=Ours+0003").search == ""
    assert page(GUESTS, analyst, State(search="Ours 0003")).count == 0
    assert asked(analyst, "f.name=Ours+0003").problems


@pytest.mark.parametrize(
    "query", ["f.floor=9", "f.room.from=x", "f.expected=maybe", "f.secret=a", "f.nothing=1"]
)
def test_a_filter_that_is_not_understood_shows_nothing_and_says_so(
    context: Context, query: str
) -> None:
    state = asked(context, query)

    assert state.problems
    assert page(GUESTS, context, state).rows == []
    assert exported(context, state) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("f.room.from=2&f.room.to=3", 6),
        ("f.floor=1&f.floor=2", 7),
        ("f.expected=yes", 6),
        ("f.expected=no", 11),
        ("f.name=Ours+000", 10),
        ("q=Ours+001", 7),
        ("q=Ours+001&f.room.from=1", 5),
        ("q=ours+001", 0),
        ("q=Z", 0),
    ],
)
def test_filters_narrow(context: Context, query: str, count: int) -> None:
    assert page(GUESTS, context, asked(context, query)).count == count


def test_who_is_found_stands_in_no_address_and_is_found_by_nobody_else(
    context: Context, agencies: list[Agency]
) -> None:
    capsule = hidden(context, GUESTS.code, "found", ["name", "Ours 0003"])
    state = asked(context, f"found={capsule}")

    assert "Ours" not in state.query()
    assert names(page(GUESTS, context, state).rows) == ["Ours 0003"]
    assert page(GUESTS, keeper(agencies[0]), state).rows == []
    assert revealed(context, "other.table", "found", capsule) is None


def test_the_address_says_all_of_a_state(context: Context) -> None:
    query = (
        "q=Ours&f.room.from=1&f.room.to=4&f.floor=1&f.floor=2&sort=-room&columns=room,name&size=100"
    )
    state = asked(context, query)

    assert asked(context, state.query()) == state
    assert state.columns == ("room", "name")
    assert state.size == 100


def test_a_saved_view_keeps_nothing_that_was_typed(context: Context) -> None:
    state = asked(context, "q=Ours&f.name=Ours&f.floor=1&found=x&place=y&sort=-room")

    assert state.kept(GUESTS).query() == "sort=-room&f.floor=1"


def test_a_sealed_value_has_no_order_and_no_filter() -> None:
    column = Column("title", "Title", sealed("title"), sort=("name",))

    with pytest.raises(Misconfigured):
        replace(GUESTS, columns=(*GUESTS.columns, column))
    assert sealed("title")(Row(None)) is COVERED


@pytest.mark.parametrize("order", ["name", "floor", "secret", "none"])
def test_the_first_order_is_by_what_everybody_sees(order: str) -> None:
    with pytest.raises(Misconfigured):
        replace(GUESTS, order=order)


def test_a_sort_key_that_may_be_null_is_refused(context: Context) -> None:
    with pytest.raises(Misconfigured, match="never null"):
        page(GUESTS, context, State(sort="broken"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_two_queries_however_many_rows_it_has(count: int) -> None:
    agency = make_agency()
    plant(agency, count, "Ours")
    context, state = keeper(agency), State()
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        page(GUESTS, context, state)

    selects = [q for q in queries.captured_queries if "lodge_guest" in q["sql"]]
    assert len(selects) == 2


@pytest.mark.parametrize("typed", ["UTO-2026-7", "uto-2026-7", "Uto-2026-7"])
def test_a_code_is_found_in_whatever_letters_it_is_typed(context: Context, typed: str) -> None:
    Guest.objects.for_context(context).create(name="UTO-2026-77", agency_id=context.agency)

    assert page(GUESTS, context, State(search=typed)).count == 1
