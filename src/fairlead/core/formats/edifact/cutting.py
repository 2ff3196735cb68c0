"""One interchange, cut into its messages.

Only the service segments are looked for; what stands between UNH and UNT is cut out whole and
split when somebody asks for it.
"""

import re
from collections.abc import Iterator

from fairlead.core.formats.edifact.framing import ADVICE, AHEAD, QUOTES, Start, Window, plain
from fairlead.core.formats.edifact.grammar import FAULTS
from fairlead.core.formats.edifact.headers import fill, group_of, interchange_of, straighten
from fairlead.core.formats.edifact.marks import ends_of, is_talkative, mark_of, shapes_of
from fairlead.core.formats.edifact.messages import (
    NO_RELEASE,
    Group,
    Interchange,
    Message,
    Segment,
)
from fairlead.core.formats.edifact.tokens import BLANK, split_segment
from fairlead.core.formats.faults import found, problem
from fairlead.core.problems import Problem

LARGEST_MESSAGE = 1 << 26
_BLANK = BLANK.encode("latin-1")
_QUOTE = re.compile(QUOTES)
_LINE = re.compile(rb"[\r\n]")
_LONGEST_HEAD = 100
_LONGEST_GAP = 256  # blanks between a terminator and the next tag
_TRAILERS = b"TEZ"


