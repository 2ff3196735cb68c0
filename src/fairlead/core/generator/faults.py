"""Faults to plant, each with its name, what it does, and the problem codes that must tell of it.

A fault of the first kind (`PLANTED`) changes what a message says before it is written; one of the
second (`DAMAGED`) its bytes. Where ``code`` is empty nothing is wrong within the message: only
whoever compares messages, or waits for one, can find it.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, NamedTuple

from fairlead.core.formats.pnrgov.composing import docs
from fairlead.core.formats.pnrgov.messages import Reservation, Service, Traveller
from fairlead.core.formats.pnrgov.messages import Flight as Leg
from fairlead.core.generator.chance import Chance
from fairlead.core.generator.truth import Draft, Values
from fairlead.core.travel import Count, Document, Kind, Locator, Party

BATCH: Final = "745"
INFANT: Final = "infant"


class Hit(NamedTuple):
    """Whom a fault struck, by place among the persons (-1: nobody), and what else is told of it."""

    place: int = -1
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind: in which format, what tells of it in which segment, and how it is planted."""

    kind: str
    format: str  # of the message; "EDIFACT" is any that travels so
    code: str
    segment: str
    words: str
    plant: Callable[[Draft, Chance], Hit | None]


def plant(draft: Draft, chance: Chance) -> None:
    """Plant one fault in a message that is not written yet, or choose one for its bytes."""
    edifact = draft.push.format in {"PAXLST", "PNRGOV", "CUSRES"}
    fitting = [
        each
        for each in FAULTS
        if each.format == draft.push.format or (edifact and each.format == "EDIFACT")
    ]
    first = chance.below(len(fitting)) if fitting else 0
    for fault in fitting[first:] + fitting[:first]:
        if fault in DAMAGED:
            draft.damage = fault.kind
            return
        hit = fault.plant(draft, chance)
        if hit is not None:
            _note(draft, fault, hit)
            return


def damage(draft: Draft, chance: Chance) -> None:
    """Plant in the bytes the fault that was chosen for them."""
    fault = next((each for each in DAMAGED if each.kind == draft.damage), None)
    if fault is not None:
        hit = fault.plant(draft, chance)
        if hit is not None:
            _note(draft, fault, hit)


def _note(draft: Draft, fault: Fault, hit: Hit) -> None:
    codes = [fault.code, *hit.also] if fault.code else [*hit.also]
    draft.problems.update(codes)
    person = draft.told[hit.place].get("person") if 0 <= hit.place < len(draft.told) else None
    draft.faults.append(
        {
            "kind": fault.kind,
            "message": draft.name,
            "code": fault.code or None,
            "also": list(hit.also),
            "segment": fault.segment or None,
            "person": person,
            "what": fault.words,
        }
    )


# ---------------------------------------------------------------- lists of passengers and crew


def _somebody(
    draft: Draft, chance: Chance, wanted: Callable[[Party], object]
) -> tuple[int, Party, Values] | None:
    """Choose somebody on a list of whom it is true."""
    places = [place for place, person in enumerate(draft.push.persons) if wanted(person)]
    if not places or draft.push.function.startswith("266"):
        return None
    place = chance.pick(places)
    return place, draft.push.persons[place], draft.told[place]


def _birth_impossible(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.birth_date < "2010")
    if found is None:
        return None
    place, person, told = found
    person.birth_date = f"{person.birth_date[:4]}-13-31"
    told |= {"birth_date": "", INFANT: False}
    return Hit(place, ("paxlst.incomplete",))


def _nationality_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.nationality)
    if found is None:
        return None
    found[1].nationality = found[2]["nationality"] = ""
    return Hit(found[0])


def _sex_unknown(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.sex)
    if found is None:
        return None
    found[1].sex = found[2]["sex"] = "Z"
    return Hit(found[0])


def _own_document(person: Party, **values: str) -> None:
    """Change the first document of a person, and of nobody who shares it."""
    person.documents = [replace(person.documents[0], **values), *person.documents[1:]]


def _number_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    _own_document(found[1], number="")
    found[2]["documents"] = [""]
    return Hit(found[0])


