"""Entities from rows of cells under headings: what a table and a sheet have in common."""

from collections.abc import Iterable, Iterator, Sequence

from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.reading.entities import (
    Checks,
    Entity,
    Options,
    Properties,
    Where,
    cleaned,
    with_name,
)
from fairlead.core.screening.reading.headings import holds_names, properties_of

Row = tuple[int, Sequence[str]]  # the line or row, and its cells
_SINGLE = frozenset({"id", "schema", "name", "firstName", "lastName", "address", "notes"})


def read_rows(rows: Iterable[Row | Problem], options: Options) -> Iterator[Entity | Problem]:
    """Read an entity from every row below the headings; empty rows say nothing."""
    columns: list[str] = []
    checks = Checks(options)
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif not any(map(str.strip, row[1])):
            continue
        elif columns:
            yield from _entity(*row, columns, checks)
        else:
            columns = properties_of(row[1])
            if not holds_names(columns):
                yield Problem("table.no-heading", line=row[0], raw=_raw(";".join(row[1])))
                return
            yield from _unknown(*row, columns)


def _unknown(line: int, headings: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    for ordinal, (heading, column) in enumerate(zip(headings, columns, strict=True), 1):
        if heading.strip() and not column:
            raw = _raw(heading)
            yield Problem("table.unknown-column", Severity.NOTE, 0, line, "", ordinal, raw)


def _entity(
    line: int, cells: Sequence[str], columns: Sequence[str], checks: Checks
) -> Iterator[Entity | Problem]:
    if len(cells) < len(columns):
        yield Problem("table.row-too-short", Severity.NOTE, line=line)
    elif any(cell.strip() for cell in cells[len(columns) :]):
        yield Problem("table.row-too-long", Severity.WARNING, line=line)
    where = Where(0, line)
    values: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column:
            values.setdefault(column, []).extend(_parts(column, cell))
    properties, problems = cleaned(_kept(values), where)
    yield from problems
    key = properties.pop("id", ("",))[0]
    schema = properties.pop("schema", (checks.options.schema,))[0]
    if not key:
        key = f"line-{line}"
        yield Problem("entity.no-id", Severity.NOTE, line=line, segment="id")
    entity = Entity(key, schema, with_name(properties), line)
    yield from checks.of(entity, where)
    yield entity


def _parts(column: str, cell: str) -> list[str]:
    """Return the values of a cell; several stand with semicolons between them."""
    return [cell] if column in _SINGLE else cell.split(";")


def _kept(values: dict[str, list[str]]) -> Properties:
    stripped = {name: tuple(filter(None, map(str.strip, cells))) for name, cells in values.items()}
    return {name: texts for name, texts in stripped.items() if texts}


def _raw(text: str) -> bytes:
    return text[:200].encode(errors="replace")
