"""The laws of evidence hold on a sample, and a law that is broken is seen to be broken."""

import random

import pytest

from bench.screening import laws
from bench.screening.laws import Case
from fairlead.core.screening.reading import Entity


@pytest.mark.parametrize("law", laws.LAWS)
def test_no_law_is_broken(law: str) -> None:
    assert list(laws.violations(law, laws.BATCH, seed=4001)) == []


def test_a_broken_law_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who also says that he was born elsewhere in time loses; as an agreement, that is broken."""

    def pretended(question: Entity, entry: Entity, rng: random.Random) -> Case:
        case = laws._contradicting(question, entry, rng)
        return Case(case.question, case.entry, case.asked_more, case.listed_more)

    monkeypatch.setitem(laws.LAWS, "pretended", (pretended, True))
    found = list(laws.violations("pretended", laws.BATCH, seed=4002))
    assert len(found) > 100
    assert all(one.after < one.before for one in found)
    assert "pretended: " in str(found[0])


@pytest.mark.parametrize("law", laws.LAWS)
def test_cases_change_something(law: str) -> None:
    """A law tried on cases that change nothing would always hold."""
    draw, _may_rise = laws.LAWS[law]
    rng = random.Random(5)
    cases = [draw(*pair, rng) for pair in laws.drawn(rng, 5)]
    changed = [
        one for one in cases if (one.question, one.entry) != (one.asked_more, one.listed_more)
    ]
    assert len(changed) > 0.8 * len(cases)
