"""What was found whenever the ledger was read again."""

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.kernel.audit.models import Verification

LATEST = 20
READERS = {
    Verification.FIRST: pgettext_lazy("who reads the ledger again", "What is new"),
    Verification.AGAIN: pgettext_lazy("who reads the ledger again", "Everything again"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One stretch that was read and compared."""

    row: Verification
    what: Label

    @property
    def is_whole(self) -> bool:
        """Whether it began with the first entry."""
        return self.row.start == 0

    @property
    def problems(self) -> list[str]:
        return self.row.words.splitlines()


def readings() -> list[Reading]:
    """Return the latest stretches, the newest first."""
    rows = Verification.objects.order_by("-pk")[:LATEST]
    return [Reading(row, READERS.get(row.reader, row.reader)) for row in rows]
