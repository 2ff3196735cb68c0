"""What a travel message says, whatever format and mode of transport it came by.

Values are texts, as sent or in ISO 8601 (dates may be partial: ``1969``); "" means not said.
Nothing is inferred silently: what a reader concluded, it notes as a problem.

**Provenance.** Every record has ``segment``, the number of the segment it stands in (1 = the
message header), and `Party` and others that are put together from several segments also
``elsewhere``, which names the segment of each value that came from another one. `provenance`
answers for any value; `Push.segments` gives the bytes.

The records are not frozen: readers fill them in place, because a frozen one costs three times as
much to make. Once a reader has returned a `Push`, nobody changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from fairlead.core.problems import Problem

Elsewhere = dict[str, int]


class Span(Protocol):
    """A segment, as far as provenance needs it: bytes ``start`` to ``end`` of the source."""

    @property
    def tag(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def ordinal(self) -> int: ...


class Kind(StrEnum):
    """What a person is on this movement, in the words of every mode."""

    PASSENGER = "passenger"
    CREW = "crew"
    TRANSIT_PASSENGER = "transit-passenger"
    TRANSIT_CREW = "transit-crew"
    CONTACT = "contact"  # who reports, or is to be asked
    OTHER = "other"


@dataclass(slots=True)
class Document:
    """A travel document, and what it says of its holder where the message tells (SSR DOCS)."""

    type: str = ""  # P passport, I identity card, V visa, …
    coding: str = ""  # whose code that is, as sent: "110:111"
    number: str = ""
    issuer: str = ""  # country
    issuer_region: str = ""
    expiry: str = ""
    issued: str = ""
    place: str = ""  # where it was issued
    country: str = ""  # where it is good for (visa)
    verified: str = ""  # "yes", "no", "" not said
    surname: str = ""
    given: str = ""
    sex: str = ""
    birth_date: str = ""
    nationality: str = ""
    infant: bool = False
    assigned: str = ""  # why it stands with its person: "reference", "sole-traveller", …
    raw: str = ""
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Contact:
    """A way to reach somebody: ``kind`` is phone, mobile, fax, email, telex and so on."""

    kind: str = ""
    value: str = ""
    name: str = ""
    segment: int = 0


@dataclass(slots=True)
class Address:
    kind: str = ""  # residence, destination, mailing, billing, …
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    segment: int = 0


@dataclass(slots=True)
class Bag:
    """Bags under one tag or a run of tags; ``count`` bags, ``weight`` in ``unit``."""

    tag: str = ""
    count: str = ""
    weight: str = ""
    unit: str = ""
    carrier: str = ""
    destination: str = ""
    pool: str = ""
    segment: int = 0


@dataclass(slots=True)
class Seat:
    number: str = ""
    origin: str = ""
    destination: str = ""
    carrier: str = ""
    flight: str = ""
    segment: int = 0


@dataclass(slots=True)
class Ticket:
    number: str = ""
    type: str = ""
    coupon: str = ""
    segment: int = 0


@dataclass(slots=True)
class Membership:
    """A frequent traveller's number and status."""

    carrier: str = ""
    number: str = ""
    tier: str = ""
    segment: int = 0


@dataclass(slots=True)
class Reference:
    """A reference with its qualifier as sent: what no field of ours has a place for."""

    qualifier: str = ""
    value: str = ""
    segment: int = 0


@dataclass(slots=True)
class Remark:
    """Free text, or a special service: ``code`` is its qualifier as sent."""

    code: str = ""
    text: str = ""
    carrier: str = ""
    status: str = ""
    segment: int = 0


@dataclass(slots=True)
class Kept:
    """A segment that no table knows what to do with: kept as data."""

    tag: str
    elements: list[list[str]]
    segment: int = 0


