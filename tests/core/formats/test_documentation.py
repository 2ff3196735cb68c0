"""The pages for those who send to us: their examples run, and their tables are those in use."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from fairlead.core.formats import recognition
from fairlead.core.formats.ackres import grammar as ackres
from fairlead.core.formats.contrl import grammar as contrl
from fairlead.core.formats.cusres import grammar as cusres
from fairlead.core.formats.paxlst import grammar as paxlst
from fairlead.core.formats.pnrgov import grammar as pnrgov
from fairlead.core.formats.recognition import TABLES, say
from fairlead.core.travel.records import record
from tests.core.formats.specimens import push
from tests.servers import ROOT

FOLDER = ROOT / "docs" / "formats"
PAGES = {
    "formats": "travel-messages.md",
    **{name: f"{name}.md" for name in ("edifact", "paxlst", "cusres", "contrl")},
    **{name: f"{name}.md" for name in ("pnrgov", "pnrgov-xml", "ackres", "govreq", "mrz", "fal")},
}
EXAMPLE = re.compile(r"```text\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)


def page(name: str) -> str:
    return (FOLDER / PAGES[name]).read_text(encoding="utf-8")


def problem_lines(name: str) -> list[str]:
    """Return the table of the problems of a format, as its page shows it."""
    faults = recognition.FAULTS
    if name != "formats":
        faults = recognition._module(TABLES[name]).FAULTS
    lines = ["| code | severity | what it means | rule |", "|---|---|---|---|"]
    for code, fault in faults.items():
        text = fault.text.replace("|", "\\|")
        lines.append(f"| `{code}` | {fault.severity} | {text} | {fault.rule} |")
    return lines


def two_columns(table: dict[str, str]) -> list[str]:
    return [f"| `{code}` | {meaning} |" for code, meaning in table.items()]


def answer_lines() -> list[str]:
    return [
        f"| `{code}` | {meaning} | {cusres.ACKNOWLEDGED.get(code, '')} |"
        for code, meaning in cusres.ANSWERS.items()
    ]


def error_lines() -> list[str]:
    return [
        f"| `{code}` | {error}: {contrl.ERRORS[error]} |" for code, error in contrl.ERROR_OF.items()
    ]


BLOCKS = {
    **{name: problem_lines(name) for name in PAGES},
    "functions of paxlst": two_columns(paxlst.FUNCTIONS),
    "functions of cusres": two_columns(cusres.FUNCTIONS),
    "answers of cusres": answer_lines(),
    "actions of contrl": two_columns(contrl.ACTIONS),
    "errors of contrl": error_lines(),
    "errors of ackres": two_columns(ackres.ERRORS),
    "structure of pnrgov": pnrgov.STRUCTURE.strip().splitlines(),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_tables_are_those_in_use(name: str) -> None:
    lines = BLOCKS[name]
    assert "\n".join(lines) in page(name.rpartition(" ")[2]), "\n".join(lines)


def examples() -> Iterator[tuple[str, str, Any]]:
    for name in PAGES:
        for message, expected in EXAMPLE.findall(page(name)):
            yield name, message, json.loads(expected)


@pytest.mark.parametrize(("name", "message", "expected"), list(examples()))
def test_examples_run(name: str, message: str, expected: dict[str, Any]) -> None:
    found = record(push(message.encode()), say)
    assert part_of(found, expected) == expected


def part_of(found: Any, expected: Any) -> Any:
    """Return what is found, as far as the example shows it."""
    if isinstance(expected, dict):
        return {key: part_of(found[key], each) for key, each in expected.items()}
    if isinstance(expected, list):
        assert len(found) == len(expected)
        return [part_of(one, other) for one, other in zip(found, expected, strict=True)]
    return found


def test_there_are_examples() -> None:
    assert {name for name, _message, _expected in examples()} == set(PAGES) - {"formats"}
