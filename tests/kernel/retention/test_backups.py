"""A copy of the keys opens for its keeper only, and never brings back what was destroyed."""

import os
from pathlib import Path

import pytest

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.sealing import (
    KeyDestroyed,
    SealBroken,
    lock_for_passphrase,
    lock_for_recipient,
    recipient_of,
    unlock,
)
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.clock import now
from fairlead.kernel.retention import checking, writing
from fairlead.kernel.retention.actions.backups import export_keys, restore_keys
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.models import KeyDestruction
from fairlead.kernel.retention.records import unseal
from tests.kernel.retention.conftest import MakeBooking

pytestmark = pytest.mark.django_db
PRIVATE = bytes(range(32))


def exported() -> bytes:
    return export_keys(context=writing.house(), lock=lambda plain: plain)


def restored(plain: bytes) -> int:
    return restore_keys(context=writing.house(), plain=plain)


# ---------------------------------------------------------------- locking


def test_a_passphrase_opens_and_another_does_not() -> None:
    locked = lock_for_passphrase(b"keys", "long enough words", os.urandom)
    assert unlock(locked, passphrase="long enough words") == b"keys"
    for wrong in ({"passphrase": "long enough word"}, {"private": PRIVATE}, {}):
        with pytest.raises(SealBroken):
            unlock(locked, **wrong)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(SealBroken, match="12 characters"):
        lock_for_passphrase(b"keys", "short", os.urandom)


def test_a_recipient_opens_and_another_does_not() -> None:
    locked = lock_for_recipient(b"keys", recipient_of(PRIVATE), os.urandom)
    assert unlock(locked, private=PRIVATE) == b"keys"
    for wrong in ({"private": bytes(32)}, {"private": b""}, {"passphrase": "long enough words"}):
        with pytest.raises(SealBroken):
            unlock(locked, **wrong)


def test_a_changed_or_cut_copy_does_not_open() -> None:
    locked = lock_for_recipient(b"keys", recipient_of(PRIVATE), os.urandom)
    for place in range(len(locked)):
        changed = bytearray(locked)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            unlock(bytes(changed), private=PRIVATE)
    for length in range(len(locked)):
        with pytest.raises(SealBroken):
            unlock(locked[:length], private=PRIVATE)


def test_the_keys_are_not_in_the_locked_copy(booking: MakeBooking, keys: Path) -> None:
    booking()
    master = (keys / "node.key").read_bytes().strip()
    locked = export_keys(
        context=writing.house(),
        lock=lambda plain: lock_for_recipient(plain, recipient_of(PRIVATE), os.urandom),
    )
    assert master not in locked
    assert b"travel.pnr" not in locked
    assert b"travel.pnr" in unlock(locked, private=PRIVATE)
    assert Entry.objects.filter(act="retention.keys.exported").count() == 1


# ---------------------------------------------------------------- putting back


def test_lost_keys_come_back(booking: MakeBooking, keys: Path, store: FolderKeyStore) -> None:
    made, copy = booking(), exported()
    for path in keys.rglob("*"):
        if path.is_file():
            path.unlink()
    assert restored(copy) >= 2
    assert unseal(made).values["names"] == ["Thomas More"]
    assert not list(checking.key_problems())
    assert restored(copy) == 0, "nothing more is missing"
    assert str(store.buckets())


@pytest.mark.parametrize("known_to", ["tombstone", "database"])
def test_a_destroyed_key_does_not_come_back(
    booking: MakeBooking, store: FolderKeyStore, known_to: str
) -> None:
    made, copy = booking(), exported()
    (bucket,) = [one for one in store.buckets() if str(one) == made.bucket]
    store.destroy(bucket, now())
    if known_to == "database":
        KeyDestruction.objects.create(bucket=made.bucket)
        (store._buckets / f"{made.bucket}.destroyed").unlink()
    restored(copy)
    assert bucket not in store.buckets()
    with pytest.raises(KeyDestroyed if known_to == "tombstone" else Exception):
        unseal(made)


def test_a_copy_of_another_node_is_refused(booking: MakeBooking, keys: Path) -> None:
    booking()
    copy = exported()
    (keys / "node.key").write_text("ab" * 32 + "\n")
    with pytest.raises(Conflict, match=r"node\.key"):
        restored(copy)


@pytest.mark.parametrize(
    "plain",
    [
        b'{"format": "other", "files": {}}',
        b"[]",
        b'{"format": "fairlead/keys/1", "files": {"../x": ""}}',
        b'{"format": "fairlead/keys/1", "files": {"/etc/x": ""}}',
    ],
)
def test_what_is_no_copy_of_keys_is_refused(plain: bytes) -> None:
    with pytest.raises(BadInput):
        restored(plain)


# ---------------------------------------------------------------- checking


def codes() -> list[tuple[str, str]]:
    return [(one.code, one.bucket) for one in checking.key_problems()]


def test_all_is_well(booking: MakeBooking) -> None:
    booking()
    assert codes() == []


def test_a_lost_key_is_missed(booking: MakeBooking, store: FolderKeyStore) -> None:
    made = booking()
    (store._buckets / f"{made.bucket}.key").unlink()
    assert codes() == [("missing", made.bucket)]


def test_a_key_of_another_master_is_found(booking: MakeBooking, store: FolderKeyStore) -> None:
    made = booking()
    (store._buckets / f"{made.bucket}.key").write_bytes(b"FLK1" + bytes(60))
    assert codes() == [("unreadable", made.bucket)]


def test_a_key_that_came_back_is_found(booking: MakeBooking, store: FolderKeyStore) -> None:
    made = booking()
    KeyDestruction.objects.create(bucket=made.bucket)
    assert ("came-back", made.bucket) in codes()
    (store._buckets / f"{made.bucket}.destroyed").write_text(
        f'{{"bucket": "{made.bucket}", "key": "", "destroyed_at": "2027-01-01"}}'
    )
    assert ("not-gone", made.bucket) in codes()


def test_a_lost_master_key_is_all_that_need_be_said(booking: MakeBooking, keys: Path) -> None:
    booking()
    (keys / "node.key").unlink()
    assert codes() == [("master", "")]
