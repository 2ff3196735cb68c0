"""Backup and restore as an administrator runs them: real processes, both databases."""

import json
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairlead.core import backups
from tests.installations import Installation, empty_installation, installation, kill, wait_until

FILL = """
from fairlead.kernel.clock import now, new_id
from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.jobs import erase_results
from tests.people import make_account, make_agency
for number in range(5): make_account("analyst", agency=make_agency(f"unit-{number}"))
for number in range(20): enqueue(erase_results, context=Context.duty("operation"))
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(); session["canary"] = "x"; session.create()
print(session.session_key)
"""
WRITE = """
import time
from django.db import transaction
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.jobs import erase_results
while True:
    with transaction.atomic():  # always both
        key = enqueue(erase_results, context=Context.duty("operation"))
        record(act="tests.pair.made", verb=Verb.OPERATE,
               authority=Context.duty("operation").authority(), objects=[f"job:{key}"])
    time.sleep(0.002)
"""
COUNTS = """
from fairlead.kernel.people.models import Account
from fairlead.kernel.jobs.models import Run
from fairlead.kernel.audit.models import Entry, Leaf
from django.contrib.sessions.models import Session
import json
print(json.dumps([Account.objects.count(), Run.objects.count(),
                  Entry.objects.filter(act="tests.pair.made").count(), Session.objects.count()]))
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    folder = tmp_path / "original"
    folder.mkdir()
    with installation(folder) as made:
        yield made


@pytest.fixture
def spare(tmp_path: Path) -> Iterator[Installation]:
    folder = tmp_path / "spare"
    folder.mkdir()
    with empty_installation(folder) as made:
        yield made


def make_backup(site: Installation, target: Path) -> Path:
    return Path(site.run("backup", str(target)).stdout.strip())


def move_keys(site: Installation, spare: Installation) -> None:
    shutil.copytree(site.keys, spare.keys, dirs_exist_ok=True)


def counts(site: Installation) -> list[int]:
    found: list[int] = json.loads(site.ask(COUNTS))
    return found


def test_a_restored_installation_is_the_one_that_was_backed_up(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    session_key = site.ask(FILL)
    stored = site.data / "files" / "3f" / "9a01"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"sealed content")
    (site.data / "files" / "incoming").mkdir()
    (site.data / "files" / "incoming" / "half").write_bytes(b"half")
    site.run("ledger", "checkpoint", "--fresh")

    folder = make_backup(site, tmp_path / "backups")
    move_keys(site, spare)
    done = spare.run("restore", str(folder))

    assert "The ledger is verified, and every key is there." in " ".join(done.stderr.split())
    assert counts(spare) == [*counts(site)[:3], 0]  # nobody is signed in any more
    assert (spare.data / "files" / "3f" / "9a01").read_bytes() == b"sealed content"
    assert not (spare.data / "files" / "incoming").exists()
    assert spare.run("ledger", "verify").returncode == 0
    assert "administration.backup.restored" in spare.ask(
        "from fairlead.kernel.audit.models import Entry\n"
        "print(list(Entry.objects.values_list('act', flat=True)))"
    )
    assert session_key.encode() not in (folder / f"database.{_suffix(site)}").read_bytes()
    states = json.loads(spare.run("doctor", "--json", check=False).stdout)["findings"]
    bad = {f"{each['room']}.{each['code']}" for each in states if each["state"] == "bad"}
    assert bad <= {"jobs.workers", "jobs.schedules", "jobs.queue"}  # no worker runs here


def _suffix(site: Installation) -> str:
    return "sqlite3" if site.database == "sqlite" else "dump"


def test_a_backup_is_an_entry_and_keys_are_never_in_it(site: Installation, tmp_path: Path) -> None:
    (site.keys / "canary").write_bytes(b"KEY-CANARY-Zyxgar")
    (site.keys / "canary").chmod(0o600)
    (site.data / "link").symlink_to(site.keys / "canary")

    folder = make_backup(site, tmp_path / "backups")

    whole = b"".join(path.read_bytes() for path in folder.iterdir())
    secrets = [path.read_bytes() for path in site.keys.rglob("*") if path.is_file()]
    private = [secret for secret in secrets if b"PRIVATE" in secret or len(secret) > 16]
    assert len(private) >= 2
    assert [secret for secret in private if secret.strip() in whole and b"+" not in secret] == []
    assert b"KEY-CANARY" not in whole
    acts = site.ask(
        "from fairlead.kernel.audit.models import Entry\n"
        "print(list(Entry.objects.filter(verb='operate').values_list('act', flat=True)))"
    )
    assert "administration.backup.made" in acts
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_a_backup_while_writing_holds_one_moment(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    writers = [site.python(WRITE) for _writer in range(2)]
    try:
        wait_until(lambda: counts(site)[2] > 20)
        folder = make_backup(site, tmp_path / "backups")
        in_between = counts(site)[2]
        time.sleep(0.3)
        assert counts(site)[2] > in_between  # they were not held up
    finally:
        for writer in writers:
            kill(writer)
    move_keys(site, spare)
    spare.run("restore", str(folder))

    _accounts, jobs, pairs, _sessions = counts(spare)
    assert jobs == pairs > 20


def damage_database(folder: Path) -> None:
    path = next(folder.glob("database.*"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_files(folder: Path) -> None:
    path = folder / backups.FILES
    path.write_bytes(path.read_bytes()[:-1])


def lose_files(folder: Path) -> None:
    (folder / backups.FILES).unlink()


def lose_manifest(folder: Path) -> None:
    (folder / backups.MANIFEST).unlink()


def forge_manifest(folder: Path) -> None:
    """Change a part and write its new digest into the manifest, as a thief of backups could."""
    damage_database(folder)
    manifest = json.loads((folder / backups.MANIFEST).read_text())
    from fairlead.desks.administration.queries.backups import measured

    for part in manifest["parts"]:
        part["sha256"] = measured(folder / part["name"]).sha256
    (folder / backups.MANIFEST).write_text(json.dumps(manifest))


def come_from_later(folder: Path) -> None:
    manifest = json.loads((folder / backups.MANIFEST).read_text())
    manifest["migrations"]["jobs"] = "0999_of_later"
    (folder / backups.MANIFEST).write_text(json.dumps(manifest))


def be_of_another_engine(folder: Path) -> None:
    path = folder / backups.MANIFEST
    manifest = json.loads(path.read_text())
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["engine"]]
    for part in manifest["parts"]:
        if part["name"] == backups.ENGINES[manifest["engine"]]:
            part["name"] = backups.ENGINES[other]
    path.write_text(json.dumps(manifest | {"engine": other}))


HARM = {
    damage_database: "is not what was backed up",
    cut_files: "is not what was backed up",
    lose_files: "is missing",
    lose_manifest: "no backup that can be read",
    forge_manifest: "is not what was signed",
    come_from_later: "newer version",
    be_of_another_engine: "this installation is of",
}


def test_a_backup_that_was_touched_is_refused_and_nothing_is_written(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    folder = make_backup(site, tmp_path / "backups")
    move_keys(site, spare)
    for harm, words in HARM.items():
        harmed = tmp_path / harm.__name__
        shutil.copytree(folder, harmed)
        harm(harmed)

        done = spare.run("restore", str(harmed), check=False)

        assert done.returncode == 2, harm
        assert words in " ".join(done.stderr.split()), harm
        assert "Traceback" not in done.stderr
    assert spare.run("doctor", check=False).returncode == 2
    spare.run("restore", str(folder))  # it stayed empty


def test_data_is_never_overwritten(site: Installation, tmp_path: Path) -> None:
    folder = make_backup(site, tmp_path / "backups")

    done = site.run("restore", str(folder), check=False)

    assert done.returncode == 2
    assert "holds data" in done.stderr


def test_without_the_keys_it_says_which_are_missing(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    site.run("keys", "create")
    site.ask("from tests.cli.test_backup import make_bucket; make_bucket()")
    folder = make_backup(site, tmp_path / "backups")

    done = spare.run("restore", str(folder), "--json", "--without-keys", check=False)

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert "tests.report.open.2031-05" in told["missing_keys"]
    assert told["signed"] is False
    assert "fairlead ledger keys" in told["ledger_problems"][0]


def test_a_bare_machine_is_restored_with_one_command(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple utopia\n")
    site.run("keys", "create")
    site.ask("from tests.cli.test_backup import make_bucket; make_bucket()")
    site.run("ledger", "checkpoint", "--fresh")
    folder = make_backup(site, tmp_path / "backups")
    copy = tmp_path / "keys.locked"
    site.run("keys", "export", str(copy), "--passphrase-file", str(passphrase))
    words = ["restore", str(folder), "--keys", str(copy), "--passphrase-file", str(passphrase)]

    assert "holds no keys" in " ".join(
        spare.run("restore", str(folder), check=False).stderr.split()
    )
    done = spare.run(*words)

    assert "every key is there" in " ".join(done.stderr.split())
    originals = {path.relative_to(site.keys) for path in site.keys.rglob("*") if path.is_file()}
    copies = {path.relative_to(spare.keys) for path in spare.keys.rglob("*") if path.is_file()}
    assert {path for path in originals if not path.name.startswith(".")} <= copies
    assert {path.stat().st_mode & 0o077 for path in spare.keys.rglob("*")} == {0}
    assert "holds keys already" in " ".join(spare.run(*words, check=False).stderr.split())


def make_bucket() -> None:
    from fairlead.core.retention import Bucket, Compartment
    from fairlead.kernel.retention.keystore import keystore

    keystore().prepared(Bucket("tests.report", Compartment.OPEN, 2031, 5))


def test_a_killed_backup_does_not_look_like_one(site: Installation, tmp_path: Path) -> None:
    site.ask(FILL)
    big = site.data / "files" / "big"
    big.parent.mkdir(exist_ok=True)
    with big.open("wb") as stream:
        stream.truncate(2 * 1024**3)  # a hole: quick to make, slow to pack
    target = tmp_path / "backups"
    process = site.start("backup", str(target))
    wait_until(lambda: any(target.glob("*.partial/files.tar")))
    kill(process)

    assert [path.name for path in target.iterdir() if path.suffix != ".partial"] == []


def test_an_archive_cannot_write_elsewhere(
    site: Installation, spare: Installation, tmp_path: Path
) -> None:
    folder = make_backup(site, tmp_path / "backups")
    evil = tmp_path / "evil"
    shutil.copytree(folder, evil)
    (tmp_path / "payload").write_text("x")
    with tarfile.open(evil / backups.FILES, "w") as archive:
        archive.add(tmp_path / "payload", arcname="../../escaped")
    (evil / backups.NOTE).unlink()
    manifest = json.loads((evil / backups.MANIFEST).read_text())
    from fairlead.desks.administration.queries.backups import measured

    for part in manifest["parts"]:
        part |= {"sha256": measured(evil / part["name"]).sha256}
        part |= {"size": (evil / part["name"]).stat().st_size}
    (evil / backups.MANIFEST).write_text(json.dumps(manifest))

    done = spare.run("restore", str(evil), "--without-keys", check=False)

    assert done.returncode == 2
    assert "holds what no backup holds" in " ".join(done.stderr.split())
    assert not (spare.data.parent.parent / "escaped").exists()
    assert not (spare.data.parent / "escaped").exists()
