"""Characters that readers of scans take for one another, and what to do about them.

``folded`` is for looking up: two readings of one printed number fold to one text. ``candidates``
is for repair: where a number fails its own check digit, those readings are offered that pass.
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

from fairlead.core.identifiers.scheme import Scheme

GROUPS: Final = ("0OQD", "1IL", "5S", "8B", "2Z", "6G")
_FOLD: Final = str.maketrans({letter: group[0] for group in GROUPS for letter in group[1:]})
_ALIKE: Final = {letter: group.replace(letter, "") for group in GROUPS for letter in group}
_DIGITS: Final = {letter: group[0] for group in GROUPS for letter in group[1:]}
_MOST_CHANGES: Final = 2
_MOST_PLACES: Final = 12
_MOST_FOUND: Final = 4


def folded(number: str) -> str:
    """Return a number with one character for each group of those that look alike."""
    return number.translate(_FOLD)


def candidates(scheme: Scheme, text: str) -> tuple[str, ...]:
    """Return the numbers that the text may be: itself, or readings that pass the check.

    At most two characters change, or all letters of a number that has digits alone; if nothing
    passes, nothing is offered.
    """
    number = scheme.normalise(text)
    if scheme.check(number):
        return (number,)
    found: dict[str, None] = {}
    for reading in readings(number):
        if scheme.check(reading):
            found[reading] = None
            if len(found) == _MOST_FOUND:
                break
    return tuple(found)


def readings(number: str, *, digits: bool = False) -> Iterator[str]:
    """Yield other readings of a scan, those with fewer changes first, the folded one last.

    With ``digits``, only letters are taken for misread, and each for the digit it looks like.
    """
    alike = _DIGITS if digits else _ALIKE
    places = [place for place, letter in enumerate(number) if letter in alike][:_MOST_PLACES]
    for changes in range(1, _MOST_CHANGES + 1):
        for chosen in combinations(places, changes):
            for letters in product(*(alike[number[place]] for place in chosen)):
                reading = list(number)
                for place, letter in zip(chosen, letters, strict=True):
                    reading[place] = letter
                yield "".join(reading)
    yield folded(number)
