"""One spelling for one content, so that a digest stands for it.

What may be in it: texts without white space and of at most 128 characters (references, codes,
dates, digests), whole numbers, yes and no, nothing, lists and mappings. No fractions, which
have more than one spelling, and no running text: the name of a person does not belong here.

>>> text({"guest": "guest:17", "nights": [1, 2]})
'{"guest":"guest:17","nights":[1,2]}'
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fairlead.core.errors import BadInput

LONGEST = 128
DEEPEST = 6

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def text(content: Mapping[str, object]) -> str:
    """Return the only spelling of a content: JSON, keys sorted, no white space, ASCII."""
    plain = _plain(content, "payload", 0)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(spelled: str) -> str:
    """Return the SHA-256 of a spelling."""
    return hashlib.sha256(spelled.encode("utf-8", "backslashreplace")).hexdigest()


def read(spelled: str) -> dict[str, Any]:
    """Return the content of a spelling."""
    content: dict[str, Any] = json.loads(spelled)
    return content


def _plain(value: object, place: str, depth: int) -> Plain:
    if depth > DEEPEST:
        raise BadInput("nested too deeply", place=place)
    match value:
        case bool() | int() | None:
            return value
        case str():
            return _word(value, place)
        case list() | tuple():
            return [_plain(item, f"{place}[{at}]", depth + 1) for at, item in enumerate(value)]
        case Mapping():
            return {
                _word(key, place): _plain(item, f"{place}.{key}", depth + 1)
                for key, item in value.items()
            }
    raise BadInput(f"{type(value).__name__} has no single spelling", place=place)


def _word(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise BadInput("keys are texts", place=place)
    if len(value) > LONGEST or any(sign.isspace() or not sign.isprintable() for sign in value):
        raise BadInput("only references, codes, dates and digests", place=place)
    return value
