"""Screening from the console as a hostile user types it: coded problems, and the rest is done."""

import codecs
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from fairlead.cli.main import app
from fairlead.core.errors import FairleadError
from fairlead.core.screening import container
from fairlead.core.screening.index import build
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard
from tests.core.screening.invented import people
from tests.core.screening.reading.workbooks import workbook
from tests.servers import ROOT

PEOPLE = people(12, seed=41)
ENTRY = '{"id": "utopian", "schema": "Person", "properties": {"name": ["Anselm Zelenchuk"]}}'
QUESTION = ENTRY.replace("utopian", "q-1")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "watch.jsonl"
    lines = [
        json.dumps({"id": one.id, "schema": one.schema, "properties": one.properties})
        for one in PEOPLE
    ]
    file.write_text("\n".join([*lines, ENTRY]) + "\n")
    return file


def run(*words: str | Path, **options: Any) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], **options)


def code_of(*words: str | Path) -> str:
    result = run(*words)
    assert isinstance(result.exception, FairleadError), result.output + repr(result.exception)
    assert result.exception.code
    return result.exception.code


def asked(listed: Path, content: str | bytes, name: str = "asked.jsonl") -> Any:
    file, out = listed.with_name(name), listed.with_name("answers")
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("screen", "--list", listed, "--queries", file, "--out", out, "--explain", "none")
    assert result.exit_code == 0, result.output + repr(result.exception)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return result.stderr, {row["qid"]: [hit["id"] for hit in row["hits"][:1]] for row in rows}


FOUND = ["utopian"]


def test_a_broken_record_has_its_line_and_the_others_are_answered(listed: Path) -> None:
    lines = [QUESTION, "{ broken", "[1]", "7", "", QUESTION.replace("q-1", "q-6"), '{"id": "q-7"}']
    told, answers = asked(listed, "\n".join(lines))
    assert answers["q-1"] == answers["q-6"] == FOUND
    assert answers["q-7"] == []
    for place in ("jsonl:2: entity.broken-json", ":3: entity.not-an-object", ":7: entity.no-name"):
        assert place in told


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "entity.no-name"),
        ("Anselm Zelenchuk " + "x" * 10_000, "entity.long-value"),
        ("\u0000\u0007", "entity.hidden-character"),
        ("Anselm\u202e Zelen\u200bchuk", "entity.hidden-character"),
        ("Anselm \ufffdelenchuk", "entity.damaged-character"),
    ],
)
def test_a_bad_name_is_told(listed: Path, name: str, code: str) -> None:
    line = json.dumps({"id": "q-1", "schema": "Person", "properties": {"name": [name]}})
    told, answers = asked(listed, line + "\n" + QUESTION.replace("q-1", "q-2"))
    assert f"asked.jsonl:1: {code}" in told
    assert answers["q-2"] == FOUND


def test_a_hidden_character_hides_nobody(listed: Path) -> None:
    line = json.dumps({"id": "q-1", "properties": {"name": ["An\u200bselm\x00 Zelen\u2066chuk"]}})
    assert asked(listed, line)[1]["q-1"] == FOUND


def test_mixed_scripts_hide_nobody(listed: Path) -> None:
    line = json.dumps({"id": "q-1", "properties": {"name": ["Аnsеlm Zеlеnсhuk"]}})  # Cyrillic а е с
    assert asked(listed, line)[1]["q-1"] == FOUND


def test_a_wrong_date_is_told_with_its_reason(listed: Path) -> None:
    line = QUESTION.replace("]}}", '], "birthDate": ["1970-02-31"]}}')
    told, answers = asked(listed, line)
    assert "asked.jsonl:1: entity.wrong-date birthDate reason=date.impossible" in told
    assert answers["q-1"] == FOUND
    result = run("match", "Anselm Zelenchuk", "--birth", "nonsense", "--list", listed)
    assert "entity.wrong-date" in result.stderr
    assert "utopian" in result.stdout


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + QUESTION.encode(),
        QUESTION.encode("utf-16"),
        codecs.BOM_UTF16_BE + QUESTION.encode("utf-16-be"),
        QUESTION.replace("\n", "\r\n").encode() + b"\r\n",
        b"\n\n" + QUESTION.encode(),
    ],
    ids=["bom", "utf-16", "utf-16-be", "crlf", "empty-lines"],
)
@pytest.mark.parametrize("name", ["asked.jsonl", "asked", "asked.csv"])
def test_lines_in_any_dress_are_read(listed: Path, content: bytes, name: str) -> None:
    assert asked(listed, content, name)[1]["q-1"] == FOUND


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_with_any_separator_are_read(listed: Path, mark: str, encoding: str) -> None:
    rows = [["id", "Name", "Remarks"], ["q-1", "Anselm Zelenchuk", "é"]]
    table = "\n".join(mark.join(row) for row in rows) + "\n"
    assert asked(listed, table.encode(encoding), "asked.csv")[1]["q-1"] == FOUND


