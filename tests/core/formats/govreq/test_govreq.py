"""GOVREQ, built from the facts of the public guides."""

import io

from fairlead.core.formats import ackres, govreq
from fairlead.core.problems import Problem
from fairlead.core.travel import Push
from tests.core.formats.specimens import codes, on_one_line, push, specimen


def test_a_request_says_what_it_asks_for() -> None:
    told = push(specimen("request.edi"))

    assert (told.meaning, told.function) == ("bookings.request", "43")
    assert told.movement is not None
    assert (told.movement.number, told.movement.legs[0].departs) == ("012", "2030-06-01T09:00")
    assert told.bookings[0].locator == "ABC123"
    assert [(one.qualifier, one.value) for one in told.references] == [
        ("DAT:700", "2030-05-01T00:00")
    ]
    (person,) = told.persons
    assert (person.surname, person.given) == ("DOE", "ANN")
    assert person.documents[0].number == "X1234567"
    assert person.memberships[0].tier == "GOLD"
    assert person.tickets[0].number == "9991234567890"
    assert [one.text for one in told.remarks] == ["UTO UTA", "BY ORDER 4711"]
    assert told.problems == []


def test_it_is_written_with_the_same_meaning() -> None:
    told = push(specimen("request.edi"))
    told.segments = ()
    again = push(govreq.write(told))

    assert again.persons[0].documents[0].number == told.persons[0].documents[0].number
    assert [one.value for one in again.references] == [one.value for one in told.references]
    assert again.bookings[0].locators[0].carrier == "ZZ"
    assert again.problems == []


def test_a_request_for_nothing_is_told() -> None:
    told = push(b"UNH+1+GOVREQ:13:1:IA'MSG+:43'UNT+3+1'")

    assert codes(told.problems)[-1] == "govreq.nothing-asked"


def test_a_document_or_a_ticket_is_enough_to_ask_for() -> None:
    told = push(
        b"UNH+1+GOVREQ:13:1:IA'MSG+:43'SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1'TKT+1'FTI+ZZ:1'"
        b"SSR+XXXX:HK:1:ZZ:::::NOTE'SSR'UNT+8+1'"
    )
    (person,) = told.persons

    assert (person.documents[0].number, person.tickets[0].number) == ("X1", "1")
    assert told.remarks[0].code == "XXXX"
    assert push(govreq.write(told)).persons[0].documents[0].number == "X1"


def test_what_cannot_be_is_named_and_what_is_not_known_is_kept() -> None:
    told = push(
        b"UNH+1+GOVREQ:13:1:IA'MSG+:43'TVL+990630+UTA+UTB+ZZ+1'TVL+010630+UTB+UTC+ZZ+2'RCI+ZZ'"
        b"IFT'XXX+1'UNT+8+1'"
    )

    assert {one for one in codes(told.problems) if one.startswith("govreq")} == {
        *("govreq.date", "govreq.kept"),
    }
    assert told.movement is not None
    assert len(told.movement.legs) == 2
    told.segments = ()
    assert push(govreq.write(told)).kept[0].tag == "XXX"


def test_each_reader_passes_over_the_messages_of_others() -> None:
    data = on_one_line("request.edi") + on_one_line("acknowledged.edi")

    def read(module: object) -> list[Push]:
        items = module.read(io.BytesIO(data))  # type: ignore[attr-defined]
        return [one for one in items if not isinstance(one, Problem)]

    assert [one.format for one in read(govreq)] == ["GOVREQ"]
    assert [one.format for one in read(ackres)] == ["ACKRES"]
