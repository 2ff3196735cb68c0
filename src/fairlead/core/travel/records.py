"""One message as the JSON that ``fairlead read`` prints: the same shape for every format.

The names are a promise to those who read them: they are added to, never changed. A value that
the message does not say is ``null`` (one) or ``[]`` (several).
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from fairlead.core.problems import Problem
from fairlead.core.travel.model import (
    Answer,
    Booking,
    Document,
    Leg,
    Movement,
    Party,
    Push,
    Reference,
)

Record = dict[str, Any]
Sentence = Callable[[Problem], str]


def record(push: Push, sentence: Sentence) -> Record:
    """Return one message as JSON would have it; ``sentence`` says a problem in English."""
    found: Record = {
        "format": push.format,
        "version": push.version or None,
        "reference": push.reference or None,
        "function": push.function or None,
        "meaning": push.meaning or None,
        "transaction": push.transaction or None,
        "access": push.access or None,
        "sequence": push.sequence or None,
        "transfer": push.last or None,
        "sender": push.sender or None,
        "recipient": push.recipient or None,
        "prepared": push.prepared or None,
        "interchange": push.interchange or None,
        "test": push.test,
        "movement": _movement(push.movement),
        "persons": [_person(person) for person in push.persons],
    }
    if push.contacts:
        found["contacts"] = [_person(person) for person in push.contacts]
    if push.bookings or push.format.startswith("PNRGOV"):
        found["bookings"] = [_booking(booking) for booking in push.bookings]
    if push.answers or push.format in {"CUSRES", "ACKRES"}:
        found["answers"] = [_answer(answer) for answer in push.answers]
    found["counts"] = {count.qualifier: count.value for count in push.counts}
    found["references"] = _references(push.references)
    found["remarks"] = _plain(push.remarks)
    found["kept"] = _plain(push.kept)
    found["problems"] = [problem_record(problem, sentence) for problem in push.problems]
    return found


def problem_record(problem: Problem, sentence: Sentence) -> Record:
    """Return a problem as JSON would have it."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "segment": problem.segment or None,
        "ordinal": problem.ordinal or None,
        "offset": problem.offset,
        "text": sentence(problem),
    }


def _movement(movement: Movement | None) -> Record | None:
    if movement is None:
        return None
    return {
        "mode": movement.mode or None,
        "carrier": movement.carrier or None,
        "number": movement.number or None,
        "vessel": movement.vessel or None,
        "vessel_name": movement.vessel_name or None,
        "legs": [_leg(leg) for leg in movement.legs],
        "segment": movement.segment or None,
    } | ({"suffix": movement.suffix} if movement.suffix else {})


def _leg(leg: Leg) -> Record:
    found: Record = {
        "from": leg.origin or None,
        "to": leg.destination or None,
        "departs": leg.departs or None,
        "arrives": leg.arrives or None,
        "carrier": leg.carrier or None,
        "number": leg.number or None,
        "from_role": leg.origin_role or None,
        "to_role": leg.destination_role or None,
    }
    for name in _LEG_EXTRAS:
        if value := getattr(leg, name, None):
            found[name] = value
    for name in _LEG_LISTS:
        if listed := getattr(leg, name, None):
            found[name] = _plain(listed)
    found["segment"] = leg.segment or None
    return found


_LEG_LISTS = ("locators", "check_ins", "services", "remarks")  # PNRGOV
_LEG_EXTRAS = (
    "suffix",
    "operating_carrier",
    "operating_number",
    "booking_class",
    "status",
    "equipment",
    "kind",
    "quantity",
    "operating_class",
    "name",
    "confirmation",
)


