"""The people of a PAXLST: segment group 4 and the documents in it (group 5).

Segments out of their order still go where their qualifier says: what is the person's to the
person, also behind a document; what is a document's to the document it follows.
"""

from collections.abc import Callable

from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.completeness import check_complete, day_of
from fairlead.core.formats.paxlst.naming import take_address, take_name
from fairlead.core.formats.paxlst.state import State
from fairlead.core.travel import (
    Bag,
    Contact,
    Document,
    Kind,
    Party,
    Reference,
    Remark,
    Seat,
    Ticket,
)

OLDEST = 110  # nobody older travels: whether a year of two digits could be a century earlier
INFANT = 2  # under this age a traveller is an infant (IATA resolution on infants)


def take_in_person(state: State, segment: Segment) -> None:
    """Take a segment that stands with a person; a NAD begins the next one."""
    tag = segment.tag
    if tag == "NAD":
        _begin(state, segment)
        return
    rank = grammar.PERSON_RANK[tag]
    if rank >= grammar.PERSON_RANK[state.rank]:
        state.rank = tag
    elif state.ordered and not _of_document(state, segment):
        state.ordered = False
        state.note("order", segment, tag=tag, behind=state.rank)
    if state.document is None:
        _count(state, segment)
    if state.person is not None:
        _HANDLERS[tag](state, state.person, segment)


def _count(state: State, segment: Segment) -> None:
    """Say when a segment stands once more than the directory allows."""
    tag = segment.tag
    count = state.counts.get(tag, 0) + 1
    state.counts[tag] = count
    most = state.most.get(tag, count)
    if count == most + 1:
        state.note("repeated", segment, tag=tag, most=most)


def _of_document(state: State, segment: Segment) -> bool:
    """Say whether a segment may stand behind DOC, in group 5."""
    qualifier = segment.at(0)
    if state.document is None:
        return False
    if segment.tag == "DTM":
        return qualifier != grammar.BIRTH
    return segment.tag == "GEI" or (segment.tag == "LOC" and qualifier not in grammar.PLACES)


def end_person(state: State) -> None:
    """Finish the open person: what came before its document, what is missing, what is too much."""
    person = state.person
    if person is None:
        return
    _give_early(state, person)
    check_complete(state, person)
    state.person = state.document = None
    state.early = []


def _give_early(state: State, person: Party) -> None:
    """Give what stood before a document to it, if it can only be that one's."""
    for name, value, ordinal in state.early:
        documents = person.documents
        if len(documents) == 1 and not getattr(documents[0], name):
            setattr(documents[0], name, value)
            documents[0].elsewhere[name] = ordinal
        else:
            person.references.append(Reference(name, value, ordinal))


# ---------------------------------------------------------------- NAD


def _begin(state: State, segment: Segment) -> None:
    role = segment.at(0).upper()
    person = Party(role=role, kind=grammar.ROLES.get(role, Kind.OTHER), segment=segment.ordinal)
    state.person, state.document, state.rank, state.ordered = person, None, "NAD", True
    state.counts, state.heads = {}, {segment.ordinal: segment}
    state.push.persons.append(person)
    if role not in grammar.ROLES:
        state.note("role-unknown", segment, role=role)
    take_name(state, person, segment)
    take_address(person, segment)
    if segment.at(1):
        person.references.append(Reference("3039", segment.at(1), segment.ordinal))


# ---------------------------------------------------------------- ATT DTM MEA GEI


def _attribute(state: State, person: Party, segment: Segment) -> None:
    """ATT: function 2 is the sex; the land dialect repeats further attributes behind it."""
    if segment.at(0) not in {"2", ""} or person.sex:
        _refer(person, segment, f"ATT+{segment.at(0)}", segment.at(2) or segment.at(1))
        return
    misplaced = segment.at(1).upper() in grammar.SEXES
    values = [state.value(segment, (2, 0), (1, 0)) if misplaced else segment.at(2)]
    if "*" in values[0]:
        values = [part[0].strip() for part in state.message.repeats(segment, 2) if part]
    code = values[0].upper() if values else ""
    person.sex = grammar.SEXES.get(code, code)
    person.infant |= code in grammar.INFANT_SEXES and not person.birth_date
    person.elsewhere["sex"] = segment.ordinal
    if code and code not in grammar.SEXES:
        state.note("sex-unknown", segment, code=code)
    person.references += (Reference("ATT+2", value, segment.ordinal) for value in values[1:])


