"""Names as carriers and machine-readable zones send them. All persons are invented."""

import pytest

from fairlead.core.names import parse
from fairlead.core.names.parts import CUT
from tests.core.names.forms import person

GLUED = [
    ("HARKNESS/TOMMR", "harkness tom t:mr"),
    ("HARKNESS/TOM MR", "harkness tom t:mr"),
    ("HARKNESS/TOMWILLIAMMR", "harkness tomwilliam t:mr"),
    ("HARKNESS/UTEMRS", "harkness ute t:mrs"),
    ("HARKNESS/UTEMS", "harkness ute t:ms"),
    ("HARKNESS/UTEMISS", "harkness ute t:ms"),
    ("HARKNESS/UTEMRSDR", "harkness ute t:mrs t:dr"),
    ("HARKNESS/TIMMSTR", "harkness tim t:mr"),
    ("HARKNESS/TIMCHD", "harkness tim t:child"),
    ("HARKNESS/TIMINF", "harkness tim t:child"),
    ("HARKNESS/TMR", "harkness i:t t:mr"),
    ("TOMMR HARKNESS", "tom t:mr harkness"),
    ("HARKNESS TOMMR", "harkness tom t:mr"),
    ("Harkness/TomMr", "harkness tom t:mr"),
]

NAMES_THAT_END_SO = [
    "HADDADI/OMR",
    "HADDADI/AMR",
    "HADDADI/ELMR",
    "HARKNESS/ADAMS",
    "HARKNESS/WILLIAMS",
    "ZIMIN/ALEKSANDR",
    "HADDADI/BADR",
    "HADDADI/SHAMS",
    "HARKNESS/DR",
]

ZONES = [
    ("LINDQVIST<<NORA<MARIA<<<<<<<<<<<<<<<<<<", "lindqvist nora maria"),
    ("P<UTOLINDQVIST<<NORA<MARIA<<<<<<<<<<<<<<<<<<", "lindqvist nora maria"),
    ("LINDQVIST<<NORA<MARIA<<<<KKKKKKKK", "lindqvist nora maria"),
    ("AL<OBAIDI<<KARIM<<<<<", "p:al obaidi karim"),
]


@pytest.mark.parametrize(("text", "expected"), [*GLUED, *ZONES])
def test_a_carriers_name_is_taken_apart(text: str, expected: str) -> None:
    assert person(text) == expected


@pytest.mark.parametrize("text", NAMES_THAT_END_SO)
def test_names_that_end_like_a_title_are_not_cut(text: str) -> None:
    assert text.split("/")[1].lower() in parse(text).forms


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", True),  # the example of ICAO Doc 9303-4
        ("LINDQVIST<<NORA<<<<<<<<<<<<<<<<<<<<<<<<", False),
        ("LINDQVIST<<NORA", False),
        ("HARKNESSWORTHINGTON/BARTHOLOME", True),
        ("HARKNESS/TOMMR", False),
        ("Harknessworthington Bartholome", False),
    ],
)
def test_a_name_that_fills_its_field_is_flagged(text: str, cut: bool) -> None:
    name = parse(text)

    assert name.is_cut is cut
    assert any(problem.code == CUT for problem in name.problems) is cut
