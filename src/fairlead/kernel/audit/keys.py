"""The keys that sign: of this ledger, and of this node as a witness of others.

They lie in ``FAIRLEAD_KEYS/ledger``, outside the database and its backups, readable by their
owner only::

    signing.pem    signs the checkpoints of this ledger
    witness.pem    cosigns the checkpoints of other ledgers
    public         every public key ever used here, one on each line: give it to auditors

The name in the public key is the ledger's origin. It is fixed when the key is made, so a node
that gets another name keeps its ledger.
"""

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.core.ledger import notes
from fairlead.core.ledger.notes import Kind

_FILES = {Kind.LOG: "signing.pem", Kind.WITNESS: "witness.pem"}
_NAMES = {Kind.LOG: "ledger", Kind.WITNESS: "witness"}


def folder() -> Path:
    """Return the folder of these keys."""
    return Path(settings.FAIRLEAD_KEYS) / "ledger"


def create() -> list[notes.Key]:
    """Make the keys that are missing; return the public keys of those that were made."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [kind for kind, name in _FILES.items() if not (folder() / name).exists()]
    return [_make(kind, f"{settings.FAIRLEAD_NODE}/{_NAMES[kind]}") for kind in missing]


def rotate(kind: Kind, *, name: str = "") -> notes.Key:
    """Replace a key by a new one, of the same name unless another is given.

    The old public key stays listed. Another name makes another ledger of the same entries:
    witnesses begin to watch it anew, as they must after a backup was restored.
    """
    return _make(kind, name or signer(kind).key.name)


def signer(kind: Kind = Kind.LOG) -> notes.Signer:
    """Read a private key, after checking that nobody else can."""
    path = folder() / _FILES[kind]
    private = load_pem_private_key(_read_secret(path), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise Misconfigured("is not an Ed25519 key", place=str(path))
    public = private.public_key().public_bytes_raw()
    for key in public_keys():
        if (key.kind, key.public) == (kind, public):
            return notes.Signer(key.name, kind, private)
    raise Misconfigured("its public key is not listed beside it", place=str(path))


def public_keys() -> tuple[notes.Key, ...]:
    """Return every public key that this node has ever used, the oldest first."""
    path = folder() / "public"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(notes.parse_key(line) for line in lines)
    except OSError as error:
        raise Misconfigured(
            f"cannot be read ({error.strerror}); make it with: fairlead ledger keys",
            place=str(path),
        ) from error
    except BadInput as error:
        raise Misconfigured(str(error), place=str(path)) from error


def origin() -> str:
    """Return the name of this ledger."""
    return signer().key.name


def _make(kind: Kind, name: str) -> notes.Key:
    private = Ed25519PrivateKey.generate()
    made = notes.Signer(name, kind, private)
    # First the public key: a signature by a key that is not listed would look like forgery.
    # Private like its neighbours, because copies of the key folder refuse what is not.
    listed = os.open(folder() / "public", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(listed, "a", encoding="utf-8") as stream:
        stream.write(f"{made.key}\n")
        stream.flush()
        os.fsync(stream.fileno())
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_secret(folder() / _FILES[kind], secret)
    return made.key


def _write_secret(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)
    fresh.replace(path)


def _read_secret(path: Path) -> bytes:
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise Misconfigured(
            f"cannot be read ({error.strerror}); make it with: fairlead ledger keys",
            place=str(path),
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Misconfigured("must be readable by its owner only (chmod 600)", place=str(path))
    return content
