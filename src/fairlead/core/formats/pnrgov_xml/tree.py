"""Bytes → elements with their places, without document types and entities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

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
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.root: Element | None = None
        self.open: list[Element] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            raise Refused("too-deep", ("most", str(DEEPEST)))
        element = Element(
            _local(name),
            {_local(key).lower(): value for key, value in attributes.items()},
            self.parser.CurrentByteIndex,
        )
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        element.end = self.parser.CurrentByteIndex

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _refuse(self, *_declared: object) -> None:
        raise Refused("refused")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def parse(stream: BinaryIO) -> tuple[Element | None, bytes, list[Problem]]:
    """Read a document as far as it goes; return its root, its bytes, and what stopped it."""
    builder, data, problems = _Builder(), bytearray(), []
    try:
        for chunk in _chunks(stream):
            data += chunk
            builder.parser.Parse(chunk, False)
        builder.parser.Parse(b"", True)
    except Refused as refused:
        problems.append(_problem(refused.code, builder, refused.fact))
        if refused.code == "refused":
            builder.root = None
    except expat.ExpatError as error:
        fact = ("why", expat.ErrorString(error.code))
        problems.append(_problem("not-well-formed", builder, fact))
    for element in builder.open:
        element.end = len(data)
    return builder.root, bytes(data), problems


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise Refused("too-long", ("most", str(LARGEST)))
        yield chunk


def _problem(code: str, builder: _Builder, fact: tuple[str, str]) -> Problem:
    name = f"pnrgov-xml.{code}"
    offset = max(0, builder.parser.CurrentByteIndex)
    facts = (fact,) if fact[0] else ()
    return Problem(name, FAULTS[name].severity, offset, facts=facts)
