"""Lists of ships → `Push`: crew and passengers, the ship and its call."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from fairlead.core.formats.collecting import paused
from fairlead.core.formats.fal import grammar
from fairlead.core.formats.fal.layout import header_of, heading_of, ticked, title_of
from fairlead.core.formats.fal.messages import Cell, Header, Heading, Sheet
from fairlead.core.formats.fal.persons import take_row
from fairlead.core.formats.fal.sheets import MOST_CELLS, PACKED, Sheets, Unreadable, sheets_of
from fairlead.core.formats.fal.state import State, fault
from fairlead.core.formats.fal.values import day_within, order_of, read_day, read_port, read_state
from fairlead.core.formats.fal.words import fold, table
from fairlead.core.identifiers import callsign, imo
from fairlead.core.problems import Problem
from fairlead.core.travel import Count, Leg, Movement, Push, Reference
from fairlead.core.workbooks import LARGEST_FILE

_DATES: Final = frozenset({"birth_date", "birth", "expiry", "issued"})
_FULL: Final = len("2030-01-01")
Where = list[tuple[Sheet, Heading | None]]


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every list of a source: a CSV or JSON has one or two, a workbook one on each sheet."""
    content = _whole(stream)
    if len(content) > LARGEST_FILE:
        yield fault("unreadable")
        return
    try:
        found = sheets_of(content)
    except Unreadable:
        yield fault("unreadable")
        return
    yield from _lists(found)


def _whole(stream: BinaryIO) -> bytes:
    """Read to the end, or to more than can be borne; a stream may give little at a time."""
    pieces, size = [], 0
    while size <= LARGEST_FILE and (piece := stream.read(1 << 20)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def holds(head: bytes) -> bool:
    """Say whether the beginning of a source is that of such a list."""
    if head.startswith(PACKED):
        return b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] in {b"{", b"["}:
        return _is_json(bare)
    if b"\n" not in head and b"\r" not in head:
        return False
    sheets = sheets_of(head).sheets
    return any(heading_of(sheet) for sheet in sheets)


def _is_json(bare: bytes) -> bool:
    """Say whether JSON is a list of a ship; what ``fairlead read`` prints is none."""
    if b'"format"' in bare[:200]:
        return False
    words = {fold(each.decode("utf-8", "replace")) for each in bare.split(b'"')[1::2][:200]}
    title = any(title_of(word) is not None for word in words)
    columns = {table("columns").get(word, "") for word in words} - {""}
    return len(columns) >= grammar.LEAST_HEADINGS and (
        title or len(columns) >= 2 * grammar.LEAST_HEADINGS
    )


def _lists(found: Sheets) -> Iterator[Push | Problem]:
    where: Where = [(sheet, heading_of(sheet)) for sheet in found.sheets]
    if found.cut:
        yield fault("too-large", limit=MOST_CELLS)
    shared = [(sheet, len(sheet.rows)) for sheet, heading in where if heading is None]
    lists = [(sheet, heading) for sheet, heading in where if heading is not None]
    if not lists:
        yield fault("list-missing", found.cells[0] if found.cells else None)
    with paused():
        for sheet, heading in lists:
            yield _list(found, sheet, heading, header_of([(sheet, heading.row), *shared]))


def _list(found: Sheets, sheet: Sheet, heading: Heading, header: Header) -> Push:
    push = Push(format=grammar.FORMAT, segments=found.cells)
    state = State(push, header, heading)
    rows = sheet.rows[heading.row + 1 :]
    _what(state, sheet)
    state.order = order_of(
        [
            *(
                day_within(row[at].text)[0] or row[at].text
                for row in rows
                for at in _columns(heading)
                if at < len(row)
            ),
            *(cell.text for name, cell in header.values.items() if name.endswith("date")),
        ]
    )
    _movement(state)
    for name in heading.unknown.values():
        repeated = bool(table("columns").get(fold(name)))
        state.note("column-repeated" if repeated else "column-unknown", None, heading=name)
    _missing_columns(state)
    for row in rows:
        take_row(state, row)
    _count(state)
    return push


def _columns(heading: Heading) -> list[int]:
    return [at for at, name in heading.columns.items() if name in _DATES]


