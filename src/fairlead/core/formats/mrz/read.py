"""Machine-readable zones → one `Push` for each, with its holder and the document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from fairlead.core.dates import Date
from fairlead.core.formats.faults import found as fault_found
from fairlead.core.formats.mrz.candidates import as_letters, candidates
from fairlead.core.formats.mrz.fields import examine
from fairlead.core.formats.mrz.grammar import (
    FAULTS,
    FILLER,
    FORMAT,
    LAYOUTS,
    LETTERS_ONLY,
    MEANINGS,
    SEXES,
    STATES,
    Layout,
)
from fairlead.core.formats.mrz.lines import Group, groups
from fairlead.core.formats.mrz.messages import LINE, Row, Zone
from fairlead.core.places import country
from fairlead.core.problems import Problem
from fairlead.core.travel import Document, Kept, Kind, Party, Push, Reference


def read(stream: BinaryIO, *, at: date | None = None) -> Iterator[Push | Problem]:
    """Yield what every zone of a stream says; ``at`` is the day of reading, for the centuries."""
    for item in groups(stream):
        yield item if isinstance(item, Problem) else understand(item, at)


def understand(group: Group, at: date | None = None) -> Push:
    """Give the lines of a zone their meaning; what is wrong is in ``problems`` of the result."""
    rows = [group.rows.get(place) for place in range(group.lines)]
    texts = [(row.text if row else "").ljust(group.width, FILLER)[: group.width] for row in rows]
    zone = examine(texts, at)
    state = _State(zone, rows)
    state.lines(group)
    state.fields()
    return _push(state)


class _State:
    """A zone while its deviations are collected, each with its place."""

    def __init__(self, zone: Zone, rows: list[Row | None]) -> None:
        self.zone = zone
        self.layout: Layout = LAYOUTS[zone.layout]
        self.rows = rows
        self.problems: list[Problem] = []

    def note(self, code: str, name: str, /, **facts: object) -> None:
        """Note a deviation of a field; of a line that is missing nothing more is said."""
        line, start, end = self.layout.fields[name]
        row = self.rows[line]
        if row is not None:
            raw = row.text[start:end].encode()
            self._problem(code, line, row.at(start), raw, facts)

    def _problem(
        self, code: str, line: int, offset: int, raw: bytes, facts: dict[str, object]
    ) -> None:
        self.problems.append(
            fault_found(
                FAULTS,
                f"mrz.{code}",
                facts,
                offset=offset,
                segment=LINE,
                ordinal=line + 1,
                raw=raw,
            )
        )

    def lines(self, group: Group) -> None:
        """Tell what is wrong with the lines as such."""
        start = min(row.start for row in group.rows.values())
        if group.in_one:
            self._problem("one-line", 0, start, b"", {})
        for line, row in enumerate(self.rows):
            if row is None:
                facts: dict[str, object] = {"line": line + 1, "lines": group.lines}
                self._problem("line-missing", line, start, b"", facts)
                continue
            for code, offset, character in row.marks:
                raw = character.encode()
                self._problem(code.partition(".")[2], line, offset, raw, {"found": character})
            if len(row.text) != group.width:
                facts = {"line": line + 1, "found": len(row.text), "width": group.width}
                self._problem("width", line, row.start, row.text.encode(), facts)

    def fields(self) -> None:
        """Tell what is wrong with the fields, in the order of the layout."""
        zone = self.zone
        if zone.document[:1] not in tuple(self.layout.documents):
            self.note("document", "document", found=zone.document or FILLER, layout=zone.layout)
        for name, code in (("issuer", zone.issuer), ("nationality", zone.nationality)):
            if not known(code):
                self.note("state", name, found=code or FILLER, field=name)
        self._checks()
        self._date("birth", zone.birth, zone.birth_date)
        self._date("expiry", zone.expiry, zone.expiry_date)
        if zone.birth_date and zone.birth_date.others:
            first, *others = (str(each) for each in zone.birth_date.readings)
            self.note("century", "birth", other=", ".join(others), taken=first)
        if (zone.sex or FILLER) not in SEXES:
            self.note("sex", "sex", found=zone.sex)
        self._name()

    def _checks(self) -> None:
        zone = self.zone
        if not zone.number:
            self.note("number-missing", "number")
        if zone.counted:
            self.note("number-filler", "number")
        for check in zone.checks:
            if check.holds:
                continue
            place = check.field if check.field == "composite" else f"{check.field}-check"
            code = "check-missing" if check.found == FILLER else "check"
            facts = {"field": check.field, "found": check.found, "expected": check.expected}
            self.note(code, place, **facts)
        for one in candidates(zone):
            self.note("candidate", one.field, field=one.field, candidate=one.text, check=one.check)

    def _date(self, name: str, text: str, found: Date | None) -> None:
        blank = not text.strip(f"{FILLER}0")
        if found is None and not blank:
            self.note("date", name, found=text, field=name)
        elif found is None or not found.day:
            self.note("date-unknown", name, field=name, found=text)

    def _name(self) -> None:
        zone = self.zone
        whole = f"{zone.surname} {zone.given}".strip()
        if not whole:
            self.note("name-missing", "name")
            return
        if not zone.given or not zone.surname:
            self.note("name-single", "name")
        if "  " in zone.given:
            self.note("name-parts", "name")
        if any(map(str.isdigit, whole)):
            self.note("name-digit", "name", found=whole, candidate=as_letters(whole))
        if zone.truncated:
            self.note("name-cut", "name")


def known(code: str) -> bool:
    """Tell whether a code of three letters (or D) stands for a State or a body."""
    return bool(LETTERS_ONLY.fullmatch(code)) and (code in STATES or bool(country(code)))


def _push(state: _State) -> Push:
    zone = state.zone
    rows = [
        replace(row, ordinal=place + 1) for place, row in enumerate(state.rows) if row is not None
    ]
    return Push(
        format=FORMAT,
        version=zone.layout,
        meaning=MEANINGS.get(zone.document[:1], ""),
        persons=[_person(state)],
        kept=_kept(state),
        problems=state.problems,
        segments=rows,
    )


def _kept(state: _State) -> list[Kept]:
    """Return what stands beyond the width of its line."""
    width = state.layout.width
    return [
        Kept(LINE, [[row.text[width:]]], place + 1)
        for place, row in enumerate(state.rows)
        if row is not None and len(row.text) > width
    ]


def _person(state: _State) -> Party:
    zone, fields = state.zone, state.layout.fields
    given = " ".join(zone.given.split())
    person = Party(
        kind=Kind.OTHER,
        surname=zone.surname,
        given=given,
        names=given.split(),
        sex=SEXES.get(zone.sex or FILLER, zone.sex),
        birth_date=_iso(zone.birth_date),
        nationality=zone.nationality,
        documents=[_document(state)],
        segment=fields["name"][0] + 1,
    )
    person.elsewhere = {
        name: fields[field][0] + 1
        for name, field in (("sex", "sex"), ("birth_date", "birth"), ("nationality", "nationality"))
        if fields[field][0] != fields["name"][0]
    }
    for name, value in _optional(zone):
        line = fields.get(name, fields["optional"])[0] + 1
        person.references.append(Reference(name, value, line))
    return person


def _optional(zone: Zone) -> Iterator[tuple[str, str]]:
    for name, value in (("optional", zone.optional), ("optional2", zone.optional2)):
        if value:
            yield name, value
    digit = next((each for each in zone.checks if each.field == "optional"), None)
    if digit and not zone.optional and digit.found != FILLER:
        yield "optional-check", digit.found


def _document(state: _State) -> Document:
    zone, fields = state.zone, state.layout.fields
    document = Document(
        type=zone.document,
        number=zone.number,
        issuer=zone.issuer,
        expiry=_iso(zone.expiry_date),
        assigned="zone",
        raw="\n".join(row.text for row in state.rows if row is not None),
        segment=fields["number"][0] + 1,
    )
    line = fields["document"][0] + 1
    document.elsewhere = {"type": line, "issuer": line, "expiry": fields["expiry"][0] + 1}
    return document


def _iso(found: Date | None) -> str:
    return "" if found is None else str(Date(found.year, found.month, found.day))
