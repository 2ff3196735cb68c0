"""A `Push` → PAXLST in the order and the codes of the guideline."""

from collections.abc import Iterator
from datetime import date

from fairlead.core.formats.edifact.messages import Group, Interchange
from fairlead.core.formats.edifact.outgoing import digits, short_time, write_push
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.formats.paxlst.grammar import (
    CONTACT_KINDS,
    NAME_FORMAT,
    PERSON_RANK,
    ROLES,
    VERIFIED,
)
from fairlead.core.travel import Contact, Document, Leg, Party, Push, Reference
from fairlead.core.travel.moments import century_of

CODING = "110:111"  # whose codes: the guideline's, IATA's
CONTACT_CODES = {kind: code for code, kind in reversed(CONTACT_KINDS.items())}
ROLE_CODES = {kind: role for role, kind in reversed(ROLES.items())}
VERIFIED_CODES = {said: code for code, said in VERIFIED.items()}
MODE_CODES = {"sea": "1", "rail": "2", "road": "3"}


def write(
    push: Push,
    *,
    interchange: Interchange | None = None,
    group: Group | None = None,
    line_end: str = "",
) -> bytes:
    """Write a list as an interchange of one message."""
    body = list(compose(push))
    return write_push(push, body, interchange=interchange, group=group, line_end=line_end)


def compose(push: Push) -> Iterator[Plain]:
    """Yield the segments between UNH and UNT."""
    code, _, status = push.function.partition("+")
    own = {each.qualifier: each.value for each in push.references}
    yield "BGM", (code, status or own.get("1004", ""), own.get("1225", ""))
    yield from _references(push.references, {"1004", "1225"})
    for contact in push.contacts:
        yield "NAD", (contact.role or "MS", "", "", (contact.surname, *contact.names))
        yield from _ways(contact.contacts)
    yield from _movement(push)
    year = _year(push)
    for person in push.persons:
        yield from _person(person, year)
    for count in push.counts:
        yield "CNT", ((count.qualifier, count.value),)
    yield from ((kept.tag, kept.elements) for kept in push.kept)


def _year(push: Push) -> int:
    legs = push.movement.legs if push.movement else []
    times = [time[:4] for leg in legs for time in (leg.departs, leg.arrives) if time]
    return int(times[0]) if times and times[0].isdecimal() else 0


def _movement(push: Push) -> Iterator[Plain]:
    movement = push.movement
    if movement is None:
        return
    vessel = (movement.vessel, "", "", movement.vessel_name)
    mode = MODE_CODES.get(movement.mode, "")
    legs = movement.legs or [Leg(carrier=movement.carrier, number=movement.number)]
    for leg in legs:
        journey = f"{leg.carrier}{leg.number}" if leg.number else ""
        yield "TDT", ("20", journey, mode, "", leg.carrier, "", "", vessel)
        yield from _stop("LOC", leg.origin, leg.origin_role or "125", "189", leg.departs)
        yield from _stop("LOC", leg.destination, leg.destination_role or "87", "232", leg.arrives)


def _stop(tag: str, place: str, role: str, qualifier: str, time: str) -> Iterator[Plain]:
    if place:
        yield tag, (role, place)
    if time:
        yield "DTM", ((qualifier, *short_time(time)),)


def _person(person: Party, year: int) -> Iterator[Plain]:
    parts: list[Plain] = [*_said(person, year), *_belongings(person), *_ways(person.contacts)]
    parts += _references(person.references, {"3039"})
    parts += ((kept.tag, kept.elements) for kept in person.kept if kept.tag in PERSON_RANK)
    yield _name(person)
    yield from sorted(parts, key=lambda plain: PERSON_RANK[plain[0]])
    for document in person.documents:
        yield from _document(document)
    yield from ((kept.tag, kept.elements) for kept in person.kept if kept.tag not in PERSON_RANK)


def _name(person: Party) -> Plain:
    address = person.addresses[0] if person.addresses else None
    ids = [each.value for each in person.references if each.qualifier == "3039"]
    names = [person.surname, *(person.names or person.given.split(" "))]
    if rest := person.given.removeprefix(" ".join(person.names)).strip() if person.names else "":
        names += [""] * (NAME_FORMAT - len(names)) + [rest]
    where: tuple[str | tuple[str, ...], ...] = ()
    if address:
        region = ("", "", "", address.region) if address.region else ""
        where = (address.street, address.city, region, address.postcode, address.country)
    return "NAD", (
        person.role or ROLE_CODES.get(person.kind, "FL"),
        ids[0] if ids else "",
        "",
        names,
        *where,
    )


