"""Two records field by field: differences first, what agrees marked, scripts named.

>>> row = compared("Name", "Raphael Hythloday", "Hythlodaeus, Raphael")
>>> [(part.text, part.is_matched) for part in row.left[0].parts]
[('Raphael', True), (' Hythloday', False)]
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.core.text import Script, fold, script_of
from fairlead.ui.explanation.values import script_label
from fairlead.ui.writing import language_of

_WORD = re.compile(r"\w+|\W+")
_UNTOLD = {Script.COMMON, Script.OTHER, Script.LATIN}


class Outcome(StrEnum):
    """How the two sides of a field stand to one another; in the order in which they are shown."""

    DIFFERS = "differs"
    PARTLY = "partly"
    ONE_SIDE = "one-side"
    EQUAL = "equal"

    @property
    def words(self) -> Label:
        return OUTCOMES[self]


OUTCOMES: Mapping[str, Label] = {
    Outcome.DIFFERS: pgettext_lazy("two fields", "different"),
    Outcome.PARTLY: pgettext_lazy("two fields", "partly the same"),
    Outcome.ONE_SIDE: pgettext_lazy("two fields", "on one side only"),
    Outcome.EQUAL: pgettext_lazy("two fields", "the same"),
}
_TURN = list(Outcome)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value, and whether the other side has it too."""

    text: str
    is_matched: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a side, in pieces, with its script where that is worth saying."""

    parts: Sequence[Part]
    script: Label = ""
    language: str = "und"


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One line: a field and what both sides say of it."""

    label: Label
    left: Sequence[Value]
    right: Sequence[Value]
    outcome: Outcome
    note: Label = ""  # why it counts as the same or not, if the values do not show it


@dataclass(frozen=True)
class Comparison:
    """Two records beside one another."""

    left: Label
    right: Label
    fields: Sequence[ComparedField]
    template = "ui/comparison.html"

    def __post_init__(self) -> None:
        order = sorted(self.fields, key=lambda field: _TURN.index(field.outcome))
        object.__setattr__(self, "fields", order)


def compared(
    label: Label,
    left: str | Iterable[str],
    right: str | Iterable[str],
    *,
    outcome: Outcome | None = None,
    note: Label = "",
) -> ComparedField:
    """Compare the values of one field by their words; ``outcome`` is what the engine found."""
    ours, theirs = _list(left), _list(right)
    known, wanted = _words(ours), _words(theirs)
    return ComparedField(
        label,
        [_value(text, wanted) for text in ours],
        [_value(text, known) for text in theirs],
        outcome or _outcome(known, wanted),
        note,
    )


def _list(values: str | Iterable[str]) -> list[str]:
    return [value for value in ([values] if isinstance(values, str) else values) if value]


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        folded
        for text in texts
        for word in _WORD.findall(text)
        if (folded := fold(word).strip()) and any(map(str.isalnum, folded))
    )


def _value(text: str, others: frozenset[str]) -> Value:
    return Value(
        list(_parts(text, others)),
        "" if script_of(text) in _UNTOLD else script_label(text),
        language_of(text),
    )


def _parts(text: str, others: frozenset[str]) -> Iterable[Part]:
    """Yield the text in pieces that agree or not; what lies between goes with what does not."""
    unmatched = ""
    for piece in _WORD.findall(text):
        if fold(piece).strip() in others and piece.strip():
            if unmatched:
                yield Part(unmatched)
            unmatched = ""
            yield Part(piece, is_matched=True)
        else:
            unmatched += piece
    if unmatched:
        yield Part(unmatched)


def _outcome(left: frozenset[str], right: frozenset[str]) -> Outcome:
    if not left or not right:
        return Outcome.ONE_SIDE if left or right else Outcome.EQUAL
    if left == right:
        return Outcome.EQUAL
    return Outcome.PARTLY if left & right else Outcome.DIFFERS
