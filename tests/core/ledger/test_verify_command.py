"""The stand-alone verifier as an auditor meets it: one command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fairlead.core.ledger import checkpoints, merkle, notes, proofs, witness
from tests.core.ledger.trees import source
from tests.ledgers import VERIFIER, make_header, make_ledger, make_signer

HONEST = make_signer()
WITNESS = make_signer("witness.example/w1", notes.Kind.WITNESS)
LARGE = make_ledger(200)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(VERIFIER), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def honest_file(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b"".join(make_ledger(250).lines()))
    return path


@pytest.fixture
def witness_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "witness" / "2026-11-20"
    folder.mkdir(parents=True)
    for size in (100, 200):
        (folder / f"{size}.note").write_text(str(LARGE.checkpoint(size)))
    (folder / ".half-written").write_text("no checkpoint")
    return folder.parent


def test_the_command_is_one_small_file_without_the_product() -> None:
    text = VERIFIER.read_text()

    assert len(text.splitlines()) <= 600
    assert "import fairlead" not in text
    assert "from fairlead" not in text


def test_the_command_says_that_nothing_is_wrong(honest_file: Path, witness_folder: Path) -> None:
    done = run(honest_file, "--key", HONEST.key, "--witness", witness_folder, "--headers")

    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing wrong was found" in done.stdout
    assert "witness copies  2" in done.stdout


def test_the_command_says_what_is_wrong_and_where(honest_file: Path) -> None:
    honest_file.write_bytes(honest_file.read_bytes().replace(b"traveller:77", b"traveller:78"))
    done = run(honest_file, "--key", HONEST.key)

    assert done.returncode == 1
    assert "WRONG  leaf      entry 77, line 79: header and commitment" in done.stdout


def test_the_command_writes_json(honest_file: Path) -> None:
    told = json.loads(run(honest_file, "--json").stdout)

    assert told["good"] is True
    assert (told["entries"], told["findings"], told["anchored"]) == (250, [], False)


def test_the_command_warns_when_nothing_vouches(honest_file: Path) -> None:
    assert "Nothing outside" in run(honest_file).stderr
    assert run(honest_file).returncode == 0
    assert run(honest_file, "--require-anchor").returncode == 2


def test_the_command_reads_keys_from_a_file_and_from_standard_input(
    honest_file: Path, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# of Utopia\n{HONEST.key}\n")
    done = subprocess.run(
        [sys.executable, str(VERIFIER), "-", "--key", str(keys)],
        input=honest_file.read_bytes(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("/nonexistent",),
        ("{file}", "--key", "nonsense"),
        ("{file}", "--witness", "/nonexistent"),
        ("{file}", "--witness", "{file}"),
        ("{folder}",),
    ],
)
def test_what_cannot_be_verified_has_its_own_status(
    honest_file: Path, arguments: tuple[str, ...]
) -> None:
    named = [one.format(file=honest_file, folder=honest_file.parent) for one in arguments]

    assert run(*named).returncode == 2


def test_the_command_finds_checkpoints_in_a_system_log(honest_file: Path, tmp_path: Path) -> None:
    log = tmp_path / "syslog"
    encoded = notes.encode64(str(LARGE.checkpoint(200)).encode())
    log.write_text(f"Nov 20 09:03:20 utopia fairlead: fairlead-checkpoint {encoded}\n")

    assert run(honest_file, "--witness", log).returncode == 0


# ---------------------------------------------------------------- proofs and growth


def test_the_command_checks_the_proof_of_one_entry(tmp_path: Path) -> None:
    ledger = make_ledger(250)
    path = tuple(merkle.prove_inclusion(77, 250, source(ledger.leaves())))
    signed = checkpoints.read(str(ledger.checkpoint(250)))
    proof = proofs.Proof(ledger.headers[77], ledger.commitment(77), 77, path, signed)
    file = tmp_path / "entry.tlog-proof"
    file.write_text(str(proof))
    right = run(file, "--key", HONEST.key)
    forged = proofs.Proof(ledger.headers[78], ledger.commitment(77), 77, path, signed)
    file.write_text(str(forged))
    wrong = run(file, "--key", HONEST.key)

    assert right.returncode == 0
    assert "traveller:77" in right.stdout
    assert wrong.returncode == 1
    assert "root" in wrong.stdout
    assert run(file, "--key", WITNESS.key).returncode == 1


def test_the_command_checks_that_a_ledger_only_grew(tmp_path: Path) -> None:
    ledger, kept, file = make_ledger(250), tmp_path / "kept", tmp_path / "growth"
    kept.write_text(str(ledger.checkpoint(100)))
    path = tuple(merkle.prove_consistency(100, 250, source(ledger.leaves())))
    signed = checkpoints.read(str(ledger.checkpoint(250)))
    file.write_text(str(witness.Offer(100, path, signed)))

    assert run(file, "--witness", kept).returncode == 0
    assert run(file, "--key", HONEST.key).returncode == 2  # growth from what?

    forged = make_ledger(250)
    forged.headers[5] = make_header(5, reason="forged").encode()
    path = tuple(merkle.prove_consistency(100, 250, source(forged.leaves())))
    signed = checkpoints.read(str(forged.checkpoint(250)))
    file.write_text(str(witness.Offer(100, path, signed)))
    assert run(file, "--witness", kept).returncode == 1
