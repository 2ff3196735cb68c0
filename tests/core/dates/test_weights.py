"""The weights of dates: what the shipped model gives, and that its tables are whole."""

import copy
import re
import tomllib
from importlib import resources
from typing import Any

import numpy as np
import pytest

from fairlead.core.dates import relations
from fairlead.core.dates.weights import _name, build, model
from tests.servers import ROOT

DOCUMENT: dict[str, Any] = tomllib.loads(
    (resources.files("fairlead.core.dates") / "errors.toml").read_text(encoding="utf-8")
)
PRECISIONS = ("full", "january", "month", "year", "span", "about")
# The same numbers on every machine and version of Python: whoever changes the file changes these.
PINNED = {
    "date.full.same-day": 9949,
    "date.full.swapped": 6252,
    "date.full.day-off": 5239,
    "date.full.year-off": 4773,
    "date.full.digit": 3093,
    "date.full.month-and-year": 2027,
    "date.full.same-year": -135,
    "date.full.years-5": -2896,
    "date.full.years-more": -7246,
    "date.january.same-day": 7581,
    "date.month.same-month": 6501,
    "date.year.same-year": 3944,
    "date.year.years-1": 890,
    "date.about.same-year": 3368,
}


def test_the_weights_are_the_same_everywhere() -> None:
    first = dict(zip(reversed(model().codes), reversed(model().weights.tolist()), strict=True))

    assert {code: first[code] for code in PINNED} == PINNED


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_shares_of_a_precision_are_a_whole(precision: str) -> None:
    assert sum(DOCUMENT[precision].values()) == pytest.approx(1000)
    assert min(DOCUMENT[precision].values()) > 0


@pytest.mark.parametrize("side", ["listed", "asked"])
def test_the_shares_of_the_background_are_a_whole(side: str) -> None:
    assert sum(DOCUMENT[side].values()) == pytest.approx(1000)


def test_every_relation_that_can_be_seen_is_in_the_file() -> None:
    seen = {
        _name(int(years), int(days))
        for years in np.unique(relations.years())
        if years != relations.NO_YEAR
        for days in np.unique(relations.days())
    }
    named = {f"{one}.{relation}" for one in PRECISIONS[:4] for relation in DOCUMENT[one]}

    assert seen == named


def test_chances_of_a_precision_are_a_whole() -> None:
    """Undo the logarithm: what two random people show must sum to one, in every precision."""
    weights = dict(zip(reversed(model().codes), reversed(model().weights.tolist()), strict=True))
    for precision in PRECISIONS[:4]:
        chances = [
            share / 1000 / np.exp(weights[f"date.{precision}.{relation}"] / 1000)
            for relation, share in DOCUMENT[precision].items()
        ]
        assert sum(chances) == pytest.approx(1, abs=0.003), precision


def test_another_model_weighs_otherwise() -> None:
    """A weight follows the file: fewer true pairs with a slip, less for the slip."""
    document = copy.deepcopy(DOCUMENT)
    document["full"]["swapped"] /= 2
    changed = build(document)
    where = model().codes.index("date.full.swapped")

    assert int(model().weights[where] - changed.weights[where]) == pytest.approx(693, abs=1)
    same = np.delete(changed.weights, where) == np.delete(model().weights, where)
    assert same.all()


def test_the_paper_says_what_the_tables_weigh() -> None:
    paper = (ROOT / "docs" / "developers" / "evidence.md").read_text(encoding="utf-8")
    said = {int(one.replace("−", "-")) for one in re.findall(r"\| ([+−]\d+) \|", paper)}
    first = dict(zip(reversed(model().codes), reversed(model().weights.tolist()), strict=True))

    assert said == {first[f"date.full.{relation}"] for relation in DOCUMENT["full"]}
    for relation in ("january.same-day", "month.same-month", "year.same-year", "about.same-year"):
        assert f"+{first[f'date.{relation}']}" in paper, relation
