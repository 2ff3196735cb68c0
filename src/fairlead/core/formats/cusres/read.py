"""CUSRES → a `Push` with answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.cusres import grammar
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import fault_at, push_of
from fairlead.core.problems import Problem
from fairlead.core.travel import Answer, Kept, Movement, Push, Reference, Remark
from fairlead.core.travel.flights import split_flight
from fairlead.core.travel.legs import Stop, Time, legs_of, with_times
from fairlead.core.travel.moments import read as read_moment

TYPE = "CUSRES"
_CODE = re.compile("[0-9][A-Z]?")


@dataclass(slots=True)
class _Flight:
    carrier: str
    number: str
    stops: list[Stop] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    message: Message
    push: Push
    flights: list[_Flight] = field(default_factory=list)
    answer: Answer | None = None

    def note(self, code: str, segment: Segment | None, /, **facts: object) -> None:
        found = fault_at(self.message, segment, grammar.FAULTS, f"cusres.{code}", **facts)
        self.push.problems.append(found)


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield what every CUSRES of a stream says, and the problems that belong to no message."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type in {TYPE, ""}:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning; what is wrong is in ``problems`` of the result."""
    push = push_of(message, TYPE)
    state = _State(message, push)
    for segment in message.stream():
        handler = _HANDLERS.get(segment.tag)
        if handler:
            handler(state, segment)
        elif segment.tag not in {"UNH", "UNT"}:
            state.note("segment-unexpected", segment, tag=segment.tag)
            _keep(state, segment)
    _end_answer(state)
    _finish(state)
    push.problems[:0] = message.problems
    return push


def _keep(state: _State, segment: Segment) -> None:
    kept = Kept(segment.tag, segment.elements, segment.ordinal)
    (state.answer.kept if state.answer else state.push.kept).append(kept)


def _function(state: _State, segment: Segment) -> None:
    push = state.push
    push.function = "+".join(part for part in (segment.at(0), segment.at(1)) if part)
    push.meaning = grammar.FUNCTIONS.get(segment.at(0), "")
    if not push.meaning:
        state.note("function-unknown", segment, function=push.function)


def _reference(state: _State, segment: Segment) -> None:
    """RFF: of the message, of a flight (it begins group 3), or of a person."""
    qualifier, value, ordinal = segment.at(0), segment.at(0, 1), segment.ordinal
    if state.answer is not None:
        _reference_of_person(state.answer, qualifier, value, ordinal)
    elif qualifier == grammar.FLIGHT:
        carrier, number = split_flight(value, "")
        state.flights.append(_Flight(carrier, number))
        if state.push.movement is None:
            state.push.movement = Movement("air", carrier, number, segment=ordinal)
    else:
        if qualifier == grammar.TRANSACTION:
            state.push.transaction = value
        state.push.references.append(Reference(qualifier, value, ordinal))


def _flight(state: _State, segment: Segment) -> None:
    """TDT: some profiles name the flight so, as the directory has it."""
    carrier, number = split_flight(segment.at(1), segment.at(4))
    state.flights.append(_Flight(carrier, number))
    if state.push.movement is None:
        state.push.movement = Movement("air", carrier, number, segment=segment.ordinal)


def _reference_of_person(answer: Answer, qualifier: str, value: str, ordinal: int) -> None:
    if qualifier == grammar.LOCATOR and not answer.locator:
        answer.locator = value
        answer.elsewhere["locator"] = ordinal
    elif qualifier == grammar.UNIQUE and not answer.reference:
        answer.reference = value
        answer.elsewhere["reference"] = ordinal
    else:
        answer.references.append(Reference(qualifier, value, ordinal))


def _time(state: _State, segment: Segment) -> None:
    qualifier, text, layout = segment.at(0), segment.at(0, 1), segment.at(0, 2)
    prepared = state.push.prepared
    near = 2000 + int(prepared[:2]) if prepared[:2].isdecimal() and len(prepared) == 10 else 0  # noqa: PLR2004
    found = read_moment(text, layout, near=near)
    if found.fault:
        state.note("date", segment, qualifier=qualifier, fault=found.fault)
    if state.flights and qualifier in {"189", "136", "232", "132"}:
        departure = qualifier in {"189", "136"}
        state.flights[-1].times.append(
            Time(found.iso, departure=departure, segment=segment.ordinal)
        )
    else:
        reference = Reference(f"DTM+{qualifier}", found.iso or text, segment.ordinal)
        state.push.references.append(reference)


def _place(state: _State, segment: Segment) -> None:
    if state.flights and state.answer is None:
        stop = Stop(segment.at(1), segment.at(0), segment=segment.ordinal)
        state.flights[-1].stops.append(stop)
    else:
        reference = Reference(f"LOC+{segment.at(0)}", segment.at(1), segment.ordinal)
        (state.answer or state.push).references.append(reference)


def _answer(state: _State, segment: Segment) -> None:
    """ERP begins what is answered about the message (1) or about one person (2)."""
    _end_answer(state)
    state.answer = Answer(level=segment.at(0), segment=segment.ordinal)
    state.push.answers.append(state.answer)


def _code(state: _State, segment: Segment) -> None:
    if state.answer is None:
        _answer(state, Segment("ERP", [[""]], segment.start, segment.end, segment.ordinal))
    answer, code = state.answer, segment.at(0)
    if answer is None:
        return
    answer.codes.append(code)
    if answer.code:
        return
    answer.code = code
    answer.elsewhere["code"] = segment.ordinal
    answer.meaning = _meaning(state, code)
    if not answer.meaning:
        state.note("answer-unknown", segment, code=code)


def _meaning(state: _State, code: str) -> str:
    """Return what a code answers: a digit, and maybe one letter; anything longer is an error's."""
    if not _CODE.fullmatch(code):
        return ""
    table = grammar.ANSWERS
    if state.push.meaning == "acknowledgement":
        table = grammar.ACKNOWLEDGED
    return table.get(code[0], "")


def _text(state: _State, segment: Segment) -> None:
    parts = segment.elements[3] if len(segment.elements) > 3 else []  # noqa: PLR2004
    text = " ".join(part.strip() for part in parts if part.strip())
    answer = state.answer
    if answer is None:
        state.push.remarks.append(Remark(segment.at(0), text, segment=segment.ordinal))
    elif answer.text:
        answer.text += " " + text
    else:
        answer.text = text
        answer.elsewhere["text"] = segment.ordinal


def _ways(state: _State, segment: Segment) -> None:
    state.push.remarks += (
        Remark("COM", ":".join(components), segment=segment.ordinal)
        for components in segment.elements
    )


def _end_answer(state: _State) -> None:
    answer, state.answer = state.answer, None
    if answer is None:
        return
    segment = state.message.segments[answer.segment - 1]
    if not answer.codes:
        state.note("answer-missing", segment)
    about_person = answer.level != grammar.HEADER
    if about_person and not (answer.locator or answer.reference or answer.references):
        state.note("person-missing", segment)


def _finish(state: _State) -> None:
    push = state.push
    if not push.function:
        state.note("function-missing", None)
    if push.movement is None:
        state.note("movement-missing", None)
        return
    for flight in state.flights:
        stops = with_times(flight.stops, flight.times)
        push.movement.legs += legs_of(stops, flight.carrier, flight.number)


_HANDLERS: dict[str, Callable[[_State, Segment], None]] = {
    "BGM": _function,
    "RFF": _reference,
    "TDT": _flight,
    "DTM": _time,
    "LOC": _place,
    "ERP": _answer,
    "ERC": _code,
    "FTX": _text,
    "COM": _ways,
}