class Cutter:
    """Cuts the interchange that begins at the front of the window."""

    def __init__(self, window: Window, start: Start) -> None:
        self.window = window
        self.start = start
        self.syntax = start.syntax
        self.interchange = Interchange(syntax=start.syntax, advice=start.advice)
        self.group = Group()
        self.at = start.header  # from where to look on
        self.closed = start.header  # up to where everything was handed out
        self.opened = -1  # where the open message begins
        self.messages = self.in_group = self.groups = 0
        self.grouped = False
        self.ahead: list[Problem] = []  # problems for the next message
        self.mark, self.capital_mark = mark_of(start.syntax), mark_of(start.syntax, b"U")
        self.ends = ends_of(start.syntax)
        self.shapes = shapes_of(start.syntax)

    def messages_of(self) -> Iterator[Message | Problem]:
        """Yield the messages, and the problems of the envelopes."""
        for code, facts in self.start.faults:
            self._note(code, self.start.offset, **dict(facts))
        if self.start.kind != b"B":
            self._note("no-interchange", self.start.header)
        while True:
            kind, place = self._next()
            if kind in {b"", b"A"} or (kind == b"B" and place > self.start.header):
                yield from self._leave(place)
                return
            yield from self._take(kind, place)
            if kind == b"Z":
                self.window.drop(self.closed)
                return

    # ------------------------------------------------------------ looking

    def _next(self) -> tuple[bytes, int]:
        """Return the next service segment: its letter and where its tag stands; b"" at the end."""
        if self.at == self.start.header:
            return self.start.kind, self.at
        while True:
            ended, size = self.window.ended, len(self.window.data)
            match, before = self._match()
            if match and (ended or match.end() + AHEAD <= size):
                return match.group(1).upper(), match.start()
            self.at = before if match else max(self.at, size - AHEAD)
            if ended or size - self.closed > LARGEST_MESSAGE:
                return b"", size
            self.window.grow()

    def _match(self) -> tuple[re.Match[bytes] | None, int]:
        """Return the next service segment, and where the terminator or line end before it stands.

        Searching for the tag and then looking back is five times as fast as looking at every
        terminator.
        """
        data = self.window.data
        mark = self.mark if self.window.small else self.capital_mark
        for match in mark.finditer(data, self.at):
            before, ended = self._before(match.start())
            if before >= 0 and not self._released(before) and self._meant(match, ended=ended):
                return match, before
        return None, 0

    def _meant(self, match: re.Match[bytes], *, ended: bool) -> bool:
        """Say whether a tag is one: UNA is an article in three languages, UNE and UNT are airports.

        Behind a terminator a tag is a tag; at a mere line start what follows must look like it.
        """
        kind = match.group(1).upper()
        if kind == b"A":
            return bool(ADVICE.match(self.window.data, match.start()))
        if ended:
            return True
        head = plain(self.window.data, match.start(), _LONGEST_HEAD)
        return bool(self.shapes[kind].match(head))

    def _before(self, tag: int) -> tuple[int, bool]:
        """Return where the end of what is before a tag stands (or -1), and if by a terminator."""
        first = max(self.at, tag - _LONGEST_GAP)
        gap = bytes(self.window.data[first:tag])
        bare = gap.rstrip(_BLANK)
        ends = self.ends.search(bare)
        if ends:
            return first + ends.start(), True
        broken = any(each in b"\r\n" for each in gap[len(bare) :])
        return (first + len(bare) if broken else -1), False

    def _released(self, place: int) -> bool:
        """Say whether the terminator at a place is released: an odd number of releases before."""
        release = self.syntax.release
        if release == NO_RELEASE:
            return False
        data, count = self.window.data, 0
        while place - count > 0 and data[place - count - 1] == ord(release):
            count += 1
        return bool(count % 2)

    def _end(self, place: int, kind: bytes) -> tuple[int, int]:
        """Return where the segment at a place ends, and how wide its terminator is (0: none)."""
        data = self.window.data
        mark = self.syntax.terminator.encode("latin-1")
        end = data.find(mark, place)
        while end >= 0 and self._released(end):
            end = data.find(mark, end + 1)
        text = bytes(data[place:end]) if end >= 0 else b""
        trailer = kind in _TRAILERS
        expected = self._expected(kind)
        if end >= 0 and not (trailer and is_talkative(text, expected)):
            return end + len(mark), len(mark)
        quote = _QUOTE.search(data, place) if mark == b"'" else None
        line = _LINE.search(data, place)
        stop = min((found.start() for found in (quote, line) if found), default=len(data))
        if quote and stop == quote.start():
            return quote.end(), len(quote.group())
        return stop, 0

    def _expected(self, kind: bytes) -> bytes:
        """Return the reference that a trailer should have, where it is known."""
        known = {b"Z": self.interchange.reference, b"E": self.group.reference}
        return known.get(kind, "").encode("latin-1", "replace")

    # ------------------------------------------------------------ taking

    def _take(self, kind: bytes, place: int) -> Iterator[Message | Problem]:
        if kind == b"H":
            yield from self._close(place)
            self.opened = self.at = place
            self.at += 3
            return
        end, width = self._end(place, kind)
        if kind == b"T":
            if self.opened < 0:
                self.opened = self.closed
            yield from self._close(end)
        else:
            yield from self._close(place)
            segment = self._segment(place, end, width)
            if not width:
                self._note("terminator-missing", place)
            yield from self._envelope(kind, segment)
        self.closed = end
        self.at = end - width  # the terminator may be what announces the next one
        if kind != b"Z":
            self._forget()

    def _close(self, end: int) -> Iterator[Message | Problem]:
        """Hand out the open message, or say that bytes stand between envelopes."""
        if self.opened >= 0:
            begin, self.opened = self.opened, -1
            yield self._message(begin, end)
        else:
            stray = bytes(self.window.data[self.closed : end]).strip(_BLANK)
            if stray and self.closed > self.start.header:
                offset = self.window.base + self.closed
                yield problem(
                    FAULTS, "edifact.text-between", offset=offset, raw=stray, bytes=len(stray)
                )
        self.closed = end

    def _leave(self, place: int) -> Iterator[Message | Problem]:
        """End an interchange that did not end itself."""
        cut = place - self.closed > LARGEST_MESSAGE
        if cut:
            self._note("too-long", self.closed, limit=LARGEST_MESSAGE)
        if self.opened >= 0:
            yield from self._close(place)
        elif self.window.data[self.closed : place].strip(_BLANK) and not cut:
            place = self.closed  # text behind the last segment: whoever seeks on will pass it
        yield from self.ahead
        if self.grouped:
            yield self._problem("une-missing", place)
        if self.interchange.header:
            yield self._problem("unz-missing", place)
        self.window.drop(place)

    def _forget(self) -> None:
        """Let go of what was handed out."""
        if self.closed > 1 << 16:
            gone, self.at = self.at, 0
            self.window.drop(gone)
            self.closed -= gone
            self.start = Start(-1, -1, self.start.kind, self.syntax, b"")

    def _message(self, begin: int, end: int) -> Message:
        data = bytes(self.window.data[begin:end])
        message = Message(
            data=data,
            offset=self.window.base + begin,
            interchange=self.interchange,
            group=self.group,
            problems=self.ahead,
        )
        self.ahead = []
        self.messages += 1
        self.in_group += 1
        straighten(message)
        fill(message)
        return message

    # ------------------------------------------------------------ envelopes

    def _segment(self, place: int, end: int, width: int) -> Segment:
        data = bytes(self.window.data[place : end - width])
        elements = split_segment(data, self.interchange)
        base = self.window.base
        return Segment(elements.pop(0)[0].strip().upper(), elements, base + place, base + end, 0)

    def _envelope(self, kind: bytes, segment: Segment) -> Iterator[Message | Problem]:
        if kind == b"B":
            self.interchange = interchange_of(segment, self.start)
        elif kind == b"G":
            if self.grouped:
                yield self._problem("une-missing", segment.start - self.window.base)
            self.group, self.grouped, self.in_group = group_of(segment), True, 0
            self.groups += 1
        elif kind == b"E":
            yield from self._check(segment, "une", self.in_group, self.group.reference)
            self.group, self.grouped = Group(), False
        else:
            if self.grouped:
                yield self._problem("une-missing", segment.start - self.window.base)
            count = self.groups or self.messages
            yield from self.ahead
            yield from self._check(segment, "unz", count, self.interchange.reference)

    def _check(
        self, segment: Segment, name: str, counted: int, reference: str
    ) -> Iterator[Problem]:
        declared = segment.at(0)
        if not declared.isdecimal() or int(declared[:9]) != counted:
            yield _at(segment, f"{name}-count", declared=declared, counted=counted)
        if segment.at(1) != reference:
            yield _at(segment, f"{name}-reference", declared=segment.at(1), expected=reference)

    # ------------------------------------------------------------ problems

    def _note(self, code: str, place: int, **facts: object) -> None:
        self.ahead.append(self._problem(code, place, **facts))

    def _problem(self, code: str, place: int, **facts: object) -> Problem:
        return found(FAULTS, f"edifact.{code}", facts, offset=self.window.base + place)


def _at(segment: Segment, code: str, **facts: object) -> Problem:
    return found(FAULTS, f"edifact.{code}", facts, offset=segment.start, segment=segment.tag)
