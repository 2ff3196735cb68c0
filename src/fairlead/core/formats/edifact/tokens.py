"""Bytes of one message → segments, elements, components.

The common case is three levels of `str.split`; only a segment in which the release character
stands takes the slow path, and only a message with bytes above 127 is decoded by segment. The
text is decoded as Latin-1 first: one character for each byte, so that positions are offsets.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice, repeat
from typing import Protocol

from fairlead.core.formats.edifact.grammar import CHARSETS, FALLBACK, FAULTS, SERVICE, TAGS
from fairlead.core.formats.edifact.syntax import NO_RELEASE, Interchange, Segment, Syntax
from fairlead.core.formats.edifact.wrapping import blanks_lost, is_wrapped, terminators_lost
from fairlead.core.formats.faults import found
from fairlead.core.problems import Problem

# What may stand between segments: line ends, and the control characters of teletype lines.
_TAG = re.compile("[A-Z][A-Z0-9]{2}")
BLANK = "\r\n \t\0\x01\x02\x03\x04\x0b\x0c\x1a\x7f"


class Splittable(Protocol):
    """What the tokeniser needs of a message."""

    data: bytes
    offset: int
    interchange: Interchange
    reference: str
    problems: list[Problem]
    noted: bool

    def raw(self, segment: Segment) -> bytes: ...


def tokenise(message: Splittable) -> list[Segment]:
    """Split a message into its segments, and note in it what is wrong with their syntax."""
    return list(stream(message))


def stream(message: Splittable) -> Iterator[Segment]:
    """Split a message segment by segment, so that nobody has to hold all of them at once.

    A message of a thousand records is read twice as fast when its segments are let go of. What
    is wrong is noted in the message once, however often it is split.
    """
    syntax = message.interchange.syntax
    text = message.data.decode("latin-1")
    pieces = text.split(syntax.terminator)
    released = syntax.release != NO_RELEASE and syntax.release in text
    mark = syntax.release + syntax.terminator
    torn = released and any(syntax.release + one in text for one in ("\r", "\n"))
    if torn or (released and mark in text):
        pieces = rejoin(pieces, syntax.release, syntax.terminator)
        torn = torn or any(mark + one in text for one in ("\r", "\n"))
    codec = None if text.isascii() else _codec(message)
    wrapped = torn or is_wrapped(text, syntax.terminator)
    if not (wrapped or codec or pieces[-1]):
        return _even(pieces[:-1], message, syntax.release if released else "")
    if wrapped and not message.noted:
        for place in blanks_lost(text, syntax.terminator):
            _note(message, "blank-lost", start=message.offset + place)
    lost = _lost(text, syntax) if wrapped else None
    return _uneven(pieces, message, released=released, wrapped=wrapped, codec=codec, lost=lost)


def split_segment(data: bytes, interchange: Interchange) -> list[list[str]]:
    """Split the bytes of one segment, its tag being the first element."""
    syntax = interchange.syntax
    text = data.decode("latin-1").strip(BLANK)
    text = text.removesuffix(syntax.terminator)
    text = unwrap(text)
    if not text.isascii():
        text = data_text(text, codec_of(text.encode("latin-1"), interchange.charset))
    return _elements(text, syntax)


def repetitions(data: bytes, element: int, interchange: Interchange) -> list[list[str]]:
    """Split one element, counted after the tag, at the repetition separator."""
    syntax = interchange.syntax
    mark = syntax.repetition
    if mark == NO_RELEASE:
        mark = "*"
    text = unwrap(data.decode("latin-1").strip(BLANK).removesuffix(syntax.terminator))
    if not text.isascii():
        text = data_text(text, codec_of(text.encode("latin-1"), interchange.charset))
    parts = rejoin(text.split(syntax.element), syntax.release, syntax.element)
    if element + 1 >= len(parts):
        return []
    occurrences = rejoin(parts[element + 1].split(mark), syntax.release, mark)
    return [_components(one, syntax) for one in occurrences]


def rejoin(pieces: list[str], release: str, mark: str) -> list[str]:
    """Put back together what was split at a released mark (an odd number of releases before)."""
    if release == NO_RELEASE:
        return pieces
    tails = release + "\r\n"
    odd = [at for at, piece in enumerate(pieces) if piece[-1:] in tails and _odd(piece, release)]
    if not odd:
        return pieces
    whole: list[str] = []
    done, ends = 0, set(odd)
    for first in odd:
        if first < done:
            continue
        last = first + 1
        while last in ends:
            last += 1
        whole += pieces[done:first]
        whole.append(mark.join(pieces[first : last + 1]))
        done = last + 1
    return whole + pieces[done:]


def _odd(piece: str, release: str) -> bool:
    bare = piece.rstrip("\r\n")
    return (len(bare) - len(bare.rstrip(release))) % 2 == 1


def unwrap(text: str) -> str:
    """Take out line breaks, which are no part of any segment."""
    if "\n" in text or "\r" in text:
        return text.replace("\r", "").replace("\n", "")
    return text


def codec_of(data: bytes, charset: str) -> str:
    """Return the codec that these bytes are in: UTF-8 if they are, else the declared one."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = CHARSETS.get(charset, "ascii")
        return FALLBACK if declared in {"ascii", "utf-8"} else declared
    return "utf-8"


