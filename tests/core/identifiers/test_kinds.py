"""Every kind of number keeps one contract, and knows its own specimens."""

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.identifiers import PROPERTIES, candidates, folded, schemes
from fairlead.core.identifiers.checksums import icao, luhn, mod11_10, mod97, verhoeff
from fairlead.core.identifiers.coins.keccak import keccak256
from fairlead.core.identifiers.kinds import REGISTERED, WORTH
from fairlead.core.identifiers.national import FOLLOWERS, National, kinds_of, numbers
from fairlead.core.identifiers.national.rules import RULES
from fairlead.core.places import countries
from tests.core.identifiers.published import SPECIMENS, WRONG

KINDS = st.sampled_from(sorted(schemes()))
CASES = [(kind, text) for kind, texts in SPECIMENS.items() for text in texts]
WRONG_CASES = [(kind, text) for kind, texts in WRONG.items() for text in texts]
CERTAIN = [kind for kind in numbers().values() if kind.certain]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_published_number_passes(kind: str, text: str) -> None:
    scheme = schemes()[kind]
    number = scheme.normalise(text)

    assert scheme.check(number), number
    assert scheme.normalise(scheme.shown(number)) in {number, number.lower(), scheme.shown(number)}
    assert candidates(scheme, text) == (number,)


@pytest.mark.parametrize(("kind", "text"), WRONG_CASES)
def test_a_wrong_number_does_not(kind: str, text: str) -> None:
    scheme = schemes()[kind]

    assert not scheme.check(scheme.normalise(text))


@given(KINDS, st.text(max_size=60))
def test_no_text_makes_a_kind_fail(kind: str, text: str) -> None:
    scheme = schemes()[kind]
    number = scheme.normalise(text)
    scheme.check(text)
    if scheme.check(number):
        assert scheme.normalise(number) == number
        scheme.shown(number)
    for reading in candidates(scheme, text):
        assert scheme.check(reading)


@pytest.mark.parametrize("kind", CERTAIN, ids=lambda kind: kind.KIND)
def test_one_wrong_check_character_is_seen(kind: National) -> None:
    """Of all numbers that differ in one check character, a rule lets few pass."""
    found = some_number(kind)
    last = kind.checks[-1].at if kind.checks and not kind.pad else len(found) - 1
    alphabet = "0123456789" if found[last].isdigit() else "ABCDEFGHJKLMNPQRSTUVWXYZ"
    others = [found[:last] + one + found[last + 1 :] for one in alphabet if one != found[last]]

    assert kind.check(found)
    assert sum(map(kind.check, others)) <= len(others) // 8


# How numbers begin and how long they are, where a row of digits after a one is none.
FORMS = {
    "ae-id": "784{:011d}",
    "cn-uscc": "9{:016d}",
    "de-pers": "C{:08d}",
    "hu-tax": "8{:08d}",
    "mx-curp": "UTOP{:06d}HNEXXX0",
    "no-orgnr": "9{:07d}",
    "ru-ogrnip": "3{:013d}",
}


def some_number(kind: National) -> str:
    """Return a specimen, or a number without meaning: a count, and what makes it pass."""
    if kind.KIND in SPECIMENS:
        return kind.normalise(next(iter(SPECIMENS[kind.KIND])))
    lengths = [size for size in range(6, 20) if kind.shape.fullmatch("1" * size)]
    form = FORMS.get(kind.KIND) or f"1{{:0{lengths[0] - 2}d}}"
    counted = (form.format(count) + last for count in range(5000) for last in "0123456789KX")
    return next(filter(kind.check, counted))


def test_one_digit_alone_is_no_number() -> None:
    for kind in numbers().values():
        for digit in "0123456789":
            for length in range(6, 20):
                assert not kind.check(digit * length), kind.KIND


