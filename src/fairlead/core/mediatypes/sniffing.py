"""From the first bytes to a type."""

import codecs

from fairlead.core.mediatypes.types import (
    ACTIVE_MARKS,
    OFFICE_PARTS,
    OPEN_DOCUMENT,
    OPEN_DOCUMENT_TYPES,
    SIGNATURES,
    UNKNOWN,
    ZIP,
)

HEAD_BYTES = 8192
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f") | {127}


def sniff(head: bytes) -> str:
    """Return the type of a file that begins with these bytes; ``UNKNOWN`` when none fits."""
    head = head[:HEAD_BYTES]
    if head.startswith(ZIP):
        return _package(head)
    for name, offset, signature in SIGNATURES:
        if head.startswith(signature, offset):
            return name
    return _text(head)


def _package(head: bytes) -> str:
    """Tell the office formats from other archives by the names of their first parts."""
    for kind in OPEN_DOCUMENT_TYPES:
        if OPEN_DOCUMENT + kind.encode() in head:
            return f"application/vnd.oasis.opendocument.{kind}"
    for name, part in OFFICE_PARTS:
        if part in head:
            return name
    return "application/zip"


def _text(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return UNKNOWN
    lowered = head.lower()
    for name, mark in ACTIVE_MARKS:
        if mark in lowered:
            return name
    start = text.lstrip()
    if start.startswith("<"):
        return "application/xml"
    return "application/json" if start[:1] in {"{", "["} else "text/plain"


def _decoded(head: bytes) -> str | None:
    """Return the head as text: UTF-8 without control characters, perhaps cut in a character."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return None
    return None if any(ord(character) in _CONTROLS for character in text) else text
