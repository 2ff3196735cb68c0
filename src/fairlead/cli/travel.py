"""Messages of travel from the console: read them, say what is wrong with them, write them."""

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, cast

import typer
from rich.console import Console
from rich.table import Table

from fairlead.core.errors import BadInput

if TYPE_CHECKING:
    from fairlead.core.problems import Problem
    from fairlead.core.travel import Push, Span

talk = Console(stderr=True)
data = Console()
STANDARD_INPUT = Path("-")
Files = Annotated[
    list[Path], typer.Argument(help="Files with messages of any known format; - is standard input.")
]


class Shape(StrEnum):
    """How messages are shown."""

    JSONL = "jsonl"
    TABLE = "table"


class ReportShape(StrEnum):
    """How a report is shown."""

    TEXT = "text"
    JSONL = "jsonl"
    CONTRL = "contrl"


def read(
    files: Files,
    *,
    shape: Annotated[
        Shape, typer.Option("--as", help="One JSON object for each message, or tables.")
    ] = Shape.JSONL,
    segments: Annotated[
        bool, typer.Option("--segments", help="Add every segment as it was split, with its bytes.")
    ] = False,
    source: Annotated[
        bool,
        typer.Option(
            "--source/--no-source",
            help="Keep the text of each message; fairlead write gives its letters back.",
        ),
    ] = True,
) -> None:
    """Read messages of carriers and governments; the format is recognised by content.

    Nothing is checked against the outside, nothing is stored. What deviates from the standard is
    told with each message as problems.
    """
    from fairlead.core.formats.recognition import say
    from fairlead.core.formats.sources import with_source
    from fairlead.core.travel.records import record

    for _name, push in _messages(files):
        if shape is Shape.TABLE:
            _print_table(push)
        else:
            found = with_source(push) if source else record(push, say)
            if segments:
                found["segments"] = [_segment(each) for each in push.segments]
            typer.echo(json.dumps(found, ensure_ascii=False))


def validate(
    files: Files,
    *,
    shape: Annotated[
        ReportShape,
        typer.Option("--as", help="Text, one JSON object per message, or CONTRL to send back."),
    ] = ReportShape.TEXT,
) -> None:
    """Report to a carrier what is wrong in its messages, where, and against which rule.

    Status 1 when there is an error: something that could not be read, or is not certain.
    """
    if shape is ReportShape.CONTRL:
        _report_syntax(files)
        return
    errors = 0
    for name, push in _messages(files):
        found = [_finding(problem) for problem in push.problems]
        grave = sum(1 for each in found if each["severity"] == "error")
        errors += grave
        if shape is ReportShape.JSONL:
            told = {"file": name, "format": push.format, "reference": push.reference}
            typer.echo(json.dumps(told | {"good": not grave, "findings": found}))
        else:
            _print_report(name, push, found)
    sys.exit(1 if errors else 0)


def _report_syntax(files: Sequence[Path]) -> None:
    """Write a report about the syntax of every interchange; its meaning is not looked at."""
    from fairlead.core.formats import contrl

    for file in files:
        with _opened(file) as stream:
            for report in contrl.reports(stream):
                typer.echo(contrl.write(report).decode("utf-8", "replace"))


def write(
    files: Files,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; default: standard output.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="End every segment with a line break.")
    ] = False,
) -> None:
    """Write messages in the form of the standard, from the JSON that fairlead read prints.

    Messages in their own format are read first: what comes out is the same without wrappers,
    broken lines and wrong counts.
    """
    written = [each for file in files for each in _written(file, "\n" if lines else None)]
    whole = b"".join(written)
    if output is None:
        sys.stdout.buffer.write(whole)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(whole)
        talk.print(f"Wrote {len(written)} messages.")


# ---------------------------------------------------------------- reading


