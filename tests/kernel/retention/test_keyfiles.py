"""Files that are there whole or not at all, and gone when they are gone."""

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from fairlead.core.errors import Misconfigured
from fairlead.kernel.retention import keyfiles


def test_a_new_file_is_for_its_owner_only_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keyfiles.create(tmp_path / "key", b"secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert keyfiles.read(tmp_path / "key")[0] == b"secret"
    assert [path.name for path in tmp_path.iterdir()] == ["key"], "no draft is left"


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    keyfiles.create(tmp_path / "key", b"first")
    with pytest.raises(FileExistsError):
        keyfiles.create(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_draft_that_a_crash_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f".key.{os.getpid()}").write_bytes(b"half")
    keyfiles.create(tmp_path / "key", b"whole")
    assert (tmp_path / "key").read_bytes() == b"whole"


def test_destroying_what_is_not_there_does_no_harm(tmp_path: Path) -> None:
    keyfiles.destroy(tmp_path / "key")
    keyfiles.create(tmp_path / "key", b"secret")
    keyfiles.destroy(tmp_path / "key")
    keyfiles.destroy(tmp_path / "key")
    assert list(tmp_path.iterdir()) == []


def test_destroying_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "key").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        keyfiles.destroy(tmp_path / "key")
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_folder_is_made_for_its_owner_and_a_shared_one_is_refused(tmp_path: Path) -> None:
    keyfiles.make_folder(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    keyfiles.make_folder(tmp_path / "keys")
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(Misconfigured, match="chmod 700"):
        keyfiles.make_folder(tmp_path / "keys")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_belongs_to_another_user_is_refused(tmp_path: Path) -> None:
    keyfiles.create(tmp_path / "key", b"secret")
    os.chown(tmp_path / "key", 12345, 12345)
    with pytest.raises(Misconfigured, match="another user"):
        keyfiles.read(tmp_path / "key")


def test_one_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    inside, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with keyfiles.locked(tmp_path):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == 1
