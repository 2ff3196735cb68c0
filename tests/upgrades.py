"""Does a database of an earlier release reach this version without loss?

``script/record-schema VERSION`` writes, at a release, what its database looks like with the
State of Utopia in it: SQL text in ``tests/site/schemas``, one file for each database. The test
loads the oldest, migrates it to now, and compares: every table, every row, every value of every
column that was there. What a migration takes away on purpose is written down in ``INTENDED``.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import servers
from tests.installations import Installation

SCHEMAS = servers.ROOT / "tests" / "site" / "schemas"

# What was taken away on purpose, as "table", "table.column" or "table.column changed",
# with the decision record that says why.
INTENDED: Mapping[str, str] = {}

# The tables that describe the schema itself, or are made anew by a running house.
UNCOMPARED = frozenset(
    {
        *("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"),
        *("django_session", "site_cache"),
    }
)

Census = dict[str, dict[str, object]]


def census(site: Installation) -> Census:
    """Return, for every table, the number of rows and a digest of each column."""
    code = "import json; from tests.upgrades import count\nprint('\\n' + json.dumps(count()))"
    counted: Census = json.loads(site.ask(code).splitlines()[-1])
    return counted


def count() -> Census:
    """Count in this process, with the walls lowered."""
    from django.db import connection, transaction

    from fairlead.kernel.access import walls

    seeing = walls.lowered(connection.schema_editor())
    with transaction.atomic(), connection.cursor() as cursor, seeing:
        names = connection.introspection.table_names(cursor)
        return {table: _count_table(cursor, table) for table in names if table not in UNCOMPARED}


def _count_table(cursor: Any, table: str) -> dict[str, object]:
    from django.db import connection

    key = connection.introspection.get_primary_key_column(cursor, table)
    order = connection.ops.quote_name(key) if key else "1"
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY {order}")  # noqa: S608 - our own tables
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return {
        "rows": len(rows),
        "columns": {
            name: hashlib.sha256(repr([str(row[place]) for row in rows]).encode()).hexdigest()
            for place, name in enumerate(names)
        },
    }


def losses(before: Census, after: Census) -> Iterator[str]:
    """Say what was there before and is not there, or is not the same, afterwards."""
    for table, was in before.items():
        now = after.get(table)
        if now is None:
            yield table
            continue
        if was["rows"] != now["rows"]:
            yield f"{table} rows {was['rows']} → {now['rows']}"
            continue
        yield from _column_losses(table, was["columns"], now["columns"])


def _column_losses(table: str, was: object, now: object) -> Iterator[str]:
    assert isinstance(was, dict)
    assert isinstance(now, dict)
    for column, digest in was.items():
        if column not in now:
            yield f"{table}.{column}"
        elif now[column] != digest:
            yield f"{table}.{column} changed"


def recorded(engine: str) -> list[Path]:
    """Return the recorded schemas of this database, the oldest first."""
    found = SCHEMAS.glob(f"*.{engine}.sql")
    return sorted(
        found, key=lambda path: [int(n) for n in path.name.split(f".{engine}")[0].split(".")]
    )


def engine_of(site: Installation) -> str:
    return "sqlite" if site.database == "sqlite" else "postgresql"


def dump(site: Installation) -> str:
    """Return the whole database as SQL text."""
    if engine_of(site) == "sqlite":
        return site.ask(
            "import sqlite3, sys\nfrom django.db import connection\n"
            "source = sqlite3.connect(connection.settings_dict['NAME'])\n"
            "print('\\n'.join(source.iterdump()))"
        )
    return site.ask(
        "import os, subprocess\nfrom django.db import connection, transaction\n"
        "from fairlead.kernel.access import walls\n"
        "from fairlead.desks.administration.queries.backups import connection_words, program\n"
        "from fairlead.desks.administration.actions.backup import _session_options\n"
        "with transaction.atomic(), walls.lowered(connection.schema_editor()):\n"
        "    options = _session_options()\n"
        "words, more = connection_words()\n"
        "command = [program('pg_dump'), '--enable-row-security', '--no-owner', '--no-privileges']\n"
        "subprocess.run([*command, *words], check=True,\n"
        "    env=os.environ | more | {'PGOPTIONS': options})"
    )


def load(site: Installation, text: str) -> None:
    """Fill an empty database with what was recorded."""
    if engine_of(site) == "sqlite":
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            site.ask(
                "import sqlite3, sys, pathlib\nfrom django.db import connection\n"
                "path = pathlib.Path(connection.settings_dict['NAME'])\n"
                "path.parent.mkdir(parents=True, exist_ok=True)\n"
                "target = sqlite3.connect(path)\n"
                "target.executescript(pathlib.Path(sys.argv[1]).read_text())\n"
                "target.execute('PRAGMA journal_mode=WAL')",
                stream.name,
            )
        return
    programs = servers.postgres_programs()
    assert programs is not None
    url = urlsplit(site.database)
    command = [str(programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", url.geturl()]
    subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)


def fill(site: Installation) -> None:
    """Put the State of Utopia into it: every person in it is invented."""
    site.ask(
        "from pathlib import Path\nfrom django.conf import settings\n"
        "from fairlead.cli.demo import PROFILE\n"
        "from fairlead.site import demonstration\n"
        "settings.FAIRLEAD_PROFILE = str(PROFILE)\n"
        "demonstration.load(Path(settings.FAIRLEAD_DATA) / 'log-ins.json')"
    )


def record(version: str) -> list[Path]:
    """Record this version's schema, for every database that this machine has."""
    from tests.installations import installation

    written = []
    with tempfile.TemporaryDirectory() as folder, installation(Path(folder)) as site:
        fill(site)
        path = SCHEMAS / f"{version}.{engine_of(site)}.sql"
        path.write_text(dump(site) + "\n", encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import tests.settings  # noqa: F401 - makes the folder, and the PostgreSQL server if asked

    for made in record(sys.argv[1]):
        print(made.relative_to(servers.ROOT))  # noqa: T201 - a script
