"""The catalogue of OWASP ASVS 5.0 with our evidence: whole, in order, and true by its names."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.servers import ROOT

CATALOGUE = ROOT / "docs" / "rights" / "asvs.csv"
COLUMNS = ["requirement", "level", "what", "status", "evidence"]
STATUSES = {"shown", "not-applicable", "absent"}
TEST = re.compile(r"(tests/[\w/]+\.py)((?:::\w+)+)")
PAPER = re.compile(r"(?:docs/[\w/-]+|[A-Z_]+)\.md")
NUMBER = re.compile(r"(\d+)\.(\d+)\.(\d+)")
# Chapter by chapter, how many requirements of level 1 and of level 2 there are.
OFFICIAL = {
    1: (8, 19),
    2: (4, 7),
    3: (8, 11),
    4: (2, 8),
    5: (4, 5),
    6: (13, 22),
    7: (6, 12),
    8: (4, 3),
    9: (4, 3),
    10: (5, 24),
    11: (3, 11),
    12: (3, 6),
    13: (1, 12),
    14: (2, 7),
    15: (3, 10),
    16: (0, 16),
    17: (0, 7),
}
# Of level 3, what was asked for by name, and how many there must be at least.
NAMED = {"2.3.5", "8.2.4", "8.3.2", "14.2.6", "14.2.7", "16.5.4"}
CHOSEN = 15
WORD = 20  # characters: below that it is a term of the trade


def rows(path: Path = CATALOGUE) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def order(row: dict[str, str]) -> tuple[int, ...]:
    found = NUMBER.fullmatch(row["requirement"])
    assert found, row
    return tuple(map(int, found.groups()))


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the tests of a file, as ``name`` or ``Class::name``, without running it."""
    path = ROOT / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}::{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef)
            }
    return frozenset(found)


def missing_evidence(row: dict[str, str]) -> list[str]:
    """Return every piece of evidence that is not there."""
    missing = []
    for piece in row["evidence"].split("; "):
        if test := TEST.fullmatch(piece):
            name = test[2].removeprefix("::")
            is_test = name.split("::")[-1].startswith("test_")
            if not is_test or name not in names_in(test[1]):
                missing.append(piece)
        elif not PAPER.fullmatch(piece) or not (ROOT / piece).exists():
            missing.append(piece)
    return missing


def test_every_requirement_is_there_once_and_in_order() -> None:
    found = [order(row) for row in rows()]

    assert found == sorted(set(found))


def test_levels_one_and_two_are_whole() -> None:
    counted = Counter((order(row)[0], row["level"]) for row in rows())

    for chapter, (one, two) in OFFICIAL.items():
        assert (counted[chapter, "1"], counted[chapter, "2"]) == (one, two), chapter
    ones, twos = (sum(counts) for counts in zip(*OFFICIAL.values(), strict=True))
    assert (ones, twos) == (70, 183)


def test_enough_of_level_three_is_shown() -> None:
    chosen = {row["requirement"]: row["status"] for row in rows() if row["level"] == "3"}

    assert set(chosen) >= NAMED
    assert list(chosen.values()).count("shown") >= CHOSEN


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["requirement"])
def test_a_row_says_what_it_must(row: dict[str, str]) -> None:
    assert row["status"] in STATUSES
    assert 4 <= len(row["what"]) <= 80, "a few words of our own"
    if row["status"] == "shown":
        assert missing_evidence(row) == []
    else:
        assert len(row["evidence"]) > 10, "a reason"
        assert row["evidence"].endswith("."), "in a sentence"


def test_few_are_absent_and_the_paper_names_them_all() -> None:
    absent = {row["requirement"] for row in rows() if row["status"] == "absent"}
    paper = (ROOT / "docs" / "rights" / "asvs.md").read_text(encoding="utf-8")

    assert {name for name in absent if f"**{name}**" not in paper} == set()
    assert len(absent) <= 8


@pytest.mark.shared
def test_numbers_and_levels_are_the_official_ones(shared_data: Path) -> None:
    with (shared_data / "platform" / "asvs-5.0.0.csv").open(encoding="utf-8-sig") as stream:
        official = {row["req_id"][1:]: row for row in csv.DictReader(stream)}

    ours = {row["requirement"]: row for row in rows()}
    assert {name for name, row in official.items() if row["L"] in "12"} <= set(ours)
    for name, row in ours.items():
        assert row["level"] == official[name]["L"], name
        theirs = official[name]["req_description"].lower()
        assert len(row["what"]) < WORD or row["what"].lower() not in theirs, "our own words"


@pytest.mark.parametrize(
    "piece",
    [
        "tests/house/test_asvs.py::test_that_is_not_there",
        "tests/house/test_asvs.py::rows",
        "tests/nowhere.py::test_x",
        "docs/nowhere.md",
        "trust us",
        "",
    ],
)
def test_evidence_that_is_not_there_is_found(piece: str) -> None:
    assert missing_evidence({"evidence": piece}) == [piece]


def test_evidence_that_is_there_is_enough() -> None:
    here = "tests/house/test_asvs.py::test_evidence_that_is_there_is_enough"

    assert missing_evidence({"evidence": f"{here}; SECURITY.md"}) == []
