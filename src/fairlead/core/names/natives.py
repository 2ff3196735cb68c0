"""Whether two Latin spellings are one name: whether they stand for the same native words.

Mohammed and Muhammad both stand for محمد, and Sergey and Sergej for Сергей: one name, however the
letters differ. Nasir and Nazir, Takeshi and Takashi, Louis and Luis differ by a sound that people
confuse, and no native word is ever written both ways: two names, however near the letters are.

``frequencies/natives.txt`` says for the commoner Latin words which native words of which alphabet
they were seen for, and how often; ``fairlead scripts count`` writes it from the files of pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from fairlead.core.text import fold, script_of

UNKNOWN = -1
WHOLE = 1000
FEWEST = 5  # sightings of a Latin word in one alphabet, for it to be written down
LEAST_SHARE = 0.03  # of its sightings, for a native word to be written down
ENOUGH = 5  # sightings in common alphabets, of the rarer spelling, for an answer
MOST = 50  # of them that count in one alphabet

Seen = dict[str, int]  # native word: sightings
Pairs = Iterable[tuple[str, str, int]]  # Latin word, native word, sightings


def agreement(left: Sequence[str], right: Sequence[str]) -> NDArray[np.int16]:
    """Return in thousandths how far pairs of words stand for the same, or ``UNKNOWN``.

    >>> agreement(["mohammed", "nasir"], ["muhammad", "nazir"]) > 500
    array([ True, False])
    """
    page = _page()
    found = np.full(len(left), UNKNOWN, np.int16)
    for place, (one, other) in enumerate(zip(left, right, strict=True)):
        if one in page and other in page:
            found[place] = _agreement(*sorted((one, other)))
    return found


@lru_cache(1 << 16)
def _agreement(one: str, other: str) -> int:
    page = _page()
    agreeing = sightings = 0  # what is filed under an alphabet itself is nobody else's
    for alphabet, seen in page[one].items():
        others = page[other].get(alphabet)
        if others is not None:
            count, counts = sum(seen.values()), sum(others.values())
            weight = min(count, counts, MOST)
            shared = sum(
                min(WHOLE * number // count, WHOLE * others[native] // counts)
                for native, number in seen.items()
                if native in others and native != alphabet
            )
            agreeing += weight * shared
            sightings += weight
    return agreeing // sightings if sightings >= ENOUGH else UNKNOWN


@cache
def _page() -> dict[str, dict[str, Seen]]:
    text = (files("fairlead.core.names") / "frequencies" / "natives.txt").read_text("utf-8")
    return read(text)


def read(text: str) -> dict[str, dict[str, Seen]]:
    """Read a page: for each Latin word and alphabet, the native words and their sightings."""
    found: dict[str, dict[str, Seen]] = defaultdict(dict)
    for line in text.splitlines():
        if line[0] != "#":
            native, spelled = line.split("\t")
            alphabet = native if native.isascii() else script_of(native)
            for entry in spelled.split(" "):
                latin, count = entry.split(":")
                found[latin].setdefault(alphabet, {})[native] = int(count)
    return dict(found)


def table(sources: Iterable[Pairs]) -> str:
    """Write a page from the pairs of several alphabets."""
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for pairs in sources:
        for native, latin, count in _kept(pairs):
            spelled[native][latin] = spelled[native].get(latin, 0) + count
    for native, found in list(spelled.items()):
        if len(found) == 1:  # nobody else's, so that which word it is says nothing
            (latin,) = spelled.pop(native)
            rest = spelled[script_of(native).value]
            rest[latin] = rest.get(latin, 0) + found[latin]
    head = (
        "# Written by a program: a native word, and the Latin words seen for it, with counts.\n"
        "# Native words of a single Latin word are one line for each alphabet.\n"
    )
    return head + "".join(
        f"{native}\t{' '.join(f'{latin}:{count}' for latin, count in sorted(found.items()))}\n"
        for native, found in sorted(spelled.items())
    )


def _kept(pairs: Pairs) -> Iterable[tuple[str, str, int]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for latin, native, count in pairs:
        word, meant = fold(latin), fold(native)
        if word.isascii() and word.isalpha() and meant and not meant.isascii():
            counts[word][meant] += count
    for word, seen in counts.items():
        total = seen.total()
        for meant, count in seen.items():
            if total >= FEWEST and count >= LEAST_SHARE * total:
                yield meant, word, count