def test_a_workbook_with_a_merged_heading_is_read(listed: Path) -> None:
    rows = [["Persons of interest", "", ""], ["id", "Name", "Date of birth"]]
    rows.append(["q-1", "Anselm Zelenchuk", ""])
    assert asked(listed, workbook(rows, merged="A1:C1"), "asked.xlsx")[1]["q-1"] == FOUND


def test_nobody_asked_about_is_no_fault(listed: Path) -> None:
    assert asked(listed, "")[1] == {}


@pytest.mark.parametrize("content", ["", "\n\n", "{ broken\n", "name\n"])
@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty"])
def test_a_list_of_nobody_is_refused(listed: Path, content: str, name: str) -> None:
    """Whoever asks an empty list finds nobody, and would believe it."""
    empty = listed.with_name(name)
    empty.write_text(content)
    assert code_of("match", "Anselm", "--list", empty) == "list.empty"
    assert code_of("index", "build", empty, "--out", listed.with_name("i")) == "list.empty"
    assert not listed.with_name("i").exists()


def test_what_is_no_file_is_refused(listed: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for wrong in (tmp_path, missing):
        assert code_of("match", "Anselm", "--list", wrong) == "file.unreadable"
        assert code_of("screen", "--list", listed, "--queries", wrong) == "file.unreadable"
    assert code_of("match", "Anselm", "--list", Path("bad\0name")) == "file.unreadable"
    assert code_of("index", "info", listed) == "index.not-an-index"
    assert code_of("index", "info", missing) == "file.refused"
    assert code_of("population", "info", tmp_path) == "population.unreadable"
    assert code_of("screen", "--list", listed, "--population", missing) == "population.unreadable"


def test_the_answers_go_nowhere_else(listed: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "folder" / "out"
    for out in (nowhere, tmp_path, Path("/dev/full")):
        words = ("screen", "--list", listed, "--queries", listed, "--out", out)
        assert code_of(*words) == "file.refused"
    assert code_of("index", "build", listed, "--out", nowhere) == "file.refused"
    assert code_of("population", "build", listed, "--out", listed / "x") == "file.refused"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["watch.jsonl"], (
        "nothing half-written"
    )


@pytest.mark.parametrize(
    "query", ["", "{", "[]", "null", "7", '"x"', '{"a":1}\n{"b":2}', "{" * 5000]
)
def test_a_question_that_is_none_is_refused(listed: Path, query: str) -> None:
    words = ("explain", "--list", listed, "--query", query, "--entry", "utopian")
    assert code_of(*words) == "query.unreadable"


def test_names_and_entries_that_are_none_are_refused(listed: Path) -> None:
    for name in ("", " ", "\u200b"):
        assert code_of("match", name, "--list", listed) == "query.no-name"
    assert (
        code_of("explain", "--list", listed, "--query", QUESTION, "--entry", "x") == "entry.unknown"
    )
    assert code_of("screen", "--list", listed) == "query.which"
    both = ("--queries", listed, "--population", listed)
    assert code_of("screen", "--list", listed, *both) == "query.which"


def test_what_is_read_is_not_written_over(listed: Path) -> None:
    before = listed.read_bytes()
    words = ("screen", "--list", listed, "--queries", listed, "--out", listed)
    assert code_of(*words) == "file.same"
    assert code_of("index", "build", listed, "--out", listed) == "file.same"
    assert listed.read_bytes() == before


def test_an_id_that_is_no_text_is_written_as_json_can(listed: Path) -> None:
    _told, answers = asked(listed, QUESTION.replace("q-1", "\\ud800"))
    assert list(answers) == ["\ud800"]
    result = run("screen", "--list", listed, "--queries", listed.with_name("asked.jsonl"))
    assert json.loads(result.stdout)["qid"] == "\ud800"


def test_what_a_file_holds_does_not_steer_the_terminal(listed: Path) -> None:
    hostile = listed.with_name("h.jsonl")
    name = ["Anselm Zelenchuk [bold]\x1b[2J\u202e"]
    hostile.write_text(json.dumps({"id": "\x1b]0;owned\x07", "properties": {"name": name}}) + "\n")
    result = run("match", "Anselm Zelenchuk", "--list", hostile)
    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout


@pytest.mark.parametrize(
    "settings",
    ["alert=x", "alert=", "least=nothing", "review=-99999", "review=900,alert=100", "alert=1e3"],
)
def test_settings_that_make_no_sense_are_refused(listed: Path, settings: str) -> None:
    assert code_of("match", "Anselm", "--list", f"{listed},{settings}") == "list.bad-setting"


def test_lists_have_settings_of_their_own(listed: Path) -> None:
    lists = ("--list", f"{listed},label=strict,alert=999999", "--list", f"{listed},least=alert")
    result = run("match", "Anselm Zelenchuk", *lists, "--json")
    bands = [(hit["list"], hit["band"]) for hit in json.loads(result.stdout)["hits"]]
    assert ("strict", "review") in bands
    assert ("watch", "alert") in bands
    assert {band for label, band in bands if label == "watch"} == {"alert"}
    again = ("match", "Anselm", "--list", listed, "--list", listed)
    assert code_of(*again) == "list.same-label"


def test_a_comma_may_be_in_a_name(listed: Path) -> None:
    odd = listed.with_name("watch,2026.jsonl")
    odd.write_text(listed.read_text())
    assert "utopian" in run("match", "Anselm Zelenchuk", "--list", odd).stdout


STARTS = (
    b"",
    b"{",
    b'{"id": "u", "properties": {"name": [',
    b"PK\x03\x04",
    b"\xff\xfe",
    container.MAGIC,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_are_a_list_or_a_coded_problem(start: bytes, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "any"
        file.write_bytes(start + content)
        result = run("match", "Anselm Zelenchuk", "--list", file, "--json")
    assert result.exit_code == 0 or isinstance(result.exception, FairleadError), result.exception


# ---------------------------------------------------------------- indexes


def test_an_index_damaged_at_any_byte_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "watch.index"
    save(build("watch", PEOPLE[:2]), file)
    whole = file.read_bytes()
    for place in [*range(300), *range(300, len(whole), 997), len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[place] ^= 0x40
        file.write_bytes(damaged)
        with pytest.raises(FairleadError) as refused:
            open_index(file, standard())
        assert refused.value.code.startswith("index."), place
    for length in (0, 1, 95, 96, 97, 500, len(whole) - 64):
        file.write_bytes(whole[:length])
        with pytest.raises(FairleadError):
            open_index(file, standard())


def test_an_index_of_an_older_version_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "old.index"
    save(build("watch", PEOPLE[:2]), file)
    meta, arrays = container.read(file)
    container.write(file, {**meta, "version": meta["version"] - 1}, dict(arrays))
    assert code_of("match", "Anselm", "--list", file) == "index.other-version"
    assert "build it anew" in str(run("index", "info", file).exception)


def test_two_builders_of_one_index_leave_a_whole_one(tmp_path: Path) -> None:
    file = tmp_path / "watch.index"
    lists = [build("watch", PEOPLE[:size]) for size in (3, 5, 7, 9)]
    builders = [threading.Thread(target=save, args=(each, file)) for each in lists for _ in "12"]
    for builder in builders:
        builder.start()
    seen = set()
    while any(builder.is_alive() for builder in builders):
        if file.exists():
            seen.add(len(open_index(file, standard()).roll.ids))
    for builder in builders:
        builder.join()
    assert seen | {len(open_index(file, standard()).roll.ids)} <= {3, 5, 7, 9}
    assert [path.name for path in tmp_path.iterdir()] == ["watch.index"]


# ---------------------------------------------------------------- real processes

COMMAND = [sys.executable, "-m", "fairlead.cli"]


def process(*words: str | Path, **options: Any) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [*COMMAND, *map(str, words)], env=environment, stderr=subprocess.PIPE, **options
    )


def test_a_closed_pipe_ends_quietly(listed: Path) -> None:
    many = listed.with_name("many.jsonl")
    many.write_text((QUESTION + "\n") * 3000)
    words = ("screen", "--list", listed, "--queries", many, "--explain", "all")
    running = process(*words, stdout=subprocess.PIPE)
    assert running.stdout
    assert running.stderr
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(60) == 141
    assert running.stderr.read() == b""
    running.stderr.close()


def test_an_interrupted_command_leaves_nothing_half_written(listed: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    out = tmp_path / "answers"
    running = process("screen", "--list", listed, "--queries", pipe, "--out", out)
    with pipe.open("wb") as writer:  # opens when the command has opened the other end
        writer.write(QUESTION.encode())
        writer.flush()
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
    assert running.stderr
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pipe", "watch.jsonl"]


def test_a_killed_builder_leaves_nothing_under_the_name(listed: Path, tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "people"
    os.mkfifo(pipe)
    running = process("population", "build", pipe, "--out", folder)
    with pipe.open("wb") as writer:
        writer.write(QUESTION.encode())
        writer.flush()
        running.kill()
        running.communicate(timeout=30)
    assert not folder.exists()
    assert run("population", "build", listed, "--out", folder).exit_code == 0


def test_pipes_are_read_and_written_like_files(listed: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = ("screen", "--list", pipe, "--queries", "-", "--out", "/dev/stdout")
    running = process(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    pipe.write_bytes(listed.read_bytes())
    told, talk = running.communicate(QUESTION.encode(), timeout=60)
    assert running.returncode == 0, talk
    assert json.loads(told)["hits"][0]["id"] == "utopian"
    assert b"\r" not in talk, "no progress where no terminal is"
    assert b"\x1b" not in talk


def test_a_full_disk_is_named(listed: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        running = process("screen", "--list", listed, "--queries", listed, stdout=full)
        _none, talk = running.communicate(timeout=60)
    assert running.returncode == 2
    assert b"file.refused" in talk
    assert b"Traceback" not in talk
