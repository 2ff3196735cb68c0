"""Envelopes are written with true counts, and what is known of them."""

from fairlead.core.formats.edifact import Group, Interchange, Syntax
from fairlead.core.formats.edifact.outgoing import digits, short_time
from fairlead.core.formats.edifact.write import Outgoing, envelope, to_bytes, trimmed
from tests.core.formats.specimens import codes, loose, message, messages

OUTGOING = Outgoing(
    "1", "PAXLST", access="ZZ1", sequence="01", transfer="F", body=[("BGM", ("745",))]
)


def test_an_interchange_of_our_own() -> None:
    ours = Interchange(
        charset="UNOB",
        sender="UTO:ZZ",
        recipient="ZZ:ZZ",
        prepared="3001100900",
        reference="7",
        application="APIS",
        test=True,
    )
    group = Group("PAXLST", "UTO", "ZZ", "3001100900", "8", "D:15B")
    written = envelope([OUTGOING, OUTGOING], ours, group)
    assert written.startswith(b"UNB+UNOB:4+UTO:ZZ+ZZ:ZZ+300110:0900+7++APIS++++1'UNG+PAXLST+UTO+ZZ")
    assert written.endswith(b"UNT+3+1'UNE+2+8'UNZ+1+7'")
    one, _two = messages(written)
    assert (one.interchange.test, one.interchange.sender, one.group.version) == (
        True,
        "UTO",
        "D:15B",
    )
    assert (one.access, one.sequence, one.transfer) == ("ZZ1", "01", "F")
    assert codes(list(loose(written))) == []


def test_other_characters_are_announced() -> None:
    syntax = Syntax(element="*", terminator="~")
    written = envelope([OUTGOING], Interchange(syntax, sender="A*B", reference="7"))
    assert written.startswith(b"UNA:*.? ~UNB*UNOA:4*A?*B**")
    assert message(written).interchange.sender == "A*B"


def test_what_was_read_of_a_header_is_kept() -> None:
    data = (
        b"UNB+UNOA:4+A:14+B:14+300110:0900+7+PASS+APIS+A+1+CONTRACT'UNH+1+PAXLST:D:15B:UN'UNT+2+1'"
    )
    read = message(data).interchange
    written = envelope([OUTGOING], read)
    assert written.startswith(data[: data.index(b"UNH")])


def test_what_is_empty_at_the_end_is_left_out() -> None:
    assert trimmed(["20", "", ("", "A", ""), "", ("", "")]) == [["20"], [""], ["", "A"]]
    assert trimmed(["", []]) == []


def test_a_letter_that_the_repertoire_lacks_is_written_in_utf_8() -> None:
    assert to_bytes("Ж", "UNOA") == "Ж".encode()
    assert to_bytes("Ж", "UNOE") == "Ж".encode("iso8859-5")


def test_moments_are_written_short() -> None:
    assert digits("2013-06-21T09:00") == "201306210900"
    assert short_time("2013-06-21T09:00") == ("1306210900", "201")
    assert short_time("2013-06-21") == ("130621", "101")
    assert short_time("2013-06") == ("201306", "610")
    assert short_time("soon") == ("", "")
