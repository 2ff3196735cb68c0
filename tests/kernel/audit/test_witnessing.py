import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from pytest_django import Settings

from fairlead.core.ledger import checkpoints as pure
from fairlead.core.ledger import entries, merkle, notes
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit import (
    checkpoints,
    exporting,
    health,
    keys,
    queries,
    verification,
    witnessing,
)
from fairlead.kernel.audit.actions import rotate_key
from fairlead.kernel.audit.models import (
    Checkpoint,
    Entry,
    Leaf,
    Node,
    SeenCheckpoint,
    WitnessReceipt,
    WitnessStanding,
)
from tests.core.ledger.trees import source
from tests.kernel.audit.writers import AUTHORITY, attack, make_ledger, sign_all, write_many
from tests.ledgers import Ledger, make_signer, stand_alone
from tests.ledgers import make_header as other_header
from tests.ledgers import make_ledger as other_ledger

pytestmark = pytest.mark.django_db
ATLANTIS = make_signer("atlantis.example/ledger")


def kept(folder: Path) -> list[pure.Signed]:
    return [pure.read(path.read_text()) for path in sorted(folder.rglob("*.note"))]


# ---------------------------------------------------------------- ours to others


def test_without_a_checkpoint_there_is_nothing_to_bring(witness_folder: Path) -> None:
    assert witnessing.deliver() == 0
    assert kept(witness_folder) == []


def test_every_new_checkpoint_is_brought_once(witness_folder: Path) -> None:
    make_ledger(3)
    assert [witnessing.deliver(), witnessing.deliver()] == [1, 0]
    make_ledger(5)
    assert witnessing.deliver() == 1

    assert [one.size for one in kept(witness_folder)] == [3, 8]
    assert WitnessReceipt.objects.count() == 2
    assert WitnessStanding.objects.get().failures == 0


def test_what_was_missed_is_made_up_for(witness_folder: Path) -> None:
    make_ledger(2)
    witnessing.deliver()
    make_ledger(3, 4, 9)
    witnessing.deliver()

    assert [one.size for one in kept(witness_folder)] == [2, 11]


def test_a_crash_before_the_receipt_is_made_up_for(witness_folder: Path) -> None:
    make_ledger(2)
    witnessing.deliver()
    with attack() as cursor:
        cursor.execute("DELETE FROM audit_witnessreceipt")
    make_ledger(3)

    assert witnessing.deliver() == 1
    assert [one.size for one in kept(witness_folder)] == [2, 5]


def rewrite(index: int) -> None:
    """Change one entry and everything that follows from it, with the signing key at hand."""
    entry = Leaf.objects.get(index=index).entry
    header = queries.header_of(entry)
    forged = other_header(0, id=header.id, time=header.time, objects=header.objects).encode()
    with attack() as cursor:
        cursor.execute("UPDATE audit_entry SET header = %s WHERE id = %s", [forged, _key(entry)])
        tree = merkle.Frontier()
        cursor.execute("DELETE FROM audit_node")
        for leaf in Leaf.objects.order_by("index").select_related("entry"):
            hash_ = entries.leaf_hash(bytes(leaf.entry.header), bytes(leaf.entry.commitment))
            cursor.execute(
                'UPDATE audit_leaf SET hash = %s WHERE "index" = %s', [hash_, leaf.index]
            )
            grown = tree.append(hash_)[1:]
            Node.objects.bulk_create(
                [Node(level=one.level, position=one.position, hash=one.hash) for one in grown]
            )
        for checkpoint in Checkpoint.objects.order_by("pk"):
            root = merkle.root(
                bytes(one)
                for one in Leaf.objects.filter(index__lt=checkpoint.size)
                .order_by("index")
                .values_list("hash", flat=True)
            )
            state = pure.Checkpoint(keys.origin(), checkpoint.size, root, checkpoint.time)
            cursor.execute(
                "UPDATE audit_checkpoint SET root = %s, note = %s WHERE id = %s",
                [root, str(state.sign(keys.signer())), checkpoint.pk],
            )


