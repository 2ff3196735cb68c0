"""Indexes and populations as files: what is written, and how it becomes the same thing again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fairlead.core.errors import BadInput
from fairlead.core.screening import container
from fairlead.core.screening.attributes import NAMES, Column
from fairlead.core.screening.bearers import Bearers
from fairlead.core.screening.index import ListIndex, Roll
from fairlead.core.screening.papers import PAPERS, Papers
from fairlead.core.screening.tokens import Form, TokenTable
from fairlead.core.screening.vocabulary import DRAWERS, Drawer, Vocabulary
from fairlead.core.screening.weights import Weights

VERSION = 3
"""Raised whenever tokens or keys are made differently: an older file is then built anew."""

Arrays = dict[str, NDArray[Any]]
_TOKEN_PARTS = ("starts", "form", "places", "covered", "letter", "initial", "whole", "cut")


def save(index: ListIndex, path: Path) -> None:
    """Write an index to one file."""
    arrays = _roll_to_arrays(index.roll) | _vocabulary_to_arrays(index.vocabulary)
    arrays["bearers.starts"] = index.bearers.indptr
    arrays["bearers.names"] = index.bearers.indices
    arrays["digests"] = index.digests
    words = sorted(index.counted.counts)
    arrays["counted.words"] = container.texts_to_array(words)
    arrays["counted.numbers"] = np.array([index.counted.counts[one] for one in words], np.int32)
    meta = {
        "kind": "list",
        "version": VERSION,
        "label": index.label,
        "weights": index.weights.digest,
        "counted": index.counted.entries,
    }
    container.write(path, meta, arrays)


def open_index(path: Path, weights: Weights) -> ListIndex:
    """Map an index. It must have been built with the same weights and the same version."""
    meta, arrays = container.read(path)
    _demand(meta, "list", weights, path)
    roll = arrays_to_roll(arrays)
    words = container.array_to_texts(arrays["counted.words"])
    counts = dict(zip(words, arrays["counted.numbers"].tolist(), strict=True))
    index = ListIndex(
        meta["label"],
        roll,
        _arrays_to_vocabulary(arrays, roll),
        arrays["digests"],
        weights,
        Bearers(meta["counted"], counts),
    )
    names = arrays["bearers.names"]
    shape = (len(roll.tokens.forms), len(roll.tokens))
    index.__dict__["bearers"] = sparse.csr_matrix(
        (np.ones(len(names), np.int64), names, arrays["bearers.starts"]), shape=shape, copy=False
    )
    return index


def save_roll(roll: Roll, weights: Weights, path: Path, more: Arrays | None = None) -> None:
    """Write people, ready to be asked about again, to one file."""
    meta = {"kind": "population", "version": VERSION, "weights": weights.digest}
    container.write(path, meta, _roll_to_arrays(roll) | (more or {}))


def open_roll(path: Path, weights: Weights) -> Roll:
    """Map a population."""
    return arrays_to_roll(open_arrays(path, weights))


def open_arrays(path: Path, weights: Weights) -> Arrays:
    """Map the arrays of a population."""
    meta, arrays = container.read(path)
    _demand(meta, "population", weights, path)
    return arrays


def _demand(meta: dict[str, Any], kind: str, weights: Weights, path: Path) -> None:
    found = (meta["kind"], meta["version"], meta["weights"])
    if found != (kind, VERSION, weights.digest):
        raise BadInput(
            "This file was made by another version or with other weights; build it anew.",
            code="index.other-version",
            place=str(path),
        )


def _roll_to_arrays(roll: Roll) -> Arrays:
    arrays: Arrays = {
        "ids": container.texts_to_array(roll.ids),
        "kinds": roll.kinds,
        "names": container.texts_to_array(roll.names),
        "bearer": roll.bearer,
        "weak": roll.weak,
        "forms.words": container.texts_to_array([form.word for form in roll.tokens.forms]),
        "forms.joint": np.array([form.joint for form in roll.tokens.forms], np.int16),
        "forms.rarity": np.array([form.rarity for form in roll.tokens.forms], np.int32),
        "forms.surprise": np.array([form.surprise for form in roll.tokens.forms], np.int32),
    }
    for part in _TOKEN_PARTS:
        arrays[f"tokens.{part}"] = getattr(roll.tokens, part)
    for name in NAMES:
        arrays[f"{name}.starts"] = roll.columns[name].starts
        arrays[f"{name}.values"] = roll.columns[name].values
    for name, papers in roll.papers.items():
        arrays[f"{name}.starts"] = papers.column.starts
        arrays[f"{name}.values"] = papers.column.values
        arrays[f"{name}.texts"] = container.texts_to_array(papers.texts)
    return arrays


class LazyForms(Sequence[Form]):
    """The forms of a file, each made when it is looked at: of most people, none ever is."""

    def __init__(self, arrays: Arrays) -> None:
        self._words = container.array_to_texts(arrays["forms.words"])
        self._columns = [arrays[f"forms.{part}"] for part in Form._fields[1:]]

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, number: int) -> Form: ...
    @overload
    def __getitem__(self, number: slice) -> list[Form]: ...
    def __getitem__(self, number: int | slice) -> Form | list[Form]:
        columns = (column[number].tolist() for column in self._columns)
        if isinstance(number, slice):
            return list(map(Form, self._words[number], *columns))
        return Form(self._words[number], *columns)

    def some(self, numbers: NDArray[np.int64]) -> list[Form]:
        """Return the forms of some numbers."""
        words = [self._words[number] for number in numbers.tolist()]
        return list(map(Form, words, *(column[numbers].tolist() for column in self._columns)))


def arrays_to_roll(arrays: Arrays, forms: LazyForms | None = None) -> Roll:
    """Return people as they were saved; all their forms are made, or those looked at."""
    tokens = TokenTable(
        LazyForms(arrays)[:] if forms is None else forms,
        **{part: arrays[f"tokens.{part}"] for part in _TOKEN_PARTS},
    )
    return Roll(
        container.array_to_texts(arrays["ids"]),
        arrays["kinds"],
        container.array_to_texts(arrays["names"]),
        arrays["bearer"],
        arrays["weak"],
        tokens,
        {name: _column(arrays, name) for name in NAMES},
        {
            name: Papers(_column(arrays, name), container.array_to_texts(arrays[f"{name}.texts"]))
            for name in PAPERS
        },
    )


def _column(arrays: Arrays, name: str) -> Column:
    return Column(arrays[f"{name}.starts"], arrays[f"{name}.values"])


def _vocabulary_to_arrays(vocabulary: Vocabulary) -> Arrays:
    arrays: Arrays = {}
    for name in DRAWERS:
        drawer: Drawer = getattr(vocabulary, name)
        arrays[f"{name}.keys"], arrays[f"{name}.tokens"] = drawer.keys, drawer.tokens
    return arrays


def _arrays_to_vocabulary(arrays: Arrays, roll: Roll) -> Vocabulary:
    return Vocabulary(
        [form.word for form in roll.tokens.forms],
        arrays["forms.joint"],
        arrays["forms.surprise"],
        arrays["forms.rarity"],
        **{name: Drawer(arrays[f"{name}.keys"], arrays[f"{name}.tokens"]) for name in DRAWERS},
    )