def _messages(files: Sequence[Path]) -> Iterator[tuple[str, "Push"]]:
    from fairlead.core.formats.recognition import readings

    for file in files:
        with _opened(file) as stream:
            for push in readings(stream):
                yield str(file), push


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise BadInput(f"cannot be opened: {error.strerror}", place=str(file)) from error
    with stream:
        yield stream


def _written(file: Path, line_end: str | None) -> Iterator[bytes]:
    from fairlead.core.formats import recognition, sources
    from fairlead.core.formats.edifact import rewrite

    with _opened(file) as stream:
        head = stream.read(recognition.HEAD)
        whole = recognition.joined(head, stream)
        if recognition.container_of(head):
            for push in recognition.readings(whole):
                yield recognition.write(push, line_end=line_end or "")
        elif head.lstrip()[:1] != b"{":
            yield from rewrite(whole, line_end=line_end)
        else:
            records = (
                _json(line, file)
                for line in io.BufferedReader(cast("io.RawIOBase", whole))
                if line.strip()
            )
            yield from sources.written(records, line_end=line_end)


def _json(line: bytes, file: Path) -> dict[str, Any]:
    from fairlead.core.formats import recognition

    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"a line is not JSON: {error}", place=str(file)) from error
    if not isinstance(found, dict):
        raise BadInput("a line is no JSON object", place=str(file))
    if isinstance(found.get("format"), str) and found["format"] not in recognition.WRITTEN:
        raise BadInput(f"no format {found['format']!r} can be written", place=str(file))
    return found


# ---------------------------------------------------------------- showing


def _finding(problem: "Problem") -> dict[str, Any]:
    from fairlead.core.formats.recognition import fault_of, say
    from fairlead.core.travel.records import problem_record

    return problem_record(problem, say) | {"rule": fault_of(problem.code).rule or None}


def _print_report(name: str, push: "Push", found: list[dict[str, Any]]) -> None:
    counts = Counter(each["severity"] for each in found)
    title = f"{name}: {push.format or 'nothing known'} {push.version} {push.reference}".strip()
    told = ", ".join(f"{counts[each]} {each}" for each in ("error", "warning", "note"))
    typer.echo(f"{title} · {len(push.persons)} persons · {told}")
    for each in found:
        where = f"{each['segment'] or '-'} {each['ordinal'] or ''}".strip()
        rule = f" [{each['rule']}]" if each["rule"] else ""
        typer.echo(
            f"  {each['severity']:8}{where:10} byte {each['offset']:<9}"
            f"{each['code']}: {each['text']}{rule}"
        )


def _segment(segment: "Span") -> dict[str, Any]:
    return {
        "tag": segment.tag,
        "elements": getattr(segment, "elements", []),
        "start": segment.start,
        "end": segment.end,
    }


def _print_table(push: "Push") -> None:
    table = Table(title=_title(push))
    for name in (
        "role",
        "surname",
        "given",
        "sex",
        "born",
        "nationality",
        "documents",
        "reference",
    ):
        table.add_column(name, overflow="fold")
    for person in push.persons:
        documents = ", ".join(
            " ".join(filter(None, (each.type, each.number, each.issuer, each.expiry)))
            for each in person.documents
        )
        table.add_row(
            person.role,
            person.surname,
            " ".join(person.names) or person.given,
            person.sex,
            person.birth_date,
            person.nationality,
            documents,
            person.reference or person.locator,
        )
    for answer in push.answers:
        table.add_row(answer.code, answer.text, answer.meaning, "", "", "", "", answer.reference)
    data.print(table)


def _title(push: "Push") -> str:
    movement = push.movement
    flight = f"{movement.carrier}{movement.number}" if movement else ""
    legs = ", ".join(
        f"{leg.origin}–{leg.destination} {leg.departs}"
        for leg in (movement.legs if movement else [])
    )
    parts = (
        push.format,
        push.version,
        push.meaning,
        flight,
        legs,
        f"{len(push.problems)} problems",
    )
    return " · ".join(part for part in parts if part)
