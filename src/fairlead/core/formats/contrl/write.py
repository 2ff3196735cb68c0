"""The report on an interchange, and its bytes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from fairlead.core.formats.contrl.grammar import (
    ACKNOWLEDGED,
    ACTIONS,
    ERROR_OF,
    ERRORS,
    LEVELS,
    REJECTED,
)
from fairlead.core.formats.edifact.messages import Group, Interchange, Message
from fairlead.core.formats.edifact.outgoing import write_push
from fairlead.core.formats.edifact.read import read as read_interchanges
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.problems import Problem, Severity
from fairlead.core.travel import Answer, Push, Reference

TAGS = {level: tag for tag, level in LEVELS.items()}


def reports(stream: BinaryIO) -> Iterator[Push]:
    """Yield the report on every interchange of a stream."""
    messages: list[Message] = []
    loose: list[Problem] = []
    for item in read_interchanges(stream):
        if isinstance(item, Problem):
            loose.append(item)
            continue
        if messages and messages[-1].interchange is not item.interchange:
            yield report_on(messages, loose)
            messages, loose = [], []
        messages.append(item)
    if messages:
        yield report_on(messages, loose)


def report_on(messages: Sequence[Message], problems: Iterable[Problem] = ()) -> Push:
    """Return the report on the messages of one interchange, and on its envelope.

    A message in which something cannot be read is rejected; one that only deviates is
    acknowledged, with what deviates named, as far as CONTRL has a code for it.
    """
    interchange = messages[0].interchange if messages else Interchange()
    answers = [_of_interchange(interchange, problems)]
    for message in messages:
        answers += _of_message(message)
    return Push(
        format="CONTRL",
        version="4:1",
        reference="1",
        function="CONTRL",
        meaning="syntax-report",
        sender=interchange.recipient,
        recipient=interchange.sender,
        prepared=interchange.prepared,
        interchange=interchange.reference,
        test=interchange.test,
        answers=answers,
    )


def _of_interchange(interchange: Interchange, problems: Iterable[Problem]) -> Answer:
    error = next((ERROR_OF[each.code] for each in problems if each.code in ERROR_OF), "")
    references = [Reference("sender", interchange.sender)]
    references.append(Reference("recipient", interchange.recipient))
    return _answer("interchange", interchange.reference, ACKNOWLEDGED, error, references)


def _of_message(message: Message) -> Iterator[Answer]:
    segments = message.segments  # splitting finds the problems
    told = [each for each in message.problems if each.code in ERROR_OF]
    grave = any(each.severity is Severity.ERROR for each in message.problems)
    whole = [each for each in told if not each.ordinal or each.segment in {"UNH", "UNT"}]
    kind = segments[0].elements[1] if segments and len(segments[0].elements) > 1 else []
    action = REJECTED if grave else ACKNOWLEDGED
    error = ERROR_OF[whole[0].code] if whole else ""
    about = [Reference("type", ":".join(kind))] if kind else []
    yield _answer("message", message.reference, action, error, about)
    for each in told:
        if each not in whole:
            code = ERROR_OF[each.code]
            yield Answer("segment", code, ERRORS[code], reference=str(each.ordinal), codes=[code])


def _answer(level: str, reference: str, action: str, error: str, about: list[Reference]) -> Answer:
    return Answer(
        level=level,
        code=action,
        text=ERRORS.get(error, ""),
        meaning=ACTIONS[action],
        reference=reference,
        references=about,
        codes=[code for code in (action, error) if code],
    )


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write a report as an interchange of one message."""
    body = [_segment(answer) for answer in push.answers]
    body += ((kept.tag, kept.elements) for kept in push.kept)
    return write_push(
        push, body, interchange=interchange, group=group, association="", line_end=line_end
    )


def _segment(answer: Answer) -> Plain:
    tag = TAGS.get(answer.level, "UCM")
    error = answer.codes[1] if len(answer.codes) > 1 else ""
    about = [each.value.split(":") for each in answer.references]
    if tag == "UCS":
        return tag, (answer.reference, answer.code)
    if tag == "UCD":
        return tag, (answer.code, answer.reference.split(":"))
    wanted = 1 if tag == "UCM" else 2
    about += [[""]] * (wanted - len(about))
    return tag, (answer.reference, *about[:wanted], answer.code, error)
