# ruff: noqa: F811 - pytest passes fixtures by their names
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from fairlead.cli.ledger import app
from fairlead.core.errors import BadInput, FairleadError
from fairlead.core.ledger import verify
from fairlead.core.ledger.notes import Kind
from fairlead.kernel.audit import keys, queries
from fairlead.kernel.audit.models import Checkpoint, Leaf
from tests.kernel.audit.conftest import key_folder, sealer, witness_folder  # noqa: F401 - fixtures
from tests.kernel.audit.writers import attack, make_ledger, write
from tests.ledgers import VERIFIER

pytestmark = pytest.mark.django_db


def run(*arguments: object, status: int = 0) -> Any:
    result: Result = CliRunner().invoke(app, [str(one) for one in arguments])
    if isinstance(result.exception, FairleadError):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def change_entry_four() -> None:
    with attack() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET act = 'x' WHERE id = "
            '(SELECT entry_id FROM audit_leaf WHERE "index" = 4)'
        )


def test_a_good_ledger_is_verified() -> None:
    make_ledger(5)
    result = run("verify")

    assert result.stdout == "origin: utopia.example/ledger · entries: 5 · covered: 5\n"
    assert "Nothing wrong" in result.stderr


def test_what_is_wrong_is_said_with_its_place() -> None:
    make_ledger(5)
    change_entry_four()
    result = run("verify", status=1)

    assert "wrong  index at entry 4: a search column says something else" in result.stdout


def test_verify_speaks_json() -> None:
    make_ledger(5)
    assert json.loads(run("verify", "--json").stdout)["good"] is True
    change_entry_four()

    told = json.loads(run("verify", "--json", status=1).stdout)
    assert (told["good"], told["entries"]) == (False, 5)
    assert [(one["check"], one["entry"]) for one in told["problems"]] == [("index", 4)]


def test_an_export_is_on_standard_output_and_is_an_entry_itself() -> None:
    make_ledger(5)
    raw = run("export", "--recipient", "agency:court").stdout_bytes
    report = verify.verify_export(io.BytesIO(raw), trusted=keys.public_keys())

    assert report.is_good
    assert report.size == 6
    header = queries.header_of(queries.find(act="audit.ledger.disclosed").get())
    assert (header.recipients, header.reason) == (("agency:court",), "headers-only")
    assert b"audit.ledger.disclosed" in raw
    assert b"salt" not in raw


def test_an_export_to_a_file_replaces_nothing(tmp_path: Path) -> None:
    make_ledger(5)
    file = tmp_path / "ledger.jsonl"
    run("export", file, "--payloads")

    assert file.read_bytes().count(b'"salt"') == 2
    assert run("verify", file, "--key", keys.signer().key, "--json").exit_code == 0
    assert CliRunner().invoke(app, ["export", str(file)]).exit_code == 1


def test_an_export_is_verified_from_the_console_too(tmp_path: Path, witness_folder: Path) -> None:
    make_ledger(5)
    run("checkpoint", "--fresh")
    file = tmp_path / "ledger.jsonl"
    run("export", file)
    good = run("verify", file, "--witness", witness_folder)
    file.write_bytes(file.read_bytes().replace(b"case:3", b"case:4"))
    bad = run("verify", file, status=1)

    assert "entries: 6" in good.stdout
    assert "leaf at entry 3, line 5" in bad.stdout
    assert "vouches" in bad.stderr


def test_the_proof_of_an_entry_satisfies_the_stand_alone_verifier(tmp_path: Path) -> None:
    written = make_ledger(9)
    file = tmp_path / "proof"
    file.write_bytes(run("prove", written[4]).stdout_bytes)
    done = subprocess.run(
        [sys.executable, VERIFIER, file, "--key", keys.folder() / "public"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "entry           4" in done.stdout
    told = json.loads(run("prove", written[4], "--json").stdout)
    assert (told["index"], told["size"], told["header"]["id"]) == (4, 9, str(written[4]))


def test_growth_satisfies_the_stand_alone_verifier(tmp_path: Path) -> None:
    make_ledger(4, 9)
    kept, file = tmp_path / "kept", tmp_path / "growth"
    kept.write_text(Checkpoint.objects.get(size=4).note)
    file.write_bytes(run("growth", 4).stdout_bytes)
    command = [sys.executable, str(VERIFIER), str(file), "--witness", str(kept)]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_there_is_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(BadInput):
        run("prove", "00000000-0000-0000-0000-000000000001")


def test_the_newest_checkpoint_is_printed() -> None:
    with pytest.raises(BadInput, match="no checkpoint"):
        run("checkpoint")
    write()
    first = run("checkpoint", "--fresh").stdout

    assert first.startswith("utopia.example/ledger\n1\n")
    assert run("checkpoint").stdout == first
    assert json.loads(run("checkpoint", "--json").stdout)["note"] == first
    assert Leaf.objects.count() == 1


def test_witnesses_are_listed(witness_folder: Path, settings: Settings) -> None:
    make_ledger(3)
    run("checkpoint", "--fresh")
    settings.FAIRLEAD_WITNESSES = [*settings.FAIRLEAD_WITNESSES, "folder:/nonexistent"]
    run("checkpoint", "--fresh")
    first, second = json.loads(run("witnesses", "--json").stdout)

    assert (first["witness"], first["entries"]) == (f"folder:{witness_folder}", 3)
    assert (second["entries"], second["failures"]) == (0, 1)
    assert "mounted" in second["words"]
    assert "folder" in run("witnesses").stdout


def test_without_witnesses_it_is_said_how_to_have_some(settings: Settings) -> None:
    settings.FAIRLEAD_WITNESSES = []

    assert run("witnesses").stdout == ""
    assert "witnesses.md" in run("witnesses").stderr


def test_keys_are_printed_made_and_rotated(key_folder: Path) -> None:
    assert run("keys").stdout.splitlines() == [str(key) for key in keys.public_keys()]
    (key_folder / "ledger" / "witness.pem").unlink()
    assert "Made the key of utopia.example/witness" in run("keys").stderr
    before = keys.signer().key
    run("keys", "--rotate", "signing")

    assert keys.signer().key != before
    rotation = queries.header_of(queries.find(act="audit.key.rotated").get())
    assert rotation.reason == Kind.LOG.name.lower()
    with pytest.raises(BadInput):
        run("keys", "--rotate", "everything")


def test_every_command_says_what_it_does() -> None:
    for command in app.registered_commands:
        assert command.callback is not None
        help_text = run(command.name or command.callback.__name__, "--help").stdout
        assert (command.callback.__doc__ or "").split(";")[0][:30] in help_text


def test_a_ledger_can_begin_again_under_another_name() -> None:
    run("keys", "--rotate", "signing", "--name", "utopia.example/ledger-2")

    assert keys.origin() == "utopia.example/ledger-2"
    header = queries.header_of(queries.find(act="audit.key.rotated").get())
    assert header.objects == ("ledger:utopia.example/ledger-2",)
    with pytest.raises(BadInput):
        run("keys", "--rotate", "signing", "--name", "no name")
    assert keys.origin() == "utopia.example/ledger-2"
