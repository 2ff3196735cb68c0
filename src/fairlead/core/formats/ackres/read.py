"""ACKRES → a `Push` with an answer for every error, or none when all was accepted."""

from collections.abc import Iterator
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.ackres import grammar
from fairlead.core.formats.ackres.grammar import FAULTS
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import push_of
from fairlead.core.formats.faults import problem
from fairlead.core.problems import Problem
from fairlead.core.travel import Answer, Kept, Push, Remark

TYPE = "ACKRES"
ENVELOPE = frozenset(("UNH", "UNT"))


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every acknowledgement of a stream."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type == TYPE:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning: accepted when it names no error."""
    push = push_of(message, TYPE)
    for segment in message.segments:
        _take(push, message, segment)
    push.meaning = grammar.REFUSED if push.answers else grammar.ACCEPTED
    if not push.function:
        push.problems.append(problem(FAULTS, "ackres.function-missing", offset=message.offset))
    push.problems[:0] = message.problems
    return push


def _take(push: Push, message: Message, segment: Segment) -> None:
    tag = segment.tag
    if tag == "MSG":
        response = segment.at(1)
        code = segment.at(0, 1) or segment.at(0)
        push.function = f"{code}+{response}" if response else code
    elif tag == "ERC":
        _error(push, message, segment)
    elif tag == "IFT":
        text = " ".join(part for parts in segment.elements[1:] for part in parts if part)
        if push.answers:
            answer = push.answers[-1]
            answer.text = f"{answer.text} {text}".strip()
            answer.elsewhere["text"] = segment.ordinal
        else:
            push.remarks.append(Remark("IFT", text, "", "", segment.ordinal))
    elif tag not in ENVELOPE:
        push.kept.append(Kept(tag, segment.elements, segment.ordinal))
        _note(push, message, segment, "kept", tag=tag)


def _error(push: Push, message: Message, segment: Segment) -> None:
    code = segment.at(0)
    meaning = grammar.ERRORS.get(code, "")
    if not meaning:
        _note(push, message, segment, "code-unknown", code=code or "?")
    push.answers.append(
        Answer(
            level="1",
            code=code,
            meaning=meaning,
            text=segment.at(0, 2),
            reference=message.access,
            segment=segment.ordinal,
        )
    )


def _note(push: Push, message: Message, segment: Segment, name: str, **facts: object) -> None:
    push.problems.append(
        problem(
            FAULTS,
            f"ackres.{name}",
            offset=segment.start,
            segment=segment.tag,
            ordinal=segment.ordinal,
            raw=message.raw(segment),
            **facts,
        )
    )