def _date(state: State, person: Party, segment: Segment) -> None:
    qualifier, layout = segment.at(0), segment.at(0, 2)
    text = state.value(segment, (0, 1), (1, 0))
    birth = qualifier == grammar.BIRTH
    if not text:
        return
    found = state.moment(segment, text, layout, birth=birth)
    value = found.iso or text
    if birth and found.iso and not person.birth_date:
        person.birth_date = found.iso
        person.elsewhere["birth_date"] = segment.ordinal
        _age(state, person, segment, reasoned=found.century)
    elif qualifier in {grammar.EXPIRY, grammar.ISSUED}:
        _of_a_document(state, segment, "expiry" if qualifier == grammar.EXPIRY else "issued", value)
    else:
        _refer(person, segment, f"DTM+{qualifier}", value)


def _age(state: State, person: Party, segment: Segment, *, reasoned: bool) -> None:
    birth, day = person.birth_date, day_of(state)
    if not (birth and day):
        return
    age = int(day[:4]) - int(birth[:4]) - (day[5:10] < birth[5:10])
    if birth > day[: len(birth)]:
        state.note("birth-future", segment)
    person.infant = 0 <= age < INFANT and len(birth) == 10  # noqa: PLR2004 - a whole date
    if reasoned and age + 100 <= OLDEST:
        state.note("birth-century", segment)


def _of_a_document(state: State, segment: Segment, name: str, value: str) -> None:
    document = state.document
    if document is None:
        state.early.append((name, value, segment.ordinal))
    elif getattr(document, name):
        state.note("segment-unread", segment, tag=segment.tag)
        state.keep(segment)
    else:
        setattr(document, name, value)
        document.elsewhere[name] = segment.ordinal


def _measure(_state: State, person: Party, segment: Segment) -> None:
    """MEA: CT the number of bags, WT their weight."""
    qualifier, value = segment.at(0), segment.at(2, 1) or segment.at(2)
    if qualifier == "CT" and not person.bag_count:
        person.bag_count = value
        person.elsewhere["bag_count"] = segment.ordinal
    elif qualifier == "WT" and not person.bag_weight:
        unit = segment.at(2) if segment.at(2, 1) else ""
        person.bag_weight = f"{value} {unit}".strip()
        person.elsewhere["bag_weight"] = segment.ordinal
    else:
        _refer(person, segment, f"MEA+{qualifier}", value)


def _indicator(state: State, person: Party, segment: Segment) -> None:
    """GEI: 173 verified, 174 not; of the document if one is open, else of the person's."""
    code = segment.at(1) or segment.at(0)
    said = grammar.VERIFIED.get(code, "")
    if not said:
        _refer(person, segment, f"GEI+{segment.at(0)}", code)
    elif state.document is not None:
        state.document.verified = said
        state.document.elsewhere["verified"] = segment.ordinal
    else:
        person.verified = said
        person.elsewhere["verified"] = segment.ordinal


# ---------------------------------------------------------------- FTX LOC COM EMP NAT RFF


def _text(state: State, person: Party, segment: Segment) -> None:
    """FTX: BAG has tags, each maybe with the number of bags that follow in sequence."""
    code = segment.at(0)
    parts = [part.strip() for part in segment.elements[3]] if len(segment.elements) > 3 else []  # noqa: PLR2004
    if any(map(any, segment.elements[1:3] + segment.elements[4:])):
        state.keep(segment)  # coded texts, and whatever stands behind the text
    if code != "BAG":
        text = " ".join(part for part in parts if part)
        person.remarks.append(Remark(code, text, segment=segment.ordinal))
        return
    for part in parts:
        if part.isdecimal() and len(part) < 4 and person.bags and not person.bags[-1].count:  # noqa: PLR2004
            person.bags[-1].count = part
        elif part:
            person.bags.append(Bag(part, segment=segment.ordinal))


