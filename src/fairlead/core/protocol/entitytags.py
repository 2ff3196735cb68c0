"""Entity-tags: opaque names for one version of one record.

RFC 9110, sections 8.8.3 (the tag), 13.1.1 (If-Match) and 13.1.2 (If-None-Match).
"""

import base64
import hashlib
import re
from dataclasses import dataclass

from fairlead.core.errors import BadInput

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_BETWEEN = re.compile(r"[\s,]*")
_BYTES = 15


def entity_tag(*parts: object) -> str:
    """Name a version by what makes it up; the name tells nothing about the parts.

    >>> entity_tag("case", 7) == entity_tag("case", 7) != entity_tag("case", 8)
    True
    """
    joined = b"".join(
        len(encoded).to_bytes(4, "big") + encoded
        for encoded in (str(part).encode() for part in parts)
    )
    return body_tag(joined)


def body_tag(body: bytes) -> str:
    """Name a version by all its bytes."""
    digest = hashlib.sha256(body).digest()[:_BYTES]
    return f'"{base64.urlsafe_b64encode(digest).decode()}"'


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags that a conditional header names; ``anything`` stands for ``*``."""

    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    anything: bool = False

    def includes(self, tag: str) -> bool:
        """Strong comparison: for changes, where the same bytes must be meant."""
        return self.anything or tag in self.strong

    def resembles(self, tag: str) -> bool:
        """Weak comparison: for reading again, where the same meaning is enough."""
        return self.anything or tag in self.strong | self.weak


def read_tags(header: str, *, place: str) -> Tags:
    """Read the value of If-Match or If-None-Match.

    >>> read_tags('"a", W/"b"', place="If-Match").includes('"b"')
    False
    """
    if header.strip() == "*":
        return Tags(anything=True)
    found = _TAG.findall(header)
    if not found or not _BETWEEN.fullmatch(_TAG.sub(",", header)):
        raise BadInput("must be * or a list of entity-tags in double quotes", place=place)
    return Tags(
        strong=frozenset(tag for weak, tag in found if not weak),
        weak=frozenset(tag for weak, tag in found if weak),
    )
