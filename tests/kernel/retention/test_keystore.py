"""Keys are made once, read by their owner only, and when destroyed are dead in every process."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairlead.core.errors import Misconfigured
from fairlead.core.retention import Bucket
from fairlead.core.sealing import KeyDestroyed, Place, SealBroken
from fairlead.kernel.retention.keystore import FolderKeyStore, KeyMissing

BUCKET = Bucket.parse("travel.pnr.open.2027-05")
OTHER = Bucket.parse("travel.pnr.open.2027-06")
PLACE = Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000001")
NOW = datetime(2027, 6, 2, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(folder: Path) -> FolderKeyStore:
    made = FolderKeyStore(folder)
    made.create_master()
    return made


def again(store: FolderKeyStore) -> FolderKeyStore:
    """The store as another process sees it: nothing in memory."""
    return FolderKeyStore(store._folder)


def file_of(store: FolderKeyStore, bucket: Bucket = BUCKET) -> Path:
    return store._buckets / f"{bucket}.key"


def test_a_key_wraps_and_unwraps_also_in_another_process(store: FolderKeyStore) -> None:
    wrapped = store.prepared(BUCKET).wrap(KEY, PLACE)
    assert store.wrapping(BUCKET).unwrap(wrapped, PLACE) == KEY
    assert again(store).wrapping(BUCKET).unwrap(wrapped, PLACE) == KEY


def test_a_key_is_not_made_by_looking_for_it(store: FolderKeyStore) -> None:
    with pytest.raises(KeyMissing):
        store.wrapping(BUCKET)
    assert store.buckets() == []


def test_nobody_but_the_owner_can_read_a_key(store: FolderKeyStore, folder: Path) -> None:
    store.prepared(BUCKET)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert modes == {
        "node.key": 0o600,
        "buckets": 0o700,
        ".lock": 0o600,
        "travel.pnr.open.2027-05.key": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_refused(store: FolderKeyStore, mode: int) -> None:
    store.prepared(BUCKET)
    file_of(store).chmod(mode)
    with pytest.raises(Misconfigured, match="chmod 600"):
        again(store).wrapping(BUCKET)
    file_of(store).chmod(0o600)
    (store._folder / "node.key").chmod(mode)
    with pytest.raises(Misconfigured, match="chmod 600"):
        again(store).wrapping(BUCKET)


def test_a_folder_that_others_can_enter_is_refused(store: FolderKeyStore) -> None:
    store._buckets.chmod(0o750)
    with pytest.raises(Misconfigured, match="chmod 700"):
        store.prepared(BUCKET)


def test_a_link_in_place_of_a_key_is_not_followed(store: FolderKeyStore, tmp_path: Path) -> None:
    store.prepared(BUCKET)
    moved = file_of(store).rename(tmp_path / "elsewhere.key")
    file_of(store).symlink_to(moved)
    with pytest.raises(OSError, match="symbolic links"):
        again(store).wrapping(BUCKET)


def test_the_key_on_disk_is_not_the_key(store: FolderKeyStore) -> None:
    store.prepared(BUCKET)
    raw = store._key(str(BUCKET))._key
    for path in store._folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert raw not in content
            assert raw.hex().encode() not in content


def test_a_destroyed_key_is_dead_in_every_process_at_its_next_use(store: FolderKeyStore) -> None:
    other = again(store)
    wrapped = store.prepared(BUCKET).wrap(KEY, PLACE)
    held = other.wrapping(BUCKET)  # another process has it in memory and in its hand
    assert held.unwrap(wrapped, PLACE) == KEY
    store.destroy(BUCKET, NOW)
    for use in (
        lambda: held.unwrap(wrapped, PLACE),
        lambda: held.wrap(KEY, PLACE),
        lambda: other.wrapping(BUCKET),
        lambda: other.token(BUCKET, "document", "UTO1234567"),
        lambda: store.wrapping(BUCKET),
        lambda: again(store).wrapping(BUCKET),
    ):
        with pytest.raises(KeyDestroyed):
            use()


def test_the_bytes_of_a_destroyed_key_are_written_over(
    store: FolderKeyStore, tmp_path: Path
) -> None:
    store.prepared(BUCKET)
    watched = tmp_path / "the-same-bytes"
    watched.hardlink_to(file_of(store))
    before = watched.read_bytes()
    store.destroy(BUCKET, NOW)
    after = watched.read_bytes()
    assert not file_of(store).exists()
    assert len(after) == len(before)
    assert before[4:20] not in after
    assert before[20:] not in after


def test_a_destroyed_key_is_never_made_again(store: FolderKeyStore) -> None:
    store.prepared(BUCKET)
    store.destroy(BUCKET, NOW)
    for process in (store, again(store)):
        with pytest.raises(KeyDestroyed):
            process.prepared(BUCKET)
    assert not file_of(store).exists()
    store.prepared(OTHER).wrap(KEY, PLACE)


def test_a_destroyed_key_that_is_put_back_stays_dead(store: FolderKeyStore) -> None:
    """Somebody restores an old copy of the key folder over the new one."""
    wrapped = store.prepared(BUCKET).wrap(KEY, PLACE)
    old = file_of(store).read_bytes()
    other = again(store)
    other.wrapping(BUCKET)
    store.destroy(BUCKET, NOW)
    file_of(store).write_bytes(old)
    file_of(store).chmod(0o600)
    for process in (store, other, again(store)):
        with pytest.raises(KeyDestroyed):
            process.wrapping(BUCKET).unwrap(wrapped, PLACE)
    assert store.destroyed()[str(BUCKET)].gone is False
    assert store.buckets() == []
    store.destroy(BUCKET, NOW)
    assert store.destroyed()[str(BUCKET)].gone is True


def test_destroying_twice_does_no_harm_and_tells_the_same(store: FolderKeyStore) -> None:
    store.prepared(BUCKET)
    key_id = store.key_id(BUCKET)
    assert store.destroy(BUCKET, NOW) == key_id
    assert store.destroy(BUCKET, NOW) == key_id
    stone = store.destroyed()[str(BUCKET)]
    assert (stone.key_id, stone.destroyed_at, stone.gone) == (key_id, NOW.isoformat(), True)
    words = json.loads((store._buckets / f"{BUCKET}.destroyed").read_text())
    assert words == {"bucket": str(BUCKET), "key": key_id, "destroyed_at": NOW.isoformat()}


def test_a_bucket_that_never_had_a_key_can_be_barred(store: FolderKeyStore) -> None:
    assert store.destroy(BUCKET, NOW) == ""
    with pytest.raises(KeyDestroyed):
        store.prepared(BUCKET)


def test_a_renamed_key_does_not_open(store: FolderKeyStore) -> None:
    store.prepared(BUCKET)
    file_of(store).rename(file_of(store, OTHER))
    with pytest.raises(SealBroken):
        again(store).wrapping(OTHER)
    with pytest.raises(KeyMissing):
        store.wrapping(BUCKET)


def test_tokens_are_of_one_bucket_one_field_and_stable(store: FolderKeyStore) -> None:
    for bucket in (BUCKET, OTHER):
        store.prepared(bucket)
    one = store.token(BUCKET, "document", "UTO1234567")
    assert one == again(store).token(BUCKET, "document", "UTO1234567")
    assert one != store.token(OTHER, "document", "UTO1234567")
    assert one != store.token(BUCKET, "phone", "UTO1234567")


def test_a_missing_master_key_is_never_replaced_by_another(store: FolderKeyStore) -> None:
    store.prepared(BUCKET)
    (store._folder / "node.key").unlink()
    for process in (again(store), FolderKeyStore(store._folder, may_create_master=True)):
        with pytest.raises(Misconfigured, match="restore it"):
            process.wrapping(BUCKET)
    with pytest.raises(Misconfigured, match="restore it"):
        again(store).create_master()


def test_a_master_key_makes_itself_only_where_it_may(folder: Path) -> None:
    with pytest.raises(Misconfigured, match="fairlead keys create"):
        FolderKeyStore(folder).prepared(BUCKET)
    FolderKeyStore(folder, may_create_master=True).prepared(BUCKET).wrap(KEY, PLACE)
    assert FolderKeyStore(folder).create_master() is False


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31, "ab" * 33, "é" * 32])
def test_a_master_key_of_another_form_is_refused(store: FolderKeyStore, text: str) -> None:
    (store._folder / "node.key").write_text(text)
    with pytest.raises(Misconfigured, match="64 hexadecimal digits"):
        again(store).prepared(BUCKET)


# ---------------------------------------------------------------- several at once


def test_many_threads_make_one_key(store: FolderKeyStore) -> None:
    def wrap(_number: int) -> bytes:
        return again(store).prepared(BUCKET).wrap(KEY, PLACE)

    with ThreadPoolExecutor(8) as pool:
        wrapped = list(pool.map(wrap, range(40)))
    assert {store.wrapping(BUCKET).unwrap(one, PLACE) for one in wrapped} == {KEY}


RACE = """
import sys, pathlib
from fairlead.core.retention import Bucket
from fairlead.core.sealing import KeyDestroyed, Place
from fairlead.kernel.retention.keystore import FolderKeyStore
store = FolderKeyStore(pathlib.Path(sys.argv[1]), may_create_master=True)
place = Place("travel.pnr", "1")
sys.stdin.readline()
for month in range(1, 13):
    bucket = Bucket.parse(f"travel.pnr.open.2027-{month:02}")
    print(store.prepared(bucket).wrap(b"k" * 32, place).hex())
