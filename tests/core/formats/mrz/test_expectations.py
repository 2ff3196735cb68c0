"""The zones of other projects, with their fields: met one by one."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairlead.core.formats.mrz import examine, transliterated
from tests.core.formats.mrz.zones import zone

pytestmark = pytest.mark.shared
NAMES = {"code": "document", "optional1": "optional"}


@pytest.fixture
def cases(shared_data: Path) -> list[dict[str, Any]]:
    file = shared_data / "travel" / "expectations" / "mrz.json"
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cases"]
    assert len(found) >= 11
    return found


def test_every_field_is_as_expected(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        found = examine(case["mrz"])
        assert found.layout == case["format"]
        for name, expected in case["fields"].items():
            if name == "composite":
                assert found.checks[-1].found == expected
            else:
                assert getattr(found, NAMES.get(name, name)) == expected, case["mrz"]


def test_every_check_digit_is_as_expected(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        assert list(examine(case["mrz"]).wrong) == case.get("bad", []), case["mrz"]
        assert (not examine(case["mrz"]).wrong) == case["check_digits_valid"]


def test_zones_are_recognised(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        found = zone("\n".join(case["mrz"]))
        assert (found.format, found.version) == ("MRZ", case["format"])
        errors = [each.code for each in found.problems if each.severity == "error"]
        assert errors == ["mrz.check"] * len(case.get("bad", []))


def test_names_are_written_as_expected(cases: list[dict[str, Any]]) -> None:
    made = [case for case in cases if "generate_from" in case]
    assert made
    for case in made:
        for name in ("surname", "given"):
            written = transliterated(case["generate_from"][name], case["fields"]["issuer"])
            assert written == case["fields"][name]
