"""Segments → bytes: released where they must be, enveloped, counted.

`encode` writes one segment; `envelope` puts messages into UNB … UNZ with true counts; `write`
writes a message again as it was read, in one clean form. What a message means is written by its
own format, which makes `Plain` segments and hands them here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from fairlead.core.formats.edifact.grammar import CHARSETS
from fairlead.core.formats.edifact.messages import (
    DEFAULT,
    NO_RELEASE,
    Group,
    Interchange,
    Message,
    Segment,
    Syntax,
)

Elements = Sequence[str | Sequence[str]]
Plain = tuple[str, Elements]  # a tag and its elements; a text is an element of one component


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be enveloped: what UNH says of it, and the segments between UNH and UNT."""

    reference: str
    type: str
    version: str = "D:15B"
    agency: str = "UN"
    association: str = "IATA"
    access: str = ""
    sequence: str = ""
    transfer: str = ""
    body: list[Plain] = field(default_factory=list)

    def segments(self) -> list[Plain]:
        """Return all segments, UNH and a true UNT with them."""
        kind = (self.type, *self.version.split(":"), self.agency, self.association)
        header: Plain = ("UNH", (self.reference, kind, self.access, (self.sequence, self.transfer)))
        trailer: Plain = ("UNT", (str(len(self.body) + 2), self.reference))
        return [header, *self.body, trailer]


def trimmed(elements: Elements) -> list[list[str]]:
    """Leave out empty components and elements at the end, as the standard wants it."""
    whole = [[each] if isinstance(each, str) else list(each) for each in elements]
    for components in whole:
        while len(components) > 1 and not components[-1]:
            components.pop()
    while whole and whole[-1] in ([""], []):
        whole.pop()
    return whole


def encode(tag: str, elements: Iterable[Sequence[str]], syntax: Syntax = DEFAULT) -> str:
    """Write one segment with its terminator.

    >>> encode("NAD", [["FL"], ["O'DOE", "ANN"]])
    "NAD+FL+O?'DOE:ANN'"
    """
    join = syntax.component.join
    parts = (join(released(each, syntax) for each in components) for components in elements)
    return syntax.element.join((tag, *parts)) + syntax.terminator


def finished(tag: str, elements: Elements, syntax: Syntax = DEFAULT) -> str:
    """Write one segment, without what is empty at the end of it or of its elements.

    >>> finished("NAD", ["FL", "", ["DOE", "ANN", ""], ""])
    "NAD+FL++DOE:ANN'"
    """
    return _finisher(syntax)(tag, elements)


@lru_cache(maxsize=64)
def _finisher(syntax: Syntax) -> Callable[[str, Elements], str]:
    """Return what writes segments: nearly all have no service character, and are joined at once."""
    component, element, terminator = syntax.component, syntax.element, syntax.terminator
    join, special = component.join, _special(syntax)

    def finish(tag: str, elements: Elements) -> str:
        if special("".join([each if type(each) is str else "".join(each) for each in elements])):
            return encode(tag, trimmed(elements), syntax)
        parts = [each if type(each) is str else join(each).rstrip(component) for each in elements]
        return element.join((tag, *parts)).rstrip(element) + terminator

    return finish


@lru_cache(maxsize=64)
def _specials(syntax: Syntax) -> frozenset[str]:
    marks = {syntax.component, syntax.element, syntax.terminator, syntax.release}
    return frozenset(marks | {syntax.repetition}) - {NO_RELEASE}


@lru_cache(maxsize=64)
def _special(syntax: Syntax) -> Callable[[str], object]:
    """Return what finds a service character in a text."""
    return re.compile("[" + re.escape("".join(sorted(_specials(syntax)))) + "]").search


def released(text: str, syntax: Syntax) -> str:
    """Put the release character before every service character in a text.

    Without a release character service characters cannot be said; they become spaces.
    """
    specials = _specials(syntax)
    if specials.isdisjoint(text):
        return text
    if syntax.release == NO_RELEASE:
        return "".join(" " if each in specials else each for each in text)
    return "".join(syntax.release + each if each in specials else each for each in text)