def data_text(text: str, codec: str) -> str:
    """Decode what was taken as Latin-1."""
    return text.encode("latin-1").decode(codec, "replace")


def _even(pieces: list[str], message: Splittable, release: str) -> Iterator[Segment]:
    """Split a message of ASCII in which lines end behind terminators only: nearly every one."""
    syntax = message.interchange.syntax
    split, element, component = str.split, syntax.element, repeat(syntax.component)
    # What can be told of all pieces alike is told by iterators, which cost a third of the loop.
    ends = accumulate(map((1).__add__, map(len, pieces)), initial=message.offset)
    bodies = map(str.lstrip, pieces, repeat(BLANK))
    ordinal = 0
    segment: Segment | None = None
    for body, end in zip(bodies, islice(ends, 1, None), strict=True):
        if release and release in body:
            elements = _elements(body, syntax)
            tag = elements.pop(0)[0]
        else:
            parts = body.split(element)
            tag = parts.pop(0)
            elements = [*map(split, parts, component)]
        if not body:
            continue
        ordinal += 1
        segment = Segment(tag, elements, end - len(body) - 1, end, ordinal)
        if tag not in TAGS:
            _check_tag(segment, message)
        yield segment
    _check_trailer(segment, message)


def _uneven(
    pieces: list[str],
    message: Splittable,
    *,
    released: bool,
    wrapped: bool,
    codec: str | None,
    lost: re.Pattern[str] | None,
) -> Iterator[Segment]:
    """Split a message that has letters beyond ASCII, broken lines, or no end."""
    syntax = message.interchange.syntax
    position, last, ordinal = message.offset, len(pieces) - 1, 0
    segment: Segment | None = None
    for index, piece in enumerate(pieces):
        body = piece.lstrip(BLANK)
        end = position + len(piece)
        start = end - len(body)
        position = end + (index != last)
        if not body:
            continue
        if wrapped and ("\n" in body or "\r" in body):
            before: list[Segment] = []
            body, start = _wrapped(body, start, ordinal, before, message, lost=lost)
            ordinal += len(before)
            yield from before
        if codec and not body.isascii():
            body = data_text(body, codec)
        if released and syntax.release in body:
            elements = _elements(body, syntax)
        else:
            elements = [part.split(syntax.component) for part in body.split(syntax.element)]
        ordinal += 1
        segment = Segment(elements.pop(0)[0], elements, start, position, ordinal)
        if segment.tag not in TAGS:
            _check_tag(segment, message)
        yield segment
    _check_trailer(segment, message)


def _wrapped(
    body: str,
    start: int,
    ordinal: int,
    segments: list[Segment],
    message: Splittable,
    *,
    lost: re.Pattern[str] | None,
) -> tuple[str, int]:
    """Take line breaks out; where terminators were lost, a tag at a line start begins a segment."""
    body, begun = body.rstrip(BLANK), 0
    for match in lost.finditer(body) if lost else ():
        ordinal += 1
        elements = _elements(unwrap(body[begun : match.start()]), message.interchange.syntax)
        end = start + match.start(1)
        segments.append(Segment(elements.pop(0)[0], elements, start + begun, end, ordinal))
        _note(message, "terminator-missing", at=segments[-1])
        begun = match.start(1)
    rest = body[begun:]
    if ("\n" in rest or "\r" in rest) and not _told(message, "edifact.line-wrapped"):
        _note(message, "line-wrapped", start=start + begun)
    return unwrap(rest), start + begun


