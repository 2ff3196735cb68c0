"""Backing up while everybody works: one moment of the database, then the files.

The database comes first. A file is written before its record and erased after it, so that every
record of that moment has its file, unless it was erased in between, as the law wants it.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from fairlead import __version__
from fairlead.core import backups
from fairlead.core.backups import Manifest
from fairlead.core.errors import FairleadError, Unavailable
from fairlead.core.ledger import Verb, notes
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.desks.administration.queries.backups import (
    Told,
    connection_words,
    measured,
    problems,
    program,
    silence,
)
from fairlead.kernel.access import walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import checkpoints
from fairlead.kernel.audit import keys as ledger_keys
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Leaf, reference
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.retention.keystore import keystore

# Made anew by the running house; a session is as good as a password.
TRANSIENT = ("django_session", "usersessions_usersession", "site_cache")
# In the data folder, and not data.
LEFT_OUT = ("database", "static", "log-ins.json")
_PAGES = 5000
_STANDARD_WALLS = ("fairlead_see", "fairlead_make", "fairlead_alter", "fairlead_erase")


def make_backup(context: Context, *, target: Path, told: Told = silence) -> Path:
    """Write a backup into a new folder below ``target``, verify it, and return the folder."""
    require(context, Verb.OPERATE, INSTALLATION)
    moment = now()
    folder = target / f"{settings.FAIRLEAD_NODE}-{moment:%Y%m%dT%H%M%SZ}"
    with _made_whole(folder) as partial:
        manifest = _copy_database(partial, told)
        _pack_files(partial / backups.FILES, told)
        manifest = _with_parts(manifest, partial, told)
        (partial / backups.MANIFEST).write_text(manifest.text(), encoding="utf-8")
        _sign(partial)
        if wrong := list(problems(partial, manifest, told)):
            raise Unavailable("; ".join(wrong), code="backup-damaged", place=str(partial))
    with transaction.atomic():
        record(
            act="administration.backup.made",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[reference("backup", manifest.id)],
        )
    return folder


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """Give a folder that gets its name only when everything in it is there."""
    partial = folder.with_name(folder.name + ".partial")
    partial.mkdir(mode=0o700, parents=True)
    try:
        yield partial
        for path in partial.iterdir():
            path.chmod(0o600)
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        partial.rename(folder)
    except BaseException:  # whatever it was, half a backup must not look like one
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _copy_database(partial: Path, told: Told) -> Manifest:
    target = partial / backups.ENGINES[connection.vendor]
    if connection.vendor == "sqlite":
        return _copy_sqlite(target, told)
    return _dump_postgres(target, told)


def _copy_sqlite(target: Path, told: Told) -> Manifest:
    """Copy one moment of the file; writers go on, because the journal keeps that moment."""
    checkpoint = _checkpoint()  # before the copy, which then has everything that it covers
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # fixes the moment
        reader.backup(
            writer,
            pages=_PAGES,
            progress=lambda _status, left, total: told("copying", total - left, total),
            sleep=0,
        )
        reader.execute("COMMIT")
        _purge_sqlite(writer)
        return _described({name: _count_in(writer, name) for name in _kept_tables()}, checkpoint)


def _purge_sqlite(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA journal_mode=MEMORY")
    copy.execute("PRAGMA secure_delete=ON")
    present = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    for table in TRANSIENT:
        if table in present:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own words
    copy.commit()
    if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise Unavailable("the copy of the database is damaged", code="backup-damaged")


def _count_in(copy: sqlite3.Connection, table: str) -> int:
    count: int = copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - our own tables
    return count


def _dump_postgres(target: Path, told: Told) -> Manifest:
    """Let pg_dump read the snapshot that this transaction holds, with the walls lowered."""
    told("copying", 0, 1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with walls.lowered(connection.schema_editor()):
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
            _run_pg_dump(target, snapshot, _session_options())
            rows = {}
            for table in _kept_tables():
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
                rows[table] = int(cursor.fetchone()[0])
            manifest = _described(rows, _checkpoint())
    told("copying", 1, 1)
    return manifest


def _session_options() -> str:
    """Return the words that let the dump see every row; refuse walls that they do not open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tablename FROM pg_policies WHERE policyname <> ALL (%s)",
            [list(_STANDARD_WALLS)],
        )
        if strange := [row[0] for row in cursor.fetchall()]:
            raise Unavailable(
                "row-level security that Fairlead did not make could hide rows",
                code="backup-incomplete",
                place=", ".join(strange),
            )
        names = ("everywhere", "classes", "purpose")
        options = []
        for name in names:
            cursor.execute("SELECT current_setting(%s, true)", [f"fairlead.{name}"])
            options.append(f"-c fairlead.{name}={cursor.fetchone()[0]}")
    return " ".join(options)


