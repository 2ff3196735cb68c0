"""From the JSON of ``fairlead read`` back to a `Push`, so that it can be written.

What is not known is passed over, what has the wrong shape is refused with its place.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from fairlead.core.errors import BadInput
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
    Ticket,
)

T = TypeVar("T")
_OTHER_NAMES = {
    Leg: {
        "from": "origin",
        "to": "destination",
        "from_role": "origin_role",
        "to_role": "destination_role",
    },
    Push: {"transfer": "last"},
}
_SINGLE = {"movement", "kind"}
_PARTS: dict[type, dict[str, Callable[..., Any]]] = {}


def push_of(record: Mapping[str, Any]) -> Push:
    """Return the message that `records.record` made this from."""
    if not isinstance(record.get("format"), str):
        raise BadInput("is no message: it names no format", place="format")
    counts = record.get("counts") or {}
    plain = {name: value for name, value in record.items() if name not in {"counts", "problems"}}
    push = _revive(Push, plain, "")
    if isinstance(counts, Mapping):
        push.counts = [Count(str(name), str(value)) for name, value in counts.items()]
    if push.bookings and not push.persons:
        push.persons = [person for booking in push.bookings for person in booking.persons]
    return push


def _revive(kind: type[T], record: object, place: str) -> T:
    if not isinstance(record, Mapping):
        raise BadInput("is not an object", place=place or "message")
    names = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    others = _OTHER_NAMES.get(kind, {})
    values: dict[str, Any] = {}
    for key, value in record.items():
        name = others.get(key, key)
        if name in names and value is not None and name not in {"segments", "elsewhere"}:
            values[name] = _value(kind, name, value, f"{place}.{key}".strip("."))
    return kind(**values)


def _value(kind: type, name: str, value: object, place: str) -> object:
    part = _PARTS.get(kind, {}).get(name)
    if part is None:
        return _plain(value, place)
    if name in _SINGLE:
        return part(value, place)
    if not isinstance(value, list):
        raise BadInput("is not a list", place=place)
    return [part(each, f"{place}[{index}]") for index, each in enumerate(value)]


def _plain(value: object, place: str) -> object:
    if isinstance(value, str | bool | int):
        return value
    raise BadInput("is not a text", place=place)


def _of(kind: type[Any]) -> Callable[[object, str], Any]:
    return lambda record, place: _revive(kind, record, place)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise BadInput("is not a text", place=place)
    return value


def _kind(value: object, place: str) -> Kind:
    try:
        return Kind(_text(value, place))
    except ValueError as error:
        raise BadInput("is no kind of person", place=place) from error


def _element(value: object, place: str) -> list[str]:
    if not isinstance(value, list):
        raise BadInput("is not a list", place=place)
    return [_text(each, place) for each in value]


_PARTS |= {
    Push: {
        "movement": _of(Movement),
        "persons": _of(Party),
        "contacts": _of(Party),
        "bookings": _of(Booking),
        "answers": _of(Answer),
        "references": _of(Reference),
        "remarks": _of(Remark),
        "kept": _of(Kept),
    },
    Movement: {"legs": _of(Leg)},
    Kept: {"elements": _element},
    Answer: {"references": _of(Reference), "codes": _text, "kept": _of(Kept)},
    Booking: {
        "locators": _of(Locator),
        "persons": _of(Party),
        "unassigned": _of(Document),
        "itinerary": _of(Leg),
        "contacts": _of(Contact),
        "addresses": _of(Address),
        "payments": _of(Payment),
        "remarks": _of(Remark),
        "history": _of(Change),
        "split": _of(Locator),
        "kept": _of(Kept),
    },
    Party: {
        "kind": _kind,
        "names": _text,
        "nationalities": _text,
        "documents": _of(Document),
        "addresses": _of(Address),
        "contacts": _of(Contact),
        "bags": _of(Bag),
        "seats": _of(Seat),
        "tickets": _of(Ticket),
        "memberships": _of(Membership),
        "references": _of(Reference),
        "remarks": _of(Remark),
        "kept": _of(Kept),
    },
}
