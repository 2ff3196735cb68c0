"""What may not be kept is recognised, in codes, in six languages and in messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats.edifact import Segment
from fairlead.core.travel.sensitive import (
    CODES,
    Category,
    Cleaned,
    clean,
    counts,
    find,
    of_code,
    places,
)
from fairlead.core.travel.sensitive.lexicon import lexicon, plain
from tests.core.formats.pnrgov.building import RECORD, understood
from tests.core.formats.specimens import push, specimen

CASES = Path(__file__).with_name("cases.txt")
RECALL, FALSE = 0.99, 0.08


@dataclass(frozen=True)
class Case:
    language: str
    wanted: frozenset[str]
    text: str
    held_out: bool


def cases() -> Iterator[Case]:
    language, number = "", 0
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line[:1] in {"+", "-"}:
            number += 1
            head, _, text = line.partition("|")
            wanted = frozenset(head[1:].replace(",", " ").split())
            yield Case(language, wanted, text.strip(), number % 2 == 0)


def recognised(case: Case) -> bool:
    return case.wanted <= {one.category.value for one in find(case.text)}


@pytest.mark.parametrize("held_out", [False, True], ids=["tuning half", "held out"])
def test_recall_in_free_text(held_out: bool) -> None:
    wanted = [one for one in cases() if one.wanted and one.held_out is held_out]
    hit = sum(map(recognised, wanted))

    assert len(wanted) > 100
    assert hit / len(wanted) >= RECALL


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_every_language_and_category_is_recognised(language: str) -> None:
    wanted = [one for one in cases() if one.wanted and one.language == language]
    hit = [one for one in wanted if recognised(one)]

    assert len(hit) >= len(wanted) - 1
    assert {name for one in hit for name in one.wanted} == {one.value for one in Category}


def test_ordinary_remarks_are_mostly_left_alone() -> None:
    ordinary = [one for one in cases() if not one.wanted]
    taken = [one.text for one in ordinary if find(one.text)]

    assert len(ordinary) > 140
    assert len(taken) / len(ordinary) <= FALSE


def test_the_cases_could_fail() -> None:
    """Every sensitive case, with the words that were found taken out, is no longer found."""
    for case in cases():
        if case.wanted and recognised(case):
            rest = clean(case.text).text
            left = {one.category.value for one in find(rest)}
            assert not left & case.wanted, (case.text, rest)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_recognised_as_service_and_in_text(code: str) -> None:
    told = understood(f"{RECORD}SSR+{code}:HK:1:ZZ'TIF+DOE+ANN:A:1'IFT+4:28+REQ {code} PLS'")

    assert [one.tag for one in places(told.segments)] == ["SSR", "IFT"]  # type: ignore[arg-type]
    assert of_code(code.lower()) == CODES[code]


@pytest.mark.parametrize("code", ["DOCS", "SEAT", "CHML", "BBML", "UMNR", "EXST", "", "WC"])
def test_codes_that_tell_nothing(code: str) -> None:
    assert of_code(code) is None


def test_a_carriers_own_chair_is_a_chair() -> None:
    assert of_code("WCHX") is Category.HEALTH


# ---------------------------------------------------------------- messages


def test_places_name_segments_and_bytes() -> None:
    data = specimen("records-13.edi")
    told = push(data)
    (meal,) = places(told.segments)  # type: ignore[arg-type]

    assert (meal.tag, meal.categories) == ("SSR", (Category.BELIEF,))
    assert data[meal.start : meal.end] == b"SSR+VGML:HK:2:ZZ'"
    assert counts([meal, meal]) == {Category.BELIEF: 2}


def test_names_are_never_searched() -> None:
    body = (
        "TIF+GAY+CHRISTIAN:A:1'SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1/UTO/01JAN90/F/01JAN35/JEWISH/IMAM'"
        "SSR+INFT:HK:1:ZZ:::::PRIEST/BLIND'SSR+CTCE:HK:1:ZZ:::::MUSLIM//EXAMPLE.ORG'"
    )

    assert places(understood(RECORD + body).segments) == ()  # type: ignore[arg-type]


def test_texts_wherever_they_stand() -> None:
    body = (
        "SSR+OTHS:HK:1:ZZ:::::PAX IS BLIND'IFT+4:28::ZZ+KOSHER KITCHEN+AND DIABETIC'IFT+4:15+HALAL'"
        "LTS+OLD REMARK WHEELCHAIR'SSR'IFT'SSR+OTHS'LTS+NOTHING'"
    )
    found = places(understood(RECORD + body).segments)  # type: ignore[arg-type]

    assert [(one.tag, len(one.categories)) for one in found] == [("SSR", 1), ("IFT", 2), ("LTS", 1)]


def test_xml_is_searched_alike() -> None:
    found = places(push(specimen("records.xml")).segments)  # type: ignore[arg-type]

    assert [one.tag for one in found] == ["SSR"]
    assert specimen("records.xml")[found[0].start :].startswith(b'<SSR SSR_Code="VGML"')


# ---------------------------------------------------------------- the recogniser


def test_clean_takes_out_what_was_found_and_counts_it() -> None:
    told = clean("PAX IS BLIND, HALAL MEAL, WHEELCHAIR")

    assert told.text == "PAX IS […], […] MEAL, […]"
    assert told.removed == {Category.HEALTH: 2, Category.BELIEF: 1}
    assert clean("WINDOW SEAT") == Cleaned("WINDOW SEAT", {})


def test_overlapping_findings_are_taken_out_once() -> None:
    assert clean("SAME SEX COUPLE").text == "[…] COUPLE"
    assert clean("WHEEL CHAIRS").text == "[…]"


@pytest.mark.parametrize(
    "text",
    [
        "MEETING AT UNION STATION",
        "12 CHURCH STREET",
        "rue de l'Église",
        "calle de la Iglesia",
        "улица Церковная",
        "شارع الكنيسة",
        "酒店在教堂街",
    ],
)
def test_streets_and_stations_are_not_beliefs(text: str) -> None:
    assert find(text) == ()


def test_an_exception_covers_only_its_own_words() -> None:
    assert [one.category for one in find("BLIND PAX AT UNION STATION")] == [Category.HEALTH]


@pytest.mark.parametrize(
    "text", ["HÔPITAL", "hopital", "المُسلِمين", "ИНВАЛИД", "инвалидная", "輪椅", "轮椅"]
)
def test_marks_case_and_script_variants_do_not_matter(text: str) -> None:
    assert find(text)


def test_one_short_word_may_stand_between_and_a_long_one_may_not() -> None:
    assert find("member of the opposition party".upper())
    assert find("SAME IN SEX")
    assert not find("SAME PASSENGER SEX")


@given(st.text(max_size=120))
def test_any_text_is_searched_and_findings_are_in_order(text: str) -> None:
    found = find(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert list(found) == sorted(found, key=lambda one: one.start)
    clean(text)


@given(
    st.sampled_from([case.text for case in cases() if find(case.text)]),
    st.sampled_from([case.text for case in cases() if not case.wanted]),
)
def test_an_ordinary_remark_beside_a_sensitive_one_does_not_hide_it(
    remark: str, ordinary: str
) -> None:
    assert find(f"{ordinary}. {remark}")
    assert find(f"{remark}. {ordinary}")


def test_every_entry_of_the_word_lists_is_lower_case_and_reachable() -> None:
    lists = lexicon()
    words = [entry for entries in lists.words.values() for entry in entries]
    stems = [entry for entries in lists.stems.values() for entry in entries]

    assert len(words) + len(stems) + len(lists.han) > 3_000
    assert all(plain(word) == word for entry in words + stems for word in entry.words)
    assert all(len(stem) >= 3 for stem in lists.stems), sorted(lists.stems, key=len)[:5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CTCE christian.rosario//mail.example", 0),
        ("CTCE sunita..reddy//mail.example", 0),
        ("WRITE TO TAO.HALAL@MAIL.EXAMPLE", 0),
        ("CTCE anna//mail.example NEEDS HALAL MEAL", 1),
        ("HALAL//VEGETARIAN", 1),
        ("HALAL MEAL//NO PORK.PLEASE CONFIRM", 1),
        ("KOSHER//PORK.FREE", 1),
        ("PAX HALAL/CTCE anna//mail.example", 1),
    ],
)
def test_an_address_is_a_name_and_what_stands_beside_is_not(text: str, found: int) -> None:
    segment = Segment("IFT", [["4", "28"], [text]], 0, 9, 1)
    assert len(places([segment])) == found
