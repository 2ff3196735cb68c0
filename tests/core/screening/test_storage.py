"""Indexes and populations as files: whole or refused, and the same when opened again."""

from pathlib import Path

import pytest

from fairlead.core.errors import BadInput
from fairlead.core.screening import container
from fairlead.core.screening.answers import Answer, Explain, screen_roll
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.index import ListIndex, Roll, build, enroll
from fairlead.core.screening.shelf import Part, Shelf
from fairlead.core.screening.storage import open_index, open_roll, save, save_roll
from fairlead.core.screening.weights import read_weights, standard
from tests.core.screening.invented import people

WEIGHTS = standard()
LISTED = people(120, seed=21)
POPULATION = [*people(200, seed=22), *LISTED[::7], *LISTED[1::9]]


@pytest.fixture
def index() -> ListIndex:
    return build("stored", LISTED[:100])


def test_an_opened_index_answers_as_the_one_that_was_saved(
    index: ListIndex, tmp_path: Path
) -> None:
    save(index, tmp_path / "list.index")
    opened = open_index(tmp_path / "list.index", WEIGHTS)
    roll = enroll(POPULATION, WEIGHTS)
    assert opened.digest == index.digest
    assert answers(roll, Shelf().put(opened)) == answers(roll, Shelf().put(index))


def answers(roll: Roll, shelf: Shelf) -> list[Answer]:
    return screen_roll(roll, shelf, explained=Explain.ALL)


def test_a_change_asked_of_a_stored_population_gives_the_alerts_of_a_full_run(
    index: ListIndex, tmp_path: Path
) -> None:
    save_roll(enroll(POPULATION, WEIGHTS), WEIGHTS, tmp_path / "people")
    stored = open_roll(tmp_path / "people", WEIGHTS)
    before = Shelf().put(index)
    after = before.change("stored", put=LISTED[100:], remove=[LISTED[0].id])
    delta = Shelf((Part(after.parts[-1].index, after.parts[-1].stands),))
    kept = [
        {hit for hit in alerts(answer) if hit[0] != LISTED[0].id}
        for answer in answers(stored, before)
    ]
    new = [alerts(answer) for answer in answers(stored, delta)]
    full = [alerts(answer) for answer in answers(enroll(POPULATION, WEIGHTS), after)]
    assert [old | added for old, added in zip(kept, new, strict=True)] == full
    assert any(new)


def alerts(answer: Answer) -> set[tuple[str, int]]:
    return {(hit.id, hit.total) for hit in answer.hits if hit.band is Band.ALERT}


@pytest.mark.parametrize("place", [0, 20, 40, 200, 1000, -70])
def test_a_changed_byte_is_found(index: ListIndex, tmp_path: Path, place: int) -> None:
    file = tmp_path / "list.index"
    save(index, file)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(BadInput, match="cannot be used"):
        container.read(file)


def test_a_file_cut_short_is_refused_at_once(index: ListIndex, tmp_path: Path) -> None:
    file = tmp_path / "list.index"
    save(index, file)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BadInput) as refused:
        open_index(file, WEIGHTS)
    assert refused.value.code == "index.cut-short"


def test_an_index_of_other_weights_is_refused(index: ListIndex, tmp_path: Path) -> None:
    file = tmp_path / "list.index"
    save(index, file)
    with pytest.raises(BadInput) as refused:
        open_index(file, read_weights("[name]\nbase = -1\n"))
    assert refused.value.code == "index.other-version"


def test_a_population_is_no_list(tmp_path: Path) -> None:
    save_roll(enroll(LISTED[:3], WEIGHTS), WEIGHTS, tmp_path / "people")
    with pytest.raises(BadInput):
        open_index(tmp_path / "people", WEIGHTS)
