"""Even-handedness: counted exactly, of every group that is large enough, and of nobody."""

from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import Refused
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.models import Evenness
from fairlead.desks.oversight.queries import evenness
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
from tests.entries import acts
from tests.people import make_account

pytestmark = pytest.mark.django_db
GROUP = st.sampled_from(["latin", "arabic", "cyrillic", "han"])


def belonging(script: str) -> dict[str, str]:
    return {"script": script, "age": "", "sex": "", "nationality": ""}


@given(st.lists(st.tuples(GROUP, st.booleans()), max_size=60))
def test_large_groups_are_exact_and_small_ones_cannot_be_reckoned(
    judged: list[tuple[str, bool]],
) -> None:
    found: Iterator[tuple[dict[str, str], bool]] = ((belonging(g), wrong) for g, wrong in judged)
    number, mistaken, counts = evenness.counted(found)

    assert (number, mistaken) == (len(judged), sum(wrong for _group, wrong in judged))
    told = counts["script"]
    for group, pair in told.items():
        assert pair == [
            sum(g == group for g, _w in judged),
            sum(g == group and w for g, w in judged),
        ]
        assert pair[0] >= evenness.SMALL
    rest = number - sum(pair[0] for pair in told.values())
    assert not told or rest == 0 or rest >= evenness.SMALL, "the sum gives a small group away"


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_true_rate_lies_between(found: int, of: int) -> None:
    low, high = evenness.interval(min(found, of), of)

    share, hair = min(found, of) / of, 1e-9
    assert -hair <= low <= share + hair <= high + 2 * hair <= 1 + 3 * hair


def test_a_group_stands_out_only_when_that_is_sure() -> None:
    made = Evenness(
        judged=300, mistaken=150, counts={"script": {"arabic": [60, 55], "han": [6, 5]}}
    )
    rates = {str(r.label): r.stands_out for r in evenness.dimensions(made)[0].rates}

    assert sorted(rates.values()) == [False, True]
    assert rates["Arabic"]


def test_who_asks_is_an_inspector_and_the_ledger_says_so(officer: Account) -> None:
    made = actions.measure_evenness(context=context_of(officer, "oversight.inspection"))

    assert (made.judged, made.mistaken) == (0, 0)
    assert acts()[-1] == "oversight.evenness.measured"
    with pytest.raises(Refused):
        actions.measure_evenness(
            context=context_of(make_account("analyst"), "oversight.inspection")
        )


def test_the_page_shows_groups_and_asks_for_a_new_count(desk: Client, officer: Account) -> None:
    context = context_of(officer, "oversight.inspection")
    Evenness(
        agency=officer.agency,
        days=365,
        judged=300,
        mistaken=150,
        counts={"nationality": {"fr": [50, 45]}, "sex": {"female": [9, 1]}, "age": {"": [7, 2]}},
    ).under(context).save()

    page = desk.get("/oversight/evenness/").content.decode()

    for words in ("France", "Female", "not known", "90%", "higher"):
        assert words in page, words
    assert desk.post("/oversight/evenness/measure/").headers["Location"] == "/oversight/evenness/"
    assert "oversight.measurement.asked" in acts()
