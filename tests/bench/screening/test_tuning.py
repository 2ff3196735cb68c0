"""The search finds a known best; the pictures are well-formed."""

import math
from pathlib import Path
from xml.etree.ElementTree import fromstring

import numpy as np

from bench.screening.drawing import reliability_picture, trade_off_picture
from bench.screening.engine import read_answers, stub
from bench.screening.entities import Entity, Query, write_lines
from bench.screening.metrics import Bin
from bench.screening.tune import (
    AIMS,
    Scores,
    Sections,
    as_toml,
    best_line,
    changed,
    search,
    shortfall,
)

START: Sections = {"name": {"base": -1000, "gain": [200, 400]}, "bands": {"alert": 0}}


def toy(sections: Sections) -> Scores:
    """Score listed people the better the nearer two numbers are to 900; innocents stay at 0."""
    gain = sections["name"]["gain"]
    assert isinstance(gain, list)
    miss = sum(abs(number - 900) for number in gain)
    found, none = np.full(200, 3000.0 - miss), np.zeros(200)
    return Scores({"typo1": found, "neg_us": none}, np.zeros(0), np.zeros(0, np.bool_))


def test_the_search_lowers_the_loss_and_leaves_the_bands_alone() -> None:
    before, _line = best_line(toy(START), 2000)
    best, after, _at = search(START, toy, (), 3, 2000)
    assert after < before
    assert best["bands"] == START["bands"]
    assert START["name"]["gain"] == [200, 400]


def test_a_step_moves_one_number_and_leaves_the_rest() -> None:
    moved = changed(START, ("name", "gain", 1), 0.5)
    assert moved["name"] == {"base": -1000, "gain": [200, 600]}
    assert changed(START, ("name", "base", 0), -0.25)["name"]["base"] == -1250


def test_what_is_passed_with_room_costs_nothing() -> None:
    aim = next(aim for aim in AIMS if aim.group == "typo1")
    assert shortfall(aim, np.full(100, 9000.0), 0) == 0
    assert shortfall(aim, np.full(100, -9000.0), 0) > 100


def test_weights_are_written_as_they_are_read() -> None:
    assert as_toml(START).startswith("[name]\nbase = -1000\ngain = [200, 400]\n")


def test_pictures_are_well_formed() -> None:
    bins = [Bin(10, 0.1, 0.2), Bin(5, 0.9, 0.8)]
    curves = [("ours <&>", [(0.0, 0.1), (0.01, 0.9)]), ("peer", [(0.0, 0.5)])]
    for picture in (
        reliability_picture("Calibration", bins),
        trade_off_picture("Trade-off", curves, [(0.005, 0.9, "default")], 0.02),
    ):
        root = fromstring(picture)  # noqa: S314 - our own text
        assert root.tag.endswith("svg")
        numbers = [float(c.attrib["cy"]) for c in root.iter() if c.tag.endswith("circle")]
        assert numbers
        assert all(math.isfinite(number) for number in numbers)


def test_answers_are_read_as_the_command_writes_them() -> None:
    hit = '{"id": "a", "list": "l", "score": 0.9, "band": "alert", "names": ["x", "y"]}'
    answers = read_answers([f'{{"qid": "1", "hits": [{hit}]}}', '{"qid": "2", "hits": []}'])
    assert answers["1"][0].names == ("x", "y")
    assert answers["2"] == []


def test_the_stub_finds_a_name_in_another_order(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    write_lines(path, [Entity("a", "Person", {"name": ["Utopio Alcazar"]})])
    query = Query("1", "g", "Person", {"name": ["ALCAZAR, Utopio"]}, ["a"])
    assert [hit.band for hit in stub(path, [query])["1"]] == ["alert"]
