"""From the JSON of ``fairlead read`` back to a `Push`, so that it can be written.

What a record may hold, its own fields say: nothing is listed twice. What is not known is passed
over, what has the wrong shape is refused with its place. A format that says more of a booking
than the model of every mode names its richer records, and those are made in their stead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from fairlead.core.errors import BadInput
from fairlead.core.travel.model import Count, Leg, Push


class Richer(NamedTuple):
    """The record of a format that stands for one of the model: where ``mark`` is said, if named."""

    kind: type
    mark: str = ""


class Field(NamedTuple):
    """One field of a record: its type, and what makes an empty one where it has no default."""

    hint: Any
    empty: Callable[[], object] | None


Kinds = Mapping[type, Richer]

_OTHER_NAMES: dict[type, dict[str, str]] = {
    Leg: {
        "from": "origin",
        "to": "destination",
        "from_role": "origin_role",
        "to_role": "destination_role",
    },
    Push: {"transfer": "last"},
}
_PASSED_OVER = {"segments", "elsewhere", "problems", "counts"}
_WORDS = {str: "a text", bool: "true or false", int: "a number"}


def push_of(record: Mapping[str, Any], kinds: Kinds | None = None) -> Push:
    """Return the message that `records.record` made this from."""
    if not isinstance(record.get("format"), str):
        raise BadInput("is no message: it names no format", place="format")
    push: Push = _record(Push, record, "", kinds or {})
    counts = record.get("counts")
    if isinstance(counts, Mapping):
        push.counts = [Count(str(name), str(value)) for name, value in counts.items()]
    if push.bookings and not push.persons:
        push.persons = [person for booking in push.bookings for person in booking.persons]
    return push


def _record(kind: type, value: object, place: str, kinds: Kinds) -> Any:  # noqa: ANN401 - any record
    if not isinstance(value, Mapping):
        raise BadInput("is not an object", place=place or "message")
    others = next((names for base, names in _OTHER_NAMES.items() if issubclass(kind, base)), {})
    richer = kinds.get(kind)
    if richer is not None and (not richer.mark or richer.mark in value):
        kind = richer.kind
    known = _fields(kind)
    values = {name: field.empty() for name, field in known.items() if field.empty}
    for key, each in value.items():
        name = others.get(key, key)
        if name in known and each is not None and name not in _PASSED_OVER:
            values[name] = _value(known[name].hint, each, f"{place}.{key}".strip("."), kinds)
    return kind(**values)


def _value(hint: Any, value: object, place: str, kinds: Kinds) -> object:  # noqa: ANN401 - a type
    """Return a value as its type wants it."""
    origin = get_origin(hint)
    if origin is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    elif origin in {list, tuple, Sequence}:
        return _list(hint, value, place, kinds)
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        return _record(hint, value, place, kinds)
    return _word(hint, value, place)


def _list(hint: Any, value: object, place: str, kinds: Kinds) -> object:  # noqa: ANN401 - a type
    if not isinstance(value, list):
        raise BadInput("is not a list", place=place)
    one = get_args(hint)[0]
    each = [_value(one, part, f"{place}[{index}]", kinds) for index, part in enumerate(value)]
    return tuple(each) if get_origin(hint) is tuple else each


def _word(hint: type, value: object, place: str) -> object:
    if issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError as error:
            raise BadInput("is none of its kinds", place=place) from error
    if type(value) is not hint:
        raise BadInput(f"is not {_WORDS[hint]}", place=place)
    return value


@cache
def _fields(kind: type) -> dict[str, Field]:
    """Return the fields of a record."""
    return {
        name: Field(hint, None if name in _defaults(kind) else get_origin(hint) or hint)
        for name, hint in get_type_hints(kind).items()
    }


def _defaults(kind: type) -> set[str]:
    """Return the fields that need not be given."""
    if not is_dataclass(kind):
        return set(getattr(kind, "_field_defaults", ()))
    return {
        name
        for name, one in kind.__dataclass_fields__.items()
        if one.default is not MISSING or one.default_factory is not MISSING
    }
