"""What may be written into a queue: references, numbers, dates and words of a closed list.

The queue is a table that outlives the record it speaks of, so nothing in it may be a personal
value. That is not left to attention: a parameter that could hold free text is refused when the
job is declared.
"""

import re
import types
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from inspect import Parameter, signature
from typing import Any, Literal, Self, Union, get_args, get_origin, get_type_hints

from fairlead.core.errors import BadInput, Misconfigured

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_REFERENCE = re.compile(r"[a-z][a-z_]{0,39}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_.:/-]{0,99}")
_LARGEST = 2**63
_NOTHING = (Parameter("nothing", Parameter.POSITIONAL_ONLY),)


class Reference(str):
    """Names an object without saying anything about it: ``case:0192…``."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _REFERENCE.fullmatch(text):
            raise BadInput("a reference is kind:uuid", code="not-a-reference")
        return super().__new__(cls, text)


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) >= _LARGEST:
        raise TypeError("a whole number of at most 64 bits is needed")
    return raw


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("true or false is needed")
    return raw


_READERS: dict[Any, Callable[[Any], Any]] = {
    uuid.UUID: lambda raw: raw if isinstance(raw, uuid.UUID) else uuid.UUID(raw),
    int: _whole,
    bool: _truth,
    datetime: lambda raw: raw if isinstance(raw, datetime) else datetime.fromisoformat(raw),
    date: lambda raw: raw if isinstance(raw, date) else date.fromisoformat(raw),
    Reference: Reference,
}


def parameters(function: Callable[..., object]) -> dict[str, Any]:
    """Return the types of the job's arguments; refuse a signature that could carry free text."""
    place = f"{function.__module__}.{function.__qualname__}"
    first, *rest = signature(function).parameters.values() or _NOTHING
    if first.name != "work":
        raise Misconfigured("a job's first parameter is work: Work", place=place)
    hints = get_type_hints(function)
    for parameter in rest:
        if parameter.kind is not Parameter.KEYWORD_ONLY:
            raise Misconfigured(f"{parameter.name} must be keyword-only", place=place)
        if not _is_closed(hints.get(parameter.name)):
            raise Misconfigured(
                f"{parameter.name} could carry personal values; a job takes references, numbers, "
                "dates and words of a closed list (Literal or StrEnum)",
                place=place,
            )
    return {parameter.name: hints[parameter.name] for parameter in rest}


def _is_closed(kind: Any) -> bool:  # noqa: ANN401 - a type, whatever its form
    if kind in _READERS:
        return True
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return True
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return all(isinstance(word, str | int) for word in inner)
    if origin in (Union, types.UnionType):
        return all(part is type(None) or _is_closed(part) for part in inner)
    if origin in (list, tuple):
        return bool(inner) and all(part is Ellipsis or _is_closed(part) for part in inner)
    return False


def write(kinds: Mapping[str, Any], arguments: Mapping[str, object]) -> dict[str, Json]:
    """Check the arguments of a call, and return them as the queue holds them."""
    if unknown := arguments.keys() - kinds.keys():
        raise BadInput("the job has no such argument", code="job-argument", place=min(unknown))
    return {name: _plain(read_one(kinds[name], value, name)) for name, value in arguments.items()}


def read(kinds: Mapping[str, Any], stored: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments as the function takes them."""
    return {name: read_one(kinds[name], raw, name) for name, raw in stored.items()}


def read_one(kind: Any, raw: Any, place: str) -> Any:  # noqa: ANN401 - typed by the job's signature
    """Return one argument in its declared type, or say which argument is wrong."""
    try:
        return _read(kind, raw)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadInput("is not of the declared type", code="job-argument", place=place) from error


def _read(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - typed by the job's signature
    if kind in _READERS:
        return _READERS[kind](raw)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[inner.index(raw)]
    if origin in (Union, types.UnionType):
        return None if raw is None else _read_union([part for part in inner if part], raw)
    if origin in (list, tuple):
        return origin(_read(inner[0], item) for item in _sequence(raw))
    return kind(raw)


def _read_union(parts: Sequence[Any], raw: Any) -> Any:  # noqa: ANN401 - typed by the job's signature
    for part in parts:
        if part is type(None):
            continue
        try:
            return _read(part, raw)
        except (TypeError, ValueError, AttributeError, BadInput):
            continue
    raise TypeError("fits none of the types")


def _sequence(raw: object) -> Sequence[object]:
    if not isinstance(raw, list | tuple):
        raise TypeError("a list is needed")
    return raw


def _plain(value: Any) -> Json:  # noqa: ANN401 - one of the closed kinds
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    plain: Json = value
    return plain


def result(value: object) -> Json:
    """Check what a job returned: counts, references and codes; a text of its own is refused."""
    if isinstance(value, Mapping):
        return {result_code(name): result(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [result(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, uuid.UUID | date):
        return _plain(value)
    return result_code(value)


def result_code(value: object) -> str:
    """Check a word of a result."""
    if isinstance(value, str) and (_CODE.fullmatch(value) or _REFERENCE.fullmatch(value)):
        return str(value)
    raise Misconfigured("a job returns counts, references and codes only", code="job-result")
