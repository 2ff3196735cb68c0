"""The facts of two entities: each kind counts once, and arrays weigh like single pairs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date, pack
from fairlead.core.genders import Gender
from fairlead.core.screening.columns import Columns, weigh_many
from fairlead.core.screening.facts import Facts, facts_of, weigh

Values = dict[str, tuple[str, ...]]

VALUES: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(texts), min_size=1, max_size=3, unique=True).map(tuple)
        for name, texts in {
            "birthDate": ["1970-05-03", "1970-03-05", "1970", "circa 1972", "03/05/1970", "soon"],
            "nationality": ["fr", "Iraq", "su", "Utopia", "lu"],
            "country": ["fr", "ru", "be"],
            "gender": ["male", "f", "x", "?"],
            "birthPlace": ["Mosul, Iraq", "Mossul", "Iraq", "Paris, France"],
            "passportNumber": ["X4830917", "X483O917 (Iraq)", "Y1122983"],
            "imoNumber": ["9074729", "1234567"],
        }.items()
    },
)
LISTS = st.lists(VALUES, min_size=1, max_size=6)


def total(query: Values, entry: Values) -> int:
    return sum(grade.weight for grade in weigh(facts_of(query), facts_of(entry)))


@given(LISTS, LISTS)
def test_arrays_weigh_like_single_pairs(queries: list[Values], entries: list[Values]) -> None:
    left, right = ([facts_of(one) for one in side] for side in (queries, entries))
    query = np.repeat(np.arange(len(left)), len(right))
    entry = np.tile(np.arange(len(right)), len(left))
    found = weigh_many(Columns.of(left), Columns.of(right), query, entry)

    assert found.dtype == np.int32
    assert found.tolist() == [total(one, other) for one in queries for other in entries]


@given(VALUES, VALUES)
def test_the_order_of_the_two_does_not_matter(query: Values, entry: Values) -> None:
    assert total(query, entry) == total(entry, query)


@given(VALUES)
def test_what_agrees_with_itself_never_contradicts(values: Values) -> None:
    assert all(grade.weight >= 0 for grade in weigh(facts_of(values), facts_of(values)))


@given(VALUES, VALUES)
def test_every_weight_can_be_recomputed_from_its_kind_alone(query: Values, entry: Values) -> None:
    """Kinds do not disturb one another, but for a country that is counted once."""
    kinds = [
        ("birthDate",),
        ("gender",),
        ("nationality", "country", "birthPlace"),
        ("passportNumber", "imoNumber"),
    ]
    parts = [
        total(*({n: v for n, v in side.items() if n in names} for side in (query, entry)))
        for names in kinds
    ]

    if not ({"passportNumber"} & set(query) & set(entry)):
        assert sum(parts) == total(query, entry)


SINGLE = st.sampled_from([
    ("birthDate", "1970-05-03"),
    ("nationality", "lu"),
    ("nationality", "Iraq"),
    ("country", "fr"),
    ("gender", "male"),
    ("birthPlace", "Luxembourg"),
    ("birthPlace", "Paris, France"),
    ("passportNumber", "X4830917"),
    ("imoNumber", "9074729"),
])  # fmt: skip


def with_value(values: Values, name: str, text: str) -> Values:
    return {**values, name: (*values.get(name, ()), text)}


@given(VALUES, VALUES, SINGLE)
def test_agreeing_evidence_never_lowers(
    query: Values, entry: Values, more: tuple[str, str]
) -> None:
    assert total(with_value(query, *more), with_value(entry, *more)) >= total(query, entry)


@given(VALUES, VALUES, st.sampled_from([("birthDate", "1931-11-27"), ("gender", "f")]))
def test_contradicting_evidence_never_raises(
    query: Values, entry: Values, more: tuple[str, str]
) -> None:
    """What one side had not said is now said, and is not what the other says."""
    name, text = more
    if name not in query and text not in entry.get(name, ()):
        assert total(with_value(query, *more), entry) <= total(query, entry)


def test_facts_are_made_ready() -> None:
    found = facts_of(
        {
            "birthDate": ("1970-05-03", "born about 1971 somewhere"),
            "nationality": ("Iraq", "IQ", "Utopia"),
            "country": ("Iraq", "France"),
            "gender": ("Мужской",),
            "birthPlace": ("Mosul",),
            "passportNumber": ("X4830917",),
        },
        "Person",
    )

    assert found.dates == (pack(Date(1970, 5, 3)), pack(Date(1971, about=True)))
    assert (found.nationalities, found.countries) == (("iq",), ("iq", "fr"))
    assert found.genders == (Gender.MALE,)
    assert [number.value for number in found.numbers] == ["X4830917"]
    assert facts_of({}) == Facts()


def test_a_country_counts_once() -> None:
    here = {"nationality": ("iq",), "country": ("iq",), "birthPlace": ("Iraq",)}
    grades = weigh(facts_of(here), facts_of(here))

    assert [grade.code for grade in grades] == ["nationality.shared"]


def test_another_role_of_a_country_saves_from_contradiction() -> None:
    """A Frenchman who lives in Iraq, beside an Iraqi: that is no contradiction."""
    query: Values = {"nationality": ("fr",), "country": ("iq",)}
    (grade,) = weigh(facts_of(query), facts_of({"nationality": ("iq",)}))

    assert (grade.code, grade.weight > 0) == ("country.shared", True)
    (apart,) = weigh(facts_of({"nationality": ("fr",)}), facts_of({"nationality": ("iq",)}))
    assert apart.code == "nationality.unequal"


def test_nothing_says_nothing() -> None:
    assert weigh(Facts(), facts_of({"birthDate": ("1970",)})) == ()
    empty = Columns.of([])
    nobody = np.array([], np.intp)
    assert weigh_many(empty, empty, nobody, nobody).tolist() == []
