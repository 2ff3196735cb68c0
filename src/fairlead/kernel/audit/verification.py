"""Read the ledger again and compare what is stored with what was signed.

Two readers walk through it. The *first* reads what is new, up to the newest checkpoint. The
other reads everything *again*, in slices, so that what is changed long afterwards is found
too. Each goes on where its last stretch ended, so a stretch is short and the doctor can say
"verified up to entry N at T".
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, entries, merkle, notes
from fairlead.core.ledger.merkle import Frontier, Node
from fairlead.core.ledger.problems import Check, Problems
from fairlead.kernel.audit import keys, models
from fairlead.kernel.audit.models import Checkpoint, Leaf, Mention, Verification
from fairlead.kernel.audit.sequencing import SEARCHED

SLICE = 25_000  # what one stretch reads, so that a schedule is not held up
ROWS = 2_000
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What one stretch found."""

    start: int
    size: int
    covered: int  # entries below the last signed root that was right
    problems: Problems = field(default_factory=Problems)


def read_on(reader: str, *, limit: int | None = SLICE, progress: Progress | None = None) -> Outcome:
    """Read the next stretch with one of the two readers, and write down what it found."""
    tree = _start(reader)
    end = _signed_size() if limit is None else min(_signed_size(), tree.size + limit)
    outcome = _read(tree, end, progress or _silence)
    if reader == Verification.AGAIN and end == _signed_size():
        _check_complete(outcome.problems)
    _write(reader, tree, outcome)
    return outcome


def read_all(progress: Progress | None = None) -> Outcome:
    """Read everything from the first entry to the newest checkpoint."""
    tree = Frontier()
    outcome = _read(tree, _signed_size(), progress or _silence)
    _check_complete(outcome.problems)
    _write(Verification.AGAIN, tree, outcome)
    return outcome


