"""Faults of passenger name records, in segments and in XML."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from fairlead.core.formats.pnrgov.composing import docs
from fairlead.core.formats.pnrgov.messages import Flight as Leg
from fairlead.core.formats.pnrgov.messages import Reservation, Service, Traveller
from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults.kinds import Fault, Hit, own_document
from fairlead.core.generator.truth import Draft
from fairlead.core.travel import Count, Locator


def _in_record(
    draft: Draft, chance: Chance, wanted: Callable[[Reservation, Traveller], object]
) -> tuple[int, Reservation, Traveller] | None:
    """Choose a traveller of a record, and its place among all of the message."""
    found, place = [], 0
    for booking in draft.push.bookings:
        for person in booking.persons:
            if isinstance(booking, Reservation) and isinstance(person, Traveller):
                if wanted(booking, person):
                    found.append((place, booking, person))
                place += 1
    return chance.pick(found) if found else None


def _plain(_booking: Reservation, person: Traveller) -> bool:
    """Say whether a traveller is an adult without a baby."""
    return not (person.infant or person.implied or person.infant_indicator)


def _eqn(draft: Draft, _chance: Chance) -> Hit | None:
    if draft.push.sequence:
        return None
    draft.push.counts = [Count("EQN", str(len(draft.push.bookings) + 1))]
    return Hit()


def _flight_date(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.itinerary)
    if found is None:
        return None
    leg = found[1].itinerary[-1]
    leg.departs = f"{leg.departs[:8]}32{leg.departs[10:]}"
    return Hit(found[0])


def _locator_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.locator)
    if found is None:
        return None
    place, booking, _person = found
    locator, booking.locator = booking.locator, ""
    booking.locators = [Locator(one.carrier, "", one.created) for one in booking.locators]
    for told in draft.told:
        if told["locator"] == locator:
            told["locator"] = ""
    return Hit(place)


def _surname_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(
        draft, chance, lambda booking, one: _plain(booking, one) and not one.documents
    )
    if found is None:
        return None
    found[2].surname = draft.told[found[0]]["surname"] = ""
    return Hit(found[0])


def _miscounted(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.itinerary)
    if found is None:
        return None
    leg = found[1].itinerary[0]
    if not isinstance(leg, Leg):
        return None
    leg.quantity = str(int(leg.quantity) + 1)
    return Hit(found[0])


def _unassigned(draft: Draft, chance: Chance) -> Hit | None:
    """Send a document with a reference that nobody has, and with half a name."""
    found = _in_record(
        draft,
        chance,
        lambda booking, one: (
            len(booking.persons) > 1 and _plain(booking, one) and one.documents and one.given
        ),
    )
    if found is None:
        return None
    place, _booking, person = found
    (document,) = person.documents
    person.documents = []
    half = replace(document, given=f"{document.given[0]}Q")
    text = docs(half, "")[1][0][8]
    person.services.append(
        Service(
            *("DOCS", text, "", "HK"),
            quantity="1",
            details=[["", "", "99"]],
            travellers=("99",),
            group="GR2",
        )
    )
    for name in ("birth_date", "sex", "nationality"):
        draft.told[place][name] = ""
    draft.told[place]["documents"] = []
    return Hit(place, ("pnrgov.reference-unknown",))


def _document_name(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, one: _plain(booking, one) and one.documents)
    if found is None:
        return None
    own_document(found[2], "surname", f"{found[2].documents[0].surname}Q")
    return Hit(found[0])


def _document_birth(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, one: _plain(booking, one) and one.documents)
    if found is None:
        return None
    own_document(found[2], "birth_date", f"{found[2].documents[0].birth_date[:4]}-02-31")
    draft.told[found[0]]["birth_date"] = ""
    return Hit(found[0])


RECORDS: Final = (
    Fault(
        "records-miscounted", "PNRGOV", "pnrgov.count", "EQN", "one record more is declared", _eqn
    ),
    Fault("flight-date", "PNRGOV", "pnrgov.date", "TVL", "a flight is on a day 32", _flight_date),
    Fault(
        "locator-missing",
        "PNRGOV",
        "pnrgov.locator-missing",
        "SRC",
        "the record has no locator",
        _locator_missing,
    ),
    Fault(
        "surname-missing",
        "PNRGOV",
        "pnrgov.traveller-unnamed",
        "TIF",
        "a traveller has no surname",
        _surname_missing,
    ),
    Fault(
        "travellers-miscounted",
        "PNRGOV",
        "pnrgov.count-travellers",
        "TVL",
        "one more is on the flight than the record names",
        _miscounted,
    ),
    Fault(
        "document-unassigned",
        "PNRGOV",
        "pnrgov.document-unassigned",
        "SSR",
        "nobody knows whose a document is",
        _unassigned,
    ),
    Fault(
        "document-name",
        "PNRGOV",
        "pnrgov.document-name",
        "SSR",
        "the document bears another surname",
        _document_name,
    ),
    Fault(
        "document-birth",
        "PNRGOV",
        "pnrgov.document-field",
        "SSR",
        "the birth is on a 31 February",
        _document_birth,
    ),
)

# What can be said wrongly in XML as well; the other faults are those of segments.
_XML: Final = frozenset({
    *("locator-missing", "surname-missing", "document-name", "document-birth", "flight-date"),
    *("records-miscounted", "travellers-miscounted"),
})  # fmt: skip
XML: Final = tuple(
    replace(fault, format="PNRGOV-XML", segment="") for fault in RECORDS if fault.kind in _XML
)
