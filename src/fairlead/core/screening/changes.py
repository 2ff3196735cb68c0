"""What a change of a list changes: which hits come, which go, which are other than before.

The score of an entry follows from that entry and from how rare its words are among the others. So
of two versions of a list only those entries are asked about that are not in both, or say something
else, or bear a word whose rarity on the list changed; no other can have another score. What comes
out is what two full runs differ in, hit by hit. The information band is left out, of which a full
run keeps only the best few of each question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from fairlead.core.errors import BadInput
from fairlead.core.screening.answers import Explain, Hit, hits_of
from fairlead.core.screening.calibration import lines_of
from fairlead.core.screening.deletions import spans
from fairlead.core.screening.engine import ask_roll
from fairlead.core.screening.index import ListIndex, Roll
from fairlead.core.screening.population import People
from fairlead.core.screening.slices import part_of, together

Rows = NDArray[np.int64]


class Turn(StrEnum):
    """What became of a hit."""

    ADDED = "added"
    CHANGED = "changed"  # another sum, another band, or another name by which it is one
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A hit that is not the same in two versions of a list; ``question`` is the person's id."""

    question: str
    list: str
    entry: str
    turn: Turn
    before: Hit | None
    after: Hit | None


@dataclass(frozen=True)
class Difference:
    """Two versions of a list: of each, the entries whose scores the other does not have.

    They stand in one index, those of the old version first, so that people are asked about once.
    """

    entries: ListIndex
    old: int

    @property
    def new(self) -> int:
        """How many entries of the new version are asked about."""
        return len(self.entries.roll.ids) - self.old


def difference(before: ListIndex, after: ListIndex) -> Difference:
    """Cut from two versions of a list what must be asked anew."""
    if before.label != after.label:
        raise BadInput(
            f"These are two lists, {before.label} and {after.label}, and no versions of one.",
            code="list.other-label",
        )
    old, new = _touched(before, after), _touched(after, before)
    return Difference(together(part_of(before, old), part_of(after, new)), len(old))


def _touched(index: ListIndex, other: ListIndex) -> Rows:
    """Return the numbers of the entries whose scores the other version may not have."""
    here = [number for identity, number in index.numbers.items() if identity in other.numbers]
    there = [other.numbers[index.roll.ids[number]] for number in here]
    own, theirs = np.array(here, np.int64), np.array(there, np.int64)
    same = (np.asarray(index.digests)[own] == np.asarray(other.digests)[theirs]).all(axis=1)
    if index.counted != other.counted:
        same[same] = _as_rare(index.roll, other.roll, own[same], theirs[same])
    touched = np.ones(len(index.roll.ids), np.bool_)
    touched[own[same]] = False
    return np.flatnonzero(touched)


def _as_rare(roll: Roll, other: Roll, own: Rows, theirs: Rows) -> NDArray[np.bool_]:
    """Say which entries, that say the same in both, have words as rare in the one as in the other.

    The same names make the same tokens in the same order.
    """
    owner, rarity = _rarities(roll, own)
    _owner, among_others = _rarities(other, theirs)
    return np.asarray(np.bincount(owner[rarity != among_others], minlength=len(own)) == 0)


def _rarities(roll: Roll, entities: Rows) -> tuple[Rows, Rows]:
    """Return the rarities of all tokens of entities, and whose each is."""
    table = roll.tokens
    owner, names = spans(
        np.searchsorted(roll.bearer, entities, "left"),
        np.searchsorted(roll.bearer, entities, "right"),
    )
    name, rows = spans(table.starts[names], table.starts[names + 1])
    rarity = np.array([form.rarity for form in table.forms], np.int64)
    return owner[name], rarity[table.form[rows]] if len(rarity) else rows


def changes(
    people: People, between: Difference, *, explained: Explain = Explain.NONE
) -> Iterator[Change]:
    """Yield what a change of a list changes for people, in their order, entry by entry."""
    index, weights, roll = between.entries, between.entries.weights, people.roll
    edges = people.edges(index)
    found = ask_roll(roll, index, weights, edges)
    lines = lines_of(weights)
    found = found.only(found.total >= lines.review)
    hits = hits_of(roll, index, found, edges, explained=explained, lines=lines)
    turned: dict[tuple[int, str], list[Hit | None]] = {}
    for row, number, hit in zip(found.question.tolist(), found.entity.tolist(), hits, strict=True):
        turned.setdefault((row, hit.id), [None, None])[number >= between.old] = hit
    for (row, entry), (was, now) in sorted(turned.items(), key=itemgetter(0)):
        if was != now:
            yield Change(roll.ids[row], index.label, entry, _turn(was, now), was, now)


def _turn(was: Hit | None, now: Hit | None) -> Turn:
    if was is None:
        return Turn.ADDED
    return Turn.GONE if now is None else Turn.CHANGED
