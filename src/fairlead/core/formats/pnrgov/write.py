"""A `Push` → PNRGOV.

What was read is written as it was read, segment by segment, in one clean form: so a conformant
message comes out byte for byte. What was made here, or came back from JSON, is composed from its
meaning, in the order of the version that it names.
"""

from collections.abc import Iterator

from fairlead.core.formats.edifact.messages import Group, Interchange, Spans
from fairlead.core.formats.edifact.outgoing import as_read, write_push
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.formats.pnrgov import composing
from fairlead.core.travel import Push

AGENCY = "IA"


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write a message as an interchange of one message."""
    agency, association = AGENCY, ""
    segments = push.segments
    if isinstance(segments, Spans):
        message = segments.message
        interchange = interchange or (message.interchange if message.interchange.header else None)
        group = group or (message.group if message.group.header else None)
        agency, association = message.agency, message.association
    return write_push(
        push,
        as_read(push) or list(compose(push)),
        interchange=interchange,
        group=group,
        agency=agency,
        association=association,
        line_end=line_end,
    )


def _sender(push: Push) -> tuple[str, ...]:
    """Name the system that sends; what ORG said of it, if it was read."""
    told = next((remark for remark in push.remarks if remark.code == "ORG"), None)
    return (told.carrier, told.text) if told else (push.sender.split(":")[0],)


def compose(push: Push) -> Iterator[Plain]:
    """Yield the segments between UNH and UNT from what the message means."""
    yield "MSG", (("", push.function or "22"),)
    yield "ORG", (_sender(push),)
    if push.movement is not None:
        leg = push.movement.legs[0] if push.movement.legs else None
        if leg is not None:
            number = [leg.number or push.movement.number, leg.suffix]
            carrier = leg.carrier or push.movement.carrier
            times = composing.times(leg)
            yield "TVL", (times, leg.origin, leg.destination, carrier, number)
    declared = next((one.value for one in push.counts if one.qualifier == "EQN"), "")
    yield "EQN", (declared or str(len(push.bookings)),)
    for booking in push.bookings:
        yield from composing.record(booking, push.version)
