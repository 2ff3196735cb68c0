"""Rows of a list → persons, every value with its cell."""

from collections.abc import Callable
from typing import Final

from fairlead.core.formats.fal.messages import Cell
from fairlead.core.formats.fal.state import State
from fairlead.core.formats.fal.values import (
    Day,
    day_within,
    part_document,
    read_day,
    read_port,
    read_state,
)
from fairlead.core.formats.fal.words import value
from fairlead.core.travel import Document, Kept, Kind, Party, Reference, Seat

PERSONAL: Final = frozenset({
    *("surname", "given", "whole", "middle", "birth_date", "birth"),
    *("document_number", "document", "nationality"),
})  # fmt: skip
_NAMES: Final = ("surname", "given", "whole")
_DAY = len("2030-01-01")


def take_row(state: State, row: list[Cell]) -> None:
    """Make a person of a row, or keep it when it holds nothing of a person."""
    columns = state.heading.columns
    cells = {name: row[at] for at, name in columns.items() if at < len(row) and row[at].text}
    others = {at: cell for at, cell in enumerate(row) if cell.text and at not in columns}
    if not cells and not others:
        return
    if not cells.keys() & PERSONAL or _is_outside(cells):
        _keep(state, row, cells)
        return
    first = next(cell for cell in row if cell.text)
    person = Party(kind=Kind.CREW if state.push.meaning == "crew" else Kind.PASSENGER)
    person.segment = first.ordinal
    state.push.persons.append(person)
    document = Document(assigned="line", segment=first.ordinal)
    for name, take in _TAKERS.items():
        if name in cells:
            take(state, person, document, cells[name])
    for at, cell in others.items():
        heading = state.heading.unknown.get(at, cell.tag)
        person.references.append(Reference(heading, cell.text, cell.ordinal))
    _finish(state, person, document, first)


def _is_outside(cells: dict[str, Cell]) -> bool:
    """Say whether a row is a label below the list (a signature), or the numbers of the columns."""
    if len(cells) == 1:
        (cell,) = cells.values()
        return bool(value("header", cell.text.partition(":")[0]))
    texts = [cell.text.strip("().") for cell in cells.values()]
    return len(texts) > 2 and all(text.isdecimal() and len(text) <= 2 for text in texts)  # noqa: PLR2004


def _keep(state: State, row: list[Cell], cells: dict[str, Cell]) -> None:
    """Keep a row without a person; an empty line of the form and numbers of columns say nothing."""
    filled = [cell for cell in row if cell.text]
    numbers = all(cell.text.strip("().").isdecimal() for cell in filled)
    if numbers and (len(filled) > 1 or "number" in cells):
        return
    kept = Kept(filled[0].tag, [[cell.text for cell in filled]], filled[0].ordinal)
    state.push.kept.append(kept)
    state.note("row-outside", filled[0])


# ---------------------------------------------------------------- the columns


def _number(state: State, person: Party, _document: Document, cell: Cell) -> None:
    """Take the running number; a gap tells that lines may be missing."""
    number = cell.text.rstrip(".")
    person.references.append(Reference("number", number, cell.ordinal))
    if not number.isdecimal():
        return
    if number in state.numbers:
        state.note("number-repeated", cell, number=number)
    elif state.last_number and int(number[:9]) > state.last_number + 1:
        state.note("number-missing", cell, before=state.last_number, number=number)
    state.numbers[number] = cell.ordinal
    state.last_number = int(number[:9])


