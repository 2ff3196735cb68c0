"""GOVREQ → a `Push` that says which records are asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.documents import read_docs
from fairlead.core.formats.airimp.names import split_title
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import push_of
from fairlead.core.formats.faults import problem
from fairlead.core.formats.govreq import grammar
from fairlead.core.formats.govreq.grammar import FAULTS
from fairlead.core.formats.pnrgov.read import end_of_year
from fairlead.core.problems import Problem
from fairlead.core.travel import (
    Booking,
    Document,
    Kept,
    Leg,
    Locator,
    Membership,
    Movement,
    Party,
    Push,
    Reference,
    Remark,
    Ticket,
)

TYPE = "GOVREQ"
ENVELOPE = frozenset(("UNH", "UNT", "SRC"))


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every request of a stream."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type == TYPE:
            yield understand(item)


@dataclass(slots=True)
class _Request:
    message: Message
    push: Push
    day: str = ""

    def fault(self, segment: Segment, code: str, **facts: object) -> None:
        self.push.problems.append(
            problem(
                FAULTS,
                f"govreq.{code}",
                offset=segment.start,
                segment=segment.tag,
                ordinal=segment.ordinal,
                raw=self.message.raw(segment),
                **facts,
            )
        )

    def person(self, segment: Segment) -> Party:
        """Return the traveller asked for; one without a name where only a document is named."""
        if not self.push.persons:
            self.push.persons.append(Party(segment=segment.ordinal))
        return self.push.persons[-1]

    def moment(self, segment: Segment, day: str, time: str) -> str:
        at = dates.moment(day, time)
        if day and not at:
            self.fault(segment, "date", value=f"{day}:{time}")
        return at


def understand(message: Message) -> Push:
    """Give a message its meaning."""
    push = push_of(message, TYPE)
    push.meaning = grammar.MEANING
    request = _Request(message, push, end_of_year(message.interchange.prepared))
    for segment in message.segments:
        handler = _HANDLERS.get(segment.tag)
        if handler:
            handler(request, segment)
        elif segment.tag not in ENVELOPE:
            push.kept.append(Kept(segment.tag, segment.elements, segment.ordinal))
            request.fault(segment, "kept", tag=segment.tag)
    asked = push.movement or push.bookings or push.persons
    if not asked:
        push.problems.append(problem(FAULTS, "govreq.nothing-asked", offset=message.offset))
    push.problems[:0] = message.problems
    return push


def _function(request: _Request, segment: Segment) -> None:
    request.push.function = segment.at(0, 1) or segment.at(0)


def _originator(request: _Request, segment: Segment) -> None:
    """ORG: which authority asks, and for whom at the carrier."""
    words = [part for parts in segment.elements for part in parts if part]
    request.push.remarks.append(Remark("ORG", " ".join(words), "", "", segment.ordinal))


def _flight(request: _Request, segment: Segment) -> None:
    at = segment.at
    leg = Leg(
        at(1),
        at(2),
        request.moment(segment, at(0), at(0, 1)),
        request.moment(segment, at(0, 2), at(0, 3)),
        at(3),
        at(4),
        segment=segment.ordinal,
    )
    request.day = leg.departs[:10] or request.day
    movement = request.push.movement
    if movement is None:
        movement = Movement("air", leg.carrier, leg.number, segment=segment.ordinal)
        request.push.movement = movement
    movement.legs.append(leg)


def _locator(request: _Request, segment: Segment) -> None:
    for index, parts in enumerate(segment.elements):
        value = segment.at(index, 1)
        if value:
            locator = Locator(parts[0].strip(), value, "", segment.ordinal)
            request.push.bookings.append(
                Booking(locator=value, locators=[locator], segment=segment.ordinal)
            )


def _traveller(request: _Request, segment: Segment) -> None:
    given = segment.at(1)
    plain, title, _sure = split_title(given)
    request.push.persons.append(
        Party(
            role=segment.at(1, 1),
            surname=segment.at(0),
            given=given,
            names=[plain] if plain else [],
            title=title,
            reference=segment.at(1, 2),
            segment=segment.ordinal,
        )
    )


def _document(request: _Request, segment: Segment) -> None:
    text = "".join(segment.elements[0][8:]) if segment.elements else ""
    if segment.at(0) != "DOCS":
        request.push.remarks.append(
            Remark(segment.at(0), text, segment.at(0, 3), segment.at(0, 1), segment.ordinal)
        )
        return
    docs = read_docs(text, request.day)
    person = request.person(segment)
    person.documents.append(
        Document(
            type=docs.kind,
            number=docs.number,
            issuer=docs.issuer,
            expiry=docs.expiry,
            surname=docs.surname,
            given=docs.given,
            sex=docs.sex,
            birth_date=docs.birth_date,
            nationality=docs.nationality,
            infant=docs.infant,
            assigned="request",
            raw=text,
            segment=segment.ordinal,
        )
    )


def _member(request: _Request, segment: Segment) -> None:
    member = Membership(segment.at(0), segment.at(0, 1), segment.at(0, 4), segment.ordinal)
    request.person(segment).memberships.append(member)


def _ticket(request: _Request, segment: Segment) -> None:
    ticket = Ticket(segment.at(0), segment.at(0, 1), segment=segment.ordinal)
    request.person(segment).tickets.append(ticket)


def _span(request: _Request, segment: Segment) -> None:
    for index in range(len(segment.elements)):
        kind = segment.at(index)
        at = request.moment(segment, segment.at(index, 1), segment.at(index, 2))
        if at:
            request.push.references.append(Reference(f"DAT:{kind}", at, segment.ordinal))


def _text(request: _Request, segment: Segment) -> None:
    text = " ".join(part for parts in segment.elements[1:] for part in parts if part)
    code = ":".join(part for part in segment.elements[0][:2] if part) if segment.elements else ""
    request.push.remarks.append(Remark(code, text, "", "", segment.ordinal))


_HANDLERS: dict[str, Callable[[_Request, Segment], None]] = {
    "MSG": _function,
    "ORG": _originator,
    "TVL": _flight,
    "RCI": _locator,
    "TIF": _traveller,
    "SSR": _document,
    "FTI": _member,
    "TKT": _ticket,
    "DAT": _span,
    "IFT": _text,
}
