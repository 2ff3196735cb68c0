"""Travel in the terms of every mode and format: movement, leg, party, document, booking, push.

- ``model``: the records, with provenance to the segment for every value.
- ``moments``: dates and times as messages write them, and what a year of two digits means.
- ``legs``: from the places and times of a message to legs.
- ``records``: one message as the JSON that ``fairlead read`` prints.
"""

from fairlead.core.travel.model import (
    Address,
    Answer,
    Bag,
    Booking,
    Change,
    Contact,
    Count,
    Document,
    Kept,
    Kind,
    Leg,
    Locator,
    Membership,
    Movement,
    Party,
    Payment,
    Push,
    Reference,
    Remark,
    Seat,
    Span,
    Ticket,
    provenance,
)

__all__ = [
    "Address",
    "Answer",
    "Bag",
    "Booking",
    "Change",
    "Contact",
    "Count",
    "Document",
    "Kept",
    "Kind",
    "Leg",
    "Locator",
    "Membership",
    "Movement",
    "Party",
    "Payment",
    "Push",
    "Reference",
    "Remark",
    "Seat",
    "Span",
    "Ticket",
    "provenance",
]
