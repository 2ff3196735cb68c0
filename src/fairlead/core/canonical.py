"""One spelling for one content, so that a digest stands for it.

What may be in it: texts without white space and of at most 128 characters (references, codes,
dates, digests), whole numbers, yes and no, nothing, lists and mappings. No fractions, which
have more than one spelling, and no running text: the name of a person does not belong here.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fairlead.core.errors import BadInput

LONGEST = 128
DEEPEST = 6


def text(content: Mapping[str, object]) -> str:
    """Return the only spelling of a content: JSON, keys sorted, no white space, ASCII."""
    _check(content, "payload", 0)
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(spelled: str) -> str:
    """Return the SHA-256 of a spelling."""
    return hashlib.sha256(spelled.encode("ascii", "backslashreplace")).hexdigest()


def read(spelled: str) -> dict[str, Any]:
    """Return the content of a spelling."""
    content: dict[str, Any] = json.loads(spelled)
    return content


def _check(value: object, place: str, depth: int) -> None:
    if depth > DEEPEST:
        raise BadInput("nested too deeply", place=place)
    match value:
        case bool() | int() | None:
            pass
        case str():
            if len(value) > LONGEST or any(sign.isspace() for sign in value):
                raise BadInput("only references, codes, dates and digests", place=place)
        case list() | tuple():
            for number, item in enumerate(value):
                _check(item, f"{place}[{number}]", depth + 1)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise BadInput("keys are texts", place=place)
                _check(key, place, depth + 1)
                _check(item, f"{place}.{key}", depth + 1)
        case _:
            raise BadInput(f"{type(value).__name__} has no single spelling", place=place)