def _lost(text: str, syntax: Syntax) -> re.Pattern[str] | None:
    """Return how a segment begins at a line start, if terminators were lost there."""
    tag = _tag_at_line_start(syntax.element)
    begins = re.compile(tag.pattern.removeprefix(r"[\r\n]+"))
    return tag if terminators_lost(text, syntax.terminator, begins) else None


def _elements(text: str, syntax: Syntax) -> list[list[str]]:
    if syntax.release == NO_RELEASE or syntax.release not in text:
        return [part.split(syntax.component) for part in text.split(syntax.element)]
    parts = rejoin(text.split(syntax.element), syntax.release, syntax.element)
    return [_components(part, syntax) for part in parts]


def _components(text: str, syntax: Syntax) -> list[str]:
    if syntax.release == NO_RELEASE or syntax.release not in text:
        return text.split(syntax.component)
    parts = rejoin(text.split(syntax.component), syntax.release, syntax.component)
    pattern = _released(syntax.release)
    return [pattern.sub(r"\1", part) for part in parts]


@cache
def _released(release: str) -> re.Pattern[str]:
    return re.compile(re.escape(release) + "(.)", re.DOTALL)


@cache
def _tag_at_line_start(element: str) -> re.Pattern[str]:
    tags, mark = "|".join(sorted(TAGS - SERVICE)), re.escape(element)
    return re.compile(rf"[\r\n]+[ \t]*((?:{tags}){mark}|UNT{mark}(?=[0-9]))")


# What holds names or text: of these only the first element is a code.
_TEXTS = {"NAD", "FTX", "IFT", "TIF", "ADD", "LTS", "COM", "CTA"}


def _check_tag(segment: Segment, message: Splittable) -> None:
    tag = segment.tag.strip()
    if tag.upper() != tag:
        if not _told(message, "edifact.lower-case"):
            _note(message, "lower-case", at=segment)
        _raise_codes(segment, 1 if tag.upper() in _TEXTS else len(segment.elements))
    segment.tag = tag.upper()
    if not _TAG.fullmatch(segment.tag):
        _note(message, "tag", at=segment, tag=tag[:20])


def _raise_codes(segment: Segment, count: int) -> None:
    """Write codes in capitals where the whole message is in small letters."""
    for components in segment.elements[:count]:
        components[:] = [component.upper() for component in components]


def _check_trailer(last: Segment | None, message: Splittable) -> None:
    if last is None or last.tag != "UNT":
        _note(message, "unt-missing", at=last)
        message.noted = True
        return
    declared, counted = last.at(0), last.ordinal
    if not declared.isdecimal() or int(declared[:9]) != counted:
        _note(message, "unt-count", at=last, declared=declared, counted=counted)
    if last.at(1).upper() != message.reference.upper():
        _note(message, "unt-reference", at=last, declared=last.at(1), expected=message.reference)
    message.noted = True


def _codec(message: Splittable) -> str:
    charset = message.interchange.charset
    data = message.data.translate(None, b"\r\n")  # a line may be broken within a letter
    used = codec_of(data, charset)
    if used != CHARSETS.get(charset, "ascii"):
        _note(message, "charset", declared=charset, used=used)
    if "\ufffd" in data.decode(used, "replace"):
        _note(message, "undecodable", used=used)
    return used


def _told(message: Splittable, code: str) -> bool:
    return any(problem.code == code for problem in message.problems)


def _note(
    message: Splittable, code: str, *, at: Segment | None = None, start: int = -1, **facts: object
) -> None:
    if message.noted:
        return
    code = f"edifact.{code}"
    if at is None:
        offset = message.offset if start < 0 else start
        message.problems.append(found(FAULTS, code, facts, offset=offset))
        return
    message.problems.append(
        found(
            FAULTS,
            code,
            facts,
            offset=at.start,
            segment=at.tag,
            ordinal=at.ordinal,
            raw=message.raw(at),
        )
    )