def _run_pg_dump(target: Path, snapshot: str, options: str) -> None:
    words, environment = connection_words()
    command = [
        *(program("pg_dump"), "--format=custom", f"--file={target}", f"--snapshot={snapshot}"),
        *("--enable-row-security", "--no-owner", "--no-privileges"),
        *(f"--exclude-table-data={table}" for table in TRANSIENT),
        *words,
    ]
    done = subprocess.run(
        command,
        env=os.environ | environment | {"PGOPTIONS": options},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        # Its words may quote rows; its first line names what went wrong.
        first = done.stderr.decode(errors="replace").splitlines()[:1]
        raise Unavailable(" ".join(first) or "failed", code="backup-failed", place="pg_dump")


def _kept_tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models if model._meta.managed}
    return sorted(tables - set(TRANSIENT))


def _checkpoint() -> str:
    newest = checkpoints.latest()
    return str(checkpoints.cosigned(newest)) if newest else ""


def _described(rows: dict[str, int], checkpoint: str) -> Manifest:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    store = keystore()
    return Manifest(
        id=str(new_id()),
        node=settings.FAIRLEAD_NODE,
        made_at=now(),
        version=__version__,
        engine=connection.vendor,
        migrations=dict(applied),  # sorted, so that the newest of an app stays
        rows=rows,
        ledger_size=rows[Leaf._meta.db_table],
        ledger_checkpoint=checkpoint,
        keys={str(bucket): store.key_id(bucket) for bucket in store.buckets()},
    )


def _with_parts(manifest: Manifest, partial: Path, told: Told) -> Manifest:
    names = (backups.ENGINES[manifest.engine], backups.FILES)
    return replace(manifest, parts=tuple(measured(partial / name, told) for name in names))


def _pack_files(target: Path, told: Told) -> None:
    """Pack what else is in the data folder; links and what is still being written are left out."""
    base, keys = Path(settings.FAIRLEAD_DATA), Path(settings.FAIRLEAD_KEYS).resolve()
    with tarfile.open(target, "w") as archive:
        for number, path in enumerate(_files(base)):
            if path.resolve().is_relative_to(keys):
                raise Unavailable("keys lie in the data folder", code="backup-refused")
            try:
                archive.add(path, arcname=str(path.relative_to(base)), recursive=False)
            except FileNotFoundError:  # erased meanwhile, as the law wanted it
                continue
            told("packing", number + 1, 0)


def _files(base: Path) -> Iterator[Path]:
    for top in sorted(base.iterdir()):
        if top.name in LEFT_OUT:
            continue
        for path in [top, *sorted(top.rglob("*"))]:
            ready = "incoming" not in path.parts and path.suffix != ".partial"
            if ready and path.is_file() and not path.is_symlink():
                yield path


def _sign(partial: Path) -> None:
    """Sign the manifest with the ledger's key; without one the backup is made all the same."""
    text = backups.signed_text(measured(partial / backups.MANIFEST).sha256)
    try:
        signature = ledger_keys.signer().sign(text)
    except FairleadError:
        return
    (partial / backups.NOTE).write_text(str(notes.Note(text, (signature,))), encoding="utf-8")
