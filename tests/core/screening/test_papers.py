"""Numbers and places in the engine: they are weighed, kept, and found by, whatever the names."""

from pathlib import Path

import numpy as np
import pytest

from fairlead.core.screening.answers import Answer, Explain, screen
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.engine import grade_facts
from fairlead.core.screening.explanation import recompute
from fairlead.core.screening.index import ListIndex, build, enroll
from fairlead.core.screening.papers import papers
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard

WEIGHTS = standard()


def person(identity: str, name: str, schema: str = "Person", **more: str) -> Entity:
    return Entity(identity, schema, {"name": (name,), **{key: (one,) for key, one in more.items()}})


LISTED = [
    person("u-1", "Ilunga Okonova", passportNumber="X4830917 (Iraq)", birthPlace="Mosul, Iraq"),
    person("u-2", "Mbali Gunnarnik", birthDate="1970-05-03", idNumber="111222333"),
    person("v-1", "Amaurot Star", "Vessel", imoNumber="IMO 9074729"),
    person("u-3", "Parvaneh Lindova", birthPlace="Mossul"),
]


@pytest.fixture(scope="module")
def index() -> ListIndex:
    return build("invented", LISTED)


def ask(index: ListIndex, *questions: Entity) -> list[Answer]:
    return screen(list(questions), Shelf().put(index), explained=Explain.ALL)


def test_an_equal_number_finds_under_any_name(index: ListIndex) -> None:
    (answer,) = ask(index, person("q", "Zubeida Quisrama", passportNumber="X483O917"))
    (hit,) = [hit for hit in answer.hits if hit.id == "u-1"]

    assert hit.band is not Band.INFORMATION
    assert {piece.code for piece in hit.pieces} >= {"identifier.read-alike", "identifier.decides"}
    assert recompute(hit.pieces) == hit.total


def test_a_ship_is_known_by_its_number_under_its_new_name(index: ListIndex) -> None:
    (answer,) = ask(index, person("q", "Golden Wanderer", "Vessel", imoNumber="9074729"))

    assert (answer.hits[0].id, answer.hits[0].band) == ("v-1", Band.ALERT)


def test_an_equal_number_supports_a_name(index: ListIndex) -> None:
    plain = ask(index, person("q", "Ilunga Okonowa"))[0].hits[0]
    known = ask(index, person("q", "Ilunga Okonowa", passportNumber="X4830917"))[0].hits[0]

    assert known.id == plain.id == "u-1"
    assert known.total > plain.total


def test_a_date_that_contradicts_speaks_against_a_number(index: ListIndex) -> None:
    same, other = (
        ask(index, person("q", "Zubeida Quisrama", idNumber="111222333", birthDate=born))
        for born in ("1970-05-03", "1931-11-27")
    )

    def total(answers: list[Answer]) -> int:
        return next((hit.total for hit in answers[0].hits if hit.id == "u-2"), -1 << 30)

    assert total(same) > total(other)


def test_a_place_of_birth_supports(index: ListIndex) -> None:
    plain = ask(index, person("q", "Parvaneh Lindowa"))[0].hits[0]
    born = ask(index, person("q", "Parvaneh Lindowa", birthPlace="Mosul"))[0].hits[0]

    assert born.id == plain.id == "u-3"
    assert born.total >= plain.total
    assert "place.same" in {piece.code for piece in born.pieces}


def test_an_index_on_disk_holds_numbers_and_places(index: ListIndex, tmp_path: Path) -> None:
    save(index, tmp_path / "list.fairlead")
    opened = open_index(tmp_path / "list.fairlead", WEIGHTS)
    questions = [
        person("q1", "Zubeida Quisrama", passportNumber="X4830917"),
        person("q2", "Parvaneh Lindova", birthPlace="Mosul"),
    ]

    assert ask(opened, *questions) == ask(index, *questions)


def test_facts_of_many_are_those_of_each(index: ListIndex) -> None:
    questions = [*LISTED, person("q", "Nobody", passportNumber="X4830917", birthPlace="Paris")]
    together = enroll(questions, WEIGHTS)
    left, right = np.divmod(np.arange(len(questions) * len(LISTED)), len(LISTED))
    alone = [
        grade_facts(enroll([one], WEIGHTS), index.roll, np.array([0]), np.array([entry]))[0]
        for one in questions
        for entry in range(len(LISTED))
    ]

    assert grade_facts(together, index.roll, left, right).tolist() == alone
    assert max(alone) > 5000


def test_those_who_have_none_cost_nothing() -> None:
    gathered = papers([Entity("q", "Person", {"name": ("Ada Amaurot",)})] * 3)

    assert [one.texts for one in gathered.values()] == [[], []]
    assert gathered["number"].of(1) == ()
    assert len(gathered["number"].register.keys) == 0
