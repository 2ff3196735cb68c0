"""A stream is told by its content, and every code of a problem has its sentence."""

import ast
import io
import re

import pytest

from fairlead.core.formats import recognition
from fairlead.core.formats.faults import Fault, sentence
from fairlead.core.formats.recognition import TABLES, fault_of, readings, say
from fairlead.core.problems import Problem, Severity
from tests.core.formats.specimens import codes, on_one_line, push, pushes, specimen
from tests.servers import ROOT

PACKAGE = ROOT / "src" / "fairlead" / "core" / "formats"


def test_messages_of_several_types_in_one_stream() -> None:
    data = b"\n\n".join(
        specimen(name) for name in ("passengers-15b.edi", "answer.edi", "report.edi")
    )
    assert [each.format for each in pushes(data)] == ["PAXLST", "CUSRES", "CONTRL"]


def test_what_belongs_to_no_message_is_told_with_its_neighbour() -> None:
    data = b"hello\n" + on_one_line("answer.edi") + b"\nbye\n"
    (found,) = pushes(data)
    assert codes(found.problems) == ["edifact.text-before", "edifact.text-after"]


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n", b"{}"])
def test_nothing_known_is_said(data: bytes) -> None:
    found = push(data)
    assert (found.format, found.persons) == ("", [])
    assert codes(found.problems) == ["formats.unknown", "edifact.nothing-found"]
    assert say(found.problems[0]) == "This holds no message of a known format."


def test_a_type_that_nobody_understands_is_kept_whole() -> None:
    found = push(b"UNB+UNOA:4+A+B+300101:0900+1'UNH+1+IFTMIN:D:15B:UN'BGM+1'UNT+3+1'UNZ+1+1'")
    assert (found.format, found.version, found.sender) == ("IFTMIN", "D:15B", "A")
    assert [each.tag for each in found.kept] == ["UNH", "BGM", "UNT"]
    assert [say(each) for each in found.problems] == [
        "Messages of type IFTMIN are not read yet; its segments are kept."
    ]
    with pytest.raises(TypeError):
        recognition.understand("text")


def test_a_stream_that_gives_little_is_read_whole() -> None:
    class Little(io.RawIOBase):
        data = io.BytesIO(specimen("passengers-15b.edi"))

        def readable(self) -> bool:
            return True

        def read(self, _size: int = -1) -> bytes:
            return self.data.read(100)

    (found,) = readings(Little())  # type: ignore[arg-type]
    assert len(found.persons) == 2


def test_a_container_of_its_own_is_told_by_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    container = recognition.Container("cusres", re.compile(b"^UNH.+CUSRES"))
    monkeypatch.setattr(recognition, "CONTAINERS", (container,))
    (found,) = pushes(b"UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'UNT+3+1'")
    assert found.format == "CUSRES"


def raised_in(folder: str) -> set[str]:
    """Return the codes that the source of a format names."""
    found = set()
    for path in (PACKAGE / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.rpartition(".")[2])
    return found


@pytest.mark.parametrize("name", TABLES)
def test_every_code_is_in_its_table_and_somebody_raises_it(name: str) -> None:
    table = recognition._module(TABLES[name]).FAULTS
    named = raised_in(TABLES[name].partition(".")[0])
    assert all(code.startswith(f"{name}.") for code in table)
    assert [code for code in table if code.partition(".")[2] not in named] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_sentence_is_one(name: str) -> None:
    for code, fault in recognition._module(TABLES[name]).FAULTS.items():
        assert fault.text.endswith("."), code
        assert fault.text[0].isupper() or fault.text.startswith("{"), code
        assert fault_of(code) is fault


def test_a_fact_that_is_missing_is_a_question_mark() -> None:
    fault = Fault(Severity.NOTE, "There are {count}.")
    assert sentence(fault, Problem("x")) == "There are ?."
    assert sentence(fault, Problem("x", facts=(("count", "7"),))) == "There are 7."
