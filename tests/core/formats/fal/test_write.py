"""What is written is read, whatever shape it has; and broken lists harm nobody."""

import io
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import fal
from fairlead.core.formats.recognition import readings, say
from fairlead.core.generator.sea import STYLES
from fairlead.core.travel import Document, Kind, Leg, Movement, Party, Push, Reference
from fairlead.core.travel.records import record
from tests.core.formats.fal.forms import BLOCK, CREW, crew
from tests.core.formats.mutations import mutated
from tests.core.formats.specimens import codes, push

# ---------------------------------------------------------------- both ways

NAMES = st.sampled_from(["NUSQUAMA", "DE LA O'MORE", "ИВАНОВ", "王", "AL-UTOPI", "X, Y"])
DAYS = st.dates().map(lambda day: day.isoformat())
STATES = st.sampled_from(["UTO", "PRT", "PHL", "XXA"])


@st.composite
def lists(draw: st.DrawFn) -> Push:
    made = Push(format="FAL", version=draw(st.sampled_from("56")))
    made.function = draw(st.sampled_from(["arrival", "departure"]))
    made.meaning = "crew" if made.version == "5" else "passengers"
    leg = Leg(origin="UTCAB", destination="UTAMA", departs="2030-01-11", arrives="2030-01-15T06:00")
    made.movement = Movement("sea", "", "C300", "", "2000016", "SEA", [leg])
    made.references = [Reference("call sign", "QU7A2"), Reference("flag", "UTO")]
    for number in range(draw(st.integers(0, 4))):
        kind = Kind.CREW if made.version == "5" else Kind.PASSENGER
        person = Party(kind=kind, surname=draw(NAMES), given=draw(NAMES), nationality=draw(STATES))
        person.sex, person.birth_date = draw(st.sampled_from("MFX")), draw(DAYS)
        person.employment = "Cook" if made.version == "5" else ""
        document = Document(type=draw(st.sampled_from("PSI")), number=f"ZU{number}")
        document.issuer, document.expiry = draw(STATES), draw(DAYS)
        person.documents = [document]
        made.persons.append(person)
    return made


def told(one: Push) -> list[tuple[str, ...]]:
    return [
        (
            *(person.kind, person.surname, person.given, person.nationality, person.sex),
            *(person.birth_date, person.employment),
            *(
                f"{each.type} {each.number} {each.issuer} {each.expiry}"
                for each in person.documents
            ),
        )
        for person in one.persons
    ]


@given(lists(), st.sampled_from(list(fal.Shape)))
def test_what_is_written_is_read(made: Push, shape: fal.Shape) -> None:
    if not made.persons and shape is fal.Shape.JSON:
        return
    written = fal.write(made, shape=shape)
    found = push(written)
    assert told(found) == told(made)
    assert (found.meaning, found.function) == (made.meaning, made.function)
    assert found.movement is not None
    assert made.movement is not None
    (leg,), (other,) = found.movement.legs, made.movement.legs
    for name in ("origin", "destination", "departs", "arrives"):
        assert getattr(leg, name) == getattr(other, name)
    assert fal.write(found, shape=shape) == written


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("shape", list(fal.Shape))
def test_headings_of_every_style_are_read_back(style: str, shape: fal.Shape) -> None:
    made = crew()
    written = fal.write(made, shape=shape, headings=STYLES[style])
    found = push(written)
    assert told(found) == told(made)
    assert "fal.column-unknown" not in codes(found.problems)


def test_a_workbook_is_always_the_same_bytes() -> None:
    assert fal.write(crew(), shape=fal.Shape.XLSX) == fal.write(crew(), shape=fal.Shape.XLSX)


# ---------------------------------------------------------------- hostile

SEEDS = [
    ("CREW LIST\n" + BLOCK + CREW).encode(),
    fal.write(crew(), shape=fal.Shape.XLSX),
    fal.write(crew(), shape=fal.Shape.JSON),
]


@pytest.mark.parametrize("seed", range(4))
def test_mutated_lists(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        data = mutated(chance, SEEDS)
        for found in readings(io.BytesIO(data)):
            json.dumps(record(found, say))
            assert all(0 <= one.offset <= len(data) for one in found.problems)


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_good_beginning(data: bytes) -> None:
    for found in readings(io.BytesIO(SEEDS[0] + data)):
        json.dumps(record(found, say))


def test_a_list_that_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairlead.core.formats.fal.sheets.MOST_CELLS", 30)
    found = crew()
    assert "fal.too-large" in codes(found.problems)
