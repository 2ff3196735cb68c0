"""Entries for the tests of the ledger, and ways to do to it what nobody may."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit import checkpoints, guards, sequencing
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Checkpoint

AUTHORITY = Authority(
    actor="account:0192f0c0-0000-7000-8000-000000000001",
    agency="agency:0192f0c0-0000-7000-8000-000000000002",
    purpose="travel.screening",
    legal_basis="Loi d’Utopie, art. 6",
)


def write(number: int = 0, **fields: Any) -> uuid.UUID:
    """Write one entry in a transaction of its own."""
    usual: dict[str, Any] = {
        "act": "cases.case.opened",
        "verb": Verb.CONSULT,
        "authority": AUTHORITY,
        "objects": (f"case:{number}",),
    }
    with transaction.atomic():
        return record(**usual | fields)


def write_many(count: int) -> list[uuid.UUID]:
    """Write entries of which every third has a payload."""
    return [
        write(number, payload={"name": f"Ana Utopiana {number}"} if number % 3 == 0 else None)
        for number in range(count)
    ]


def sign_all() -> Checkpoint:
    """Place everybody who waits and sign."""
    sequencing.sequence()
    checkpoint = checkpoints.sign(force=True)
    assert checkpoint is not None
    return checkpoint


def make_ledger(*sizes: int) -> list[uuid.UUID]:
    """Write as many entries as the last size, with a checkpoint at each size."""
    written: list[uuid.UUID] = []
    for size in sizes:
        written += write_many(size - len(written))
        sign_all()
    return written


@contextmanager
def attack() -> Iterator[Any]:
    """Be the owner of the database, who can take the guards away and put them back."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        yield cursor
    guards.install(connection)
