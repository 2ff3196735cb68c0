import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from fairlead.core.ledger import Verb, entries, merkle
from fairlead.kernel.audit import sequencing, tree
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Entry, Leaf, Node, Waiting
from tests.kernel.audit.writers import AUTHORITY, write, write_many


def indexes() -> list[int]:
    return list(Leaf.objects.order_by("index").values_list("index", flat=True))


@pytest.mark.django_db
def test_everybody_gets_a_place_in_the_order_of_writing() -> None:
    written = write_many(10)

    assert sequencing.sequence() == 10
    assert indexes() == list(range(10))
    assert list(Leaf.objects.order_by("index").values_list("entry_id", flat=True)) == written
    assert not Waiting.objects.exists()


@pytest.mark.django_db
def test_with_nobody_waiting_there_is_nothing_to_do(django_assert_num_queries: Any) -> None:
    write_many(3)
    sequencing.sequence()

    with django_assert_num_queries(1):
        assert sequencing.sequence() == 0
    assert indexes() == [0, 1, 2]


@pytest.mark.django_db
def test_a_long_queue_is_placed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "BATCH", 4)
    write_many(11)

    assert sequencing.sequence() == 11
    assert indexes() == list(range(11))


@pytest.mark.django_db
@pytest.mark.parametrize("sizes", [(1,), (2, 3), (7, 1, 8, 1), (33,)])
def test_the_stored_tree_is_that_of_the_leaves(sizes: tuple[int, ...]) -> None:
    for size in sizes:
        write_many(size)
        sequencing.sequence()
    stored = Leaf.objects.order_by("index").select_related("entry")
    leaves = [bytes(leaf.hash) for leaf in stored]

    assert leaves == [
        entries.leaf_hash(bytes(leaf.entry.header), bytes(leaf.entry.commitment)) for leaf in stored
    ]
    assert tree.frontier().root() == merkle.root(leaves)
    assert Node.objects.count() == sum(sum(sizes) >> level for level in range(1, 10))
    for size in range(sum(sizes)):
        assert tree.frontier(size).root() == merkle.root(leaves[:size])


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_an_entry_that_commits_late_gets_a_later_place() -> None:
    """The trap of every watermark: an older entry that becomes visible after a newer one."""
    written, go_on = threading.Event(), threading.Event()
    early: list[Any] = []

    def write_slowly() -> None:
        with transaction.atomic():
            early.append(record(act="cases.case.opened", verb=Verb.ALTER, authority=AUTHORITY))
            written.set()
            go_on.wait(10)
        connections.close_all()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    written.wait(10)
    late = write()
    sequencing.sequence()
    assert [leaf.entry_id for leaf in Leaf.objects.all()] == [late]

    go_on.set()
    slow.join()
    sequencing.sequence()
    assert list(Leaf.objects.order_by("index").values_list("entry_id", flat=True)) == [
        late,
        early[0],
    ]
    assert early[0] < late


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_whoever_does_not_hold_the_lock_does_nothing() -> None:
    write()
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            assert sequencing.lock()
            held.set()
            go_on.wait(10)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    assert sequencing.sequence() == 0
    go_on.set()
    holder.join()

    assert sequencing.sequence() == 1


@pytest.mark.django_db
def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    write_many(5)
    monkeypatch.setattr(Node.objects, "bulk_create", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sequencing.sequence()

    assert indexes() == []
    assert Waiting.objects.count() == Entry.objects.count() == 5


@pytest.mark.django_db
def test_a_thousand_entries_find_their_place_well_within_five_seconds() -> None:
    write_many(1000)
    started = time.monotonic()
    sequencing.sequence()

    assert timedelta(seconds=time.monotonic() - started) < timedelta(seconds=5)
    assert indexes() == list(range(1000))
    assert connection.vendor in {"sqlite", "postgresql"}
