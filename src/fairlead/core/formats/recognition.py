"""What a stream holds, told by its content; and one message after another out of it.

A new format is one line: in `CONTAINERS` when it has a shape of its own, in `MESSAGES` when it
comes over EDIFACT. A module of the first kind has ``read(stream)``, one of the second
``understand(message)``; both give a `fairlead.core.travel.Push`. Modules are imported when their
first message comes.
"""

import codecs
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from fairlead.core.formats.faults import Fault, Faults, sentence
from fairlead.core.problems import Problem, Severity
from fairlead.core.travel import Kept, Push
from fairlead.core.travel.revival import push_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 4096
FORMATS = "fairlead.core.formats"

# The message types of EDIFACT (UNH, S009/0065) and who understands them.
MESSAGES = {
    "PAXLST": "paxlst",
    "CUSRES": "cusres",
    "CONTRL": "contrl",
    "PNRGOV": "pnrgov",
    "ACKRES": "ackres",
    "GOVREQ": "govreq",
}


# The formats that are written, by the name that a push gives them.
WRITTEN = MESSAGES | {"PNRGOV-XML": "pnrgov_xml", "MRZ": "mrz", "FAL": "fal"}

# Where each format has its table of problem codes; the first part of a code names the format.
TABLES = {
    "edifact": "edifact.grammar",
    "paxlst": "paxlst.grammar",
    "cusres": "cusres.grammar",
    "contrl": "contrl.grammar",
    "pnrgov": "pnrgov.faults",
    "pnrgov-xml": "pnrgov_xml.grammar",
    "ackres": "ackres.grammar",
    "govreq": "govreq.grammar",
    "mrz": "mrz.grammar",
    "fal": "fal.grammar",
}


@dataclass(frozen=True, slots=True)
class Container:
    """A format told by what stands near its beginning.

    A module that is ``asked`` says itself, with ``holds(head)``, where the sign is not enough.
    """

    module: str
    sign: re.Pattern[bytes]
    asked: bool = False
    wide: bool = False  # read in UTF-16 too

    def is_in(self, head: bytes) -> bool:
        """Say whether a source that begins so is of this format."""
        if not self.sign.search(narrowed(head) if self.wide else head):
            return False
        return not self.asked or bool(_module(self.module).holds(head))


def narrowed(head: bytes) -> bytes:
    """Give what begins with the mark of UTF-16 as UTF-8."""
    if head[:2] not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return head
    return head.decode("utf-16", "replace").encode("utf-8", "replace")


CONTAINERS: tuple[Container, ...] = (
    Container(
        "pnrgov_xml",
        re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[^\0]*<(?:\w+:)?(?:PNRs?|FlightLeg)\b"),
        wide=True,
    ),
    # A line of letters, digits and fillers alone, in what has no segment of EDIFACT.
    Container(
        "mrz",
        re.compile(
            rb"\A(?!(?s:.*)UN[ABH][^A-Za-z0-9<\s])(?s:.*\n|.*\r|)[ \t]*(?:\xef\xbb\xbf)?"
            rb"(?=[^\r\n]{26})[A-Za-z0-9][A-Za-z0-9 \t\x80-\xff]{0,47}(?:<|\xc2\xab|\xab)"
            rb"[A-Za-z0-9< \t\x80-\xff]{1,180}\r?(?:\n|\Z)"
        ),
    ),
    # A workbook, JSON, or lines with separators, in what has no segment of EDIFACT.
    Container(
        "fal",
        re.compile(
            rb"\A(?:PK\x03\x04|(?:\xef\xbb\xbf)?\s*[{\[]|\xff\xfe|\xfe\xff"
            rb"|(?!(?s:.*)(?:UNB|UNH|UNA|UNG)[^A-Za-z0-9<\s])(?s:.*)(?:[,;\t|][^\n]*){2})"
        ),
        asked=True,
    ),
)

UNKNOWN = Fault(Severity.ERROR, "This holds no message of a known format.")
UNREAD = Fault(Severity.NOTE, "Messages of type {type} are not read yet; its segments are kept.")
FAULTS: Faults = {"formats.unknown": UNKNOWN, "formats.unread": UNREAD}


def readings(stream: BinaryIO) -> Iterator[Push]:
    """Yield every message of a stream; what belongs to no message is told with its neighbour."""
    open_push: Push | None = None
    ahead: list[Problem] = []
    for item in _items(stream):
        if isinstance(item, Problem):
            (ahead if open_push is None else open_push.problems).append(item)
            continue
        if open_push is not None:
            yield open_push
        item.problems[:0] = ahead
        open_push, ahead = item, []
    if open_push is not None:
        yield open_push
    elif ahead:
        unknown = Problem("formats.unknown", Severity.ERROR)
        yield Push(format="", problems=[unknown, *ahead])


def _items(stream: BinaryIO) -> Iterator[Push | Problem]:
    head = stream.read(HEAD)
    whole = joined(head, stream)
    if container := container_of(head):
        yield from _module(container.module).read(whole)
        return
    from fairlead.core.formats import edifact

    for item in edifact.read(whole):
        yield item if isinstance(item, Problem) else understand(item)


def container_of(head: bytes) -> Container | None:
    """Return the format that is told by what stands near the beginning, if it is such a one."""
    return next((each for each in CONTAINERS if each.is_in(head[:HEAD])), None)


def understand(message: object) -> Push:
    """Give a message of EDIFACT to the format that understands its type."""
    from fairlead.core.formats.edifact import Message
    from fairlead.core.formats.edifact.understanding import push_of

    if not isinstance(message, Message):
        raise TypeError("a message of EDIFACT is needed")
    module = MESSAGES.get(message.type)
    if module:
        found: Push = _module(module).understand(message)
        return found
    push = push_of(message, message.type)
    push.kept = [Kept(each.tag, each.elements, each.ordinal) for each in message.segments]
    facts = (("type", message.type or "?"),)
    unread = Problem("formats.unread", UNREAD.severity, message.offset, facts=facts)
    push.problems = [*message.problems, unread]
    return push


def write(push: Push, **options: object) -> bytes:
    """Write a message in its own format."""
    written: bytes = _module(WRITTEN[push.format]).write(push, **options)
    return written


def revived(record: Mapping[str, Any]) -> Push:
    """Return the message that JSON holds, in the records of its own format."""
    module = WRITTEN.get(str(record.get("format")), "")
    name = "pnrgov" if module == "pnrgov_xml" else module
    return push_of(record, getattr(_module(name), "KINDS", None) if name else None)


def fault_of(code: str) -> Fault:
    """Return what a code means, from the table of its format."""
    name = code.partition(".")[0]
    table: Faults = FAULTS if name == "formats" else _module(TABLES[name]).FAULTS
    return table[code]


def say(found: Problem) -> str:
    """Say a problem in one English sentence."""
    return sentence(fault_of(found.code), found)


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"{FORMATS}.{name}")


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of what was read ahead, then the rest."""
    return cast("BinaryIO", _Joined(head, rest))


class _Joined(io.RawIOBase):
    """What was read ahead, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head + (self._rest.read() if size < 0 else b"")
        return self._rest.read(size)

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        if not self._head:
            self._head = self._rest.read(len(view))
        part, self._head = self._head[: len(view)], self._head[len(view) :]
        view[: len(part)] = part
        return len(part)