def _said(person: Party, year: int) -> Iterator[Plain]:
    if person.sex:
        yield "ATT", ("2", "", person.sex)
    if person.birth_date:
        yield "DTM", (("329", *_birth(person.birth_date, year)),)
    if person.verified in VERIFIED_CODES:
        yield "GEI", ("4", VERIFIED_CODES[person.verified])
    for role, place in (
        ("22", person.clearance),
        ("174", person.residence),
        ("178", person.embark),
        ("179", person.disembark),
    ):
        if place:
            yield "LOC", (role, place)
    if person.birth_place:
        yield "LOC", ("180", (person.birth_country, "", "", person.birth_place))
    if person.employment:
        yield "EMP", ("1", (person.employment, "110", "111"))
    for nationality in person.nationalities or [person.nationality]:
        if nationality:
            yield "NAT", ("2", nationality)
    for qualifier, value in (("AVF", person.locator), ("ABO", person.reference)):
        if value:
            yield "RFF", ((qualifier, value),)
    yield from (("RFF", (("SEA", seat.number),)) for seat in person.seats)
    yield from (("RFF", (("YZY", ticket.number),)) for ticket in person.tickets)


def _birth(iso: str, year: int) -> tuple[str, ...]:
    """Write a birth with two digits of its year only if they are read as what they are."""
    figures = digits(iso)
    if len(figures) == 8 and _exists(iso):  # noqa: PLR2004
        if century_of(int(figures[2:4]), birth=True, near=year) == int(figures[:4]):
            return (figures[2:],)
        return (figures, "102")
    return (figures, {4: "602", 6: "610"}.get(len(figures), ""))


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _belongings(person: Party) -> Iterator[Plain]:
    if person.bag_count:
        yield "MEA", ("CT", "", ("", person.bag_count))
    if person.bag_weight:
        weight, _, unit = person.bag_weight.partition(" ")
        yield "MEA", ("WT", "", (unit, weight))
    for bag in person.bags:
        yield "FTX", ("BAG", "", "", (bag.tag, bag.count))
    for remark in person.remarks:
        yield "FTX", (remark.code, "", "", remark.text)


def _ways(contacts: list[Contact]) -> Iterator[Plain]:
    ways = [(each.value, CONTACT_CODES.get(each.kind, each.kind)) for each in contacts]
    if ways:
        yield "COM", ways


def _references(references: list[Reference], apart: set[str]) -> Iterator[Plain]:
    """Write references; those named by another segment are written as that one."""
    for each in references:
        tag, plus, qualifier = each.qualifier.partition("+")
        if each.qualifier in apart or each.qualifier in {"expiry", "issuer", "issued"}:
            continue
        if not plus:
            yield "RFF", ((tag, each.value),)
        elif tag == "DTM":
            figures = digits(each.value) if each.value[4:5] == "-" else each.value
            yield tag, ((qualifier, figures),)
        elif tag == "MEA":
            yield tag, (qualifier, "", ("", each.value))
        elif tag == "ATT":
            yield tag, (qualifier, "", each.value)
        else:
            yield tag, (qualifier, each.value)


def _document(document: Document) -> Iterator[Plain]:
    ours = CODING if document.type and not document.segment else ""
    coding = (document.coding or ours).split(":")
    yield "DOC", ((document.type, *coding), document.number)
    for qualifier, value in (("36", document.expiry), ("182", document.issued)):
        if value:
            yield "DTM", ((qualifier, *_day(value)),)
    if document.verified in VERIFIED_CODES:
        yield "GEI", ("4", VERIFIED_CODES[document.verified])
    if document.issuer_region:
        yield "LOC", ("91", (document.issuer_region, "163"))
    if document.issuer:
        yield "LOC", ("91", document.issuer)


def _day(iso: str) -> tuple[str, ...]:
    figures, layout = short_time(iso)
    return (figures,) if layout == "101" else (figures, layout)