"""


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )


def test_many_processes_make_one_master_and_one_key_each(folder: Path) -> None:
    racers = [started(RACE, folder) for _ in range(4)]
    wrapped = [racer.communicate("go\n", timeout=60)[0].split() for racer in racers]
    store = FolderKeyStore(folder)
    assert len(store.buckets()) == 12
    for month in range(12):
        bucket = Bucket.parse(f"travel.pnr.open.2027-{month + 1:02}")
        for lines in wrapped:
            key = store.wrapping(bucket).unwrap(
                bytes.fromhex(lines[month]), Place("travel.pnr", "1")
            )
            assert key == KEY


CRASH = """
import os, sys, pathlib, datetime
from fairlead.core.retention import Bucket
from fairlead.kernel.retention import keyfiles
from fairlead.kernel.retention.keystore import FolderKeyStore
folder, what, point = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
steps = 0
def stumbling(real):
    def call(*arguments, **named):
        global steps
        steps += 1
        if steps == point:
            os.kill(os.getpid(), 9)
        return real(*arguments, **named)
    return call
for name in ("open", "fsync", "link", "write", "close", "fdopen"):
    setattr(os, name, stumbling(getattr(os, name)))
pathlib.Path.unlink = stumbling(pathlib.Path.unlink)
store = FolderKeyStore(folder)
bucket = Bucket.parse("travel.pnr.open.2027-05")
if what == "make":
    store.prepared(bucket)
