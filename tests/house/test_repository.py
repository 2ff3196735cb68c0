"""What may and may not lie in the repository."""

import subprocess

import pytest

from tests.servers import ROOT

SCRIPTS = ("demo", "test", "check", "bench", "environment", "lock")
LARGEST = 400_000  # bytes


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def test_scripts_can_be_run() -> None:
    assert [name for name in SCRIPTS if not (ROOT / "script" / name).stat().st_mode & 0o111] == []


def test_nothing_large_or_compiled_is_kept() -> None:
    names = tracked()

    assert [
        name for name in names if name.endswith((".mo", ".pyc", ".sqlite3", ".key", ".pem"))
    ] == []
    assert [name for name in names if (ROOT / name).stat().st_size > LARGEST] == []


def test_every_lock_line_has_a_hash() -> None:
    for lock in ("run", "develop"):
        text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="ascii")
        pinned = text.count("==")

        assert pinned > 20
        assert text.count(" \\\n    --hash=sha256:") >= pinned
        assert "://" not in text, "a lock names no index"
