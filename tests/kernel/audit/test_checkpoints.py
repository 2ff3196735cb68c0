from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from fairlead.core.errors import Unavailable
from fairlead.core.ledger import checkpoints as pure
from fairlead.core.ledger.notes import Kind
from fairlead.kernel.audit import checkpoints, keys, sequencing, tree
from fairlead.kernel.audit.models import Checkpoint
from tests.kernel.audit.writers import attack, make_ledger, sign_all, write_many

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def place(count: int) -> None:
    write_many(count)
    sequencing.sequence()


def test_a_checkpoint_is_a_note_signed_by_the_ledger() -> None:
    place(5)
    checkpoint = sign_all()
    signed = pure.read(checkpoint.note)

    assert signed.checkpoint == pure.Checkpoint(
        "utopia.example/ledger", 5, tree.frontier().root(), checkpoint.time
    )
    assert signed.is_signed_by_its_ledger(keys.public_keys())
    assert (checkpoint.size, bytes(checkpoint.root)) == (5, signed.root)


def test_an_empty_ledger_is_not_signed() -> None:
    assert checkpoints.sign() is None


def test_the_first_entry_is_signed_at_once() -> None:
    place(1)

    assert checkpoints.sign() is not None


def test_what_is_new_is_signed_after_a_minute(clock: Any) -> None:
    place(1)
    checkpoints.sign()
    place(1)
    clock.shift(timedelta(seconds=59))
    assert checkpoints.sign() is None

    clock.shift(timedelta(seconds=1))
    signed = checkpoints.sign()
    assert signed is not None
    assert (signed.size, signed.time) == (2, START + timedelta(minutes=1))


def test_a_thousand_entries_do_not_wait_for_the_minute(
    clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "EVERY_ENTRIES", 10)
    place(1)
    checkpoints.sign()
    place(9)
    assert checkpoints.sign() is None

    place(1)
    assert checkpoints.sign() is not None


def test_a_ledger_at_rest_is_signed_every_hour(clock: Any) -> None:
    place(1)
    checkpoints.sign()
    clock.shift(timedelta(minutes=59))
    assert checkpoints.sign() is None

    clock.shift(timedelta(minutes=1))
    assert checkpoints.sign() is not None


def test_a_clock_that_is_set_back_does_not_turn_time(clock: Any) -> None:
    place(1)
    checkpoints.sign()
    clock.shift(-timedelta(days=1))
    place(1)
    again = checkpoints.sign(force=True)

    assert again is not None
    assert again.time == START


def test_a_tree_that_contradicts_what_was_signed_is_not_signed() -> None:
    make_ledger(6)
    with attack() as cursor:
        cursor.execute("DELETE FROM audit_node WHERE level = 2")
        cursor.execute(
            "INSERT INTO audit_node (level, position, hash) VALUES (2, 0, %s)", [bytes(32)]
        )

    with pytest.raises(Unavailable) as caught:
        checkpoints.sign(force=True)
    assert caught.value.code == "ledger-broken"


def test_a_tree_that_shrank_is_not_signed() -> None:
    make_ledger(6)
    with attack() as cursor:
        cursor.execute('DELETE FROM audit_leaf WHERE "index" = 5')

    with pytest.raises(Unavailable):
        checkpoints.sign(force=True)
    assert Checkpoint.objects.count() == 1


def test_a_new_key_signs_on(clock: Any) -> None:
    make_ledger(3)
    keys.rotate(Kind.LOG)
    clock.shift(timedelta(minutes=2))
    make_ledger(2)

    notes = [pure.read(one.note) for one in Checkpoint.objects.all()]
    assert len({one.note.signatures[0].identifier for one in notes}) == 2
    assert all(one.is_signed_by_its_ledger(keys.public_keys()) for one in notes)
