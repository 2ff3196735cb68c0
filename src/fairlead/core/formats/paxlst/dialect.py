"""The dialect of the former US Customs Service: one PDT holds a person and a document.

``PDT+P/182345345:990909:US+DOE:ANN:P:590429:F+PAX+NZAKL:USLAX`` – document type and number,
expiry, issuer; surname, given, middle, birth, sex; role; embarkation and disembarkation.
"""

from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.persons import end_person
from fairlead.core.formats.paxlst.state import State
from fairlead.core.travel import Document, Kind, Party

_ROLES = {"PAX": Kind.PASSENGER, "CRW": Kind.CREW, "CRE": Kind.CREW}


def take_person(state: State, segment: Segment) -> None:
    end_person(state)
    at, ordinal = segment.at, segment.ordinal
    names = [name for name in (at(1, 1), at(1, 2)) if name]
    born = state.moment(segment, at(1, 3), "", birth=True)
    person = Party(
        role=at(2) or "PAX",
        kind=_ROLES.get(at(2) or "PAX", Kind.OTHER),
        surname=at(1),
        given=" ".join(names),
        names=names,
        sex=grammar.SEXES.get(at(1, 4), at(1, 4)),
        birth_date=born.iso,
        embark=at(3)[-3:],
        disembark=at(3, 1)[-3:],
        segment=ordinal,
    )
    type_, slash, number = at(0).partition("/")
    if at(0):
        expiry = state.moment(segment, at(0, 1), "").iso
        person.documents.append(
            Document(
                type=type_ if slash else "",
                number=number if slash else type_,
                issuer=at(0, 2),
                expiry=expiry,
                assigned="reference",
                segment=ordinal,
            )
        )
    if not person.surname:
        state.note("name-missing", segment)
    state.push.persons.append(person)