def _number_mistyped(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    number = found[1].documents[0].number
    typed = f"{number[:3]}{(int(number[3]) + 1) % 10}{number[4:]}"
    _own_document(found[1], number=typed)
    found[2]["documents"] = [typed]
    return Hit(found[0])


def _expired(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.documents)
    movement = draft.push.movement
    if found is None or movement is None:
        return None
    year = int(movement.legs[0].departs[:4]) - 2
    _own_document(found[1], expiry=f"{year}{found[1].documents[0].expiry[4:8]}15")
    return Hit(found[0])


def _issuer_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    _own_document(found[1], issuer="")
    return Hit(found[0])


def _name_glued(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.given and one.surname)
    if found is None:
        return None
    person = found[1]
    person.surname, person.given, person.names = f"{person.surname}/{person.given}", "", []
    return Hit(found[0])


def _reference_repeated(draft: Draft, chance: Chance) -> Hit | None:
    people = draft.push.persons
    if len(people) < 2 or not people[0].reference or draft.push.function != BATCH:  # noqa: PLR2004
        return None
    place = chance.between(1, len(people) - 1)
    people[place].reference = people[0].reference
    return Hit(place)


def _count_too_low(draft: Draft, _chance: Chance) -> Hit | None:
    push = draft.push
    passengers = all(one.kind is Kind.PASSENGER for one in push.persons)
    if push.function != BATCH or not passengers or not push.persons or not push.counts:
        return None
    push.counts = [Count("42", str(len(push.persons) - 1))]
    return Hit()


# ---------------------------------------------------------------- passenger name records


def _in_record(
    draft: Draft, chance: Chance, wanted: Callable[[Reservation, Traveller], object]
) -> tuple[int, Reservation, Traveller] | None:
    """Choose a traveller of a record, and its place among all of the message."""
    found, place = [], 0
    for booking in draft.push.bookings:
        for person in booking.persons:
            if isinstance(booking, Reservation) and isinstance(person, Traveller):
                if wanted(booking, person):
                    found.append((place, booking, person))
                place += 1
    return chance.pick(found) if found else None


def _plain(_booking: Reservation, person: Traveller) -> bool:
    """Say whether a traveller is an adult without a baby."""
    return not (person.infant or person.implied or person.infant_indicator)


def _eqn(draft: Draft, _chance: Chance) -> Hit | None:
    if draft.push.sequence:
        return None
    draft.push.counts = [Count("EQN", str(len(draft.push.bookings) + 1))]
    return Hit()


def _flight_date(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.itinerary)
    if found is None:
        return None
    leg = found[1].itinerary[-1]
    leg.departs = f"{leg.departs[:8]}32{leg.departs[10:]}"
    return Hit(found[0])


def _locator_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.locator)
    if found is None:
        return None
    place, booking, _person = found
    locator, booking.locator = booking.locator, ""
    booking.locators = [Locator(one.carrier, "", one.created) for one in booking.locators]
    for told in draft.told:
        if told["locator"] == locator:
            told["locator"] = ""
    return Hit(place)


def _surname_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(
        draft, chance, lambda booking, one: _plain(booking, one) and not one.documents
    )
    if found is None:
        return None
    found[2].surname = draft.told[found[0]]["surname"] = ""
    return Hit(found[0])


def _miscounted(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, _one: booking.itinerary)
    if found is None:
        return None
    leg = found[1].itinerary[0]
    if not isinstance(leg, Leg):
        return None
    leg.quantity = str(int(leg.quantity) + 1)
    return Hit(found[0])


def _unassigned(draft: Draft, chance: Chance) -> Hit | None:
    """Send a document with a reference that nobody has, and with half a name."""
    found = _in_record(
        draft,
        chance,
        lambda booking, one: (
            len(booking.persons) > 1 and _plain(booking, one) and one.documents and one.given
        ),
    )
    if found is None:
        return None
    place, _booking, person = found
    (document,) = person.documents
    person.documents = []
    half = replace(document, given=f"{document.given[0]}Q")
    text = docs(half, "")[1][0][8]
    person.services.append(
        Service(
            *("DOCS", text, "", "HK"),
            quantity="1",
            details=[["", "", "99"]],
            travellers=("99",),
            group="GR2",
        )
    )
    for name in ("birth_date", "sex", "nationality"):
        draft.told[place][name] = ""
    draft.told[place]["documents"] = []
    return Hit(place, ("pnrgov.reference-unknown",))


def _document_name(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, one: _plain(booking, one) and one.documents)
    if found is None:
        return None
    _own_document(found[2], surname=f"{found[2].documents[0].surname}Q")
    return Hit(found[0])


def _document_birth(draft: Draft, chance: Chance) -> Hit | None:
    found = _in_record(draft, chance, lambda booking, one: _plain(booking, one) and one.documents)
    if found is None:
        return None
    _own_document(found[2], birth_date=f"{found[2].documents[0].birth_date[:4]}-02-31")
    draft.told[found[0]]["birth_date"] = ""
    return Hit(found[0])


def _late(draft: Draft, _chance: Chance) -> Hit | None:
    draft.sent_at += timedelta(hours=5)
    return Hit()


def _unsent(draft: Draft, _chance: Chance) -> Hit | None:
    if draft.push.format == "PAXLST" and "/api" not in draft.name:
        return None
    draft.unsent = True
    draft.problems.clear()
    return Hit()


def _twice(draft: Draft, _chance: Chance) -> Hit | None:
    draft.twice = True
    return Hit()


