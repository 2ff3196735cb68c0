"""Ledger payloads under bucket keys: what was shown or changed expires, and the entry stays.

An entry's payload is sealed like a record of class ``audit.payload``: a key of its own, wrapped
by the key of the month in which its term ends. The bytes are the wrapped key (64) and then the
envelope; the public name of the key is the name of the bucket. The term is that of the law in
force when the entry was written.
"""

import os
import time
import uuid
from datetime import datetime

from fairlead.core import sealing
from fairlead.core.retention import Action, Bucket, Clocks, Compartment
from fairlead.kernel.audit.payloads import Sealed
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.laws import Adopted

RECORD_CLASS = "audit.payload"
_WRAPPED = 64
_REMEMBERED = 60.0  # seconds for which a law is not asked for again


class LedgerSealer:
    """What ``kernel.audit`` calls; installed when the process starts."""

    def __init__(self) -> None:
        self._law: tuple[float, Adopted] | None = None

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> Sealed:
        """Seal salt and payload of one entry until its term ends."""
        bucket = Bucket.of(RECORD_CLASS, Compartment.OPEN, self._end(moment))
        sealed = sealing.seal(
            plain, place=_place(entry), bucket=keystore().prepared(bucket), random=os.urandom
        )
        return Sealed(str(bucket), sealed.key + sealed.content)

    def open(self, sealed: Sealed, *, entry: uuid.UUID) -> bytes:
        """Open them again, as long as the key lives."""
        return sealing.open_sealed(
            sealing.Sealed(sealed.content[:_WRAPPED], sealed.content[_WRAPPED:]),
            place=_place(entry),
            bucket=keystore().wrapping(Bucket.parse(sealed.key_id)),
        )

    def _end(self, moment: datetime) -> datetime:
        plan = self._adopted().law.plan(RECORD_CLASS, Clocks(moment), on=moment.date())
        step = plan.of(Action.ERASE)
        return step.at if step else moment

    def _adopted(self) -> Adopted:
        """Return the law, asked for at most once a minute: every request writes an entry."""
        if self._law is None or time.monotonic() - self._law[0] > _REMEMBERED:
            self._law = time.monotonic(), current_law()
        return self._law[1]


def _place(entry: uuid.UUID) -> sealing.Place:
    return sealing.Place(RECORD_CLASS, str(entry))
