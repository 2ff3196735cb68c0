"""A proof that one entry is in the ledger, as a file (c2sp.org/tlog-proof).

::

    c2sp.org/tlog-proof@v1
    extra <base64: header ‖ commitment>
    index 73894
    <base64 hash> …

    <signed checkpoint>

The extra data is what the leaf commits to, so the file says what it proves. It needs no
database and no network to be checked, only the public key of the ledger.
"""

from dataclasses import dataclass

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, entries, merkle, notes

FIRST_LINE = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry, its index, and the path from its leaf to the root of a checkpoint."""

    header: bytes
    commitment: bytes
    index: int
    path: tuple[bytes, ...]
    signed: checkpoints.Signed

    def __str__(self) -> str:
        head = (
            FIRST_LINE,
            f"extra {notes.encode64(self.header + self.commitment)}",
            f"index {self.index}",
            *map(notes.encode64, self.path),
            "",
        )
        return "".join(f"{line}\n" for line in head) + str(self.signed.note)

    def is_included(self) -> bool:
        """Say whether the path leads from the entry to the root; signatures are apart."""
        return merkle.verify_inclusion(
            index=self.index,
            size=self.signed.size,
            leaf=entries.leaf_hash(self.header, self.commitment),
            proof=self.path,
            root=self.signed.root,
        )


def parse(raw: str) -> Proof:
    """Read a proof; raise `BadInput` unless it is in the form that `Proof` writes."""
    head, gap, note = raw.partition("\n\n")
    lines = head.split("\n")
    if not gap or len(lines) < 3 or lines[0] != FIRST_LINE:  # noqa: PLR2004 - first three lines
        raise BadInput("this is not a proof of a ledger entry", place="proof")
    leaf = notes.decode64(lines[1].removeprefix("extra "))
    digits = lines[2].removeprefix("index ")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:  # noqa: PLR2004 - 2**48
        raise BadInput("the index is not a number", place="proof")
    proof = Proof(
        header=leaf[: -merkle.HASH_SIZE],
        commitment=leaf[-merkle.HASH_SIZE :],
        index=int(digits),
        path=tuple(notes.decode64(line) for line in lines[3:]),
        signed=checkpoints.read(note),
    )
    if str(proof) != raw:
        raise BadInput("the proof is not in its canonical form", place="proof")
    return proof
