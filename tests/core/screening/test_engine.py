"""What the engine promises, on invented people."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.core.screening.agreement import names_between
from fairlead.core.screening.answers import Answer, Explain, screen
from fairlead.core.screening.assignment import compare
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.candidates import NamePairs
from fairlead.core.screening.edges import find_edges
from fairlead.core.screening.engine import ask_roll, grade_facts, total
from fairlead.core.screening.explanation import recompute
from fairlead.core.screening.index import ListIndex, Roll, build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.reading.entities import Properties
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.weights import standard
from tests.core.screening.invented import PROMISED, people, slip_in_one

LISTED = people(400, seed=2)
WEIGHTS = standard()


@pytest.fixture(scope="module")
def index() -> ListIndex:
    return build("invented", LISTED)


@pytest.fixture(scope="module")
def shelf(index: ListIndex) -> Shelf:
    return Shelf().put(index)


def asked(count: int, seed: int) -> list[Entity]:
    """Questions: half of them listed people with a slip, half of them strangers."""
    rng = random.Random(seed)
    slipped = []
    for entity in rng.sample(LISTED, count // 2):
        name = rng.choice(PROMISED)(entity.properties["name"][0], rng)
        slipped.append(replace(entity, properties={**entity.properties, "name": (name,)}))
    return slipped + people(count - len(slipped), seed=seed + 1000)


def test_one_by_one_is_the_same_as_all_at_once(shelf: Shelf) -> None:
    questions = asked(60, seed=3)
    together = screen(questions, shelf, explained=Explain.ALL)
    alone = [screen([one], shelf, explained=Explain.ALL)[0] for one in questions]
    assert together == alone
    assert sum(len(answer.hits) for answer in together) > 40


def test_nobody_is_lost_in_the_search(index: ListIndex) -> None:
    """Every pair that reaches review when everything is compared is found by asking."""
    questions = asked(80, seed=4)
    roll = enroll(questions, WEIGHTS)
    found = ask_roll(roll, index, WEIGHTS)
    asking = {
        (question, entity): value
        for question, entity, value in zip(
            found.question.tolist(), found.entity.tolist(), found.total.tolist(), strict=True
        )
    }
    due = {pair: value for pair, value in everything(roll, index).items() if value >= -1500}
    assert len(due) > 40
    assert {pair: asking.get(pair) for pair in due} == due


def everything(roll: Roll, index: ListIndex) -> dict[tuple[int, int], int]:
    """Compare every question with every entry, without any search."""
    left, right = (
        grid.ravel()
        for grid in np.meshgrid(
            np.arange(len(roll.ids)), np.arange(len(index.roll.ids)), indexing="ij"
        )
    )
    one, other = names_between(left, right, roll.bearer, index.roll.bearer)
    nothing = np.zeros(len(one), np.int64)
    pairs = NamePairs(one, other, nothing, nothing)
    edges = find_edges(roll.tokens.forms, index.vocabulary, WEIGHTS)
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, WEIGHTS)
    question, entity = roll.bearer[one], index.roll.bearer[other]
    facts = grade_facts(roll, index.roll, question, entity)
    totals = total(scores, pairs, facts, index.roll, WEIGHTS)
    best: dict[tuple[int, int], int] = {}
    for pair, value in zip(
        zip(question.tolist(), entity.tolist(), strict=True), totals.tolist(), strict=True
    ):
        best[pair] = max(value, best.get(pair, value))
    return best


def test_promised_errors_alert(shelf: Shelf) -> None:
    rng = random.Random(5)
    missed = []
    for number, entity in enumerate(LISTED):
        name = PROMISED[number % len(PROMISED)](entity.properties["name"][0], rng)
        question = Entity("q", "Person", {"name": (name,)})
        hits = screen([question], shelf, explained=Explain.NONE)[0].hits
        if not any(hit.id == entity.id and hit.band is Band.ALERT for hit in hits):
            missed.append((entity.properties["name"], name))
    assert len(missed) <= 2, missed


def test_every_explanation_recomputes(shelf: Shelf) -> None:
    for answer in screen(asked(60, seed=6), shelf, explained=Explain.ALL):
        for hit in answer.hits:
            assert recompute(hit.pieces) == hit.total
            assert all(type(piece.weight) is int for piece in hit.pieces)


def test_order_does_not_matter(index: ListIndex) -> None:
    turned = [
        replace(entity, properties=dict(reversed(entity.properties.items())))
        for entity in reversed(LISTED)
    ]
    again = build("invented", turned)
    assert again.digest == index.digest
    questions = asked(30, seed=7)
    assert answers_of(questions, again) == answers_of(questions, index)


def answers_of(questions: list[Entity], index: ListIndex) -> list[Answer]:
    return screen(questions, Shelf().put(index), explained=Explain.ALL)


def test_a_list_in_parts_is_the_list_in_one_piece() -> None:
    before, changed = LISTED[:350], people(100, seed=9)[60:]
    added = [replace(entity, id=f"new-{entity.id}") for entity in LISTED[350:]]
    first = build("invented", before)
    shelf = Shelf().put(first).change("invented", put=added + changed, remove=["p-3", "p-4"])
    kept = {entity.id: entity for entity in before}
    kept |= {entity.id: entity for entity in added + changed}
    del kept["p-3"], kept["p-4"]
    whole = build("invented", kept.values(), WEIGHTS, first.counted)
    questions = asked(60, seed=8)
    assert shelf.digest("invented") == whole.digest
    assert above(screen(questions, shelf)) == above(answers_of(questions, whole))


def above(answers: list[Answer]) -> list[dict[str, int]]:
    """Alerts and reviews; of the information band only the best few are kept in each part."""
    return [
        {hit.id: hit.total for hit in answer.hits if hit.band is not Band.INFORMATION}
        for answer in answers
    ]


def test_a_weak_alias_is_found_and_never_alerts_alone() -> None:
    entity = Entity(
        "w", "Person", {"name": ("Amadou Zelenchuk",), "weakAlias": ("Papadakos Lwazi",)}
    )
    shelf = Shelf().put(build("weak", [*LISTED, entity]))
    question: Properties = {"name": ("Papadakos Lwazi",)}
    alone = [
        hit for hit in screen([Entity("q", "Person", question)], shelf)[0].hits if hit.id == "w"
    ]
    assert alone
    assert alone[0].band is Band.REVIEW
    born = {"birthDate": ("1971-02-03",), "nationality": ("ke",)}
    known = replace(entity, properties={**entity.properties, **born})
    shelf = Shelf().put(build("weak", [*LISTED, known]))
    more = screen([Entity("q", "Person", {**question, **born})], shelf)[0].hits
    assert [hit.band for hit in more if hit.id == "w"] == [Band.ALERT]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 399), st.integers(0, 10_000), st.sampled_from(["name", "alias", "weakAlias"]))
def test_an_added_name_never_lowers(number: int, seed: int, field: str) -> None:
    rng = random.Random(seed)
    entity = LISTED[number]
    more = people(1, seed=seed)[0].properties["name"][0]
    names = (*entity.properties.get(field, ()), more)
    richer = replace(entity, properties={**entity.properties, field: names})
    question = Entity("q", "Person", {"name": (slip_in_one(entity.properties["name"][0], rng),)})
    others = [one for one in LISTED[:40] if one.id != entity.id]
    before = total_of(question, build("l", [*others, entity]), entity.id)
    after = total_of(question, build("l", [*others, richer]), entity.id)
    assert after >= before


def total_of(question: Entity, index: ListIndex, identity: str) -> int:
    hits = screen([question], Shelf().put(index), explained=Explain.NONE)[0].hits
    return next((hit.total for hit in hits if hit.id == identity), -(10**9))


AGREEING = {"birthDate": "1970-05-03", "nationality": "ke", "gender": "female"}
CONTRADICTING = {"birthDate": "1931-11-30", "nationality": "ru", "gender": "male"}


@pytest.mark.parametrize("field", sorted(AGREEING))
def test_agreement_never_lowers_and_contradiction_never_raises(field: str) -> None:
    entity = replace(
        LISTED[7], properties={"name": LISTED[7].properties["name"], field: (AGREEING[field],)}
    )
    index = build("l", [entity])
    name = {"name": LISTED[7].properties["name"]}
    without = total_of(Entity("q", "Person", name), index, entity.id)
    agreeing = total_of(
        Entity("q", "Person", {**name, field: (AGREEING[field],)}), index, entity.id
    )
    against = total_of(
        Entity("q", "Person", {**name, field: (CONTRADICTING[field],)}), index, entity.id
    )
    assert agreeing >= without >= against
    assert agreeing > against


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(min_size=0, max_size=80), min_size=1, max_size=4))
def test_any_text_is_borne(names: list[str]) -> None:
    entity = Entity("x", "Person", {"name": tuple(names)})
    index = build("any", [entity, *LISTED[:5]])
    screen([entity, *LISTED[:2]], Shelf().put(index), explained=Explain.ALL)


@pytest.mark.parametrize(
    "name",
    [
        "Zelenchuk " * 48,
        " ".join(f"Zelenchu{a}{b}" for a in "aeiouy" for b in "klmnrstz"),
        " ".join(f"Dlam{a}nirado" for a in "abcdefghijklmnopqrstuvwxyz"),
    ],
)
def test_a_name_made_to_overflow_finds_itself(name: str) -> None:
    entity = Entity("long", "Person", {"name": (name,)})
    shelf = Shelf().put(build("long", [*LISTED[:50], entity]))
    hits = screen([Entity("q", "Person", {"name": (name,)})], shelf)[0].hits
    assert [hit.id for hit in hits if hit.band is Band.ALERT] == ["long"]


@pytest.mark.parametrize("schema", ["Person", "LegalEntity", "Thing", "Something"])
def test_what_may_be_a_person_is_compared_with_persons(schema: str) -> None:
    listed = Entity("one", schema, {"name": ("Amadou Zelenchuk",)})
    shelf = Shelf().put(build("l", [listed]))
    hits = screen([Entity("q", "Person", {"name": ("Amadou Zelenchuk",)})], shelf)[0].hits
    assert [hit.band for hit in hits] == [Band.ALERT]
    company = screen([Entity("q", "Vessel", {"name": ("Amadou Zelenchuk",)})], shelf)[0].hits
    assert bool(company) == (schema != "Person")


def test_a_document_without_a_name_finds_its_holder_and_nobody_else() -> None:
    papers = {"passportNumber": ("P7788990",)}
    holder = Entity("holder", "Person", {"name": ("Amadou Zelenchuk",), **papers})
    born = {"birthDate": ("1970-05-03",), "nationality": ("ke",)}
    twin = Entity("twin", "Person", {"name": ("Efua Dlaminirado",), **born})
    shelf = Shelf().put(build("l", [*LISTED[:50], holder, twin]))
    hits = screen([Entity("q", "Person", {**papers, **born})], shelf, explained=Explain.ALL)[0].hits
    bands = {hit.id: hit.band for hit in hits}
    assert bands.pop("holder") is Band.ALERT
    assert set(bands.values()) <= {Band.INFORMATION}
    assert all(recompute(hit.pieces) == hit.total for hit in hits)
