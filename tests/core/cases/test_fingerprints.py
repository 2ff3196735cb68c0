import doctest
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.cases import fingerprints
from fairlead.core.cases.fingerprints import fingerprint, number, plain
from fairlead.core.cases.particulars import Fact, Identifier, Name, Particulars, Source
from tests.core.cases.test_particulars import particulars

KEY = b"k" * 32


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(fingerprints).failed == 0


@given(particulars(), st.randoms())
def test_order_is_irrelevant(held: Particulars, chance: Random) -> None:
    def shuffled(items: Any) -> Any:
        mixed = list(items)
        chance.shuffle(mixed)
        return tuple(mixed)

    other = replace(
        held,
        names=shuffled(held.names),
        identifiers=shuffled(held.identifiers),
        facts=shuffled(held.facts),
    )

    assert fingerprint(other, key=KEY) == fingerprint(held, key=KEY)


@given(particulars())
def test_saying_a_thing_twice_or_naming_another_source_is_irrelevant(held: Particulars) -> None:
    twice = replace(held, names=held.names * 2, facts=held.facts * 2)
    sourced = held.from_source(Source("s", origin="somebody"))

    assert fingerprint(twice, key=KEY) == fingerprint(held, key=KEY)
    assert fingerprint(sourced, key=KEY) == fingerprint(held, key=KEY)


@given(particulars())
def test_whatever_is_added_is_noticed(held: Particulars) -> None:
    more = [
        replace(held, names=(*held.names, Name("Somebody Else Entirely, Never Drawn"))),
        replace(held, identifiers=(*held.identifiers, Identifier("passport", "UTO000NEVERDRAWN0"))),
    ]

    for other in more:
        assert fingerprint(other, key=KEY) != fingerprint(held, key=KEY)


BASE = Particulars(
    kind="person",
    names=(Name("Amal Utopia"),),
    identifiers=(Identifier("passport", "UTO1234567", "UTO"),),
    facts=(Fact("born", "1978-05"),),
)


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, names=(Name("Amal Utopia", "weak"),)),
        replace(BASE, names=(Name("Amal Utopía"),)),
        replace(BASE, identifiers=(Identifier("passport", "UTO1234568", "UTO"),)),
        replace(BASE, identifiers=(Identifier("visa", "UTO1234567", "UTO"),)),
        replace(BASE, identifiers=(Identifier("passport", "UTO1234567", "LUT"),)),
        replace(BASE, facts=(Fact("born", "1978-06"),)),
        replace(BASE, facts=(Fact("died", "1978-05"),)),
        replace(BASE, facts=()),
    ],
)
def test_each_relevant_change_is_noticed(other: Particulars) -> None:
    assert fingerprint(other, key=KEY) != fingerprint(BASE, key=KEY)


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, names=(Name(" amal  UTOPIA "),)),
        replace(BASE, names=(Name("Amal Utopia", script="Latn"),)),
        replace(BASE, identifiers=(Identifier("passport", "uto 123-4567", "uto"),)),
    ],
)
def test_each_irrelevant_change_is_not(other: Particulars) -> None:
    assert fingerprint(other, key=KEY) == fingerprint(BASE, key=KEY)


def test_a_name_is_not_confused_with_a_number() -> None:
    """What is joined must not run together: ("ab", "c") is not ("a", "bc")."""
    one = Particulars(kind="person", names=(Name("ab"), Name("c")))
    two = Particulars(kind="person", names=(Name("a"), Name("bc")))

    assert fingerprint(one, key=KEY) != fingerprint(two, key=KEY)


def test_without_the_key_nobody_can_test_a_guess() -> None:
    assert fingerprint(BASE, key=KEY) != fingerprint(BASE, key=b"j" * 32)
    with pytest.raises(ValueError, match="16 bytes"):
        fingerprint(BASE, key=b"")


def test_the_form_never_changes_by_accident() -> None:
    """Judgements are bound to it: another form is another version, with a migration."""
    assert fingerprint(BASE, key=KEY) == (
        "fp1:4073dfeab8645f4b8db26463abcf7e12e7415bb9f19e9e544e20b08f7f8f07dd"
    )


@given(st.text(max_size=40))
def test_one_form_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_an_address_of_mail_keeps_its_signs() -> None:
    assert number(Identifier("email", "A.B@utopia.example")) == "a.b@utopia.example"
    assert number(Identifier("plate", "--")) == "--"