def test_the_table_of_national_numbers_is_whole() -> None:
    folder = resources.files("fairlead.core.identifiers.national")
    document = tomllib.loads((folder / "numbers.toml").read_text(encoding="utf-8"))
    for code, row in document.items():
        assert set(row) <= {"country", "shape", "of", "pad", "rule", "checks"}, code
        assert row["country"] in countries(), code
        assert code.startswith(row["country"]), code
        assert row.get("rule", "luhn") in RULES, code
        for check in row.get("checks", ()):
            assert set(check) == {"at", "weights", "characters"}, code
            weights = check["weights"]
            assert len(weights) <= check["at"] or weights[check["at"]] == 0, code
    used = {row["rule"] for row in document.values() if "rule" in row}
    assert used == set(RULES), "a rule that nobody follows is no rule"
    for kind, followers in FOLLOWERS.items():
        assert kind in document
        assert set(followers) <= set(countries())


def test_a_country_offers_its_certain_numbers_first() -> None:
    assert [kind.KIND for kind in kinds_of("gb")] == ["gb-nhs", "gb-nino"]
    assert "ba-jmbg" in {kind.KIND for kind in kinds_of("rs")}
    assert kinds_of("fr")[0].KIND == "fr-nir"
    assert kinds_of("zz") == ()


def test_every_property_holds_a_kind_that_is_there() -> None:
    for kinds in (*PROPERTIES.values(), tuple(REGISTERED.values())):
        for kind in kinds:
            assert kind in schemes()
            assert kind in WORTH
    for kind in schemes():
        assert kind in WORTH or kind in numbers()


# ----------------------------------------------------------------------------------- check digits

DIGITS = st.text("0123456789", min_size=2, max_size=20)


@given(DIGITS)
def test_exactly_one_last_digit_passes(body: str) -> None:
    for check in (luhn, mod11_10, verhoeff):
        assert sum(check(body + digit) for digit in "0123456789") == 1, check


@given(DIGITS, st.data())
def test_verhoeff_sees_every_slip_and_every_exchange(body: str, data: st.DataObject) -> None:
    number = next(body + digit for digit in "0123456789" if verhoeff(body + digit))
    place = data.draw(st.integers(0, len(number) - 2))
    for digit in "0123456789":
        changed = number[:place] + digit + number[place + 1 :]
        assert verhoeff(changed) == (changed == number)
    exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert verhoeff(exchanged) == (exchanged == number)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=28), st.data())
def test_two_digits_by_97_see_every_slip(body: str, data: st.DataObject) -> None:
    base = int("".join(str(int(one, 36)) for one in body + "00"))
    number = f"{body}{98 - base % 97:02d}"
    place = data.draw(st.integers(0, len(body) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = number[:place] + digit + number[place + 1 :]

    assert mod97(number)
    if body[place].isdigit():
        assert mod97(changed) == (changed == number)


def test_the_check_digit_of_machine_zones_is_that_of_the_specimen() -> None:
    assert icao("L898902C3") == "6"
    assert icao("740812") == "2"
    assert icao("ZE184226B<<<<<") == "1"


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_keccak_gives_the_digests_of_its_specification(message: bytes, digest: str) -> None:
    assert keccak256(message).hex() == digest


def test_keccak_takes_messages_of_every_length_around_a_block() -> None:
    digests = {keccak256(b"a" * length) for length in range(133, 140)}
    digests |= {keccak256(b"a" * length) for length in range(270, 275)}

    assert len(digests) == 12
    assert {len(digest) for digest in digests} == {32}


# -------------------------------------------------------------------------------------- confusions


@pytest.mark.parametrize(
    ("kind", "scan", "number"),
    [
        ("imo", "IMO 9O74729", "9074729"),
        ("imo", "l234567", "1234567"),
        ("nl-bsn", "11I2223З3".replace("З", "3"), "111222333"),
        ("iban", "GB82 WE5T 1234 S698 7654 32", "GB82WEST12345698765432"),
        ("de-idnr", "B6O95742719", "86095742719"),
    ],
)
def test_a_misread_number_is_repaired_where_its_digit_confirms_it(
    kind: str, scan: str, number: str
) -> None:
    assert number in candidates(schemes()[kind], scan)


def test_what_no_reading_mends_is_not_offered() -> None:
    assert candidates(schemes()["imo"], "7777777") == ()
    assert candidates(schemes()["iban"], "GB82 WEST 1234 5698 7654 39") == ()


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=20))
def test_folding_twice_is_folding_once(number: str) -> None:
    assert folded(folded(number)) == folded(number)
    assert re.fullmatch("[^OQDILSBZG]*", folded(number))
