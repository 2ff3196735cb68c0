"""CONTRL → a `Push` with the lines of the report as answers."""

from collections.abc import Iterator
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.contrl.grammar import ACTION_AT, ACTIONS, ERRORS, FAULTS, LEVELS
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import fault_at, push_of
from fairlead.core.problems import Problem
from fairlead.core.travel import Answer, Kept, Push, Reference

TYPE = "CONTRL"


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every report of a stream, and the problems that belong to no message."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type in {TYPE, ""}:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning; what is wrong is in ``problems`` of the result."""
    push = push_of(message, TYPE)
    push.function, push.meaning = "CONTRL", "syntax-report"
    for segment in message.stream():
        if segment.tag in LEVELS:
            push.answers.append(_line(message, push, segment))
        elif segment.tag not in {"UNH", "UNT"}:
            push.problems.append(
                fault_at(message, segment, FAULTS, "contrl.segment-unexpected", tag=segment.tag)
            )
            push.kept.append(Kept(segment.tag, segment.elements, segment.ordinal))
    if not any(answer.level == "interchange" for answer in push.answers):
        push.problems.append(fault_at(message, None, FAULTS, "contrl.report-missing"))
    push.problems[:0] = message.problems
    return push


def _line(message: Message, push: Push, segment: Segment) -> Answer:
    at, place = segment.at, ACTION_AT.get(segment.tag)
    line = Answer(level=LEVELS[segment.tag], segment=segment.ordinal)
    if place is None:  # UCS: position and error; UCD: error and position
        position, error = (at(0), at(1)) if segment.tag == "UCS" else (at(1), at(0))
        if segment.tag == "UCD" and at(1, 1):
            position = f"{position}:{at(1, 1)}"
        line.reference, line.code = position, error
    else:
        line.reference, line.code, error = at(0), at(place), at(place + 1)
        line.meaning = ACTIONS.get(line.code, "")
        if not line.meaning:
            code = "contrl.action-unknown"
            push.problems.append(fault_at(message, segment, FAULTS, code, code=line.code))
        _about(line, segment)
    line.codes = [code for code in (line.code, error) if code]
    line.text = ERRORS.get(error, "")
    if error and not line.text:
        push.problems.append(fault_at(message, segment, FAULTS, "contrl.error-unknown", code=error))
    return line


def _about(line: Answer, segment: Segment) -> None:
    """Note what else names the thing reported on."""
    names = {"UCM": ("type",), "UCF": ("sender", "recipient"), "UCI": ("sender", "recipient")}
    for index, name in enumerate(names[segment.tag], start=1):
        value = ":".join(segment.elements[index]) if len(segment.elements) > index else ""
        if value:
            line.references.append(Reference(name, value, segment.ordinal))
