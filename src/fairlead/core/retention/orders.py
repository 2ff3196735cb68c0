"""Who may order that a sealed record is opened again: the law says which kind of authority.

A court, an independent body that is not the unit itself, or any authority that is competent by
law. What a law demands (``unseal-authority``) is one of the words below; a stronger authority
than demanded is always enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

UNSEAL_AUTHORITY = "unseal-authority"  # the name of the value in a profile


class Orderer(StrEnum):
    """What kind of authority gave an order."""

    COURT = "court"
    INDEPENDENT = "independent-body"
    COMPETENT = "competent-authority"


DEMANDS: Mapping[str, frozenset[Orderer]] = {
    "judicial": frozenset({Orderer.COURT}),
    "judicial-or-independent": frozenset({Orderer.COURT, Orderer.INDEPENDENT}),
    "competent-authority": frozenset(Orderer),
}
LEAST = "competent-authority"  # where the law says nothing, somebody must be named all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who ordered it, what kind of authority that is, and under which number.

    ``reference`` is the number of the order or of its file, by which it can be found there.
    """

    by: str
    kind: str
    reference: str

    @property
    def is_whole(self) -> bool:
        """Whether everything is said."""
        return bool(self.by.strip() and self.reference.strip()) and self.kind in set(Orderer)


def is_enough(kind: str, demand: str) -> bool:
    """Say whether a kind of authority is one that the law demands."""
    return kind in DEMANDS[demand]
