"""What a witness does (c2sp.org/tlog-witness): it remembers, compares and only goes forward.

A ledger offers a signed checkpoint together with a proof that the checkpoint which the
witness saw last is the beginning of the new one. `judge` is the whole of a witness's mind;
where it keeps what it saw (a folder, another node's database) is the business of the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, merkle, notes

MOST_PROOF_LINES = 63


class Verdict(Enum):
    """The answer of a witness, with the HTTP status that the protocol gives it."""

    ACCEPTED = 200
    MALFORMED = 400  # claims an old size that is larger than the new one
    UNSIGNED = 403  # not signed by the ledger's own key
    UNKNOWN = 404  # not a ledger that this witness watches
    STALE = 409  # proves from another size than the one seen last
    INCONSISTENT = 422  # not a continuation of what was seen: the ledger was rewritten


@dataclass(frozen=True, slots=True)
class Offer:
    """A checkpoint and the proof that the tree of ``old`` leaves is its beginning."""

    old: int
    proof: tuple[bytes, ...]
    signed: checkpoints.Signed

    def __str__(self) -> str:
        lines = [f"old {self.old}", *map(notes.encode64, self.proof), ""]
        return "".join(f"{line}\n" for line in lines) + str(self.signed.note)


def parse_offer(raw: str) -> Offer:
    """Read the body of an ``add-checkpoint`` request; raise `BadInput` if it is none."""
    head, gap, note = raw.partition("\n\n")
    first, *proof = head.split("\n")
    digits = first.removeprefix("old ")
    if not gap or digits == first or not digits.isascii() or not digits.isdigit():
        raise BadInput("an offer begins with the old size and an empty line", place="offer")
    if len(digits) > 15 or str(int(digits)) != digits:  # noqa: PLR2004 - below 2**53
        raise BadInput("the old size is not in its canonical form", place="offer")
    if len(proof) > MOST_PROOF_LINES:
        raise BadInput("the proof is too long for any tree", place="offer")
    hashes = tuple(notes.decode64(line) for line in proof)
    return Offer(int(digits), hashes, checkpoints.read(note))


def judge(
    offer: Offer, *, seen: checkpoints.Checkpoint | None, keys: Sequence[notes.Key]
) -> Verdict:
    """Decide whether the offered checkpoint continues what was seen of this ledger.

    ``keys`` are those that the witness trusts for any ledger it watches.
    """
    offered = offer.signed.checkpoint
    if not any(key.name == offered.origin for key in keys):
        return Verdict.UNKNOWN
    if not offer.signed.is_signed_by_its_ledger(keys):
        return Verdict.UNSIGNED
    if offer.old > offered.size:
        return Verdict.MALFORMED
    if offer.old != (seen.size if seen else 0):
        return Verdict.STALE
    return Verdict.ACCEPTED if _continues(offer, seen) else Verdict.INCONSISTENT


def _continues(offer: Offer, seen: checkpoints.Checkpoint | None) -> bool:
    offered = offer.signed.checkpoint
    if seen is None:
        return not offer.proof
    if offered.time < seen.time:
        return False
    if seen.size == 0:
        return not offer.proof and (offered.size > 0 or offered.root == seen.root)
    return merkle.verify_consistency(
        old=seen.size,
        new=offered.size,
        old_root=seen.root,
        new_root=offered.root,
        proof=offer.proof,
    )
