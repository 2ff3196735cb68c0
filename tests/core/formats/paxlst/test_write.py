"""What is written is read as the same; what conforms is written as the same bytes."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import ackres, contrl, cusres, govreq, paxlst, pnrgov
from fairlead.core.formats.edifact import rewrite
from fairlead.core.formats.recognition import say
from fairlead.core.travel import (
    Address,
    Bag,
    Contact,
    Count,
    Document,
    Kind,
    Leg,
    Movement,
    Party,
    Push,
    Reference,
    Remark,
    Seat,
    Ticket,
)
from fairlead.core.travel.records import record
from tests.core.formats.specimens import WRITTEN, message, on_one_line, push, pushes, specimen

WRITERS: dict[str, Any] = {
    "PAXLST": paxlst,
    "CUSRES": cusres,
    "CONTRL": contrl,
    "PNRGOV": pnrgov,
    "ACKRES": ackres,
    "GOVREQ": govreq,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_conforms_is_written_again_as_the_same_bytes(name: str) -> None:
    for data in (specimen(name), on_one_line(name)):
        assert b"".join(rewrite(io.BytesIO(data))) == data


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "parts-15b.edi"])
def test_composed_from_what_it_means_it_is_the_same_bytes(name: str) -> None:
    data = on_one_line(name)
    source, meant = message(data), push(data)
    group = source.group if source.group.header else None
    module = WRITERS[meant.format]
    assert module.write(meant, interchange=source.interchange, group=group) == data
    lines = module.write(meant, interchange=source.interchange, group=group, line_end="\n")
    assert lines == specimen(name)


def test_what_deviates_is_written_in_its_clean_form() -> None:
    (clean,) = rewrite(io.BytesIO(specimen("teletype.txt")))
    assert clean == b"UNA:+.? '" + on_one_line("passengers-15b.edi")
    wrong = on_one_line("answer.edi").replace(b"UNT+19+1'", b"UNT+3+9'").replace(b"UNZ+1", b"UNZ+4")
    assert b"".join(rewrite(io.BytesIO(wrong))) == on_one_line("answer.edi")


def test_repetition_and_released_repetition_are_told_apart() -> None:
    data = b"UNA:+.?*'UNB+UNOA:4+A*B+C+300101:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'"
    data += b"ATT+2++M*F?*G'FTX+X+++?+?''UNT+4+1'UNZ+1+1'"
    assert b"".join(rewrite(io.BytesIO(data))) == data


def test_bare_messages_and_headless_ones_are_written_again() -> None:
    bare = on_one_line("answer.edi")
    bare = bare[bare.index(b"UNH") : bare.index(b"UNZ")]
    assert b"".join(rewrite(io.BytesIO(bare))) == bare
    headless = b"UNB+UNOA:4+A+C+300101:0900+1'BGM+745'UNT+2+1'UNZ+1+1'"
    assert b"BGM+745'" in b"".join(rewrite(io.BytesIO(headless)))


def test_an_unwritable_letter_is_written_in_utf_8() -> None:
    (written,) = rewrite(io.BytesIO(on_one_line("answer.edi").replace(b"OK TO", "ДА".encode())))
    assert "ДА".encode() in written


def test_every_specialty_is_written_again() -> None:
    data = on_one_line("passengers-15b.edi")
    data = data.replace(b"BGM+745'", b"BGM+10+REF9+4'DTM+137:300110:101'DTM+999:X'LOC+1+UTB'")
    data = data.replace(b"NAD+FL+++O?'MORE:MARGARET'", b"NAD+FL+ID7++O?'MORE:MARGARET::::1'GID+1'")
    data = data.replace(b"RFF+ABO:ZZ0002'", b"RFF+ABO:ZZ0002'EMP+1+A'EMP+1+B'GEI+7+9'ATT+9++Z'")
    meant = push(data)
    written, read = plain(push(paxlst.write(meant))), plain(meant)
    for person in (*written["persons"], *read["persons"]):
        person.get("references", []).sort(key=str)  # they stand with their kind
    assert written == read


def test_a_list_without_a_flight_is_written() -> None:
    bare = Push("PAXLST", "D:15B", function="745", persons=[Party("FL", surname="DOE")])
    bare.persons[0].documents.append(Document("P", number="N1"))
    written = paxlst.write(bare)
    assert b"DOC+P:110:111+N1'" in written
    assert b"TDT" not in written


# ---------------------------------------------------------------- meaning survives writing

WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ'+:? -", min_size=1, max_size=9).map(str.strip)
NAMES = WORDS.filter(lambda word: bool(word.strip()) and "/" not in word)
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=9)
STATES = st.sampled_from(["UTO", "XXA", "XXB"])
DAYS = st.dates(min_value=__import__("datetime").date(1915, 1, 1)).map(
    lambda day: (
        day.replace(year=1915 + day.year % 115).isoformat()
        if (day.month, day.day) != (2, 29)
        else "1996-02-29"
    )
)
EXPIRIES = st.integers(2000, 2060).map(lambda year: f"{year}-06-30")

documents = st.builds(
    Document,
    type=st.sampled_from(["P", "I", "V", "AC"]),
    number=CODES,
    issuer=STATES,
    issuer_region=st.sampled_from(["", "R1"]),
    expiry=st.just("") | EXPIRIES,
    issued=st.just("") | EXPIRIES,
    verified=st.sampled_from(["", "yes", "no"]),
    coding=st.just("110:111"),
    assigned=st.just("reference"),
)
references = st.builds(
    Reference, st.sampled_from(["QQQ", "DTM+554", "LOC+999", "MEA+XX", "ATT+9", "GEI+7"]), CODES
)


@st.composite
def parties(draw: st.DrawFn) -> Party:
    names = draw(st.lists(NAMES, max_size=3))
    nationalities = draw(st.lists(STATES, max_size=2))
    return Party(
        role=draw(st.sampled_from(["FL", "FM", "DDU", "DDT"])),
        surname=draw(NAMES),
        given=" ".join(names),
        names=names,
        sex=draw(st.sampled_from(["", "M", "F", "X", "U"])),
        birth_date=draw(st.just("") | DAYS | st.sampled_from(["1969", "1969-05"])),
        birth_place=draw(st.just("") | NAMES),
        nationality=nationalities[0] if nationalities else "",
        nationalities=nationalities,
        residence=draw(st.just("") | STATES),
        reference=draw(st.just("") | CODES),
        locator=draw(st.just("") | CODES),
        embark=draw(st.just("") | CODES),
        disembark=draw(st.just("") | CODES),
        clearance=draw(st.just("") | CODES),
        verified=draw(st.sampled_from(["", "yes", "no"])),
        employment=draw(st.sampled_from(["", "CR1"])),
        documents=draw(st.lists(documents, max_size=3)),
        addresses=draw(
            st.lists(st.builds(Address, street=NAMES, city=NAMES, country=STATES), max_size=1)
        ),
        contacts=draw(
            st.lists(st.builds(Contact, st.sampled_from(["phone", "email"]), NAMES), max_size=2)
        ),
        bags=draw(
            st.lists(
                st.builds(Bag, tag=CODES.map("Z".__add__), count=st.sampled_from(["", "2"])),
                max_size=2,
            )
        ),
        bag_count=draw(st.sampled_from(["", "3"])),
        bag_weight=draw(st.sampled_from(["", "31 KGM"])),
        seats=draw(st.lists(st.builds(Seat, CODES), max_size=1)),
        tickets=draw(st.lists(st.builds(Ticket, CODES), max_size=1)),
        references=draw(st.lists(references, max_size=2, unique_by=lambda each: each.qualifier)),
        remarks=draw(st.lists(st.builds(Remark, st.just("CHG"), NAMES), max_size=1)),
    )


KINDS = {
    "FL": Kind.PASSENGER,
    "FM": Kind.CREW,
    "DDU": Kind.TRANSIT_PASSENGER,
    "DDT": Kind.TRANSIT_CREW,
}


@given(st.lists(parties(), max_size=4), st.sampled_from(["745", "745+CP", "250", "266+CLOB"]))
def test_meaning_survives_writing(persons: list[Party], function: str) -> None:
    for person in persons:
        person.kind = KINDS[person.role]
    leg = Leg("UTA", "UTB", "2030-01-11T09:00", "2030-01-11T11:30", "ZZ", "123")
    leg.origin_role, leg.destination_role = "125", "87"
    given_ = Push(
        format="PAXLST",
        version="D:15B",
        reference="1",
        function=function,
        meaning=push_meaning(function),
        transaction="T1",
        sender="ZZ",
        recipient="UTO",
        prepared="3001100900",
        interchange="77",
        references=[Reference("TN", "T1")],
        movement=Movement("air", "ZZ", "123", legs=[leg]),
        persons=persons,
        counts=[Count("42", str(len(persons)))],
    )
    found = push(paxlst.write(given_))
    found_record, given_record = plain(found), plain(given_)
    for one, other in zip(found_record["persons"], given_record["persons"], strict=True):
        for each in (one, other):
            each.pop("infant")  # it follows from the dates
            each.get("references", []).sort(key=str)  # they stand with their kind
    assert found_record == given_record


def push_meaning(function: str) -> str:
    from fairlead.core.formats.paxlst.grammar import FUNCTIONS

    return FUNCTIONS[function]


def plain(found: Push) -> dict[str, Any]:
    """Return the meaning without the places in the source."""
    whole: dict[str, Any] = _without(record(found, say), {"segment", "segments", "problems"})
    return whole


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items() if key not in names}
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    return value


@pytest.mark.parametrize("name", WRITTEN)
def test_every_specimen_means_the_same_once_written(name: str) -> None:
    for meant in pushes(specimen(name)):
        assert plain(push(WRITERS[meant.format].write(meant))) == plain(meant)
