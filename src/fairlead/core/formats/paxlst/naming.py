"""NAD of a person: the name and the address."""

from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.state import State
from fairlead.core.travel import Address, Party

NAMES, STREET, CITY, REGION, POSTCODE, COUNTRY = 3, 4, 5, 6, 7, 8


def take_name(state: State, person: Party, segment: Segment) -> None:
    names = segment.elements[NAMES] if len(segment.elements) > NAMES else []
    if not any(name.strip() for name in names) and segment.at(2):
        names = segment.elements[2]
        state.note("name-place", segment, where="C058")
    names = [name.strip() for name in names]
    if len([name for name in names if name]) == 1 and "/" in names[0]:
        names = [part.strip() for part in names[0].split("/")]
        state.note("name-glued", segment)
    elif " " in "".join(names) and not any(names[1:]):
        state.note("name-whole", segment)
    if not names:
        return
    person.surname = names[0]
    person.infant = names[-1].upper() in grammar.INFANT_MARKS and len(names) > 1
    person.names = [name for name in names[1 : grammar.NAME_FORMAT] if name]
    person.given = " ".join(name for name in names[1:] if name)


def take_address(person: Party, segment: Segment) -> None:
    at = segment.at
    region = at(REGION, 3) or at(REGION)
    street = (
        " ".join(part.strip() for part in segment.elements[STREET] if part.strip())
        if len(segment.elements) > STREET
        else ""
    )
    found = Address("", street, at(CITY), region, at(POSTCODE), at(COUNTRY), segment.ordinal)
    if street or found.city or region or found.postcode or found.country:
        person.addresses.append(found)
