"""Killed at any point, and any number at work at once: no gap, no double, no loss."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fairlead.kernel.audit import exporting, sequencing, verification, witnessing
from fairlead.kernel.audit.models import Checkpoint, Entry, Leaf, Payload, Waiting
from fairlead.kernel.people.models import Agency
from tests.kernel.audit.processes import Outcome, start_writer, workshop
from tests.kernel.audit.writers import sign_all, write_many
from tests.ledgers import VERIFIER

pytestmark = pytest.mark.django_db(transaction=True)
Order = Callable[[str, int], Outcome]


def check_order() -> None:
    """Indexes run without a gap, nobody is placed twice, nobody is forgotten."""
    placed = list(Leaf.objects.order_by("index").values_list("index", "entry_id"))
    waiting = set(Waiting.objects.values_list("pk", flat=True))

    assert [index for index, _ in placed] == list(range(len(placed)))
    assert len({key for _, key in placed}) == len(placed)
    assert {key for _, key in placed} | waiting == set(Entry.objects.values_list("pk", flat=True))
    assert not {key for _, key in placed} & waiting


def check_acts(confirmed: list[str], others: int = 0) -> None:
    """Every act has both its entries, and every confirmed act is there."""
    assert Entry.objects.filter(act="people.agency.created").count() == Agency.objects.count()
    assert Entry.objects.count() == 2 * Agency.objects.count() + others
    assert set(confirmed) <= {str(key) for key in Entry.objects.values_list("pk", flat=True)}


def settle() -> None:
    """Let PostgreSQL notice that its client is dead, and place everybody."""
    for _ in range(100):
        sequencing.sequence()
        if not Waiting.objects.exists():
            return
        time.sleep(0.05)
    raise AssertionError("somebody waits for ever")


def check_everything(folder: Path, tmp_path: Path) -> None:
    """The ledger, its export and its witness agree, as the stand-alone verifier sees it."""
    settle()
    sign_all()
    witnessing.deliver()
    assert list(verification.read_all().problems) == []
    export = tmp_path / "ledger.jsonl"
    export.write_bytes(b"".join(exporting.lines()))
    done = subprocess.run(
        [sys.executable, VERIFIER, export, "--witness", folder, "--headers"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"entries         {Entry.objects.count()}" in done.stdout


def kill_everywhere(
    order: Order, work: str, prepare: Callable[[], object]
) -> tuple[int, list[str]]:
    """Do the work again and again, killed one point later each time, until it survives."""
    confirmed: list[str] = []
    for point in range(1, 200):
        prepare()
        outcome = order(work, point)
        confirmed += outcome.confirmed
        check_order()
        if not outcome.killed:
            return point - 1, confirmed
    raise AssertionError("the work never ends")


def prepare_signing() -> None:
    write_many(1)
    settle()


def test_killed_at_every_point(witness_folder: Path, tmp_path: Path) -> None:
    with workshop(str(witness_folder)) as order:
        writing, confirmed = kill_everywhere(order, "write", lambda: None)
        check_acts(confirmed)
        placing, _ = kill_everywhere(order, "sequence", lambda: write_many(2))
        sign_all()
        signing, _ = kill_everywhere(order, "checkpoint", prepare_signing)
    others = 2 * (placing + 1) + signing + 1
    check_acts(confirmed, others)

    assert writing + placing + signing >= 50
    assert min(writing, placing, signing) >= 10
    check_everything(witness_folder, tmp_path)


def test_a_killed_act_leaves_neither_entry_nor_payload(witness_folder: Path) -> None:
    with workshop(str(witness_folder)) as order:
        assert order("write", 5).killed
    settle()

    assert not Agency.objects.exists()
    assert not Entry.objects.exists()
    assert not Payload.objects.exists()


def test_several_processes_write_place_and_sign_at_once(
    witness_folder: Path, tmp_path: Path
) -> None:
    writers = [start_writer(str(witness_folder), 25) for _ in range(3)]
    said = [writer.communicate(timeout=60)[0].split() for writer in writers]
    confirmed = [key for keys in said for key in keys]

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert len(confirmed) == len(set(confirmed)) == 150
    check_order()
    check_acts(confirmed)
    sizes = list(Checkpoint.objects.order_by("pk").values_list("size", flat=True))
    assert sizes == sorted(sizes)
    check_everything(witness_folder, tmp_path)
