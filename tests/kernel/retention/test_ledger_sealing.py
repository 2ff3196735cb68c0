"""Payloads of the ledger are sealed for their own entry, until their term, and no longer."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.core.sealing import KeyDestroyed, SealBroken
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.audit import payloads
from fairlead.kernel.audit.models import Entry, Payload
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.ledger_sealing import LedgerSealer

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2026, 11, 20, 10, tzinfo=UTC)
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def sealer() -> LedgerSealer:
    return LedgerSealer()


def sealed(sealer: LedgerSealer, moment: datetime = MOMENT) -> payloads.Sealed:
    with transaction.atomic():
        return sealer.seal(b"salt and payload", entry=ONE, moment=moment)


def test_it_is_installed() -> None:
    assert isinstance(payloads.sealer(), LedgerSealer)


def test_what_was_sealed_is_what_is_opened(sealer: LedgerSealer) -> None:
    assert sealer.open(sealed(sealer), entry=ONE) == b"salt and payload"
    assert LedgerSealer().open(sealed(sealer), entry=ONE) == b"salt and payload"


def test_a_payload_cannot_be_moved_to_another_entry(sealer: LedgerSealer) -> None:
    with pytest.raises(SealBroken):
        sealer.open(sealed(sealer), entry=TWO)


@pytest.mark.parametrize("place", [0, 3, 10, 63, 64, 70, -1])
def test_a_changed_payload_does_not_open(sealer: LedgerSealer, place: int) -> None:
    good = sealed(sealer)
    content = bytearray(good.content)
    content[place] ^= 1
    with pytest.raises(SealBroken):
        sealer.open(payloads.Sealed(good.key_id, bytes(content)), entry=ONE)


def test_the_key_is_that_of_the_month_in_which_the_term_ends(sealer: LedgerSealer) -> None:
    assert sealed(sealer).key_id == "audit.payload.open.2031-11"
    later = sealed(sealer, MOMENT + timedelta(days=31))
    assert later.key_id == "audit.payload.open.2031-12"


def test_without_its_key_it_is_noise(sealer: LedgerSealer, store: FolderKeyStore) -> None:
    good = sealed(sealer)
    (bucket,) = store.buckets()
    store.destroy(bucket, now())
    with pytest.raises(KeyDestroyed):
        sealer.open(good, entry=ONE)


def test_payloads_end_one_by_one_and_their_entries_stay(
    officer: Context, clock: time_machine.Traveller
) -> None:
    written = []
    for _number in range(4):
        with transaction.atomic():
            written.append(
                audit.record(
                    act="registry.booking.shown",
                    verb=Verb.CONSULT,
                    authority=officer.authority(),
                    payload={"name": "Thomas More"},
                )
            )
        clock.shift(timedelta(days=10))
    clock.move_to("2031-12-05T10:00:00+00:00")  # the first two have ended
    run_due()
    left = set(Payload.objects.filter(pk__in=written).values_list("pk", flat=True))
    assert left == set(written[2:])
    assert Entry.objects.filter(pk__in=written).count() == 4
    clock.shift(timedelta(days=20))
    run_due()
    assert not Payload.objects.filter(pk__in=written).exists()
