"""Verify the export of a ledger, line by line, with memory that does not grow.

What is checked, and in which words a failure is told, is listed in `problems.Check` and in
docs/formats/ledger-export.md. ``script/verify-ledger`` does the same without this package;
the tests hold the two against each other.

The tree is built from the leaf hashes *as the lines claim them*, while each line is checked
to hash to its own claim. So a change inside one entry is reported at that entry, and a
change that was made consistently within the file is reported at the checkpoint that
contradicts it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, entries, export, merkle, notes
from fairlead.core.ledger.problems import Check, Problems


@dataclass(slots=True)
class Report:
    """What a verifier found."""

    origin: str = ""
    size: int = 0  # entries seen
    root: str = ""  # none if lines are missing or malformed
    checkpoints: int = 0
    covered: int = 0  # entries below the last checkpoint whose root and signature are right
    covered_at: datetime | None = None
    cosigned: int = 0
    witnessed: int = 0  # copies of checkpoints outside the file that agree with it
    anchored: bool = False  # a trusted key or a witness, so something outside vouches for it
    problems: Problems = field(default_factory=Problems)

    @property
    def is_good(self) -> bool:
        return not self.problems


def verify_export(
    lines: Iterable[bytes],
    *,
    trusted: Sequence[notes.Key] = (),
    copies: Mapping[int, Sequence[checkpoints.Signed]] | None = None,
) -> Report:
    """Read an export to its end and say what is wrong with it.

    ``trusted`` are public keys obtained otherwise than with the export; ``copies`` are
    checkpoints that witnesses keep, by size.
    """
    reader = Reader(trusted, copies or {})
    for number, raw in enumerate(lines, start=1):
        reader.take(number, raw)
    return reader.finish()


def by_size(
    copies: Iterable[checkpoints.Signed],
) -> dict[int, list[checkpoints.Signed]]:
    """Arrange the copies of witnesses as `verify_export` wants them."""
    arranged: dict[int, list[checkpoints.Signed]] = {}
    for copy in copies:
        arranged.setdefault(copy.size, []).append(copy)
    return arranged


class Reader:
    """Takes an export line by line; `finish` gives the report."""

    def __init__(
        self,
        trusted: Sequence[notes.Key],
        copies: Mapping[int, Sequence[checkpoints.Signed]],
    ) -> None:
        self._trusted = trusted
        self._copies = copies
        self._keys: tuple[notes.Key, ...] = ()
        self._idle: set[notes.Key] = set()  # listed, but have signed nothing so far
        self._promised = 0
        self._tree = merkle.Frontier()
        self._whole = True  # no line is missing or foreign, so roots can be compared
        self._last_line = 0
        self._report = Report()
        self._problems = self._report.problems

    def take(self, number: int, raw: bytes) -> None:
        self._last_line = number
        if number == 1:
            self._take_head(raw)
        elif raw.startswith(b'{"index":'):
            self._take_entry(raw)
        else:
            self._take_checkpoint(raw)

    def finish(self) -> Report:
        report = self._report
        if self._last_line == 0:
            self._problems.add(Check.FORMAT, "the file is empty", line=1)
            return report
        report.size = self._tree.size
        report.root = self._tree.root().hex() if self._whole else ""
        if self._tree.size != self._promised:
            self._problems.add(
                Check.TAIL,
                f"the first line promises {self._promised} entries, here are {report.size}",
                entry=report.size,
                line=self._last_line,
            )
        if report.covered != report.size and self._whole:
            self._problems.add(
                Check.TAIL,
                "no checkpoint with a right root and signature covers the entries from here on",
                entry=report.covered,
                line=self._last_line,
            )
        for key in sorted(map(str, self._idle)):
            self._problems.add(Check.KEY, f"{key} is listed and signs nothing here", line=1)
        self._compare_later_copies()
        report.anchored = bool(self._trusted or report.witnessed)
        return report

    # ------------------------------------------------------------ the first line

    def _take_head(self, raw: bytes) -> None:
        head = export.parse_object(raw)
        try:
            self._read_head(head or {})
        except BadInput as error:
            self._problems.add(Check.FORMAT, str(error), line=1)
        self._compare_copies()  # a witness may have seen the ledger empty

    def _read_head(self, head: Mapping[str, object]) -> None:
        if set(head) != {"format", "keys", "origin", "size"}:
            raise BadInput("the first line is not that of an export in its one spelling")
        spelled, size, origin = head["keys"], head["size"], head["origin"]
        if head["format"] != export.FORMAT:
            raise BadInput(f"the format is {head['format']}, not {export.FORMAT}")
        if not isinstance(spelled, list) or not isinstance(origin, str) or type(size) is not int:
            raise BadInput("the first line has values of the wrong kind")
        self._promised, self._report.origin = size, origin
        self._keys = tuple(notes.parse_key(str(key)) for key in spelled)
        self._idle = set(self._keys)
        if len(self._idle) != len(spelled) or spelled != sorted(map(str, spelled)):
            raise BadInput("the keys are not sorted, or one stands there twice")
        for key in self._keys if self._trusted else ():
            if key.name == origin and key not in self._trusted:
                self._problems.add(Check.KEY, f"{key} is not a key that you trust", line=1)

    # ------------------------------------------------------------ entries

    def _take_entry(self, raw: bytes) -> None:
        expected, number = self._tree.size, self._last_line
        line = export.parse_entry(raw)
        if line is None:
            words = "the line is not that of an entry in its one spelling"
            self._problems.add(Check.FORMAT, words, entry=expected, line=number)
            self._go_on_from(expected + 1)
            return
        if line.index != expected:
            words = f"index {line.index} stands where {expected} must stand"
            self._problems.add(Check.ORDER, words, entry=expected, line=number)
            self._go_on_from(line.index)
        self._check_leaf(line)
        self._tree.extend((bytes.fromhex(line.leaf),))
        self._compare_copies()

    def _go_on_from(self, index: int) -> None:
        """Read on although the tree is broken: from here no root can be compared."""
        self._whole = False
        self._tree = merkle.Frontier(index, [merkle.EMPTY_ROOT] * index.bit_count())

    def _check_leaf(self, line: export.Line) -> None:
        place = {"entry": line.index, "line": self._last_line}
        if entries.leaf_hash(line.header, line.commitment).hex() != line.leaf:
            words = "header and commitment do not hash to the leaf: one of them was changed"
            self._problems.add(Check.LEAF, words, **place)
        try:
            entries.decode(line.header)
        except BadInput as error:
            self._problems.add(Check.HEADER, str(error), **place)
        shown = line.disclosed
        if shown and entries.commitment(shown.salt, shown.payload) != line.commitment:
            words = "the payload shown is not the one that was committed to"
            self._problems.add(Check.PAYLOAD, words, **place)

    # ------------------------------------------------------------ checkpoints

    def _take_checkpoint(self, raw: bytes) -> None:
        try:
            signed = _read_checkpoint(raw)
        except BadInput as error:
            self._whole = False
            self._add_here(Check.FORMAT, str(error))
            return
        self._report.checkpoints += 1
        right = self._check_signatures(signed.note, self._keys)
        if signed.checkpoint.origin != self._report.origin:
            self._add_here(Check.ORIGIN, f"a checkpoint of {signed.checkpoint.origin}")
        elif not signed.is_signed_by_its_ledger(self._keys):
            self._add_here(Check.SIGNATURE, "the checkpoint is not signed by its ledger")
        elif self._is_here(signed) and right:
            self._report.covered = signed.size
            self._report.covered_at = signed.checkpoint.time

    def _check_signatures(self, note: notes.Note, keys: Sequence[notes.Key]) -> bool:
        right = True
        for signature in note.signatures:
            by = [key for key in keys if notes.verify(note.text, signature, key)]
            self._idle.difference_update(by)
            self._report.cosigned += any(key.kind is notes.Kind.WITNESS for key in by)
            if not by:
                right = False
                words = f"the signature of {signature.name} is wrong, or by a key not listed"
                self._add_here(Check.SIGNATURE, words)
        return right

    def _is_here(self, signed: checkpoints.Signed) -> bool:
        if signed.size != self._tree.size:
            words = f"a checkpoint of {signed.size} entries stands behind {self._tree.size}"
            self._add_here(Check.ORDER, words)
            return False
        if self._whole and signed.root != self._tree.root():
            words = (
                f"entries {self._report.covered} to {signed.size - 1} do not hash to the signed "
                "root: at least one of them was changed"
            )
            self._add_here(Check.ROOT, words)
            return False
        return self._whole

    def _add_here(self, check: Check, words: str) -> None:
        self._problems.add(check, words, entry=self._tree.size, line=self._last_line)

    # ------------------------------------------------------------ witnesses

    def _compare_copies(self) -> None:
        for copy in self._copies.get(self._tree.size, ()):
            self._compare_copy(copy)

    def _compare_copy(self, copy: checkpoints.Signed) -> None:
        if copy.checkpoint.origin != self._report.origin or not self._whole:
            return
        if not copy.is_signed_by_its_ledger(self._keys):
            words = f"a witness has a checkpoint of {copy.size} entries by a key not listed here"
            self._add_here(Check.WITNESS, words)
        elif copy.root != self._tree.root():
            words = f"a witness saw another root at {copy.size} entries: the ledger was rewritten"
            self._add_here(Check.WITNESS, words)
        else:
            self._report.witnessed += 1

    def _compare_later_copies(self) -> None:
        origin, here = self._report.origin, self._tree.size
        later = [
            size
            for size, copies in self._copies.items()
            if size > here and any(copy.checkpoint.origin == origin for copy in copies)
        ]
        if later:
            words = f"a witness saw {max(later)} entries: the end is cut off, or this is older"
            self._add_here(Check.WITNESS, words)


def _read_checkpoint(raw: bytes) -> checkpoints.Signed:
    parsed = export.parse_object(raw) or {}
    if set(parsed) != {"checkpoint"}:
        raise BadInput("the line is neither an entry nor a checkpoint")
    return checkpoints.read(str(parsed["checkpoint"]))
