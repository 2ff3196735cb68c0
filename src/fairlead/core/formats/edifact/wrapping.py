"""Lines that a teletype or a mail program broke within segments."""

import re
from collections import Counter

FEWEST_LINES = 4  # before their width says anything
LONGEST = 1 << 20
_ENDS = re.compile(r"\r\n|\n|\r")


def is_wrapped(text: str, terminator: str) -> bool:
    """Say whether a line ends anywhere but behind a terminator."""
    breaks = text.count("\n") + text.count("\r")
    if not breaks:
        return False
    whole = text.count(terminator + "\r\n")
    ends = text.count(terminator + "\n") + text.count(terminator + "\r") - whole
    return breaks != ends + 2 * whole


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
