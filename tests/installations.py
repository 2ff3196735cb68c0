"""Whole installations in a folder of their own, for tests that need real processes.

The database is made once per test run and copied, because migrating takes seconds.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fairlead.core.errors import Unavailable
from tests import servers

_COUNT = iter(range(10**6))
_template: "Installation | None" = None


@dataclass
class Installation:
    """A Fairlead with its own data, keys and database."""

    folder: Path
    database: str = "sqlite"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def environment(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if "FAIRLEAD" not in name}
        return mine | {
            "PYTHONPATH": os.pathsep.join([str(servers.ROOT / "src"), str(servers.ROOT)]),
            "DJANGO_SETTINGS_MODULE": "fairlead.site.settings",
            "FAIRLEAD_MODE": "test",
            "FAIRLEAD_DATA": str(self.data),
            "FAIRLEAD_KEYS": str(self.keys),
            "FAIRLEAD_DATABASE": self.database,
            **self.extra,
        }

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start ``fairlead`` with these arguments."""
        return self._popen([sys.executable, "-m", "fairlead.cli", *arguments], **options)

    def python(self, code: str, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start Python with Django made ready."""
        begin = "import django; django.setup()\n"
        return self._popen([sys.executable, "-c", begin + code, *arguments], **options)

    def run(self, *arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run ``fairlead`` to its end, and return what it said."""
        return _finish(self.start(*arguments), check=check)

    def ask(self, code: str, *arguments: str) -> str:
        """Run this code to its end, and return what it printed."""
        return _finish(self.python(code, *arguments), check=True).stdout.strip()

    def sql(self, statement: str) -> str:
        """Run one statement, and return its rows."""
        if self.database == "sqlite":
            path = self.data / "database" / "fairlead.sqlite3"
            with closing(sqlite3.connect(path, timeout=20)) as connection:
                rows = connection.execute(statement).fetchall()
                connection.commit()
                return str(rows)
        import psycopg

        with psycopg.connect(self.database) as server:
            cursor = server.execute(statement.encode())
            return str(cursor.fetchall() if cursor.description else [])

    def _popen(self, command: Sequence[str], **options: Any) -> "subprocess.Popen[str]":
        chosen = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        process: subprocess.Popen[str] = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, text=True, **chosen
        )
        return process


def _finish(process: "subprocess.Popen[str]", *, check: bool) -> "subprocess.CompletedProcess[str]":
    out, talk = process.communicate(timeout=120)
    if check and process.returncode:
        raise AssertionError(f"{process.args!r} ended with {process.returncode}:\n{out}\n{talk}")
    return subprocess.CompletedProcess(process.args, process.returncode, out, talk)


@contextmanager
def installation(folder: Path, **extra: str) -> Iterator[Installation]:
    """Give a fresh, migrated installation in this folder, and remove its database at the end."""
    template = _template_installation()
    made = Installation(folder, extra=extra)
    for part in (made.data, made.keys):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    if template.database == "sqlite":
        shutil.copytree(template.data, made.data, dirs_exist_ok=True)
    else:
        made.database = _copy_database(template.database)
    shutil.copytree(template.keys, made.keys, dirs_exist_ok=True)
    try:
        yield made
    finally:
        if made.database != "sqlite":
            _administer(f'DROP DATABASE "{_name(made.database)}" WITH (FORCE)')


@contextmanager
def empty_installation(folder: Path, **extra: str) -> Iterator[Installation]:
    """Give an installation that has folders, and a database without a table."""
    made = Installation(folder, extra=extra)
    for part in (made.data, made.keys):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _server():
        made.database = _copy_database("")
    try:
        yield made
    finally:
        if made.database != "sqlite":
            _administer(f'DROP DATABASE "{_name(made.database)}" WITH (FORCE)')


def _template_installation() -> Installation:
    global _template  # noqa: PLW0603 - made once per test run
    if _template is None:
        folder = Path(os.environ["FAIRLEAD_TEST_FOLDER"]) / f"template-{os.getpid()}"
        made = Installation(folder)
        folder.mkdir()
        if _server():
            made.database = _copy_database("")
        made.run("migrate")
        made.run("ledger", "keys")
        _template = made
    return _template


def _server() -> str:
    url = os.environ.get("FAIRLEAD_DATABASE", "sqlite")
    return url if url.startswith("postgres") else ""


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _copy_database(template: str) -> str:
    name = f"installation_{os.getpid()}_{next(_COUNT)}"
    using = f' TEMPLATE "{_name(template)}"' if template else ""
    _administer(f'CREATE DATABASE "{name}"{using}')
    return urlsplit(_server())._replace(path=f"/{name}").geturl()


def _administer(statement: str) -> None:
    import psycopg

    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement.encode())


def wait_until(true: Callable[[], object], *, seconds: float = 30.0) -> float:
    """Wait until something is true, and return how long that took."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if true():
            return time.monotonic() - started
        time.sleep(0.05)
    raise Unavailable(f"did not become true within {seconds} s")


def kill(process: "subprocess.Popen[str]") -> None:
    """End a process as a power cut does."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
