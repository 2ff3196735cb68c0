"""The tables that people edit: well formed, without words that fight each other, quickly read."""

import re
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import pytest

from fairlead.core.names import tables
from fairlead.core.text import Script, fold, script_of

FOLDER = resources.files("fairlead.core.names") / "tables"
CODED = (
    *("titles", "honorifics", "particles", "short", "suffixes", "divine", "firsts"),
    *("legal", "generic", "grammar", "vessels", "joined", "numbers", "countries"),
)


@pytest.mark.parametrize("name", CODED)
def test_every_line_has_a_code_and_spellings(name: str) -> None:
    lines = tables.spellings(f"{name}.txt")

    assert lines
    assert len({code for code, _spellings in lines}) == len(lines)
    for code, spellings in lines:
        assert code == fold(code), code
        assert spellings, code
        assert all(tables.words(one.strip("^$")) for one in spellings), code


@pytest.mark.parametrize("name", [name for name in CODED if name not in {"divine", "legal"}])
def test_no_spelling_stands_for_two_codes(name: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for code, spellings in tables.read(f"{name}.txt"):
        for words in spellings:
            assert seen.setdefault(words, code) == code, words


def test_a_word_has_one_meaning_among_persons() -> None:
    seen: dict[str, str] = {}
    for name in ("titles", "honorifics", "particles", "short", "suffixes"):
        for word in tables.codes(f"{name}.txt"):
            assert seen.setdefault(word, name) == name, word


def test_every_table_is_read_by_someone() -> None:
    known = {
        *(f"{name}.txt" for name in CODED),
        "bases.txt",
        "whole.txt",
        "surnames.txt",
        "irish.txt",
    }

    assert {entry.name for entry in FOLDER.iterdir() if entry.is_file()} == known


def test_loading_takes_less_than_a_tenth_of_a_second() -> None:
    code = (
        "import time; begin = time.process_time()\n"
        "from fairlead.core.names import *\n"
        "between = time.process_time()\n"
        "parse('Ünal Abd-Foo'); parse('Ünal Ltd', Kind.ORGANIZATION); nicknames('bill')\n"
        "print(time.process_time() - between)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert float(done.stdout) < 0.1


def test_a_plain_name_is_parsed_in_microseconds() -> None:
    from fairlead.core.names import parse

    parse("Nora Maria Lindqvist")
    best = 1.0
    for _round in range(5):
        begin = time.process_time()
        for _time in range(2000):
            parse("Nora Maria Lindqvist")
        best = min(best, (time.process_time() - begin) / 2000)

    assert best < 20e-6  # the goal is 6 on a quiet machine; bench/names.py has the figure


def test_no_word_mixes_scripts() -> None:
    files = sorted(Path(str(FOLDER)).rglob("*.txt"))

    assert len(files) > 20
    for file in files:
        for word in re.split(r"[\s,:]+", file.read_text(encoding="utf-8")):
            scripts = {script_of(letter) for letter in word if letter.isalpha()}
            assert len(scripts - {Script.COMMON}) < 2 or scripts <= {Script.HAN, Script.KANA}, word
