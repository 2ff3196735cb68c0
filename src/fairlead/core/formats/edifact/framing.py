"""Where interchanges begin in a stream, and which service characters they use.

Real traffic wraps interchanges into teletype headers and e-mails, breaks lines in the middle of a
tag, announces service characters wrongly or in five letters, and leaves the announcement out. So
the service string advice is believed only as far as the header behind it agrees: the element
separator is what follows the tag, the component separator what follows the syntax identifier, and
the terminator what stands before the next service segment.
"""

import re
from dataclasses import dataclass, replace
from typing import BinaryIO

from fairlead.core.formats.edifact.syntax import DEFAULT, LEVEL_B, NO_RELEASE, Syntax

CHUNK = 1 << 18
AHEAD = 4096  # how far behind a header one has to look to be sure of its characters

_SPLIT = rb"[\r\n]*"  # a line may be broken anywhere, also within a tag
LONGEST_TAG = 256  # of a service segment, with lines broken within it
_SMALL = re.compile(rb"u%s[Nn]%s[ABEGHTZabeghtz](?![A-Za-z0-9])" % (_SPLIT, _SPLIT))
_START = re.compile(
    rb"(?<![A-Za-z0-9])[Uu]%s[Nn]%s([ABGHabgh])%s(?=[^A-Za-z0-9\r\n])" % (_SPLIT, _SPLIT, _SPLIT)
)
ADVICE = re.compile(
    rb"[Uu]%s[Nn]%s[Aa]([^\r\n]{3,8}?)[\s]*(?=[Uu]%s[Nn]%s[BGHbgh]%s[^A-Za-z0-9\r\n])"
    % ((_SPLIT,) * 5)
)
_HEADER = {
    b"B": re.compile(
        rb"UNB\s*([^A-Z0-9\s])\s*(?:[A-Z]{3}[A-Z0-9])\s*([^A-Z0-9\s])\s*[0-9A-Z]",
        re.IGNORECASE,
    ),
    b"G": re.compile(rb"UNG\s*([^A-Z0-9\s])\s*[A-Z]{6}\s*\1", re.IGNORECASE),
    b"H": re.compile(
        rb"UNH\s*([^A-Z0-9\s])[^\r\n]{0,40}?\1\s*[A-Z]{6}([^A-Z0-9\s])", re.IGNORECASE
    ),
}
# Marks that word processors and mail programs put for an apostrophe.
QUOTES = rb"\xe2\x80[\x98\x99\xb2]|\xc2\xb4|&#39;|&apos;|[\x91\x92\xb4`]"


Faults = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # codes with their facts


@dataclass(frozen=True, slots=True)
class Start:
    """Where an interchange (or a message without one) begins, and how it is to be split."""

    offset: int  # within the window
    header: int  # of UNB, UNG or UNH, past the service string advice
    kind: bytes  # b"B", b"G" or b"H"
    syntax: Syntax
    advice: bytes
    faults: Faults = ()


class Window:
    """A part of a stream, moved forward; ``base`` is the offset of its first byte."""

    def __init__(self, stream: BinaryIO) -> None:
        self.small = False  # whether a service tag in small letters may stand here
        self._stream = stream
        self.data = bytearray()
        self.base = 0
        self.ended = False

    def grow(self) -> bool:
        """Read on; return whether there was more."""
        chunk, before = b"" if self.ended else self._stream.read(CHUNK), len(self.data)
        self.ended = not chunk
        self.data += chunk
        self.small = self.small or bool(_SMALL.search(self.data, max(0, before - LONGEST_TAG)))
        return not self.ended

    def have(self, count: int) -> None:
        """Read until so many bytes are there, or all."""
        while len(self.data) < count and self.grow():
            pass

    def drop(self, count: int) -> None:
        """Forget the first bytes."""
        del self.data[:count]
        self.base += count


def find_start(window: Window, at: int) -> tuple[Start | None, int]:
    """Return the first start at or behind a place, and how far there is certainly none."""
    while match := _START.search(window.data, at):
        window.have(match.start() + AHEAD)
        start = _start(window.data, match)
        if start:
            return start, match.start()
        at = match.start() + 1
    size = len(window.data)
    return None, size if window.ended else max(at, size - AHEAD)