else:
    store.destroy(bucket, datetime.datetime(2027, 6, 2, tzinfo=datetime.UTC))
print("whole")
"""


@pytest.mark.slow
def test_killed_while_making_there_is_a_whole_key_or_none(tmp_path: Path) -> None:
    number = 0
    for number in range(60):
        folder = tmp_path / str(number)
        FolderKeyStore(folder).create_master()
        done = started(CRASH, folder, "make", number + 1).communicate(timeout=60)[0]
        store = FolderKeyStore(folder)
        first = store.prepared(BUCKET).wrap(KEY, PLACE)
        assert again(store).wrapping(BUCKET).unwrap(first, PLACE) == KEY
        if done.strip() == "whole":
            break
    assert number > 10, "no step was found to be killed at"


@pytest.mark.slow
def test_killed_while_destroying_the_key_lives_or_can_be_destroyed_again(tmp_path: Path) -> None:
    number, lived, dead = 0, 0, 0
    for number in range(60):
        folder = tmp_path / str(number)
        store = FolderKeyStore(folder)
        store.create_master()
        wrapped = store.prepared(BUCKET).wrap(KEY, PLACE)
        done = started(CRASH, folder, "destroy", number + 1).communicate(timeout=60)[0]
        try:
            assert again(store).wrapping(BUCKET).unwrap(wrapped, PLACE) == KEY
            lived += 1
        except KeyDestroyed:
            dead += 1
        again(store).destroy(BUCKET, NOW)
        with pytest.raises(KeyDestroyed):
            again(store).wrapping(BUCKET)
        assert again(store).destroyed()[str(BUCKET)].gone
        if done.strip() == "whole":
            break
    assert lived > 3, "the first steps only prepare"
    assert dead > 3, "from the tombstone on, nothing opens"
