"""ACKRES, built from the facts of the public guides."""

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import ackres
from fairlead.core.formats.ackres import grammar
from tests.core.formats.specimens import codes, on_one_line, push, specimen


def test_errors_are_answers() -> None:
    told = push(specimen("acknowledged.edi"))
    known, unknown = told.answers

    assert (told.function, told.meaning) == ("22+7", grammar.REFUSED)
    assert (known.code, known.meaning) == ("103", "invalid departure time")
    assert known.text == "THE TIME OF DEPARTURE IS NOT THAT OF THE SCHEDULE"
    assert known.reference == "ZZ012/010630/0900"
    assert (unknown.code, unknown.meaning) == ("999", "")
    assert codes(told.problems) == ["ackres.code-unknown"]


def test_it_is_written_as_it_was_read() -> None:
    data = on_one_line("acknowledged.edi")

    assert ackres.write(push(data)).split(b"UNH")[1] == data.split(b"UNH")[1]


def test_it_is_composed_from_its_meaning() -> None:
    told = push(specimen("acknowledged.edi"))
    told.segments = ()
    again = push(ackres.write(told))

    assert [(one.code, one.text) for one in again.answers] == [
        (one.code, one.text) for one in told.answers
    ]


def test_no_error_means_accepted() -> None:
    told = push(b"UNH+1+ACKRES:13:1:IA'MSG+:22+3'IFT+3+THANK YOU'UNT+4+1'")

    assert (told.meaning, told.answers) == (grammar.ACCEPTED, [])
    assert told.remarks[0].text == "THANK YOU"


def test_what_has_no_place_is_kept() -> None:
    told = push(b"UNH+1+ACKRES:13:1:IA'ERC'XXX+1'UNT+4+1'")

    assert [one.tag for one in told.kept] == ["XXX"]
    assert set(codes(told.problems)) >= {
        *("ackres.kept", "ackres.code-unknown", "ackres.function-missing"),
    }


@given(
    st.lists(
        st.tuples(
            st.text("0123456789", min_size=1, max_size=3),
            st.text("ABCDEFGH'+:? ", max_size=200).map(lambda text: " ".join(text.split())),
        ),
        max_size=5,
    )
)
def test_any_refusal_written_is_read_again(errors: list[tuple[str, str]]) -> None:
    received = push(specimen("records-13.edi"))
    told = push(ackres.write(ackres.acknowledge(received, errors)))

    assert [(one.code, one.text) for one in told.answers] == errors


def test_a_message_is_acknowledged_to_its_sender() -> None:
    received = push(specimen("records-13.edi"))
    answer = ackres.acknowledge(received, response="3")
    told = push(ackres.write(answer))

    assert (told.sender, told.recipient) == ("UTOGOV", "ZZ")
    assert (told.access, told.function, told.meaning) == (
        *("ZZ012/010630/0900", "22+3", grammar.ACCEPTED),
    )


def test_a_refusal_says_what_is_wrong_in_pieces_that_fit() -> None:
    received = push(specimen("records-13.edi"))
    text = "THE FLIGHT DOES NOT DEPART AT THE TIME THAT WAS REPORTED " * 3
    told = push(ackres.write(ackres.acknowledge(received, [("103", text.strip()), ("118", "")])))

    assert [(one.code, one.text) for one in told.answers] == [("103", text.strip()), ("118", "")]
    assert all(
        len(part) <= 70
        for one in told.segments
        for parts in one.elements  # type: ignore[attr-defined]
        for part in parts
    )
