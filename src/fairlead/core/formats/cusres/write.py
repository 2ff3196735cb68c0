"""A `Push` with answers → CUSRES."""

from collections.abc import Iterator

from fairlead.core.formats.cusres.grammar import DETAIL
from fairlead.core.formats.edifact.messages import Group, Interchange
from fairlead.core.formats.edifact.outgoing import short_time, write_push
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.travel import Answer, Leg, Push


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write answers as an interchange of one message."""
    body = list(compose(push))
    return write_push(push, body, interchange=interchange, group=group, line_end=line_end)


def compose(push: Push) -> Iterator[Plain]:
    """Yield the segments between UNH and UNT."""
    yield "BGM", push.function.split("+")
    if push.transaction:
        yield "RFF", (("TN", push.transaction),)
    for reference in push.references:
        tag, plus, qualifier = reference.qualifier.partition("+")
        if tag == "DTM" and plus:
            yield tag, ((qualifier, *_time(reference.value)),)
        elif plus:
            yield tag, (qualifier, reference.value)
        elif reference.qualifier != "TN":
            yield "RFF", ((reference.qualifier, reference.value),)
    for remark in push.remarks:
        yield "FTX", (remark.code, "", "", remark.text)
    for leg in push.movement.legs if push.movement else []:
        yield from _leg(leg)
    for answer in push.answers:
        yield from _answer(answer)
    yield from ((kept.tag, kept.elements) for kept in push.kept)


def _leg(leg: Leg) -> Iterator[Plain]:
    yield "RFF", (("AF", f"{leg.carrier}{leg.number}"),)
    for qualifier, time in (("189", leg.departs), ("232", leg.arrives)):
        if time:
            yield "DTM", ((qualifier, *short_time(time)),)
    if leg.origin:
        yield "LOC", (leg.origin_role or "125", leg.origin)
    if leg.destination:
        yield "LOC", (leg.destination_role or "87", leg.destination)


def _time(value: str) -> tuple[str, ...]:
    return short_time(value) if value[4:5] == "-" else (value,)


def _answer(answer: Answer) -> Iterator[Plain]:
    yield "ERP", (answer.level or DETAIL,)
    for qualifier, value in (("AVF", answer.locator), ("ABO", answer.reference)):
        if value:
            yield "RFF", ((qualifier, value),)
    for reference in answer.references:
        tag, plus, qualifier = reference.qualifier.partition("+")
        if plus:
            yield tag, (qualifier, reference.value)
        else:
            yield "RFF", ((tag, reference.value),)
    for code in answer.codes or [answer.code]:
        if code:
            yield "ERC", (code,)
    if answer.text:
        yield "FTX", ("AAP", "", "", answer.text)
    yield from ((kept.tag, kept.elements) for kept in answer.kept)
