"""PAXLST → a `Push`: the level of the message, its flight, and who is on it."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.collecting import paused
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.edifact.understanding import push_of
from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.dialect import take_person as take_dialect_person
from fairlead.core.formats.paxlst.movement import (
    finish_movement,
    take_movement,
    take_place,
    take_time,
)
from fairlead.core.formats.paxlst.persons import PERSON_SEGMENTS, end_person, take_in_person
from fairlead.core.formats.paxlst.state import State
from fairlead.core.problems import Problem
from fairlead.core.travel import Contact, Count, Kind, Party, Push, Reference

TYPE = "PAXLST"


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield what every PAXLST of a stream says, and the problems that belong to no message."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type in {TYPE, ""}:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning; what is wrong is in ``problems`` of the result."""
    state = State(message, push_of(message, TYPE))
    if message.version in grammar.VERSIONS:
        state.most = grammar.VERSIONS[message.version]
    elif message.version != grammar.US_VERSION:
        state.note("version-unknown", None, version=message.version)
    with paused():
        for segment in message.stream():
            _take(state, segment)
        end_person(state)
        _finish(state)
    state.push.problems[:0] = message.problems
    return state.push


def _take(state: State, segment: Segment) -> None:
    tag = segment.tag
    if tag == "TDT" and state.person and state.message.version not in grammar.ONWARD:
        end_person(state)  # the next flight, whoever stood before it
    if state.person and tag in PERSON_SEGMENTS:
        take_in_person(state, segment)
        return
    handler = _HANDLERS.get(tag)
    if handler:
        handler(state, segment)
    elif tag not in _SERVICE:
        state.note("segment-unexpected", segment, tag=tag)
        state.keep(segment)


# ---------------------------------------------------------------- level of the message


def _function(state: State, segment: Segment) -> None:
    code, status = segment.at(0), segment.at(1)
    push = state.push
    push.function = code
    if status in grammar.STATUS_CODES or (status.isalpha() and len(status) < 5):  # noqa: PLR2004
        push.function = f"{code}+{status}"
    elif status:
        push.references.append(Reference("1004", status, segment.ordinal))
    if segment.at(2):
        push.references.append(Reference("1225", segment.at(2), segment.ordinal))
    push.meaning = grammar.FUNCTIONS.get(push.function, "")
    if not push.meaning:
        push.meaning = grammar.FUNCTIONS.get(code, "")
        state.note("function-unknown", segment, function=push.function)


def _reference(state: State, segment: Segment) -> None:
    qualifier, value = segment.at(0), segment.at(0, 1)
    if qualifier == grammar.TRANSACTION and not state.push.transaction:
        state.push.transaction = value
    state.push.references.append(Reference(qualifier, value, segment.ordinal))


def _reporter(state: State, segment: Segment) -> None:
    """Take a NAD: a person, or before the first flight somebody who reports."""
    role = segment.at(0)
    reports = role in grammar.REPORTERS or (role not in grammar.ROLES and not state.flown)
    if not reports:
        end_person(state)
        take_in_person(state, segment)
        return
    end_person(state)
    names = _reporter_names(segment)
    state.contact = Party(
        role=role,
        kind=Kind.CONTACT,
        surname=names[0],
        given=" ".join(names[1:]),
        names=names[1:],
        segment=segment.ordinal,
    )
    state.push.contacts.append(state.contact)


def _reporter_names(segment: Segment) -> list[str]:
    """Return the name of who reports: C080, else whatever names somebody."""
    for element in (3, 1, 2, 4):
        parts = segment.elements[element] if len(segment.elements) > element else []
        if names := [part.strip() for part in parts if part.strip()]:
            return names
    return [""]


def _contact(state: State, segment: Segment) -> None:
    """CTA: in the dialect of the US it names who is to be asked."""
    name = segment.at(1, 1) or segment.at(1)
    if state.contact is None:
        state.contact = Party("MS", Kind.CONTACT, surname=name, segment=segment.ordinal)
        state.push.contacts.append(state.contact)
    contacts = list(contacts_of(segment, first=2))
    state.contact.contacts += contacts or [Contact("name", name, "", segment.ordinal)]


def _ways(state: State, segment: Segment) -> None:
    if state.contact is None:
        state.contact = Party("MS", Kind.CONTACT, segment=segment.ordinal)
        state.push.contacts.append(state.contact)
    state.contact.contacts += contacts_of(segment)


def contacts_of(segment: Segment, first: int = 0) -> Iterator[Contact]:
    """Yield the ways to reach somebody: value and qualifier, the value maybe with colons."""
    for components in segment.elements[first:]:
        *value, kind = components if len(components) > 1 else [*components, ""]
        text = ":".join(value).strip()
        if text:
            known = grammar.CONTACT_KINDS.get(kind.strip().upper(), kind.strip())
            yield Contact(known, text, "", segment.ordinal)


def _count(state: State, segment: Segment) -> None:
    qualifier, value = segment.at(0), segment.at(0, 1)
    if not value:
        state.note("count-form", segment)
        value = segment.at(1)
    state.fixed[segment.ordinal] = segment
    state.push.counts.append(Count(qualifier, value, segment.ordinal))


def _end_persons(state: State, segment: Segment) -> None:
    end_person(state)
    if segment.tag == "CNT":
        _count(state, segment)
    elif segment.tag == "AUT":
        state.keep(segment)


def _finish(state: State) -> None:
    push = state.push
    if push.version == grammar.US_VERSION:
        push.meaning = push.meaning or "passengers"
    elif not push.function:
        state.note("function-missing", None)
    finish_movement(state)
    for count in push.counts:
        declared = count.value
        whole = not push.sequence and push.function == "745"
        counted = sum(1 for person in push.persons if person.kind is Kind.PASSENGER)
        told = count.qualifier == "42" and whole and declared.isdecimal()
        if told and int(declared[:9]) < counted:
            state.note("count", count.segment, declared=declared, counted=counted)


_SERVICE = {"UNH", "UNT", "UNS"}
_HANDLERS: dict[str, Callable[[State, Segment], None]] = {
    "BGM": _function,
    "RFF": _reference,
    "NAD": _reporter,
    "CTA": _contact,
    "COM": _ways,
    "TDT": take_movement,
    "LOC": take_place,
    "DTM": take_time,
    "PDT": take_dialect_person,
    "CNT": _end_persons,
    "AUT": _end_persons,
}
