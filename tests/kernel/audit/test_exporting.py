import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from fairlead.core.errors import Conflict
from fairlead.core.ledger import checkpoints as pure
from fairlead.core.ledger import notes, verify
from fairlead.kernel.audit import checkpoints, exporting, keys, witnessing
from fairlead.kernel.audit.actions import erase_payload
from fairlead.kernel.audit.models import Leaf, WitnessReceipt
from tests.kernel.audit.writers import AUTHORITY, attack, make_ledger, write_many
from tests.ledgers import make_signer, stand_alone
from tests.sealers import TestSealer

pytestmark = pytest.mark.django_db


def export(**options: Any) -> bytes:
    return b"".join(exporting.lines(**options))


def found(raw: bytes, **options: Any) -> list[Any]:
    """Verify with both implementations."""
    report = verify.verify_export(io.BytesIO(raw), trusted=options.get("trusted", ()))
    alone: list[Any] = stand_alone(raw, **options).found
    assert [(str(one.check), one.entry, one.line) for one in report.problems] == alone
    return alone


def test_an_export_without_a_checkpoint_is_not_possible() -> None:
    write_many(2)

    with pytest.raises(Conflict, match="no checkpoint"):
        export()


@pytest.mark.parametrize("disclose", [False, True])
def test_an_export_is_what_both_verifiers_read(
    monkeypatch: pytest.MonkeyPatch, *, disclose: bool
) -> None:
    monkeypatch.setattr(exporting, "ROWS", 4)
    make_ledger(3, 10, 11)
    write_many(2)  # not signed yet, so not in it
    raw = export(disclose=disclose)

    assert found(raw, trusted=keys.public_keys()) == []
    lines = [json.loads(line) for line in raw.splitlines()]
    assert lines[0]["size"] == 11
    assert [one["index"] for one in lines if "index" in one] == list(range(11))
    assert [at for at, one in enumerate(lines) if "checkpoint" in one] == [4, 12, 14]
    assert ("payload" in lines[1]) == disclose


def test_a_payload_is_not_shown_unless_it_is_asked_for() -> None:
    make_ledger(4)

    assert b"salt" not in export()
    assert export(disclose=True).count(b'"salt"') == 2


def test_an_erased_payload_keeps_the_export_right() -> None:
    written = make_ledger(7)
    erase_payload(authority=AUTHORITY, entry=written[3], reason="term-ended")
    make_ledger(1)
    raw = export(disclose=True)

    assert found(raw) == []
    assert raw.count(b'"salt"') == 3  # of entries 0 and 6, and of the one written afterwards


def test_a_destroyed_key_keeps_the_export_right(sealer: TestSealer) -> None:
    make_ledger(7)
    sealer.destroy()
    raw = export(disclose=True)

    assert found(raw) == []
    assert b"salt" not in raw


def test_old_and_new_keys_are_listed_and_idle_ones_are_not() -> None:
    first = keys.signer().key
    make_ledger(2)
    second = keys.rotate(notes.Kind.LOG)
    keys.rotate(notes.Kind.WITNESS)
    make_ledger(2)
    raw = export()

    assert json.loads(raw.splitlines()[0])["keys"] == sorted([str(first), str(second)])
    assert found(raw, trusted=[first, second]) == []


def test_cosignatures_are_exported_with_the_key_they_were_made_by(settings: Settings) -> None:
    """Also when the witness is no longer configured."""
    partner = make_signer("atlantis.example/witness", notes.Kind.WITNESS)
    make_ledger(4)
    checkpoint = checkpoints.latest()
    assert checkpoint is not None
    text = pure.read(checkpoint.note).note.text
    WitnessReceipt.objects.create(
        checkpoint=checkpoint,
        witness=partner.key.name,
        cosignature=f"{partner.sign(text, moment=5)}\n",
        key=str(partner.key),
    )
    settings.FAIRLEAD_WITNESSES = []
    raw = export()

    assert found(raw) == []
    assert str(partner.key).encode() in raw


def test_a_witness_folder_vouches_for_an_export(witness_folder: Path) -> None:
    make_ledger(3)
    witnessing.deliver()
    make_ledger(3)
    witnessing.deliver()
    copies = [pure.read(path.read_text()).note for path in witness_folder.rglob("*.note")]

    assert found(export(), copies=copies) == []
    report = stand_alone(export(), copies=copies).report
    assert (report["witness_copies"], report["anchored"]) == (2, True)


def test_a_changed_database_gives_an_export_that_says_so() -> None:
    make_ledger(10)
    leaf = Leaf.objects.select_related("entry").get(index=4)
    key = leaf.entry_id if connection.features.has_native_uuid_field else leaf.entry_id.hex
    header = bytes(leaf.entry.header).replace(b"consult", b"combine")
    with attack() as cursor:
        cursor.execute("UPDATE audit_entry SET header = %s WHERE id = %s", [header, key])

    assert found(export()) == [("leaf", 4, 6)]


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "ROWS", 2)
    make_ledger(5)
    told: list[tuple[int, int]] = []
    export(progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 5), (2, 5), (4, 5)]
