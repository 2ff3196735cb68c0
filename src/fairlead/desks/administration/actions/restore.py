"""Restoring a backup into an empty installation, and only there.

Everything that can be refused is refused before anything is written. Then the files, which are
named by their content and so may be written again; then the database, in one step; then the
steps to this version. Whatever happens in between, the command can be given again, or
``fairlead migrate`` finishes the work.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from fairlead.core import backups
from fairlead.core.backups import Manifest
from fairlead.core.errors import BadInput, Conflict, FairleadError, Unavailable
from fairlead.core.ledger import Verb
from fairlead.desks.administration.actions.backup import LEFT_OUT
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.desks.administration.queries.backups import (
    Told,
    connection_words,
    is_signed_by_us,
    missing_keys,
    problems,
    program,
    read_manifest,
    silence,
    too_new,
)
from fairlead.kernel.access import walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import verification
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came out of it."""

    manifest: Manifest
    signed: bool  # by a key that this node knows
    missing_keys: list[str]
    ledger_problems: list[str]


def restore_backup(context: Context, *, source: Path, told: Told = silence) -> Restored:
    """Restore, migrate, verify the ledger, and say what is missing."""
    require(context, Verb.OPERATE, INSTALLATION)
    manifest = read_manifest(source)
    _check(source, manifest, told)
    _unpack_files(source / backups.FILES)
    _WRITERS[connection.vendor](source / backups.ENGINES[manifest.engine], told)
    _compare_counts(manifest)
    told("migrating", 0, 1)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        record(
            act="administration.backup.restored",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[reference("backup", manifest.id)],
        )
    return Restored(
        manifest=manifest,
        signed=is_signed_by_us(source),
        missing_keys=missing_keys(manifest),
        ledger_problems=_ledger_problems(told),
    )


def _ledger_problems(told: Told) -> list[str]:
    """Verify the whole ledger; without its public keys that cannot be done, and is said."""
    try:
        outcome = verification.read_all(lambda done, total: told("verifying", done, total))
    except FairleadError as error:
        return [str(error)]
    return [str(problem) for problem in outcome.problems]


def _check(source: Path, manifest: Manifest, told: Told) -> None:
    if manifest.engine != connection.vendor:
        raise BadInput(
            f"is of {manifest.engine}, and this installation is of {connection.vendor}",
            place=str(source),
        )
    if unknown := too_new(manifest):
        raise BadInput(
            f"was made by a newer version ({manifest.version}) with steps unknown here: "
            + ", ".join(unknown[:5]),
            place=str(source),
        )
    if not _is_empty():
        raise Conflict("this installation holds data; a backup is restored into an empty one")
    if wrong := list(problems(source, manifest, told)):
        raise BadInput("; ".join(wrong), code="backup-damaged", place=str(source))


def _is_empty() -> bool:
    if connection.vendor == "sqlite" and not _database_path().exists():
        return True
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _database_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _unpack_files(archive: Path) -> None:
    """Write plain files below the data folder; anything else in the archive is refused."""
    base = Path(settings.FAIRLEAD_DATA)
    with tarfile.open(archive, "r:") as opened:
        members = opened.getmembers()
        if strange := [one.name for one in members if not _is_plain(one)]:
            raise BadInput(
                f"holds what no backup holds: {strange[0]}",
                code="backup-damaged",
                place=archive.name,
            )
        for member in members:
            content = opened.extractfile(member)
            if content is not None:
                _write_file(base / member.name, content)


def _is_plain(member: tarfile.TarInfo) -> bool:
    """Python 3.11.2, which Debian 12 has, does not yet look itself (PEP 706)."""
    path = PurePosixPath(member.name)
    inside = not path.is_absolute() and ".." not in path.parts and path.parts[0] not in LEFT_OUT
    return member.isreg() and inside


def _write_file(path: Path, content: IO[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as stream:
        shutil.copyfileobj(content, stream)
    path.chmod(0o600)


def _write_sqlite(source: Path, told: Told) -> None:
    """Put the file in place in one step, after reading all of it."""
    told("writing", 0, 1)
    connections.close_all()
    target = _database_path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    shutil.copyfile(source, partial)
    partial.chmod(0o600)
    with closing(sqlite3.connect(partial)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BadInput("the database in the backup is damaged", code="backup-damaged")
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    partial.rename(target)
    told("writing", 1, 1)


def _write_postgres(source: Path, told: Told) -> None:
    told("writing", 0, 1)
    words, environment = connection_words()
    command = [
        *(program("pg_restore"), "--single-transaction", "--exit-on-error"),
        *("--no-owner", "--no-privileges", *words, str(source)),
    ]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, check=False)
    if done.returncode:
        first = done.stderr.decode(errors="replace").splitlines()[:1]
        raise Unavailable(" ".join(first) or "failed", code="restore-failed", place="pg_restore")
    told("writing", 1, 1)


_WRITERS: dict[str, Callable[[Path, Told], None]] = {
    "sqlite": _write_sqlite,
    "postgresql": _write_postgres,
}


def _compare_counts(manifest: Manifest) -> None:
    """Count every table again, before a step of this version changes any."""
    seeing = walls.lowered(connection.schema_editor())
    with transaction.atomic(), connection.cursor() as cursor, seeing:
        for table, rows in manifest.rows.items():
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - names of the manifest, quoted
            if cursor.fetchone()[0] != rows:
                raise Unavailable(
                    "has not as many rows as were backed up",
                    code="restore-incomplete",
                    place=table,
                )