def _person(person: Party) -> Record:
    found: Record = {
        "role": person.role or None,
        "kind": str(person.kind),
        "surname": person.surname or None,
        "given": person.given or None,
        "names": person.names,
        "title": person.title or None,
        "sex": person.sex or None,
        "birth_date": person.birth_date or None,
        "birth_place": person.birth_place or None,
        "nationality": person.nationality or None,
        "residence": person.residence or None,
        "reference": person.reference or None,
        "locator": person.locator or None,
        "infant": person.infant,
        "guardian": person.guardian or None,
        "embark": person.embark or None,
        "disembark": person.disembark or None,
        "clearance": person.clearance or None,
        "verified": person.verified or None,
        "documents": [_document(document) for document in person.documents],
    }
    for name in _PERSON_EXTRAS:
        if value := getattr(person, name, None):
            found[name] = _plain(value) if isinstance(value, list) else value
    if person.references:
        found["references"] = _references(person.references)
    found["segment"] = person.segment or None
    if person.elsewhere:
        found["segments"] = person.elsewhere
    return found


_PERSON_EXTRAS = (
    "nationalities",
    "birth_country",
    "transit",
    "employment",
    "addresses",
    "contacts",
    "bags",
    "bag_count",
    "bag_weight",
    "seats",
    "tickets",
    "memberships",
    "remarks",
    "kept",
    "given_plain",  # these and those below: of formats that say more (PNRGOV)
    "implied",
    "infant_indicator",
    "visas",
    "services",
    "fares",
    "excess",
)


def _document(document: Document) -> Record:
    found: Record = {
        "type": document.type or None,
        "number": document.number or None,
        "issuer": document.issuer or None,
        "expiry": document.expiry or None,
    }
    for name in _DOCUMENT_EXTRAS:
        if value := getattr(document, name):
            found[name] = value
    found["segment"] = document.segment or None
    return found


_DOCUMENT_EXTRAS = (
    "coding",
    "issuer_region",
    "issued",
    "place",
    "country",
    "verified",
    "surname",
    "given",
    "sex",
    "birth_date",
    "nationality",
    "infant",
    "assigned",
)


def _booking(booking: Booking) -> Record:
    return {
        "locator": booking.locator or None,
        "locators": _plain(booking.locators),
        "created": booking.created or None,
        "persons": [_person(person) for person in booking.persons],
        "itinerary": [_leg(leg) for leg in booking.itinerary],
        "unassigned": [_document(document) for document in booking.unassigned],
        "contacts": _plain(booking.contacts),
        "addresses": _plain(booking.addresses),
        "payments": _plain(booking.payments),
        "agency": booking.agency or None,
        "remarks": _plain(booking.remarks),
        "history": _plain(booking.history),
        "split": _plain(booking.split),
        "kept": _plain(booking.kept),
        "segment": booking.segment or None,
    } | {
        name: _plain(value) if isinstance(value, list) else _values(value)
        for name in _BOOKING_EXTRAS
        if (value := getattr(booking, name, None))
    }


# The first of every mode, the others of PNRGOV.
_BOOKING_EXTRAS = (
    *("agency_code", "changed", "dates", "office", "services", "excess", "references"),
)


def _answer(answer: Answer) -> Record:
    return {
        "locator": answer.locator or None,
        "reference": answer.reference or None,
        "code": answer.code or None,
        "text": answer.text or None,
        "meaning": answer.meaning or None,
        "level": answer.level or None,
        "codes": answer.codes,
        "references": _references(answer.references),
        "segment": answer.segment or None,
    } | ({"kept": _plain(answer.kept)} if answer.kept else {})


def _references(references: list[Reference]) -> list[Record]:
    return [{"qualifier": each.qualifier, "value": each.value} for each in references]


def _plain(records: list[Any]) -> list[Any]:
    """Return small records as mappings without what is empty."""
    return [_values(each) for each in records]


def _values(each: Any) -> Any:  # noqa: ANN401 - a record of any kind, or a plain value
    if is_dataclass(each):
        pairs = [(one.name, getattr(each, one.name)) for one in fields(each)]
    elif hasattr(each, "_asdict"):
        pairs = list(each._asdict().items())
    else:
        return each
    return {
        name: _plain(value) if isinstance(value, list) else value
        for name, value in pairs
        if value not in ("", [], {}, (), False, None)
    }
