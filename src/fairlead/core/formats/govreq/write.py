"""A `Push` → GOVREQ."""

from collections.abc import Iterator

from fairlead.core.formats.edifact.messages import Group, Interchange
from fairlead.core.formats.edifact.outgoing import as_read, write_push
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.formats.pnrgov.composing import clock, day, docs, times
from fairlead.core.travel import Party, Push


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write a request as an interchange of one message."""
    return write_push(
        push,
        as_read(push) or list(compose(push)),
        interchange=interchange,
        group=group,
        agency="IA",
        association="",
        line_end=line_end,
    )


def compose(push: Push) -> Iterator[Plain]:
    """Yield the segments between UNH and UNT."""
    yield "MSG", (("", push.function),)
    for remark in push.remarks:
        if remark.code == "ORG":
            yield "ORG", (remark.text.split(" "),)
    for leg in push.movement.legs if push.movement else []:
        yield "TVL", (times(leg), leg.origin, leg.destination, leg.carrier, leg.number)
    for booking in push.bookings:
        locators = [(one.carrier, one.value) for one in booking.locators]
        yield "RCI", locators or [("", booking.locator)]
    for reference in push.references:
        if reference.qualifier.startswith("DAT:"):
            kind, at = reference.qualifier[4:], reference.value
            yield "DAT", ((kind, day(at), clock(at)),)
    for person in push.persons:
        yield from _person(person)
    for remark in push.remarks:
        if remark.code != "ORG":
            yield "IFT", (remark.code.split(":"), remark.text)
    yield from ((kept.tag, kept.elements) for kept in push.kept)


def _person(person: Party) -> Iterator[Plain]:
    if person.surname or person.given:
        yield "TIF", (person.surname, (person.given, person.role, person.reference))
    for document in person.documents:
        yield docs(document, person.reference)
    for member in person.memberships:
        yield "FTI", ((member.carrier, member.number, "", "", member.tier),)
    for ticket in person.tickets:
        yield "TKT", ((ticket.number, ticket.type),)
