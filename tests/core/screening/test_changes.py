"""A change of a list asked of a stored population is what two full runs differ in, bit for bit."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.screening import population as populations
from fairlead.core.screening.answers import Explain, screen_roll
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.changes import Change, Turn, changes, difference
from fairlead.core.screening.edges import find_edges
from fairlead.core.screening.engine import ask_roll
from fairlead.core.screening.index import ListIndex, Roll, build, enroll
from fairlead.core.screening.population import Population, open_population, store
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.slices import part_of, together
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import read_weights, standard
from tests.core.screening.invented import PROMISED, people

WEIGHTS = standard()
LISTED = people(160, seed=31)
NUMBERED = [
    replace(one, properties={**one.properties, "passportNumber": (f"P77{number:05}",)})
    for number, one in enumerate(people(20, seed=33))
]
STRANGERS = people(60, seed=32)


def asked() -> list[Entity]:
    """Listed people with a slip, some by their number alone, and strangers."""
    rng = random.Random(4)
    found = [
        replace(one, id=f"q-{one.id}", properties={**one.properties, "name": (name,)})
        for one in LISTED[::2]
        for name in [rng.choice(PROMISED)(one.properties["name"][0], rng)]
    ]
    numbers = [
        replace(one, id=f"n-{at}", properties={"passportNumber": one.properties["passportNumber"]})
        for at, one in enumerate(NUMBERED)
    ]
    return found + numbers + STRANGERS


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Population:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(populations, "SHARD", 70)  # so that there are several files
        return store(asked(), tmp_path_factory.mktemp("stored") / "people", WEIGHTS)


def by_change(stored: Population, before: ListIndex, after: ListIndex) -> list[Change]:
    between = difference(before, after)
    return [each for some in stored.files(WEIGHTS) for each in changes(some, between)]


def by_full_runs(before: ListIndex, after: ListIndex) -> list[Change]:
    roll = enroll(asked(), WEIGHTS)
    runs = (screen_roll(roll, Shelf().put(one), explained=Explain.NONE) for one in (before, after))
    found = []
    for old, new in zip(*runs, strict=True):
        was, now = (
            {hit.id: hit for hit in answer.hits if hit.band is not Band.INFORMATION}
            for answer in (old, new)
        )
        for entry in sorted(was.keys() | now.keys()):
            one, other = was.get(entry), now.get(entry)
            turn = Turn.ADDED if not one else Turn.GONE if not other else Turn.CHANGED
            if one != other:
                found.append(Change(old.id, before.label, entry, turn, one, other))
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    removed=st.integers(0, 20),
    changed=st.integers(0, 20),
    added=st.integers(0, 20),
    anew=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_a_change_is_what_two_full_runs_differ_in(
    *, stored: Population, removed: int, changed: int, added: int, anew: bool, seed: int
) -> None:
    everybody = [*LISTED, *NUMBERED]
    random.Random(seed).shuffle(everybody)
    before = build("watch", everybody[added:])
    entries = [
        *everybody[: len(everybody) - removed - changed],
        *_altered(everybody, removed, changed),
    ]
    after = build("watch", entries, WEIGHTS, None if anew else before.counted)

    assert by_change(stored, before, after) == by_full_runs(before, after)


def _altered(everybody: list[Entity], removed: int, changed: int) -> Iterable[Entity]:
    """Give the entries before the removed ones another day of birth or another name."""
    end = len(everybody) - removed
    for number, one in enumerate(everybody[end - changed : end]):
        more = {"birthDate": ("1966-06-06",)} if number % 2 else {"alias": ("Efua Dlaminirado",)}
        yield replace(one, properties={**one.properties, **more})


def test_a_change_adds_changes_and_takes_away(stored: Population) -> None:
    before = build("watch", LISTED[:100])
    moved = replace(LISTED[0], properties={**LISTED[0].properties, "birthDate": ("1911-11-11",)})
    after = build("watch", [moved, *LISTED[2:120]], WEIGHTS, before.counted)
    turns = {each.turn for each in by_change(stored, before, after)}
    assert turns == set(Turn)
    assert difference(before, after).old == 2
    assert difference(before, after).new == 21


def test_the_same_list_changes_nothing(stored: Population) -> None:
    before, after = build("watch", LISTED), build("watch", list(reversed(LISTED)))
    assert difference(before, after).old == difference(before, after).new == 0
    assert by_change(stored, before, after) == []


def test_two_lists_are_no_versions_of_one() -> None:
    with pytest.raises(BadInput) as refused:
        difference(build("watch", LISTED[:3]), build("stolen", LISTED[:3]))
    assert refused.value.code == "list.other-label"


def test_opened_indexes_give_the_same_change(stored: Population, tmp_path: Path) -> None:
    before = build("watch", LISTED[:80])
    after = build("watch", LISTED[40:], WEIGHTS, before.counted)
    for name, index in (("before", before), ("after", after)):
        save(index, tmp_path / name)
    opened = [open_index(tmp_path / name, WEIGHTS) for name in ("before", "after")]
    assert by_change(stored, *opened) == by_change(stored, before, after)


def test_a_part_answers_as_the_whole(stored: Population) -> None:
    whole = build("watch", [*LISTED, *NUMBERED])
    chosen = np.arange(0, len(whole.roll.ids), 3)
    part = part_of(whole, chosen)
    kept = {whole.roll.ids[number] for number in chosen.tolist()}
    roll = enroll(asked(), WEIGHTS)
    full = screen_roll(roll, Shelf().put(whole), explained=Explain.ALL)
    some = screen_roll(roll, Shelf().put(part), explained=Explain.ALL)
    for one, other in zip(full, some, strict=True):
        mine = [hit for hit in one.hits if hit.id in kept and hit.band is not Band.INFORMATION]
        assert mine == [hit for hit in other.hits if hit.band is not Band.INFORMATION]
    assert sorted(together(part, part).roll.ids) == sorted([*part.roll.ids, *part.roll.ids])


def test_every_word_with_an_edge_is_looked_up(stored: Population) -> None:
    """The stored keys let nobody slip through whom the edges would join."""
    apart = [
        replace(one, properties={"name": (" ".join(_split(one.properties["name"][0])),)})
        for one in LISTED
    ]
    for index in (build("watch", LISTED), build("apart", apart)):
        for some in stored.files(WEIGHTS):
            found = some.edges(index)
            due = find_edges(some.roll.tokens.forms[:], index.vocabulary, WEIGHTS)
            for part in ("form", "token", "gain", "kind"):
                np.testing.assert_array_equal(getattr(found, part), getattr(due, part))


def _split(name: str) -> list[str]:
    return [piece for word in name.split() for piece in (word[:3], word[3:]) if piece]


def test_a_stored_population_answers_as_the_people(stored: Population) -> None:
    index = build("watch", [*LISTED, *NUMBERED])
    people_of = [hit for roll in stored.rolls(WEIGHTS) for hit in _found(roll, index)]
    assert people_of == _found(enroll(asked(), WEIGHTS), index)
    lazily = [
        ask_roll(some.roll, index, WEIGHTS, some.edges(index)) for some in stored.files(WEIGHTS)
    ]
    assert [value for found in lazily for value in found.total.tolist()] == [
        total for _id, total in people_of
    ]


def _found(roll: Roll, index: ListIndex) -> list[tuple[str, int]]:
    found = ask_roll(roll, index, WEIGHTS)
    ids = [roll.ids[row] for row in found.question.tolist()]
    return list(zip(ids, found.total.tolist(), strict=True))


def test_a_population_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def torn() -> Iterable[Entity]:
        yield from STRANGERS[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store(torn(), tmp_path / "people", WEIGHTS)
    assert list(tmp_path.iterdir()) == []


def test_a_population_is_never_written_over(tmp_path: Path) -> None:
    store(STRANGERS, tmp_path / "people", WEIGHTS)
    with pytest.raises(Conflict) as refused:
        store([], tmp_path / "people", WEIGHTS)
    assert refused.value.code == "population.exists"
    assert open_population(tmp_path / "people").people == len(STRANGERS)


def test_nobody_can_be_stored(tmp_path: Path, stored: Population) -> None:
    empty = store([], tmp_path / "nobody", WEIGHTS)
    assert (empty.people, empty.shards) == (0, ())


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"people": "x", "shards": [], "weights": ""}', "\0", '{"people": 1}',
     '{"people": 1, "shards": ["../../etc/passwd"], "weights": ""}',
     '{"people": 1, "shards": 7, "weights": ""}'],
)  # fmt: skip
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "population.json").write_text(content)
    with pytest.raises(BadInput) as refused:
        open_population(tmp_path)
    assert refused.value.code == "population.unreadable"


def test_a_damaged_file_and_other_weights_are_refused(tmp_path: Path) -> None:
    found = store(STRANGERS, tmp_path / "people", WEIGHTS)
    with pytest.raises(BadInput, match="other weights"):
        list(found.files(read_weights("[name]\nbase = -1\n")))
    file = found.folder / found.shards[0]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    for opening in (found.files, found.rolls):
        with pytest.raises(BadInput, match="cannot be used"):
            list(opening(WEIGHTS))
    with pytest.raises(BadInput, match="cannot be used"):
        found.verify()
