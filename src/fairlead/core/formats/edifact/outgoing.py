"""From a `Push` to its envelope: what every format that is written over EDIFACT does alike."""

from fairlead.core.formats.edifact.syntax import Group, Interchange, Segment
from fairlead.core.formats.edifact.write import Outgoing, Plain, envelope
from fairlead.core.travel import Push


def write_push(
    push: Push,
    body: list[Plain],
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    agency: str = "UN",
    association: str = "IATA",
    line_end: str = "",
) -> bytes:
    """Envelope the segments of one message; without an envelope given, one from the push."""
    outgoing = Outgoing(
        reference=push.reference or "1",
        type=push.format,
        version=push.version,
        agency=agency,
        association=association,
        access=push.access,
        sequence=push.sequence,
        transfer=push.last,
        body=body,
    )
    return envelope([outgoing], interchange or interchange_of(push), group, line_end=line_end)


def as_read(push: Push) -> list[Plain]:
    """Return the segments between UNH and UNT as they were read; none when it was never read."""
    return [
        (one.tag, one.elements)
        for one in push.segments
        if isinstance(one, Segment) and one.tag not in {"UNH", "UNT"}
    ]


def interchange_of(push: Push) -> Interchange:
    """Return the envelope that a push names; UTF-8 is declared where ASCII is not enough."""
    ascii_only = all(_ascii(person.surname + person.given) for person in push.persons)
    return Interchange(
        charset="UNOA" if ascii_only else "UNOW",
        syntax_version="4",
        sender=push.sender,
        recipient=push.recipient,
        prepared=push.prepared,
        reference=push.interchange or push.reference or "1",
        test=push.test,
    )


def _ascii(text: str) -> bool:
    return text.isascii()


def digits(iso: str) -> str:
    """Return the digits of an ISO date or time.

    >>> digits("2013-06-21T09:00")
    '201306210900'
    """
    return "".join(each for each in iso if each.isdecimal())


def short_time(iso: str) -> tuple[str, str]:
    """Return a moment as messages write it, with the code of its layout."""
    figures = digits(iso)
    if len(figures) == 12:  # noqa: PLR2004 - with hours and minutes
        return figures[2:], "201"
    if len(figures) == 8:  # noqa: PLR2004 - a day
        return figures[2:], "101"
    return figures, {4: "602", 6: "610"}.get(len(figures), "")
