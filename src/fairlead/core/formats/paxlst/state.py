"""What is known so far while a PAXLST is read from front to back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import fault_at
from fairlead.core.formats.paxlst.grammar import FAULTS
from fairlead.core.travel import Document, Kept, Party, Push
from fairlead.core.travel.legs import Stop, Time
from fairlead.core.travel.moments import Moment, century_of
from fairlead.core.travel.moments import read as read_moment


@dataclass(slots=True)
class Flight:
    """One TDT with the places under it."""

    carrier: str
    number: str
    stops: list[Stop] = field(default_factory=list)
    segment: int = 0
    early: list[Time] = field(default_factory=list)  # times that stand before any place
    joined: bool = False  # put together from several TDT, each with a single place


@dataclass(slots=True)
class State:
    message: Message
    push: Push
    flights: list[Flight] = field(default_factory=list)
    person: Party | None = None
    document: Document | None = None
    contact: Party | None = None
    rank: str = "NAD"  # the tag of highest rank met in the person
    ordered: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)  # how often each may stand
    heads: dict[int, Segment] = field(default_factory=dict)  # NAD and DOC of the open person
    fixed: dict[int, Segment] = field(default_factory=dict)  # TDT, LOC and CNT of the message
    early: list[tuple[str, str, int]] = field(default_factory=list)  # of a document to come
    uniques: set[str] = field(default_factory=set)
    _year: int = 0

    @property
    def flown(self) -> bool:
        return bool(self.flights)

    @property
    def year(self) -> int:
        """The year that two digits are near to: of the first flight, else of the interchange."""
        if self._year:
            return self._year
        prepared = self.push.prepared
        if prepared[:2].isdecimal():
            whole = len(prepared) in {8, 12} and prepared[:2] in {"19", "20"}
            return (
                int(prepared[:4]) if whole else century_of(int(prepared[:2]), birth=False, near=0)
            )
        return 0

    def note(self, code: str, at: Segment | int | None, /, **facts: object) -> None:
        """Say what is wrong, with its place."""
        segment = self._at(at) if isinstance(at, int) else at
        place = segment if isinstance(segment, Segment) else None
        found = fault_at(self.message, place, FAULTS, f"paxlst.{code}", **facts)
        self.push.problems.append(found)

    def _at(self, ordinal: int) -> Segment | None:
        """Return a segment by its number; those of the open person are at hand."""
        if not ordinal:
            return None
        known = self.heads.get(ordinal) or self.fixed.get(ordinal)
        return known or self.message.segments[ordinal - 1]

    def value(self, segment: Segment, place: tuple[int, int], *others: tuple[int, int]) -> str:
        """Return the value at its place, or at another one where senders put it, and say so."""
        if found := segment.at(*place):
            return found
        for other in others:
            if found := segment.at(*other):
                self.note("value-place", segment, tag=segment.tag)
                return found
        return ""

    def keep(self, segment: Segment) -> None:
        """Keep as data what no table has a place for."""
        kept = Kept(segment.tag, segment.elements, segment.ordinal)
        (self.person.kept if self.person else self.push.kept).append(kept)

    def moment(self, segment: Segment, text: str, layout: str, *, birth: bool = False) -> Moment:
        """Read a date and say what is wrong with it."""
        qualifier = segment.at(0)
        found = read_moment(text, layout, birth=birth, near=self.year)
        if found.fault == "layout":
            self.note("date-layout", segment, qualifier=qualifier, layout=layout)
        elif found.fault:
            self.note("date", segment, qualifier=qualifier, fault=found.fault)
        if found.partial:
            self.note("date-partial", segment, qualifier=qualifier)
        return found

    def set_year(self, iso: str) -> None:
        if not self._year and iso[:4].isdecimal():
            self._year = int(iso[:4])
