"""Some entries of an index as an index of their own, cut from its arrays; and two made one.

An entry brings the same to every question in the part as in the whole: its tokens keep the rarity
that was counted for the whole list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.attributes import Column
from fairlead.core.screening.deletions import spans
from fairlead.core.screening.index import ListIndex, Roll
from fairlead.core.screening.papers import Papers
from fairlead.core.screening.tokens import TokenTable
from fairlead.core.screening.vocabulary import file_forms

Rows = NDArray[np.int64]
_Thing = TypeVar("_Thing")


def part_of(index: ListIndex, entries: Rows) -> ListIndex:
    """Return the index of some entries, given by their numbers, rising."""
    roll = roll_of(index.roll, entries)
    vocabulary = file_forms(roll.tokens.forms)
    digests = np.asarray(index.digests)[entries]
    return ListIndex(index.label, roll, vocabulary, digests, index.weights, index.counted)


def together(one: ListIndex, other: ListIndex) -> ListIndex:
    """Return the entries of two indexes in one, those of the first before those of the second."""
    roll = _joined(one.roll, other.roll)
    vocabulary = file_forms(roll.tokens.forms)
    digests = np.concatenate([one.digests, other.digests])
    return ListIndex(one.label, roll, vocabulary, digests, one.weights, one.counted)


def _joined(one: Roll, other: Roll) -> Roll:
    def both(part: str) -> NDArray[Any]:
        return np.concatenate([getattr(one, part), getattr(other, part)])

    return Roll(
        one.ids + other.ids,
        both("kinds"),
        one.names + other.names,
        np.concatenate([one.bearer, other.bearer + len(one.ids)]),
        both("weak"),
        _joined_tokens(one.tokens, other.tokens),
        {name: _joined_columns(one.columns[name], other.columns[name]) for name in one.columns},
        {name: _joined_papers(one.papers[name], other.papers[name]) for name in one.papers},
    )


def _joined_tokens(one: TokenTable, other: TokenTable) -> TokenTable:
    def both(part: str) -> NDArray[Any]:
        return np.concatenate([getattr(one, part), getattr(other, part)])

    numbers = {
        form: number for number, form in enumerate(dict.fromkeys([*one.forms, *other.forms]))
    }
    form = [_renumbered(table.form, table.forms, numbers) for table in (one, other)]
    parts = ("places", "covered", "letter", "initial", "whole", "cut")
    return TokenTable(
        list(numbers),
        np.concatenate([one.starts, other.starts[1:] + one.starts[-1]]),
        np.concatenate(form),
        **{part: both(part) for part in parts},
    )


def _renumbered(
    rows: NDArray[np.int32], things: Sequence[_Thing], numbers: Mapping[_Thing, int]
) -> NDArray[np.int32]:
    return np.array([numbers[thing] for thing in things], np.int32)[rows]


def _joined_columns(one: Column, other: Column) -> Column:
    starts = np.concatenate([one.starts, other.starts[1:] + one.starts[-1]])
    return Column(starts, np.concatenate([one.values, other.values]))


def _joined_papers(one: Papers, other: Papers) -> Papers:
    numbers = {text: number for number, text in enumerate(dict.fromkeys(one.texts + other.texts))}
    values = [_renumbered(papers.column.values, papers.texts, numbers) for papers in (one, other)]
    column = _joined_columns(one.column, other.column)
    return Papers(replace(column, values=np.concatenate(values)), list(numbers))


def roll_of(roll: Roll, entities: Rows) -> Roll:
    """Return the names and facts of some entities, given by their numbers, rising."""
    owner, names = spans(*_ranges(roll.bearer, entities))
    return replace(
        roll,
        ids=_chosen(roll.ids, entities),
        kinds=roll.kinds[entities],
        names=_chosen(roll.names, names),
        bearer=owner,
        weak=roll.weak[names],
        tokens=_tokens(roll.tokens, names),
        columns={name: _column(column, entities)[0] for name, column in roll.columns.items()},
        papers={name: _papers(papers, entities) for name, papers in roll.papers.items()},
    )


def _chosen(texts: Sequence[str], rows: Rows) -> list[str]:
    return [texts[row] for row in rows.tolist()]


def _ranges(bearer: Rows, entities: Rows) -> tuple[Rows, Rows]:
    """Return where the names of entities begin and end; bearers rise."""
    return np.searchsorted(bearer, entities, "left"), np.searchsorted(bearer, entities, "right")


def _tokens(table: TokenTable, names: Rows) -> TokenTable:
    owner, rows = spans(table.starts[names], table.starts[names + 1])
    kept, form = np.unique(table.form[rows], return_inverse=True)
    return TokenTable(
        [table.forms[number] for number in kept.tolist()],
        _starts(owner, len(names)),
        form.reshape(-1).astype(np.int32),
        table.places[rows],
        table.covered[rows],
        table.letter[rows],
        table.initial[rows],
        table.whole[names],
        table.cut[names],
    )


def _starts(owner: Rows, count: int) -> Rows:
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=count), out=starts[1:])
    return starts


def _column(column: Column, entities: Rows) -> tuple[Column, Rows]:
    owner, rows = spans(column.starts[entities], column.starts[entities + 1])
    return Column(_starts(owner, len(entities)), column.values[rows]), rows


def _papers(papers: Papers, entities: Rows) -> Papers:
    column, rows = _column(papers.column, entities)
    kept, number = np.unique(papers.column.values[rows], return_inverse=True)
    column = replace(column, values=number.reshape(-1).astype(np.int32))
    return Papers(column, _chosen(papers.texts, kept.astype(np.int64)))
