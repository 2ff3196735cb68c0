"""PNRGOV XML → the same records that PNRGOV in EDIFACT gives, one after another as they close."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from fairlead.core.formats.edifact.messages import Message, Segment
from fairlead.core.formats.faults import problem
from fairlead.core.formats.pnrgov_xml import grammar
from fairlead.core.formats.pnrgov_xml.grammar import FAULTS, FORMAT, MOST, MOST_SEGMENTS
from fairlead.core.formats.pnrgov_xml.records import Records
from fairlead.core.formats.pnrgov_xml.tree import Document, Element, What
from fairlead.core.problems import Problem
from fairlead.core.travel import Count, Movement, Push

NOWHERE = Segment("EQN", [], 0, 0, 0)


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield what every document of a stream says, with everything that is wrong in it.

    A document is one push; one of more than five hundred records is several, numbered as the parts
    of a message are.
    """
    document = Document(stream)
    yield from _Reader(document).pushes()
    while document.rest:
        document = Document(stream, document.rest, document.base)
        yield from _Reader(document).pushes()


class _Reader(Records):
    def __init__(self, document: Document) -> None:
        super().__init__(Push(format=FORMAT, version=grammar.VERSION))
        self.document = document
        self.around = 0  # how many elements are open around what is met
        self.declared: list[tuple[Segment, str, int]] = []  # EQN, what it says, records before

    def pushes(self) -> Iterator[Push | Problem]:
        """Yield what the document says, in parts if it is long."""
        for what, element in self.document.met():
            full = len(self.push.bookings) >= MOST or len(self.segments) >= MOST_SEGMENTS
            if full and what is not What.END:
                yield self._part("C" if not self.push.sequence else "")
            if what is What.UNIT:
                self._unit(element)
            elif what is What.BEGIN:
                self._enter(element)
            else:
                self._leave(element)
        yield from self._finish()

    def _part(self, last: str) -> Push:
        """Give out what was read so far, and begin the next part of the same message."""
        done, day = self.push, self.state.day
        done.sequence, done.last = done.sequence or "1", last
        done.access = done.access or done.reference or "1"
        flown = done.movement
        if flown is not None:
            legs = [replace(leg, segment=0) for leg in flown.legs]
            flown = replace(flown, legs=legs, segment=0)
        following = Push(
            *(FORMAT, done.version, done.reference, done.function, done.meaning),
            access=done.access,
            sequence=str(int(done.sequence) + 1),
            sender=done.sender,
            movement=flown,
        )
        self.begin(following)
        self.state.day = day
        return done

    def _finish(self) -> Iterator[Push | Problem]:
        push = self.push
        push.problems[:0] = self.document.problems
        if push.sequence:
            push.last = "F"
        elif push.movement is None and push.bookings:
            self.state.fault("flight", 1, missing="FlightLeg")
        if not self.records:
            push.problems.append(problem(FAULTS, "pnrgov-xml.no-records"))
            if not self.document.begun:
                yield from push.problems
                return
        yield push

    # ------------------------------------------------------------ levels

    def _unit(self, element: Element) -> None:
        if not self.around:
            self._root(element)
        self.state.message = Message(self.document.raw(element), element.start, type=FORMAT)
        self._LEVELS[element.name](self, element)

    def _root(self, element: Element) -> None:
        """Take from the root what names the message; the records may stand anywhere in it."""
        if element.name != grammar.ROOT:
            facts = {"segment": element.name, "expected": grammar.ROOT}
            self.push.problems.append(
                problem(FAULTS, "pnrgov-xml.text-without-element", **facts)  # type: ignore[arg-type]
            )
        self._name(element)

    def _name(self, element: Element) -> None:
        get, push = element.get, self.push
        push.reference = get("CorrelationID", "TransactionIdentifier", "EchoToken")
        push.function = get("MessageFunction", "Function")

    def _enter(self, element: Element) -> None:
        if not self.around:
            self._root(element)
        elif element.name == grammar.ROOT:
            self._name(element)  # within an envelope of another standard
        elif element.name == "PNRs":
            declared = element.get("NumberOfPnrs", "NumberOfPNRs")
            segment = self.segment("EQN", element, [[declared]]) if declared else NOWHERE
            if declared:
                self.push.counts.append(Count("EQN", declared, segment.ordinal))
            self.declared.append((segment, declared, self.records))
        self.around += 1

    def _leave(self, element: Element) -> None:
        self.around -= 1
        if self.around and element.name == "PNRs" and self.declared:
            segment, declared, before = self.declared.pop()
            counted = self.records - before
            if declared.isdecimal() and int(declared[:9]) != counted:
                self.state.message = Message(b"", 0, type=FORMAT)
                self.state.fault("count", segment, declared=declared, counted=counted)
        elif self.around and element.name != grammar.ROOT:
            self.keep(element, self.push.kept)

    def _originator(self, element: Element) -> None:
        self.push.sender = element.get("AirlineCode", "SystemCode")
        self.segment("ORG", element, [[self.push.sender, element.get("SystemCode")]])

    def _leg(self, element: Element) -> None:
        leg = self.flight(element)
        self.state.day = leg.departs[:10]
        self.push.movement = Movement(
            "air", leg.carrier, leg.number, leg.suffix, legs=[leg], segment=leg.segment
        )

    _LEVELS = {
        "Originator": _originator,
        "FlightLeg": _leg,
        "PNR": Records.record,
    }