# ---------------------------------------------------------------- answers


def _answer_unknown(draft: Draft, _chance: Chance) -> Hit | None:
    answer = draft.push.answers[0]
    answer.code, answer.codes = "9Q", ["9Q"]
    draft.told[0]["code"] = "9Q"
    return Hit(0)


def _answer_missing(draft: Draft, _chance: Chance) -> Hit | None:
    answer = draft.push.answers[-1]
    answer.code, answer.codes = "", []
    draft.told[-1]["code"] = ""
    return Hit(len(draft.told) - 1)


# ---------------------------------------------------------------- lists of ships


def _imo(draft: Draft, _chance: Chance) -> Hit | None:
    movement = draft.push.movement
    if movement is None or not movement.vessel:
        return None
    draft.push.movement = copy(movement)
    draft.push.movement.vessel = f"{movement.vessel[:6]}{(int(movement.vessel[6]) + 1) % 10}"
    return Hit()


def _call_sign(draft: Draft, _chance: Chance) -> Hit | None:
    for reference in draft.push.references:
        if reference.qualifier == "call sign":
            reference.value = "Q"
            return Hit()
    return None


def _port_named(draft: Draft, _chance: Chance) -> Hit | None:
    movement = draft.push.movement
    if movement is None or draft.push.format != "FAL":
        return None
    movement.legs[0].origin = "BARCELONA"
    return Hit()


def _form_birth(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.birth_date)
    if found is None:
        return None
    found[1].birth_date = f"{found[1].birth_date[:4]}-02-31"
    found[2].update({"birth_date": "", INFANT: False})
    return Hit(found[0], ("fal.incomplete",))


def _form_unborn(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.birth_date)
    if found is None:
        return None
    found[1].birth_date = found[2]["birth_date"] = "2199-01-01"
    found[2][INFANT] = False
    return Hit(found[0])


def _form_state(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.nationality)
    if found is None:
        return None
    found[1].nationality = found[2]["nationality"] = "QQQ"
    return Hit(found[0])


def _form_document(draft: Draft, chance: Chance) -> Hit | None:
    found = _somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    found[1].documents, found[2]["documents"] = [], []
    return Hit(found[0])


def _form_repeated(draft: Draft, chance: Chance) -> Hit | None:
    first = next((one for one in draft.push.persons if one.documents), None)
    found = _somebody(draft, chance, lambda one: one.documents and one is not first)
    if found is None or first is None:
        return None
    document: Document = first.documents[0]
    found[1].documents = [document]
    found[2]["documents"] = [document.number]
    return Hit(found[0])


def _form_lost(draft: Draft, chance: Chance) -> Hit | None:
    """Leave a line out; the number of persons above the list still counts it."""
    if len(draft.push.persons) < 2:  # noqa: PLR2004
        return None
    place = chance.below(len(draft.push.persons))
    if not draft.push.persons[place].documents:
        return None
    person = draft.told[place]["person"]
    del draft.push.persons[place], draft.told[place]
    draft.lost.append(person)
    return Hit()


# ---------------------------------------------------------------- bytes


def _changed(draft: Draft, pattern: bytes, made: bytes) -> Hit | None:
    content, count = re.subn(pattern, made, draft.content, count=1)
    if not count:
        return None
    draft.content = content
    return Hit()


def _segments_miscounted(draft: Draft, _chance: Chance) -> Hit | None:
    return _changed(draft, rb"UNT\+(\d+)", rb"UNT+1\1")


def _trailer_reference(draft: Draft, _chance: Chance) -> Hit | None:
    return _changed(draft, rb"UNZ\+(\d+)\+", rb"UNZ+\1+X")


def _trailer_lost(draft: Draft, _chance: Chance) -> Hit | None:
    at = draft.content.rfind(b"UNT+")
    draft.content = draft.content[:at]
    return Hit(-1, ("edifact.unz-missing",))


def _wrapped(draft: Draft, _chance: Chance) -> Hit | None:
    draft.content = b"QU UTAPIXS\r\n.OPSDDXS 010930\r\n" + draft.content
    return Hit()


def _out_of_order(draft: Draft, _chance: Chance) -> Hit | None:
    found = _changed(draft, rb"(ATT\+2\+\+\w')([^\0]*?)(NAT\+2\+\w+')", rb"\2\3\1")
    return found


