"""Evaluation sets: what is held out is out, and the two halves never meet."""

import random

import pytest

from bench.screening import cultures
from bench.screening.calibration import fitted
from bench.screening.entities import Entity, Query, shared_data
from bench.screening.lists import country, date
from bench.screening.queries import Maker, Sizes, date_slightly_off
from bench.screening.twins import SamePerson


def invented(count: int) -> list[Entity]:
    made = []
    for number in range(count):
        entity = Entity(f"e{number}", "Person")
        entity.add("name", f"Utopio Marinho{number} Alcazar{number}")
        entity.add("alias", f"Ferdinand Marinho{number} Otherwise{number}")
        entity.add("weakAlias", f"Lion{number}")
        entity.add("originalScript", f"Утопио Альказар{number}")
        entity.add("birthDate", "1970-03-04")
        made.append(entity)
    return made


def maker(half: int | None) -> Maker:
    made = Maker(invented(60), half, random.Random(1), Sizes(errors=10, aliases=12, weak=5))
    made.original_scripts()
    made.held_out_aliases()
    made.weak_aliases()
    made.exact_names()
    made.dated()
    return made


def test_what_is_held_out_is_not_in_the_list() -> None:
    made = maker(None)
    by_id = {entity.id: entity for entity in made.entities}
    held = [q for q in made.queries if q.group == "alias_holdout"]
    assert held
    for query in held:
        assert query.name not in by_id[query.expect[0]].properties.get("alias", [])
    assert not any("originalScript" in entity.properties for entity in made.entities)


def test_the_halves_ask_about_different_entities() -> None:
    asked = [{i for q in maker(half).queries for i in q.expect} for half in (0, 1)]
    assert all(asked)
    assert not asked[0] & asked[1]


def test_the_same_seed_makes_the_same_questions() -> None:
    assert [q.as_json() for q in maker(0).queries] == [q.as_json() for q in maker(0).queries]


def test_a_date_slightly_off_is_another_real_date() -> None:
    rng = random.Random(2)
    for _try in range(200):
        wrong = date_slightly_off("1970-12-31", rng)
        assert wrong != "1970-12-31"
        assert len(wrong) == 10
    assert {date_slightly_off("1970-03-04", rng) for _try in range(200)} == {
        "1971-03-04",
        "1970-03-05",
        "1970-04-03",
    }


def test_dates_as_ofac_writes_them() -> None:
    assert date("12 Mar 1967") == "1967-03-12"
    assert date("Mar 1967") == "1967-03"
    assert date("circa 1967") == "1967"
    assert date("unknown") is None


@pytest.mark.shared
def test_countries_as_lists_write_them() -> None:
    assert country("Iran (Islamic Republic of)") == country("Iran") == "ir"
    assert country("Atlantis") is country("") is country(None) is None


def test_people_are_invented_from_seeds() -> None:
    for culture in ("saudi", "arab", "persian", "pakistani", "korean", "chinese", "spanish", "us"):
        names = [cultures.invent(culture, random.Random(n)) for n in range(50)]
        assert names == [cultures.invent(culture, random.Random(n)) for n in range(50)]
        assert all(" " in name for name in names)
        assert len(set(names)) > 30


@pytest.mark.shared
def test_families_of_the_world_come_from_wikidata() -> None:
    assert (shared_data() / "screening" / "names").exists()
    assert cultures.invent("german", random.Random(1)).count(" ") >= 1


@pytest.mark.shared
@pytest.mark.parametrize(
    ("script", "first", "last"),
    [("arabic", "ء", "ي"), ("cyrillic", "А", "ѿ"), ("hangul", "가", "힣"), ("han", "一", "龥")],
)
def test_people_are_invented_in_their_own_script(script: str, first: str, last: str) -> None:
    names = [cultures.invent_native(script, random.Random(n)) for n in range(30)]
    assert len(set(names)) > 15
    assert all(first <= letter <= last for name in names for letter in name if letter != " ")


def test_one_person_under_two_entries_is_one() -> None:
    one, two, three = (Entity(f"e{n}", "Person") for n in range(3))
    for entity, year in ((one, "1970"), (two, "1970-01-02"), (three, "1999")):
        entity.add("name", "Utopio Alcazar")
        entity.add("birthDate", year)
    same = SamePerson([one, two, three])
    query = Query("q", "group", "Person", {"name": ["Utopio"]}, ["e0"])
    assert [same.means(query, f"e{n}") for n in range(3)] == [True, True, False]


def test_a_fitted_curve_rises_and_says_neither_never_nor_always() -> None:
    rng = random.Random(4)
    evidence = [(x * 10.0, rng.random() < x / 1000) for x in range(1000)]
    curve = fitted(evidence)
    assert [total for total, _share in curve] == sorted({total for total, _share in curve})
    assert [share for _total, share in curve] == sorted(share for _total, share in curve)
    assert all(0 < share < 10_000 for _total, share in curve)
    near = min(curve, key=lambda knot: abs(knot[0] - 5000))
    assert abs(near[1] / 10_000 - near[0] / 10_000) < 0.15


def test_too_few_answers_make_one_point() -> None:
    assert len(fitted([(1.0, True), (2.0, False)])) == 1
