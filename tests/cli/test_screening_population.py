"""Stored populations from the console: a change of a list, compared with two full runs."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fairlead.cli.main import app
from fairlead.core.errors import BadInput, Conflict
from tests.core.screening.invented import people

PEOPLE = people(120, seed=51)


def written(file: Path, entries: list[Any], **more: tuple[str, ...]) -> Path:
    lines = [
        json.dumps({"id": one.id, "schema": one.schema, "properties": {**one.properties, **more}})
        for one in entries
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    run("population", "build", written(tmp_path / "asked.jsonl", PEOPLE), "--out", folder)
    return folder


def test_a_population_says_what_it_holds(folder: Path) -> None:
    told = json.loads(run("population", "info", folder, "--verify", "--json"))
    assert (told["people"], told["files"], told["usable"]) == (120, 1, True)
    assert "120" in run("population", "info", folder)


def test_all_of_a_population_are_asked_as_a_file_of_them(folder: Path, tmp_path: Path) -> None:
    listed = written(tmp_path / "watch.jsonl", PEOPLE[::3])
    asked = run("screen", "--list", listed, "--queries", tmp_path / "asked.jsonl")
    assert run("screen", "--list", listed, "--population", folder) == asked


def full_run(folder: Path, listed: Path, label: str) -> dict[tuple[str, str], Any]:
    lines = run("screen", "--list", f"{listed},label={label},least=review", "--population", folder)
    rows = [json.loads(line) for line in lines.splitlines()]
    return {
        (row["qid"], hit["id"]): [hit["score"], hit["band"], hit["names"]]
        for row in rows
        for hit in row["hits"]
    }


@pytest.mark.parametrize("prepared", [True, False])
def test_a_change_gives_what_two_full_runs_differ_in(
    folder: Path, tmp_path: Path, *, prepared: bool
) -> None:
    old = written(tmp_path / "old.jsonl", PEOPLE[:80])
    new = written(tmp_path / "new.jsonl", PEOPLE[10:60] + PEOPLE[90:])
    indexes = (tmp_path / "old.index", tmp_path / "new.index")
    run("index", "build", old, "--out", indexes[0], "--label", "watch")
    run("index", "build", new, "--out", indexes[1], "--after", indexes[0])
    before, after = (full_run(folder, index, "watch") for index in indexes)
    lists = indexes if prepared else (old, new)
    lines = run("population", "change", folder, "--before", lists[0], "--after", lists[1])
    rows = [json.loads(line) for line in lines.splitlines()]

    def of(side: str) -> dict[tuple[str, str], Any]:
        return {
            (row["qid"], row["id"]): [row[side][part] for part in ("score", "band", "names")]
            for row in rows
            if row[side]
        }

    gone = {pair: hit for pair, hit in before.items() if after.get(pair) != hit}
    come = {pair: hit for pair, hit in after.items() if before.get(pair) != hit}
    assert gone
    assert come
    assert (of("before"), of("after")) == (gone, come)
    assert {row["change"] for row in rows} == {"added", "gone"}
    assert {row["list"] for row in rows} == {"watch" if prepared else "old"}


def test_reasons_are_given_where_they_are_asked_for(folder: Path, tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", PEOPLE[:10])
    new = written(tmp_path / "new.jsonl", PEOPLE[:20])
    words = ("population", "change", folder, "--before", old, "--after", new)
    row = json.loads(run(*words, "--explain", "all").splitlines()[0])
    assert row["after"]["parts"]
    assert "parts" not in json.loads(run(*words).splitlines()[0])["after"]


def test_what_is_there_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    asked = str(tmp_path / "asked.jsonl")
    again = CliRunner().invoke(app, ["population", "build", asked, "--out", str(folder)])
    assert isinstance(again.exception, Conflict)


def test_a_damaged_file_of_a_population_is_refused(folder: Path, tmp_path: Path) -> None:
    file = next(folder.glob("*.people"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    words = ["screen", "--list", str(tmp_path / "asked.jsonl"), "--population", str(folder)]
    for command in (words, ["population", "info", str(folder), "--verify"]):
        refused = CliRunner().invoke(app, command).exception
        assert isinstance(refused, BadInput)
        assert refused.code == "index.body-damaged"
