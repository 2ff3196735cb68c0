"""The codes of explanations are a closed list: nothing comes out that is not on it."""

import ast
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.screening.laws import drawn
from fairlead.core import dates, genders, identifiers, places
from fairlead.core.screening.codes import codes
from fairlead.core.screening.index import build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import standard
from fairlead.core.screening.why import why
from tests.servers import ROOT

WORDS = st.sampled_from([
    *("Ahmad", "Ahmed", "Abdul", "Rahman", "Abdulrahman", "Zelenchuk", "Zelencuk", "Ze1enchuk"),
    *("William", "Bill", "J", "Sheikh", "al", "أحمد", "Иван", "王", "Ltd", "12", "Jr"),
])  # fmt: skip
NAMES = st.lists(WORDS, min_size=0, max_size=5).map(" ".join)
VALUES = {
    "birthDate": ["1970-05-03", "1970-01-01", "1971", "circa 1970", "1968-1972", "3/5/1970"],
    "nationality": ["su", "ru", "fr", "Utopia"],
    "country": ["su", "ua", "ke"],
    "gender": ["male", "female", "x"],
    "birthPlace": ["Port of Utopia", "Utopia", "Nairobi, Kenya", "Kenya"],
    "passportNumber": ["P7788990", "P778899O", "7788990", "P7788991 (KE)"],
}
FACTS = st.fixed_dictionaries(
    {},
    optional={name: st.lists(st.sampled_from(texts), max_size=2) for name, texts in VALUES.items()},
)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    properties = {name: tuple(texts) for name, texts in draw(FACTS).items() if texts}
    field = draw(st.sampled_from(["name", "alias", "weakAlias"]))
    return Entity("one", "Person", properties | {field: (draw(NAMES),)})


@settings(max_examples=40, deadline=None)
@given(entities(), entities())
def test_no_code_outside_the_list_comes_out(question: Entity, entry: Entity) -> None:
    weights = standard()
    reason = why(enroll([question], weights), build("l", [entry]), "one", weights)
    assert {piece.code for piece in reason.pieces} <= codes()
    assert sum(piece.weight for piece in reason.pieces) == reason.total


def test_much_of_the_list_comes_out_of_a_few_hundred_pairs() -> None:
    weights, seen = standard(), set()
    for question, entry in islice(drawn(Random(1), 1), 60):
        reason = why(enroll([question], weights), build("l", [entry]), entry.id, weights)
        seen |= {piece.code for piece in reason.pieces}
    assert seen <= codes()
    assert len(seen) > 25


def test_the_codes_of_every_grade_are_on_the_list() -> None:
    relations = {f"identifier.{relation}" for relation in identifiers.RELATIONS}
    links = {f"{link}.{how}" for link in places.Link for how in ("shared", "succeeded", "unequal")}
    assert dates.codes() | relations | links <= codes()
    male, female = genders.Gender.MALE, genders.Gender.FEMALE
    assert {genders.grade([male], [one]).code for one in (male, female)} <= codes()


EMITTING = {"core/screening/explanation.py"}


def test_pieces_are_made_in_one_place() -> None:
    """A new source of codes would have to be added to the list; this finds it."""
    package = ROOT / "src" / "fairlead"
    found = {
        str(path.relative_to(package))
        for folder in ("core/screening", "kernel", "cli")
        for path in sorted((package / folder).rglob("*.py"))
        if _makes(path, "Piece")
    }
    assert found == EMITTING


def _makes(path: Path, name: str) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id == name for call in calls)


@pytest.mark.parametrize("schema", ["Vessel", "Company"])
def test_what_is_never_compared_says_so(schema: str) -> None:
    weights = standard()
    ship = Entity("one", schema, {"name": ("Zelenchuk",)})
    reason = why(
        enroll([Entity("q", "Person", ship.properties)], weights),
        build("l", [ship]),
        "one",
        weights,
    )
    assert not reason.comparable
