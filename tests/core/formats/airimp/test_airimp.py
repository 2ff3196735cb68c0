"""The language of SSR and OSI, in the forms that real senders use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.contacts import email, read_contact
from fairlead.core.formats.airimp.documents import read_doca, read_doco, read_docs
from fairlead.core.formats.airimp.infants import read_inft
from fairlead.core.formats.airimp.names import key, same, split_title
from fairlead.core.formats.airimp.seats import in_text, seat
from fairlead.core.formats.airimp.tickets import read_tkne

BY = "2030-06-01"


@pytest.mark.parametrize(
    ("text", "birth", "expiry"),
    [
        ("12JUL64", "1964-07-12", "2064-07-12"),
        ("01JUN30", "2030-06-01", "2030-06-01"),
        ("02JUN30", "1930-06-02", "2030-06-02"),
        ("5MAR64", "1964-03-05", "2064-03-05"),
        ("05mar64", "1964-03-05", "2064-03-05"),
        ("12JUL1964", "1964-07-12", "1964-07-12"),
        ("1964-07-12", "1964-07-12", "1964-07-12"),
        ("29FEB2023", "", ""),
        ("29FEB2000", "2000-02-29", "2000-02-29"),
        ("31APR64", "", ""),
        ("00JAN64", "", ""),
        ("12XXX64", "", ""),
        ("12JUL6", "", ""),
        ("", "", ""),
        ("²²JUL64", "", ""),
    ],
)
def test_dates(text: str, birth: str, expiry: str) -> None:
    assert dates.birth_date(text, BY) == birth
    assert dates.expiry_date(text, BY) == expiry
    assert dates.is_date(text) == bool(birth)


def test_an_expiry_lies_in_the_nearest_century() -> None:
    assert dates.expiry_date("01JAN99", BY) == "1999-01-01"
    assert dates.expiry_date("01JAN20", "1999-01-01") == "2020-01-01"
    assert dates.birth_date("01JAN90", "") == "1990-01-01"
    assert dates.expiry_date("01JAN30", "") == "2030-01-01"


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("010630", "0900", "2030-06-01T09:00"),
        ("010630", "090059", "2030-06-01T09:00:59"),
        ("010630", "900", "2030-06-01T09:00"),
        ("010630", "2400", "2030-06-01"),
        ("010630", "0960", "2030-06-01"),
        ("010630", "", "2030-06-01"),
        ("01JUN30", "0900", "2030-06-01T09:00"),
        ("311130", "0900", ""),
        ("ddmmyy", "hhmm", ""),
    ],
)
def test_moments(day: str, time: str, moment: str) -> None:
    assert dates.moment(day, time) == moment


@pytest.mark.parametrize(
    ("given", "name", "title", "sure"),
    [
        ("JOHNMR", "JOHN", "MR", False),
        ("ANN MRS", "ANN", "MRS", True),
        ("TOMMSTR", "TOM", "MSTR", False),
        ("AMR", "AMR", "", True),
        ("SAMER", "SAMER", "", True),
        ("MISS", "", "MISS", True),
        ("KONG CHUNMRS", "KONG CHUN", "MRS", False),
        ("CAROL DR", "CAROL", "DR", True),
        ("", "", "", True),
        ("ANNMARIE", "ANNMARIE", "", True),
    ],
)
def test_titles(given: str, name: str, title: str, sure: bool) -> None:
    assert split_title(given) == (name, title, sure)


@pytest.mark.parametrize(
    ("mine", "theirs", "alike"),
    [
        (("DOE", "ANNMRS"), ("DOE", "ANN", ""), True),
        (("DOE", "ANN"), ("D OE", "AN N", ""), True),
        (("O'DOE", "ANN-MARIE"), ("ODOE", "ANN MARIE", ""), True),
        (("DOE", "ANN"), ("DOE", "ANN", "MARIE"), True),
        (("DOE", "ANNMARIE"), ("DOE", "ANN", "MARIE"), True),
        (("DOE", "A"), ("DOE", "ANN", ""), False),
        (("DOE", "ANN"), ("ROE", "ANN", ""), False),
        (("DOE", ""), ("DOE", "", ""), True),
        (("DOE", ""), ("DOE", "ANN", ""), False),
        (("", "ANN"), ("", "ANN", ""), False),
        (("BUDI", "MSTR"), ("BUDI", "", ""), True),
        (("BUDI", ""), ("BUDI", "MISS", ""), True),
        (("BUDI", "MSTR"), ("BUDI", "AGUS", ""), False),
    ],
)
def test_the_same_name_is_the_same_letters(
    mine: tuple[str, str], theirs: tuple[str, str, str], alike: bool
) -> None:
    assert same(*mine, *theirs) is alike


def test_a_key_keeps_letters_of_every_script() -> None:
    assert key("Дое-Роe 2") == "ДОЕРОE2"


@pytest.mark.parametrize(
    ("text", "moved", "number"),
    [
        ("/P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", 0, "X1"),
        ("P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", -1, "X1"),
        ("//P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", 1, "X1"),
        ("UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", -2, "X1"),
        ("/////01JAN90/F//DOE/ANN", 0, ""),
        ("/P/UTO/X1/UTO/01JAN90//01JAN35/DOE/ANN", 0, "X1"),
        ("/P/UTO/X1 23/UTO//F/01JAN35/DOE/ANN", 0, "X123"),
        ("/P/UTO/X1", 0, "X1"),
        ("P/UTO/X1", -1, "X1"),
        ("", 0, ""),
    ],
)
def test_fields_of_docs_are_found_where_they_stand(text: str, moved: int, number: str) -> None:
    docs = read_docs(text, BY)

    assert (docs.moved, docs.number) == (moved, number)
    assert docs.birth_date in ("", "1990-01-01")


def test_docs_say_infants_primary_holders_and_what_cannot_be_read() -> None:
    baby = read_docs("/P/UTO/X1/UTO/10AUG29/FI/01JAN35/DOE/BABY/BEAR/H", BY)
    wrong = read_docs("/P/UTO/X1/UTO/99JAN90/Z/99JAN35/DOE/ANN", BY)

    assert (baby.sex, baby.infant, baby.primary_holder) == ("F", True, True)
    assert baby.second_given == "BEAR"
    assert wrong.unreadable == ("birth_date", "expiry", "sex")


def test_doco_and_doca_with_and_without_their_first_slash() -> None:
    whole = read_doco("/UTOPOLIS/V/V7/UTOPOLIS/05MAR28/XXA/I", BY)
    bare = read_doco("V/V7/UTOPOLIS/05MAR28/XXA", BY)

    assert (whole.birth_place, whole.kind, whole.number, whole.infant) == (
        *("UTOPOLIS", "V", "V7", True),
    )
    assert (bare.birth_place, bare.number, bare.issued) == ("", "V7", "2028-03-05")
    assert read_doco("/UTOPOLIS/V/V7/UTOPOLIS/99MAR28/XXA", BY).unreadable == ("issued",)
    assert read_doco("", BY).number == ""
    assert read_doca("/D/XXA/2 HILL/TOWN/HT/2000/I").infant
    assert read_doca("R/UTO/1 ROAD").street == "1 ROAD"


@pytest.mark.parametrize(
    ("text", "surname", "given", "birth", "rest"),
    [
        ("DOE/BABY 10AUG29", "DOE", "BABY", "2029-08-10", ""),
        ("DOE/BABY/10AUG29", "DOE", "BABY", "2029-08-10", ""),
        (".DOE/BABYMISS 10AUG29 NO SEAT", "DOE", "BABYMISS", "2029-08-10", "NO SEAT"),
        ("INF/DOE/BABY", "DOE", "BABY", "", ""),
        ("1DOE/BABY 5AUG2029", "DOE", "BABY", "2029-08-05", ""),
        ("DOE BABY 10AUG29", "DOE", "BABY", "2029-08-10", ""),
        ("", "", "", "", ""),
    ],
)
def test_infants(text: str, surname: str, given: str, birth: str, rest: str) -> None:
    assert read_inft(text, BY) == (surname, given, birth, rest)


@pytest.mark.parametrize(
    ("text", "code", "kind", "value"),
    [
        ("CTCE ANN..DOE//EXAMPLE.ORG", "", "email", "ANN_DOE@EXAMPLE.ORG"),
        ("ANN./DOE//EXAMPLE.ORG-1.1", "CTCE", "email", "ANN-DOE@EXAMPLE.ORG"),
        ("ZZ CTCM 0011555/EN", "", "mobile", "0011555"),
        ("EK CTC M 5432109876", "", "mobile", "5432109876"),
        ("CTCP UTA 0011555-A", "", "telephone", "UTA 0011555-A"),
        ("CTC 7732486972-U", "", "telephone", "7732486972-U"),
        ("ctcr", "", "refused", ""),
        ("PCTC JOHN 0011555", "", "emergency", "JOHN 0011555"),
        ("BOB 0011555", "PCTC", "emergency", "BOB 0011555"),
    ],
)
def test_contacts(text: str, code: str, kind: str, value: str) -> None:
    found = read_contact(text, code)
    assert found is not None
    assert (found.kind, found.value) == (kind, value)


def test_what_is_no_contact() -> None:
    assert read_contact("THE DOCTOR IS IN") is None
    assert read_contact("") is None
    assert email("ann@example.org") == "ann@example.org"


def test_seats_and_tickets() -> None:
    assert [seat(one) for one in ("22A", "022AN", ".3B", "XXX", "", "1234A")] == [
        *("22A", "22A", "3B", "", "", ""),
    ]
    assert in_text(".03BN03AN") == ("3B", "3A")
    assert in_text("NONE") == ()
    assert read_tkne("9991234567890") == ("9991234567890", "", False)
    assert read_tkne("NO TICKET") is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read_docs(text, BY)
    read_doco(text, BY)
    read_doca(text)
    read_inft(text, BY)
    read_contact(text)
    read_contact(text, "CTCE")
    read_tkne(text)
    in_text(text)
    split_title(text)
    same(text, text, text, text, text)


@given(st.dates().filter(lambda day: day.year >= 1000))
def test_a_written_birth_is_never_after_its_day(day: object) -> None:
    text = day.strftime("%d%b%y").upper()  # type: ignore[attr-defined]
    found = dates.birth_date(text, BY)

    assert "1930-06-02" <= found <= BY
