"""A `Push` → FAL form 5 or 6: as CSV, as a workbook, or as JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum

from fairlead.core.formats.fal import grammar
from fairlead.core.formats.fal.workbook import workbook
from fairlead.core.travel import Document, Kind, Leg, Movement, Party, Push

TRANSIT = {Kind.TRANSIT_PASSENGER, Kind.TRANSIT_CREW}


class Shape(StrEnum):
    """As what a list is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def write(
    push: Push,
    *,
    shape: Shape = Shape.CSV,
    headings: Mapping[str, str] | None = None,
    line_end: str = "",
) -> bytes:
    """Write a list: the block of the form above, then one line for each person.

    ``headings`` are columns in the order and the words that somebody wants; without them they are
    those of the form.
    """
    names = dict(headings) if headings is not None else columns_of(push)
    if shape is Shape.JSON:
        return _json(push, names)
    rows = list(rows_of(push, names))
    if shape is Shape.XLSX:
        return workbook({grammar.TITLES.get(push.version, "Persons").title(): rows})
    target = io.StringIO()
    csv.writer(target, lineterminator=line_end or "\r\n").writerows(rows)
    return target.getvalue().encode()


def columns_of(push: Push) -> dict[str, str]:
    """Return the columns of the form, and those that somebody on the list needs."""
    names = dict(grammar.CREW if push.version == grammar.CREW_FORM else grammar.PASSENGERS)
    needed = {name for person in push.persons for name, said in values_of(person).items() if said}
    extra = {name: heading for name, heading in grammar.FURTHER.items() if name in needed}
    return names | extra


def rows_of(push: Push, names: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the rows of a sheet."""
    yield [grammar.TITLES.get(push.version, "LIST OF PERSONS")]
    header = header_values(push)
    for name, label in grammar.HEADER.items():
        if header.get(name):
            yield [label, header[name]]
    if push.function in {"arrival", "departure"}:
        yield [push.function.title(), "X"]
    yield []
    yield list(names.values())
    for number, person in enumerate(push.persons, 1):
        said = values_of(person) | {"number": str(number)}
        yield [said.get(name, "") for name in names]


def header_values(push: Push) -> dict[str, str]:
    """Return what stands above the list, by field."""
    movement = push.movement or Movement()
    leg = movement.legs[0] if movement.legs else Leg()
    own = {each.qualifier: each.value for each in push.references}
    counts = {each.qualifier: each.value for each in push.counts}
    return {
        "ship": movement.vessel_name,
        "imo": movement.vessel,
        "call_sign": own.get("call sign", ""),
        "voyage": movement.number,
        "flag": own.get("flag", ""),
        "arrival_port": leg.destination,
        "arrival_date": leg.arrives,
        "departure_port": leg.origin,
        "departure_date": leg.departs,
        "count": counts.get("total", ""),
    }


def values_of(person: Party) -> dict[str, str]:
    """Return what the list says of a person, by field."""
    visa = next((one for one in person.documents if one.type == "V"), Document())
    document = next((one for one in person.documents if one is not visa), Document())
    passenger = person.kind in {Kind.PASSENGER, Kind.TRANSIT_PASSENGER}
    transit = "yes" if person.kind in TRANSIT else person.transit or ("no" if passenger else "")
    return {
        "surname": person.surname,
        "given": person.given,
        "rank": person.employment,
        "nationality": person.nationality,
        "birth_date": person.birth_date,
        "birth_place": person.birth_place,
        "birth_country": person.birth_country,
        "sex": person.sex,
        "document_type": grammar.DOCUMENT_NAMES.get(document.type, document.type),
        "document_number": document.number,
        "issuer": document.issuer,
        "expiry": document.expiry,
        "issued": document.issued,
        "embark": person.embark,
        "visa": visa.number,
        "disembark": person.disembark,
        "transit": transit,
        "residence": person.residence,
        "cabin": person.seats[0].number if person.seats else "",
        "locator": person.locator,
    }


def _json(push: Push, names: Mapping[str, str]) -> bytes:
    """Write a list as JSON, its names the words of the form."""
    header = header_values(push)
    found: dict[str, object] = {"form": f"FAL {push.version}".strip()}
    found |= {_key(grammar.HEADER[name]): text for name, text in header.items() if text}
    if push.function in {"arrival", "departure"}:
        found[push.function] = True
    persons = []
    for number, person in enumerate(push.persons, 1):
        said = values_of(person) | {"number": str(number)}
        persons.append({_key(names[name]): said[name] for name in names if said.get(name)})
    found["crewList" if push.version == grammar.CREW_FORM else "passengerList"] = persons
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def _key(words: str) -> str:
    """Return the words as a name: ``Family name`` is ``familyName``.

    Where letters have no capitals, nothing would part the words again, so they stay as they are.
    """
    first, *rest = words.replace(".", "").split()
    if any(word[0].lower() == word[0].upper() for word in rest if word[0].isalpha()):
        return words
    return first.lower() + "".join(word.capitalize() for word in rest)