def envelope(
    messages: Iterable[Outgoing],
    interchange: Interchange,
    group: Group | None = None,
    *,
    line_end: str = "",
) -> bytes:
    """Write an interchange of one group, or of messages without a group, with true counts."""
    syntax = interchange.syntax
    segments: list[Plain] = [header(interchange)]
    outgoing = list(messages)
    if group:
        segments.append(group_header(group))
    for message in outgoing:
        segments += message.segments()
    count = str(len(outgoing))
    if group:
        segments.append(("UNE", (count, group.reference)))
        count = "1"
    segments.append(("UNZ", (count, interchange.reference)))
    needed = syntax != DEFAULT and not interchange.header
    advice = interchange.advice or (syntax.advice() if needed else b"")
    finish = _finisher(syntax)
    text = line_end.join([finish(tag, elements) for tag, elements in segments])
    ahead = advice.strip() + line_end.encode() if advice else b""
    return ahead + to_bytes(text + line_end, interchange.charset)


def to_bytes(text: str, charset: str) -> bytes:
    """Encode by the declared repertoire; what it does not have is written in UTF-8."""
    try:
        return text.encode(CHARSETS.get(charset, "ascii"))
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def header(interchange: Interchange) -> Plain:
    """Return UNB."""
    prepared = interchange.prepared
    when = (prepared[:-4], prepared[-4:])
    one = interchange
    elements: list[str | Sequence[str]] = [
        (one.charset or "UNOA", one.syntax_version or "4"),
        one.sender.split(":") if ":" in one.sender else one.sender,
        one.recipient.split(":") if ":" in one.recipient else one.recipient,
        when,
        one.reference,
        "",
        one.application,
    ]
    if one.test:
        elements += ["", "", "", "1"]
    if one.header:  # what we have no field for stands as it was read
        elements = _with_rest(elements, one.header)
    return "UNB", elements


def _with_rest(elements: list[str | Sequence[str]], read: Segment) -> list[str | Sequence[str]]:
    whole = trimmed(elements)
    for index, components in enumerate(read.elements):
        if index >= len(whole):
            whole.append(list(components))
        elif not any(whole[index]) or whole[index][0] == components[0]:
            whole[index] = list(components)
    return list(whole)


def group_header(group: Group) -> Plain:
    """Return UNG."""
    if group.header:
        return "UNG", group.header.elements
    when = (group.prepared[:-4], group.prepared[-4:])
    version = group.version.split(":")
    return "UNG", (
        group.type,
        group.sender,
        group.recipient,
        when,
        group.reference,
        "UN",
        version,
    )


def write(message: Message, syntax: Syntax | None = None) -> bytes:
    """Write a message again, UNH to UNT: its segments as read, each in one clean form."""
    text = "".join(segments_of(message, syntax or message.interchange.syntax))
    return to_bytes(text, message.interchange.charset)


def segments_of(message: Message, syntax: Syntax) -> Iterator[str]:
    """Yield the segments of a message, written."""
    mark = syntax.repetition
    for segment in message.segments:
        parts = segment.elements
        if mark != NO_RELEASE and any(mark in each for part in parts for each in part):
            yield _encode_repeated(message, segment, syntax)
        else:
            yield encode(segment.tag, parts, syntax)


def _encode_repeated(message: Message, segment: Segment, syntax: Syntax) -> str:
    """Write a segment in which the repetition separator stands, telling it from a released one."""
    join = syntax.component.join
    parts = (
        syntax.repetition.join(
            join(released(each, syntax) for each in components)
            for components in message.repeats(segment, index)
        )
        for index in range(len(segment.elements))
    )
    return syntax.element.join((segment.tag, *parts)) + syntax.terminator
