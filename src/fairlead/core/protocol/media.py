"""Media types: what a request carries, and what it is ready to receive.

RFC 9110, sections 8.3 (Content-Type) and 12.5.1 (Accept).
"""

import re
from collections.abc import Sequence

JSON = "application/json"
PROBLEM = "application/problem+json"
LONGEST = 2000  # characters of a header that are worth reading

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110, 5.6.2: a word of the grammar
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_TYPE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*")
_PARAMETER = re.compile(rf"\s*;\s*(?:({_TOKEN})=({_TOKEN}|{_QUOTED}))?\s*")
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def read_type(text: str) -> tuple[str, dict[str, str]] | None:
    """Read one media type with its parameters, or return None where it is not one.

    >>> read_type('Application/JSON; charset="UTF-8"')
    ('application/json', {'charset': 'UTF-8'})
    >>> read_type("json") is None
    True
    """
    head = _TYPE.match(text[:LONGEST])
    if head is None or len(text) > LONGEST:
        return None
    parameters = {}
    position = head.end()
    while position < len(text):
        found = _PARAMETER.match(text, position)
        if found is None:
            return None
        if found.group(1):
            parameters[found.group(1).lower()] = _unquote(found.group(2))
        position = found.end()
    return f"{head.group(1)}/{head.group(2)}".lower(), parameters


def is_json(content_type: str) -> bool:
    """Whether a body with this Content-Type is JSON in UTF-8, the only thing we read."""
    read = read_type(content_type)
    if read is None or read[0] != JSON:
        return False
    return read[1].get("charset", "utf-8").lower() in ("utf-8", "utf8")


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered type that this Accept header likes best, or None where it likes none.

    No header means that anything is welcome; elements that are not media ranges count for
    nothing.

    >>> choose("text/html, application/*;q=0.5", ["application/json"])
    'application/json'
    >>> choose("application/json;q=0, */*", ["application/json"]) is None
    True
    """
    if not accept.strip():
        return offered[0]
    ranges = [read for element in _elements(accept) if (read := _range(element))]
    weighed = [(_weight(ranges, one), one) for one in offered]
    weight, best = max(weighed, key=lambda pair: pair[0])
    return best if weight > 0 else None


def _elements(header: str) -> list[str]:
    return re.findall(rf"(?:{_QUOTED}|[^,])+", header[:LONGEST])


def _range(element: str) -> tuple[str, float] | None:
    read = read_type(element)
    if read is None:
        return None
    weight = read[1].get("q", "1")
    return (read[0], float(weight)) if _WEIGHT.fullmatch(weight) else None


def _weight(ranges: Sequence[tuple[str, float]], offered: str) -> float:
    """Weigh by the most specific range that fits, as section 12.5.1 demands."""
    for fitting in (offered, f"{offered.split('/', maxsplit=1)[0]}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == fitting]
        if weights:
            return max(weights)
    return 0.0


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