def _start(data: bytearray, match: re.Match[bytes]) -> Start | None:
    offset, kind = match.start(), match.group(1).upper()
    announced, header = b"", offset
    if kind == b"A":
        advice = ADVICE.match(data, offset)
        if not advice:
            return None
        announced, header = advice.group(1), advice.end()
        kind = plain(data, header)[2:3].upper()
    head = plain(data, header)
    shape = _HEADER[kind].match(head)
    if not shape:
        return None
    syntax, faults = _syntax(announced, kind, shape, head)
    if _ends_in_lines(bytes(data[header : header + AHEAD])):
        syntax, faults = replace(syntax, terminator="\n"), (*faults, ("terminator-missing", ()))
    advice_bytes = bytes(data[offset:header])
    return Start(offset, header, kind, syntax, advice_bytes, faults)


def _ends_in_lines(head: bytes) -> bool:
    """Say whether nothing but a line end stands before the next service segment."""
    found = re.search(rb"(.)[\r\n]+UN[GHTEZ](?=[^A-Za-z0-9\s])", head[3:], re.IGNORECASE)
    return bool(found and found.group(1).isalnum())


def plain(data: bytearray, at: int, size: int = AHEAD) -> bytes:
    """Return what follows with its line breaks taken out."""
    return bytes(data[at : at + size]).replace(b"\r", b"").replace(b"\n", b"")


def _syntax(
    announced: bytes, kind: bytes, shape: re.Match[bytes], head: bytes
) -> tuple[Syntax, Faults]:
    element = shape.group(1).decode("latin-1")
    component = "" if kind == b"G" else shape.group(shape.re.groups).decode("latin-1")
    said, faults = _announced(announced, element)
    used = _believe(said, element, component, head)
    if announced and said and (said.element, said.terminator) != (used.element, used.terminator):
        faults += (("una-contradicted", _shown(said, used)),)
    if not announced and used not in {DEFAULT, LEVEL_B}:
        faults += (("characters-inferred", (("used", _characters(used)),)),)
    return used, faults


def _announced(announced: bytes, element: str) -> tuple[Syntax | None, Faults]:
    """Read the service string advice; one that lost a character is read by what is certain."""
    text = announced.decode("latin-1")
    if len(text) == 6:  # noqa: PLR2004 - the length of a whole one
        return Syntax(*text), ()
    if not text:
        return None, ()
    short: Faults = (("una-short", (("count", str(len(text))),)),)
    if len(text) > 6 or text[1] != element:  # noqa: PLR2004
        return None, short
    between = text[2:-1]
    decimal = between[0] if between[:1] in {".", ","} else ""
    rest = between[len(decimal) :].strip()
    syntax = replace(DEFAULT, component=text[0], element=element, terminator=text[-1])
    if rest:
        syntax = replace(syntax, release=rest[0], repetition=rest[1:2] or NO_RELEASE)
    return syntax, short


def _believe(said: Syntax | None, element: str, component: str, head: bytes) -> Syntax:
    """Prefer what the interchange does to what it announces."""
    syntax = said or (LEVEL_B if element == LEVEL_B.element else DEFAULT)
    if component in {"", element}:  # an identifier without a version
        component = syntax.component
    syntax = replace(syntax, element=element, component=component)
    terminator = syntax.terminator.encode("latin-1")
    separators = (syntax.element + syntax.component).encode("latin-1")
    found = _terminator(head, terminator, separators)
    if found is None or found == terminator:
        return syntax
    if re.fullmatch(QUOTES, found):
        return replace(syntax, terminator="'")
    return replace(syntax, terminator=found.decode("latin-1"))


def _terminator(head: bytes, expected: bytes, separators: bytes) -> bytes | None:
    """Return what stands before the next service segment, or None when there is none to see."""
    places = re.finditer(
        rb"(%s|%s|[^\sA-Za-z0-9])\s*UN[GHZE](?=[^A-Za-z0-9\s])" % (re.escape(expected), QUOTES),
        head[3:],
        re.IGNORECASE,
    )
    return next((each.group(1) for each in places if each.group(1) not in separators), None)


def _shown(said: Syntax, used: Syntax) -> tuple[tuple[str, str], ...]:
    return (("announced", _characters(said)), ("used", _characters(used)))


def _characters(syntax: Syntax) -> str:
    one = syntax
    before = one.component + one.element + one.decimal + one.release + one.repetition
    return before + one.terminator
