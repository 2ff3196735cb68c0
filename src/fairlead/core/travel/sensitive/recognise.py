"""What in a text must not be kept, and where it stands.

A text is taken word by word, whatever its language; remarks mix them. Nothing leaves this module
that would say what was found: a `Finding` has a category and a place, and the counts are by
category.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairlead.core.travel.sensitive.codes import Category, of_code
from fairlead.core.travel.sensitive.lexicon import (
    HAN,
    STEM,
    WORDS,
    Entry,
    forms,
    lexicon,
    plain,
)

REMOVED = "[…]"


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a text that reveals what must not be kept: characters ``start`` to ``end``."""

    category: Category
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, as it is compared."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What may stay, and how many findings of each category were taken out."""

    text: str
    removed: Mapping[Category, int]


def find(text: str) -> tuple[Finding, ...]:
    """Find every sensitive part of a text, in order.

    >>> [(one.category.value, text[one.start : one.end]) for text in
    ...     ["PAX NEEDS WHEELCHAIR AND HALAL MEAL"] for one in find(text)]
    [('health', 'WHEELCHAIR'), ('belief', 'HALAL')]
    >>> find("MEETING AT UNION STATION")
    ()
    """
    words = [Word(plain(match[0]), *match.span()) for match in WORDS.finditer(text)]
    found: list[Finding] = []
    innocent: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        category = of_code(word.text)
        if category is not None:
            found.append(Finding(category, word.start, word.end))
        for entry, end in _matches(words, index):
            if entry.category is None:
                innocent.append((word.start, end))
            else:
                found.append(Finding(entry.category, word.start, end))
    if HAN.search(text):
        _find_han(text, found, innocent)
    if not found:
        return ()
    kept = (one for one in found if not any(s <= one.start and one.end <= e for s, e in innocent))
    return _merged(kept)


def _matches(words: Sequence[Word], index: int) -> Iterator[tuple[Entry, int]]:
    """Give every entry that stands at a word, and where it ends."""
    for entry in _starting(words[index].text):
        end = _rest(entry.words, words, index)
        if end:
            yield entry, end


@lru_cache(maxsize=1 << 14)
def _starting(word: str) -> tuple[Entry, ...]:
    """Give the entries whose first word this may be."""
    lists = lexicon()
    return tuple(entry for form in forms(word) for entry in lists.starting(form))


def _rest(wanted: tuple[str, ...], words: Sequence[Word], index: int) -> int:
    """Where an entry of several words ends; one short word may stand between two of them."""
    at = index
    for one in wanted[1:]:
        step = next(
            (
                ahead
                for ahead in (1, 2)
                if at + ahead < len(words)
                and _is(words[at + ahead].text, one)
                and (ahead == 1 or len(words[at + 1].text) <= SHORT)
            ),
            0,
        )
        if not step:
            return 0
        at += step
    return words[at].end


SHORT = 3  # letters: of, de, la, the, her


def _is(word: str, wanted: str) -> bool:
    if wanted.endswith(STEM):
        return any(form.startswith(wanted[:-1]) for form in forms(word))
    return word == wanted or wanted in forms(word)


def _find_han(text: str, found: list[Finding], innocent: list[tuple[int, int]]) -> None:
    lists = lexicon()
    matches = lists.han_pattern.finditer(text)
    found += [Finding(lists.han[match[0]], *match.span()) for match in matches]
    for part in lists.han_no:
        at = text.find(part)
        while at >= 0:
            innocent.append((at, at + len(part)))
            at = text.find(part, at + 1)


def _merged(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Drop what stands within another finding, and put in order."""
    ordered = sorted(findings, key=lambda one: (one.start, -one.end))
    kept: list[Finding] = []
    for one in ordered:
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return tuple(kept)


def clean(text: str) -> Cleaned:
    """Take the sensitive parts out of a text.

    What stands around them is often enough to tell what they were; intake takes the whole
    remark (`places`), and this is for text that must stay legible.

    >>> clean("SEAT NEAR TOILET DIABETIC PAX").text
    'SEAT NEAR TOILET […] PAX'
    """
    findings = find(text)
    if not findings:
        return Cleaned(text, {})
    parts, at = [], 0
    for one in findings:
        if one.start > at:
            parts.append(text[at : one.start])
        if one.end > at:
            parts.append(REMOVED)
            at = one.end
    parts.append(text[at:])
    return Cleaned("".join(parts), Counter(one.category for one in findings))
