"""An interchange again, as the standard wants it: no wrapper, no broken line, true counts.

What conforms comes out as the same bytes, with the line ends between segments that it had.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from fairlead.core.formats.edifact.messages import NO_RELEASE, Group, Interchange, Message, Syntax
from fairlead.core.formats.edifact.read import read
from fairlead.core.formats.edifact.write import encode, segments_of, to_bytes


@dataclass(slots=True)
class _Open:
    """What was met of an interchange so far; it is written when the next begins."""

    interchange: Interchange
    line_end: str
    parts: list[str] = field(default_factory=list)
    group: Group | None = None
    groups: int = 0
    in_group: int = 0
    messages: int = 0


def rewrite(stream: BinaryIO, *, line_end: str | None = None) -> Iterator[bytes]:
    """Yield every interchange of a stream in its clean form."""
    found = (item for item in read(stream) if isinstance(item, Message))
    return rewrite_messages(found, line_end=line_end)


def rewrite_messages(
    messages: Iterable[Message], *, line_end: str | None = None
) -> Iterator[bytes]:
    """Yield the interchanges of messages in their clean form."""
    current: _Open | None = None
    for message in messages:
        if current is None or current.interchange is not message.interchange:
            if current:
                yield _finish(current)
            ends = line_end_of(message) if line_end is None else line_end
            current = _Open(message.interchange, ends)
        _add(current, message)
    if current:
        yield _finish(current)


def line_end_of(message: Message) -> str:
    """Return what stands behind the first terminator."""
    mark = re.escape(message.interchange.syntax.terminator.encode("latin-1"))
    found = re.search(mark + rb"(\r\n|\n|\r|)", message.data)
    return found.group(1).decode() if found else ""


def _add(current: _Open, message: Message) -> None:
    if current.group is not message.group:
        _end_group(current)
        if message.group.header:
            current.group, current.in_group = message.group, 0
            current.groups += 1
            current.parts.append(opening_of(message.group, message.interchange))
    current.parts += clean_segments(message)
    current.in_group += 1
    current.messages += 1


def clean_segments(message: Message) -> list[str]:
    """Return the segments of a message, each in its clean form, with a true count."""
    syntax = message.interchange.syntax
    segments = list(segments_of(message, syntax))
    if message.segments and message.segments[-1].tag == "UNT":
        segments.pop()
    if message.segments and message.segments[0].tag == "UNH":
        trailer = [[_counted(message, len(segments) + 1)], [message.reference]]
        segments.append(encode("UNT", trailer, syntax))
    return segments


def opening_of(envelope: Interchange | Group, interchange: Interchange) -> str:
    """Return UNB or UNG as it was read; nothing where there was none."""
    tag = "UNB" if isinstance(envelope, Interchange) else "UNG"
    syntax = _of_envelopes(interchange.syntax)
    return encode(tag, envelope.header.elements, syntax) if envelope.header else ""


def _counted(message: Message, count: int) -> str:
    """Write a true count as wide as it was declared."""
    last = message.segments[-1]
    declared = last.at(0) if last.tag == "UNT" else ""
    return declared if declared.lstrip("0") == str(count) else str(count)


def _end_group(current: _Open) -> None:
    if current.group:
        trailer = [[str(current.in_group)], [current.group.reference]]
        current.parts.append(encode("UNE", trailer, current.interchange.syntax))
        current.group = None


def _finish(current: _Open) -> bytes:
    _end_group(current)
    interchange, syntax = current.interchange, _of_envelopes(current.interchange.syntax)
    parts = current.parts
    if interchange.header:
        parts.insert(0, opening_of(interchange, interchange))
        count = str(current.groups or current.messages)
        parts.append(encode("UNZ", [[count], [interchange.reference]], syntax))
    advice = interchange.syntax.advice() if interchange.advice else b""
    ends = current.line_end
    text = "".join(part + ends for part in parts)
    return (advice + ends.encode() if advice else b"") + to_bytes(text, interchange.charset)


def _of_envelopes(syntax: Syntax) -> Syntax:
    """Leave the repetition separator alone where nothing can repeat: it is a letter there."""
    return replace(syntax, repetition=NO_RELEASE)
