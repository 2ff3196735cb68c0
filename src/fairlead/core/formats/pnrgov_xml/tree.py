"""Bytes → elements with their places, without document types and entities, and with flat memory.

A record is handed out as soon as it closes, and forgotten; nobody ever holds the whole document.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from fairlead.core.formats.pnrgov_xml.grammar import DEEPEST, FAULTS, LARGEST, UNITS
from fairlead.core.problems import Problem

CHUNK = 1 << 16
BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Element:
    """An element: its local name, attributes by local name, text, and the bytes it takes."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def get(self, *names: str) -> str:
        """Return the first of these attributes that is there, without blanks around it."""
        for name in names:
            value = self.attributes.get(name.lower())
            if value:
                return value.strip()
        return ""

    def child(self, name: str) -> "Element | None":
        """Return the first child of a name."""
        return next((one for one in self.children if one.name == name), None)

    def all(self, *names: str) -> list["Element"]:
        """Return the children of these names."""
        return [one for one in self.children if one.name in names]

    def text_of(self, *names: str) -> str:
        """Return the text of the first child of these names."""
        return next((one.text.strip() for one in self.all(*names)), "")


class What(Enum):
    """What was met: a unit with all that stands in it, or one end of what units stand in."""

    BEGIN = "begin"
    UNIT = "unit"
    END = "end"


Met = tuple[What, Element]


class Refused(Exception):
    """What stands in the document is not read: a code and its facts."""

    def __init__(self, code: str, fact: tuple[str, str] = ("", "")) -> None:
        super().__init__(code)
        self.code = code
        self.fact = fact


class _Builder:
    """Receives what the parser finds; asks the parser itself only for places."""

    def __init__(self, base: int) -> None:
        self.parser = XMLParser(target=self, forbid_dtd=True)
        self.base = base
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.unit: Element | None = None
        self.loose = 0  # characters of text outside of units
        self.met: deque[Met] = deque()
        self.begun = False

    @property
    def place(self) -> int:
        """How many bytes of the source stand before what is being read."""
        index: int = self.parser.parser.CurrentByteIndex
        return self.base + max(0, index)

    @property
    def closed(self) -> bool:
        """Whether the document has come to its end."""
        return self.begun and not self.open

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if len(self.open) >= DEEPEST:
            raise Refused("too-deep", ("most", str(DEEPEST)))
        named = {_local(key).lower(): value for key, value in attributes.items()}
        element = Element(_local(name), named, self.place)
        if self.unit is not None:
            self.open[-1].children.append(element)
        elif element.name in UNITS:
            self.unit = element
        else:
            self.met.append((What.BEGIN, element))
        self.open.append(element)
        self.texts.append([])
        self.begun = True

    def end(self, _name: str) -> None:
        """Take the end of an element."""
        self.finish(self.place)

    def finish(self, place: int) -> None:
        """End the innermost element at a place."""
        element = self.open.pop()
        element.end, element.text = place, "".join(self.texts.pop())
        if element is self.unit:
            self.unit = None
            self.met.append((What.UNIT, element))
        elif self.unit is None:
            self.met.append((What.END, element))

    def data(self, text: str) -> None:
        """Take text."""
        if not self.open:
            return
        if self.unit is None:
            if text.isspace():
                return
            self.loose += len(text)
            if self.loose > LARGEST:
                raise Refused("too-long", ("most", str(LARGEST)))
        self.texts[-1].append(text)

    def close(self) -> None:
        """Take the end of the document."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class Document:
    """One document of a stream: what is met in it, its bytes while they are needed, and its faults.

    ``rest`` are the bytes behind it that were read already: another document may begin there.
    """

    def __init__(self, stream: BinaryIO, ahead: bytes = b"", base: int = 0) -> None:
        self.problems: list[Problem] = []
        self.rest = b""
        self.base = base
        self._stream = stream
        self._ahead = ahead
        self._data = bytearray()
        self._builder = _Builder(base)

    @property
    def begun(self) -> bool:
        """Whether there was any element."""
        return self._builder.begun

    def met(self) -> Iterator[Met]:
        """Yield what is met, in the order in which it closes."""
        builder = self._builder
        try:
            for chunk in self._chunks():
                builder.parser.feed(chunk)
                yield from self._hand_out()
            builder.parser.close()
        except Refused as refused:
            self._note(refused.code, refused.fact)
        except DefusedXmlException:
            self._note("refused")
        except (ParseError, UnicodeError, LookupError, ValueError) as error:
            if builder.closed:
                self._leave(builder.place)
            if not self.rest:
                self._note("not-well-formed", ("why", str(error).partition(":")[0]))
        while builder.open:
            builder.finish(self.base + len(self._data))
        yield from self._hand_out()

    def raw(self, element: Element) -> bytes:
        """Return the bytes of what was met last."""
        return bytes(self._data[element.start - self.base : element.end - self.base])

    def _chunks(self) -> Iterator[bytes]:
        chunk = self._ahead or self._stream.read(CHUNK)
        while chunk:
            self._data += chunk
            if len(self._data) > LARGEST + CHUNK:
                raise Refused("too-long", ("most", str(LARGEST)))
            yield chunk
            self._forget()
            chunk = self._stream.read(CHUNK)

    def _hand_out(self) -> Iterator[Met]:
        met = self._builder.met
        while met:
            what, element = met.popleft()
            for each in _within(element):
                _to_the_end(each, self._data, self.base)
            yield what, element

    def _forget(self) -> None:
        """Let go of the bytes that nobody will ask for."""
        builder = self._builder
        needed = builder.unit.start if builder.unit is not None else builder.place
        gone = min(needed - self.base, len(self._data))
        if gone > 0:
            del self._data[:gone]
            self.base += gone

    def _leave(self, place: int) -> None:
        """Keep what stands behind the document, if it may be another one."""
        rest = bytes(self._data[place - self.base :])
        bare = rest.removeprefix(BOM).lstrip()
        if bare.startswith(b"<"):
            self.base = place + len(rest) - len(bare)
            self.rest = bare
            self._data.clear()

    def _note(self, code: str, fact: tuple[str, str] = ("", "")) -> None:
        name = f"pnrgov-xml.{code}"
        facts = (fact,) if fact[0] else ()
        self.problems.append(Problem(name, FAULTS[name].severity, self._builder.place, facts=facts))


def _within(element: Element) -> Iterator[Element]:
    """Yield an element and all that stand in it."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        waiting += one.children
        yield one


def _to_the_end(element: Element, data: bytearray, base: int) -> None:
    """Let an element take its end tag too; one that is only begun, its start tag."""
    close = data.find(b">", max(element.end or element.start, base) - base)
    element.end = base + (close + 1 if close >= 0 else len(data))
