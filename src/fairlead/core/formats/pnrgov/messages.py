"""What a PNRGOV message holds beyond the model of every mode, each record with its segment.

`Reservation`, `Traveller` and `Flight` *are* a `Booking`, a `Party` and a `Leg`, so that whoever
knows only the model loses nothing; what is said only here (fares, taxes, check-in, services as
they were sent) stands in the further fields.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from fairlead.core.travel import Bag, Booking, Document, Leg, Party, Payment, Remark, Ticket
from fairlead.core.travel.revival import Kinds, Richer


class Amount(NamedTuple):
    """A sum: ``kind`` is its qualifier, B the fare, T the total, or the code of a tax."""

    kind: str
    amount: str
    currency: str
    segment: int


class Dated(NamedTuple):
    """A moment with its qualifier as sent: 700 last change, 710 ticket issued, 2 check-in."""

    kind: str
    at: str
    segment: int


class Fare(NamedTuple):
    """How a traveller was priced."""

    kind: str
    discount: str
    country: str
    basis: str
    segment: int


class Excess(NamedTuple):
    """Baggage beyond what is free: so many units, at this rate."""

    quantity: str
    unit: str
    rate: str
    currency: str
    segment: int


class Office(NamedTuple):
    """Who acts (ORG): system and place, agency, kind of originator."""

    system: str
    place: str
    agency: str
    office: str
    location: str
    company: str
    kind: str
    country: str
    currency: str
    agent: str
    segment: int


@dataclass(slots=True)
class Service(Remark):
    """A special service request as sent; ``travellers`` are the references that it names."""

    quantity: str = ""
    origin: str = ""
    destination: str = ""
    details: list[list[str]] = field(default_factory=list)  # data, unit, traveller, characteristic
    travellers: tuple[str, ...] = ()
    group: str = ""  # GR1, GR2, GR5: how much it applies to


@dataclass(slots=True)
class Fares(Ticket):
    """A ticket with what was paid for it."""

    amounts: list[Amount] = field(default_factory=list)
    taxes: list[Amount] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    issued_by: str = ""
    issued_at: str = ""
    issued_in: str = ""
    payments: list[Payment] = field(default_factory=list)


@dataclass(slots=True)
class Paid(Payment):
    """A form of payment, and who paid."""

    old: bool = False  # of the ticket that was exchanged
    payer: str = ""


@dataclass(slots=True)
class Boarding:
    """One traveller at check-in or boarding of one flight."""

    traveller: str = ""  # the reference
    sequence: str = ""
    at: str = ""
    kind: str = ""  # qualifier of the moment: 2 check-in, …
    seat: str = ""
    cabin: str = ""
    bags: list[Bag] = field(default_factory=list)
    surname: str = ""
    given: str = ""
    agent: str = ""
    segment: int = 0


@dataclass(slots=True)
class Traveller(Party):
    """A person of group 2, or an infant of whom only SSR INFT or DOCS tell."""

    infant_indicator: str = ""  # as sent: 1 accompanied by an infant
    given_plain: str = ""  # without the title
    implied: str = ""  # "INFT" or "DOCS" when no TIF names this person
    visas: list[Document] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    fares: list[Fare] = field(default_factory=list)
    excess: list[Excess] = field(default_factory=list)


@dataclass(slots=True)
class Flight(Leg):
    """A flight of the itinerary, or another service (``kind``)."""

    quantity: str = ""
    operating_class: str = ""
    locators: list[str] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    check_ins: list[Boarding] = field(default_factory=list)
    name: str = ""  # of the hotel, the car company
    confirmation: str = ""


@dataclass(slots=True)
class Reservation(Booking):
    """A passenger name record."""

    dates: list[Dated] = field(default_factory=list)
    office: Office | None = None
    services: list[Service] = field(default_factory=list)
    excess: list[Excess] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    changed: str = ""  # when the record was last changed


# What stands for the records of every mode when a message comes back from JSON; a remark is a
# service where it says in which group it stood.
KINDS: Kinds = {
    Booking: Richer(Reservation),
    Party: Richer(Traveller),
    Leg: Richer(Flight),
    Ticket: Richer(Fares),
    Payment: Richer(Paid),
    Remark: Richer(Service, "group"),
}