def _silence(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def latest(reader: str) -> Verification | None:
    """Return the last stretch of a reader."""
    return Verification.objects.filter(reader=reader).order_by("-pk").first()


def _start(reader: str) -> Frontier:
    last = latest(reader)
    if last is None or last.problems:
        return Frontier()  # what was wrong is looked at again until it is explained
    if reader == Verification.AGAIN and last.size >= _signed_size():
        return Frontier()
    peaks = bytes(last.peaks)
    size = merkle.HASH_SIZE
    return Frontier(last.size, [peaks[at : at + size] for at in range(0, len(peaks), size)])


def _signed_size() -> int:
    newest = Checkpoint.objects.order_by("-pk").values_list("size", flat=True).first()
    return newest or 0


def _write(reader: str, tree: Frontier, outcome: Outcome) -> None:
    if outcome.size == outcome.start and not outcome.problems:
        return  # nothing was read
    Verification.objects.create(
        reader=reader,
        start=outcome.start,
        size=outcome.size,
        peaks=b"".join(tree.peaks),
        problems=outcome.problems.count,
        words="\n".join(map(str, list(outcome.problems)[:10])),
    )


# ---------------------------------------------------------------- one stretch


class Row(NamedTuple):
    """A leaf and its entry as they are stored."""

    at: int
    hash: bytes
    entry_id: uuid.UUID
    header: bytes
    commitment: bytes
    time: datetime
    own: tuple[str, ...]  # act, verb, actor, purpose beside the entry
    searched: tuple[str, ...]  # and beside the leaf


def _read(tree: Frontier, end: int, progress: Progress) -> Outcome:
    """Read entries into the tree, which grows, and compare at every checkpoint on the way."""
    outcome = Outcome(start=tree.size, size=tree.size, covered=tree.size)
    public = keys.public_keys()
    signed = _checkpoints(tree.size, end)
    for checkpoint in signed.get(tree.size, ()):
        _check_checkpoint(checkpoint, tree, public, outcome)
    for rows in _stretches(tree.size, end):
        grown: list[Node] = []
        for row in rows:
            if row.at != tree.size:
                words = f"index {row.at} stands where {tree.size} must stand"
                outcome.problems.add(Check.ORDER, words, entry=tree.size)
                outcome.size = tree.size
                return outcome  # nothing behind a gap can be compared
            _check_leaf(row, outcome.problems)
            grown += tree.append(row.hash)[1:]
            for checkpoint in signed.get(tree.size, ()):
                _check_checkpoint(checkpoint, tree, public, outcome)
        _check_nodes(grown, outcome.problems)
        _check_columns(rows, outcome.problems)
        progress(tree.size, end)
    outcome.size = tree.size
    if tree.size < end:
        words = f"{end} entries were signed, and here are only {tree.size}"
        outcome.problems.add(Check.TAIL, words, entry=tree.size)
    return outcome


def _stretches(start: int, end: int) -> Iterator[list[Row]]:
    own = ("header", "commitment", "time", *SEARCHED)
    columns = ("index", "hash", "entry_id", *(f"entry__{name}" for name in own), *SEARCHED)
    while start < end:
        stop = min(start + ROWS, end)
        stored = (
            Leaf.objects.filter(index__gte=start, index__lt=stop)
            .order_by("index")
            .values_list(*columns)
        )
        rows = [_row(values) for values in stored]
        yield rows
        start = stop if rows else end


def _row(values: Sequence[Any]) -> Row:
    index, hash_, key, header, committed, time, *texts = values
    own, searched = tuple(texts[: len(SEARCHED)]), tuple(texts[len(SEARCHED) :])
    return Row(index, bytes(hash_), key, bytes(header), bytes(committed), time, own, searched)


def _check_leaf(row: Row, problems: Problems) -> None:
    if entries.leaf_hash(row.header, row.commitment) != row.hash:
        words = "header and commitment do not hash to the leaf: one of them was changed"
        problems.add(Check.LEAF, words, entry=row.at)


def _check_columns(rows: Sequence[Row], problems: Problems) -> None:
    """Compare what entries are found by with what they say."""
    mentions = _mentions(rows)
    for row in rows:
        try:
            header = entries.decode(row.header)
        except BadInput as error:
            problems.add(Check.HEADER, str(error), entry=row.at)
            continue
        authority = header.authority
        searched = (header.act, header.verb.value, authority.actor, authority.purpose)
        named = {(Mention.OBJECT, one) for one in header.objects}
        named |= {(Mention.RECIPIENT, one) for one in header.recipients}
        said = (header.id, header.time, searched, searched)
        if said != (row.entry_id, row.time, row.own, row.searched) or named != mentions.get(
            row.entry_id, set()
        ):
            words = "a search column says something else than the header"
            problems.add(Check.INDEX, words, entry=row.at)


def _mentions(rows: Sequence[Row]) -> dict[uuid.UUID, set[tuple[str, str]]]:
    found: dict[uuid.UUID, set[tuple[str, str]]] = {}
    if rows:
        stored = Mention.objects.filter(
            entry__leaf__index__gte=rows[0].at, entry__leaf__index__lte=rows[-1].at
        )
        for key, role, named in stored.values_list("entry_id", "role", "reference"):
            found.setdefault(key, set()).add((role, named))
    return found


def _check_nodes(grown: Sequence[Node], problems: Problems) -> None:
    """Compare the stored subtrees, from which proofs are made, with those that the leaves give."""
    by_level: dict[int, list[Node]] = {}
    for node in grown:
        by_level.setdefault(node.level, []).append(node)
    for level, nodes in by_level.items():
        stored = models.Node.objects.filter(
            level=level, position__gte=nodes[0].position, position__lte=nodes[-1].position
        )
        there = {at: bytes(hash_) for at, hash_ in stored.values_list("position", "hash")}
        for node in nodes:
            if there.get(node.position) != node.hash:
                words = f"the subtree {level}/{node.position} is not the one that the leaves give"
                problems.add(Check.NODE, words, entry=node.position << level)


# ---------------------------------------------------------------- checkpoints


def _checkpoints(start: int, end: int) -> dict[int, list[Checkpoint]]:
    arranged: dict[int, list[Checkpoint]] = {}
    for checkpoint in Checkpoint.objects.filter(size__gte=start, size__lte=end).order_by("pk"):
        arranged.setdefault(checkpoint.size, []).append(checkpoint)
    return arranged


def _check_checkpoint(
    stored: Checkpoint, tree: Frontier, public: Sequence[notes.Key], outcome: Outcome
) -> None:
    add = outcome.problems.add
    try:
        signed = checkpoints.read(stored.note)
    except BadInput as error:
        add(Check.FORMAT, str(error), entry=tree.size)
        return
    state = signed.checkpoint
    if not signed.is_signed_by_its_ledger(public):
        add(Check.SIGNATURE, "the checkpoint is not signed by this ledger", entry=tree.size)
    elif state != _columns(stored):
        add(Check.INDEX, "a column of the checkpoint differs from its note", entry=tree.size)
    elif state.root != tree.root():
        words = (
            f"entries {outcome.covered} to {tree.size - 1} do not hash to the signed root: "
            "at least one of them was changed"
        )
        add(Check.ROOT, words, entry=tree.size)
    else:
        outcome.covered = tree.size


def _columns(stored: Checkpoint) -> checkpoints.Checkpoint:
    return checkpoints.Checkpoint(stored.origin, stored.size, bytes(stored.root), stored.time)


def _check_complete(problems: Problems) -> None:
    """Look for entries that are neither in the tree nor waiting for it, in one snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM audit_entry) - (SELECT COUNT(*) FROM audit_leaf)"
            " - (SELECT COUNT(*) FROM audit_waiting)"
        )
        (stray,) = cursor.fetchone()
    if stray:
        words = f"{stray} entries are neither in the tree nor waiting for it"
        problems.add(Check.COMPLETE, words)
