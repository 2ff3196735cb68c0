"""Screening from the console, on invented people."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fairlead.cli.main import app
from tests.core.screening.invented import people

PEOPLE = people(40, seed=11)


def as_line(identity: str, name: str, **more: list[str]) -> str:
    return json.dumps({"id": identity, "schema": "Person", "properties": {"name": [name], **more}})


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "watch.jsonl"
    lines = [as_line(one.id, one.properties["name"][0]) for one in PEOPLE]
    file.write_text("\n".join([*lines, as_line("utopian", "Zelenchuk Anselm")]) + "\n")
    return file


def run(*words: str | Path, status: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.stdout


def screened(listed: Path, questions: str, *options: str) -> list[dict[str, Any]]:
    asked, out = listed.with_name("asked.jsonl"), listed.with_name("answers.jsonl")
    asked.write_text(questions)
    run("screen", "--list", listed, "--queries", asked, "--out", out, *options)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_many_people_are_answered_in_their_order(listed: Path) -> None:
    asked = [as_line("q-1", "Anselm ZELENCHUC"), as_line("q-2", "Nobody Knowsthisman")]
    first, second = screened(listed, "\n".join(asked))
    assert (first["qid"], second["qid"]) == ("q-1", "q-2")
    hit = first["hits"][0]
    assert (hit["id"], hit["list"], hit["band"]) == ("utopian", "watch", "alert")
    assert hit["names"] == ["Anselm ZELENCHUC", "Zelenchuk Anselm"]
    assert 0.5 < hit["score"] <= 1
    assert {part["code"] for part in hit["parts"]} >= {"name.base", "name.same"}
    assert all(one["band"] != "alert" for one in second["hits"])


def test_a_broken_line_is_told_and_the_rest_is_done(listed: Path) -> None:
    asked = [as_line("q-1", "Anselm Zelenchuk"), "{ broken", as_line("q-3", "Anselm Zelenchuk")]
    answers = screened(listed, "\n".join(asked), "--explain", "none")
    assert [answer["qid"] for answer in answers] == ["q-1", "q-3"]
    assert "parts" not in answers[0]["hits"][0]


def test_the_qid_names_the_answer(listed: Path) -> None:
    line = json.loads(as_line("entity-7", "Anselm Zelenchuk")) | {"qid": "question-7"}
    assert [one["qid"] for one in screened(listed, json.dumps(line))] == ["question-7"]


def test_an_index_answers_as_its_list(listed: Path) -> None:
    index = listed.with_name("watch.index")
    run("index", "build", listed, "--out", index)
    told = json.loads(run("index", "info", index, "--json"))
    assert (told["label"], told["entries"]) == ("watch", 41)
    asked = as_line("q-1", "Anselm Zelenchuk")
    assert screened(index, asked, "--explain", "all") == screened(listed, asked, "--explain", "all")


def test_a_damaged_index_is_refused(listed: Path) -> None:
    index = listed.with_name("watch.index")
    run("index", "build", listed, "--out", index)
    whole = index.read_bytes()
    index.write_bytes(whole[:-100])
    assert CliRunner().invoke(app, ["index", "info", str(index)]).exit_code != 0
    index.write_bytes(whole[:-100] + bytes(100))
    assert CliRunner().invoke(app, ["index", "info", str(index)]).exit_code != 0


def test_why_and_why_not_add_up(listed: Path) -> None:
    question = as_line("q", "Anselm Zelenchuk")
    for entry in ("utopian", PEOPLE[0].id):
        words = ("explain", "--list", listed, "--query", question, "--entry", entry, "--json")
        reason = json.loads(run(*words))
        assert sum(part["weight"] for part in reason["parts"]) == reason["total"]
        assert (reason["band"] == "alert") == (entry == "utopian")


def test_one_name_is_a_table(listed: Path) -> None:
    assert "utopian" in run("match", "Anselm Zelenchuk", "--list", listed)
    assert "No entry" in run("match", "Qqq Xxxyzzy", "--list", listed)


def test_a_list_may_be_a_table(listed: Path) -> None:
    table = listed.with_name("people.csv")
    table.write_text("id,name,birthDate\nu-1,Anselm Zelenchuk,1970-05-03\n")
    answers = screened(table, as_line("q", "Anselm Zelenchuk", birthDate=["1970-05-03"]))
    assert [hit["id"] for hit in answers[0]["hits"]] == ["u-1"]


def test_a_missing_file_is_named(listed: Path) -> None:
    result = CliRunner().invoke(app, ["match", "Anselm", "--list", str(listed) + "x"])
    assert result.exit_code != 0
    assert "watch.jsonlx" in f"{result.output}{result.exception}"


def test_judged_hits_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    row = {"qid": "q", "list": "watch", "band": "alert", "names": ["Ada", "Ada"]}
    lines = [json.dumps({**row, "decision": each}) for each in ("same", "other", "other", "open")]
    file.write_text("\n".join([*lines, "{ broken"]) + "\n")
    counted = json.loads(run("scores", file, "--json"))
    assert counted[0] | {"interval": None} == {
        "by": "all",
        "label": "",
        "people": 1,
        "hits": 4,
        "decided": 3,
        "false": 2,
        "false_share": 2 / 3,
        "interval": None,
    }
    assert {row["by"] for row in counted} == {"all", "list", "band", "script"}
    assert "66.7%" in run("scores", file)