def _what(state: State, sheet: Sheet) -> None:
    """Tell a crew list from a passenger list: by its title, its sheet, or its columns."""
    columns = set(state.heading.columns.values())
    named = title_of(sheet.name)
    crew = named if named is not None else state.header.crew
    if crew is None and columns & {"rank", "transit", "visa", "cabin", "locator"}:
        crew = "rank" in columns
    if crew is None:
        state.note("form-unknown")
        return
    state.push.version = grammar.CREW_FORM if crew else grammar.PASSENGER_FORM
    state.push.meaning = "crew" if crew else "passengers"


def _missing_columns(state: State) -> None:
    held = set(state.heading.columns.values())
    wanted = {
        "the nationality": {"nationality"},
        "the date of birth": {"birth_date", "birth"},
        "the number of the document": {"document_number", "document"},
    }
    for what, columns in wanted.items():
        if not held & columns:
            state.note("column-missing", None, what=what)


# ---------------------------------------------------------------- the ship and its call


def _movement(state: State) -> None:
    header, push = state.header, state.push
    number = imo.normalise(header.text("imo"))
    movement = Movement(mode="sea", vessel=number, vessel_name=header.text("ship"))
    movement.number = header.text("voyage")
    movement.elsewhere = {"vessel": header.place("imo"), "vessel_name": header.place("ship")}
    movement.elsewhere["number"] = header.place("voyage")
    movement.segment = header.place("ship") or header.place("imo")
    push.movement = movement
    push.function = ticked(header)
    _check_ship(state, number)
    leg = _leg(state)
    movement.legs.append(leg)
    state.day = (leg.arrives or leg.departs)[:_FULL]
    if push.function == "departure" and leg.departs:
        state.day = leg.departs[:_FULL]
    if not (leg.origin or leg.destination):
        state.note("port-missing")
    if not state.day:
        state.note("date-missing")


def _check_ship(state: State, number: str) -> None:
    header, push = state.header, state.push
    if not number:
        state.note("imo-missing")
    elif not imo.check(number):
        state.note("imo", header.values["imo"], number=header.text("imo"))
    if not header.text("ship"):
        state.note("ship-missing")
    if not header.text("voyage"):
        state.note("voyage-missing")
    sign = callsign.normalise(header.text("call_sign"))
    if sign:
        push.references.append(Reference("call sign", sign, header.place("call_sign")))
        if not callsign.check(sign):
            state.note("call-sign", header.values["call_sign"], found=header.text("call_sign"))
    if flag := header.text("flag"):
        found = read_state(flag)
        push.references.append(Reference("flag", found.code, header.place("flag")))
        if not found.known:
            state.note("state-unknown", header.values["flag"], field="flag", found=flag)
    for name in ("page", "form", "signature"):
        if text := header.text(name):
            push.references.append(Reference(name, text, header.place(name)))


def _leg(state: State) -> Leg:
    """Make the leg that ends or begins with the call: from the last port, or to the next one."""
    header = state.header
    leaving = state.push.function == "departure"
    sides = {
        "origin": ("departure_port", "port" if leaving else "last_port", "last_port"),
        "destination": ("arrival_port", "next_port" if leaving else "port", "next_port"),
    }
    leg = Leg(number=header.text("voyage"))
    for field, names in sides.items():
        if cell := _first(header, names):
            code, known = read_port(cell.text)
            setattr(leg, field, code)
            leg.elsewhere[field] = leg.segment = cell.ordinal
            if not known:
                state.note("port-named", cell, found=cell.text)
    own = "departs" if leaving else "arrives"
    for field, name in (("departs", "departure_date"), ("arrives", "arrival_date"), (own, "date")):
        cell = header.values.get(name)
        if cell and not getattr(leg, field):
            found = read_day(cell.text, state.order)
            setattr(leg, field, found.iso)
            leg.elsewhere[field] = cell.ordinal
            if found.fault in {"unreadable", "impossible"}:
                facts = {"field": name.replace("_", " "), "found": cell.text, "fault": found.fault}
                state.note("date", cell, **facts)
            elif found.fault == "order":
                state.note("date-order", cell, found=cell.text)
    return leg


def _first(header: Header, names: tuple[str, ...]) -> Cell | None:
    return next((header.values[name] for name in names if name in header.values), None)


def _count(state: State) -> None:
    cell = state.header.values.get("count")
    if not cell or not cell.text.isdecimal():
        return
    push = state.push
    push.counts.append(Count("total", cell.text, cell.ordinal))
    if int(cell.text[:9]) != len(push.persons):
        state.note("count", cell, declared=cell.text, counted=len(push.persons))
