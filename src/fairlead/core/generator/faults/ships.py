"""Faults of lists of ships (FAL)."""

from copy import copy
from typing import Final

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults.kinds import Fault, Hit, somebody
from fairlead.core.generator.truth import Draft
from fairlead.core.travel import Document

INFANT: Final = "infant"


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
    found = somebody(draft, chance, lambda one: one.birth_date)
    if found is None:
        return None
    found[1].birth_date = f"{found[1].birth_date[:4]}-02-31"
    found[2].update({"birth_date": "", INFANT: False})
    return Hit(found[0], ("fal.incomplete",))


def _form_unborn(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.birth_date)
    if found is None:
        return None
    found[1].birth_date = found[2]["birth_date"] = "2199-01-01"
    found[2][INFANT] = False
    return Hit(found[0])


def _form_state(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.nationality)
    if found is None:
        return None
    found[1].nationality = found[2]["nationality"] = "QQQ"
    return Hit(found[0])


def _form_document(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.documents)
    if found is None:
        return None
    found[1].documents, found[2]["documents"] = [], []
    return Hit(found[0])


def _form_repeated(draft: Draft, chance: Chance) -> Hit | None:
    first = next((one for one in draft.push.persons if one.documents), None)
    found = somebody(draft, chance, lambda one: one.documents and one is not first)
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


def _sex_unknown(draft: Draft, chance: Chance) -> Hit | None:
    found = somebody(draft, chance, lambda one: one.sex)
    if found is None:
        return None
    found[1].sex = found[2]["sex"] = "Z"
    return Hit(found[0])


SHIPS: Final = (
    Fault("imo-number", "FAL", "fal.imo", "", "the check digit of the ship does not hold", _imo),
    Fault("call-sign", "FAL", "fal.call-sign", "", "the call sign has one letter", _call_sign),
    Fault(
        "port-named", "FAL", "fal.port-named", "", "a port is named instead of coded", _port_named
    ),
    Fault("birth-impossible", "FAL", "fal.date", "", "the birth is on a 31 February", _form_birth),
    Fault("birth-future", "FAL", "fal.birth-future", "", "somebody is not born yet", _form_unborn),
    Fault(
        "state-unknown", "FAL", "fal.state-unknown", "", "the nationality is no State", _form_state
    ),
    Fault("sex-unknown", "FAL", "fal.sex", "", "the sex is Z", _sex_unknown),
    Fault(
        "document-missing",
        "FAL",
        "fal.document-missing",
        "",
        "there is no document",
        _form_document,
    ),
    Fault(
        "document-repeated",
        "FAL",
        "fal.document-repeated",
        "",
        "two have the same document",
        _form_repeated,
    ),
    Fault("line-lost", "FAL", "fal.count", "", "a line was lost", _form_lost),
)
