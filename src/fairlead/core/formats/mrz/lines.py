"""Bytes → the lines of zones, one zone after another; what else stands there is told.

A line is known by its characters and its length, and its place in a zone by where its digits
stand, so that a zone whose first line is lost does not take the line of its neighbour.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from fairlead.core.formats.faults import problem
from fairlead.core.formats.mrz.grammar import ALPHABET, FAULTS, FILLER, FILLERS
from fairlead.core.formats.mrz.messages import Row
from fairlead.core.problems import Problem

CHUNK: Final = 1 << 16
LONGEST: Final = 400  # bytes of a line that may be one of a zone
SHORTEST: Final = 26
WIDEST: Final = 100
CARD, SMALL = 32, 39  # the most characters that a line of TD1, and of TD2, may have
IN_ONE: Final = {72: 36, 88: 44, 90: 30}  # lines that were not kept apart
ALIENS: Final = 10  # one foreign character in so many
MOST_MARKS: Final = 20  # problems of characters told for one line


@dataclass(slots=True)
class Group:
    """The lines of one zone by their places, and how wide and how many they should be."""

    width: int
    lines: int
    rows: dict[int, Row] = field(default_factory=dict)
    in_one: bool = False

    @property
    def full(self) -> bool:
        return len(self.rows) == self.lines


def groups(stream: BinaryIO) -> Iterator[Group | Problem]:
    """Yield zone after zone, and a problem for each run of other text."""
    open_group: Group | None = None
    outside = False
    for start, raw in _pieces(stream):
        row = _row(start, raw)
        if row is None:
            if not raw.strip():
                continue
            if open_group is not None:
                yield open_group
                open_group = None
            if not outside:
                yield problem(FAULTS, "mrz.text-outside", offset=start, raw=raw)
            outside = True
            continue
        outside = False
        if len(row.text) in IN_ONE:
            if open_group is not None:
                yield open_group
                open_group = None
            yield _split(row)
            continue
        place = _place(row.text, begun=open_group is not None)
        if open_group is not None and not _follows(open_group, row, place):
            yield open_group
            open_group = None
        if open_group is None:
            open_group = _group(row)
        open_group.rows[place] = row
        if open_group.full:
            yield open_group
            open_group = None
    if open_group is not None:
        yield open_group


def _pieces(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield lines with their places; what has no line ends comes in pieces."""
    offset, buffer = 0, b""
    while chunk := stream.read(CHUNK):
        *whole, buffer = (buffer + chunk).split(b"\n")
        for line in whole:
            yield from _returns(offset, line)
            offset += len(line) + 1
        if len(buffer) > LONGEST and b"\r" not in buffer[-LONGEST:]:
            yield offset, buffer
            offset, buffer = offset + len(buffer), b""
        elif len(buffer) > CHUNK:
            *older, last = buffer.split(b"\r")
            for line in older:
                yield offset, line
                offset += len(line) + 1
            buffer = last
    yield from _returns(offset, buffer)


def _returns(offset: int, line: bytes) -> Iterator[tuple[int, bytes]]:
    for part in line.split(b"\r"):
        yield offset, part
        offset += len(part) + 1


def _row(start: int, raw: bytes) -> Row | None:
    """Return a line cleaned, or ``None`` if it is none of a zone."""
    if not SHORTEST <= len(raw) <= LONGEST:
        return None
    try:
        text = raw.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        text, encoding = raw.decode("latin-1"), "latin-1"
    row = _cleaned(start, text, encoding)
    aliens = sum(each not in ALPHABET for each in row.text)
    if not SHORTEST <= len(row.text) <= WIDEST or aliens * ALIENS > len(row.text):
        return None
    digits = sum(each in "0123456789" for each in row.text)
    return row if FILLER in row.text or digits >= ALIENS else None


def _cleaned(start: int, text: str, encoding: str) -> Row:
    body = text.strip(" \t\ufeff\u00a0")
    here = start + len(text[: text.index(body)].encode(encoding))
    found, offsets = [], []
    marks: dict[tuple[str, str], tuple[str, int, str]] = {}
    for character in body:
        taken, code = _taken(character)
        if code and len(marks) < MOST_MARKS:
            kind = character if code in {"mrz.filler", "mrz.character"} else ""
            marks.setdefault((code, kind), (code, here, character))
        found.append(taken)
        offsets += [here] * len(taken)
        here += len(character.encode(encoding))
    return Row("".join(found), tuple(offsets), start, here, 0, tuple(marks.values()))


def _taken(character: str) -> tuple[str, str]:
    """Return what stands for a character in a zone, and the code of what is wrong with it."""
    if character in ALPHABET:
        return character, ""
    if character in FILLERS:
        return FILLERS[character], "mrz.filler"
    if character.isspace():
        return "", "mrz.blank"
    if character.upper() in ALPHABET:
        return character.upper(), "mrz.lower-case"
    return character, "mrz.character"


def _digits(text: str) -> int:
    return sum(each in "0123456789" for each in text)


def _place(text: str, *, begun: bool) -> int:
    """Return which line of its zone this is, by where its digits stand."""
    if len(text) > CARD:
        return int(_digits(text[13:28]) >= 6)  # noqa: PLR2004 - birth and expiry have twelve
    if _digits(text[:6]) >= 4:  # noqa: PLR2004 - the birth has six
        return 1
    return 2 if begun and _digits(text) < 4 else 0  # noqa: PLR2004 - a number has more


def _follows(group: Group, row: Row, place: int) -> bool:
    alike = (len(row.text) <= CARD) == (group.width <= CARD)
    return alike and place > max(group.rows)


def _group(row: Row) -> Group:
    length = len(row.text)
    if length <= CARD:
        return Group(30, 3)
    return Group(36 if length <= SMALL else 44, 2)


def _split(row: Row) -> Group:
    width = IN_ONE[len(row.text)]
    group = Group(width, len(row.text) // width, in_one=True)
    for place in range(group.lines):
        begin, end = place * width, (place + 1) * width
        offsets = row.offsets[begin:end]
        stop = row.offsets[end] if end < len(row.offsets) else row.end
        marks = tuple(each for each in row.marks if offsets[0] <= each[1] < stop)
        part = Row(row.text[begin:end], offsets, offsets[0], stop, 0, marks)
        group.rows[place] = part
    return group
