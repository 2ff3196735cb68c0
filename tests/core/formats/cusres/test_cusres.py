"""Answers of an authority: read, written, and never taken for a yes by mistake."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import cusres
from fairlead.core.formats.cusres import grammar
from fairlead.core.formats.cusres.answering import about
from fairlead.core.travel import Answer, Party, Push, Reference, Seat, provenance
from tests.core.formats.specimens import codes, on_one_line, push

ANSWER = on_one_line("answer.edi")


def test_the_example_runs() -> None:
    assert doctest.testmod(cusres).failed == 0


def test_a_whole_answer() -> None:
    found = push(ANSWER)
    assert (found.format, found.function, found.meaning) == ("CUSRES", "962", "answer")
    assert (found.transaction, found.sender, found.recipient) == ("Z100", "UTOAPI", "ZZ")
    assert found.movement
    (leg,) = found.movement.legs
    assert (leg.carrier, leg.number, leg.origin, leg.destination) == ("ZZ", "123", "UTB", "UTC")
    assert (leg.departs, leg.arrives) == ("2030-01-11T11:00", "2030-01-11T13:00")
    yes, no = found.answers
    assert (yes.locator, yes.reference, yes.code, yes.meaning, yes.text) == (
        "ABC234",
        "ZZ0001",
        "0Z",
        "board",
        "OK TO BOARD",
    )
    assert (no.code, no.meaning, no.text) == (
        "1Z",
        "do-not-board",
        "ASK THE DESK, TEL +34 00",
    )
    assert codes(found.problems) == []
    span = found.segments[provenance(no, "code") - 1]
    assert ANSWER[span.start : span.end] == b"ERC+1Z'"


@pytest.mark.parametrize(
    ("bgm", "erc", "meaning", "answer", "told"),
    [
        (b"962", b"2Z", "answer", "advisory", []),
        (b"962", b"4Z", "answer", "insufficient-data", []),
        (b"132", b"1Z", "unsolicited-change", "do-not-board", []),
        (b"312", b"0", "acknowledgement", "accepted", []),
        (b"312", b"1", "acknowledgement", "exception", []),
        (b"962", b"QZ", "answer", "", ["cusres.answer-unknown"]),
        (b"962", b"", "answer", "", ["cusres.answer-unknown"]),
        (b"962", b"0ZZZ", "answer", "", ["cusres.answer-unknown"]),
        (b"962", b"017", "answer", "", ["cusres.answer-unknown"]),
        (b"962", b"0z", "answer", "", ["cusres.answer-unknown"]),
        (b"312", b"7", "acknowledgement", "", ["cusres.answer-unknown"]),
        (b"777", b"0Z", "", "board", ["cusres.function-unknown"]),
    ],
)
def test_codes(bgm: bytes, erc: bytes, meaning: str, answer: str, told: list[str]) -> None:
    data = ANSWER.replace(b"BGM+962", b"BGM+" + bgm).replace(b"ERC+0Z", b"ERC+" + erc)
    found = push(data)
    assert (found.meaning, found.answers[0].meaning) == (meaning, answer)
    assert [code for code in codes(found.problems) if code in told] == told


def test_two_legs_are_two() -> None:
    second = b"RFF+AF:ZZ123'DTM+189:3001111400:201'DTM+232:3001111500:201'LOC+92+UTC'LOC+92+UTD'"
    found = push(ANSWER.replace(b"ERP+2'", second + b"ERP+2'", 1))
    assert found.movement
    assert [(leg.origin, leg.destination, leg.departs) for leg in found.movement.legs] == [
        ("UTB", "UTC", "2030-01-11T11:00"),
        ("UTC", "UTD", "2030-01-11T14:00"),
    ]


def test_a_flight_by_its_own_segment() -> None:
    found = push(ANSWER.replace(b"RFF+AF:ZZ123'", b"TDT+20+ZZ123+++ZZ'"))
    assert found.movement
    assert [(leg.carrier, leg.number, leg.origin) for leg in found.movement.legs] == [
        ("ZZ", "123", "UTB")
    ]


def test_what_is_missing_is_told() -> None:
    def told(old: bytes, new: bytes) -> list[str]:
        assert old in ANSWER
        return [
            code for code in codes(push(ANSWER.replace(old, new, 1)).problems) if "cusres" in code
        ]

    assert told(b"BGM+962'", b"") == ["cusres.function-missing"]
    assert told(b"RFF+AF:ZZ123'", b"") == ["cusres.movement-missing"]
    assert told(b"ERC+0Z'", b"") == ["cusres.answer-missing"]
    assert told(b"RFF+AVF:ABC234'RFF+ABO:ZZ0001'", b"") == ["cusres.person-missing"]
    assert told(b"DTM+189:3001111100", b"DTM+189:3013111100") == ["cusres.date"]
    assert told(b"ERP+2'", b"XYZ+1'ERP+2'") == ["cusres.segment-unexpected"]


def test_what_has_no_field_is_kept() -> None:
    found = push(
        ANSWER.replace(
            b"RFF+AF", b"FTX+AAI+++GENERAL:NOTE'COM+1:TE'DTM+137:3001100900:201'RFF+AF"
        ).replace(b"ERC+0Z'", b"RFF+AVF:SECOND'LOC+7+UTB'ERC+0Z'ERC+2Z'XYZ+1'FTX+AAP+++FIRST'", 1)
    )
    first = found.answers[0]
    assert [(each.qualifier, each.value) for each in first.references] == [
        ("AVF", "SECOND"),
        ("LOC+7", "UTB"),
    ]
    assert (first.code, first.codes, first.text) == ("0Z", ["0Z", "2Z"], "FIRST OK TO BOARD")
    assert [each.tag for each in first.kept] == ["XYZ"]
    assert [(remark.code, remark.text) for remark in found.remarks] == [
        ("AAI", "GENERAL NOTE"),
        ("COM", "1:TE"),
    ]
    assert ("DTM+137", "2030-01-10T09:00") in [
        (each.qualifier, each.value) for each in found.references
    ]


def test_an_answer_without_its_header_is_an_answer() -> None:
    found = push(b"UNH+1+CUSRES:D:05B:UN:IATA'BGM+312'ERC+0'UNT+4+1'")
    assert [(answer.code, answer.meaning) for answer in found.answers] == [("0", "accepted")]


def test_an_answer_is_made_from_its_request() -> None:
    request = push(on_one_line("passengers-15b.edi"))
    answers = [about(person, "0Z", "OK TO BOARD") for person in request.persons]
    answers.append(Answer(code="0"))
    answer = cusres.answer_to(request, answers)
    found = push(cusres.write(answer))
    assert (found.sender, found.recipient, found.transaction) == ("UTOAPI", "ZZ", "Z100")
    assert [(each.reference, each.meaning, each.level) for each in found.answers] == [
        ("ZZ0001", "board", "2"),
        ("ZZ0002", "board", "2"),
        ("", "board", "1"),
    ]
    assert found.movement
    assert request.movement
    assert [(leg.origin, leg.departs) for leg in found.movement.legs] == [
        (leg.origin, leg.departs) for leg in request.movement.legs
    ]
    assert codes(found.problems) == []


def test_a_person_without_a_reference_is_named_by_the_seat() -> None:
    answer = about(Party(surname="DOE", seats=[Seat("12A")]), "1Z")
    assert [(each.qualifier, each.value) for each in answer.references] == [("SEA", "12A")]
    assert answer.meaning == "do-not-board"


def test_what_has_no_field_is_written_again() -> None:
    whole = b"RFF+AAA:9'DTM+137:3001100900:201'DTM+999:X'"
    data = ANSWER.replace(b"RFF+AF", whole + b"FTX+AAI+++NOTE'RFF+AF").replace(b"UNT+19", b"UNT+23")
    data = data.replace(b"RFF+ABO:ZZ0001'", b"RFF+ABO:ZZ0001'RFF+SEA:1A'LOC+7+UTB'")
    data = data.replace(b"ERC+0Z'", b"ERC+0Z'ERC+2Z'").replace(b"UNT+23", b"UNT+26")
    found = push(data)
    assert [each for each in codes(found.problems) if each != "cusres.date"] == []
    again = push(cusres.write(found))
    assert [(each.qualifier, each.value) for each in again.references] == [
        (each.qualifier, each.value) for each in found.references
    ]
    assert [(each.codes, len(each.references)) for each in again.answers] == [
        (["0Z", "2Z"], 2),
        (["1Z"], 0),
    ]
    assert [remark.text for remark in again.remarks] == ["NOTE"]


def test_a_bare_answer_is_written() -> None:
    bare = Push("CUSRES", "D:15B", function="312", answers=[Answer(code="0"), Answer(level="1")])
    found = push(cusres.write(bare))
    assert [(each.level, each.code) for each in found.answers] == [("2", "0"), ("1", "")]


CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=9)
TEXTS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ'+:?., ", max_size=40).map(str.strip)
answers = st.builds(
    Answer,
    level=st.just("2"),
    code=st.sampled_from([f"{digit}Z" for digit in grammar.ANSWERS]),
    text=TEXTS,
    locator=CODES,
    reference=st.just("") | CODES,
    references=st.lists(st.builds(Reference, st.just("SEA"), CODES), max_size=1),
)


@given(st.lists(answers, max_size=5), st.sampled_from(["962", "132"]))
def test_meaning_survives_writing(given_: list[Answer], function: str) -> None:
    request = push(on_one_line("passengers-15b.edi"))
    written = cusres.write(cusres.answer_to(request, given_, function=function))
    found = push(written)
    assert [
        (each.level, each.code, each.text, each.locator, each.reference, len(each.references))
        for each in found.answers
    ] == [
        (each.level, each.code, each.text, each.locator, each.reference, len(each.references))
        for each in given_
    ]
    assert found.meaning == grammar.FUNCTIONS[function]
    assert codes(found.problems) == []
    assert cusres.write(found) == written
