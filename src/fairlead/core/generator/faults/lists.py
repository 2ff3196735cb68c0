"""Faults of lists of passengers and crew (PAXLST)."""

from typing import Final

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults.kinds import Fault, Hit, own_document, somebody
from fairlead.core.generator.truth import Draft
from fairlead.core.travel import Count, Kind

BATCH: Final = "745"
INFANT: Final = "infant"


def _birth_impossible(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.birth_date < "2010")
    if found is None:
        return None
    place, person, told = found
    person.birth_date = f"{person.birth_date[:4]}-13-31"
    told |= {"birth_date": "", INFANT: False}
    return Hit(place, ("paxlst.incomplete",))


def _nationality_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.nationality)
    if found is None:
        return None
    found[1].nationality = found[2]["nationality"] = ""
    return Hit(found[0])


def _sex_unknown(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.sex)
    if found is None:
        return None
    found[1].sex = found[2]["sex"] = "Z"
    return Hit(found[0])


def _number_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    own_document(found[1], "number", "")
    found[2]["documents"] = [""]
    return Hit(found[0])


def _number_mistyped(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    number = found[1].documents[0].number
    typed = f"{number[:3]}{(int(number[3]) + 1) % 10}{number[4:]}"
    own_document(found[1], "number", typed)
    found[2]["documents"] = [typed]
    return Hit(found[0])


def _expired(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.documents)
    movement = draft.push.movement
    if found is None or movement is None:
        return None
    year = int(movement.legs[0].departs[:4]) - 2
    own_document(found[1], "expiry", f"{year}{found[1].documents[0].expiry[4:8]}15")
    return Hit(found[0])


def _issuer_missing(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    own_document(found[1], "issuer", "")
    return Hit(found[0])


def _name_glued(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.given and one.surname)
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


LISTS: Final = (
    Fault(
        "birth-impossible",
        "PAXLST",
        "paxlst.date",
        "DTM",
        "the birth is in a month 13",
        _birth_impossible,
    ),
    Fault(
        "nationality-missing",
        "PAXLST",
        "paxlst.incomplete",
        "NAD",
        "there is no nationality",
        _nationality_missing,
    ),
    Fault("sex-unknown", "PAXLST", "paxlst.sex-unknown", "ATT", "the sex is Z", _sex_unknown),
    Fault(
        "number-missing",
        "PAXLST",
        "paxlst.document-number",
        "DOC",
        "the document has no number",
        _number_missing,
    ),
    Fault(
        "number-mistyped",
        "PAXLST",
        "",
        "DOC",
        "a digit of the number differs from all other messages",
        _number_mistyped,
    ),
    Fault(
        "document-expired",
        "PAXLST",
        "paxlst.document-expired",
        "DOC",
        "the document ended two years ago",
        _expired,
    ),
    Fault(
        "issuer-missing",
        "PAXLST",
        "paxlst.document-incomplete",
        "DOC",
        "nobody issued the document",
        _issuer_missing,
    ),
    Fault(
        "name-glued",
        "PAXLST",
        "paxlst.name-glued",
        "NAD",
        "surname and given names stand in one",
        _name_glued,
    ),
    Fault(
        "reference-repeated",
        "PAXLST",
        "paxlst.reference-repeated",
        "RFF",
        "two have the same reference",
        _reference_repeated,
    ),
    Fault(
        "count-too-low",
        "PAXLST",
        "paxlst.count",
        "CNT",
        "fewer are declared than named",
        _count_too_low,
    ),
)
