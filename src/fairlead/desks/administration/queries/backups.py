"""Reading a backup: whole, unchanged, and whose it is."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from fairlead.core import backups
from fairlead.core.backups import Manifest, Part
from fairlead.core.errors import BadInput, FairleadError, Misconfigured
from fairlead.core.ledger import notes
from fairlead.kernel.audit import keys as ledger_keys
from fairlead.kernel.retention.keystore import keystore

PIECE = 1024 * 1024
Told = Callable[[str, int, int], None]  # what is done, how much, of how much


def silence(_words: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def read_manifest(source: Path) -> Manifest:
    """Return the manifest of the backup in this folder."""
    path = source / backups.MANIFEST
    try:
        if path.stat().st_size > backups.LARGEST_MANIFEST:
            raise BadInput("is too large to be a manifest", place=str(path))
        return backups.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("there is no backup that can be read", place=str(path)) from error


def problems(source: Path, manifest: Manifest, told: Told = silence) -> Iterator[str]:
    """Compare every part with the manifest, and the manifest with its signature."""
    for part in manifest.parts:
        path = source / part.name
        if not path.is_file():
            yield f"{part.name} is missing"
        elif measured(path, told) != part:
            yield f"{part.name} is not what was backed up"
    yield from _signature_problems(source)


def measured(path: Path, told: Told = silence) -> Part:
    """Return the size and digest of a file as it is on disk."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            done += len(piece)
            told("reading", done, total)
    return Part(name=path.name, size=done, sha256=digest.hexdigest())


def is_signed_by_us(source: Path) -> bool:
    """Say whether a key of this node's ledger signed the manifest."""
    try:
        note = notes.parse((source / backups.NOTE).read_text(encoding="utf-8"))
        return bool(note.signed_by(_known_keys()))
    except (OSError, FairleadError, UnicodeDecodeError):
        return False


def _known_keys() -> Sequence[notes.Key]:
    """Return the public keys of this node's ledger; none on a machine that has none yet."""
    try:
        return ledger_keys.public_keys()
    except FairleadError:
        return ()


def _signature_problems(source: Path) -> Iterator[str]:
    path = source / backups.NOTE
    if not path.exists():
        return
    try:
        note = notes.parse(path.read_text(encoding="utf-8"))
    except (FairleadError, UnicodeDecodeError):
        yield f"{backups.NOTE} cannot be read"
        return
    digest = measured(source / backups.MANIFEST).sha256
    if note.text != backups.signed_text(digest):
        yield f"{backups.MANIFEST} is not what was signed"
    if _known_keys() and not is_signed_by_us(source):
        yield f"{backups.NOTE} is signed with a key that this node does not know"


def too_new(manifest: Manifest) -> list[str]:
    """Return the steps of the backup's schema that this version does not know."""
    known = MigrationLoader(None).disk_migrations
    return [
        f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known
    ]


def missing_keys(manifest: Manifest) -> list[str]:
    """Return the buckets that the backup's records need and that no key here opens."""
    store = keystore()
    destroyed = store.destroyed()
    present = {str(bucket): store.key_id(bucket) for bucket in store.buckets()}
    return [
        bucket
        for bucket, key_id in sorted(manifest.keys.items())
        if bucket not in destroyed and present.get(bucket) != key_id
    ]


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(newest[0]) if newest else shutil.which(name)
    if not found:
        raise Misconfigured("is missing (apt-get install postgresql-client)", place=name)
    return found


def connection_words() -> tuple[list[str], dict[str, str]]:
    """Return the options and the environment with which those programs reach our database."""
    chosen = settings.DATABASES["default"]
    options = {"--host": chosen["HOST"], "--port": chosen["PORT"], "--username": chosen["USER"]}
    words = [f"{name}={value}" for name, value in options.items() if value]
    environment = {"PGPASSWORD": chosen["PASSWORD"]} if chosen["PASSWORD"] else {}
    return [*words, "--no-password", f"--dbname={chosen['NAME']}"], environment