def _place(state: State, person: Party, segment: Segment) -> None:
    role, code = segment.at(0), segment.at(1)
    if not code and not segment.at(1, 3):
        code = state.value(segment, (1, 0), (0, 1))
    field = grammar.PLACES.get(role, "")
    if role == grammar.ISSUER:
        _issuer(state, segment, code)
    elif field and not getattr(person, field):
        names = (segment.at(element, 3) for element in range(1, len(segment.elements)))
        name = " ".join(name for name in names if name)
        if role == "180":
            person.birth_country = code if name else ""
            person.elsewhere["birth_country"] = segment.ordinal
        setattr(person, field, name if role == "180" and name else code or name)
        person.elsewhere[field] = segment.ordinal
        if role != "180" and segment.at(2):
            _refer(person, segment, f"LOC+{role}", segment.at(2))
    else:
        if not field:
            state.note("qualifier-unknown", segment, tag="LOC", qualifier=role)
        _refer(person, segment, f"LOC+{role}", code or segment.at(1, 3))


def _issuer(state: State, segment: Segment, code: str) -> None:
    region = segment.at(1, 1) in grammar.REGIONS
    if code:
        _of_a_document(state, segment, "issuer_region" if region else "issuer", code)


def _ways(_state: State, person: Party, segment: Segment) -> None:
    for components in segment.elements:
        *value, kind = components if len(components) > 1 else [*components, ""]
        text = ":".join(value).strip()
        if text:
            known = grammar.CONTACT_KINDS.get(kind.strip().upper(), kind.strip())
            person.contacts.append(Contact(known, text, "", segment.ordinal))


def _employment(_state: State, person: Party, segment: Segment) -> None:
    values = [":".join(part).strip(":") for part in segment.elements]
    value = segment.at(1) or "+".join(values)
    if person.employment:
        _refer(person, segment, "EMP", value)
    else:
        person.employment = value
        person.elsewhere["employment"] = segment.ordinal


def _nationality(state: State, person: Party, segment: Segment) -> None:
    code = segment.at(1) or segment.at(1, 3)
    if not code and segment.at(0).isalpha():
        code = state.value(segment, (1, 0), (0, 0))
    if not code:
        return
    person.nationalities.append(code)
    if not person.nationality:
        person.nationality = code
        person.elsewhere["nationality"] = segment.ordinal


def _reference(state: State, person: Party, segment: Segment) -> None:
    qualifier, value = segment.at(0), state.value(segment, (0, 1), (1, 0))
    ordinal = segment.ordinal
    if qualifier == grammar.LOCATOR and not person.locator:
        person.locator = value
        person.elsewhere["locator"] = ordinal
    elif qualifier == grammar.UNIQUE and not person.reference:
        person.reference = value
        person.elsewhere["reference"] = ordinal
        if value and value in state.uniques:
            state.note("reference-repeated", segment, reference=value)
        state.uniques.add(value)
    elif qualifier == grammar.SEAT:
        person.seats.append(Seat(value, segment=ordinal))
    elif qualifier in grammar.TICKETS:
        person.tickets.append(Ticket(value, segment=ordinal))
    else:
        person.references.append(Reference(qualifier, value, ordinal))


# ---------------------------------------------------------------- DOC and the rest


def _document(state: State, person: Party, segment: Segment) -> None:
    type_, number = segment.at(0), state.value(segment, (1, 0), (0, 3), (0, 4), (0, 5))
    coding = ":".join(segment.elements[0][1:]).strip(":") if segment.elements else ""
    document = Document(
        type=type_,
        coding=coding.removesuffix(number).strip(":") if not segment.at(1) else coding,
        number=number,
        assigned="reference",
        segment=segment.ordinal,
    )
    person.documents.append(document)
    state.document, state.heads[segment.ordinal] = document, segment
    if not number:
        state.note("document-number", segment)
    if not type_:
        state.note("document-type", segment)


def _keep(state: State, _person: Party, segment: Segment) -> None:
    state.keep(segment)


def _refer(person: Party, segment: Segment, qualifier: str, value: str) -> None:
    person.references.append(Reference(qualifier, value, segment.ordinal))


_HANDLERS: dict[str, Callable[[State, Party, Segment], None]] = {
    "ATT": _attribute,
    "DTM": _date,
    "MEA": _measure,
    "GEI": _indicator,
    "FTX": _text,
    "LOC": _place,
    "COM": _ways,
    "EMP": _employment,
    "NAT": _nationality,
    "RFF": _reference,
    "DOC": _document,
    "CPI": _keep,
    "QTY": _keep,
    "GID": _keep,
    "TDT": _keep,
}
PERSON_SEGMENTS = frozenset(_HANDLERS)
