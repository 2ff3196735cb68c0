"""Learning how units are spelled in Latin, from pairs of words and nothing else.

Nobody says which letters of a pair belong together. Expectation–maximization finds out: assume
spellings, weigh every way to cut each pair by them, count what the units took, and take the counts
as the next spellings. It begins with the assumption that letters stand in about the same place.

Two things make it sturdy. Every pair competes with the possibility that its two words have nothing
to do with one another (a given name beside a surname), and counts only as far as it wins. And a
unit in a context leans on the same unit in any context, the more so the less it was seen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import Alphabet, Units

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

ROUNDS = 7
AT_ONCE = 4000  # pairs in one array
FEWEST_IN_CONTEXT = 6
LEANING = 4.0  # how many sightings the unit in any context counts for
CERTAIN = 3.0  # from this weight on, a word for one unit is a piece, however rare
CHANCE = 1.0  # how many sightings the frequency of pieces as such counts for
STRANGERS = 0.05  # share of pairs whose words have nothing to do with one another
NATS_OF_A_LETTER = 2.6  # what a letter of such a word costs
LENGTHS = (0.15, 0.55, 0.22, 0.06, 0.02, 0.01, 0.01)  # of pieces, before anything is known
STEEPNESS = 8.0  # how firmly the first round believes that places agree


@dataclass(frozen=True, slots=True)
class Example:
    """One pair: the units of the written word, the Latin word, and how much the pair counts."""

    units: Units
    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Space:
    """The rows (a unit in a context, after the unit in any) and columns (pieces) that are counted.

    Row 0 and the last column are for nothing: words shorter than others are filled up with them.
    """

    rows: dict[tuple[str, str], int]
    parents: Places
    columns: dict[str, int]
    longest: int

    @property
    def width(self) -> int:
        return len(self.columns) + 1


@dataclass(frozen=True, slots=True)
class Learned:
    """How often each row was seen to be each piece, and which share of the pairs was believed."""

    space: Space
    counts: Floats
    spellings: Floats
    believed: float


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: Places  # (units, pairs)
    columns: Places  # (lengths, pairs, ends)
    sizes: Places  # (2, pairs): units, letters
    weights: Floats


def learn(
    examples: Sequence[Example],
    alphabet: Alphabet,
    *,
    longest: int,
    fewest: int,
    fewest_in_context: int = FEWEST_IN_CONTEXT,
    rounds: int = ROUNDS,
) -> Learned:
    """Learn spellings of up to ``longest`` letters; longer pieces must occur ``fewest`` times."""
    space = _space(examples, alphabet, longest, fewest, fewest_in_context)
    batches = list(_batches(examples, alphabet, space))
    learned = _round(batches, space, None)
    for _ in range(rounds - 1):
        learned = _round(batches, space, learned.spellings)
    return learned


def _round(batches: Sequence["_Batch"], space: Space, spellings: Floats | None) -> Learned:
    flat: Floats = np.zeros(len(space.parents) * space.width)
    believed = sum(_count(batch, space, spellings, flat) for batch in batches)
    counts: Floats = flat.reshape(len(space.parents), space.width)
    counts[:, -1] = 0
    given = sum(float(batch.weights.sum()) for batch in batches)
    return Learned(space, counts, _spellings(counts, space), believed / max(given, 1e-9))


def _space(
    examples: Sequence[Example], alphabet: Alphabet, longest: int, fewest: int, in_context: int
) -> Space:
    seen: Counter[str] = Counter()
    contexts: dict[tuple[str, str], float] = defaultdict(float)
    for example in examples:
        word = example.word
        times = max(1, round(example.weight))
        for length in range(1, longest + 1):
            for end in range(length, len(word) + 1):
                seen[word[end - length : end]] += times
        if len(example.units) == 1 and example.weight >= CERTAIN and len(word) <= longest:
            seen[word] += fewest
        for key in zip(example.units, alphabet.contexts(example.units), strict=True):
            contexts[key] += max(1.0, example.weight)
    pieces = ["", *sorted(p for p, n in seen.items() if len(p) == 1 or n >= fewest)]
    rows: dict[tuple[str, str], int] = {}
    parents = [0]
    for unit in sorted({unit for unit, _ in contexts}):
        rows[unit, ""] = len(parents)
        parents.append(len(parents))
    for unit, context in sorted(key for key, seen in contexts.items() if seen >= in_context):
        rows[unit, context] = len(parents)
        parents.append(rows[unit, ""])
    columns = {piece: column for column, piece in enumerate(pieces)}
    return Space(rows, np.array(parents, np.intp), columns, longest)


def _batches(examples: Sequence[Example], alphabet: Alphabet, space: Space) -> Iterator[_Batch]:
    """Lay pairs of like length out together."""
    ordered = sorted(examples, key=lambda e: (len(e.units), len(e.word), e.units, e.word))
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        sizes = np.array([[len(e.units) for e in part], [len(e.word) for e in part]], np.intp)
        rows = np.zeros((sizes[0].max(), len(part)), np.intp)
        shape = (space.longest + 1, len(part), int(sizes[1].max()) + 1)
        columns = np.full(shape, space.width - 1, np.intp)
        columns[0] = 0
        for at, example in enumerate(part):
            for step, key in enumerate(
                zip(example.units, alphabet.contexts(example.units), strict=True)
            ):
                rows[step, at] = space.rows.get(key, space.rows[key[0], ""])
            _lay(columns[:, at], example.word, space)
        yield _Batch(rows, columns, sizes, np.array([e.weight for e in part]))


def _lay(columns: Places, word: str, space: Space) -> None:
    for end in range(1, len(word) + 1):
        for length in range(1, min(space.longest, end) + 1):
            columns[length, end] = space.columns.get(word[end - length : end], space.width - 1)


def _count(batch: _Batch, space: Space, spellings: Floats | None, counts: Floats) -> float:
    """Add what the units of a batch took to the counts; return how much of it was believed."""
    steps = [_step(batch, space, spellings, at) for at in range(len(batch.rows))]
    pairs = np.arange(len(batch.weights))
    forward = [np.zeros(batch.columns.shape[1:])]
    forward[0][:, 0] = 1
    for step in steps:
        forward.append(_onward(forward[-1], step))
    total = forward[-1][pairs, batch.sizes[1]]
    trust = np.ones_like(total)
    if spellings is not None:
        strangers = STRANGERS * np.exp(-NATS_OF_A_LETTER * batch.sizes[1])
        trust = total / (total + strangers)
    scale = np.where(total > 0, batch.weights * trust / np.maximum(total, 1e-300), 0)
    backward = np.zeros_like(forward[0])
    backward[pairs, batch.sizes[1]] = 1
    for at in reversed(range(len(steps))):
        active = scale * (at < batch.sizes[0])
        starts = batch.rows[at] * space.width
        around = forward[at], steps[at], backward
        backward = _backward(batch.columns, starts, around, active, counts)
    return float((batch.weights * trust * (total > 0)).sum())


def _step(batch: _Batch, space: Space, spellings: Floats | None, at: int) -> Floats:
    """Return how likely the unit at this place takes each piece of each pair."""
    if spellings is None:
        likely = _by_place(batch, at) * (batch.columns != space.width - 1)
    else:
        likely = spellings.ravel()[batch.rows[at][None, :, None] * space.width + batch.columns]
    passing = np.zeros((len(batch.columns), 1, 1))
    passing[0] = 1
    found: Floats = np.where((at < batch.sizes[0])[None, :, None], likely, passing)
    return found


def _by_place(batch: _Batch, at: int) -> Floats:
    lengths = np.arange(len(batch.columns))[:, None, None]
    ends = np.arange(batch.columns.shape[2])[None, None, :]
    middle = (ends - lengths / 2) / batch.sizes[1][None, :, None]
    place = (at + 0.5) / batch.sizes[0][None, :, None]
    prior = np.array(LENGTHS[: len(batch.columns)])[:, None, None]
    found: Floats = prior * np.exp(-STEEPNESS * np.abs(middle - place))
    return found


def _onward(reached: Floats, step: Floats) -> Floats:
    width = reached.shape[1]
    found = np.zeros_like(reached)
    for length, likely in enumerate(step):
        found[:, length:] += reached[:, : width - length] * likely[:, length:]
    return found


def _backward(
    columns: Places,
    starts: Places,
    around: tuple[Floats, Floats, Floats],
    scale: Floats,
    counts: Floats,
) -> Floats:
    """Take one step back, and count what its unit took, in every way to cut the words."""
    before, step, after = around
    width = before.shape[1]
    found = np.zeros_like(after)
    for length, likely in enumerate(step):
        way = likely[:, length:] * after[:, length:]
        found[:, : width - length] += way
        taken = before[:, : width - length] * way * scale[:, None]
        places = starts[:, None] + columns[length][:, length:]
        np.add.at(counts, places, taken)
    return found


def _spellings(counts: Floats, space: Space) -> Floats:
    """Return P(piece | unit in context), leaning on the unit in any context."""
    chance = (counts.sum(axis=0) + 0.01) / (counts.sum() + 0.01 * space.width)
    anywhere = units_of(counts, space)
    anywhere = (anywhere + CHANCE * chance) / (anywhere.sum(axis=1, keepdims=True) + CHANCE)
    found: Floats = counts + LEANING * anywhere[space.parents]
    found /= counts.sum(axis=1, keepdims=True) + LEANING
    found[:, -1] = 0
    return found


def units_of(counts: Floats, space: Space) -> Floats:
    """Return the counts of every unit in any context, in the row of the unit itself."""
    found = np.zeros_like(counts)
    np.add.at(found, space.parents, counts)
    return found
