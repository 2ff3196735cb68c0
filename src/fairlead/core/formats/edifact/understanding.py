"""What every format over EDIFACT does alike when it gives a message its meaning."""

from fairlead.core.formats.edifact.messages import Message, Segment, Spans
from fairlead.core.formats.faults import Faults, found
from fairlead.core.problems import Problem
from fairlead.core.travel import Push


def push_of(message: Message, format_name: str) -> Push:
    """Return a push that says what the envelopes say; the group where the interchange is silent."""
    interchange, group = message.interchange, message.group
    return Push(
        format=format_name,
        version=message.version,
        reference=message.reference,
        access=message.access,
        sequence=message.sequence,
        last=message.transfer,
        sender=interchange.sender or group.sender,
        recipient=interchange.recipient or group.recipient,
        prepared=interchange.prepared,
        interchange=interchange.reference,
        test=interchange.test,
        segments=Spans(message),
    )


def fault_at(
    message: Message, segment: Segment | None, faults: Faults, code: str, /, **facts: object
) -> Problem:
    """Make a problem with the place of a segment, or of the whole message."""
    if segment is None:
        return found(faults, code, facts, offset=message.offset)
    return found(
        faults,
        code,
        facts,
        offset=segment.start,
        segment=segment.tag,
        ordinal=segment.ordinal,
        raw=message.raw(segment),
    )
