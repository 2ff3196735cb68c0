"""What a person reads at the terminal: the words of the pages, in the language of the reader."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairlead.cli.main import app
from fairlead.cli.screening.speaking import Language, of_environment
from fairlead.core.languages import LANGUAGES
from fairlead.core.screening.codes import codes
from fairlead.core.screening.weights import standard
from tests.servers import ROOT

ENTRY = (
    '{"id": "w-1", "schema": "Person", "properties": {"name": ["Anselm Zelenchuk"], '
    '"birthDate": ["1970-05-03"], "nationality": ["ke"]}}\n'
    '{"id": "ship", "schema": "Vessel", "properties": {"name": ["Anselm Zelenchuk"]}}\n'
)
QUESTION = '{"schema": "Person", "properties": {"name": ["Ансельм Новак"], "birthDate": ["1958"]}}'
# A word of each language that stands in its heading of the evidence.
EVIDENCE = {
    "ar": "القرينة",
    "en": "Evidence",
    "es": "Indicio",
    "fr": "Indice",
    "ru": "Довод",
    "zh-hans": "依据",
}


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "watch.jsonl"
    file.write_text(ENTRY, encoding="utf-8")
    return file


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


def test_the_option_knows_every_language() -> None:
    assert tuple(Language) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_and_why_not_are_said_in_words(listed: Path, language: str) -> None:
    words = ("explain", "--list", listed, "--query", QUESTION, "--language", language)
    told = run(*words, "--entry", "w-1")
    assert EVIDENCE[language] in told
    assert not [code for code in codes() if code in told], "no code is shown to a person"
    alert = standard().number("bands", "alert")
    assert f"{alert % 1000:03}"[-3:] in told, "what is missing to an alert"
    ship = run(*words, "--entry", "ship")
    assert len(ship.splitlines()) < len(told.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_hits_says_why(listed: Path, language: str) -> None:
    words = ("match", "Anselm Zelenchuk", "--list", listed, "--language", language)
    told = run(*words, "--birth", "1970-05-03")
    assert "w-1" in told
    assert "1970" in told
    assert "1970-05-03" not in told


def test_a_program_gets_codes_in_any_language(listed: Path) -> None:
    words = ("explain", "--list", listed, "--query", QUESTION, "--entry", "w-1", "--json")
    assert run(*words, "--language", "ar") == run(*words)
    row = json.loads(run(*words))
    assert {part["code"] for part in row["parts"]} <= codes()
    assert row["comparable"]
    assert not json.loads(run(*words[:-2], "ship", "--json"))["comparable"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:pt:es"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ar_EG", "LANG": "ru_RU"}, "ar"),
        ({"LANG": "zh_CN.GB18030"}, "zh-hans"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh_Hans_SG"}, "zh-hans"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "run_BI"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "@@.."}, "en"),
    ],
)
def test_the_terminal_says_which_language(environment: dict[str, str], language: str) -> None:
    assert of_environment(environment) == language


def test_words_need_no_installation(listed: Path, tmp_path: Path) -> None:
    """On a machine with neither keys nor database, and in the language of its terminal."""
    home = {key: value for key, value in os.environ.items() if not key.startswith("FAIRLEAD")}
    home |= {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": "es_ES.UTF-8", "HOME": str(tmp_path)}
    words = ("match", "Anselm Zelenchuk", "--list", str(listed))
    told = subprocess.run(
        [sys.executable, "-m", "fairlead.cli", *words],
        env=home, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert "Probabilidad" in told.stdout
    assert told.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["watch.jsonl"]