def _key(entry: Entry) -> Any:
    from django.db import connection

    return entry.pk if connection.features.has_native_uuid_field else entry.pk.hex


def test_a_rewritten_database_is_refused_although_it_has_the_key(witness_folder: Path) -> None:
    make_ledger(3, 6)
    witnessing.deliver()
    rewrite(1)
    make_ledger(2)

    assert witnessing.deliver() == 0
    standing = WitnessStanding.objects.get()
    assert standing.refused
    assert "6 entries" in standing.words
    assert [one.size for one in kept(witness_folder)] == [6]
    assert health.witnesses().state == "bad"


def set_back() -> None:
    """Have nothing, as an old backup would."""
    tables = "waiting witnessreceipt checkpoint node leaf mention payload verification entry"
    with attack() as cursor:
        for table in tables.split():
            cursor.execute(f"DELETE FROM audit_{table}")  # noqa: S608 - our own names


def test_a_database_set_back_is_refused(witness_folder: Path) -> None:
    make_ledger(6)
    witnessing.deliver()
    set_back()
    make_ledger(4)

    assert witnessing.deliver() == 0
    assert "it has seen 6 entries" in WitnessStanding.objects.get().words
    assert health.witnesses().state == "bad"


def test_after_a_restored_backup_the_ledger_begins_again(witness_folder: Path) -> None:
    """The witness keeps what it saw of the old name, and watches the new one."""
    make_ledger(6)
    witnessing.deliver()
    set_back()
    make_ledger(4)
    assert witnessing.deliver() == 0

    rotate_key(authority=AUTHORITY, kind=notes.Kind.LOG, name="utopia.example/ledger-2")
    sign_all()
    assert witnessing.deliver() == 1
    assert [(one.checkpoint.origin, one.size) for one in kept(witness_folder)] == [
        ("utopia.example/ledger", 6),
        ("utopia.example/ledger-2", 5),
    ]
    assert list(verification.read_all().problems) == []
    copies = [one.note for one in kept(witness_folder)]
    assert stand_alone(b"".join(exporting.lines()), copies=copies).found == []


def test_a_witness_that_forgets_is_an_alarm(witness_folder: Path) -> None:
    make_ledger(3)
    witnessing.deliver()
    witness_folder.rename(witness_folder.with_name("gone"))
    witness_folder.mkdir()  # what an unmounted folder looks like
    make_ledger(1)

    assert witnessing.deliver() == 0
    assert "confirmed 3 entries and now knows only 0" in WitnessStanding.objects.get().words


def test_a_witness_that_fails_is_tried_again_and_seen(
    witness_folder: Path, settings: Settings, time_machine_clock: Any
) -> None:
    make_ledger(3)
    away = witness_folder.rename(witness_folder.with_name("away"))
    assert witnessing.deliver() == 0
    assert health.witnesses().state == "warning"
    assert "mounted" in str(health.witnesses().words)

    time_machine_clock.shift(timedelta(seconds=settings.FAIRLEAD_WITNESS_LIMIT + 1))
    assert witnessing.deliver() == 0
    assert WitnessStanding.objects.get().failures == 2
    assert health.witnesses().state == "bad"

    away.rename(witness_folder)
    assert witnessing.deliver() == 1
    assert WitnessStanding.objects.get().failures == 0
    assert health.witnesses().state == "warning"  # it lies on the same disk as the data


def test_one_failing_witness_does_not_hold_up_another(
    witness_folder: Path, settings: Settings
) -> None:
    settings.FAIRLEAD_WITNESSES = ["folder:/nonexistent", *settings.FAIRLEAD_WITNESSES]
    make_ledger(3)

    assert witnessing.deliver() == 1
    assert len(kept(witness_folder)) == 1


# ---------------------------------------------------------------- others' to us


@pytest.fixture
def watching(settings: Settings) -> None:
    settings.FAIRLEAD_WATCHED_LEDGERS = [str(ATLANTIS.key)]