PLANTED: Final = (
    Fault("birth-impossible", "PAXLST", "paxlst.date", "DTM", "the birth is in a month 13", _birth_impossible),
    Fault("nationality-missing", "PAXLST", "paxlst.incomplete", "NAT", "there is no nationality", _nationality_missing),
    Fault("sex-unknown", "PAXLST", "paxlst.sex-unknown", "ATT", "the sex is Z", _sex_unknown),
    Fault("number-missing", "PAXLST", "paxlst.document-number", "DOC", "the document has no number", _number_missing),
    Fault("number-mistyped", "PAXLST", "", "DOC", "a digit of the number differs from all other messages", _number_mistyped),
    Fault("document-expired", "PAXLST", "paxlst.document-expired", "DTM", "the document ended two years ago", _expired),
    Fault("issuer-missing", "PAXLST", "paxlst.document-incomplete", "LOC", "nobody issued the document", _issuer_missing),
    Fault("name-glued", "PAXLST", "paxlst.name-glued", "NAD", "surname and given names stand in one", _name_glued),
    Fault("reference-repeated", "PAXLST", "paxlst.reference-repeated", "RFF", "two have the same reference", _reference_repeated),
    Fault("count-too-low", "PAXLST", "paxlst.count", "CNT", "fewer are declared than named", _count_too_low),
    Fault("list-missing", "PAXLST", "", "", "the list was not sent", _unsent),
    Fault("records-miscounted", "PNRGOV", "pnrgov.count", "EQN", "one record more is declared", _eqn),
    Fault("flight-date", "PNRGOV", "pnrgov.date", "TVL", "a flight is on a day 32", _flight_date),
    Fault("locator-missing", "PNRGOV", "pnrgov.locator-missing", "SRC", "the record has no locator", _locator_missing),
    Fault("surname-missing", "PNRGOV", "pnrgov.traveller-unnamed", "TIF", "a traveller has no surname", _surname_missing),
    Fault("travellers-miscounted", "PNRGOV", "pnrgov.count-travellers", "TVL", "one more is on the flight than the record names", _miscounted),
    Fault("document-unassigned", "PNRGOV", "pnrgov.document-unassigned", "SSR", "nobody knows whose a document is", _unassigned),
    Fault("document-name", "PNRGOV", "pnrgov.document-name", "SSR", "the document bears another surname", _document_name),
    Fault("document-birth", "PNRGOV", "pnrgov.document-field", "SSR", "the birth is on a 31 February", _document_birth),
    Fault("push-late", "PNRGOV", "", "", "the push came five hours late", _late),
    Fault("push-missing", "PNRGOV", "", "", "the push was not sent", _unsent),
    Fault("push-twice", "PNRGOV", "", "", "the push was sent twice", _twice),
    Fault("answer-unknown", "CUSRES", "cusres.answer-unknown", "ERC", "the answer is in no table", _answer_unknown),
    Fault("answer-missing", "CUSRES", "cusres.answer-missing", "ERP", "there is no answer", _answer_missing),
    Fault("imo-number", "FAL", "fal.imo", "", "the check digit of the ship does not hold", _imo),
    Fault("call-sign", "FAL", "fal.call-sign", "", "the call sign has one letter", _call_sign),
    Fault("port-named", "FAL", "fal.port-named", "", "a port is named instead of coded", _port_named),
    Fault("birth-impossible", "FAL", "fal.date", "", "the birth is on a 31 February", _form_birth),
    Fault("birth-future", "FAL", "fal.birth-future", "", "somebody is not born yet", _form_unborn),
    Fault("state-unknown", "FAL", "fal.state-unknown", "", "the nationality is no State", _form_state),
    Fault("sex-unknown", "FAL", "fal.sex", "", "the sex is Z", _sex_unknown),
    Fault("document-missing", "FAL", "fal.document-missing", "", "there is no document", _form_document),
    Fault("document-repeated", "FAL", "fal.document-repeated", "", "two have the same document", _form_repeated),
    Fault("line-lost", "FAL", "fal.count", "", "a line was lost", _form_lost),
)  # fmt: skip
DAMAGED: Final = (
    Fault("segments-miscounted", "EDIFACT", "edifact.unt-count", "UNT", "the count of segments is wrong", _segments_miscounted),
    Fault("trailer-reference", "EDIFACT", "edifact.unz-reference", "UNZ", "the trailer names another interchange", _trailer_reference),
    Fault("trailer-lost", "EDIFACT", "edifact.unt-missing", "", "the end of the message is lost", _trailer_lost),
    Fault("header-of-teletype", "EDIFACT", "edifact.text-before", "", "a teletype header stands before it", _wrapped),
    Fault("out-of-order", "PAXLST", "paxlst.order", "ATT", "ATT stands behind NAT", _out_of_order),
)  # fmt: skip
# What can be said wrongly in XML as well; the other faults are those of segments.
XML: Final = frozenset({
    *("locator-missing", "surname-missing", "document-name", "document-birth", "flight-date"),
    *("push-late", "push-missing", "push-twice", "records-miscounted", "travellers-miscounted"),
})  # fmt: skip
FAULTS: Final = (
    PLANTED
    + tuple(replace(each, format="PNRGOV-XML", segment="") for each in PLANTED if each.kind in XML)
    + DAMAGED
)
