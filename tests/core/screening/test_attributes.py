"""Facts in the engine: arrays weigh like single pairs, and agreement never lowers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.screening.attributes import NAMES, counted, explain
from fairlead.core.screening.engine import grade_facts
from fairlead.core.screening.index import Roll, enroll
from fairlead.core.screening.papers import PAPERS
from fairlead.core.screening.papers import explain as explain_paper
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import standard

Values = dict[str, tuple[str, ...]]

VALUES: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(texts), min_size=1, max_size=3, unique=True).map(tuple)
        for name, texts in {
            "birthDate": ["1970-05-03", "1970-03-05", "1970", "circa 1972", "03/05/1970", "soon"],
            "nationality": ["fr", "Iraq", "su", "Utopia", "lu", "yu", "cs"],
            "country": ["fr", "ru", "be"],
            "gender": ["male", "f", "x", "?"],
            "birthPlace": ["Mosul, Iraq", "Mossul", "Iraq", "Paris, France"],
            "passportNumber": ["X4830917", "X483O917 (Iraq)", "Y1122983"],
            "imoNumber": ["9074729", "1234567"],
        }.items()
    },
)
LISTS = st.lists(VALUES, min_size=1, max_size=5)
WEIGHTS = standard()


def roll(*sides: Values) -> Roll:
    return enroll([Entity(f"q{n}", "Person", side) for n, side in enumerate(sides)], WEIGHTS)


def total(query: Values, entry: Values) -> int:
    here = np.zeros(1, np.int64)
    return int(grade_facts(roll(query), roll(entry), here, here)[0])


def explained(query: Values, entry: Values) -> int:
    one, other = roll(query), roll(entry)
    grades = counted(
        {name: explain(name, one.columns[name].of(0), other.columns[name].of(0)) for name in NAMES}
    )
    grades += [explain_paper(n, one.papers[n].of(0), other.papers[n].of(0)) for n in PAPERS]
    return sum(grade.weight for grade in grades)


@given(LISTS, LISTS)
def test_arrays_weigh_what_is_explained_of_each_pair(
    queries: list[Values], entries: list[Values]
) -> None:
    left = np.repeat(np.arange(len(queries)), len(entries))
    right = np.tile(np.arange(len(entries)), len(queries))
    found = grade_facts(roll(*queries), roll(*entries), left, right)

    assert found.tolist() == [explained(one, other) for one in queries for other in entries]


@given(VALUES, VALUES)
def test_the_order_of_the_two_does_not_matter(query: Values, entry: Values) -> None:
    assert total(query, entry) == total(entry, query)


@given(VALUES)
def test_what_agrees_with_itself_never_contradicts(values: Values) -> None:
    assert total(values, values) >= 0


SINGLE = st.sampled_from([
    ("birthDate", "1970-05-03"),
    ("nationality", "lu"),
    ("nationality", "Iraq"),
    ("country", "fr"),
    ("gender", "male"),
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


def test_a_country_counts_once() -> None:
    once: Values = {"nationality": ("iq",)}
    more: Values = {"nationality": ("iq",), "country": ("iq",), "birthPlace": ("Iraq",)}

    assert total(once, once) == total(more, more) > 0


def test_another_role_of_a_country_saves_from_contradiction() -> None:
    """A Frenchman who lives in Iraq, beside an Iraqi: that is no contradiction."""
    resident: Values = {"nationality": ("fr",), "country": ("iq",)}

    assert total(resident, {"nationality": ("iq",)}) > 0
    assert total({"nationality": ("fr",)}, {"nationality": ("iq",)}) < -1000


def test_a_date_that_cannot_be_read_leaves_its_year() -> None:
    assert total({"birthDate": ("born about 1970 somewhere",)}, {"birthDate": ("1970-05-03",)}) > 0
    assert total({"birthDate": ("soon",)}, {"birthDate": ("1970-05-03",)}) == 0