@dataclass(slots=True)
class Party:
    """A person: traveller, crew member, or who is to be asked."""

    role: str = ""  # the code as sent: FL, FM, DDU, A, IN, …
    kind: Kind = Kind.PASSENGER
    surname: str = ""
    given: str = ""  # all further names as sent, joined by spaces
    names: list[str] = field(default_factory=list)  # the further names, one by one
    title: str = ""
    sex: str = ""  # M, F, X, U
    birth_date: str = ""
    birth_place: str = ""
    birth_country: str = ""
    nationality: str = ""
    nationalities: list[str] = field(default_factory=list)
    residence: str = ""
    reference: str = ""  # unique within the message
    locator: str = ""  # of the booking
    infant: bool = False
    guardian: str = ""  # reference of the adult an infant travels with
    embark: str = ""
    disembark: str = ""
    clearance: str = ""  # where border clearance is to be had
    transit: str = ""
    verified: str = ""  # "yes", "no", "" not said
    employment: str = ""
    documents: list[Document] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    bags: list[Bag] = field(default_factory=list)
    bag_count: str = ""
    bag_weight: str = ""
    seats: list[Seat] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Leg:
    """From one place to the next. Times are local to the place, as sent: ``2013-06-21T09:00``."""

    origin: str = ""
    destination: str = ""
    departs: str = ""
    arrives: str = ""
    carrier: str = ""
    number: str = ""
    suffix: str = ""
    operating_carrier: str = ""
    operating_number: str = ""
    booking_class: str = ""
    status: str = ""
    equipment: str = ""
    kind: str = ""  # "" the mode of the movement; open, arnk, hotel, car, rail, …
    origin_role: str = ""  # qualifiers as sent: 125, 87, 92
    destination_role: str = ""
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Movement:
    """A flight, a voyage, a train: one carrier and number, and the legs reported."""

    mode: str = ""  # air, sea, rail, road
    carrier: str = ""
    number: str = ""
    suffix: str = ""
    vessel: str = ""  # IMO number or call sign
    vessel_name: str = ""
    legs: list[Leg] = field(default_factory=list)
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Locator:
    """A booking reference, and whose it is."""

    carrier: str = ""
    value: str = ""
    created: str = ""
    segment: int = 0


@dataclass(slots=True)
class Payment:
    kind: str = ""
    amount: str = ""
    currency: str = ""
    card_type: str = ""
    card_number: str = ""
    card_expiry: str = ""
    segment: int = 0


@dataclass(slots=True)
class Change:
    """One step of a booking's history; ``kept`` are the segments that tell of it."""

    action: str = ""
    at: str = ""
    by: str = ""
    text: str = ""
    kept: list[Kept] = field(default_factory=list)
    segment: int = 0


@dataclass(slots=True)
class Booking:
    """A reservation of one or more persons for one or more legs."""

    locator: str = ""
    locators: list[Locator] = field(default_factory=list)
    created: str = ""
    persons: list[Party] = field(default_factory=list)
    unassigned: list[Document] = field(default_factory=list)
    itinerary: list[Leg] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    agency: str = ""
    agency_code: str = ""
    remarks: list[Remark] = field(default_factory=list)
    history: list[Change] = field(default_factory=list)
    split: list[Locator] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Answer:
    """What an authority answered about one person, or about the message (``level`` 1)."""

    level: str = ""
    code: str = ""
    text: str = ""
    meaning: str = ""
    locator: str = ""
    reference: str = ""
    references: list[Reference] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # when there is more than one
    kept: list[Kept] = field(default_factory=list)
    segment: int = 0
    elsewhere: Elsewhere = field(default_factory=dict)


@dataclass(slots=True)
class Count:
    """A control total as sent: its qualifier and the number."""

    qualifier: str = ""
    value: str = ""
    segment: int = 0


@dataclass(slots=True)
class Push:
    """One message, understood."""

    format: str  # "PAXLST"
    version: str = ""  # "D:05B"
    reference: str = ""  # of the message
    function: str = ""  # as sent: "745+CP", "22"
    meaning: str = ""  # of the function, as a word: "passengers.change"
    transaction: str = ""
    access: str = ""  # common access reference, which ties parts together
    sequence: str = ""
    last: str = ""  # "C" more to come, "F" final, "" not said
    sender: str = ""
    recipient: str = ""
    prepared: str = ""
    interchange: str = ""  # its reference
    test: bool = False
    movement: Movement | None = None
    persons: list[Party] = field(default_factory=list)  # everybody, also those in bookings
    contacts: list[Party] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    segments: Sequence[Span] = ()


def provenance(record: object, name: str = "") -> int:
    """Return the number of the segment a value came from; 0 when it was not in the message.

    >>> person = Party(surname="DOE", sex="F", segment=12, elsewhere={"sex": 13})
    >>> provenance(person, "surname"), provenance(person, "sex")
    (12, 13)
    """
    elsewhere: Elsewhere = getattr(record, "elsewhere", None) or {}
    segment: int = getattr(record, "segment", 0)
    return elsewhere.get(name, segment)
