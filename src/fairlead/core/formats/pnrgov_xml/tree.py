"""Bytes → elements with their places, without document types and entities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from fairlead.core.formats.pnrgov_xml.grammar import DEEPEST, FAULTS, LARGEST
from fairlead.core.problems import Problem

CHUNK = 1 << 16


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


class Refused(Exception):
    """What stands in the document is not read: a code and its facts."""

    def __init__(self, code: str, fact: tuple[str, str] = ("", "")) -> None:
        super().__init__(code)
        self.code = code
        self.fact = fact


class _Builder:
    """Receives what the parser finds; asks the parser itself only for places."""

    def __init__(self) -> None:
        self.parser = XMLParser(target=self, forbid_dtd=True)
        self.root: Element | None = None
        self.open: list[Element] = []

    @property
    def place(self) -> int:
        """How many bytes stand before what is being read."""
        index: int = self.parser.parser.CurrentByteIndex
        return max(0, index)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if len(self.open) >= DEEPEST:
            raise Refused("too-deep", ("most", str(DEEPEST)))
        named = {_local(key).lower(): value for key, value in attributes.items()}
        element = Element(_local(name), named, self.place)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        """Take the end of an element."""
        self.open.pop().end = self.place

    def data(self, text: str) -> None:
        """Take text."""
        if self.open:
            self.open[-1].text += text

    def close(self) -> None:
        """Take the end of the document."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def parse(stream: BinaryIO) -> tuple[Element | None, bytes, list[Problem]]:
    """Read a document as far as it goes; return its root, its bytes, and what stopped it."""
    builder, data, problems = _Builder(), bytearray(), []
    try:
        for chunk in _chunks(stream):
            data += chunk
            builder.parser.feed(chunk)
        builder.parser.close()
    except Refused as refused:
        problems.append(_problem(refused.code, builder, refused.fact))
    except DefusedXmlException:
        problems.append(_problem("refused", builder, ("", "")))
        builder.root = None
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        fact = ("why", str(error).partition(":")[0])
        problems.append(_problem("not-well-formed", builder, fact))
    for element in builder.open:
        element.end = len(data)
    if builder.root is not None:
        _to_the_end(builder.root, data)
    return builder.root, bytes(data), problems


def _to_the_end(root: Element, data: bytearray) -> None:
    """Let every element take its end tag too."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        waiting += element.children
        close = data.find(b">", element.end)
        element.end = close + 1 if close >= 0 else len(data)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise Refused("too-long", ("most", str(LARGEST)))
        yield chunk


def _problem(code: str, builder: _Builder, fact: tuple[str, str]) -> Problem:
    name = f"pnrgov-xml.{code}"
    facts = (fact,) if fact[0] else ()
    return Problem(name, FAULTS[name].severity, builder.place, facts=facts)
