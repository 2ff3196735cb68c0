"""The layouts of machine-readable zones and what can be wrong with them (ICAO Doc 9303).

Part 3 has the characters, names, dates and check digits of all; parts 4 to 7 the layouts: TD3
(passports), TD1 and TD2 (cards), MRV-A and MRV-B (visas).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
PART_3 = "ICAO Doc 9303 part 3"
LAYOUT = "ICAO Doc 9303 parts 4 to 7, data structure"
FORMAT: Final = "MRZ"
FILLER: Final = "<"
ALPHABET: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
# Signs that scanners and typesetters put for fillers.
FILLERS: Final = {"«": "<<", "‹": "<", "＜": "<", "≪": "<<"}

Field = tuple[int, int, int]  # line, start, end


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of lines: where its fields stand, and over what the composite digit is made."""

    code: str
    lines: int
    width: int
    documents: str  # first letters of the document code
    fields: Mapping[str, Field]
    composite: tuple[Field, ...] = ()


_TWO_LINES: Final[dict[str, Field]] = {
    "document": (0, 0, 2),
    "issuer": (0, 2, 5),
    "number": (1, 0, 9),
    "number-check": (1, 9, 10),
    "nationality": (1, 10, 13),
    "birth": (1, 13, 19),
    "birth-check": (1, 19, 20),
    "sex": (1, 20, 21),
    "expiry": (1, 21, 27),
    "expiry-check": (1, 27, 28),
}
LAYOUTS: Final = {
    each.code: each
    for each in (
        Layout(
            "TD1",
            3,
            30,
            "AIC",
            {
                "document": (0, 0, 2),
                "issuer": (0, 2, 5),
                "number": (0, 5, 14),
                "number-check": (0, 14, 15),
                "optional": (0, 15, 30),
                "birth": (1, 0, 6),
                "birth-check": (1, 6, 7),
                "sex": (1, 7, 8),
                "expiry": (1, 8, 14),
                "expiry-check": (1, 14, 15),
                "nationality": (1, 15, 18),
                "optional2": (1, 18, 29),
                "composite": (1, 29, 30),
                "name": (2, 0, 30),
            },
            ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
        ),
        Layout(
            "TD2",
            2,
            36,
            "AICP",
            _TWO_LINES | {"name": (0, 5, 36), "optional": (1, 28, 35), "composite": (1, 35, 36)},
            ((1, 0, 10), (1, 13, 20), (1, 21, 35)),
        ),
        Layout(
            "TD3",
            2,
            44,
            "P",
            _TWO_LINES
            | {
                "name": (0, 5, 44),
                "optional": (1, 28, 42),
                "optional-check": (1, 42, 43),
                "composite": (1, 43, 44),
            },
            ((1, 0, 10), (1, 13, 20), (1, 21, 43)),
        ),
        Layout("MRV-A", 2, 44, "V", _TWO_LINES | {"name": (0, 5, 44), "optional": (1, 28, 44)}),
        Layout("MRV-B", 2, 36, "V", _TWO_LINES | {"name": (0, 5, 36), "optional": (1, 28, 36)}),
    )
}
LONG_NUMBERS: Final = frozenset({"TD1", "TD2"})  # those whose numbers may run over
MEANINGS: Final = {"P": "passport", "V": "visa", "C": "card", "I": "card", "A": "card"}
SEXES: Final = {"M": "M", "F": "F", FILLER: "X"}
# Part 3 section 5: codes that stand for no country of ISO 3166 alone.
STATES: Final = frozenset({
    *("UTO", "D", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "EUE", "IAO", "NTZ", "ZIM"),
    *("UNO", "UNA", "UNK", "XXA", "XXB", "XXC", "XXX", "XAA", "XBA", "XIM", "XCC", "XCE"),
    *("XCO", "XCT", "XDC", "XEC", "XES", "XMP", "XOM", "XPO"),
})  # fmt: skip
LETTERS_ONLY: Final = re.compile("[A-Z<]+")

FAULTS = {
    "mrz.text-outside": Fault(NOTE, "Text that is no line of a zone is passed over."),
    "mrz.one-line": Fault(NOTE, "The lines of the zone came in one piece.", LAYOUT),
    "mrz.blank": Fault(NOTE, "A line holds blanks; they are left out.", PART_3),
    "mrz.lower-case": Fault(NOTE, "A line holds small letters.", PART_3),
    "mrz.filler": Fault(WARNING, "{found} stands for the filler <.", PART_3),
    "mrz.character": Fault(ERROR, "{found} is no character of a zone.", PART_3),
    "mrz.width": Fault(ERROR, "Line {line} has {found} characters instead of {width}.", LAYOUT),
    "mrz.line-missing": Fault(ERROR, "Line {line} of {lines} is missing.", LAYOUT),
    "mrz.document": Fault(
        WARNING, "{found} is no document code of a {layout}.", f"{LAYOUT}, document code"
    ),
    "mrz.state": Fault(
        WARNING, "{found} ({field}) is the code of no State or body.", f"{PART_3}, section 5"
    ),
    "mrz.number-missing": Fault(ERROR, "The zone has no document number.", LAYOUT),
    "mrz.number-filler": Fault(
        NOTE, "The check digit of the long number counts the filler inside it.", LAYOUT
    ),
    "mrz.check": Fault(
        ERROR,
        "The check digit of {field} is {found} and should be {expected}.",
        f"{PART_3}, section 4.9",
    ),
    "mrz.check-missing": Fault(
        ERROR,
        "There is no check digit of {field}; it would be {expected}.",
        f"{PART_3}, section 4.9",
    ),
    "mrz.candidate": Fault(
        NOTE,
        "{field} may be {candidate}, of which the check digit is {check}; it is not taken.",
        f"{PART_3}, section 4.9",
    ),
    "mrz.date": Fault(ERROR, "{found} ({field}) is no date.", f"{PART_3}, section 4.8"),
    "mrz.date-unknown": Fault(
        NOTE, "The date of {field} is not fully known: {found}.", f"{PART_3}, section 4.8"
    ),
    "mrz.century": Fault(
        NOTE, "The birth may also be {other}; {taken} is taken.", f"{PART_3}, section 4.8"
    ),
    "mrz.sex": Fault(WARNING, "{found} is no mark of sex (M, F or <).", LAYOUT),
    "mrz.name-missing": Fault(ERROR, "The zone has no name.", f"{PART_3}, section 4.6"),
    "mrz.name-single": Fault(NOTE, "There is one name only.", f"{PART_3}, section 4.6"),
    "mrz.name-parts": Fault(
        WARNING, "Double fillers divide the name more than once.", f"{PART_3}, section 4.6"
    ),
    "mrz.name-digit": Fault(
        ERROR, "A name holds a digit: {found}. It may be {candidate}.", f"{PART_3}, section 4.6"
    ),
    "mrz.name-cut": Fault(
        NOTE, "The name fills its field, so it may be cut short.", f"{PART_3}, section 4.6"
    ),
}
