"""Lines that a teletype or a mail program broke within segments."""

import re
from collections import Counter
from itertools import pairwise

FEWEST_LINES = 4  # before their width says anything
LONGEST = 1 << 20
_ENDS = re.compile(r"\r\n|\n|\r")


def is_wrapped(text: str, terminator: str) -> bool:
    """Say whether a line ends anywhere but behind a terminator; empty lines do not matter."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n")
    behind = text.count(terminator + "\n") + text.count("\n\n") + text.startswith("\n")
    return text.count("\n") != behind


def blanks_lost(text: str, terminator: str) -> list[int]:
    """Return where a line broken at a fixed width is one column short: a blank may be lost there.

    Gateways cut blanks at line ends, and "MARY ANN" comes as "MARYANN". Nobody can tell it from a
    name that is written so; whoever reads the name is told.
    """
    if len(text) > LONGEST:
        return []
    broken, at = [], 0
    for line in _ENDS.split(text)[:-1]:
        at += len(line)
        if line and not line.endswith(terminator):
            broken.append((len(line), at))
        at += 1 + text.startswith("\r\n", at)
    ((width, count),) = Counter(width for width, _end in broken).most_common(1) or [(0, 0)]
    if count < FEWEST_LINES or 2 * count < len(broken):
        return []
    return [end for length, end in broken if length == width - 1]


def terminators_lost(text: str, terminator: str, begins: re.Pattern[str]) -> bool:
    """Say whether lines that end without a terminator mostly go on with a new segment.

    Not so where lines are broken at some width: codes of airports are tags of segments (ADD, NAT,
    SAC), and a line may begin with one.
    """
    if len(text) > LONGEST:
        return False
    lines = [line for line in _ENDS.split(text) if line.strip()]
    open_ends = [two for one, two in pairwise(lines) if not one.rstrip().endswith(terminator)]
    return 2 * sum(1 for line in open_ends if begins.match(line)) > len(open_ends)
