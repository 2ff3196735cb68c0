from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger.notes import Kind
from fairlead.kernel.audit import keys


def test_keys_are_made_once_for_their_owner_only(key_folder: Path) -> None:
    secrets = [key_folder / "ledger" / name for name in ("signing.pem", "witness.pem")]

    assert [path.stat().st_mode & 0o777 for path in secrets] == [0o600, 0o600]
    assert (key_folder / "ledger").stat().st_mode & 0o777 == 0o700
    assert keys.create() == []
    assert [(key.name, key.kind) for key in keys.public_keys()] == [
        ("utopia.example/ledger", Kind.LOG),
        ("utopia.example/witness", Kind.WITNESS),
    ]


def test_a_key_that_is_missing_is_made(key_folder: Path) -> None:
    (key_folder / "ledger" / "witness.pem").unlink()

    assert [key.kind for key in keys.create()] == [Kind.WITNESS]


def test_a_node_that_gets_another_name_keeps_its_ledger(settings: Settings) -> None:
    settings.FAIRLEAD_NODE = "atlantis.example"

    assert keys.origin() == "utopia.example/ledger"


def test_a_rotated_key_has_the_same_name_and_the_old_one_stays_listed() -> None:
    before = keys.signer().key
    after = keys.rotate(Kind.LOG)

    assert after.name == before.name
    assert after.public != before.public
    assert keys.signer().key == after
    assert {before, after} <= set(keys.public_keys())


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_not_used(key_folder: Path, mode: int) -> None:
    (key_folder / "ledger" / "signing.pem").chmod(mode)

    with pytest.raises(Misconfigured, match="owner only"):
        keys.signer()


def test_a_missing_key_says_how_to_make_it(key_folder: Path) -> None:
    (key_folder / "ledger" / "signing.pem").unlink()
    with pytest.raises(Misconfigured, match="fairlead ledger keys"):
        keys.signer()

    (key_folder / "ledger" / "public").unlink()
    with pytest.raises(Misconfigured, match="fairlead ledger keys"):
        keys.public_keys()


def test_a_private_key_needs_its_public_key_beside_it(key_folder: Path) -> None:
    (key_folder / "ledger" / "public").write_text("")

    with pytest.raises(Misconfigured, match="not listed"):
        keys.signer()


def test_a_damaged_public_key_is_told(key_folder: Path) -> None:
    (key_folder / "ledger" / "public").write_text("utopia.example/ledger+00000000+AAAA\n")

    with pytest.raises(Misconfigured):
        keys.public_keys()


def test_a_key_of_another_kind_is_not_used(key_folder: Path) -> None:
    other = Ed448PrivateKey.generate()
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (key_folder / "ledger" / "signing.pem").write_bytes(pem)

    with pytest.raises(Misconfigured, match="Ed25519"):
        keys.signer()
