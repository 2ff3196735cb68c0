"""A `Push` → ACKRES; and the acknowledgement of a message that was received."""

from collections.abc import Sequence

from fairlead.core.formats.ackres import grammar
from fairlead.core.formats.edifact.messages import Group, Interchange
from fairlead.core.formats.edifact.outgoing import as_read, write_push
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.travel import Answer, Push

RECEIVED = "22"  # what is acknowledged: the push of records
LONGEST_TEXT = 70  # of one component of IFT


def acknowledge(push: Push, errors: Sequence[tuple[str, str]] = (), *, response: str = "") -> Push:
    """Make the acknowledgement of a message: accepted, or refused for these codes and texts.

    Sender and recipient change places; the common access reference ties it to the message. The
    code of the response type is agreed with the carrier, so it is asked for.
    """
    function = push.function or RECEIVED
    return Push(
        format="ACKRES",
        version=push.version,
        reference="1",
        function=f"{function}+{response}" if response else function,
        meaning=grammar.REFUSED if errors else grammar.ACCEPTED,
        access=push.access,
        sender=push.recipient,
        recipient=push.sender,
        test=push.test,
        answers=[
            Answer(level="1", code=code, text=text, meaning=grammar.ERRORS.get(code, ""))
            for code, text in errors
        ],
    )


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write an acknowledgement as an interchange of one message."""
    return write_push(
        push,
        as_read(push) or compose(push),
        interchange=interchange,
        group=group,
        agency="IA",
        association="",
        line_end=line_end,
    )


def compose(push: Push) -> list[Plain]:
    """Give the segments between UNH and UNT."""
    code, _, response = push.function.partition("+")
    body: list[Plain] = [("MSG", (("", code), response))]
    body += [("IFT", ("3", *_pieces(remark.text))) for remark in push.remarks]
    for answer in push.answers:
        body.append(("ERC", (answer.code,)))
        if answer.text:
            body.append(("IFT", ("3", *_pieces(answer.text))))
    body += [(kept.tag, kept.elements) for kept in push.kept]
    return body


def _pieces(text: str) -> list[str]:
    """Cut a text into what one component holds, between words where that is possible."""
    pieces: list[str] = []
    for word in text.split(" "):
        if pieces and len(pieces[-1]) + 1 + len(word) <= LONGEST_TEXT:
            pieces[-1] = f"{pieces[-1]} {word}"
        else:
            pieces.append(word)
    return pieces
