"""What two numbers say: the same is nearly decisive, unless the number says nothing itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.grades import MISSING, Grade
from fairlead.core.identifiers import PROPERTIES, grade, information, keys, numbers_of
from fairlead.core.identifiers.kinds import WORTH

Values = dict[str, list[str]]
NUMBER = "X4830917"  # a passport that nobody has


def graded(query: Values, entry: Values, schema: str = "") -> Grade:
    return grade(numbers_of(query, schema), numbers_of(entry, schema))


def passport(*numbers: str, **more: list[str]) -> Values:
    return {"passportNumber": list(numbers), **more}


def test_the_same_number_is_nearly_decisive() -> None:
    known = graded(passport(f"{NUMBER} (Iraq)"), passport(f"Iraq {NUMBER}"))
    unknown = graded(passport(NUMBER), passport(NUMBER))
    conflict = graded(passport(f"{NUMBER} (Iraq)"), passport(f"{NUMBER} (France)"))

    assert known.code == unknown.code == conflict.code == "identifier.same"
    assert 12_000 > known.weight > unknown.weight > 8000 > conflict.weight > 0
    assert (known.query_value, unknown.query_value) == (
        f"passport:{NUMBER} (iq)",
        f"passport:{NUMBER}",
    )


def test_documents_are_filed_under_many_headings() -> None:
    otherwise = graded(passport(NUMBER), {"idNumber": [NUMBER]})

    assert 0 < otherwise.weight < graded(passport(NUMBER), passport(NUMBER)).weight
    assert graded(passport(NUMBER), {"phone": [NUMBER]}) == MISSING


@pytest.mark.parametrize("junk", ["123456", "0000000", "1111", "654321", "A1234567", "12345678"])
def test_a_number_that_says_nothing_weighs_nothing(junk: str) -> None:
    assert graded(passport(junk), passport(junk)).weight < 1000
    assert keys(passport(junk)) == ()


def test_a_longer_number_says_more() -> None:
    weights = [
        graded(passport(NUMBER[:size]), passport(NUMBER[:size])).weight for size in range(4, 9)
    ]

    assert weights == sorted(weights)
    assert weights[0] < 7000 < weights[-1] - 3000


@pytest.mark.parametrize(
    ("one", "other"), [("X483O917", NUMBER), ("X4B30917", NUMBER), ("00X4830917", NUMBER)]
)
def test_a_scan_reads_one_number_in_several_ways(one: str, other: str) -> None:
    found = graded(passport(one), passport(other))

    assert found.code == "identifier.read-alike"
    assert 8000 < found.weight < graded(passport(other), passport(other)).weight
    assert set(keys(passport(one))) & set(keys(passport(other)))


@pytest.mark.parametrize("other", ["X4830918", "X483091", "X48309177", "X4839017"])
def test_one_slip_supports_weakly(other: str) -> None:
    found = graded(passport(NUMBER), passport(other))

    assert found.code == "identifier.one-off"
    assert 0 <= found.weight <= 2500


@pytest.mark.parametrize(
    ("one", "other"),
    [("AB7483091", "7483091"), ("AB0748309", "748309"), ("71 No 7483091", "717483091")],
)
def test_letters_of_a_series_may_be_left_out(one: str, other: str) -> None:
    found = graded(passport(one), passport(other))

    assert found.code in {"identifier.without-series", "identifier.same"}
    assert found.weight > 5000
    assert set(keys(passport(one))) & set(keys(passport(other)))
    if found.code == "identifier.without-series":
        assert found.weight <= 7000 < graded(passport(one), passport(one)).weight
    assert graded(passport("AB7483091"), passport("CD7483091")).weight == 0, "two series differ"


def test_passports_change_and_ships_do_not() -> None:
    assert graded(passport(NUMBER), passport("Y1122983")).weight == 0
    ships = graded({"imoNumber": ["9074729"]}, {"imoNumber": ["1234567"]})
    assert (ships.code, ships.weight) == ("identifier.different", WORTH["imo"].single)
    assert ships.weight < -3000


def test_a_number_that_fails_its_digit_contradicts_nobody() -> None:
    assert graded({"imoNumber": ["9074729"]}, {"imoNumber": ["7777777"]}).weight == 0


def test_a_misread_number_is_repaired_before_it_is_weighed() -> None:
    found = graded({"imoNumber": ["IMO 9O74729"]}, {"imoNumber": ["9074729"]})

    assert (found.code, found.weight) == ("identifier.same", WORTH["imo"].strength)


def test_a_number_of_a_ship_means_another_thing_than_one_of_a_company() -> None:
    values = {"registrationNumber": ["5N-483"]}

    assert numbers_of(values, "Vessel")[0].kind == "ship-registration"
    assert numbers_of(values, "Airplane")[0].kind == "aircraft-registration"
    assert numbers_of(values, "Company")[0].kind == "registration"


def test_a_national_number_is_known_by_its_country() -> None:
    bare, known = {"idNumber": ["111222333"]}, {"idNumber": ["111222333"], "nationality": ["nl"]}

    assert numbers_of(bare)[0].kind == "id"
    assert (numbers_of(known)[0].kind, numbers_of(known)[0].issuer) == ("nl-bsn", "nl")
    assert numbers_of({"idNumber": ["111222333 (Netherlands)"]})[0].kind == "nl-bsn"
    assert numbers_of({"innCode": ["7707083893"]})[0].kind == "ru-inn"
    assert numbers_of({**known, "idNumber": ["111222334"]})[0].kind == "id", "its digit is wrong"


def test_two_certain_national_numbers_of_one_state_are_two_people() -> None:
    nl = ["nl"]
    found = graded(
        {"idNumber": ["111222333"], "nationality": nl},
        {"idNumber": ["123456782"], "nationality": nl},
    )

    assert (found.code, found.weight < 0) == ("identifier.different", True)


def test_mailboxes_and_telephones_are_compared_as_people_use_them() -> None:
    mail = graded({"email": ["Ada.Amaurot+x@Gmail.com"]}, {"email": ["adaamaurot@googlemail.com"]})
    phone = graded({"phone": ["+44 20 7946 0958"]}, {"phone": ["(020) 7946-0958"]})

    assert (mail.code, mail.weight) == ("identifier.same", WORTH["email"].strength)
    assert phone.code == "identifier.read-alike"
    assert 5000 < phone.weight < WORTH["phone"].strength


def test_an_address_of_coins_is_decisive_in_any_capitals() -> None:
    one = {"publicKey": ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]}
    other = {"publicKey": ["0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"]}

    assert graded(one, other).weight == WORTH["ethereum"].strength
    assert keys(one) == keys(other)


# ------------------------------------------------------------------------------------- properties

TEXTS = st.one_of(
    st.from_regex(r"[A-Z]{0,2}[0-9]{3,10}( \(Iraq\))?", fullmatch=True),
    st.sampled_from(["9074729", "1234567", NUMBER, "X483O917", "111222333", "123456782"]),
    st.text(max_size=20),
)
VALUES = st.dictionaries(
    st.sampled_from([*PROPERTIES, "registrationNumber"]),
    st.lists(TEXTS, min_size=1, max_size=2),
    max_size=3,
)


@given(VALUES, VALUES)
def test_the_order_of_the_two_does_not_matter(query: Values, entry: Values) -> None:
    assert graded(query, entry).weight == graded(entry, query).weight


@given(VALUES, VALUES, st.sampled_from(sorted(PROPERTIES)), TEXTS)
def test_a_further_number_never_lowers(query: Values, entry: Values, name: str, text: str) -> None:
    more = {**query, name: [*query.get(name, []), text]}
    before, after = graded(query, entry), graded(more, entry)

    assert after.weight >= before.weight or before == MISSING


@given(TEXTS, st.sampled_from(["nl", "iq", "ru", "fr"]))
def test_a_country_that_is_added_to_one_side_never_lowers_an_agreement(
    text: str, code: str
) -> None:
    bare, known = {"idNumber": [text]}, {"idNumber": [text], "nationality": [code]}

    assert graded(bare, known).weight >= graded(bare, bare).weight


@given(VALUES)
def test_an_entity_agrees_with_itself_and_finds_itself(values: Values) -> None:
    found = graded(values, values)

    assert found == MISSING or found.weight >= 0
    assert keys(values) == keys(dict(reversed(values.items()))) or set(keys(values)) == set(
        keys(dict(reversed(values.items())))
    )


@given(VALUES, VALUES)
def test_what_weighs_much_is_found_by_a_key(query: Values, entry: Values) -> None:
    """Retrieval and grading agree: numbers that weigh more than a slip share a key."""
    if graded(query, entry).weight > 4000:
        assert set(keys(query)) & set(keys(entry))


@given(st.text("0123456789ABCXYZ", max_size=20))
def test_a_further_character_never_says_less_than_a_run(form: str) -> None:
    assert 0 <= information(form) <= 2303 * len(form)
    assert information("7" * 20) < 2500
    assert information("123456789") < 1000
