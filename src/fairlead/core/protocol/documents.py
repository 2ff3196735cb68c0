"""JSON, read so strictly that every reader of the same bytes sees the same values.

RFC 8259 leaves doors open: names that occur twice, numbers that are none, half of a
surrogate pair, other encodings. Two parsers that differ there can be made to see two
different documents, so all of these are refused. So is U+0000, which PostgreSQL cannot store.
"""

import json
from typing import Any

from fairlead.core.errors import BadInput
from fairlead.core.protocol.pointers import pointer

CODE = "not-json"


def read_json(body: bytes) -> Any:  # noqa: ANN401 - a document has any shape
    """Return the values in this document, or raise ``BadInput`` with the reason.

    >>> read_json(b'{"name": "Utopia"}')
    {'name': 'Utopia'}
    """
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError:
        raise BadInput("The body is not UTF-8.", code=CODE) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadInput("The body is not JSON.", code=CODE, place=place) from None
    except RecursionError:
        raise BadInput("The body is nested too deeply.", code=CODE) from None
    except ValueError:  # a number with thousands of digits
        raise BadInput("The body holds a number that is too long.", code=CODE) from None
    if b"\\u" in body or b"\0" in body:
        _refuse_unstorable(value, ())
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadInput("A name occurs twice in one object.", code="name-twice")
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401 - never returns
    raise BadInput(f"{name} is not a number in JSON.", code=CODE)


def _refuse_unstorable(value: Any, path: tuple[str | int, ...]) -> None:  # noqa: ANN401 - any shape
    if isinstance(value, str):
        _refuse_text(value, path)
    elif isinstance(value, dict):
        for name, part in value.items():
            _refuse_text(name, path)
            _refuse_unstorable(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _refuse_unstorable(part, (*path, number))


def _refuse_text(text: str, path: tuple[str | int, ...]) -> None:
    if not is_storable(text):
        raise BadInput(
            "A text holds U+0000 or half of a surrogate pair.",
            code="unstorable-text",
            place=pointer(path),
        )


def is_storable(text: str) -> bool:
    """Whether both databases can keep this text."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
