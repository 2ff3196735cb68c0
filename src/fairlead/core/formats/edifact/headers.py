"""What the service segments say: UNB, UNG, UNH; and marks put right before that."""

import re

from fairlead.core.formats.edifact import grammar
from fairlead.core.formats.edifact.framing import AHEAD, QUOTES, Start
from fairlead.core.formats.edifact.grammar import FAULTS
from fairlead.core.formats.edifact.messages import Group, Interchange, Message, Segment
from fairlead.core.formats.edifact.tokens import split_segment
from fairlead.core.formats.faults import problem

_SOFT = re.compile(rb"=(?=\r?\n)")
_ENCODED = re.compile(rb"=([0-9A-F]{2})")
_BREAK = re.compile(rb"\r\n|\n|\r")


def straighten(message: Message) -> None:
    """Put right what mail programs and word processors did, keeping every offset."""
    _unquote(message)
    syntax = message.interchange.syntax
    data = message.data
    if syntax.terminator != "'" or (data.isascii() and b"&" not in data and b"`" not in data):
        return
    if not re.search(QUOTES, message.data):
        return
    element = re.escape(syntax.element.encode("latin-1"))
    pattern = re.compile(rb"(?:%s)(?=[\s]*(?:[A-Za-z]{2}[A-Za-z0-9]%s|UNT|$))" % (QUOTES, element))
    data, count = pattern.subn(lambda found: b"'".ljust(len(found.group()), b"\n"), message.data)
    if count:
        message.data = data
        message.problems.append(
            problem(FAULTS, "edifact.quote-replaced", offset=message.offset, count=count)
        )


def _unquote(message: Message) -> None:
    """Decode quoted-printable, if every line that is broken within a segment ends in its way."""
    data = message.data
    soft = len(_SOFT.findall(data)) if b"=" in data else 0
    mark = message.interchange.syntax.terminator.encode("latin-1")
    if not soft or soft < sum(1 for line in _BREAK.split(data)[:-1] if not line.endswith(mark)):
        return
    data = _SOFT.sub(b"\n", data)
    message.data = _ENCODED.sub(lambda found: bytes([int(found[1], 16)]).ljust(3, b"\n"), data)
    found = problem(FAULTS, "edifact.quoted-printable", offset=message.offset)
    message.problems.append(found)


def fill(message: Message) -> None:
    """Take from UNH what names the message."""
    mark = message.interchange.syntax.terminator.encode("latin-1")
    head = message.data[:AHEAD].split(mark, 1)[0]
    elements = split_segment(head, message.interchange)
    header = Segment(elements.pop(0)[0].strip().upper(), elements, message.offset, 0, 1)
    if header.tag != "UNH":
        message.problems.append(problem(FAULTS, "edifact.unh-missing", offset=message.offset))
        return
    at = header.at
    message.reference = at(grammar.UNH_REFERENCE)
    message.type = at(grammar.UNH_TYPE).upper()
    version = f"{at(grammar.UNH_TYPE, 1)}:{at(grammar.UNH_TYPE, 2)}"
    message.version = version.strip(":").upper()
    message.agency = at(grammar.UNH_TYPE, 3)
    message.association = at(grammar.UNH_TYPE, 4)
    message.access = at(grammar.UNH_ACCESS)
    message.sequence = at(grammar.UNH_TRANSFER)
    message.transfer = at(grammar.UNH_TRANSFER, 1)


def interchange_of(segment: Segment, start: Start) -> Interchange:
    at = segment.at
    return Interchange(
        syntax=start.syntax,
        advice=start.advice,
        charset=at(grammar.UNB_SYNTAX).upper(),
        syntax_version=at(grammar.UNB_SYNTAX, 1),
        sender=at(grammar.UNB_SENDER),
        recipient=at(grammar.UNB_RECIPIENT),
        prepared=at(grammar.UNB_PREPARED) + at(grammar.UNB_PREPARED, 1),
        reference=at(grammar.UNB_REFERENCE),
        application=at(grammar.UNB_APPLICATION),
        test=at(grammar.UNB_TEST) == "1",
        header=segment,
    )


def group_of(segment: Segment) -> Group:
    at = segment.at
    version = f"{at(grammar.UNG_VERSION)}:{at(grammar.UNG_VERSION, 1)}".strip(":")
    return Group(
        type=at(grammar.UNG_TYPE),
        sender=at(grammar.UNG_SENDER),
        recipient=at(grammar.UNG_RECIPIENT),
        prepared=at(grammar.UNG_PREPARED) + at(grammar.UNG_PREPARED, 1),
        reference=at(grammar.UNG_REFERENCE),
        version=version,
        header=segment,
    )
