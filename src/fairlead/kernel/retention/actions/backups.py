"""Copying the key folder out of the house, locked, and putting it back."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fairlead.core.backups import KEYS_FORMAT, read_keys
from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.retention import keyfiles
from fairlead.kernel.retention.keystore import BUCKETS, KEY_SUFFIX, TOMBSTONE_SUFFIX
from fairlead.kernel.retention.models import KeyDestruction


def export_keys(*, context: Context, lock: Callable[[bytes], bytes]) -> bytes:
    """Return the whole key folder, locked. What was destroyed is not in it: it is not here."""
    folder = Path(settings.FAIRLEAD_KEYS)
    files = {
        str(path.relative_to(folder)): base64.b64encode(keyfiles.read(path)[0]).decode()
        for path in _files(folder)
    }
    content = {"format": KEYS_FORMAT, "node": settings.FAIRLEAD_NODE, "files": files}
    with transaction.atomic():
        _record(context, "retention.keys.exported", len(files))
        return lock(json.dumps(content).encode())


def restore_keys(*, context: Context, plain: bytes) -> int:
    """Put back the keys that are missing here; return how many.

    A key that was destroyed, as tombstones or database know, stays destroyed. A file that is
    here and different is not replaced: then the copy is of another node, or of another time.
    """
    folder, files = Path(settings.FAIRLEAD_KEYS), read_keys(plain)
    barred = set(KeyDestruction.objects.values_list("bucket", flat=True))
    barred |= {Path(name).stem for name in files if name.endswith(TOMBSTONE_SUFFIX)}
    barred |= {path.stem for path in (folder / BUCKETS).glob(f"*{TOMBSTONE_SUFFIX}")}
    wanted = {name: content for name, content in files.items() if not _is_barred(name, barred)}
    different = [
        name
        for name, content in wanted.items()
        if (folder / name).exists() and (folder / name).read_bytes() != content
    ]
    if different:
        raise Conflict(f"These files are here and are different: {', '.join(different)}")
    missing = {name: files[name] for name in wanted if not (folder / name).exists()}
    with transaction.atomic():
        _record(context, "retention.keys.restored", len(missing))
        for name, content in sorted(missing.items()):
            for parent in reversed((folder / name).relative_to(folder).parents):
                keyfiles.make_folder(folder / parent)
            keyfiles.create(folder / name, content)
    return len(missing)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("[!.]*")) if path.is_file())


def _is_barred(name: str, barred: set[str]) -> bool:
    path = Path(name)
    return path.parts[0] == BUCKETS and path.suffix == KEY_SUFFIX and path.stem in barred


def _record(context: Context, act: str, count: int) -> None:
    audit.record(
        act=act,
        verb=Verb.OPERATE,
        authority=context.authority(),
        objects=[f"node:{settings.FAIRLEAD_NODE}", f"files:{count}"],
    )