def offer(ledger: Ledger, old: int, new: int) -> bytes:
    proof = tuple(merkle.prove_consistency(old, new, source(ledger.leaves())))
    return str(Offer(old, proof, pure.read(str(ledger.checkpoint(new))))).encode()


@pytest.mark.usefixtures("watching")
def test_a_ledger_that_grows_gets_our_cosignature() -> None:
    ledger = other_ledger(10, signer=ATLANTIS)
    answers = [witnessing.receive(offer(ledger, *step)) for step in ((0, 3), (3, 3), (3, 10))]

    assert [one.status for one in answers] == [200, 200, 200]
    (signature,) = notes.parse_signatures(answers[-1].body)
    witness_key = keys.signer(notes.Kind.WITNESS).key
    assert notes.verify(ledger.checkpoint(10).text, signature, witness_key)
    assert [one.size for one in SeenCheckpoint.objects.order_by("pk")] == [3, 10]
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("watching")
def test_whoever_proves_from_elsewhere_is_told_the_size() -> None:
    ledger = other_ledger(10, signer=ATLANTIS)
    witnessing.receive(offer(ledger, 0, 7))
    answer = witnessing.receive(offer(ledger, 3, 10))

    assert (answer.status, answer.body, answer.content_type) == (409, "7\n", "text/x.tlog.size")


@pytest.mark.usefixtures("watching")
@pytest.mark.parametrize(("step", "status"), [((5, 10), 422), ((5, 5), 409)])
def test_a_rewritten_ledger_is_refused_and_that_is_written_down(
    step: tuple[int, int], status: int
) -> None:
    honest, forged = other_ledger(10, signer=ATLANTIS), other_ledger(0, signer=ATLANTIS)
    for number in range(10):
        forged.add(other_header(number, reason="forged").encode())
    witnessing.receive(offer(honest, 0, 5))
    answer = witnessing.receive(offer(forged, *step))

    assert answer.status == status
    assert answer.content_type.startswith("text/plain")
    assert SeenCheckpoint.objects.get().size == 5
    refusal = queries.header_of(queries.find(act="audit.witness.refused").get())
    assert refusal.objects == ("ledger:atlantis.example/ledger",)


@pytest.mark.usefixtures("watching")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (offer(other_ledger(3), 0, 3), 404),
        (offer(other_ledger(3, signer=make_signer(ATLANTIS.key.name, seed="forger")), 0, 3), 403),
        (b"", 400),
        (b"\xff", 400),
        (b"old 0\n\nnonsense", 400),
        (b"x" * 100_000, 413),
    ],
)
def test_what_is_not_from_a_watched_ledger_leaves_nothing(body: bytes, status: int) -> None:
    assert witnessing.receive(body).status == status
    assert not SeenCheckpoint.objects.exists()
    assert not Entry.objects.exists()


# ---------------------------------------------------------------- two nodes


@pytest.fixture
def served() -> Iterator[str]:
    """This node as a witness behind a real HTTP server."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = witnessing.receive(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.end_headers()
            self.wfile.write(answer.body.encode())
            connections.close_all()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db(transaction=True)
def test_two_nodes_witness_each_other(served: str, settings: Settings) -> None:
    """Our ledger, brought over HTTP to our own witness half, which knows it as a stranger's."""
    witness_key = keys.signer(notes.Kind.WITNESS).key
    settings.FAIRLEAD_WITNESSES = [f"{served} {witness_key}"]
    settings.FAIRLEAD_WATCHED_LEDGERS = [str(keys.signer().key)]
    make_ledger(3)
    assert witnessing.deliver() == 1
    make_ledger(4)
    assert witnessing.deliver() == 1

    newest = checkpoints.latest()
    assert newest is not None
    assert checkpoints.cosigned(newest).signed_by([witness_key]) == [witness_key]
    assert [one.size for one in SeenCheckpoint.objects.order_by("pk")] == [3, 7]

    rewrite(1)
    write_many(1)
    sign_all()
    assert witnessing.deliver() == 0
    assert WitnessStanding.objects.get().refused
    assert queries.find(act="audit.witness.refused").count() == 1
