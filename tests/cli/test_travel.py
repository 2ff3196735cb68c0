"""fairlead read, validate and write, as people type them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fairlead.cli.main import app
from fairlead.core.errors import BadInput
from tests.core.formats.mrz.zones import TD3
from tests.core.formats.specimens import FOLDER, on_one_line, specimen

run = CliRunner()


def fairlead(*words: object, given: bytes | None = None) -> Result:
    return run.invoke(app, [str(word) for word in words], input=given)


def test_read_prints_one_object_for_each_message() -> None:
    done = fairlead("read", FOLDER / "passengers-15b.edi", FOLDER / "parts-15b.edi")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(each["persons"]) for each in found] == [2, 1, 1]
    assert found[0]["persons"][0]["surname"] == "O'MORE"
    assert done.exit_code == 0


def test_read_adds_every_segment_with_its_bytes() -> None:
    done = fairlead("read", "--segments", FOLDER / "answer.edi")
    first, *_, last = json.loads(done.stdout)["segments"]
    assert first["tag"] == "UNH"
    assert last["elements"] == [["19"], ["1"]]
    assert specimen("answer.edi")[last["start"] : last["end"]] == b"UNT+19+1'"


def test_read_takes_standard_input() -> None:
    done = fairlead("read", "-", given=specimen("answer.edi"))
    assert json.loads(done.stdout)["answers"][0]["code"] == "0Z"


def test_read_shows_tables() -> None:
    done = fairlead("read", "--as", "table", FOLDER / "passengers-15b.edi", FOLDER / "answer.edi")
    assert "O'MORE" in done.stdout
    assert "board" in done.stdout
    assert "ZZ123" in done.stdout


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = fairlead("read", tmp_path / "nothing.edi")
    assert isinstance(done.exception, BadInput)
    assert "nothing.edi" in str(done.exception)


def test_validate_says_what_where_and_which_rule(tmp_path: Path) -> None:
    file = tmp_path / "wrong.edi"
    file.write_bytes(on_one_line("passengers-15b.edi").replace(b"DTM+329:780207", b"DTM+329:7802"))
    done = fairlead("validate", file, FOLDER / "crew-05b.edi")
    assert "wrong.edi: PAXLST D:15B PAX7 · 2 persons · 1 error" in done.stdout
    assert "error   DTM 18" in done.stdout
    assert "paxlst.date: The date or time of qualifier 329 is impossible." in done.stdout
    assert "[WCO/IATA/ICAO API guidelines, PAXLST, DTM]" in done.stdout
    assert "0 error, 0 warning, 0 note" in done.stdout
    assert done.exit_code == 1


def test_validate_for_programs() -> None:
    done = fairlead("validate", "--as", "jsonl", FOLDER / "ship-16b.edi")
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["good"], found["format"], done.exit_code) == (True, "PAXLST", 0)
    assert [each["rule"] for each in found["findings"]] == [
        "WCO/IATA/ICAO API guidelines, PAXLST, segment group 5"
    ]


def test_validate_makes_the_report_to_send_back() -> None:
    twice = specimen("answer.edi") + specimen("crew-05b.edi").replace(b"UNT+29", b"UNT+28")
    done = fairlead("validate", "--as", "contrl", "-", given=b"hello\n" + twice)
    first, second = done.stdout.splitlines()
    assert "UCI+12+UTOAPI+ZZ+7'UCM+1+CUSRES:D:15B:UN:IATA+7'" in first
    assert "UCM+8+PAXLST:D:05B:UN:IATA+7+29'" in second
    assert fairlead("validate", "--as", "contrl", "-", given=b"hello").stdout == ""


def test_validate_says_when_it_knows_nothing() -> None:
    done = fairlead("validate", "-", given=b"hello")
    assert "nothing known" in done.stdout
    assert done.exit_code == 1


def test_write_makes_the_message_of_its_json(tmp_path: Path) -> None:
    lines = fairlead("read", FOLDER / "answer.edi").stdout
    file, out = tmp_path / "answer.jsonl", tmp_path / "answer.edi"
    file.write_text(lines + "\n", encoding="utf-8")
    assert fairlead("write", file).stdout_bytes == specimen("answer.edi")
    bare = fairlead("read", "--no-source", FOLDER / "answer.edi").stdout_bytes
    assert fairlead("write", "-", given=bare).stdout_bytes == on_one_line("answer.edi")
    done = fairlead("write", "--lines", "-o", out, file)
    assert out.read_bytes() == specimen("answer.edi")
    assert "Wrote 1" in done.stderr


@pytest.mark.parametrize("name", ["records-21.edi", "report.edi", "request.edi", "crew-05b.edi"])
def test_what_was_read_is_written_as_it_came(name: str) -> None:
    lines = fairlead("read", FOLDER / name)
    assert fairlead("write", "-", given=lines.stdout_bytes).stdout_bytes == specimen(name)
    bare = fairlead("read", "--no-source", FOLDER / name)
    assert "source" not in json.loads(bare.stdout.splitlines()[0])


def test_write_takes_wrappers_off() -> None:
    done = fairlead("write", FOLDER / "teletype.txt")
    assert done.stdout_bytes == b"UNA:+.? '" + on_one_line("passengers-15b.edi")


@pytest.mark.parametrize("text", ["{", "[1]", '{"format": "POEM"}', '{"persons": []}'])
def test_write_refuses_what_is_no_message(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"format": "CUSRES", "function": "962"}\n' + text, encoding="utf-8")
    assert isinstance(fairlead("write", file).exception, BadInput)


# -------------------------------------------------------------------- machine-readable zones


def test_read_knows_a_machine_readable_zone() -> None:
    done = fairlead("read", "-", given=TD3.encode())
    found = json.loads(done.stdout)
    assert (found["format"], found["version"]) == ("MRZ", "TD3")
    assert found["persons"][0]["documents"][0]["number"] == "L898902C3"


def test_validate_says_which_check_digit_of_a_zone_is_wrong() -> None:
    done = fairlead("validate", "-", given=TD3.replace("7408122", "7408123").encode())
    assert done.exit_code == 1
    assert "MRZ TD3" in done.stdout
    assert "error   line 2" in done.stdout
    assert "mrz.check: The check digit of birth is 3 and should be 2." in done.stdout


def test_write_makes_the_zone_of_its_json_again() -> None:
    read = fairlead("read", "-", given=TD3.encode())
    assert fairlead("write", "-", given=read.stdout_bytes).stdout == f"{TD3}\n"


@pytest.mark.parametrize("name", ["zone", "records.xml"])
def test_write_takes_containers_in_their_own_format(name: str) -> None:
    given = TD3.lower().encode() if name == "zone" else specimen(name)
    written = fairlead("write", "-", given=given).stdout_bytes
    told = [json.loads(fairlead("read", "-", given=each).stdout) for each in (given, written)]
    assert len(told[0]["persons"]) == len(told[1]["persons"]) > 0
    assert name != "zone" or written.decode() == f"{TD3}\n"