def _surname(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.surname = " ".join(cell.text.split())
    person.elsewhere["surname"] = cell.ordinal


def _given(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    names = cell.text.split()
    person.names += names
    person.given = " ".join(filter(None, (person.given, *names)))
    person.elsewhere.setdefault("given", cell.ordinal)


def _whole(state: State, person: Party, document: Document, cell: Cell) -> None:
    """Part a name in one cell at a comma or stroke; by capitals only where both kinds stand."""
    if person.surname or person.given:
        person.references.append(Reference("name", cell.text, cell.ordinal))
        return
    for mark in (",", "/"):
        surname, found, given = cell.text.partition(mark)
        if found and surname.strip() and given.strip():
            _surname(state, person, document, _with(cell, surname))
            _given(state, person, document, _with(cell, given.replace("/", " ")))
            state.note("name-parted", cell, mark=mark)
            return
    words = cell.text.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        _surname(state, person, document, _with(cell, " ".join(capitals)))
        _given(state, person, document, _with(cell, " ".join(rest)))
        state.note("name-parted", cell, mark="capitals")
        return
    _surname(state, person, document, cell)
    if len(words) > 1:
        state.note("name-whole", cell, found=cell.text)


def _with(cell: Cell, text: str) -> Cell:
    return Cell(cell.tag, text.strip(), cell.start, cell.end, cell.ordinal, cell.line)


def _rank(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.employment = cell.text
    person.elsewhere["employment"] = cell.ordinal


def _state_of(field: str, name: str) -> Callable[[State, Party, Document, Cell], None]:
    """Return what takes a State into a field of the person or of the document."""

    def take(state: State, person: Party, document: Document, cell: Cell) -> None:
        found = read_state(cell.text)
        if not found.known:
            state.note("state-unknown", cell, field=name, found=cell.text)
        elif found.named:
            state.note("state-named", cell, field=name, found=cell.text)
        holder = document if field == "issuer" else person
        setattr(holder, field, found.code)
        holder.elsewhere[field] = cell.ordinal
        if field == "nationality":
            person.nationalities.append(found.code)

    return take


def day_of(state: State, cell: Cell, field: str, *, birth: bool = False) -> str:
    """Read a date and say what is wrong with it; what cannot be read is not taken."""
    found: Day = read_day(cell.text, state.order, near=state.year, birth=birth)
    match found.fault:
        case "unreadable" | "impossible":
            state.note("date", cell, field=field, found=cell.text, fault=found.fault)
        case "order":
            state.note("date-order", cell, found=cell.text)
        case "year-short":
            state.note("date-year", cell, field=field, found=cell.text)
        case "serial":
            state.note("date-serial", cell, field=field, found=cell.text)
    return found.iso


def _birth_date(state: State, person: Party, _document: Document, cell: Cell) -> None:
    iso = day_of(state, cell, "date of birth", birth=True)[:_DAY]
    if not iso:
        person.references.append(Reference("date of birth", cell.text, cell.ordinal))
        return
    person.birth_date = iso
    person.elsewhere["birth_date"] = cell.ordinal
    if state.day and iso > state.day:
        state.note("birth-future", cell)
    if state.day:
        age = int(state.day[:4]) - int(iso[:4]) - (state.day[5:10] < iso[5:10])
        person.infant = 0 <= age < 2  # noqa: PLR2004 - as everywhere in travel


def _birth(state: State, person: Party, document: Document, cell: Cell) -> None:
    """Part date and place of birth in one cell."""
    day, place = day_within(cell.text)
    if day:
        _birth_date(state, person, document, _with(cell, day))
    if place:
        _birth_place(state, person, document, _with(cell, place))


def _birth_place(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.birth_place = cell.text
    person.elsewhere["birth_place"] = cell.ordinal


def _sex(state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.sex = value("sexes", cell.text)
    person.elsewhere["sex"] = cell.ordinal
    if not person.sex:
        person.sex = cell.text
        state.note("sex", cell, found=cell.text)


def _document_type(state: State, _person: Party, document: Document, cell: Cell) -> None:
    document.type = value("documents", cell.text)
    document.elsewhere["type"] = cell.ordinal
    if not document.type:
        document.type = cell.text
        state.note("document-type", cell, found=cell.text)


def _document_number(_state: State, _person: Party, document: Document, cell: Cell) -> None:
    document.number = "".join(cell.text.split()).upper()
    document.elsewhere["number"] = cell.ordinal


def _document(state: State, person: Party, document: Document, cell: Cell) -> None:
    nature, number = part_document(cell.text)
    if nature and not document.type:
        _document_type(state, person, document, _with(cell, nature))
    if number and not document.number:
        _document_number(state, person, document, _with(cell, number))


def _expiry(state: State, _person: Party, document: Document, cell: Cell) -> None:
    document.expiry = day_of(state, cell, "date of expiry")[:_DAY]
    document.elsewhere["expiry"] = cell.ordinal


def _issued(state: State, _person: Party, document: Document, cell: Cell) -> None:
    document.issued = day_of(state, cell, "date of issue")[:_DAY]
    document.elsewhere["issued"] = cell.ordinal


def _port(field: str) -> Callable[[State, Party, Document, Cell], None]:
    def take(state: State, person: Party, _document: Document, cell: Cell) -> None:
        code, known = read_port(cell.text)
        setattr(person, field, code)
        person.elsewhere[field] = cell.ordinal
        if not known:
            state.note("port-named", cell, found=cell.text)

    return take


def _transit(state: State, person: Party, _document: Document, cell: Cell) -> None:
    found = value("answers", cell.text)
    person.transit = found or cell.text
    person.elsewhere["transit"] = cell.ordinal
    if found == "yes":
        crew = person.kind in {Kind.CREW, Kind.TRANSIT_CREW}
        person.kind = Kind.TRANSIT_CREW if crew else Kind.TRANSIT_PASSENGER
    elif not found:
        state.note("transit", cell, found=cell.text)


def _kind(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    found = value("kinds", cell.text)
    if found:
        person.kind = Kind(found)
    person.references.append(Reference("person type", cell.text, cell.ordinal))


def _visa(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    found = Document(type="V", number=cell.text, assigned="line", segment=cell.ordinal)
    person.documents.append(found)


def _cabin(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.seats.append(Seat(cell.text, segment=cell.ordinal))


def _locator(_state: State, person: Party, _document: Document, cell: Cell) -> None:
    person.locator = cell.text
    person.elsewhere["locator"] = cell.ordinal


_TAKERS: Final[dict[str, Callable[[State, Party, Document, Cell], None]]] = {
    "person_kind": _kind,
    "number": _number,
    "surname": _surname,
    "given": _given,
    "middle": _given,
    "whole": _whole,
    "rank": _rank,
    "nationality": _state_of("nationality", "nationality"),
    "birth_date": _birth_date,
    "birth": _birth,
    "birth_place": _birth_place,
    "birth_country": _state_of("birth_country", "country of birth"),
    "sex": _sex,
    "document_type": _document_type,
    "document_number": _document_number,
    "document": _document,
    "issuer": _state_of("issuer", "issuing State"),
    "expiry": _expiry,
    "issued": _issued,
    "residence": _state_of("residence", "country of residence"),
    "embark": _port("embark"),
    "disembark": _port("disembark"),
    "transit": _transit,
    "visa": _visa,
    "cabin": _cabin,
    "locator": _locator,
}


# ---------------------------------------------------------------- the whole person


def _finish(state: State, person: Party, document: Document, first: Cell) -> None:
    """Give the document to its person, and say what is missing."""
    if any((document.number, document.type, document.expiry, document.issuer, document.issued)):
        person.documents.insert(0, document)
        _check_document(state, document, first)
    held = set(state.heading.columns.values())
    has_column = bool(held & {"document", "document_number"})
    if not person.documents and has_column:
        state.note("document-missing", first)
    if not (person.surname or person.given):
        state.note("name-missing", first)
    said = {
        "the nationality": (person.nationality, {"nationality"}),
        "the date of birth": (person.birth_date, {"birth_date", "birth"}),
        "the gender": (person.sex, {"sex"}),
        "the rank": (person.employment, {"rank"}),
    }
    lacking = [name for name, (said_, columns) in said.items() if not said_ and held & columns]
    if lacking:
        state.note("incomplete", first, what=", ".join(lacking))


def _check_document(state: State, document: Document, first: Cell) -> None:
    if not document.number:
        state.note("document-number", first)
        return
    if document.expiry and state.day and document.expiry < state.day:
        state.note("document-expired", first)
    key = (document.issuer, document.number)
    if key in state.documents:
        state.note("document-repeated", first, number=document.number)
    state.documents.add(key)
