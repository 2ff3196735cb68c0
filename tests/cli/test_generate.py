"""fairlead generate travel, as people type it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fairlead.cli.main import app
from fairlead.core.errors import BadInput

run = CliRunner()
SMALL = ("--flights", "2", "--ships", "1", "--seats", "10")


def generate(*words: object) -> Result:
    return run.invoke(app, ["generate", "travel", *map(str, words)])


def test_a_day_is_written_with_its_truth(tmp_path: Path) -> None:
    done = generate(
        tmp_path / "out", *SMALL, "--seed", "3", "--day", "2026-05-01", "--faults", "0.5"
    )
    assert done.exit_code == 0
    day = tmp_path / "out" / "2026-05-01"
    lines = (day / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truths = [json.loads(line) for line in lines]
    plan = truths[0]
    assert (plan["truth"], plan["seed"], plan["day"]) == ("plan", 3, "2026-05-01")
    messages = [each for each in truths if each["truth"] == "message"]
    assert {each["file"] for each in messages if each["sent"]} <= {
        path.relative_to(day).as_posix() for path in day.rglob("*") if path.is_file()
    }
    assert any(each["truth"] == "fault" for each in truths)
    assert "Journeys of travellers" in done.stderr
    assert done.stdout == ""


def test_what_is_written_is_read(tmp_path: Path) -> None:
    generate(tmp_path / "out", *SMALL)
    files = sorted(path for path in tmp_path.rglob("*") if path.suffix not in {"", ".jsonl"})
    done = run.invoke(app, ["read", *map(str, files)])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"PNRGOV", "PAXLST", "CUSRES", "ACKRES", "FAL", "MRZ"} <= {
        one["format"] for one in found
    }


def test_the_same_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, *SMALL, "--faults", "0.3")
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes()
         for path in sorted((tmp_path / name).rglob("*")) if path.is_file()}
        for name in ("one", "two")
    )  # fmt: skip
    assert one == two
    assert len(one) > 10


def test_a_plan_in_a_file_and_options_before_it(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'day = 2026-06-01\ndays = 2\nflights = 8\nships = 0\nseats = 8\nformats = "crew"\n'
    )
    done = generate(tmp_path / "out", "--plan", plan, "--flights", "1")
    assert done.exit_code == 0
    files = sorted(path.name for path in (tmp_path / "out").rglob("*.edi"))
    assert files == ["crew.edi", "crew.edi"]
    assert (tmp_path / "out" / "2026-06-02").is_dir()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("--faults", "2"), "faults"),
        (("--formats", "morse"), "formats"),
        (("--plan", "/nowhere/plan.toml"), "/nowhere/plan.toml"),
    ],
)
def test_what_cannot_be_is_one_line(tmp_path: Path, words: tuple[str, ...], place: str) -> None:
    done = generate(tmp_path / "out", *words)
    assert isinstance(done.exception, BadInput)
    assert done.exception.place == place
    assert not list(tmp_path.rglob("*.jsonl"))


def test_a_folder_in_which_something_lies_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    done = generate(tmp_path, *SMALL)
    assert isinstance(done.exception, BadInput)
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
