"""What the fuller tests need from the machine: PostgreSQL, a browser, the evaluation data.

``python -m tests.servers NAME`` exits with 0 when it is there, with 3 when it is missing, and
with 1 when it is missing although ``FAIRLEAD_TEST_REQUIRE`` names it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
REQUIRED = frozenset(filter(None, os.environ.get("FAIRLEAD_TEST_REQUIRE", "").split(",")))


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def browser() -> str | None:
    """Return the path of Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def shared() -> Path | None:
    """Return the folder of evaluation data beside the checkout."""
    named = os.environ.get("FAIRLEAD_SHARED")
    candidates = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    return next((path for path in candidates if (path / "data" / "SOURCES.md").exists()), None)


AVAILABLE = {"postgres": postgres_programs, "browser": browser, "shared": shared}
WORDS = {
    "postgres": "needs PostgreSQL (apt-get install postgresql)",
    "browser": "needs Chromium (apt-get install chromium)",
    "shared": "needs the evaluation data in ../shared",
}


def missing(name: str) -> str:
    """Return "" when it is there or why a test is skipped; fail when it was required."""
    if AVAILABLE[name]():
        return ""
    if name in REQUIRED:
        raise RuntimeError(f"FAIRLEAD_TEST_REQUIRE names {name}, which {WORDS[name]}")
    return WORDS[name]


@dataclass
class Cluster:
    """A private PostgreSQL server that lives as long as the test run."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://fairlead@127.0.0.1:{self.port}/fairlead"

    def stop(self) -> None:
        _as_postgres("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def start_postgres() -> Cluster:
    """Make and start a cluster with a role that is no superuser, so that row security binds it."""
    if reason := missing("postgres"):
        raise RuntimeError(reason)
    folder = Path(tempfile.mkdtemp(prefix="fairlead-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster = Cluster(folder, _free_port())
    data = str(folder / "data")
    _as_postgres("initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync")
    options = (
        f"-p {cluster.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    )
    _as_postgres("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    for statement in (
        "CREATE ROLE fairlead LOGIN CREATEDB CREATEROLE",
        "CREATE DATABASE fairlead OWNER fairlead",
    ):
        _as_postgres(
            "psql", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres", "-c", statement
        )
    return cluster


def _as_postgres(program: str, *arguments: str) -> None:
    programs = postgres_programs()
    assert programs is not None
    command = [str(programs / program), *arguments]
    if os.geteuid() == 0:
        pwd.getpwnam("postgres")
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/tmp", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.decode()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(3 if missing(sys.argv[1]) else 0)
