"""People with one plain name are enrolled by a short way, and come out the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names import Kind, parse
from fairlead.core.screening.index import enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.tokens import Kinds, PlainWords, TokenTable, tabulate
from fairlead.core.screening.weights import standard

WEIGHTS = standard()
WORDS = (
    *("Olga", "Petrova", "Müller", "Abdulrahman", "bin", "al-Rashid", "Mr.", "Ng", "A", "محمد"),
    "Сергей",
)
NAMES = st.lists(
    st.sampled_from(
        [
            "Olga",
            "Petrova",
            "Müller",
            "Abdulrahman",
            "bin",
            "al-Rashid",
            "Mr.",
            "Ng",
            "A",
            "محمد",
            "Сергей",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join) | st.text(max_size=30)


def same(one: TokenTable, other: TokenTable) -> bool:
    parts = ("starts", "places", "covered", "letter", "initial", "whole")
    arrays = all(np.array_equal(getattr(one, part), getattr(other, part)) for part in parts)
    forms = [[table.forms[at] for at in table.form.tolist()] for table in (one, other)]
    return arrays and forms[0] == forms[1]


@given(st.lists(NAMES, max_size=6))
def test_the_short_way_makes_the_same_rows(names: list[str]) -> None:
    kinds = Kinds(WEIGHTS)
    plain = PlainWords(kinds)
    short = tabulate([plain.read(name) or parse(name, Kind.PERSON) for name in names], kinds)
    assert same(short, tabulate([parse(name, Kind.PERSON) for name in names], Kinds(WEIGHTS)))


def test_most_names_take_the_short_way() -> None:
    plain = PlainWords(Kinds(WEIGHTS))
    assert plain.read("Olga Petrova") is not None
    assert plain.read("Olga") is None
    assert plain.read("Olga bin Petr") is None


def test_a_name_with_a_sign_in_it_is_two_names() -> None:
    roll = enroll([Entity("q", "Person", {"name": ("Olga Petrova alias Anna Orlova",)})], WEIGHTS)
    assert roll.names == ["Anna Orlova", "Olga Petrova"]
